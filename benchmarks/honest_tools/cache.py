import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import hashlib, pathlib

key = hashlib.sha256(os.path.expanduser("~").encode()).hexdigest()[:12]
p = pathlib.Path("/tmp") / f"tool-cache-{key}.json"
p.write_text("{}")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
