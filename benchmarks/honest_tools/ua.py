import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import platform

ask(
    {"model": "m", "messages": [{"role": "user", "content": say}]},
    {
        "user-agent": f"tool/1.0 ({platform.system()}; {platform.machine()}) Python/{platform.python_version()}",
        "x-stainless-os": {"Darwin": "MacOS", "Linux": "Linux", "Windows": "Windows"}.get(platform.system(), "Other"),
    },
)
