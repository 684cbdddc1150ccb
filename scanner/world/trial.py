"""A program under several personas: which are tried, and what the differences of their records come to."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from scanner.ruleset.signals import Signal, SignalClass
from scanner.ruleset.sinks import Sink
from scanner.world.dictionary import Dictionary
from scanner.world.difference import differences
from scanner.world.host import MADE_UP_HOSTS
from scanner.world.inversion import is_hashed, values_of_digests
from scanner.world.leaf import leaves_of
from scanner.world.left import without_uses
from scanner.world.listed import lists_seen
from scanner.world.named import LeafDifference
from scanner.world.neighbours import drop_spread
from scanner.world.order import by_turns, in_turns, pairs_of, spread_over, telling_first
from scanner.world.panel import FoundText, changes_for
from scanner.world.persona import Change, Persona, persona
from scanner.world.recording import Recording
from scanner.world.several import without_explained
from scanner.world.software import SIGNAL as SOFTWARE
from scanner.world.stated import comparisons_in, lists_compared, texts_compared, texts_given
from scanner.world.tables import without_quirks, without_tables, without_told, without_waits
from scanner.world.together import Asking, agreed, people_of
from scanner.world.tried import Trial, Tried
from scanner.world.turning import TURNED, WORKED_ON, turns_for

Run = Callable[[Persona], Recording]
TurnedRun = Callable[[Persona, str], Recording]
"""A run in which the decision of that name is answered in favour."""

TOGETHER = 3
"""Axes that differ from the control at once."""
BLANK_VALUES = 3
"""Values tried on one axis where the control's run gave nothing that could differ."""
ENVIRONMENT = "environment"
"""The axis of variables that are there or not, for programs that go through all of them."""
LATE_TURNS = 4
"""Decisions that are turned though the time is over: some runs, where as many values as there was time for were tried in vain."""
RUNS_OF_PEOPLE = 2
"""One person who differs in everything is tried for so many pairs that the budget has."""
VARIABLES = 4
"""Variables that the program names and a persona has, one at a time."""
OTHER_VARIABLE = "SOME_OTHER_SETTING"
SWEEP_MARKS = re.compile(
    r"charCodeAt|codePointAt|Math\.imul|>>>|createHash|subtle\.digest|\bord\(|hashlib|crc32|adler32|from_bytes|,\s*36\)|reduce\("
    r"|\bin \w+(?:\.\w+\(\))*\.encode\("
)
"""Code that computes a number or hash out of characters: a zone it looks for can only be found by trying all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a trial may cost."""

    runs: int
    """Personas, apart from the control, its twin and a sweep."""
    found: int
    """Values of the artifact tried on one axis."""
    panel: int
    """Values of the panel tried on one axis."""
    uncompared: int
    """Values tried on one axis where no value of the persona was seen in a comparison."""
    pairs: int
    """Personas that differ on several axes, where one axis alone showed nothing."""
    sweep: int
    """Known values tried where the code computes a number out of characters; 0: none."""
    groups: int = 0
    """Personas, before those of one axis, that differ on all axes at once, where a run is dear; 0: none."""
    turns: int = 0
    """Decisions by hashes that are turned, where no value was found that the program decides so for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the program before it is run."""

    source: str
    literals: tuple[str, ...]
    """Texts that the artifact states."""
    values: tuple[tuple[str, FoundText], ...] = ()
    """(signal id, text) that the static part found for a signal."""
    result_way_out: str | None = None
    """Where results of its functions are known to go; None: not known."""
    joins_later: bool = False
    """True: where results go that are not known to leave is found later, by the static graph."""
    dictionary: Dictionary = field(default_factory=Dictionary)


def hold_trial(
    run: Run,
    signals: tuple[Signal, ...],
    sinks: tuple[Sink, ...],
    *,
    known: Known,
    budget: Budget,
    is_late: Callable[[], bool] = lambda: False,
    turn: TurnedRun | None = None,
) -> Trial:
    """Run the control, then one axis at a time, only axes that were seen to be read; where these show nothing several at once, and a sweep.

    The control's twin runs when anything differed: places at which the two are not equal count for nothing. is_late: once it
    says so no further persona begins, which `Trial.is_cut_short` tells. turn: None: no decision can be turned.
    """
    session = _Session(run=run, signals=signals, sinks=sinks, known=known, budget=budget, is_late=is_late)
    trial = session.trial
    session.try_groups()
    session.try_axes()
    session.try_together()
    session.try_people()
    if budget.sweep and not trial.shows() and SWEEP_MARKS.search(known.source):
        session.sweep()
    if turn is not None and not trial.hides():
        session.turn(turn)
    return _settled(trial, run, sinks, known)


