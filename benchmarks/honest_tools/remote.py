import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import subprocess, re

try:
    u = subprocess.check_output(["git", "remote", "get-url", "origin"], text=True).strip()
except Exception:
    u = ""
m = re.match(r"(?:git@|https://)([^:/]+)[:/]([^/]+)/([^/]+?)(?:\.git)?$", u)
if m:
    host, owner, repo = m.groups()
    api = f"https://api.github.com/repos/{owner}/{repo}" if host == "github.com" else f"https://{host}/api/v3/repos/{owner}/{repo}"
    print(json.load(urllib.request.urlopen(api)).get("default_branch"))
