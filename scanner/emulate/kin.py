"""Programs of other languages in the package of a program that is run: when it starts one, that is run as the same person.

What it prints is what the program gets; what it reads, and compares that with, decides like what the program reads itself. What it sends
is left to its own runs. Does not start programs that these start.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from scanner.attempt import Refusal
from scanner.emulate.passing import started_by
from scanner.emulate.start import Given, Start
from scanner.model.handover import OUTPUT, Handover, path_started
from scanner.world.panel import FoundText
from scanner.world.persona import Persona
from scanner.world.recording import Act, Comparison, Recording

RUNS_MOST = 600
"""Runs of such programs in the worker of one program."""
FAILURES_MOST = 3
"""Runs in a row that are stopped, after which no more are made."""
RunAs = Callable[[Start, Persona], Recording]


class Starter(Protocol):
    """What makes the programs of one language ready."""

    def __call__(self) -> RunAs: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What such a program gave."""

    text: str
    status: int
    reads: frozenset[str]
    compared: tuple[Comparison, ...]
    decoded: tuple[tuple[str, str], ...]


class Relative(Protocol):
    """Programs of one language that a program may start."""

    def path(self, line: str) -> str | None:
        """The one that a command line starts; None: it starts none of these."""

    def printed(self, line: str, given: Given, start: Start, person: Persona) -> Printed | None:
        """What it gives; None: that is not known."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """Scripts that were followed, not run: what each prints for whom was computed where it was."""

    outputs: Mapping[str, tuple[Handover, ...]]
    """Path on the made-up host -> what it prints. With any arguments it is taken to print what it prints without."""

    def path(self, line: str) -> str | None:
        return _started(line, self.outputs)

    def printed(self, line: str, given: Given, start: Start, person: Persona) -> Printed | None:
        path = self.path(line)
        every = self.outputs.get(path, ()) if path is not None else ()
        changes = {(one.axis, one.value) for one in person.changes}
        cases = (case.handed for each in every for case in each.cases if (case.axis, case.value) in changes)
        handed = next(cases, every[0].usual if every else None)
        if handed is None or handed.given is None:
            return None
        reads = frozenset(signal for each in every for signal in each.signals)
        return Printed(text=handed.given, status=0, reads=reads, compared=(), decoded=())

    @property
    def values(self) -> tuple[tuple[str, FoundText], ...]:
        """What to try for each axis."""
        cases = [case for every in self.outputs.values() for each in every for case in each.cases]
        return tuple((case.axis, FoundText(text=case.value, origin=case.origin)) for case in cases)


@dataclass(slots=True)
class Kin:
    """The programs of one other language."""

    texts: Mapping[str, str]
    """Path on the made-up host -> text of the module."""
    starter: Starter
    """Called once, when the first of them is started. May raise Refusal."""
    _run: RunAs | None = None
    _is_off: bool = False
    _failures: int = 0
    _known: dict[tuple[object, ...], Printed | None] = field(default_factory=dict)

    def path(self, line: str) -> str | None:
        """The module that a command line starts; None: it starts none of these."""
        return _started(line, self.texts)

    def printed(self, line: str, given: Given, start: Start, person: Persona) -> Printed | None:
        """What the program gives that a command line starts; None: it could not be run.

        given: its standard input, variables and files; its arguments are those of the line. start: of the program that starts it.
        """
        path = self.path(line)
        if path is None or self._is_off:
            return None
        _, arguments = started_by(line)
        given = replace(given, arguments=arguments, words=tuple(word for one in (*start.before, start.arguments) for word in one))
        own = Start(
            path=path, arguments=arguments, calls_exports=False, given=given, platform=start.platform, is_later=start.is_later,
            has_settings=start.has_settings,
        )  # fmt: skip
        key = (own, person.values)
        if key not in self._known:
            if len(self._known) >= RUNS_MOST:
                return None
            self._known[key] = self._printed(own, person)
        return self._known[key]

    def _printed(self, start: Start, person: Persona) -> Printed | None:
        try:
            run = self._run = self._run or self.starter()
        except Refusal:
            self._is_off = True  # its engine is missing, which its own runs say
            return None
        recording = run(start, person)
        if recording.is_learning:
            recording = run(start, person)  # the first run told which settings it looks for
        self._failures = self._failures + 1 if recording.stopped is not None else 0
        self._is_off = self._failures >= FAILURES_MOST
        return _printed_in(recording)


def _started(line: str, paths: Iterable[str]) -> str | None:
    """The one of the paths that a command line starts; None: none is."""
    target, _ = started_by(line)
    return path_started(target, paths) if target else None


def sayings_of(handovers: Iterable[Handover], paths: Mapping[str, str]) -> Sayings:
    """Those of scripts of a package. paths: how the trail of a file ends -> its path on the made-up host."""
    found: dict[str, tuple[Handover, ...]] = {}
    for one in handovers:
        path = paths.get(one.target.removeprefix(OUTPUT)) if one.target.startswith(OUTPUT) else None
        if path is not None:
            found[path] = (*found.get(path, ()), one)
    return Sayings(found)


def _printed_in(recording: Recording) -> Printed:
    acts = [event for event in recording.events if isinstance(event, Act)]
    lines = [event.text for event in acts if event.kind == "print" and event.name == "stdout"]
    ended = next((event.text for event in acts if event.kind == "exit"), "0")
    return Printed(
        text="".join(line if line.endswith("\n") else f"{line}\n" for line in lines),
        status=int(ended) if re.fullmatch(r"\d{1,3}", ended) else 1 if recording.errors else 0,
        reads=frozenset(recording.reads),
        compared=tuple(recording.compared),
        decoded=tuple(recording.decoded),
    )
