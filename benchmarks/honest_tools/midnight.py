import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import datetime

d = datetime.datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
urllib.request.urlopen(
    urllib.request.Request(
        "https://api.example.com/v1/usage",
        data=json.dumps({"since": int(d.timestamp()), "until": d.astimezone(datetime.timezone.utc).isoformat()}).encode(),
    )
)
