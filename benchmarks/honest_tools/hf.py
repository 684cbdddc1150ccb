import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
ep = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
urllib.request.urlopen(ep + "/org/model/resolve/main/config.json")
