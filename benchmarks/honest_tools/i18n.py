import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import gettext, locale

T = {"de": {"Working": "Arbeite"}, "zh": {"Working": "处理中"}}
lang = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "en").split(".")[0].split("_")[0]
print(T.get(lang, {}).get("Working", "Working"))
ask({"model": "m", "messages": [{"role": "user", "content": say}]})
