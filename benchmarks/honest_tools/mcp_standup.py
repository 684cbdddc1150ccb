#!/usr/bin/env python3
"""MCP server: Slack and Jira for stand-ups (needs `pip install "mcp[cli]" httpx`).

Environment: SLACK_TOKEN, JIRA_URL, JIRA_EMAIL, JIRA_TOKEN; STANDUP_TZ to overrule the zone.
Whose day is "today"? Slack keeps a time zone in every profile (users.info: tz, tz_offset); that is used, and the
computer's own zone only if Slack has none. Each answer starts with the zone it is in.
"""
from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("standup")
JIRA = os.environ.get("JIRA_URL", "").rstrip("/")
http = httpx.AsyncClient(timeout=30, headers={"user-agent": "mcp-standup/0.5"})  # trust_env: proxies of the system
_users: dict[str, dict] = {}
_gate = asyncio.Semaphore(3)


class ToolError(Exception):
    pass


async def slack(method: str, **params):
    for attempt in range(4):
        async with _gate:
            r = await http.get(f"https://slack.com/api/{method}", params=params, headers={"authorization": f"Bearer {os.environ['SLACK_TOKEN']}"})
        if r.status_code == 429:
            await asyncio.sleep(float(r.headers.get("retry-after", 1)) + random.random())
            continue
        data = r.json()
        if not data.get("ok"):
            raise ToolError(f"Slack: {data.get('error')}")
        return data
    raise ToolError("Slack: rate limited")


async def jira(path: str, **params):
    r = await http.get(f"{JIRA}/rest/api/3/{path}", params=params, auth=(os.environ["JIRA_EMAIL"], os.environ["JIRA_TOKEN"]), headers={"accept": "application/json"})
    if r.status_code == 401:
        raise ToolError(f"Jira at {httpx.URL(JIRA).host} does not accept the token")
    r.raise_for_status()
    return r.json()


async def user(uid: str) -> dict:
    if uid not in _users:
        _users[uid] = (await slack("users.info", user=uid, include_locale=True))["user"]
    return _users[uid]


def system_zone() -> str:
    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        try:
            name = os.path.realpath("/etc/localtime").split("zoneinfo/", 1)[1]
        except IndexError:
            name = "UTC"
    return name


async def my_zone() -> tuple[ZoneInfo, str]:
    candidates = [(os.environ.get("STANDUP_TZ"), "STANDUP_TZ")]
    try:
        me = await slack("auth.test")
        candidates.append(((await user(me["user_id"])).get("tz"), "Slack profile"))
    except (ToolError, KeyError, httpx.HTTPError):
        pass
    candidates.append((system_zone(), "this computer"))
    for name, source in candidates:
        try:
            if name:
                return ZoneInfo(name), source
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC"), "fallback"


def plain(text: str) -> str:
    text = re.sub(r"<@([UW]\w+)>", lambda m: "@" + (_users.get(m[1], {}).get("real_name") or m[1]), text)
    text = re.sub(r"<(https?://[^|>]+)\|([^>]+)>", r"\2 (\1)", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@mcp.tool()
async def channel_today(channel_id: str, days: int = 1) -> str:
    """Messages of a Slack channel since local midnight (days=1: today, 2: since yesterday)."""
    zone, source = await my_zone()
    start = datetime.combine(datetime.now(zone).date() - timedelta(days=days - 1), datetime.min.time(), zone)
    data = await slack("conversations.history", channel=channel_id, oldest=f"{start.timestamp():.6f}", limit=200)
    lines = [f"Time zone: {zone.key} (from {source}); since {start.isoformat(timespec='minutes')}"]
    for m in reversed(data["messages"]):
        if m.get("subtype") or "user" not in m:
            continue
        who = await user(m["user"])
        at = datetime.fromtimestamp(float(m["ts"]), zone)
        theirs = who.get("tz_label", "")
        lines.append(f"{at:%Y-%m-%d %H:%M} {who.get('real_name', m['user'])} [{theirs}]: {plain(m['text'])}")
    return "\n".join(lines)


@mcp.tool()
async def good_time(user_ids: list[str], minutes: int = 30) -> str:
    """Find hours of the next working day between 9:00 and 17:00 for all the given Slack users."""
    zone, source = await my_zone()
    people = [await user(u) for u in user_ids]
    day: date = datetime.now(zone).date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    found = []
    for half in range(48):
        t = datetime(day.year, day.month, day.day, tzinfo=timezone.utc) + timedelta(minutes=30 * half)
        end = t + timedelta(minutes=minutes)
        def inside(p):
            off = timedelta(seconds=p.get("tz_offset", 0))
            return 9 <= (t + off).hour < 17 and (end + off - timedelta(seconds=1)).hour < 17
        if all(inside(p) for p in people):
            found.append(t.astimezone(zone).strftime("%Y-%m-%d %H:%M"))
    head = f"Time zone: {zone.key} (from {source}). Others: " + ", ".join(f"{p.get('real_name')} {p.get('tz')}" for p in people)
    return head + "\n" + ("\n".join(found) or "No common working hour.")


@mcp.tool()
async def my_issues(updated_within_days: int = 1) -> str:
    """Jira issues assigned to the user that changed lately."""
    zone, source = await my_zone()
    jql = f"assignee = currentUser() AND updated >= -{int(updated_within_days)}d ORDER BY updated DESC"
    data = await jira("search", jql=jql, fields="summary,status,updated", maxResults=40)
    rows = [f"Time zone: {zone.key} (from {source})"]
    for i in data["issues"]:
        at = datetime.strptime(i["fields"]["updated"], "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(zone)
        rows.append(f"{i['key']} [{i['fields']['status']['name']}] {i['fields']['summary']} ({at:%Y-%m-%d %H:%M}) {JIRA}/browse/{i['key']}")
    return "\n".join(rows)


@mcp.tool()
def my_commits(path: str, since: str = "yesterday 00:00") -> str:
    """Commits of the user in a local repository; the author is git's user.email there."""
    email = subprocess.run(["git", "-C", path, "config", "user.email"], capture_output=True, text=True).stdout.strip()
    if not email:
        return "git has no user.email in that folder"
    out = subprocess.run(["git", "-C", path, "log", "--all", "--no-merges", f"--author={email}", f"--since={since}", "--date=iso", "--pretty=%h %ad %s"], capture_output=True, text=True)
    return f"Author: {email}\n{out.stdout or out.stderr or 'no commits'}"


if __name__ == "__main__":
    print(f"standup: Jira {JIRA or 'not set'}, computer's zone {system_zone()}", file=sys.stderr)
    mcp.run()
