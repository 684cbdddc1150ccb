"""What is kept while a script is followed: variables and output on every way through it, what it did, and how far it may go."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from scanner.analyze.shell.joining import merged
from scanner.analyze.shell.lightening import lightened
from scanner.analyze.shell.outcomes import Answer, Maybe, Split, Truth, leaves_of, taint_of_truth
from scanner.analyze.shell.readers import Readers
from scanner.analyze.shell.state import Deferred, Event, Launch, Module, Plain, State
from scanner.analyze.shell.values import (
    MAX_WEIGHT,
    Condition,
    Guard,
    Hole,
    Text,
    Value,
    concat,
    conditions_of,
    hint_of,
    known,
    may_tell,
    of_hole,
    taint_of,
    text_of_parts,
    weight_of,
)
from scanner.analyze.tracing import Taint, together
from scanner.model.artifact import Artifact, Sha256
from scanner.model.observation import ListDecoded, Place, SignalRead, Step
from scanner.world.answer import Answer as Told
from scanner.world.host import Host
from scanner.world.recording import Act
from scanner.world.recording import Event as Recorded

MAX_STEPS = 100_000
"""Commands and expansions followed in one module, some 25 s; of 2,300 scripts of a distribution two are known to take more."""
MAX_EVENTS = 400
MAX_CALLS = 14
"""Functions inside of each other."""
_MARK, _TAIL = "7700", "0077"
PLACEHOLDER = re.compile(f"{_MARK}(\\d{{8}}){_TAIL}")
"""A hole in a text that is worked on as letters: digits only, so that it is a word, a number and a host label."""

Arm = tuple[frozenset[int], "Callable[[State], None] | None"]
"""The ways of a condition, and what happens on them; None: nothing."""


def reads(signal: str) -> str:
    """How the step begins that says where a signal is read."""
    return f"reads the {signal} from "


class OutOfBudget(Exception):
    """The module is larger than what is followed."""


@dataclass(frozen=True, slots=True)
class Words:
    """How words of the syntax tree become values."""

    text_of: "Callable[[Machine, State, Any], Text]"
    pattern_of: "Callable[[Machine, State, Any], Text]"
    arithmetic: "Callable[[Machine, State, Any], Text]"
    value_of: "Callable[[Machine, State, Any], Value]"
    """As `text_of`, but a list stays one."""


@dataclass(frozen=True, slots=True)
class Power:
    """How expressions of PowerShell become values, and objects are changed where they are kept."""

    evaluate: "Callable[[Machine, State, Any], Value]"
    change: "Callable[..., None]"
    run_block: "Callable[[Machine, State, Any, Value], Value]"
    """What a block gives for one value of `$_`."""


@dataclass(slots=True)
class Machine:
    """One program on its way."""

    readers: Readers
    run: "Callable[[Machine, State, object], None]"
    """Follows a command of the syntax tree."""
    words: Words
    power: Power | None = None
    cmdlets: Mapping[str, Callable[..., Value]] = field(default_factory=dict)
    """Of PowerShell, by name in lower case."""
    model_commands: tuple[str, ...] = ()
    """Commands that ask a model."""
    modules: dict[str, Module] = field(default_factory=dict)
    """By path."""
    files: dict[str, Artifact] = field(default_factory=dict)
    """Other files of the package by path."""
    programs: frozenset[str] = frozenset()
    """Paths of those files that hold code of other languages."""
    commands: Mapping[str, str] = field(default_factory=dict)
    """Commands of the package by name: the path that each starts."""
    host: Host | None = None
    """The machine of one persona, which answers what is asked of it; None: what is asked stays unknown."""
    launches: list[Launch] = field(default_factory=list)
    handed: Mapping[str, Value] = field(default_factory=dict)
    """Files that other scripts of the package have left, by path."""
    digests: dict[tuple[str, bytes], None] = field(default_factory=dict)
    """Algorithm and content of what was hashed, where all of it is known."""
    is_bare: bool = False
    """True: the script is started without arguments. False: with any."""
    said: dict[str, Text] = field(default_factory=dict)
    """Path of a script -> what it printed, to whoever started it."""
    left: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    """Script -> the files that it leaves behind, by path."""
    module: Module | None = None
    entry: Module | None = None
    """The script that was started; `module` may be one that it takes in."""
    reads: dict[tuple[Sha256, int, str], SignalRead] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    lists: dict[tuple[str, ...], ListDecoded] = field(default_factory=dict)
    holes: dict[str, Hole] = field(default_factory=dict)
    by_number: list[Hole] = field(default_factory=list)
    spent: int = 0
    stack: list[object] = field(default_factory=list)
    entered: dict[object, int] = field(default_factory=dict)
    """Functions that were followed, by their code, and how often."""
    reach: dict[object, str] = field(default_factory=dict)
    """By the code of a function: its text and that of all that it may call."""
    telling: dict[str, bool] = field(default_factory=dict)
    """Whether such a text may read a signal."""
    is_cut: bool = False
    """True once something was left out that may tell."""
    sourced: set[str] = field(default_factory=set)
    ran: set[str] = field(default_factory=set)
    """Files that the script wrote and then ran, by path."""
    traps: list[Text] = field(default_factory=list)
    aliases: dict[str, Text] = field(default_factory=dict)
    frames: list[dict[str, Value | None]] = field(default_factory=list)
    """For each function that is being followed, what its local variables hid."""
    anchor: object | None = None
    """The command that evaluates a text: where all of the text stands."""

    def spend(self, steps: int = 1) -> None:
        self.spent += steps
        if self.spent > MAX_STEPS:
            raise OutOfBudget

    # places

    def place(self, node: object, *, note: str | None = None) -> Place:
        """Where a node of the syntax tree stands in the bytes of its script."""
        assert self.module is not None
        text = self.module.text
        start, end = self.span(node)
        size = len(text.text)
        return text.place(self.module.artifact, min(start, size), min(max(start, end), size), note=note)

    def span(self, node: object) -> tuple[int, int]:
        """Offsets in characters."""
        node = node if self.anchor is None else self.anchor
        return (getattr(node, "start", 0), getattr(node, "end", 0))

    @contextmanager
    def anchored(self, node: object | None) -> Iterator[None]:
        """While a text is evaluated, all of it stands where the command that evaluates it does."""
        before, self.anchor = self.anchor, node if self.anchor is None or node is None else self.anchor
        yield
        self.anchor = before

    # what is not known

    def hole(
        self,
        label: str,
        taint: Taint | None = None,
        *,
        source: str = "unknown",
        base: str | None = None,
        change: str | None = None,
        cut_by: tuple[str, ...] = (),
        among: tuple[str, ...] = (),
        layers: tuple[str, ...] = (),
    ) -> Hole:
        """The hole that stands for an expression."""
        if len(label) > 400:
            label = label[:300] + hashlib.sha256(label.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        key = label if taint is None else f"{label}\0{','.join(sorted(taint.signals))}"
        found = self.holes.get(key)
        if found is None:
            found = Hole(len(self.by_number), label, taint, base, change, cut_by, among, layers, source)
            self.holes[key] = found
            self.by_number.append(found)
        return found

    def unknown(self, label: str, taint: Taint | None = None, *, source: str = "unknown") -> Text:
        return of_hole(self.hole(label, taint, source=source))

    def derived(self, hole: Hole, label: str, change: str | None = None, cut_by: tuple[str, ...] = ()) -> Hole:
        """A hole made of another one."""
        return self.hole(
            f"{label}({hole.label})",
            hole.taint,
            source=hole.source,
            base=hole.base or hole.label if change else None,
            change=change,
            cut_by=(*hole.cut_by, *cut_by),
        )

    def spelled(self, text: Text) -> str:
        """The letters of a text without choices, placeholders for its holes."""
        return "".join(
            part if isinstance(part, str) else f"{_MARK}{part.number:08d}{_TAIL}" if isinstance(part, Hole) else "" for part in text.parts
        )

    def restored(self, letters: str, layers: tuple[str, ...] = ()) -> Text:
        """The text that the letters spell."""
        if _MARK not in letters:
            return known(letters, layers)
        parts: list[str | Hole] = []
        at = 0
        for match in PLACEHOLDER.finditer(letters):
            if (number := int(match[1])) < len(self.by_number):
                parts += [letters[at : match.start()], self.by_number[number]]
                at = match.end()
        return text_of_parts([*parts, letters[at:]], layers)

    def holes_in(self, letters: str) -> list[Hole]:
        return [self.by_number[int(match[1])] for match in PLACEHOLDER.finditer(letters) if int(match[1]) < len(self.by_number)]

    def replaced(self, letters: str, show: Callable[[Hole], str]) -> str:
        """The letters with something else in the place of each hole."""

        def shown(match: re.Match[str]) -> str:
            number = int(match[1])
            return show(self.by_number[number]) if number < len(self.by_number) else match[0]

        return PLACEHOLDER.sub(shown, letters)

    def capped(self, value: Value, label: str = "large") -> Value:
        """The value; where it has grown too large, with fewer choices, or a hole."""
        if weight_of(value) <= MAX_WEIGHT:
            return value
        lighter = lightened(value, MAX_WEIGHT, with_texts=self.host is not None)
        if lighter is not None:
            return lighter
        taint = taint_of(value) or hint_of(value)
        taint = None if taint is None else replace(taint, is_complete=False)
        return self.unknown(f"{label} {len(self.by_number)}", taint, source="large")

    # signals

    def read(self, node: object, signal: str, reader: str, *, is_faint: bool = False) -> Taint:
        """The taint of a signal that is read here. is_faint: most read this for other reasons, so that it is not told."""
        place = self.place(node)
        reader = self.replaced(reader, lambda hole: hole.label)
        key = (place.artifact, place.byte_offset, signal)
        if key not in self.reads and not is_faint:
            self.reads[key] = SignalRead(place=place, signal=signal, reader=reader[:200])
        step = Step(role="source", text=f"{reads(signal)}{reader[:120]}", place=place)
        return Taint(signals=frozenset({signal}), steps=(step,), is_faint=is_faint)

    def told(
        self, node: object, signal: str, reader: str, label: str, ask: "Callable[[Host], Told | None]", *, is_faint: bool = False
    ) -> Text:
        """What a signal reads as: what the persona's machine answers, else a hole that holds the signal."""
        taint = self.read(node, signal, reader, is_faint=is_faint)
        answer = ask(self.host) if self.host is not None else None
        return known(answer.text.rstrip("\n")) if answer is not None else self.unknown(label, taint, source="signal")

    # decisions

    def condition(
        self,
        node: object,
        taint: Taint | None,
        count: int,
        guards: tuple[Guard, ...],
        labels: Iterable[tuple[str, ...]] = (),
        *,
        is_classified: bool = False,
        hint: Taint | None = None,
        told: frozenset[int] | None = None,
    ) -> Condition:
        """A decision made here. told: the ways between which the signals decide; None: all."""
        if taint is not None and taint.is_faint:
            taint, hint = None, together(hint, taint)
        named = tuple(labels)
        named = (*named, *[()] * (count - len(named)))
        made = Condition(len(self.conditions), count, taint, self.place(node), named, guards, is_classified, hint=hint, told=told)
        self.conditions.append(made)
        return made

    def settled(self, node: object, truth: Truth, state: State) -> bool | tuple[Condition, frozenset[int]]:
        """The answer of a test, or the condition that decides with the ways on which the answer is yes."""
        if isinstance(truth, bool):
            return truth
        leaves: list[Answer] = leaves_of(truth)
        if all(leaf is True for leaf in leaves) or all(leaf is False for leaf in leaves):
            return leaves[0] is True
        if isinstance(truth, Split) and all(isinstance(option, bool) for option in truth.options):
            return truth.condition, frozenset(way for way, option in enumerate(truth.options) if option is True)
        taint = taint_of_truth(truth)
        entries = tuple(dict.fromkeys(entry for leaf in leaves if isinstance(leaf, Maybe) for entry in leaf.entries))
        return self.condition(node, taint, 2, state.guards, [entries]), frozenset({0})

    def branch(self, state: State, condition: Condition, arms: Iterable[Arm]) -> None:
        """Follow the arms side by side, each under its ways of the condition, and join what they leave behind."""
        pinned = state.pinned.get(condition)
        ends: dict[int, State] = {}
        open_branches: list[Deferred] = []
        for ways, run in arms:
            if pinned is not None and pinned not in ways:
                continue  # cannot happen here
            inner = state.fork()
            inner.guards = (*state.guards, (condition, ways))
            if run is not None:
                run(inner)
            if inner.ended is not None:
                self.settle(inner, frozenset())
            open_branches += [replace(each, within=((condition, ways), *each.within)) for each in inner.deferred]
            ends |= dict.fromkeys(ways, inner)
        if pinned is not None:
            state.become(ends[pinned])
            state.deferred += [replace(each, within=each.within[1:]) for each in open_branches]
            return
        self.join(state, condition, ends)
        state.deferred += open_branches

    def join(self, state: State, condition: Condition, ends: dict[int, State]) -> None:
        """What holds after the ways have met again. Where some have left, the rest goes on under the condition."""
        live = {way: end for way, end in ends.items() if end.ended is None}
        left = {way: end for way, end in ends.items() if end.ended is not None}
        if live and left:
            last = left.get(condition.default)
            if last is not None and last.ended == "exit":
                condition.usual = max(live)
            guards = state.guards
            state.become(merged(self, condition, live))
            state.deferred.append(Deferred(condition, left, guards))
            state.guards = (*guards, (condition, frozenset(live)))
            return
        state.become(merged(self, condition, ends))

    def settle(self, state: State, revived: frozenset[str]) -> None:
        """Bring the ways that left back together with the one that went on; those that left in a way of `revived` go on here."""
        if state.ended in revived:
            state.ended = None
        waiting, state.deferred = state.deferred, []
        for deferred in reversed(waiting):
            for end in deferred.ends.values():
                if end.ended in revived:
                    end.ended = None
            rest = state.fork()
            if not deferred.within:
                state.guards = deferred.guards
            inner = state if not deferred.within else state.fork()
            self.join(inner, deferred.condition, {way: deferred.ends.get(way, rest) for way in range(deferred.condition.count)})
            if deferred.within:
                self._rejoin(state, inner, rest, deferred.within)

    def _rejoin(self, state: State, inner: State, rest: State, within: tuple[Guard, ...]) -> None:
        """Join a way that was open inside of other decisions with what holds outside of them."""
        if inner.deferred:
            state.become(inner)
            state.deferred += [replace(each, within=within) for each in inner.deferred]
            return
        for condition, ways in reversed(within):
            outer = rest.fork()
            outer.guards = state.guards
            self.join(outer, condition, {way: inner if way in ways else rest for way in range(condition.count)})
            inner = outer
        state.become(inner)
        state.deferred += inner.deferred

    def environment(self, name: str, node: object | None = None) -> Text:
        """What a variable holds that the script does not set."""
        signal = self.readers.of_variable(name)
        own = name.removeprefix("env:").upper() if name.startswith("env:") else name
        if self.host is not None and (answer := self.host.environment(own)) is not None:
            return known(answer.text)
        if signal is None:
            return self.unknown(f"${name}", source="environment")
        taint = self.read(node, signal, f"${name}") if node is not None else Taint(signals=frozenset({signal}), steps=())
        return of_hole(self.hole(f"${name}", taint, source="signal"))

    # what is done

    def happen(
        self,
        state: State,
        node: object,
        values: Iterable[Value],
        make: Callable[[tuple[Plain, ...]], Recorded | None],
        *,
        is_open: bool = False,
        stored: str | None = None,
    ) -> None:
        """Record something that can be seen from outside, if a signal has a part in it or in whether it happens; of a person everything."""
        given = tuple(values)
        is_told = any(may_tell(condition) for condition, _ in state.guards)
        is_told = is_told or any(taint_of(each) is not None or any(map(may_tell, conditions_of(each))) for each in given)
        if self.host is None and not is_told:
            return
        if len(self.events) >= MAX_EVENTS:
            self.is_cut = True
        else:
            self.events.append(Event(given, make, state.guards, self.place(node), is_open, stored))

    def fail(self, state: State, node: object, status: str) -> None:
        """Record that the script ends with this status, where it is none of success."""
        if status.strip() not in ("", "0"):
            self.happen(state, node, (), lambda _: Act(kind="exit", name="", text=status), is_open=True)

    def say(self, state: State, value: Value) -> None:
        """Append to the output."""
        text = concat((state.out, value))
        if weight_of(text) > MAX_WEIGHT:
            text = concat((self.capped(state.out, "output"), value))
        state.out = text
