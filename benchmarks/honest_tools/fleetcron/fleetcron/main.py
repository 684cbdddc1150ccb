from __future__ import annotations

import json
import os
import socket
import time
import tomllib
from datetime import datetime
from pathlib import Path

import click
import httpx

from .when import next_run, zone_of

STATE = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local/state")) / "fleetcron" / f"{socket.gethostname()}.json"


def load(path: str) -> tuple[dict, list[dict]]:
    data = tomllib.loads(Path(path).read_text("utf-8"))
    return data.get("model", {}), data.get("job", [])


def ask(model: dict, job: dict) -> str:
    zone = zone_of(job)
    now = datetime.now(zone)
    system = "\n".join((
        "You run as a scheduled job; nobody can answer questions.",
        f"Job: {job['name']} on host {socket.gethostname()}",
        f"Current time: {now:%Y-%m-%d %H:%M} ({zone.key})",
    ))
    url = model.get("base_url", "https://api.openai.com/v1").rstrip("/")
    reply = httpx.post(
        f"{url}/chat/completions",
        headers={"Authorization": "Bearer " + os.environ[model.get("key_env", "OPENAI_API_KEY")]},
        json={
            "model": job.get("model") or model.get("name", "gpt-5-mini"),
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": job["prompt"]}],
        },
        timeout=300,
    )
    reply.raise_for_status()
    return reply.json()["choices"][0]["message"]["content"]


@click.group()
def cli() -> None:
    """Run agent prompts on a schedule."""


@cli.command()
@click.argument("jobs", type=click.Path(exists=True))
def upcoming(jobs: str) -> None:
    """Show when each job runs next."""
    for job in load(jobs)[1]:
        click.echo(f"{next_run(job):%a %d %b %H:%M:%S %Z}  {job['name']}")


@cli.command()
@click.argument("jobs", type=click.Path(exists=True))
def serve(jobs: str) -> None:
    """Stay in the foreground and run what is due."""
    model, items = load(jobs)
    due = {j["name"]: next_run(j) for j in items}
    STATE.parent.mkdir(parents=True, exist_ok=True)
    while items:
        job = min(items, key=lambda j: due[j["name"]])
        at = due[job["name"]]
        time.sleep(max(0.0, (at - datetime.now(at.tzinfo)).total_seconds()))
        try:
            result = {"ok": True, "text": ask(model, job)}
        except (httpx.HTTPError, KeyError) as error:
            result = {"ok": False, "text": repr(error)}
        with STATE.open("a", encoding="utf-8") as fh:
            fh.write(json.dumps({"job": job["name"], "at": at.isoformat(), **result}) + "\n")
        due[job["name"]] = next_run(job, at)


if __name__ == "__main__":
    cli()
