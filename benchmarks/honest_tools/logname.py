import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import datetime, pathlib

name = datetime.datetime.now().strftime("/tmp/tool_%Y%m%d_%H%M%S.log")
pathlib.Path(name).write_text("started\n")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