CASES = Budget(runs=40, found=12, panel=4, uncompared=8, pairs=0, sweep=0)


def hold_cases(
    run: Run, signals: tuple[Signal, ...], sinks: tuple[Sink, ...], changes: Iterable[Change], *, known: Known, axis: str | None = None
) -> Trial:
    """Run the control, and one persona for each of the changes.

    axis: one on which any value can be run; those that the program was seen to look for are tried as well.
    """
    session = _Session(run=run, signals=signals, sinks=sinks, known=known, budget=CASES, is_late=lambda: False)
    found = session.values_on(axis) if axis is not None else ()
    for change in dict.fromkeys((*changes, *found)):
        session.attempt((change,), is_swept=True)
    return _settled(session.trial, run, sinks, known)


def _settled(trial: Trial, run: Run, sinks: tuple[Sink, ...], known: Known) -> Trial:
    """Without what differs between equal runs, or only as tables of data do."""
    if any(one.differences for one in trial.tried):
        trial.drop_unstable(run(trial.base), sinks, known.result_way_out)
        drop_spread(trial, run, sinks, known.result_way_out)
    trial.tried = _named_together(trial, known)
    told = frozenset(value for _, value in trial.base.values if value)  # those of others come from the lists themselves
    trial.lists = lists_seen(trial.recordings, literals=known.literals, source=known.source, told=told)
    return trial


def _named_together(trial: Trial, known: Known) -> list[Tried]:
    """The runs, with what only all of them tell of a difference."""
    tried = trial.tried
    quirks = partial(without_quirks, services=frozenset(known.dictionary.services))
    waits = partial(without_waits, base=trial.base)
    for settle in (without_tables, quirks, waits, without_told, partial(without_explained, base=trial.base)):
        settled = settle([(one.persona, one.differences) for one in tried])
        tried = [replace(one, differences=found) for one, found in zip(tried, settled, strict=True)]
    return tried


def _hides(trial: Trial, known: Known) -> bool:
    return any(one.is_hidden for run in _named_together(trial, known) for one in run.differences)


