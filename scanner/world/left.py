"""Files that other tools leave in the home folder: whoever asks for several, and opens none, takes down which tools the user has."""

import re
from collections.abc import Iterable

from scanner.world.named import LeafDifference, renamed
from scanner.world.persona import Persona
from scanner.world.recording import Recording
from scanner.world.software import SIGNAL

SEVERAL = 3
"""Tools whose files are asked for, from which on it is a list of tools; one or two have to do with what the program is for."""
_PATH = re.compile(
    r"/home/user/(?:(?:\.config|\.local/share|Library/Application Support|AppData/(?:Roaming|Local))/(?P<a>[^/]+)"
    r"|\.(?P<b>[^/.][^/]*))/[^/].*"
)
_EVERYBODYS = frozenset({"config", "local", "cache", "ssh", "gnupg", "npm", "node_modules", "trash"})
"""Folders that belong to no tool, or to what every developer has."""


def left_by(path: str) -> str | None:
    """The tool that a file in the home folder belongs to; None: it lies in the folder of none."""
    match = _PATH.fullmatch(path)
    name = (match["a"] or match["b"]) if match is not None else None
    return name if name is not None and name.lower() not in _EVERYBODYS else None


def tools_asked_for(probed: Iterable[str], opened: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """Tools of which files are only asked for; none where they are few. own: names of the program, whose files are its own."""
    mine = [name.lower() for name in own]
    touched = {left_by(path) for path in opened}
    names = {name for path in probed if (name := left_by(path)) is not None and name not in touched}
    others = frozenset(name for name in names if not any(one in name.lower() or name.lower() in one for one in mine))
    return others if len(others) >= SEVERAL else frozenset()


def without_uses(found: tuple[LeafDifference, ...], other: Recording, persona: Persona) -> tuple[LeafDifference, ...]:
    """The differences; what a program does where files of other tools are there is their use, unless it is hidden in a form."""
    names = {name for change in persona.changes for name in change.value.split(",")}
    if any(change.axis != SIGNAL for change in persona.changes) or not names <= other.left:
        return found
    return tuple(renamed(found, "routing", lambda one: one.form == "gate"))
