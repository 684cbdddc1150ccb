"""What a script does for several persons, where what it makes of a signal is not known otherwise.

A script is followed once with signals that are not known. What tools and arithmetic compute of these is known only to depend on a
signal, not how. Such a script is followed again, on the machine of one person after the other, on which all questions have answers;
then what leaves is compared. Nothing is run: it is the same reading of the script, with other values.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from scanner.analyze.shell.filled import Filled
from scanner.analyze.shell.flows import UNKNOWN_MARK, flow_of
from scanner.analyze.shell.lightening import fullest
from scanner.analyze.shell.machine import Machine, reads
from scanner.analyze.shell.state import Event, Module
from scanner.analyze.shell.values import Condition, Hole, Value, assume
from scanner.analyze.shell.worlds import all_conditions, holes_in, picks_of
from scanner.analyze.tracing import Taint, together
from scanner.code.numbers import is_number
from scanner.model.observation import FlowTraced, Step
from scanner.ruleset.signals import Signal, ValueShape
from scanner.ruleset.sinks import Sink
from scanner.world.dictionary import Dictionary
from scanner.world.difference import differences
from scanner.world.host import Host
from scanner.world.inversion import values_of_digests, values_of_remainders
from scanner.world.leaf import Leaf, leaves_of
from scanner.world.named import LeafDifference
from scanner.world.order import in_turns
from scanner.world.panel import FoundText, changes_for
from scanner.world.persona import Change, persona
from scanner.world.recording import Event as Recorded
from scanner.world.recording import Recording

MAX_PERSONS = 24
_MAX_STEPS = 40_000
"""Commands and expansions that may be followed for the persons of all scripts of a program: some 10 s."""
MAX_SWEPT = 60
"""Persons where the script computes something of letters: what it looks for can only be found by trying."""
SWEPT = "all known values"
"""Origin of a value that was only tried as it is one."""
_FOUND, _PANEL = 10, 8
_COMPUTED = frozenset({"command", "number", "large"})
"""Sources of what a tool or arithmetic made, or many choices together; a digest that leaves as it is tells the signal, and is no choice."""
_SWEEP_MARKS = re.compile(
    r"cksum|\bsum\b|(?:md5|sha\d+|b2|xxh\w*)sum|\bord\b|printf\s+['\"]?%d|%\s*\d{2,}|\*\s*\d{2,}|<<\s*\d|\[int\]\s*\[char\]|-bxor|\bBigInt(?:eger)?\b"
    r"|\by([/|,#:!@])\S{13,}\1\S{13,}\1|\btr\s+(?:-\w+\s+)*['\"]?[\w-]{3,}['\"]?\s+['\"]?[\w-]{5,}"
)
"""Code that computes a number out of letters, or puts other letters in their place."""
_DIVISOR = re.compile(r"%\s*(\d{2,9})\b(?![\w.])")
_DIVISORS_MOST = 6
WORDED = frozenset({ValueShape.HOST, ValueShape.MAIL, ValueShape.ZONE, ValueShape.LOCALE})
"""Shapes of values that are no number."""
_QUIET = frozenset({"terminal", "file", "process", None})

Again = Callable[[Machine, Module], None]
"""Follows one script with another machine."""


class Persons:
    """One script as followed for several persons, within so many steps."""

    def __init__(self, machine: Machine, module: Module, signals: tuple[Signal, ...], again: Again, *, steps: int, most: int = MAX_PERSONS):
        self._machine, self._module, self._signals, self._again = machine, module, signals, again
        self.left = steps
        self._most = most
        self.is_cut = False
        """True once a person was left out as the script is too large."""
        self._followed: dict[tuple[bool, tuple[Change, ...]], Machine] = {}

    def followed(self, changes: tuple[Change, ...], *, is_bare: bool = False) -> Machine | None:
        """The script followed as one person; None: that was done often enough. is_bare: it is given no arguments."""
        key = is_bare, changes
        if key not in self._followed:
            if self.left <= 0 or len(self._followed) > self._most:
                self.is_cut = self.is_cut or self.left <= 0
                return None
            made = _on_host(self._machine, Host(persona(self._signals, changes), self._signals))
            made.is_bare = is_bare
            self._again(made, self._module)
            self.left -= made.spent
            self._followed[key] = made
        return self._followed[key]


def _on_host(machine: Machine, host: Host) -> Machine:
    """A machine that has followed nothing yet, on the host of one person."""
    return Machine(
        readers=machine.readers, run=machine.run, words=machine.words, power=machine.power, cmdlets=machine.cmdlets,
        model_commands=machine.model_commands, modules=machine.modules, files=machine.files, programs=machine.programs,
        commands=machine.commands, host=host,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of the world: what a script may read, where it may let something out, and which values there are."""

    signals: tuple[Signal, ...]
    sinks: tuple[Sink, ...]
    dictionary: Dictionary


@dataclass(frozen=True, slots=True)
class FollowedScript:
    """One script that was followed, and the events that it gave."""

    module: Module
    events: tuple[Event, ...]