class _Session:
    """A trial while it goes on."""

    def __init__(
        self, *, run: Run, signals: tuple[Signal, ...], sinks: tuple[Sink, ...], known: Known, budget: Budget, is_late: Callable[[], bool]
    ) -> None:
        self._is_late = is_late
        self._run, self._signals, self._sinks, self._known, self._budget = run, signals, sinks, known, budget
        base = persona(signals)
        self.trial = Trial(base=base, control=run(base))
        self.by_axis = {signal.id: signal for signal in signals if signal.axis == signal.id}
        self._not_decoded = frozenset((*known.literals, *MADE_UP_HOSTS, *(value for _, value in base.values)))
        """What the artifact states, and what the made-up world says of itself."""
        self.changes: dict[str, tuple[Change, ...]] = {}
        self._stated: list[FoundText] | None = None
        """What the program states that may be a value of any axis; None: not looked for yet."""
        self._seen = set(self.trial.control.compared)
        self._seen_texts = {(one.how, one.texts) for one in self._seen}
        self._next: list[tuple[Change, ...]] = []
        """Several axes at once: what a persona was compared with beyond what the control was."""

    def try_groups(self) -> None:
        """Every axis at once, each at its next value: where a run is dear, one tells of all. What shows is narrowed down to one axis."""
        axes = [axis for axis in self._known_axes() if axis != ENVIRONMENT] if self._budget.groups else []
        values = [telling_first(self.changes[axis]) for axis in axes]
        for turn in range(self._budget.groups):
            changes = tuple(each[turn] for each in values if turn < len(each))
            if len(changes) < TOGETHER or self.trial.hides():
                return
            if self._shows_together(changes):
                self._narrow(changes)

    def _narrow(self, changes: tuple[Change, ...]) -> None:
        """Halve what showed something until single changes are left, and try those. What shows only together is left to the pairs."""
        for half in (changes[: len(changes) // 2], changes[len(changes) // 2 :]):
            if self.trial.hides():
                return
            if len(half) == 1:
                self.attempt(half)
            elif self._shows_together(half):
                self._narrow(half)

    def _shows_together(self, changes: tuple[Change, ...]) -> bool:
        if self._is_late():
            self.trial.is_cut_short = True
            return False
        other = persona(self._signals, changes)
        found = self._differences(self.trial.control, self._run(other), other, self.trial.base)
        return any(one.is_hidden for one in found)

    def try_axes(self) -> None:
        """One axis at a time, in turns: the first value of each, then the second. Axes that a run is only then seen to read join in."""
        turn, waiting = 0, True
        while waiting:
            waiting = False
            for axis in self._known_axes():
                changes = self.changes[axis]
                if turn < len(changes):
                    waiting = True
                    self.attempt(self._in_company(changes[turn]))
            turn += 1

    def _known_axes(self) -> Iterator[str]:
        """The axes that were seen to be read so far, one after the other, those included that are read meanwhile."""
        done: set[str] = set()
        while (axis := next((one for one in _axes(self.trial, self._signals) if one not in done), None)) is not None:
            done.add(axis)
            if axis not in self.changes:
                self.changes[axis] = self.values_on(axis)
            yield axis

    def values_on(self, axis: str) -> tuple[Change, ...]:
        known, control, budget = self._known, self.trial.control, self._budget
        signal = self.by_axis[axis]
        if axis == ENVIRONMENT:
            return tuple(Change(axis=axis, value=name, origin="compared literal") for name in (*control.stated[:VARIABLES], OTHER_VARIABLE))
        if self._stated is None:
            compared = [*texts_compared(control.compared, self._not_decoded, known.source), *comparisons_in(known.source)]
            self._stated = [*compared, *texts_given(control, known.literals)]
        given = [found for name, found in known.values if name == axis]
        if axis == SOFTWARE:
            given += [FoundText(text=text, origin="entry of a list") for text in (",".join(control.programs), *control.programs)]
        elif signal.world.is_list:
            given = [*lists_compared(control, axis, self.trial.base.value(axis), self._not_decoded), *given]
        changes = changes_for(signal, [*given, *self._hashed(signal), *self._stated], found=budget.found, panel=budget.panel)
        most = BLANK_VALUES if control.is_blank else len(changes) if control.compared else budget.uncompared
        return by_turns(spread_over(changes, most))

    def try_together(self) -> None:
        """Several axes at once: first what a persona of one axis was seen to be compared with on another, then pairs of values."""
        left = 0 if self.trial.control.is_blank else self._budget.pairs
        while self._next and left > 0 and not self.trial.shows():
            left -= 1
            self.attempt(self._next.pop(0))
        if not self.trial.shows():
            for pair in pairs_of(self.changes, self.by_axis)[:left]:
                self.attempt(pair)

    def try_people(self) -> None:
        """Everything at once, where no axis alone shows anything hidden: what several must agree on, whatever their classes."""
        trial, known = self.trial, self._known
        most = self._budget.pairs // RUNS_OF_PEOPLE
        if not most or trial.control.is_blank or len(self.changes) < 2 or _hides(trial, known):
            return
        found = agreed(
            people_of({axis: values for axis, values in self.changes.items() if axis != ENVIRONMENT})[:most],
            [trial.control, *(one.recording for one in trial.tried if len(one.persona.changes) == 1)],
            Asking(
                run=lambda changes: ((other := persona(self._signals, changes)), self._run(other)),
                compare=self._differences,
                leaves=lambda recording: leaves_of(recording.events, self._sinks, result_way_out=known.result_way_out),
                is_late=self._is_late,
            ),
        )
        if found is not None:
            trial.tried.append(Tried(persona=found.persona, recording=found.recording, differences=found.differences))

    def sweep(self) -> None:
        """Every value that is known of an axis: the code computes numbers from texts, which tells nothing of what it looks for."""
        waiting = {
            axis: [one for one in self._known.dictionary.values(self.by_axis[axis]) if one not in {each.value for each in tried}]
            for axis, tried in self.changes.items()
        }
        hashed = {axis: values for axis, values in waiting.items() if is_hashed(self.trial.control, self.trial.base.value(axis))}
        others = {axis: values for axis, values in waiting.items() if axis not in hashed}
        rows = [
            [[Change(axis=axis, value=value, origin="all known values") for value in values] for axis, values in each.items()]
            for each in (hashed, others)
        ]
        turns = [change for each in rows for change in in_turns(each)]
        for change in turns[: self._budget.sweep]:
            if self.trial.shows():
                return
            self.attempt(self._in_company(change), is_swept=True)

    def _in_company(self, change: Change) -> tuple[Change, ...]:
        """A change, with those without which no machine has its value: the port of a proxy of one's own tells nothing of one elsewhere."""
        company = self.by_axis[change.axis].world.company
        others = [axis for axis in _axes(self.trial, self._signals) if axis in company] if company else []
        return (*(Change(axis=axis, value=company[axis], origin="panel") for axis in others), change)

    def attempt(self, changes: tuple[Change, ...], *, is_swept: bool = False) -> None:
        """Run one persona, unless the budget is used up."""
        trial = self.trial
        if self._is_late() or (not is_swept and len(trial.tried) >= self._budget.runs):
            trial.is_cut_short = True
            return
        other = persona(self._signals, changes)
        recording = self._run(other)
        found = self._differences(trial.control, recording, other, trial.base)
        trial.tried.append(Tried(persona=other, recording=recording, differences=found))
        if not is_swept and len(changes) < TOGETHER:
            self._follow(changes, recording)

    def _differences(self, control: Recording, recording: Recording, other: Persona, base: Persona) -> tuple[LeafDifference, ...]:
        is_identity = all(self.by_axis[change.axis].class_ is not SignalClass.PLACE for change in other.changes)
        found = differences(
            control, recording, other, base, self._sinks, result_way_out=self._known.result_way_out, is_identity=is_identity
        )
        return without_uses(found, recording, other)

    def turn(self, turned_run: TurnedRun) -> None:
        """The control once more for each decision that follows a persona's value and never came out in favour, which is then turned."""
        trial = self.trial
        single = [(run.persona, run.recording) for run in trial.tried if len(run.persona.changes) == 1]
        for number, turn in enumerate(turns_for(trial.control, single, most=self._budget.turns)):
            if trial.hides() or (number >= LATE_TURNS and self._is_late()):
                return
            recording = turned_run(turn.persona or trial.base, turn.name)
            change = Change(axis=turn.axis, value=TURNED, origin="entry of a decoded list")
            other = replace(trial.base, id=f"{turn.axis}:{TURNED}", changes=(change,))
            found = differences(trial.control, recording, other, trial.base, self._sinks, result_way_out=self._known.result_way_out)
            kept = tuple(one for one in found if self._is_telling(one, self.by_axis[turn.axis]))
            if kept and recording.stopped is None and not set(recording.errors) - set(trial.control.errors):
                trial.tried.append(Tried(persona=other, recording=recording, differences=kept, is_turned=True))

    def _is_telling(self, one: LeafDifference, signal: Signal) -> bool:
        """Hidden in its form; of signals of place and of what the user works on, also by what it is.

        Who is who (accounts, machines), programs tell by hashes for good reasons: licences, trials, stages of a release.
        """
        is_telling = signal.class_ is SignalClass.PLACE or signal.id in WORKED_ON
        if one.leaf.way_out is None:
            return self._known.joins_later and one.form == "form"
        return one.leaf.way_out != "terminal" and (one.form == "form" or (one.form == "gate" and is_telling))

    def _hashed(self, signal: Signal) -> list[FoundText]:
        """Values whose hash the artifact states."""
        control, known = self.trial.control, self._known
        compared = (text for one in control.compared for text in one.texts)
        stated = (*known.literals, *control.sums, *compared, *(text for text, _ in control.decoded))
        return [
            FoundText(text=text, origin="entry of a decoded list", group="hashed", how="same", value=part)
            for part, text in values_of_digests(control, self.trial.base, signal, stated, known.dictionary)
        ]

    def _follow(self, changes: tuple[Change, ...], recording: Recording) -> None:
        """What this persona was compared with and no other before: values of other axes that count only together with its own."""
        fresh = [one for one in recording.compared if one not in self._seen]
        self._seen.update(fresh)
        mine = {change.axis for change in changes}
        found = texts_compared(fresh, self._not_decoded, self._known.source)
        for axis in _axes(self.trial, self._signals) if found else ():
            if axis not in mine:
                values = changes_for(self.by_axis[axis], found, found=4, panel=0)
                self._next += [(*changes, change) for change in values]
        if len(changes) == 1:
            self._next += [(change,) for change in self._further(changes[0], recording)]

    def _further(self, change: Change, recording: Recording) -> list[Change]:
        """The values that a value leads on to: what the next part of it was compared with, once the part before was right."""
        fresh = [one for one in recording.compared if (one.how, one.texts) not in self._seen_texts]
        self._seen_texts.update((one.how, one.texts) for one in fresh)
        signal = self.by_axis[change.axis]
        there = signal.model_copy(update={"world": signal.world.model_copy(update={"control": change.value})})
        found = texts_compared(fresh, self._not_decoded, self._known.source)
        return [one for one in changes_for(there, found, found=6, panel=0) if one.value != signal.world.control]


def _axes(trial: Trial, signals: tuple[Signal, ...]) -> list[str]:
    """Axes that any run so far was seen to read, places first."""
    reads = set().union(*(one.reads for one in trial.recordings))
    order = {SignalClass.PLACE: 0, SignalClass.USER: 1, SignalClass.MACHINE: 2}
    by_id = {signal.id: signal for signal in signals}
    axes = {by_id[name].axis for name in reads if name in by_id}
    is_swept = any(one.is_swept for one in trial.recordings)
    axes |= {ENVIRONMENT} if is_swept else set()
    return sorted(
        (axis for axis in axes if axis in by_id and (axis != ENVIRONMENT or is_swept)),
        key=lambda axis: (order[by_id[axis].class_], axis != "timezone", axis),
    )
