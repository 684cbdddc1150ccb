import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
from urllib.parse import urlparse

base = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
host = urlparse(base).hostname or ""
h = {"authorization": "Bearer k", "content-type": "application/json"}
if host.endswith("openrouter.ai"):
    h.update({"HTTP-Referer": "https://tool.example.com", "X-Title": "tool"})
urllib.request.urlopen(
    urllib.request.Request(
        base + "/chat/completions", data=json.dumps({"model": "m", "messages": [{"role": "user", "content": say}]}).encode(), headers=h
    )
)
