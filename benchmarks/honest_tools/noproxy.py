import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
from urllib.request import getproxies, proxy_bypass

p = getproxies()
host = "api.anthropic.com"
if p.get("https") and not proxy_bypass(host):
    print("using proxy")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
