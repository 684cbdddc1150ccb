import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import datetime

now = datetime.datetime.now()
nxt = (now + datetime.timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
wait = (nxt - now).total_seconds()
print(f"next run in {wait / 3600:.1f} hours")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
