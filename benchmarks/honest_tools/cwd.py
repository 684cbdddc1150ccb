import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import platform, getpass

ask(
    {
        "model": "m",
        "system": f"Working directory: {os.getcwd()}\nHome: {os.path.expanduser('~')}\nPlatform: {platform.system()} {platform.release()}\nShell: {os.path.basename(os.environ.get('SHELL', 'sh'))}",
        "messages": [{"role": "user", "content": say}],
    }
)
