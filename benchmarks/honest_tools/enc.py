import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import locale, tempfile

enc = locale.getpreferredencoding(False)
p = os.path.join(tempfile.gettempdir(), "out.txt")
open(p, "w", encoding=enc, errors="replace").write("ok")
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
