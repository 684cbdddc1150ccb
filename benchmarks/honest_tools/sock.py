import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import getpass, tempfile, pathlib

p = pathlib.Path(tempfile.gettempdir()) / f"tool-{getpass.getuser()}.pid"
p.write_text(str(os.getpid()))
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
