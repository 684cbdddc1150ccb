"""State that a program keeps for itself: a file of fields in the user's home, which another of its modules reads, or it itself.

What it says of a signal goes nowhere by that. What becomes of it shows when those who read it are run with it
(`scanner/emulate/handing.py`), or in the rest of the run that reads it again. Marks that nobody sees in such a file are told all the same.
"""

import json
import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from scanner.world.host import HOME, PROJECT
from scanner.world.left import left_by
from scanner.world.named import LeafDifference, renamed
from scanner.world.recording import Act, Recording
from scanner.world.tried import Trial

_FILE = re.compile(r"file\[(\d+)\]\Z")
_READABLE = frozenset({None, "synonym", "digits", "field", "identifier"})
"""Carriers of differences that whoever opens the file can read."""
_COUNT = re.compile(r"(?<=[:\[,\s])-?\d+(?:\.\d+)?(?=[,\s\]}])")
"""A number of JSON: its sign is no dash."""
_USER_DATA = f"{HOME}/.config/app/userData/"
"""Where a desktop program has its own folder from its host (`guest/desktop.js`)."""


def without_kept(trial: Trial, entry: str, texts: Mapping[str, str], names: Collection[str] = ()) -> None:
    """Name what differs only in such state as what it is: kept on the user's side.

    entry: the module that was started; texts: of all modules, by path; names: of the program.
    """

    def is_kept(one: LeafDifference, recording: Recording) -> bool:
        place = _FILE.match(one.leaf.path)
        if place is None or not _are_alike(one.control, one.persona):
            return False
        if one.carrier not in _READABLE and _COUNT.sub("0", one.control) != _COUNT.sub("0", one.persona):
            return False
        paths = {_path_of(each, int(place[1])) for each in (trial.control, recording)}
        path = paths.pop() or ""
        if paths or not path.startswith(f"{HOME}/") or path.startswith(f"{PROJECT}/"):
            return False
        if path in trial.control.reread and path in recording.reread and _is_owners(path, names):
            return True
        return any(posixpath.basename(path) in text for other, text in texts.items() if other != entry)

    trial.tried = [
        replace(run, differences=tuple(renamed(run.differences, "localisation", lambda one, run=run: is_kept(one, run.recording))))  # type: ignore[misc]
        for run in trial.tried
    ]


def _is_owners(path: str, names: Collection[str]) -> bool:
    """Whether a file lies in the program's own folder: settings of another tool are read again as well by whoever changes them."""
    owner = (left_by(path) or "").lower()
    return path.startswith(_USER_DATA) or any(f"{owner}-".startswith(f"{name.lower()}-") for name in names)


def _are_alike(before: str, after: str) -> bool:
    """Whether both are JSON of the same fields."""
    try:
        left, right = json.loads(before), json.loads(after)
    except (ValueError, RecursionError):
        return False
    return isinstance(left, dict) and isinstance(right, dict) and list(left) == list(right)


def _path_of(recording: Recording, place: int) -> str | None:
    """The file that was written there in the record; None: nothing was written."""
    names = [event.name for event in recording.events if isinstance(event, Act) and event.kind == "file"]
    return names[place].partition(" ")[2] if place < len(names) and names[place].startswith("write ") else None
