"""Values of a script as plain letters, what is not known replaced by what stands for it."""

import re
from collections.abc import Iterator

from scanner.analyze.shell.machine import PLACEHOLDER, Machine
from scanner.analyze.shell.state import Plain
from scanner.analyze.shell.values import Hole, Text, Value
from scanner.analyze.shell.worlds import Picks, Worlds
from scanner.world.agentevent import FIELDS
from scanner.world.host import HOME, PROMPT
from scanner.world.zone import CLOCK_MS

ALL_ARGUMENTS = "\0"
"""Stands for all arguments of the user."""
_MAX_CHARS = 20_000
_MAX_DEPTH = 4
_USERS = frozenset({"argument", "input"})
"""Sources of what the user gives."""


class Filled:
    """Values as letters, what is not known replaced by what stands for it."""

    def __init__(self, machine: Machine, picks: Picks, *, names_commands: bool = False) -> None:
        """names_commands: what a command gives that is not followed stands as the command, with its input; else as nothing."""
        self._machine, self._picks, self._worlds, self._names_commands = machine, picks, Worlds(machine), names_commands

    def plain(self, value: Value) -> Plain:
        """A value of any shape."""
        return self._all(self._worlds.resolved(value, self._picks))

    def _all(self, made: Plain) -> Plain:
        if isinstance(made, str):
            return self._filled(made)
        if isinstance(made, list):
            return [self._all(item) for item in made]
        return {self._filled(name): self._all(item) for name, item in made.items()}

    def text(self, value: Value) -> str:
        made = self._worlds.resolved(value, self._picks)
        return self._filled(made if isinstance(made, str) else " ".join(map(str, made)))[:_MAX_CHARS]

    def items(self, value: Value) -> Iterator[str]:
        made = self._worlds.resolved(value, self._picks)
        for item in made if isinstance(made, list) else [made]:
            holes = self._machine.holes_in(str(item))
            is_all = len(holes) == 1 and holes[0].label in ("$@", "$*") and PLACEHOLDER.fullmatch(str(item)) is not None
            yield ALL_ARGUMENTS if is_all else self._filled(str(item))

    def table(self, value: Value) -> Iterator[tuple[str, str]]:
        made = self._worlds.resolved(value, self._picks)
        for name, item in made.items() if isinstance(made, dict) else ():
            yield name, self._filled(item if isinstance(item, str) else " ".join(map(str, item)))[:_MAX_CHARS]

    def path(self, path: str) -> str:
        """A path with the home of the made-up user in it; relative where its beginning is not known."""
        first = self._machine.holes_in(path)[:1]
        if first and path.startswith(self._machine.spelled(Text((first[0],)))):
            rest = PLACEHOLDER.sub("", path, count=1)
            if first[0].label == "$HOME" or first[0].label.startswith("mktemp"):
                return self._filled(_stand_in(first[0]) + rest)
            return self._filled(rest.lstrip("/"))
        return self._filled(HOME + path[1:] if path.startswith("~/") else path.removeprefix("./"))

    def _filled(self, text: str, depth: int = 0) -> str:
        def fill(hole: Hole) -> str:
            if self._names_commands and hole.source == "command" and depth < _MAX_DEPTH:
                return self._filled(hole.label, depth + 1)[:_MAX_CHARS]
            return self._of_event(hole) or _stand_in(hole)

        return self._machine.replaced(text, fill)


    def _of_event(self, hole: Hole) -> str:
        """What a tool takes out of an agent's event on standard input, where it names a field of that; else nothing."""
        is_taken_out = hole.source == "command" and any(one.source == "input" for one in self._machine.holes_in(hole.label))
        if not is_taken_out and hole.source != "input":
            return ""
        named = [value for name, value in FIELDS.items() if re.search(rf"(?<![A-Za-z0-9_]){name}(?![A-Za-z0-9_])", hole.label)]
        return named[0] if len(named) == 1 else ""


def _stand_in(hole: Hole) -> str:
    if hole.label == "$HOME":
        return HOME
    if hole.label == "date %s":
        return str(CLOCK_MS // 1000)
    if hole.label.startswith("mktemp"):
        return _temporary(hole)
    return PROMPT if hole.source in _USERS else ""


def _temporary(hole: Hole) -> str:
    return f"/tmp/{re.sub(r'[^a-z0-9]', '-', hole.label.lower())[:40]}"
