"""What a script hands to other programs of its package, and how that depends on who runs it.

A script is followed once with signals that are not known, which tells what depends on them and what they are compared with; and where
something handed over does, once more for each person in question, on whose machine all questions have answers.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scanner.analyze.shell.filled import ALL_ARGUMENTS, Filled
from scanner.analyze.shell.flows import told_of
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.persons import MAX_PERSONS, MAX_SWEPT, SWEPT, WORDED, Again, Persons, Ways, hashed_values, is_swept
from scanner.analyze.shell.state import Launch, Module
from scanner.analyze.shell.values import Condition, Value, as_text, assume, conditions_in, conditions_of, taint_of
from scanner.analyze.shell.worlds import Picks, happens, picks_of
from scanner.analyze.tracing import LIST_ENTRIES, MAX_STEPS, Taint, together
from scanner.code.numbers import is_number
from scanner.model.coverage import Gap
from scanner.model.handover import OUTPUT, Handed, HandedTo, Handover
from scanner.model.observation import Place, Step
from scanner.world.order import in_turns
from scanner.world.panel import FoundText, changes_for
from scanner.world.persona import Change

MAX_STEPS_AGAIN = 60_000
"""Commands and expansions that may be followed for all persons and scripts of a program together: some 15 s."""
MAX_CASES = 12
"""Persons of one handover whose program is run."""
MAX_EQUAL = 3
"""Of those who are handed the same on one axis."""
_FOUND, _PANEL = 10, 5
_MAX_FILES = 12
_PIPES = "/dev/fd/"
"""Where what a process prints is read by the script itself."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Something handed over that depends on signals: a launch, or the files that a script leaves."""

    module: Module
    launch: Launch | None
    files: Mapping[str, Value]
    taint: Taint
    conditions: frozenset[Condition]
    place: Place
    wanted: frozenset[str] = frozenset()
    """Paths of the files, what is not known in them replaced: each person's script has its own names for that."""
    said: Value | None = None
    """What the script prints, to a program that starts it; None: this is not about that."""

    @property
    def key(self) -> tuple[str, int, str]:
        return self.module.path, -1 if self.launch is None else int(self.launch.place.byte_offset), self.target

    @property
    def target(self) -> str:
        if self.said is not None:
            return f"{OUTPUT}{self.module.path}"
        return "" if self.launch is None else self.launch.target


def handovers_of(
    machine: Machine, ways: Ways, again: Again, gaps: list[Gap], is_read: Callable[[str], bool]
) -> tuple[Handover, ...]:
    """What depends on signals of all that the scripts hand to other programs. gaps: gets those for whom that was not computed.

    is_read: whether a program may read what one of them prints.

    Does not see what depends on a signal only because another program of the package answers so.
    """
    found: list[Handover] = []
    left = MAX_STEPS_AGAIN
    for path in dict.fromkeys((*(_module_of(machine, launch) for launch in machine.launches), *machine.left)):
        module = machine.modules.get(path)
        told = [*_told(machine, module), *(_said(machine, module) if is_read(path) else ())] if module is not None else []
        if module is not None and told:
            persons = _Persons(machine, module, ways, again, left)
            found += persons.handovers(told)
            left = persons.left
            if persons.is_cut:
                reason = f"what {module.artifact.subject} hands to other programs was computed for some persons only: it is too large"
                gaps.append(Gap(reason=reason, sha256=module.artifact.sha256, hides=frozenset()))
    return tuple(found)


def _module_of(machine: Machine, launch: Launch) -> str:
    return next((path for path, module in machine.modules.items() if module.artifact.sha256 == launch.place.artifact), "")


def _told(machine: Machine, module: Module) -> Iterator[_Told]:
    seen: set[tuple[str, int, str]] = set()
    for launch in machine.launches:
        if launch.place.artifact != module.artifact.sha256:
            continue
        files = {path: value for path, value in launch.files.items() if taint_of(value) is not None and not path.startswith(_PIPES)}
        values = (*launch.values, *files.values())
        guarding = [condition for condition, _ in launch.guards if condition.taint is not None]
        taint = together(*map(taint_of, values), *(condition.taint for condition in guarding))
        if taint is None:
            continue  # the same for everyone
        conditions = frozenset(guarding).union(*map(conditions_of, values))
        told = _Told(module, launch, files, taint, conditions, launch.place, _paths(machine, files))
        if told.key not in seen:
            seen.add(told.key)
            yield told
    left = machine.left.get(module.path, {})
    files = {path: value for path, value in left.items() if taint_of(value) is not None and not path.startswith(_PIPES)}
    taint = together(*map(taint_of, files.values()))
    if taint is not None:
        place = next((step.place for step in reversed(taint.steps)), None)
        conditions = frozenset[Condition]().union(*map(conditions_of, files.values()))
        if place is not None:
            yield _Told(module, None, files, taint, conditions, place, _paths(machine, files))


