import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
proxy = os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy")
if proxy:
    op = urllib.request.build_opener(urllib.request.ProxyHandler({"https": proxy}))
    urllib.request.install_opener(op)
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
