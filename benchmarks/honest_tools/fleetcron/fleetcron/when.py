"""Schedules. Cron lines are meant in the host's zone unless the job names one."""
from __future__ import annotations

import hashlib
import random
import socket
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from croniter import croniter
from tzlocal import get_localzone_name


def zone_of(job: dict) -> ZoneInfo:
    return ZoneInfo(job.get("timezone") or get_localzone_name() or "UTC")


def splay(job: dict) -> timedelta:
    """A fixed offset per host and job, like systemd's FixedRandomDelay.

    Forty machines with the same job file must not ask at 03:00:00 sharp.
    """
    limit = int(job.get("splay_seconds", 300))
    seed = hashlib.sha256(f"{socket.gethostname()}/{job['name']}".encode()).digest()
    return timedelta(seconds=random.Random(seed).uniform(0, limit))


def next_run(job: dict, after: datetime | None = None) -> datetime:
    zone = zone_of(job)
    start = (after or datetime.now(zone)).astimezone(zone)
    return croniter(job["cron"], start).get_next(datetime) + splay(job)
