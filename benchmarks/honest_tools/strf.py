import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import time, locale

try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
ask(
    {
        "model": "m",
        "system": "Now: " + time.strftime("%c") + " / " + time.strftime("%x %X") + " tz " + time.strftime("%Z"),
        "messages": [{"role": "user", "content": say}],
    }
)
