"""Which way out a request or a call is: a model's turn, telemetry, an upload, or just a request."""

import re
from fnmatch import fnmatchcase
from functools import cache

from scanner.ruleset.sinks import Sink
from scanner.world.address import parts_of_address
from scanner.world.recording import Request

CLASSES = ("model_request", "telemetry", "upload")
"""In the order in which they are tried: a model's request to a host named after statistics is still one."""


def request_way_out(request: Request, sinks: tuple[Sink, ...]) -> str | None:
    """`model_request`, `telemetry` or `upload`; None: a request of no special class."""
    if request.via.startswith("sdk:"):
        return "model_request"
    parts = parts_of_address(request.url)
    fields = top_fields(request.body)
    by_id = {sink.id: sink for sink in sinks}
    for name in CLASSES:
        sink = by_id.get(name)
        if sink is not None and _has_marks(sink, parts.hostname or "", parts.path, fields):
            return name
    return None


def call_way_out(package: str, sinks: tuple[Sink, ...]) -> str | None:
    """The class of a package's calls; None: nothing is known to leave through it."""
    for sink in sinks:
        if any(fnmatchcase(package, pattern) or fnmatchcase(package.split("/")[0], pattern) for pattern in sink.packages):
            return sink.id
    return None


def print_way_out(text: str, sinks: tuple[Sink, ...]) -> str | None:
    """The class of what a program prints for an agent: what a hook answers reaches the model. None: it is meant for a person."""
    fields = top_fields(text)
    return next((sink.id for sink in sinks for entry in sink.answers if set(entry.split("+")) <= fields), None) if fields else None


def _has_marks(sink: Sink, host: str, path: str, fields: frozenset[str]) -> bool:
    marks = sink.requests
    if sink.id == "model_request" and any(set(entry.split("+")) <= fields for entry in marks.fields):
        return True
    if any(_compiled(pattern).search(path) for pattern in marks.paths) or any(_compiled(pattern).search(host) for pattern in marks.hosts):
        return True
    return any(set(entry.split("+")) <= fields for entry in marks.fields)


def top_fields(body: str | None) -> frozenset[str]:
    """Names of the top-level fields of a JSON object, from its text; empty where it is none."""
    if not body or not body.lstrip().startswith("{"):
        return frozenset()
    names, depth, position = set(), 0, 0
    for match in re.finditer(r'"((?:[^"\\]|\\.)*)"(\s*:)?|[{}\[\]]', body):
        token = match[0]
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
        elif match[2] and depth == 1:
            names.add(match[1])
        position = match.end()
    return frozenset(names) if position else frozenset()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
