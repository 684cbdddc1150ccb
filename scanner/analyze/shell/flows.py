"""Flows of a script: what is different in what it does when a signal decides otherwise, and signals that leave as they are."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.analyze.decode.names import names_among, summary_of
from scanner.analyze.shell import commits
from scanner.analyze.shell.machine import PLACEHOLDER, Machine
from scanner.analyze.shell.state import Event
from scanner.analyze.shell.values import Condition, Hole
from scanner.analyze.shell.worlds import Worlds, happens, holes_in, paths_to, picks_of
from scanner.analyze.tracing import LIST_ENTRIES, MAX_ALTERNATIVES, MAX_STEPS, Compared, Selects, Taint
from scanner.model.observation import FlowTraced, Place, Step
from scanner.ruleset.signals import Signal
from scanner.ruleset.sinks import Sink
from scanner.world.difference import differences
from scanner.world.echo import is_labelled
from scanner.world.leaf import Leaf, leaves_of
from scanner.world.mirror import MANAGERS, placeless
from scanner.world.named import LeafDifference
from scanner.world.persona import Change, Persona, persona
from scanner.world.recording import Recording

UNKNOWN_MARK = "…"
"""Stands around what is not known in a text that is shown."""
MAX_CONDITIONS = 120
MAX_WAYS = 12
_SETTINGS = frozenset({"gateway_host", "proxy_host"})
"""Signals that a user sets: what another signal decides besides is told without them."""
_BY_CARRIER: dict[str | None, Selects] = {
    "model": "model",
    "endpoint": "endpoint",
    "delay": "delay",
    "header": "header",
    "request": "endpoint",
}
_HOST, _PATH = ".url.host", ".url.path"
_WORDS = re.compile(r"[^\W\d_]{2,}")
_TOLD_IN_FILE = re.compile(r"://|\bmodel\b|endpoint|base_?url|instructions|system|\bpackage=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One difference between two ways of a condition."""

    condition: Condition
    event: Event
    leaf: Leaf
    form: str
    carrier: str | None
    texts: tuple[str, ...]


def flows_of(machine: Machine, signals: tuple[Signal, ...], sinks: tuple[Sink, ...]) -> list[FlowTraced]:
    """One flow for each way out of each decision or signal, the strongest; decisions without a way out where they tell something."""
    worlds = Worlds(machine)
    judge = _Judge(machine, worlds, signals, sinks)
    found: list[FlowTraced] = []
    told: set[object] = set()
    for condition in [each for each in machine.conditions if each.taint is not None][:MAX_CONDITIONS]:
        seen = list(judge.differences_of(condition))
        found += [flow for each in seen if (flow := _decided(machine, each)) is not None]
        if seen:
            told |= {_spot(condition), _question(condition), *_spots_before(condition)}
    found += judge.plain_flows()
    found += [
        _untold(condition) for condition in machine.conditions if _tells(condition) and not {_spot(condition), _question(condition)} & told
    ]
    best: dict[tuple[object, ...], FlowTraced] = {}
    for flow in found:
        key = (flow.place.artifact, flow.place.byte_offset, flow.sink, flow.signals, flow.selects)
        if key not in best or _rank(flow) > _rank(best[key]):
            best[key] = flow
    return sorted(best.values(), key=lambda flow: (flow.place.subject, flow.place.byte_offset, flow.sink or "", flow.signals, flow.selects))


def _spot(condition: Condition) -> tuple[str, int]:
    assert condition.place is not None
    return condition.place.artifact, condition.place.byte_offset


def _spots_before(condition: Condition) -> Iterator[tuple[str, int]]:
    """Where the comparisons stand whose answers lead to the one of this condition."""
    assert condition.taint is not None
    yield from ((step.place.artifact, step.place.byte_offset) for step in condition.taint.steps if step.role == "compare")


def _question(condition: Condition) -> object:
    """What is asked, wherever it is."""
    assert condition.taint is not None
    return condition.taint.signals, condition.taint.list_entries


def _rank(flow: FlowTraced) -> tuple[bool, int, int, bool, str]:
    return (flow.selects == "form", {"none": 0, "literal": 1, "hard_coded_list": 2, "encoded_list": 3}[flow.compared_with],
            flow.list_size or 0, flow.is_complete, flow.identity)  # fmt: skip