def _paths(machine: Machine, files: Iterable[str]) -> frozenset[str]:
    return frozenset(map(Filled(machine, {}).path, files))


def _said(machine: Machine, module: Module) -> Iterator[_Told]:
    said = machine.said.get(module.path)
    taint = taint_of(said) if said is not None else None
    place = next((step.place for step in reversed(taint.steps)), None) if taint is not None else None
    if said is not None and taint is not None and place is not None:
        yield _Told(module, None, {}, taint, conditions_of(said), place, said=said)


class _Persons:
    """One script as followed for several persons."""

    def __init__(self, machine: Machine, module: Module, ways: Ways, again: Again, left: int) -> None:
        self._ways = ways
        self._by_axis = {signal.id: signal for signal in ways.signals if signal.axis == signal.id}
        self._axes = {signal.id: signal.axis for signal in ways.signals}
        self._is_swept = is_swept(machine, module)
        self._persons = Persons(machine, module, ways.signals, again, steps=left, most=MAX_SWEPT if self._is_swept else MAX_PERSONS)

    def handovers(self, told: list[_Told]) -> Iterator[Handover]:
        for one in told:
            control = self._persons.followed((), is_bare=one.said is not None)
            if control is None:
                return
            usual = _handed(control, one)
            cases = list(self._cases(one, control, usual))
            for axis in dict.fromkeys(case.axis for case in cases):
                yield _handover(one, self._taint_on(one, axis), usual, [case for case in cases if case.axis == axis])

    @property
    def left(self) -> int:
        """Steps that may be followed yet."""
        return self._persons.left

    @property
    def is_cut(self) -> bool:
        """True once a person was left out as the script is too large."""
        return self._persons.is_cut

    def _cases(self, told: _Told, control: Machine, usual: Handed | None) -> Iterator[HandedTo]:
        counts: dict[tuple[str, Handed | None], int] = {}
        number = 0
        for change in self._changes(told, control):
            followed = self._persons.followed((change,), is_bare=told.said is not None)
            if followed is None or number >= MAX_CASES:
                return
            handed = _handed(followed, told)
            counts[change.axis, handed] = counts.get((change.axis, handed), 0) + 1
            if handed != usual and counts[change.axis, handed] <= MAX_EQUAL:
                number += 1
                yield HandedTo(axis=change.axis, value=change.value, origin=change.origin, handed=handed)

    def _changes(self, told: _Told, control: Machine) -> list[Change]:
        """Values to try: what is compared on the way, the panel, and all known values where a sweep is due; of each axis in turns."""
        lists: list[list[Change]] = []
        dictionary = self._ways.dictionary
        for axis in sorted({self._axes.get(signal, signal) for signal in told.taint.signals}):
            signal = self._by_axis.get(axis)
            if signal is not None:
                hashed = hashed_values(control, self._ways.signals, signal, told.taint.list_entries, dictionary)
                row = list(changes_for(signal, [*hashed, *self._texts(told, axis)], found=_FOUND, panel=_PANEL))
                tried = {change.value for change in row}
                values = dictionary.values(signal) if self._is_swept else ()
                lists.append([*row, *(Change(axis=axis, value=value, origin=SWEPT) for value in values if value not in tried)])
        return list(in_turns(lists))

    def _taint_on(self, told: _Told, axis: str) -> Taint:
        """What decides on one axis; where nothing is decided on it, all that is handed over."""
        return together(*(condition.taint for condition in self._deciding(told, axis))) or told.taint

    def _deciding(self, told: _Told, axis: str) -> list[Condition]:
        found = [
            condition
            for condition in told.conditions
            if condition.taint is not None and axis in {self._axes.get(signal, signal) for signal in condition.taint.signals}
        ]
        return sorted(found, key=lambda condition: condition.number)

    def _texts(self, told: _Told, axis: str) -> list[FoundText]:
        found: dict[str, FoundText] = {}
        for condition in self._deciding(told, axis):
            taint = condition.taint
            assert taint is not None
            origin = _origin(taint)
            for label in (*(text for way in condition.labels for text in way), *taint.list_entries):
                for text in dict.fromkeys((label, label.strip("*?"), label.split("*")[0])):
                    found.setdefault(text, FoundText(text=text, origin=origin))
        is_worded = self._by_axis[axis].world.shape in WORDED
        return [one for one in found.values() if one.text and not (is_worded and is_number(one.text))]


def _origin(taint: Taint) -> str:
    if taint.compared == "encoded_list":
        return "entry of a decoded list"
    return "entry of a list" if len(taint.list_entries) >= LIST_ENTRIES else "compared literal"


