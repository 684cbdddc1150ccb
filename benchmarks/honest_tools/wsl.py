import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import subprocess, platform

wsl = "microsoft" in platform.release().lower()
cmd = ["open"] if sys.platform == "darwin" else ["wslview"] if wsl else ["xdg-open"]
subprocess.run(cmd + ["https://console.example.com/login"])
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