class _Judge:
    """Compares what happens on the ways of a condition."""

    def __init__(self, machine: Machine, worlds: Worlds, signals: tuple[Signal, ...], sinks: tuple[Sink, ...]) -> None:
        self.machine, self.worlds, self.sinks = machine, worlds, sinks
        self.signals = signals
        self.base = persona(signals)
        self.axes = {signal.id: signal.axis for signal in signals}

    def differences_of(self, condition: Condition) -> Iterator[_Seen]:
        events = self.worlds.events_of(condition)
        if not events or condition.taint is None:
            return
        told = range(condition.count) if condition.told is None else sorted(condition.told)
        ways = [way for way in told if way != condition.plain][:MAX_WAYS]
        for base in self.worlds.bases(condition, events):
            usual = self.worlds.recording(events, {**base, condition: condition.plain})
            for way in ways:
                other = self.worlds.recording(events, {**base, condition: way})
                if usual.events == other.events:
                    continue  # this way makes no difference
                named = self._named(condition, way, usual, other)
                moved = _other_hosts(named)
                telling = self._without_mirrors(condition, way, base, events) if _may_have_mirrors(events) else None
                for one in named:
                    if (seen := self._seen(condition, way, base, one, events)) is not None:
                        is_mirror = telling is not None and one.leaf.path not in telling and seen.form in ("form", "gate")
                        is_mirror = is_mirror and not _is_marked(one, moved)
                        yield replace(seen, form="localisation", carrier=None) if is_mirror else seen

    def _without_mirrors(self, condition: Condition, way: int, base: dict[Condition, int], events: list[Event]) -> set[str]:
        """The places that differ if it is all the same from where files and packages are taken."""
        recordings = []
        for each in (condition.plain, way):
            picks = {**base, condition: each}
            made = Recording()
            for event in events:
                recorded = self.worlds.recorded(event, picks) if happens(event.guards, picks) else None
                is_download = event.stored is not None and event.stored not in self.machine.ran
                kept = placeless(recorded, is_download=is_download) if recorded is not None else None
                made.events += [kept] if kept is not None else []
            recordings.append(made)
        return {one.leaf.path for one in self._named(condition, way, *recordings)}

    def _named(self, condition: Condition, way: int, usual: Recording, other: Recording) -> list[LeafDifference]:
        """The differences; where one of the signals says openly what the value is, that holds."""
        assert condition.taint is not None
        found: dict[str, LeafDifference] = {}
        for signal in sorted(condition.taint.signals)[:4]:
            who = self._persona(signal, condition.labels[way])
            for one in differences(usual, other, who, self.base, self.sinks):
                before = found.get(one.leaf.path)
                if before is None or one.form in ("open", "routing", "localisation"):
                    found[one.leaf.path] = one
        return list(found.values())

    def _persona(self, signal: str, labels: tuple[str, ...]) -> Persona:
        value = next((label for label in labels if len(label) > 1), f"made-up {signal}")
        return persona(self.signals, (Change(axis=self.axes.get(signal, signal), value=value, origin="compared literal"),))

    def _seen(self, condition: Condition, way: int, base: dict[Condition, int], one: LeafDifference, events: list[Event]) -> _Seen | None:
        leaf = one.leaf
        form, carrier = self._with_holes(one)
        event = self._event_of(one, events, {**base, condition: way}) or self._event_of(one, events, {**base, condition: condition.plain})
        if leaf.path.endswith(("url.host", "url.path")) and form in ("gate", "form") and _is_own_place(one, condition.labels[way]):
            return None  # the forge or registry that the user's own setting names
        if leaf.way_out in ("file", "process") and not _is_telling(leaf, one, form):
            return None
        if leaf.way_out in ("file", "process") and form == "form" and carrier in ("synonym", "identifier", None):
            form, carrier = "gate", "endpoint" if "://" in one.persona else "model"
        if event is None or form in ("hash",):
            return None
        if leaf.way_out == "terminal":
            form, carrier = "localisation", None
        texts = tuple(self._shown(text) for text in (one.control, one.persona))
        return _Seen(condition, event, leaf, form, carrier, texts)

    def _with_holes(self, one: LeafDifference) -> tuple[str, str | None]:
        """The difference where parts of the texts are not known."""
        left, right = self.machine.holes_in(one.control), self.machine.holes_in(one.persona)
        differing = {hole for hole in (*left, *right) if (hole in left) is not (hole in right)}
        if not differing:
            return one.form, one.carrier
        if any(hole.taint is not None for hole in differing) and not any(hole.change for hole in differing):
            return "open", None
        based = [self._based(text) for text in (one.control, one.persona)]
        if based[0] == based[1]:
            return "form", next((hole.change for hole in sorted(differing, key=lambda hole: hole.number) if hole.change), None)
        return ("gate", one.carrier if one.form == "gate" else None) if one.form in ("form", "gate") else (one.form, None)

    def _based(self, text: str) -> str:
        return self.machine.replaced(text, lambda hole: hole.base or hole.label)

    def _shown(self, text: str) -> str:
        return self.machine.replaced(text, lambda hole: f"{UNKNOWN_MARK}{hole.label[:40]}{UNKNOWN_MARK}")[:400]

    def _event_of(self, one: LeafDifference, events: list[Event], picks: dict[Condition, int]) -> Event | None:
        """The event in which a place lies."""
        texts = (one.leaf.value, one.control, one.persona)
        first: Event | None = None
        for event in events:
            if not happens(event.guards, picks):
                continue
            recorded = self.worlds.recorded(event, picks)
            if recorded is None:
                continue
            leaves = leaves_of([recorded], self.sinks)
            first = first or event
            if any(each.value in texts and _bare(each.path) == _bare(one.leaf.path) for each in leaves.values()):
                return event
        return first

    def plain_flows(self) -> list[FlowTraced]:
        """Signals that leave as they are."""
        found: list[FlowTraced] = []
        for event in self.machine.events:
            holes = {part for value in event.values for part in holes_in(value) if part.taint is not None and not part.taint.is_faint}
            for hole in sorted(holes, key=lambda each: each.number)[:12]:
                found += self._plain(event, hole)
        return found

    def _plain(self, event: Event, hole: Hole) -> Iterator[FlowTraced]:
        for path in paths_to(event.values, lambda part: part is hole)[:2]:
            picks = {**picks_of(event.guards), **path}
            recorded = self.worlds.recorded(event, picks)
            if recorded is None:
                continue
            told: set[str | None] = set()
            for leaf in leaves_of([recorded], self.sinks).values():
                if leaf.is_structure or leaf.way_out in told or hole not in self.machine.holes_in(leaf.value):
                    continue
                told.add(leaf.way_out)
                flow = None if commits.states(recorded, hole) else self._of_hole(event, hole, leaf)
                if flow is not None:
                    yield flow

    def _of_hole(self, event: Event, hole: Hole, leaf: Leaf) -> FlowTraced | None:
        assert hole.taint is not None
        if leaf.way_out in ("file", "process", "delay"):
            return None
        is_digits = hole.change == "digits" and leaf.way_out != "terminal" and PLACEHOLDER.fullmatch(leaf.value) is not None
        if is_digits:
            who = [self._persona(signal, ()) for signal in sorted(hole.taint.signals)]
            is_digits = not any(is_labelled(leaf.path, "1", "2", each) for each in who)
        return _flow(
            self.machine, event.place, hole.taint, leaf, selects="form" if is_digits else "nothing",
            carrier="digits" if is_digits else None, alternatives=(),
        )  # fmt: skip


