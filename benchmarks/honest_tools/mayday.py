"""mayday - crash reports for command line AI tools (Sentry envelope format).

    import mayday
    mayday.init("https://KEY@o1.ingest.example.io/42", release="tool@1.2")

After a crash the user is asked: [s]end, [v]iew, [n]o, [a]lways, or never (the last two are kept in ~/.config/mayday.json).
Contexts are those of the Sentry protocol: os, runtime, device, culture, app. No user name, no host name: both are also
scrubbed from messages and paths. DO_NOT_TRACK=1 turns it off, and so does CI unless MAYDAY_CI=1.
"""
from __future__ import annotations

import datetime as dt
import getpass
import json
import linecache
import locale
import os
import platform
import re
import socket
import sys
import threading
import time
import urllib.request
import uuid
from pathlib import Path
from urllib.parse import urlsplit

SETTINGS = Path.home() / ".config" / "mayday.json"
SECRET = re.compile(r"(?i)(sk-[a-z0-9_-]{8,}|ghp_\w+|xox[abp]-[\w-]+|AKIA[0-9A-Z]{16}|bearer\s+[\w.~+/-]+|(?:api[_-]?key|token|password|secret)[\"']?\s*[=:]\s*[\"']?[^\s\"',;]+)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")

_state: dict = {"dsn": None, "release": None, "session": uuid.uuid4().hex, "crumbs": []}


def _settings() -> dict:
    try:
        return json.loads(SETTINGS.read_text())
    except (OSError, ValueError):
        return {}


def _remember(**kw):
    try:
        SETTINGS.parent.mkdir(parents=True, exist_ok=True)
        SETTINGS.write_text(json.dumps({**_settings(), **kw}, indent=2))
    except OSError:
        pass


def scrub(value):
    if isinstance(value, dict):
        return {k: scrub(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrub(v) for v in value]
    if not isinstance(value, str):
        return value
    value = value.replace(str(Path.home()), "~")
    for private, name in ((getpass.getuser(), "[user]"), (socket.gethostname(), "[host]")):
        if len(private) > 2:
            value = re.sub(rf"(?i)\b{re.escape(private)}\b", name, value)
    return MAIL.sub("[mail]", SECRET.sub("[secret]", value))


def breadcrumb(message: str, category: str = "default"):
    _state["crumbs"] = _state["crumbs"][-29:] + [{"timestamp": time.time(), "category": category, "message": message}]


def _container() -> str | None:
    if os.path.exists("/.dockerenv"):
        return "docker"
    try:
        text = Path("/proc/1/cgroup").read_text()
        return next((k for k in ("kubepods", "docker", "lxc") if k in text), None)
    except OSError:
        return None


def _contexts() -> dict:
    now = dt.datetime.now().astimezone()
    code = (locale.getlocale()[0] or os.environ.get("LANG", "").split(".")[0] or "C").replace("_", "-")
    return {
        "os": {"name": platform.system(), "version": platform.release(), "kernel_version": platform.version()},
        "runtime": {"name": platform.python_implementation(), "version": platform.python_version()},
        "device": {"arch": platform.machine(), "processor_count": os.cpu_count()},
        "culture": {"locale": code, "timezone": now.tzname(), "utc_offset_minutes": int(now.utcoffset().total_seconds() // 60), "calendar": "GregorianCalendar"},
        "app": {"app_version": _state["release"], "container": _container(), "in_wsl": "microsoft" in platform.release().lower(), "proxy_in_use": bool(urllib.request.getproxies().get("https"))},
    }


def _frames(tb):
    out = []
    while tb is not None:
        f, n = tb.tb_frame, tb.tb_lineno
        name = f.f_code.co_filename
        out.append({
            "filename": os.path.basename(name), "abs_path": name, "function": f.f_code.co_name, "lineno": n, "module": f.f_globals.get("__name__"),
            "context_line": linecache.getline(name, n).rstrip("\n"), "in_app": "site-packages" not in name,
        })
        tb = tb.tb_next
    return out[-50:]


def build_event(etype, exc, tb) -> dict:
    return scrub({
        "event_id": uuid.uuid4().hex, "timestamp": dt.datetime.now(dt.timezone.utc).isoformat(), "platform": "python", "level": "fatal",
        "release": _state["release"], "tags": {"session": _state["session"]}, "contexts": _contexts(), "breadcrumbs": {"values": _state["crumbs"]},
        "exception": {"values": [{"type": etype.__name__, "module": etype.__module__, "value": str(exc)[:1000], "stacktrace": {"frames": _frames(tb)}}]},
    })


def _send(event: dict):
    u = urlsplit(_state["dsn"])
    url = f"{u.scheme}://{u.hostname}{':%d' % u.port if u.port else ''}/api/{u.path.strip('/')}/envelope/"
    head = {"event_id": event["event_id"], "sent_at": event["timestamp"], "dsn": _state["dsn"]}
    body = "\n".join(json.dumps(x) for x in (head, {"type": "event"}, event)).encode()
    req = urllib.request.Request(url, body, {
        "Content-Type": "application/x-sentry-envelope",
        "X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client=mayday/1.0, sentry_key={u.username}",
    })
    try:
        urllib.request.urlopen(req, timeout=5).read()
        print(f"Sent, report id {event['event_id'][:8]}.", file=sys.stderr)
    except Exception as e:
        print(f"The report could not be sent: {e}", file=sys.stderr)


def _ask(event) -> bool:
    choice = _settings().get("send")
    if choice in ("always", "never"):
        return choice == "always"
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    host = urlsplit(_state["dsn"]).hostname
    while True:
        try:
            a = input(f"Send a crash report to {host}? [s]end / [v]iew / [n]o / [a]lways / ne[x]t time don't ask ").strip().lower()[:1]
        except (EOFError, KeyboardInterrupt):
            return False
        if a == "v":
            print(json.dumps(event, indent=2, ensure_ascii=False))
            continue
        if a == "a":
            _remember(send="always")
        elif a == "x":
            _remember(send="never")
        return a in ("s", "a")


def _hook(etype, exc, tb):
    sys.__excepthook__(etype, exc, tb)
    if issubclass(etype, KeyboardInterrupt):
        return
    event = build_event(etype, exc, tb)
    if _ask(event):
        t = threading.Thread(target=_send, args=(event,))
        t.start()
        t.join(6)


def init(dsn: str | None = None, release: str | None = None) -> bool:
    if os.environ.get("DO_NOT_TRACK", "0") not in ("", "0") or (os.environ.get("CI") and not os.environ.get("MAYDAY_CI")):
        return False
    _state.update(dsn=dsn or os.environ.get("SENTRY_DSN"), release=release)
    if not _state["dsn"]:
        return False
    sys.excepthook = _hook
    return True


if __name__ == "__main__":
    # python -m mayday script.py args...: run a script with crash reports
    import runpy

    init(release="adhoc")
    sys.argv = sys.argv[1:]
    if not sys.argv:
        sys.exit("usage: SENTRY_DSN=... python -m mayday script.py [args]")
    runpy.run_path(sys.argv[0], run_name="__main__")