def flows_of_persons(
    machine: Machine, scripts: Iterable[FollowedScript], ways: Ways, again: Again
) -> list[FlowTraced]:
    """One flow for each axis and way out on which persons are told apart by something computed."""
    found: list[FlowTraced] = []
    left = _MAX_STEPS
    for script in scripts:
        computed = _computed(script.events)
        if computed is None or left <= 0:
            continue
        trial = _Trial(machine, script.module, ways, again, computed, left)
        found += trial.flows()
        left = trial.persons.left
    return found


def with_shown(flows: list[FlowTraced], shown: list[FlowTraced]) -> list[FlowTraced]:
    """Flows with those that persons showed.

    What is known of a way out already holds, but for what is chosen among texts that are not wholly known; and what is computed does
    not leave as it is.
    """
    known = {(flow.sink, signal) for flow in flows if _is_exact(flow) for signal in flow.signals}
    fresh = [flow for flow in shown if not all((flow.sink, signal) in known for signal in flow.signals)]
    computed = {(flow.sink, signal) for flow in fresh for signal in flow.signals}
    kept = [flow for flow in flows if _is_exact(flow) or not all((flow.sink, signal) in computed for signal in flow.signals)]
    return [*kept, *fresh]


def _is_exact(flow: FlowTraced) -> bool:
    """Whether the texts that are chosen among are known, or it was not seen where the answer goes."""
    if flow.selects in ("nothing", "unknown"):
        return flow.sink is None
    return not any(UNKNOWN_MARK in text for text in flow.alternatives)


def _computed(events: Iterable[Event]) -> Taint | None:
    """What all that is computed of signals, and leaves, depends on, with what decides beside it; None: nothing is computed."""
    leaving = [event for event in events if not event.is_open]
    holes = {hole for event in leaving for value in event.values for hole in holes_in(value)}
    named = (condition for event in leaving for condition in (*dict(event.guards), *all_conditions(event.values)))
    conditions = sorted(set(named), key=lambda one: one.number)
    computed = together(
        *(hole.taint for hole in sorted(holes, key=lambda one: one.number) if _is_computed(hole)),
        *(condition.hint for condition in conditions if condition.taint is None),
    )
    return None if computed is None else together(computed, *(condition.taint for condition in conditions))


def _is_computed(hole: Hole) -> bool:
    return hole.taint is not None and (hole.source in _COMPUTED or hole.taint.is_faint)


class _Trial:
    def __init__(self, machine: Machine, module: Module, ways: Ways, again: Again, taint: Taint, steps: int) -> None:
        signals = ways.signals
        self._machine, self._signals, self._sinks, self._taint = machine, signals, ways.sinks, taint
        self._dictionary = ways.dictionary
        self._is_swept = is_swept(machine, module)
        self.persons = Persons(machine, module, signals, again, steps=steps, most=MAX_SWEPT if self._is_swept else MAX_PERSONS)
        self._axes = {signal.id: signal.axis for signal in signals}
        self._by_axis = {signal.id: signal for signal in signals if signal.axis == signal.id}

    def flows(self) -> Iterator[FlowTraced]:
        control = self.persons.followed(())
        if control is None:
            return
        usual = {is_full: _recorded(control, is_full=is_full) for is_full in (False, True)}
        told: set[tuple[str, str | None]] = set()
        for change in self._changes(control):
            if any(axis == change.axis for axis, _ in told):
                continue
            other = self.persons.followed((change,))
            if other is None:
                return
            for is_full, before in usual.items():
                for one in self._telling(before, _recorded(other, is_full=is_full), change):
                    if (change.axis, one.leaf.way_out) not in told:
                        told.add((change.axis, one.leaf.way_out))
                        yield self._flow(one, change.axis, other, control)

    def _changes(self, control: Machine) -> list[Change]:
        """Persons to try, of each axis in turns: what is compared on the way, the panel, and all known values where a sweep is due."""
        rows: list[list[Change]] = []
        told = {read.signal for read in self._machine.reads.values()}
        for axis in sorted({self._axes.get(signal, signal) for signal in self._taint.signals}):
            signal = self._by_axis.get(axis)
            if signal is None:
                continue
            stated = self._stated(control, signal)
            known = self._dictionary.values(signal)
            row = list(changes_for(signal, stated, found=_FOUND, panel=_PANEL))
            if not told & _signals_of(axis, self._axes):
                row = list(_real(row, stated, known, axis))
            tried = {change.value for change in row}
            values = known if self._is_swept else ()
            rows.append([*row, *(Change(axis=axis, value=value, origin=SWEPT) for value in values if value not in tried)])
        return list(in_turns(rows))

    def _stated(self, control: Machine, signal: Signal) -> list[FoundText]:
        """Values that the script names: by their hash, or in what it compares with; a number is no host or zone."""
        entries = self._taint.list_entries
        is_worded = signal.world.shape in WORDED
        return [
            *hashed_values(control, self._signals, signal, entries, self._dictionary),
            *(FoundText(text=text, origin="compared literal") for text in entries if not (is_worded and is_number(text))),
        ]

    def _telling(self, usual: Recording, other: Recording, change: Change) -> Iterator[LeafDifference]:
        base, who = persona(self._signals), persona(self._signals, (change,))
        for one in differences(usual, other, who, base, self._sinks):
            if one.form in ("form", "gate") and one.leaf.way_out not in _QUIET:
                yield one

    def _flow(self, one: LeafDifference, axis: str, other: Machine, control: Machine) -> FlowTraced:
        event = _event_with(one.leaf, other, self._sinks) or _event_with(one.leaf, control, self._sinks) or other.events[0]
        texts = (one.control[:400], one.persona[:400])
        chosen = Step(role="select", text=f"computes {' or '.join(repr(text)[:80] for text in texts)} of it", place=event.place)
        own = frozenset(signal for signal in self._taint.signals if self._axes.get(signal, signal) == axis)
        compared = "literal" if self._taint.compared == "none" else self._taint.compared
        steps = tuple(step for step in self._taint.steps if step.role != "source" or _reads_one_of(step, own))
        taint = replace(
            replace(self._taint, steps=steps).then(chosen), signals=own, is_choice=True, compared=compared, is_complete=True
        )  # fmt: skip
        return flow_of(self._machine, event.place, taint, one.leaf, form=one.form, carrier=one.carrier, alternatives=texts)


