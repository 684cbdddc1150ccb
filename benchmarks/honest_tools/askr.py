#!/usr/bin/env python3
"""askr - ask a language model from the shell, in the spirit of `llm`.

    askr "how do I ..."            cat notes | askr -t standup
    askr -s "You are a pirate" hi  askr --dry-run -t today "what is due?"

Templates (~/.config/askr/templates/*.json) may use $input, $date, $time, $zone, $locale, $user and $os.
A variable is only looked up, and only sent, when the template you wrote names it. `--dry-run` prints the request.
Requests and answers are kept in a SQLite file on this machine (`askr --no-log` to leave it out).
"""
import argparse
import datetime as dt
import getpass
import hashlib
import json
import locale
import os
import platform
import random
import sqlite3
import string
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

CONFIG = Path(os.environ.get("ASKR_HOME") or Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "askr")


def local_zone():
    tz = os.environ.get("TZ")
    if tz:
        return tz.lstrip(":")
    try:
        target = os.path.realpath("/etc/localtime")
        if "zoneinfo/" in target:
            return target.split("zoneinfo/", 1)[1]
    except OSError:
        pass
    return dt.datetime.now().astimezone().tzname()


def local_locale():
    for var in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(var, "").split(".")[0]
        if value and value not in ("C", "POSIX"):
            return value
    return (locale.getlocale()[0] or "en_US")


VARIABLES = {
    "date": lambda: dt.date.today().isoformat(),
    "time": lambda: dt.datetime.now().strftime("%H:%M"),
    "zone": local_zone,
    "locale": local_locale,
    "user": getpass.getuser,
    "os": lambda: f"{platform.system()} {platform.release()}",
}


class Template(string.Template):
    def names(self):
        return {m.group("named") or m.group("braced") for m in self.pattern.finditer(self.template)} - {None}

    def fill(self, text):
        values = {"input": text}
        unknown = []
        for name in self.names() - {"input"}:
            if name in VARIABLES:
                values[name] = VARIABLES[name]()
            else:
                unknown.append(name)
        if unknown:
            sys.exit(f"askr: unknown variable(s) in template: {', '.join(sorted(unknown))}")
        return self.substitute(values)


def load_template(name):
    path = CONFIG / "templates" / f"{name}.json"
    if not path.exists():
        sys.exit(f"askr: no template {path}")
    return json.loads(path.read_text("utf-8"))


def database():
    CONFIG.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(CONFIG / "logs.db")
    db.execute("create table if not exists log (id text primary key, at text, zone text, model text, prompt text, answer text, ms int)")
    return db


def complete(payload, base, key, retries=3):
    data = json.dumps(payload).encode()
    for attempt in range(retries + 1):
        req = urllib.request.Request(
            base.rstrip("/") + "/chat/completions", data,
            {"Content-Type": "application/json", "Authorization": f"Bearer {key}", "User-Agent": "askr/0.9"},
        )
        try:
            with urllib.request.urlopen(req, timeout=120) as res:
                return json.load(res)["choices"][0]["message"]["content"]
        except urllib.error.HTTPError as e:
            if e.code not in (429, 500, 502, 503, 529) or attempt == retries:
                sys.exit(f"askr: {e.code} {e.read(300).decode('utf-8', 'replace')}")
            time.sleep(float(e.headers.get("Retry-After") or 2 ** attempt) + random.random() / 2)
        except urllib.error.URLError as e:
            if attempt == retries:
                sys.exit(f"askr: {e.reason}")
            time.sleep(2 ** attempt)


def main(argv=None):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("prompt", nargs="*")
    ap.add_argument("-s", "--system")
    ap.add_argument("-t", "--template")
    ap.add_argument("-m", "--model", default=os.environ.get("ASKR_MODEL", "gpt-4o-mini"))
    ap.add_argument("--dry-run", action="store_true")
    ap.add_argument("--no-log", action="store_true")
    args = ap.parse_args(argv)

    text = " ".join(args.prompt)
    if not sys.stdin.isatty():
        text = (sys.stdin.read().strip() + "\n\n" + text).strip()
    if not text:
        ap.error("nothing to ask")
    tpl = load_template(args.template) if args.template else {}
    system = args.system or tpl.get("system")
    messages = []
    if system:
        messages.append({"role": "system", "content": Template(system).fill(text) if tpl else system})
    messages.append({"role": "user", "content": Template(tpl["prompt"]).fill(text) if "prompt" in tpl else text})
    payload = {"model": tpl.get("model", args.model), "messages": messages}
    if args.dry_run:
        print(json.dumps(payload, indent=2, ensure_ascii=False))
        return

    started = time.monotonic()
    answer = complete(payload, os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"), os.environ.get("OPENAI_API_KEY", ""))
    print(answer)
    if not args.no_log:
        with database() as db:
            now = dt.datetime.now().astimezone()
            key = hashlib.blake2b((now.isoformat() + text).encode(), digest_size=8).hexdigest()
            db.execute("insert or replace into log values (?,?,?,?,?,?,?)",
                       (key, now.isoformat(), local_zone(), payload["model"], json.dumps(messages), answer, int((time.monotonic() - started) * 1000)))


if __name__ == "__main__":
    main()
