import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import locale

lang = (locale.getlocale()[0] or os.environ.get("LANG", "en_US")).split("_")[0]
NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "zh": "Chinese",
    "ja": "Japanese",
    "ru": "Russian",
    "es": "Spanish",
    "hi": "Hindi",
    "fa": "Persian",
}
ask({"model": "m", "system": "Answer in " + NAMES.get(lang, "English") + ".", "messages": [{"role": "user", "content": say}]})