def _handover(told: _Told, taint: Taint, usual: Handed | None, cases: list[HandedTo]) -> Handover:
    compared, size, summary = told_of(taint)
    return Handover(
        place=told.place,
        target=told.target,
        signals=tuple(sorted(taint.signals)),
        compared_with=compared,
        list_size=size,
        list_summary=summary,
        is_complete=taint.is_complete,
        steps=(*taint.steps[1 - MAX_STEPS :], Step(role="call", text=_sentence(told), place=told.place)),
        usual=usual,
        cases=tuple(cases),
    )


def _sentence(told: _Told) -> str:
    if told.said is not None:
        return "prints what follows from it"
    if told.launch is not None and not told.target:
        return "hands what follows from it to what it starts"
    if not told.target:
        return f"leaves what follows from it in {', '.join(map(posixpath.basename, sorted(told.files)))[:120]}"
    is_code = told.target.startswith("code:")
    return f"hands what follows from it to {'code of its own' if is_code else told.target.rpartition('/')[2]}"


def _handed(machine: Machine, told: _Told) -> Handed | None:
    """What one person's program is given; None: it is not started."""
    if told.said is not None:
        said = machine.said.get(told.module.path)
        return None if said is None else Handed(given=Filled(machine, {}).text(said))
    if told.launch is None:
        left = machine.left.get(told.module.path, {})
        return Handed(files=_files(machine, left, told.wanted, {}), variables=tuple(_variables_left(machine, left)))
    launch = next((one for one in machine.launches if _is_same(one, told.launch) and happens(one.guards, _picks(one))), None)
    if launch is None:
        return None
    picks = _picks(launch)
    resolved = Filled(machine, picks)
    arguments = tuple(None if text == ALL_ARGUMENTS else text for text in resolved.items(launch.values[0])) if launch.target else None
    return Handed(
        variables=tuple(sorted((name, text) for name, text in resolved.table(launch.values[2]) if not _is_own(machine, name, text))),
        arguments=arguments,
        given=resolved.text(launch.values[1]) if launch.is_fed else None,
        files=_files(machine, launch.files, told.wanted, picks, named=tuple(filter(None, arguments or ()))),
    )


def _is_own(machine: Machine, name: str, text: str) -> bool:
    """Whether a variable has what the person's own has."""
    answer = machine.host.environment(name) if machine.host is not None else None
    return answer is not None and answer.text == text


def _is_same(one: Launch, other: Launch) -> bool:
    return one.target == other.target and one.place.artifact == other.place.artifact and one.place.byte_offset == other.place.byte_offset


def _picks(launch: Launch) -> Picks:
    """The ways under which it happens, as far as no signal decides them."""
    return {condition: way for condition, way in picks_of(launch.guards).items() if condition.taint is None}


def _files(
    machine: Machine, written: Mapping[str, Value], wanted: frozenset[str], picks: Picks, *, named: tuple[str, ...] = ()
) -> tuple[tuple[str, str], ...]:
    """What stands in those that are wanted, and in those that the arguments name, or the folder of."""
    resolved = Filled(machine, picks)
    shown = {resolved.path(path): resolved.text(_as_written(value)) for path, value in written.items()}
    tails = {_tail(one) for one in wanted}
    kept = {path: text for path, text in shown.items() if path in wanted or _tail(path) in tails or _is_below(path, named)}
    return tuple(sorted(kept.items())[:_MAX_FILES])


def _is_below(path: str, named: tuple[str, ...]) -> bool:
    return any(path == one or (len(one) > 1 and path.startswith(f"{one.rstrip('/')}/")) for one in named)


def _as_written(value: Value) -> Value:
    """The content where the commands that write it went well: what was there before is not known."""
    for _ in range(_MOST_WAYS):
        condition = next((one for one in conditions_in((value,)) if one.taint is None), None)
        if condition is None:
            break
        options = [assume(value, condition, way) for way in range(condition.count)]
        value = max(reversed(options), key=lambda option: sum(len(part) for part in as_text(option).parts if isinstance(part, str)) > 0)
    return value


_MOST_WAYS = 24


def _variables_left(machine: Machine, left: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The variables that a step of a job leaves for those behind it: lines in the file that a variable names."""
    own = machine.host.environment(_JOB_FILE) if machine.host is not None else None
    for path, value in left.items():
        labels = {hole.label for hole in machine.holes_in(path)}
        if f"${_JOB_FILE}" in labels or (own is not None and path == own.text):
            yield from sorted(dict(_JOB_LINE.findall(Filled(machine, {}).text(value))).items())


_JOB_FILE = "GITHUB_ENV"
"""Source: documentation of GitHub Actions, workflow commands."""
_JOB_LINE = re.compile(r"^([A-Za-z_]\w*)=(.*)$", re.MULTILINE)


def _tail(path: str) -> str:
    return path.rpartition("/")[2]
