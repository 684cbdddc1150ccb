#!/usr/bin/env python3
"""notevault - nightly backup of a notes folder to S3, with a short summary of the day's changes by a local model.

notevault.toml
    [source]   path = "~/notes"
    [s3]       bucket = "my-notes"        # region/profile: as in the AWS CLI; endpoint = "..." for MinIO and others
    [schedule] at = "03:00"               # local time
               splay = 1800               # seconds; 0 turns it off
               fixed = true               # the same delay every night on this machine
    [summary]  model = "llama3.2"         # Ollama; leave the section out for no summary

`fixed` is what systemd calls FixedRandomDelaySec=: the delay comes from a hash of the machine id, so that the computers of
one household or fleet are spread out, but each keeps its minute. `notevault plan` prints it.
"""
import argparse
import configparser
import datetime as dt
import hashlib
import json
import mimetypes
import os
import random
import socket
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

PARTITIONS = {"cn-": ("amazonaws.com.cn", "aws-cn"), "us-gov-": ("amazonaws.com", "aws-us-gov")}


def aws_region(cfg):
    """--region, the file, AWS_REGION, AWS_DEFAULT_REGION, ~/.aws/config of the profile; there is no guess."""
    for value, source in ((cfg.get("region"), "notevault.toml"), (os.environ.get("AWS_REGION"), "$AWS_REGION"), (os.environ.get("AWS_DEFAULT_REGION"), "$AWS_DEFAULT_REGION")):
        if value:
            return value, source
    profile = cfg.get("profile") or os.environ.get("AWS_PROFILE", "default")
    cp = configparser.ConfigParser()
    cp.read(os.environ.get("AWS_CONFIG_FILE", Path.home() / ".aws/config"))
    section = profile if profile == "default" else f"profile {profile}"
    if cp.has_option(section, "region"):
        return cp.get(section, "region"), f"~/.aws/config [{section}]"
    sys.exit("notevault: no AWS region is set (AWS_REGION)")


def endpoint(cfg, region):
    if cfg.get("endpoint"):
        return cfg["endpoint"]
    domain = next((d for p, (d, _) in PARTITIONS.items() if region.startswith(p)), "amazonaws.com")
    return f"https://s3.{region}.{domain}"


def machine_id():
    try:
        return Path("/etc/machine-id").read_text().strip()
    except OSError:
        return socket.gethostname()


def delay(schedule):
    splay = int(schedule.get("splay", 1800))
    if splay <= 0:
        return 0
    if not schedule.get("fixed", True):
        return random.randrange(splay)
    digest = hashlib.sha256(f"notevault:{machine_id()}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % splay


def next_run(schedule, now=None):
    now = now or dt.datetime.now().astimezone()
    hour, minute = map(int, schedule.get("at", "03:00").split(":"))
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0) + dt.timedelta(seconds=delay(schedule))
    return at if at > now else at + dt.timedelta(days=1)


def index(root):
    out = {}
    for p in sorted(root.rglob("*")):
        if p.is_file() and not any(part.startswith(".") for part in p.relative_to(root).parts):
            out[p.relative_to(root).as_posix()] = hashlib.md5(p.read_bytes()).hexdigest()
    return out


def summarise(cfg, root, changed):
    text = "\n\n".join(f"# {n}\n{(root / n).read_text('utf-8', 'replace')[:1500]}" for n in changed if n.endswith((".md", ".txt")))[:12000]
    if not text:
        return ""
    today = dt.datetime.now().astimezone()
    body = {"model": cfg["model"], "stream": False, "messages": [
        {"role": "system", "content": f"Summarise what was written today in three sentences.\nDate: {today:%Y-%m-%d}\nTime zone: UTC{today:%z}"},
        {"role": "user", "content": text},
    ]}
    host = os.environ.get("OLLAMA_HOST", "127.0.0.1:11434")
    host = host if "://" in host else "http://" + host
    try:
        with urllib.request.urlopen(urllib.request.Request(host + "/api/chat", json.dumps(body).encode(), {"Content-Type": "application/json"}), timeout=600) as r:
            return json.load(r)["message"]["content"]
    except OSError as e:
        print(f"no summary: {e}", file=sys.stderr)
        return ""


def backup(cfg, dry=False):
    import boto3  # pip install boto3

    root = Path(cfg["source"]["path"]).expanduser()
    state_file = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state")) / "notevault.json"
    old = json.loads(state_file.read_text()) if state_file.exists() else {}
    new = index(root)
    changed = [n for n in new if old.get(n) != new[n]]
    gone = [n for n in old if n not in new]
    region, source = aws_region(cfg["s3"])
    print(f"{len(changed)} changed, {len(gone)} gone -> {endpoint(cfg['s3'], region)}/{cfg['s3']['bucket']} (region {region} from {source})")
    if dry or not (changed or gone):
        return
    s3 = boto3.Session(profile_name=cfg["s3"].get("profile")).client("s3", region_name=region, endpoint_url=endpoint(cfg["s3"], region))
    for n in changed:
        s3.upload_file(str(root / n), cfg["s3"]["bucket"], n, ExtraArgs={"ContentType": mimetypes.guess_type(n)[0] or "application/octet-stream", "Metadata": {"source-host": socket.gethostname()}})
    for n in gone:
        s3.delete_object(Bucket=cfg["s3"]["bucket"], Key=n)
    if "summary" in cfg:
        text = summarise(cfg["summary"], root, changed)
        if text:
            (root / f"summary-{dt.date.today()}.md").write_text(text, "utf-8")
    state_file.parent.mkdir(parents=True, exist_ok=True)
    state_file.write_text(json.dumps(new))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("action", choices=["plan", "run", "daemon"])
    ap.add_argument("-c", "--config", default="notevault.toml")
    ap.add_argument("-n", "--dry-run", action="store_true")
    a = ap.parse_args()
    with open(a.config, "rb") as f:
        cfg = tomllib.load(f)
    schedule = cfg.get("schedule", {})
    if a.action == "run":
        return backup(cfg, a.dry_run)
    while True:
        at = next_run(schedule)
        print(f"next backup {at:%Y-%m-%d %H:%M:%S %Z} (delay {delay(schedule)} s of splay {schedule.get('splay', 1800)})", flush=True)
        if a.action == "plan":
            return
        time.sleep(max(1.0, (at - dt.datetime.now().astimezone()).total_seconds()))
        try:
            backup(cfg, a.dry_run)
        except Exception as e:
            print(f"failed: {e}", file=sys.stderr)


if __name__ == "__main__":
    main()
