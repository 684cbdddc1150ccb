"""Programs that are started by another program of their package, and run with what that hands to them for different people.

What is handed over was computed from the script that does it (`scanner/analyze/shell/handing.py`); here the program takes it, and what
leaves is compared as always. The signal is that of the script: whoever reads it there, decides here.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, cast

from scanner.emulate.effort import IsLate
from scanner.emulate.evidence import Subject, differences_seen
from scanner.emulate.explore import Allowance, explore
from scanner.emulate.source import ROOT
from scanner.emulate.start import Given, Start
from scanner.model.coverage import Gap
from scanner.model.handover import OUTPUT, Handed, Handover
from scanner.model.observation import DifferenceSeen, FlowTraced, Place
from scanner.model.program import Program
from scanner.ruleset.signals import Signal
from scanner.ruleset.sinks import Sink
from scanner.world.agentevent import FIELDS
from scanner.world.host import PROJECT
from scanner.world.mirror import without_mirrors
from scanner.world.persona import Change, Persona, persona
from scanner.world.recording import Recording
from scanner.world.trial import Known, hold_cases
from scanner.world.tried import Trial

MAX_HANDOVERS = 6
"""Handovers to one program that are tried."""
ALLOWANCE = Allowance(runs=16, seconds=4.0, starts=2, patience=8)
_FOLDERS = 24
"""Folders of a program in which a file that a script left is looked for."""
_TEXT_BYTES = 4 * 1024 * 1024
_SETTINGS_OF, _LOADER = "env", "dotenv"
"""A file of variables, and what reads it without naming it."""
_NAME_CHARS = 4
"""Shortest name of a file by which a program tells that it reads it."""

RunAs = Callable[[Start, Persona], Recording]


def handed_to(program: Program, handovers: Iterable[Handover]) -> tuple[Handover, ...]:
    """Those that start this program, or leave files that its text names."""
    trails = tuple(module.trail[-1] for module in program.modules)
    texts: list[bytes] = []

    def text() -> bytes:
        if not texts:
            texts.append(b"\n".join(one.content.read_bytes() for one in program.modules if one.size_bytes <= _TEXT_BYTES))
        return texts[0]

    found = []
    for handover in handovers:
        if handover.target.startswith(OUTPUT):
            is_mine = any(one.trail[-1] == handover.target.removeprefix(OUTPUT) for one in program.beside)
        elif handover.target.startswith("code:"):
            is_mine = _code(handover).encode() in text() if _code(handover) else False
        elif handover.target:
            is_mine = handover.started(trails) is not None
        else:
            is_mine = any(name.encode() in text() for name in _names_left(handover))
        found += [handover] if is_mine else []
    return tuple(found[:MAX_HANDOVERS])


def is_left_for_others(handover: Handover, program: Program) -> bool:
    """Whether a module of the program names the files that another one left: with its own files that one was run before."""
    names = [name.encode() for name in _names_left(handover)]
    others = (one for one in program.modules if one.sha256 != handover.place.artifact and one.size_bytes <= _TEXT_BYTES)
    return any(name in one.content.read_bytes() for one in others for name in names)


def _code(handover: Handover) -> str:
    return handover.target.removeprefix("code:").strip()


def _names_left(handover: Handover) -> set[str]:
    """The names of files that are left, and of variables: a program that takes one names it."""
    every = [one for one in (handover.usual, *(case.handed for case in handover.cases)) if one is not None]
    paths = {path for one in every for path, _ in one.files}
    names = {posixpath.basename(path) for path in paths} | {name for one in every for name, _ in one.variables}
    names |= {posixpath.basename(posixpath.dirname(path)) for path in paths if _is_put_together(path)}
    names |= {_LOADER} if f".{_SETTINGS_OF}" in names else set()
    return {name for name in names if len(name) >= _NAME_CHARS}


def _is_put_together(path: str) -> bool:
    """Whether the name of a file holds what only a run tells, as the session's id: no text names it, but the folder that it lies in."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return FIELDS["session_id"] in stem or not stem.strip(".-_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """A program that takes what is handed over."""

    run: RunAs
    texts: Mapping[str, str]
    """Path on the made-up host -> text of the module."""
    entries: tuple[str, ...]
    """What is started where the script starts nothing."""
    names: frozenset[str]
    known: Known
    signals: tuple[Signal, ...]
    sinks: tuple[Sink, ...]
    subject: Callable[[str], Subject]
    """What observations of an entry point at."""
    is_late: IsLate
    held: list[tuple[Handover, Trial]] = field(default_factory=list)
    """What was tried."""
    gaps: list[Gap] = field(default_factory=list)

    def refuted(self, flows: Iterable[FlowTraced], functions_of: Callable[[FlowTraced], set[int] | None]) -> tuple[str, ...]:
        """Identities of static paths from what is handed over that no case bore out, although the code ran and let something out."""
        found = []
        for flow in flows:
            held = [trial for handover, trial in self.held if flow.steps and flow.steps[0].place in [step.place for step in handover.steps]]
            needed = functions_of(flow)
            if held and all(_bears_nothing(trial, needed) for trial in held):
                found.append(flow.identity)
        return tuple(found)


def _bears_nothing(trial: Trial, needed: set[int] | None) -> bool:
    control = trial.control
    has_run = needed is None or needed <= control.ran
    return has_run and control.stopped is None and control.has_way_out and not trial.hides() and not trial.shows()


