import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import datetime, time

now = datetime.datetime.now()
if now.hour >= 22 or now.hour < 6:
    print("quiet hours: notifications are off")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
