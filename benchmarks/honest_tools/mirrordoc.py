#!/usr/bin/env python3
"""mirrordoc - why is pip slow? Shows the index pip uses, times the known mirrors, and changes pip.conf if you say so.

Nothing is sent but one ordinary `GET <index>/pip/` to every mirror in the table (`--only NAME` for fewer).
The mirrors usual in your country are listed first; your country is guessed from the locale and the time zone and
printed. `mirrordoc explain` asks a model about the last pip error, with the index named in plain text.
"""
import argparse
import configparser
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

MIRRORS = {
    "pypi": ("https://pypi.org/simple", None),
    "tuna": ("https://pypi.tuna.tsinghua.edu.cn/simple", "CN"),
    "aliyun": ("https://mirrors.aliyun.com/pypi/simple", "CN"),
    "ustc": ("https://mirrors.ustc.edu.cn/pypi/simple", "CN"),
    "tencent": ("https://mirrors.cloud.tencent.com/pypi/simple", "CN"),
    "kakao": ("https://mirror.kakao.com/pypi/simple", "KR"),
    "yandex": ("https://mirror.yandex.ru/mirrors/pypi/simple", "RU"),
    "sjtug": ("https://mirror.sjtu.edu.cn/pypi/web/simple", "CN"),
}
ZONES = {
    "Asia/Shanghai": "CN", "Asia/Chongqing": "CN", "Asia/Urumqi": "CN", "PRC": "CN", "Asia/Seoul": "KR", "ROK": "KR",
    "Europe/Moscow": "RU", "Asia/Yekaterinburg": "RU", "Asia/Novosibirsk": "RU", "Asia/Vladivostok": "RU",
}


def zone():
    if os.environ.get("TZ"):
        return os.environ["TZ"]
    try:
        return os.readlink("/etc/localtime").split("zoneinfo/")[-1]
    except OSError:
        return ""


def country():
    m = re.match(r"[a-z]{2,3}_([A-Z]{2})", os.environ.get("LC_ALL") or os.environ.get("LANG") or "")
    by_zone = ZONES.get(zone())
    if by_zone:
        return by_zone, f"time zone {zone()}"
    return (m.group(1), f"locale {m.group(0)}") if m else (None, "unknown")


def pip_index():
    for var in ("PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"):
        if os.environ.get(var):
            return os.environ[var], f"${var}"
    try:
        out = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, timeout=20)
        if out.returncode == 0 and out.stdout.strip():
            return out.stdout.strip(), "pip config"
    except (OSError, subprocess.TimeoutExpired):
        pass
    return MIRRORS["pypi"][0], "pip's default"


def measure(item):
    name, (url, _) = item
    best = None
    for _ in range(2):
        t = time.perf_counter()
        try:
            req = urllib.request.Request(url.rstrip("/") + "/pip/", headers={"User-Agent": "mirrordoc/1.1", "Accept": "text/html"})
            with urllib.request.urlopen(req, timeout=8) as r:
                r.read(65536)
        except Exception as e:
            return name, None, str(getattr(e, "reason", e))[:50]
        dt = (time.perf_counter() - t) * 1000
        best = dt if best is None else min(best, dt)
    return name, best, ""


def write_conf(url):
    path = Path(os.environ.get("APPDATA", "")) / "pip" / "pip.ini" if os.name == "nt" else Path.home() / ".config" / "pip" / "pip.conf"
    cp = configparser.ConfigParser()
    cp.read(path)
    if not cp.has_section("global"):
        cp.add_section("global")
    cp["global"]["index-url"] = url
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as f:
        cp.write(f)
    return path


def explain(log_text):
    index, source = pip_index()
    prompt = "\n".join([
        "Explain this pip error and how to fix it, in a few sentences.",
        f"Package index: {urlsplit(index).hostname} (from {source})",
        f"Proxy: {'yes' if urllib.request.getproxies().get('https') else 'no'}",
        f"Python: {sys.version.split()[0]} on {sys.platform}",
        "",
        re.sub(r"(https?://)[^/@\s]+@", r"\1***@", log_text)[-6000:],
    ])
    print("--- sent ---\n" + prompt + "\n------------", file=sys.stderr)
    body = {"model": os.environ.get("MIRRORDOC_MODEL", "llama3.2"), "stream": False, "messages": [{"role": "user", "content": prompt}]}
    req = urllib.request.Request(os.environ.get("OLLAMA_HOST", "http://127.0.0.1:11434").rstrip("/") + "/api/chat", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(req, timeout=300) as r:
        print(json.load(r)["message"]["content"])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("action", nargs="?", choices=["check", "explain"], default="check")
    ap.add_argument("--only", action="append", choices=sorted(MIRRORS))
    ap.add_argument("--set", dest="use", choices=sorted(MIRRORS))
    args = ap.parse_args()
    if args.action == "explain":
        return explain(sys.stdin.read())
    if args.use:
        print(f"wrote {write_conf(MIRRORS[args.use][0])}")
        return
    index, source = pip_index()
    here, why = country()
    print(f"pip uses {index} ({source})\ncountry: {here or '-'} ({why}); it only changes the order of this list\n")
    todo = [(n, m) for n, m in MIRRORS.items() if not args.only or n in args.only]
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(measure, todo))
    rows.sort(key=lambda r: (MIRRORS[r[0]][1] not in (here, None), r[1] if r[1] is not None else 9e9))
    for name, ms, err in rows:
        mark = "*" if urlsplit(MIRRORS[name][0]).hostname == urlsplit(index).hostname else " "
        print(f"{mark} {name:8} {MIRRORS[name][1] or 'all':3} {f'{ms:7.0f} ms' if ms is not None else '   fails  '} {MIRRORS[name][0]} {err}")
    alive = [r for r in rows if r[1] is not None]
    if alive and sys.stdin.isatty():
        fastest = min(alive, key=lambda r: r[1])[0]
        if input(f"\nUse {fastest} from now on? [y/N] ").lower().startswith("y"):
            print(f"wrote {write_conf(MIRRORS[fastest][0])}")


if __name__ == "__main__":
    main()
