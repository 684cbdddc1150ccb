import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import datetime

now = datetime.datetime.now().astimezone()
ask(
    {
        "model": "m",
        "system": f"Current time: {now.isoformat(timespec='minutes')} ({now.tzname()}), {now:%A, %d %B %Y}",
        "messages": [{"role": "user", "content": say}],
    }
)
