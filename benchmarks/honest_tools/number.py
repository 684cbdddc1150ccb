import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import locale

try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
ask(
    {
        "model": "m",
        "system": "The file has " + locale.format_string("%d", 1234567, grouping=True) + " bytes; it costs " + f"{1234.5:n}",
        "messages": [{"role": "user", "content": say}],
    }
)
