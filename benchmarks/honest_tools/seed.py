import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import random, socket, zlib

random.seed(zlib.crc32(socket.gethostname().encode()))
import time

time.sleep(random.uniform(0, 0.2))
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
