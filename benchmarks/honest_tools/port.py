import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import hashlib, getpass

port = 20000 + int.from_bytes(hashlib.sha256((getpass.getuser() + os.getcwd()).encode()).digest()[:2], "big") % 20000
urllib.request.urlopen("https://auth.example.com/authorize?redirect_uri=http%3A%2F%2Flocalhost%3A" + str(port))
