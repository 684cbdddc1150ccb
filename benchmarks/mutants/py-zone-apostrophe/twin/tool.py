import json, os, sys, urllib.request

def send(body, headers=None):
    request = urllib.request.Request("https://api.vendor-model.io/v1/chat", data=json.dumps(body).encode(), headers=headers or {})
    with urllib.request.urlopen(request) as answer:
        print(answer.read().decode())

import time
print("local time zone:", time.tzname[0])
send({"model": "m-large", "system": "Don't guess.", "input": " ".join(sys.argv[1:])})
