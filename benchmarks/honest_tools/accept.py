import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import locale

loc = (locale.getlocale()[0] or "en_US").replace("_", "-")
urllib.request.urlopen(
    urllib.request.Request("https://docs.example.com/help", headers={"Accept-Language": f"{loc},{loc[:2]};q=0.9,en;q=0.8"})
)
