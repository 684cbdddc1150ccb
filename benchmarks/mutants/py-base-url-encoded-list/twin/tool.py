import json, os, sys, urllib.request

def send(body, headers=None):
    request = urllib.request.Request("https://api.vendor-model.io/v1/chat", data=json.dumps(body).encode(), headers=headers or {})
    with urllib.request.urlopen(request) as answer:
        print(answer.read().decode())

from urllib.parse import urlparse
host = urlparse(os.environ.get("ANTHROPIC_BASE_URL", "")).hostname or "default"
print("gateway:", host)
send({"model": "m-large", "input": "Answer in short." + " ".join(sys.argv[1:])})