def differences_handed(handovers: tuple[Handover, ...], taker: Taker) -> Iterator[DifferenceSeen]:
    """What leaves the program differs for people to whom a script hands different things."""
    for handover in handovers:
        for path in _started(handover, taker):
            if taker.is_late():
                reason = f"{posixpath.basename(path)} was not run with all that other programs hand to it: the time for it was over"
                taker.gaps.append(Gap(reason=reason, hides=frozenset()))
                return
            yield from _of_one(handover, path, taker)


def _started(handover: Handover, taker: Taker) -> tuple[str, ...]:
    if handover.target.startswith("code:"):
        return tuple(path for path, text in taker.texts.items() if text.strip() == _code(handover))[:1]
    if handover.target:
        path = handover.started(taker.texts)
        return (path,) if path is not None else ()
    return tuple(path for path in taker.entries if taker.subject(path).place.artifact != handover.place.artifact)


def _of_one(handover: Handover, path: str, taker: Taker) -> Iterator[DifferenceSeen]:
    signals = handover.signals
    folders = _folders(taker.texts, path)
    usual = _given(handover.usual, signals, folders)
    cases = {(one.axis, one.value): _given(one.handed, signals, folders) for one in handover.cases}
    axis = _axis_passed_on(handover, persona(taker.signals))

    def run(start: Start, person: Persona) -> Recording:
        change = next(iter(person.changes), None)
        given = usual
        if change is not None and (change.axis, change.value) in cases:
            given = cases[change.axis, change.value]
        elif change is not None and change.axis == axis:
            given = _given(_with_value(handover.usual, base.value(axis), change.value), signals, folders)
        recording = taker.run(started_with(start, given), person) if given is not None else Recording(reads=set(signals))
        recording.events = without_mirrors(recording.events)
        return recording

    base = persona(taker.signals)
    shown = next((one for one in (usual, *cases.values()) if one is not None), None)
    if shown is None:
        return
    ways = explore(
        lambda start: taker.run(started_with(start, shown), base), path, names=taker.names, source=taker.known.source,
        allowance=ALLOWANCE, is_late=taker.is_late,
    )  # fmt: skip
    for one in ways:
        start = replace(one.start, calls_exports=one.start.calls_exports and not handover.target)
        changes = tuple(Change(axis=case.axis, value=case.value, origin=case.origin) for case in handover.cases)
        trial = hold_cases(partial(run, start), taker.signals, taker.sinks, changes, known=taker.known, axis=axis)
        taker.held.append((handover, trial))
        yield from differences_seen(trial, taker.signals, _evidence(handover, taker.subject(path)))
        if trial.hides() or taker.is_late():
            return


def _axis_passed_on(handover: Handover, base: Persona) -> str | None:
    """The axis whose value is handed over as it is, so that it is known what any other value would come to; None: there is none."""
    axes = {one.axis for one in handover.cases}
    if len(axes) != 1 or handover.usual is None:
        return None
    (axis,) = axes
    own = base.value(axis)
    is_plain = bool(own) and all(one.handed == _with_value(handover.usual, own, one.value) for one in handover.cases)
    return axis if is_plain else None


def _with_value(handed: Handed | None, old: str, new: str) -> Handed | None:
    """The same with one value in the place of another, wherever it stands."""
    if handed is None:
        return None
    return Handed(
        variables=tuple((name, text.replace(old, new)) for name, text in handed.variables),
        arguments=None
        if handed.arguments is None
        else tuple(None if word is None else word.replace(old, new) for word in handed.arguments),
        given=None if handed.given is None else handed.given.replace(old, new),
        files=tuple((path, text.replace(old, new)) for path, text in handed.files),
    )


def started_with(start: Start, given: "Given") -> Start:
    """The start with what is handed over in it."""
    if given.arguments is None:
        return replace(start, given=given)
    arguments = tuple(word for item in given.arguments for word in (start.arguments if item is None else (item,)))
    return replace(start, arguments=arguments, given=given, is_piped=start.is_piped or given.text is not None)


def _given(handed: Handed | None, signals: tuple[str, ...], folders: tuple[str, ...]) -> "Given | None":
    if handed is None:
        return None
    files = tuple(
        (place, text)
        for path, text in handed.files
        for place in ((path,) if path.startswith("/") else tuple(posixpath.normpath(f"{folder}/{path}") for folder in folders))
    )
    return Given(variables=handed.variables, arguments=handed.arguments, text=handed.given, files=files, signals=signals)


def _folders(texts: Mapping[str, str], path: str) -> tuple[str, ...]:
    """Where a relative path may lie: beside the program, in its package, in the working folder."""
    above = [posixpath.dirname(path)]
    while above[-1].startswith(ROOT) and above[-1] != ROOT:
        above.append(posixpath.dirname(above[-1]))
    return tuple(dict.fromkeys((*above, ROOT, PROJECT, *sorted(map(posixpath.dirname, texts)))))[:_FOLDERS]


def _evidence(handover: Handover, subject: Subject) -> Subject:
    """The finding points at the program; its steps begin in the script."""

    def locate(signal: str) -> Place | None:
        return next((step.place for step in handover.steps if step.role == "source" and signal in step.text), None)

    return replace(
        subject,
        locate=locate,
        steps=handover.steps,
        compared_with=cast(Literal["none", "literal", "hard_coded_list", "encoded_list"], handover.compared_with),
        list_size=handover.list_size,
        list_summary=handover.list_summary,
        identity=f"{handover.place.subject.rpartition('/')[2]} {subject.identity}",
    )