def _may_have_mirrors(events: list[Event]) -> bool:
    """Whether any of the events may be the same from another place."""
    return any(event.stored is not None or getattr(event.make, "name", None) in MANAGERS for event in events)


def _other_hosts(named: list[LeafDifference]) -> frozenset[str]:
    """The requests that go to another host."""
    return frozenset(one.leaf.path.removesuffix(_HOST) for one in named if one.leaf.path.endswith(_HOST))


def _is_marked(one: LeafDifference, moved: frozenset[str]) -> bool:
    """Whether the same host is asked by a path of the same words: a number or letter in it says nothing but what was found."""
    is_same_place = one.leaf.path.endswith(_PATH) and one.leaf.path.removesuffix(_PATH) not in moved
    return is_same_place and _WORDS.findall(one.control.lower()) == _WORDS.findall(one.persona.lower())


def _bare(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path.split(".", 1)[-1] if "." in path else path)


def _is_own_place(one: LeafDifference, labels: tuple[str, ...]) -> bool:
    """Whether the host or path that is asked is one that was compared with."""
    names = {part for label in labels for part in re.split(r"[^a-z0-9-]+", label.lower()) if len(part) > 3}
    return any(name in one.persona.lower() for name in names)


def _is_telling(leaf: Leaf, one: LeafDifference, form: str) -> bool:
    """Whether a file or the arguments of a program say whom or what to ask."""
    changed = f"{leaf.path} {one.control} {one.persona}"
    return form in ("gate", "form") and _TOLD_IN_FILE.search(changed) is not None


