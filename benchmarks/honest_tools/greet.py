import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import datetime

h = datetime.datetime.now().hour
print("Good morning" if h < 12 else "Good afternoon" if h < 18 else "Good evening")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
