"""Opt-in analytics. One in ten new users is asked once; the answer is stored, `--no-analytics` always wins.

Which users are asked depends only on the random uuid below (first six hex digits under 10 %)."""
import json
import os
import platform
import sys
import time
import uuid
from pathlib import Path

PERCENT = 10
FILE = Path.home() / ".pairwise" / "analytics.json"


def in_percentage(uid, percent):
    if not 0 <= percent <= 100:
        raise ValueError("percent")
    threshold = format(int(0xFFFFFF * percent / 100), "06x")
    return uid[:6] <= threshold and percent > 0


class Analytics:
    def __init__(self, flag=None, logfile=None):
        self.logfile = logfile
        try:
            self.data = json.loads(FILE.read_text())
        except (OSError, ValueError):
            self.data = {"uuid": str(uuid.uuid4()), "enabled": None, "asked": False}
            self.save()
        if flag is not None:
            self.on = flag
        elif os.environ.get("DO_NOT_TRACK", "0") not in ("", "0"):
            self.on = False
        else:
            self.on = bool(self.data["enabled"])

    def save(self):
        try:
            FILE.parent.mkdir(exist_ok=True)
            FILE.write_text(json.dumps(self.data, indent=2))
        except OSError:
            pass

    def maybe_ask(self):
        if self.on or self.data["asked"] or not sys.stdin.isatty() or not in_percentage(self.data["uuid"], PERCENT):
            return
        print("pairwise would like to count commands and models used. No code, prompts or keys. https://pairwise.chat/analytics")
        self.data["enabled"] = self.on = input("Allow? [y/N] ").strip().lower().startswith("y")
        self.data["asked"] = True
        self.save()

    def event(self, name, **props):
        rec = {"event": name, "user_id": self.data["uuid"], "time": int(time.time()),
               "properties": {**props, "python_version": platform.python_version(), "os_platform": platform.system(), "os_release": platform.release(), "machine": platform.machine()}}
        if self.logfile:
            with open(self.logfile, "a") as f:
                f.write(json.dumps(rec) + "\n")
        if self.on:
            import litellm  # brings httpx along
            try:
                litellm.module_level_client.post("https://events.pairwise.chat/capture", json=rec, timeout=3)
            except Exception:
                pass
