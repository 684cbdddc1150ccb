"""What a tool of a server of the Model Context Protocol gives because it is the tool for it: whoever calls it asks for that."""

import json
import re
from functools import cache
from typing import Any

from scanner.world.echo import forms_of
from scanner.world.named import LeafDifference
from scanner.world.persona import Persona
from scanner.world.recording import Call, Recording

_CALLED = re.compile(r"call\[mcp:tools/call#(\d+)\]\.")
_AUTHOR = r"\bauthors?\b|\bcommit(?:s|ters?)?\b|\bblame\b|\brevisions?\b|\bwho (?:am i|edited|changed|wrote)\b|\bwhoami\b"
_MAIL = r"\be-?mails?\b|\bmail address"
_NAMED = {
    "git_email": rf"{_MAIL}|{_AUTHOR}|\bgit (?:user|config|identity)",
    "git_remote": r"\bremotes?\b|\borigin\b|\brepositor(?:y|ies)\b|\brepos?\b",
    "host_name": r"\b(?:host|computer|machine|device) ?names?\b|\b(?:system|machine|host) (?:info|facts|details)",
    "mac_address": r"\bmac address|\b(?:network )?interfaces?\b",
    "machine_id": r"\b(?:machine|device|hardware) ?(?:id|identifier|uuid|serial)|\bserial numbers?\b",
    "network_address": r"\bip address|\b(?:network )?interfaces?\b|\blocal address",
    "user_email": rf"{_MAIL}|\bwhoami\b|\baccount\b",
    "user_name": rf"{_AUTHOR}|\buser ?names?\b|\blogins?\b|\bcurrent user\b|\bowners?\b|\bprocesses\b",
}
"""Axis -> words by which a description of a tool says that its answer holds it."""


def without_asked(found: list[LeafDifference], other: Recording, persona: Persona) -> list[LeafDifference]:
    """The differences, without what a tool says openly that has it in its description that this is what it gives.

    A hash of it, another form of the answer, and the answers of other tools stay.
    """
    told = _told_by(other) if any(one.leaf.path.startswith("call[mcp:tools/call") for one in found) else ()

    def is_asked(one: LeafDifference) -> bool:
        match = _CALLED.match(one.leaf.path)
        if one.form != "open" or one.is_one_sided or match is None or int(match[1]) >= len(told):
            return False
        text = told[int(match[1])]
        said = [change.axis for change in persona.changes if any(form in one.persona for form in forms_of(change.axis, change.value))]
        return bool(said) and all(axis in _NAMED and _pattern(axis).search(text) for axis in said)

    return [one for one in found if not is_asked(one)]


@cache
def _pattern(axis: str) -> re.Pattern[str]:
    return re.compile(_NAMED[axis], re.IGNORECASE)


def _told_by(recording: Recording) -> tuple[str, ...]:
    """Name and description of the tool that each call was of, in order; of a call that tells no name, of the next in the list."""
    calls = [event for event in recording.events if isinstance(event, Call) and event.package == "mcp"]
    tools: list[dict[str, Any]] = []
    for call in calls:
        listed = _first(call).get("tools") if call.path == "tools/list" else None
        tools += [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    texts = [f"{one.get('name', '')} {one.get('description') or ''}".replace("_", " ") for one in tools]
    by_name = dict(zip((str(one.get("name")) for one in tools), texts, strict=True))
    names = [_first(call).get("name") for call in calls if call.path == "tools/call"]
    by_place = dict(enumerate(texts))
    return tuple(by_place.get(at, "") if name is None else by_name.get(str(name), "") for at, name in enumerate(names))


def _first(call: Call) -> dict[str, Any]:
    """The first argument of a call, where it is an object."""
    try:
        values = json.loads(call.arguments)
    except (ValueError, RecursionError):
        return {}
    return values[0] if isinstance(values, list) and values and isinstance(values[0], dict) else {}
