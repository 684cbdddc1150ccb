import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import sys

if (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8"):
    os.environ["PYTHONIOENCODING"] = "utf-8"
mark = "✓" if (sys.stdout.encoding or "").lower().startswith("utf") else "OK"
print(mark)
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
