"""Slices of large programs: the worker that calls each target under its personas."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from scanner.emulate.alike import MARK, marked
from scanner.emulate.answers import World
from scanner.emulate.engine import Guest, GuestStopped, configure
from scanner.emulate.evidence import Comparison, Subject, differences_seen, lists_decoded
from scanner.emulate.nearby import PRELUDE, probed_near
from scanner.emulate.run import pump, take_found
from scanner.emulate.showing import Emulated
from scanner.emulate.source import TYPED, SourceTree, without_types
from scanner.emulate.start import Learned
from scanner.emulate.stated import group_of, literals_of
from scanner.model.coverage import Gap
from scanner.model.observation import Observation, Place
from scanner.model.program import Slice
from scanner.ruleset.signals import Signal, signals_of
from scanner.ruleset.sinks import Sink, sinks_of
from scanner.world.panel import FoundText
from scanner.world.persona import Persona
from scanner.world.recording import Act, Recording
from scanner.world.trial import Budget, Known, hold_trial
from scanner.world.tried import Trial

CALL_SECONDS = 2.0
"""Time for all calls of one persona; a slice of 120 kB needs a fiftieth."""
COMPILE_SECONDS = 5.0
BUDGET = Budget(runs=40, found=12, panel=4, uncompared=4, pairs=6, sweep=0, turns=6)
IMPORT_META = "__import_meta"
"""Name by which a slice asks for `import.meta`."""
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*\Z")
_RESERVED = frozenset(
    """
    break case catch class const continue debugger default delete do else enum export extends false finally for function if implements
    import in instanceof interface let new null package private protected public return static super switch this throw true try typeof
    var void while with yield await eval arguments undefined
    """.split()  # noqa: SIM905  # a list of 46 words reads worse
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slices:
    """Slices to run, one after the other."""

    slices: tuple[Slice, ...]
    rules: tuple[Path, ...]
    engines: Path | None = None
    """Where the compiled engine is kept between runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlicesRun:
    seen: tuple[Emulated, ...]
    """What each slice showed, in the order of the slices."""


def run_slices(subject: Slices) -> SlicesRun:
    """Call the targets under their personas and compare. For `Crew`."""
    configure(subject.engines)
    signals, sinks = signals_of(subject.rules), sinks_of(subject.rules)
    return SlicesRun(seen=tuple(_seen(one, signals, sinks) for one in subject.slices))


def _seen(one: Slice, signals: tuple[Signal, ...], sinks: tuple[Sink, ...]) -> Emulated:
    trial, ran = _trial(one, signals, sinks)
    found = differences_seen(trial, signals, _subject(one))
    told: list[Observation] = [each for each in found if each.form != "unknown" or each.way_out is not None]
    observations = tuple(dict.fromkeys((*told, *lists_decoded(trial, one.place))))
    if trial.control.stopped is not None:
        gap = Gap(reason=f"a slice at byte {one.place.byte_offset} was run and {trial.control.stopped}", hides=frozenset())
        return Emulated(observations=observations, gaps=(gap,))
    return Emulated(observations=observations, refuted=(one.identity,) if _is_refuted(one, trial, signals) else (), ran=ran)


def _trial(one: Slice, signals: tuple[Signal, ...], sinks: tuple[Sink, ...]) -> tuple[Trial, tuple[int, ...] | None]:
    """The trial with stand-ins that deny, with those that affirm where the first ones let the target do nothing; and which parts ran."""
    values = tuple((value.signal, FoundText(text=value.value, origin=value.origin, group=group_of(value))) for value in one.values)
    known = Known(source=one.source, literals=literals_of(one.source), values=values, result_way_out=one.way_out, joins_later=True)
    first: Trial | None = None
    with _SliceRun(one, signals) as run:
        for kind in ("no", "yes"):
            run.begin(kind)
            trial = hold_trial(run, signals, sinks, known=known, budget=BUDGET, turn=run.turned)
            if trial.control.stopped is not None or not _failed(trial.control):
                return trial, run.ran
            first = first or trial
        assert first is not None
        return first, run.ran


