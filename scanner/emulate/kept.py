"""State that a program keeps for itself: a file of fields in the user's home, which another of its modules reads.

What it says of a signal goes nowhere by that. What becomes of it shows when those who read it are run with it
(`scanner/emulate/handing.py`). Marks that nobody sees in such a file are told all the same.
"""

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace

from scanner.world.host import HOME, PROJECT
from scanner.world.named import LeafDifference, renamed
from scanner.world.recording import Act, Recording
from scanner.world.tried import Trial

_FILE = re.compile(r"file\[(\d+)\]\Z")
_READABLE = frozenset({None, "synonym", "digits", "field", "identifier"})
"""Carriers of differences that whoever opens the file can read."""


def without_kept(trial: Trial, entry: str, texts: Mapping[str, str]) -> None:
    """Name what differs only in such state as what it is: kept on the user's side.

    entry: the module that was started; texts: of all modules, by path.
    """

    def is_kept(one: LeafDifference, recording: Recording) -> bool:
        place = _FILE.match(one.leaf.path)
        if place is None or one.carrier not in _READABLE or not _are_alike(one.control, one.persona):
            return False
        paths = {_path_of(each, int(place[1])) for each in (trial.control, recording)}
        path = paths.pop() or ""
        is_own = path.startswith(f"{HOME}/") and not path.startswith(f"{PROJECT}/") and not paths
        return is_own and any(posixpath.basename(path) in text for other, text in texts.items() if other != entry)

    trial.tried = [
        replace(run, differences=tuple(renamed(run.differences, "localisation", lambda one, run=run: is_kept(one, run.recording))))  # type: ignore[misc]
        for run in trial.tried
    ]


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
