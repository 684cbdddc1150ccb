"""Runs that follow each other: what a program keeps of each, and after how many it is looked at."""

import posixpath
from collections import Counter
from dataclasses import replace

from scanner.emulate.start import Start
from scanner.world.host import HOME
from scanner.world.recording import Act, Recording

SESSIONS = 5
"""Equal runs before the one that is looked at, of a program that counts in a file of its own."""
COUNTED = 2
"""Equal runs after which it is seen which numbers in its files count them."""
_COLLECTED = 3
"""Files in one folder, after as many runs or more, that are no longer by chance there."""


def written(recording: Recording) -> set[str]:
    """Paths of the files below the home folder that runs wrote, and of what hosts kept for them."""
    acts = (event for event in recording.events if isinstance(event, Act) and event.kind == "file" and HOME in event.name)
    return recording.kept | {event.name.partition(" ")[2] for event in acts}


def collects(recording: Recording) -> bool:
    """Whether each of several runs left a file of its own in a folder that is looked into: how many there are may count later."""
    folders = Counter(map(posixpath.dirname, written(recording)))
    return any(many >= _COLLECTED and folder in recording.folders for folder, many in folders.items())


def after_equal_runs(start: Start, recording: Recording) -> list[Start]:
    """The same start after equal ones, where it may count them: in a file that it adds to or reads, or by files in a folder.

    recording: of the start.
    """
    before = start.before.count(start.arguments)
    own = written(recording)
    found = _after(start, SESSIONS) if before < SESSIONS and (_appends(recording) or _gathers(own, recording)) else []
    return found + (_after(start, COUNTED) if before < COUNTED and own & recording.files else [])


def _appends(recording: Recording) -> bool:
    return any(isinstance(event, Act) and event.kind == "file" and event.name.startswith("append ") for event in recording.events)


def _gathers(own: set[str], recording: Recording) -> bool:
    """Whether it looks into a folder in which it leaves a file."""
    return any(posixpath.dirname(path) in recording.folders for path in own)


def _after(start: Start, many: int) -> list[Start]:
    """The start after so many equal runs, for which all that it takes was prepared.

    Also without settings of the user's: those that are made up may stand where the program keeps its count.
    """
    prepared = tuple(arguments for arguments in start.before if arguments != start.arguments)
    later = replace(start, before=(*prepared, *(start.arguments,) * many))
    return [later, replace(later, has_settings=False)] if start.has_settings else [later]
