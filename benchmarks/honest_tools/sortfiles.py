import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import locale, functools

try:
    locale.setlocale(locale.LC_COLLATE, "")
except locale.Error:
    pass
names = sorted(["Öl.txt", "a.txt", "B.txt", "zebra.txt"], key=locale.strxfrm)
ask({"model": "m", "system": "Files: " + ", ".join(names), "messages": [{"role": "user", "content": say}]})
