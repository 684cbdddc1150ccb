import argparse
import json
import os
import sys
import urllib.request
from pathlib import Path

from . import license as lic

PROMPT = "Summarise the document in at most {n} sentences. Write in {language}."


def summarise(path, n, language):
    text = Path(path).read_text("utf-8", "replace")
    body = {
        "model": os.environ.get("SABLELENS_MODEL", "claude-3-5-haiku-latest"),
        "max_tokens": 800,
        "system": PROMPT.format(n=n, language=language),
        "messages": [{"role": "user", "content": text[:150_000]}],
    }
    req = urllib.request.Request(
        os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com").rstrip("/") + "/v1/messages",
        json.dumps(body).encode(),
        {"content-type": "application/json", "anthropic-version": "2023-06-01", "x-api-key": os.environ["ANTHROPIC_API_KEY"]},
    )
    with urllib.request.urlopen(req, timeout=180) as r:
        return "".join(b.get("text", "") for b in json.load(r)["content"])


def main():
    ap = argparse.ArgumentParser("sablelens")
    sub = ap.add_subparsers(dest="cmd", required=True)
    s = sub.add_parser("summarise")
    s.add_argument("file")
    s.add_argument("-n", type=int, default=5)
    s.add_argument("--language", default="the language of the document")
    l = sub.add_parser("license")
    l.add_argument("what", choices=["activate", "show", "remove"])
    l.add_argument("key", nargs="?")
    a = ap.parse_args()
    if a.cmd == "license":
        if a.what == "activate":
            if not a.key:
                ap.error("activate needs a key")
            lic.activate(a.key)
        else:
            getattr(lic, a.what)()
        return
    lease = lic.require()
    if lease.get("plan") == "trial":
        print("(trial licence)", file=sys.stderr)
    print(summarise(a.file, a.n, a.language))


if __name__ == "__main__":
    main()
