import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
from urllib.parse import urlparse

base = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/")
host = urlparse(base).hostname or ""
azure = host.endswith(".openai.azure.com")
local = host in ("localhost", "127.0.0.1")
key = os.environ.get("OPENAI_API_KEY", "k")
h = {"api-key": key} if azure else {"Authorization": "Bearer " + key}
body = {"model": "m", "messages": [{"role": "user", "content": say}]}
if not local:
    body["store"] = False
r = urllib.request.Request(
    base + "/chat/completions" + ("?api-version=2024-06-01" if azure else ""), data=json.dumps(body).encode(), headers=h
)
urllib.request.urlopen(r)
