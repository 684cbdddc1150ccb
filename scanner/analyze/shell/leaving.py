"""Files that one script of a package leaves behind and another takes: a hook at the start of a session, and one before each prompt."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scanner.analyze.shell.machine import PLACEHOLDER, Machine
from scanner.analyze.shell.values import Value, taint_of

MAX_TAKERS = 12
"""Scripts of a program that are followed once more with what others leave."""
_SHORTEST = 4
"""Letters of the shortest name of a file that is looked for."""


@dataclass(frozen=True, slots=True)
class Taker:
    """A script that may read what others leave."""

    path: str
    writers: tuple[str, ...]
    """The scripts that leave it."""


def takers_of(machine: Machine, entries: Iterable[str]) -> tuple[Taker, ...]:
    """The scripts, of those that were followed, that name a file whose content another one makes of a signal."""
    names = {path: frozenset(_names_left(machine, path)) for path in machine.left}
    found: list[Taker] = []
    for path in entries:
        text = _text_of(machine, path)
        writers = tuple(other for other, left in names.items() if other != path and any(name in text for name in left))
        if writers:
            found.append(Taker(path, writers))
    return tuple(found[:MAX_TAKERS])


def left_by(machine: Machine, writers: Iterable[str]) -> dict[str, Value]:
    """The files that scripts have left, by path."""
    return {path: value for writer in writers for path, value in machine.left.get(writer, {}).items()}


def handed_file(handed: Mapping[str, Value], letters: str) -> Value | None:
    """The file that another script left and a path means; None: none of them. A folder that is not known may be any."""
    return next((value for path, value in handed.items() if _may_be_one(path, letters)), None)


def _may_be_one(one: str, other: str) -> bool:
    first, second = _known_end(one), _known_end(other)
    shared = min(len(first), len(second))
    return shared > 0 and first[-shared:] == second[-shared:]


def _known_end(path: str) -> list[str]:
    """The names behind the last one that is not wholly known."""
    names: list[str] = []
    for name in reversed([each for each in path.split("/") if each not in ("", ".")]):
        if PLACEHOLDER.search(name) is not None or name == "..":
            break
        names.insert(0, name)
    return names


def _names_left(machine: Machine, writer: str) -> Iterator[str]:
    for path, value in machine.left[writer].items():
        name = posixpath.basename(path)
        if taint_of(value) is not None and len(name) >= _SHORTEST and not PLACEHOLDER.search(name) and not path.startswith("/dev/"):
            yield name


def _text_of(machine: Machine, path: str) -> str:
    """A script with those that it takes in."""
    own = machine.modules[path].text.text
    taken_in = sorted(other for other in machine.sourced if other in machine.modules and posixpath.basename(other) in own)
    return "\n".join((own, *(machine.modules[other].text.text for other in taken_in)))