class _SliceRun:
    """One guest in which a slice is compiled once and called for each persona."""

    def __init__(self, one: Slice, signals: tuple[Signal, ...]) -> None:
        self._slice, self._signals = one, signals
        self._kind = "no"
        self._tree = SourceTree({})
        self._learned = Learned()
        self._world: World | None = None
        self._guest: Guest | None = None
        self._called: set[int] | None = set()

    @property
    def ran(self) -> tuple[int, ...] | None:
        """Parts that were called under any persona; None: some run was stopped before it could tell."""
        return None if self._called is None else tuple(sorted(self._called))

    def __enter__(self) -> "_SliceRun":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def begin(self, kind: str) -> None:
        """From here on with stand-ins of that kind, and with nothing learned."""
        self._kind, self._learned = kind, Learned()

    def __call__(self, persona: Persona) -> Recording:
        return self.turned(persona, None)

    def turned(self, persona: Persona, name: str | None) -> Recording:
        """Call it as a persona, with the decision of that name answered in favour; None: each is answered as it comes out."""
        world = self._world = World(persona, self._signals, self._tree, learned=self._learned, turned=name)
        try:
            guest = self._guest or self._compiled()
            guest.allow(CALL_SECONDS)
            if guest.call("slice", world.facts(()), self._kind) is True:
                pump(guest)
            else:
                guest.drain()
            take_found(guest, world.recording)
            if self._called is not None:
                self._called |= world.recording.ran
        except GuestStopped as stopped:
            world.recording.stopped, self._called = str(stopped), None
            self._close()
        return world.recording

    def _compiled(self) -> Guest:
        self._guest = Guest(self._ask, seconds=COMPILE_SECONDS)
        self._guest.call("compile", wrapped(self._slice))
        return self._guest

    def _ask(self, question: str) -> str | None:
        return None if self._world is None else self._world.ask(question)

    def _close(self) -> None:
        if self._guest is not None:
            self._guest.__exit__(None, None, None)
            self._guest = None


def wrapped(one: Slice) -> str:
    """The slice as a function of the stand-ins: its names are variables of an inner function, so that none hides the world's."""
    names = [name for name in one.unresolved if _IDENTIFIER.match(name) and name not in _RESERVED and name != "require"]
    stubs = f"var {MARK} = globalThis.__unmask_ran;" + "".join(f"var {name} = __stub({json.dumps(name)});" for name in names)
    source = without_types(one.place.subject, one.source) if one.place.subject.endswith(TYPED) else marked(one)
    kind = "async function" if one.awaits else "function"
    looked_at = probed_near(source, one.target)
    if looked_at != source:
        source, stubs = looked_at, PRELUDE + stubs
    return f"(function (__stub, require, {IMPORT_META}) {{{stubs} return {kind} () {{\n{source}\n; return {one.target}; }}; }})"


def _failed(control: Recording) -> bool:
    """True where nothing was read, or every call ended in an error."""
    has_result = any(isinstance(event, Act) and event.kind == "result" for event in control.events)
    return not control.reads or not (has_result or control.has_way_out)


def _is_refuted(one: Slice, trial: Trial, signals: tuple[Signal, ...]) -> bool:
    """True where the personas differed on every signal of the slice, the target ran, and nothing came out differently."""
    axes = {signal.id: signal.axis for signal in signals}
    tried = {change.axis for run in trial.tried for change in run.persona.changes}
    wanted = {axes[name] for name in one.signals if name in axes}
    is_silent = all(each.leaf.way_out == "terminal" for run in trial.tried for each in run.differences)
    return bool(wanted) and wanted <= tried and is_silent and not _failed(trial.control) and not trial.is_cut_short


def _subject(one: Slice) -> Subject:
    places = {step.text.removeprefix("reads "): step.place for step in reversed(one.steps) if step.role == "source"}

    def locate(signal: str) -> Place | None:
        return places.get(signal)

    compared = one.list_kind if one.list_kind in get_args(Comparison) else "none"
    return Subject(
        place=one.place,
        identity=one.identity,
        locate=locate,
        steps=one.steps,
        slice_sha256=one.sha256,
        way_out=one.way_out,
        compared_with=cast(Comparison, compared),
        list_size=one.list_size,
        list_summary=one.list_summary,
    )
