"""Static paths as observations: the facts that reached a way out, and the comparisons that did not, put together by behaviour."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

from scanner.analyze.javascript.facts import NO_ENTRIES, Arrival, Entries, Fact, Hit, Mode, Pick, State
from scanner.analyze.javascript.flow import Flow
from scanner.analyze.javascript.identity import text_digest
from scanner.code.javascript.program import Code
from scanner.code.javascript.tree import FUNCTIONS, Node
from scanner.model.observation import FlowTraced, Step

_STRENGTH = {"none": 0, "literal": 1, "hard_coded_list": 2, "encoded_list": 3}
DECIDED = frozenset({Mode.CHOICE, Mode.VERDICT, Mode.BUILT})
_LEAVING = frozenset({"model_request", "header", "query", "body", "url", "telemetry", "upload", "process", "delay", "file"})
_GATED_KEYS = frozenset(
    {
        "model",
        "tools",
        "system",
        "messages",
        "prompt",
        "instructions",
        "stream",
        "effort",
        "max_tokens",
        "maxTokens",
        "temperature",
        "top_p",
        "thinking",
        "features",
        "input",
        "contents",
        "tool_choice",
        "content",
        "role",
    }
)
"""Fields that decide what a model does."""
_LABEL_CHARS = 24
_STEPS = 40
_WORD = re.compile(r"[A-Za-z]{2,}")
_PROSE_WORDS = 3
"""Words from which a text counts as a sentence."""
_FLOWS = 400
"""Paths reported of one program, the most telling first."""
Selects = Literal["nothing", "form", "content", "endpoint", "header", "model", "delay", "unknown"]
Role = Literal["source", "decode", "compare", "classify", "call", "return", "select", "build", "sink"]


@dataclass(slots=True)
class Trace:
    """One behaviour: states that ended in one place, together."""

    ends: list[tuple[State, Hit | None]] = field(default_factory=list)
    hub: Node | None = None
    """The function in which what was chosen becomes part of a text or an object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A path as an observation, with what slices need of it."""

    observation: FlowTraced
    hub: Node | None
    nodes: tuple[Node, ...]
    """The functions on the way, from the read on."""
    entries: tuple[tuple[str, Entries], ...]
    """Signal, and what it is compared with on the way."""


def traces_of(flow: Flow) -> list[Told]:
    """All behaviours seen, the most telling first."""
    forms, others = _grouped(flow)
    told = [_told(flow, trace, is_form=True) for trace in forms]
    told += [_told(flow, trace, is_form=False) for trace in others]
    unique: dict[str, Told] = {}
    for item in told:
        if item is not None:
            kept = unique.get(item.observation.identity)
            if kept is None or len(item.observation.steps) < len(kept.observation.steps):
                unique[item.observation.identity] = item
    return sorted(unique.values(), key=_rank)[:_FLOWS]


def _rank(told: Told) -> tuple[object, ...]:
    seen = told.observation
    return (
        seen.selects != "form",
        seen.selects == "nothing",
        seen.sink is None,
        -_STRENGTH[seen.compared_with],
        -len(seen.signals),
        seen.place.subject,
        seen.place.byte_offset,
        seen.identity,
    )


def _grouped(flow: Flow) -> tuple[list[Trace], list[Trace]]:
    """Form choices by the function in which they become text; everything else by signal and way out."""
    hits: dict[State, list[Hit]] = {}
    for hit in flow.hits:
        hits.setdefault(hit.state, []).append(hit)
    forms: dict[object, Trace] = {}
    others: dict[object, Trace] = {}
    reached: set[tuple[str, int]] = set()
    for hit in flow.hits:
        fact = hit.state[1]
        if fact.pick >= 0 and flow.picks[fact.pick].carrier is not None and hit.sink != "terminal":
            reached.add((fact.signal, fact.pick))
            hub = _hub(flow, hit.state)
            trace = forms.setdefault((hub, hit.sink), Trace(hub=hub))
            if not any(
                state[1].signal == fact.signal and state[1].pick == fact.pick and state[1].test == fact.test for state, _ in trace.ends
            ):
                trace.ends.append((hit.state, hit))
        else:
            key = (hit.sink, hit.call, fact.signal, fact.mode in DECIDED, fact.mode is Mode.SHOWN)
            trace = others.setdefault(key, Trace(hub=hit.call.function()))
            if len(trace.ends) < 6:
                trace.ends.append((hit.state, hit))
    _add_unfinished(flow, reached, forms, others)
    return _joined(list(forms.values())), list(others.values())


def _add_unfinished(flow: Flow, reached: set[tuple[str, int]], forms: dict[object, Trace], others: dict[object, Trace]) -> None:
    """Choices of form that no way out was found for, and comparisons with lists that lead nowhere that is known."""
    tested = {state[1].test for trace in (*forms.values(), *others.values()) for state, _ in trace.ends}
    deepest: dict[tuple[str, int, int], State] = {}
    for state, arrival in flow.arrivals.items():
        fact = state[1]
        if (
            fact.mode in (Mode.CHOICE, Mode.BUILT)
            and fact.pick >= 0
            and flow.picks[fact.pick].carrier is not None
            and (fact.signal, fact.pick) not in reached
        ):
            if arrival.role == "build":
                deepest.setdefault((fact.signal, fact.pick, fact.test), state)
        elif fact.mode is Mode.VERDICT and fact.test >= 0 and arrival.role == "compare":
            entries = flow.tests[fact.test].entries
            if fact.test not in tested and entries.kind in ("hard_coded_list", "encoded_list"):
                others.setdefault(("test", fact.test, fact.signal), Trace(ends=[(state, None)], hub=state[0].function()))
    for state in deepest.values():
        hub = _hub(flow, state)
        forms.setdefault((hub, None), Trace(hub=hub)).ends.append((state, None))


def _joined(traces: list[Trace]) -> list[Trace]:
    """Of one hub, the way out that tells most; what only reaches a weaker one is the same behaviour."""
    by_hub: dict[object, list[Trace]] = {}
    for trace in traces:
        by_hub.setdefault(trace.hub if trace.hub is not None else id(trace), []).append(trace)
    found: list[Trace] = []
    for group in by_hub.values():
        best = min(group, key=lambda trace: _sink_rank(trace.ends[0][1]))
        known = {(state[1].signal, state[1].pick, state[1].test) for state, _ in best.ends}
        for trace in group:
            for state, hit in trace.ends:
                key = (state[1].signal, state[1].pick, state[1].test)
                if key not in known:
                    known.add(key)
                    best.ends.append((state, hit))
        found.append(best)
    return found


_SINK_ORDER = ("model_request", "header", "body", "query", "url", "upload", "telemetry", "delay", "process", "file", "terminal")


def _sink_rank(hit: Hit | None) -> int:
    return len(_SINK_ORDER) if hit is None else _SINK_ORDER.index(hit.sink) if hit.sink in _SINK_ORDER else len(_SINK_ORDER)


def _hub(flow: Flow, state: State) -> Node | None:
    """The function of the first text or object that a chosen value is built into."""
    path = list(_path(flow, state))
    for node, fact, arrival in path:
        if fact.mode in (Mode.CHOICE, Mode.BUILT) and (arrival.role == "build" or node.kind in ("object", "array")):
            return node.function() or node.tree.root
    picked = flow.picks[state[1].pick].node if state[1].pick >= 0 else state[0]
    return picked.function() if picked.kind not in FUNCTIONS else picked


def _path(flow: Flow, state: State) -> Iterator[tuple[Node, Fact, Arrival]]:
    """From the read to the state."""
    steps: list[tuple[Node, Fact, Arrival]] = []
    at: State | None = state
    while at is not None and len(steps) < 4000:
        arrival = flow.arrivals[at]
        steps.append((at[0], at[1], arrival))
        at = arrival.before if arrival.before != at else None
    yield from reversed(steps)


def _told(flow: Flow, trace: Trace, *, is_form: bool) -> Told | None:
    code = flow.meaning.code
    ends = trace.ends
    facts = [state[1] for state, _ in ends]
    hit = min((hit for _, hit in ends if hit is not None), key=_sink_rank, default=None)
    signals = tuple(sorted({fact.signal for fact in facts}))
    tests = [(fact.signal, flow.tests[fact.test].entries) for fact in facts if fact.test >= 0]
    tests += _side_tests(flow, trace) if is_form else []
    entries = _strongest([item for _, item in tests])
    picks = list(dict.fromkeys(flow.picks[fact.pick] for fact in facts if fact.pick >= 0))
    carriers = [pick.carrier for pick in picks if pick.carrier is not None]
    steps, is_complete = _steps(flow, code, ends, hit)
    selects = "form" if is_form else _selects(facts[0].mode, hit, picks) if is_complete else "nothing"  # a gate is not guessed
    alternatives = tuple(dict.fromkeys(text for pick in picks for text in pick.alternatives)) if selects != "nothing" else ()
    if is_form:
        signals = tuple(sorted({*signals, *(signal for signal, _ in tests)}))
    if not steps:
        return None
    start = ends[0][0]
    place = trace.hub if is_form and trace.hub is not None and trace.hub.parent is not None else hit.call if hit is not None else start[0]
    sink = None if hit is None else hit.sink
    if sink is None and is_form and _is_prose(trace, flow) and flow.ways_out.has_model_requests():
        sink, is_complete = "model_request", False
    source = code.source_of(place.tree.owner)
    listed = entries.kind in ("hard_coded_list", "encoded_list")
    carrier = _carrier(carriers) if is_form else None
    return Told(
        observation=FlowTraced(
            place=source.place(place.start, min(place.end, place.start + 4000)),
            signals=signals,
            compared_with=cast(Literal["none", "literal", "hard_coded_list", "encoded_list"], entries.kind),
            list_size=len(entries.texts) if listed else None,
            list_summary=_summary(tests),
            selects=selects,
            alternatives=alternatives[:16],
            carrier=carrier,
            sink=sink,
            endpoint=hit.endpoint if hit is not None else None,
            is_complete=is_complete and sink is not None,
            localisation_only=all(fact.mode is Mode.SHOWN for fact in facts),
            steps=steps,
            identity=text_digest(
                *signals, selects, carrier or "", sink or "", *alternatives, *(text for _, item in tests for text in item.texts[:40])
            ),
        ),
        hub=trace.hub,
        nodes=tuple(_functions(flow, ends)),
        entries=tuple(dict.fromkeys(tests)),
    )


def _is_prose(trace: Trace, flow: Flow) -> bool:
    """True where what was chosen is put into a sentence: text that a program with a model sends to it, rather than to a person.

    An inference, and reported as one (`is_complete` is false).
    """
    for state, _ in trace.ends:
        for node, _, arrival in _path(flow, state):
            if arrival.role == "build" and node.kind in ("template_string", "binary_expression"):
                words = _WORD.findall(" ".join(kid.text for kid in node.walk() if kid.kind in ("string_fragment", "string")))
                if len(words) >= _PROSE_WORDS:
                    return True
    return False


def _side_tests(flow: Flow, trace: Trace) -> list[tuple[str, Entries]]:
    """Other comparisons whose answers take part in the same choices."""
    picks = {state[1].pick for state, _ in trace.ends}
    found: dict[tuple[str, int], None] = {}
    for _, fact in flow.arrivals:
        if fact.pick in picks and fact.test >= 0:
            found[fact.signal, fact.test] = None
    return [(signal, flow.tests[test].entries) for signal, test in found]


def _strongest(entries: Iterable[Entries]) -> Entries:
    return max(entries, key=lambda item: (_STRENGTH[item.kind], len(item.texts)), default=NO_ENTRIES)


def _summary(tests: list[tuple[str, Entries]]) -> str | None:
    parts = []
    for signal, entries in dict.fromkeys(tests):
        if entries.texts:
            kind = {"encoded_list": "encoded list", "hard_coded_list": "list", "literal": "literal"}[entries.kind]
            some = ", ".join(entries.texts[:3])
            count = f"{kind} of {len(entries.texts)}" if entries.kind != "literal" else kind
            parts.append(f"{signal}: {count} ({some}{', …' if len(entries.texts) > 3 else ''})")
    return "; ".join(dict.fromkeys(parts)) or None


def _carrier(carriers: list[str]) -> str | None:
    order = ("invisible_character", "zero_width", "unicode_homoglyph", "whitespace", "separator_choice")
    return min(carriers, key=lambda name: (order.index(name) if name in order else len(order), name), default=None)


def _selects(mode: Mode, hit: Hit | None, picks: list[Pick]) -> Selects:
    if mode not in DECIDED or hit is None or hit.sink in ("telemetry", "terminal", "file", "process"):
        return "nothing"
    if hit.sink == "delay":
        return "delay"
    keys = set(hit.path)
    if "model" in keys:
        return "model"
    texts = [text for pick in picks for text in pick.alternatives]
    is_label = mode is Mode.VERDICT or (texts and all(len(text) <= _LABEL_CHARS and " " not in text.strip() for text in texts))
    if hit.sink == "url":
        return "endpoint"
    if is_label and hit.path and not keys & _GATED_KEYS:
        return "nothing"
    if hit.sink in ("header", "query"):
        return "nothing" if is_label else "header"
    return "content"


def _steps(flow: Flow, code: Code, ends: list[tuple[State, Hit | None]], hit: Hit | None) -> tuple[tuple[Step, ...], bool]:
    found: dict[tuple[str, int, int, int], Step] = {}
    is_complete = True
    for state, end in ends:
        for _, fact, arrival in _path(flow, state):
            is_complete = is_complete and not arrival.is_inferred
            if arrival.role and arrival.text:
                _add(code, found, arrival.role, arrival.text, arrival.place)
            if arrival.role == "compare" and (test := fact.test) >= 0:
                entries = flow.tests[test].entries
                if entries.kind == "encoded_list":
                    _add(
                        code,
                        found,
                        "decode",
                        f"a list of {len(entries.texts)} entries is decoded",
                        flow.tests[test].node,
                        ", ".join(entries.texts),
                    )
        if end is not None:
            _add(code, found, "sink", f"leaves by {end.sink}", end.call)
    return tuple(list(found.values())[:_STEPS]), is_complete and hit is not None


def _add(code: Code, found: dict[tuple[str, int, int, int], Step], role: str, text: str, node: Node, decoded: str | None = None) -> None:
    key = (role, node.tree.owner, node.start, node.end)
    if key not in found:
        source = code.source_of(node.tree.owner)
        found[key] = Step(role=cast(Role, role), text=text, place=source.place(node.start, node.end, note=text, decoded=decoded))


def _functions(flow: Flow, ends: list[tuple[State, Hit | None]]) -> Iterator[Node]:
    seen: set[Node] = set()
    for state, _ in ends:
        for node, _, _ in _path(flow, state):
            function = node.function()
            if function is not None and function not in seen:
                seen.add(function)
                yield function
