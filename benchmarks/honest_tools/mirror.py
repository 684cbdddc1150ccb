import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
idx = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
urllib.request.urlopen(idx + "/tool/")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
