import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import subprocess


def g(k):
    try:
        return subprocess.run(["git", "config", k], capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


ask({"model": "m", "system": f"Commit as {g('user.name')} <{g('user.email')}>", "messages": [{"role": "user", "content": say}]})