def _tells(condition: Condition) -> bool:
    """A comparison with a list of hosts or zones is worth telling although nothing was seen to come of it."""
    taint = condition.taint
    if taint is None or len(taint.list_entries) < LIST_ENTRIES:
        return False
    names = names_among(taint.list_entries)
    return names is not None and names.is_strong


def _decided(machine: Machine, seen: _Seen) -> FlowTraced | None:
    taint = seen.condition.taint
    assert taint is not None
    if seen.form == "form":
        selects: Selects = "form"
    elif seen.form == "gate":
        selects = _BY_CARRIER.get(seen.carrier, "content")
    elif seen.form == "localisation":
        selects = "content"
    else:
        selects = "nothing"
    assert seen.condition.place is not None
    chosen = Step(role="select", text=f"chooses {', '.join(repr(text)[:80] for text in seen.texts)}", place=seen.condition.place)
    taint = replace(taint.then(chosen), is_choice=True)
    if seen.form == "gate" and taint.signals - _SETTINGS:
        taint = replace(taint, signals=taint.signals - _SETTINGS)
    return _flow(
        machine, seen.event.place, taint, seen.leaf, selects=selects, carrier=seen.carrier, alternatives=seen.texts,
        is_local=seen.form == "localisation",
    )  # fmt: skip


def flow_of(
    machine: Machine, place: Place, taint: Taint, leaf: Leaf, *, form: str, carrier: str | None, alternatives: tuple[str, ...]
) -> FlowTraced:  # fmt: skip
    """The flow of a signal that decides the form (`form`) or the content (`gate`) of a place that leaves."""
    selects: Selects = "form" if form == "form" else _BY_CARRIER.get(carrier, "content")
    return _flow(machine, place, taint, leaf, selects=selects, carrier=carrier, alternatives=alternatives)


def _flow(
    machine: Machine, place: Place, taint: Taint, leaf: Leaf, *, selects: Selects, carrier: str | None,
    alternatives: tuple[str, ...], is_local: bool = False,
) -> FlowTraced:  # fmt: skip
    sink = leaf.way_out
    step = Step(role="sink", text=f"leaves in {leaf.path.split('.', 1)[-1]} ({sink})", place=place)
    endpoint = leaf.endpoint if leaf.endpoint and not machine.holes_in(leaf.endpoint) else None
    return _traced(
        place, taint.then(step), selects=selects, carrier=carrier if selects == "form" else None, sink=sink, endpoint=endpoint,
        alternatives=alternatives, name=leaf.path, is_local=is_local,
    )  # fmt: skip


def told_of(taint: Taint) -> tuple[Compared, int | None, str | None]:
    """What a signal was compared with, and of a list its size and what it names."""
    compared, entries = taint.compared_with, taint.list_entries
    if compared not in ("hard_coded_list", "encoded_list"):
        return compared, None, None
    names = names_among(entries)
    return compared, len(entries), summary_of(names) if names is not None else f"{len(entries)} texts"


def _untold(condition: Condition) -> FlowTraced:
    assert condition.taint is not None
    assert condition.place is not None
    return _traced(condition.place, condition.taint, selects="unknown", carrier=None, sink=None, endpoint=None, alternatives=(), name="")


def _traced(
    place: Place, taint: Taint, *, selects: Selects, carrier: str | None, sink: str | None, endpoint: str | None,
    alternatives: tuple[str, ...], name: str, is_local: bool = False,
) -> FlowTraced:  # fmt: skip
    compared, size, summary = told_of(taint)
    readers = [step.text for step in taint.steps if step.role in ("source", "compare", "select")]
    parts = [*sorted(taint.signals), compared, selects, sink or "", re.sub(r"\d+", "", name), *alternatives, *readers]
    return FlowTraced(
        place=place,
        signals=tuple(sorted(taint.signals)),
        compared_with=compared,
        list_size=size,
        list_summary=summary,
        selects=selects,
        alternatives=tuple(dict.fromkeys(alternatives))[:MAX_ALTERNATIVES],
        carrier=carrier,
        sink=sink,
        endpoint=endpoint,
        is_complete=taint.is_complete,
        localisation_only=is_local or sink == "terminal",
        steps=taint.steps[-MAX_STEPS:],
        identity=hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest(),
    )
