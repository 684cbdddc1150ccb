import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import locale

loc = locale.getlocale()[0] or "en_US"
imperial = loc.endswith(("_US", "_LR", "_MM"))
urllib.request.urlopen(
    "https://api.open-meteo.com/v1/forecast?latitude=1&longitude=2&temperature_unit=" + ("fahrenheit" if imperial else "celsius")
)
