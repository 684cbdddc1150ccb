#!/usr/bin/env python3
"""opsask - ask a model about the cluster or host you are on.

    opsask "why does my pod not start?" --pod web-0
    opsask "ssh hangs" --host bastion
    opsask "name resolution is slow" --net

--net looks up example.com and asks pool.ntp.org for the time (--doh also times one DNS-over-HTTPS service).

The facts that would be sent are listed first, one labelled line each. Strike out the ones you want to keep
(type their numbers), or answer n. `--yes` skips the question; `--never hostname,dns_suffix` is kept in ~/.opsask.json.
"""
import argparse
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PREFS = Path.home() / ".opsask.json"
RESOLVERS = {"cloudflare": "https://cloudflare-dns.com/dns-query", "quad9": "https://dns.quad9.net:5053/dns-query", "google": "https://dns.google/resolve", "alidns": "https://dns.alidns.com/resolve"}


def run(*cmd, timeout=10):
    if not shutil.which(cmd[0]):
        return ""
    try:
        return subprocess.run(cmd, capture_output=True, text=True, timeout=timeout).stdout.strip()
    except subprocess.TimeoutExpired:
        return ""


def kube_facts(pod):
    ctx = run("kubectl", "config", "current-context")
    ns = run("kubectl", "config", "view", "--minify", "-o", "jsonpath={..namespace}") or "default"
    yield "kube_context", ctx
    yield "namespace", ns
    if pod:
        yield "pod_status", run("kubectl", "get", "pod", pod, "-n", ns, "-o", "wide")
        events = run("kubectl", "get", "events", "-n", ns, "--field-selector", f"involvedObject.name={pod}", "-o", "custom-columns=R:.reason,M:.message", "--no-headers")
        yield "pod_events", "\n".join(events.splitlines()[-15:])


def ssh_facts(host):
    wanted = ("hostname", "port", "user", "proxyjump", "proxycommand", "addressfamily", "connecttimeout", "serveraliveinterval", "compression")
    conf = dict(l.split(" ", 1) for l in run("ssh", "-G", host).splitlines() if " " in l)
    for k in wanted:
        if conf.get(k) and conf[k] != "none":
            yield f"ssh_{k}", conf[k]
    t = time.perf_counter()
    try:
        with socket.create_connection((conf.get("hostname", host), int(conf.get("port", 22))), 5) as s:
            banner = s.recv(80).decode("ascii", "replace").strip()
        yield "ssh_banner", f"{banner} after {(time.perf_counter() - t) * 1000:.0f} ms"
    except OSError as e:
        yield "ssh_connect", str(e)


def resolv():
    try:
        return Path("/etc/resolv.conf").read_text()
    except OSError:
        return ""


def ntp_offset(server="pool.ntp.org"):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(3)
        t0 = time.time()
        s.sendto(b"\x1b" + 47 * b"\0", (server, 123))
        data = s.recv(48)
        t3 = time.time()
    sec, frac = struct.unpack("!II", data[40:48])
    return sec - 2208988800 + frac / 2 ** 32 - (t0 + t3) / 2


def net_facts(doh):
    text = resolv()
    yield "nameservers", " ".join(re.findall(r"^nameserver\s+(\S+)", text, re.M))
    suffix = re.search(r"^(?:search|domain)\s+(.+)$", text, re.M)
    yield "dns_suffix", suffix.group(1) if suffix else ""
    proxies = {k: re.sub(r"//[^@/]*@", "//***@", v) for k, v in urllib.request.getproxies().items()}
    yield "proxies", " ".join(f"{k}={v}" for k, v in proxies.items())
    # hosts below the search domain should not go through the proxy; a frequent mistake
    no = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if proxies and suffix and not any(p.strip().lstrip(".") and suffix.group(1).split()[0].endswith(p.strip().lstrip(".")) for p in no.split(",")):
        yield "hint", "the DNS suffix is not in NO_PROXY"
    for name in ("example.com", socket.getfqdn()):
        t = time.perf_counter()
        try:
            socket.getaddrinfo(name, 443)
            yield f"lookup_{'public' if name == 'example.com' else 'own_name'}", f"{(time.perf_counter() - t) * 1000:.0f} ms"
        except OSError as e:
            yield "lookup_error", f"{e}"
    if doh:
        t = time.perf_counter()
        req = urllib.request.Request(f"{RESOLVERS[doh]}?name=example.com&type=A", headers={"Accept": "application/dns-json"})
        try:
            urllib.request.urlopen(req, timeout=5).read()
            yield f"doh_{doh}", f"{(time.perf_counter() - t) * 1000:.0f} ms"
        except OSError as e:
            yield f"doh_{doh}", str(e)
    try:
        yield "clock_offset", f"{ntp_offset():+.3f} s"
    except OSError:
        pass


def choose(facts, never, yes):
    facts = [(k, v) for k, v in facts if v and k not in never]
    print("Will be sent with your question:", file=sys.stderr)
    for i, (k, v) in enumerate(facts, 1):
        print(f" {i:2} {k}: {v}", file=sys.stderr)
    if yes or not facts:
        return facts
    a = input("Send? [Y, n, or numbers to strike out] ").strip().lower()
    if a.startswith("n"):
        sys.exit(1)
    drop = {int(x) for x in re.findall(r"\d+", a)}
    return [f for i, f in enumerate(facts, 1) if i not in drop]


def ask(question, facts, model):
    user = "Facts:\n" + "\n".join(f"{k}: {v}" for k, v in facts) + f"\n\nQuestion: {question}"
    body = {"model": model, "messages": [{"role": "system", "content": "You help with Kubernetes, ssh and networks. Give commands to try, most likely cause first."}, {"role": "user", "content": user}]}
    base = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/")
    req = urllib.request.Request(base + "/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ.get('OPENAI_API_KEY', '')}"})
    with urllib.request.urlopen(req, timeout=120) as r:
        return json.load(r)["choices"][0]["message"]["content"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("question")
    ap.add_argument("--pod")
    ap.add_argument("--host")
    ap.add_argument("--net", action="store_true")
    ap.add_argument("--doh", choices=sorted(RESOLVERS), help="also time this DNS-over-HTTPS service")
    ap.add_argument("--model", default="gpt-4o-mini")
    ap.add_argument("--yes", action="store_true")
    ap.add_argument("--never")
    a = ap.parse_args()
    prefs = json.loads(PREFS.read_text()) if PREFS.exists() else {}
    if a.never is not None:
        prefs["never"] = [x for x in a.never.split(",") if x]
        PREFS.write_text(json.dumps(prefs))
    facts = [("hostname", socket.gethostname()), ("os", " ".join(os.uname()[:3:2]) if hasattr(os, "uname") else sys.platform)]
    if a.pod or not (a.host or a.net):
        facts += kube_facts(a.pod)
    if a.host:
        facts += ssh_facts(a.host)
    if a.net:
        facts += net_facts(a.doh)
    print(ask(a.question, choose(facts, set(prefs.get("never", [])), a.yes), a.model))


if __name__ == "__main__":
    main()