def _signals_of(axis: str, axes: Mapping[str, str]) -> set[str]:
    return {signal for signal, own in axes.items() if own == axis}


def _real(row: Iterable[Change], stated: Iterable[FoundText], known: tuple[str, ...], axis: str) -> Iterator[Change]:
    """The persons whose value there is, for a signal that is only read among much else: no word of a script is made a value of.

    What such a file is searched for mostly is something else that stands in it, or the script's own address.
    """
    words = [one.text.lower().strip(".") for one in stated if len(one.text.strip(".")) > 1]
    meant = [value for value in known if any(word in value for word in words)]
    yield from (Change(axis=axis, value=value, origin=SWEPT) for value in meant[:_FOUND])
    yield from (change for change in row if change.value in known and change.value not in meant[:_FOUND])


def hashed_values(
    control: Machine, signals: tuple[Signal, ...], signal: Signal, entries: Iterable[str], dictionary: Dictionary
) -> list[FoundText]:
    """Values that a script names by their hash, made as it was seen to make that of the control's."""
    hashes = Recording()
    hashes.digests += [(algorithm, content, None) for algorithm, content in control.digests]
    divisors = sorted({int(one) for module in control.modules.values() for one in _DIVISOR.findall(module.text.text)})
    meant = (
        *values_of_digests(hashes, persona(signals), signal, entries, dictionary),
        *values_of_remainders(hashes, persona(signals), signal, entries, divisors[-_DIVISORS_MOST:], dictionary),
    )
    return [FoundText(text=text, origin="entry of a decoded list", group="hashed", how="same", value=part) for part, text in meant]


def is_swept(machine: Machine, module: Module) -> bool:
    """Whether a script computes something of letters: what it looks for can only be found by trying."""
    return _SWEEP_MARKS.search(_texts_of(machine, module)) is not None


def _reads_one_of(step: Step, signals: frozenset[str]) -> bool:
    return any(step.text.startswith(reads(signal)) for signal in signals)


def _texts_of(machine: Machine, module: Module) -> str:
    """The script and whatever of the package its tools may take in."""
    beside = [artifact for path, artifact in machine.files.items() if path.endswith((".awk", ".jq", ".sed"))]
    texts = [other.text.text for other in machine.modules.values()] if machine.sourced else [module.text.text]
    return "\n".join([*texts, *(one.content.read_bytes()[:100_000].decode("utf-8", "replace") for one in beside[:20])])


def _recorded(machine: Machine, *, is_full: bool) -> Recording:
    made = Recording()
    made.events += [recorded for _, recorded in _events(machine, is_full=is_full)]
    return made


def _events(machine: Machine, *, is_full: bool) -> Iterator[tuple[Event, Recorded]]:
    """What happens, each event as if all went its way that no signal decides, with what stands for the unknown.

    is_full: other conditions go the way on which most stands; else their usual way.
    """
    for event in machine.events:
        picks = picks_of(event.guards)
        filled = Filled(machine, picks, names_commands=True)
        recorded = event.make(tuple(filled.plain(_fullest_under(value, picks) if is_full else value) for value in event.values))
        if recorded is not None:
            yield event, recorded


def _fullest_under(value: Value, picks: Mapping[Condition, int]) -> Value:
    for condition, way in picks.items():
        value = assume(value, condition, way)
    return fullest(value)


def _event_with(leaf: Leaf, machine: Machine, sinks: tuple[Sink, ...]) -> Event | None:
    for is_full in (False, True):
        for event, recorded in _events(machine, is_full=is_full):
            if any(one.value == leaf.value and one.way_out == leaf.way_out for one in leaves_of([recorded], sinks).values()):
                return event
    return None
