"""One behaviour of a tool: what static flow claims and what execution showed about the same code, in one record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from scanner.model.artifact import Sha256
from scanner.model.observation import DifferenceSeen, FlowTraced, PersonaValue, Place, Step

Executed = Literal["seen", "refuted", "not_run"]

_SELECTS_FORM = {
    "form": "form",
    "content": "gate",
    "endpoint": "gate",
    "header": "gate",
    "model": "gate",
    "delay": "gate",
}
"""What a static path selects -> the class of difference that it predicts."""

USER_SIDE = frozenset({"terminal"})
"""Ways out that stay on the user's side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """The record that detection rules of `from: behaviour` select on."""

    signals: tuple[str, ...]
    signal: str
    """The one that names the behaviour: of place before machine before user, then by id."""
    signal_class: str
    """place, machine or user: the class of `signal`."""
    form: str
    """form, gate, open, localisation, hash, routing, or `none`: nothing that differs is known."""
    carrier: str | None
    way_out: str | None
    """Way-out class; None: not known to leave."""
    leaves: bool
    """True: it is known to leave the user's machine (a way out that is not the terminal)."""
    way_out_proof: Literal["seen", "joined", "inferred", "none"]
    """seen in a recorded request; joined by proven static edges; inferred: a step of the static path is a guess."""
    executed: Executed
    static: Literal["complete", "partial", "none"]
    compared_with: str
    list_size: int | None
    list_summary: str | None
    bits: int | None
    endpoint: str | None
    location: str | None
    """Where in the output the values differ."""
    code_points: tuple[str, ...]
    alternatives: tuple[str, ...]
    disclosed: bool
    """Whether the catalog records that the vendor discloses it."""
    place: Place
    steps: tuple[Step, ...]
    values: tuple[PersonaValue, ...]
    slice_sha256: Sha256 | None
    identity: str

    @property
    def proofs(self) -> tuple[str, ...]:
        static = () if self.static == "none" else ("static",)
        return (*static, "emulated") if self.executed == "seen" else static


def behaviours_of(
    flows: Iterable[FlowTraced],
    differences: Iterable[DifferenceSeen],
    *,
    signal_classes: dict[str, str],
    refuted: frozenset[str],
    disclosed: frozenset[str],
) -> tuple[Behaviour, ...]:
    """Join static paths and executed differences that are about the same code and a common signal.

    signal_classes: signal id -> place, machine, user. refuted: identities of static paths whose code was run under the
    personas concerned without any difference. disclosed: signal ids whose reading the catalog records as disclosed.
    """
    flows, differences = list(flows), list(differences)
    joined: list[Behaviour] = []
    used: set[int] = set()
    for difference in differences:
        mates = [index for index, flow in enumerate(flows) if _same_code(flow, difference)]
        used.update(mates)
        joined.append(_of_difference(difference, [flows[index] for index in mates], signal_classes, disclosed))
    joined += [_of_flow(flow, signal_classes, disclosed, flow.identity in refuted) for index, flow in enumerate(flows) if index not in used]
    return tuple(sorted(joined, key=lambda item: (item.place.artifact, item.place.byte_offset, item.signals, item.form, item.identity)))


def _same_code(flow: FlowTraced, difference: DifferenceSeen) -> bool:
    if not set(flow.signals) & set(difference.signals):
        return False
    places = [flow.place, *(step.place for step in flow.steps)]
    return any(_overlap(place, difference.place) for place in places)


def _overlap(one: Place, other: Place) -> bool:
    return (
        one.artifact == other.artifact
        and one.byte_offset < other.byte_offset + other.byte_length
        and other.byte_offset < one.byte_offset + one.byte_length
    )


def _of_difference(seen: DifferenceSeen, flows: list[FlowTraced], classes: dict[str, str], disclosed: frozenset[str]) -> Behaviour:
    best = max(flows, key=_strength, default=None)
    signals = tuple(sorted(set(seen.signals)))
    signal = _leading(signals, classes)
    way_out, proof = seen.way_out, "seen" if seen.way_out else "none"
    if way_out is None or way_out in USER_SIDE:
        outward = [flow for flow in flows if flow.sink and flow.sink not in USER_SIDE]
        if outward:
            strongest = max(outward, key=_strength)
            way_out, proof = strongest.sink, "joined" if strongest.is_complete else "inferred"
    parts: list[DifferenceSeen | FlowTraced] = [seen, *flows]
    stronger_list = max(parts, key=lambda item: _LIST_STRENGTH[item.compared_with])
    return Behaviour(
        signals=signals,
        signal=signal,
        signal_class=classes.get(signal, "machine"),
        form=seen.form,
        carrier=seen.carrier,
        way_out=way_out,
        leaves=way_out is not None and way_out not in USER_SIDE,
        way_out_proof=_proof(proof),
        executed="seen",
        static="none" if best is None else "complete" if best.is_complete else "partial",
        compared_with=stronger_list.compared_with,
        list_size=stronger_list.list_size,
        list_summary=stronger_list.list_summary,
        bits=seen.bits,
        endpoint=seen.endpoint or (best.endpoint if best else None),
        location=seen.leaf,
        code_points=seen.code_points,
        alternatives=best.alternatives if best else (),
        disclosed=signal in disclosed,
        place=seen.place,
        steps=_merged_steps(seen.steps, [step for flow in flows for step in flow.steps]),
        values=seen.values,
        slice_sha256=seen.slice_sha256,
        identity=seen.identity,
    )


def _of_flow(flow: FlowTraced, classes: dict[str, str], disclosed: frozenset[str], is_refuted: bool) -> Behaviour:
    signal = _leading(flow.signals, classes)
    form = "localisation" if flow.localisation_only else _SELECTS_FORM.get(flow.selects, "open" if flow.sink else "none")
    leaves = flow.sink is not None and flow.sink not in USER_SIDE
    return Behaviour(
        signals=flow.signals,
        signal=signal,
        signal_class=classes.get(signal, "machine"),
        form=form,
        carrier=flow.carrier,
        way_out=flow.sink,
        leaves=leaves,
        way_out_proof=_proof("none" if not flow.sink else "joined" if flow.is_complete else "inferred"),
        executed="refuted" if is_refuted else "not_run",
        static="complete" if flow.is_complete else "partial",
        compared_with=flow.compared_with,
        list_size=flow.list_size,
        list_summary=flow.list_summary,
        bits=None,
        endpoint=flow.endpoint,
        location=None,
        code_points=(),
        alternatives=flow.alternatives,
        disclosed=signal in disclosed,
        place=flow.place,
        steps=flow.steps,
        values=(),
        slice_sha256=None,
        identity=flow.identity,
    )


_LIST_STRENGTH = {"none": 0, "literal": 1, "hard_coded_list": 2, "encoded_list": 3}
_CLASS_ORDER = {"place": 0, "machine": 1, "user": 2}


def _strength(flow: FlowTraced) -> tuple[bool, int, int, str]:
    return (flow.is_complete, _LIST_STRENGTH[flow.compared_with], len(flow.steps), flow.identity)


def _leading(signals: tuple[str, ...], classes: dict[str, str]) -> str:
    return min(signals, key=lambda item: (_CLASS_ORDER.get(classes.get(item, ""), 3), item), default="environment")


def _proof(text: str) -> Literal["seen", "joined", "inferred", "none"]:
    match text:
        case "seen" | "joined" | "inferred":
            return text
    return "none"


def _merged_steps(first: tuple[Step, ...], second: list[Step]) -> tuple[Step, ...]:
    seen: set[tuple[str, int, int, str]] = set()
    kept = []
    for step in (*first, *second):
        key = (step.place.artifact, step.place.byte_offset, step.place.byte_length, step.role)
        if key not in seen:
            seen.add(key)
            kept.append(step)
    return tuple(kept)


def with_way_out(behaviour: Behaviour, way_out: str, *, is_proven: bool) -> Behaviour:
    """The same behaviour with a way out that the static graph joins its code to."""
    return replace(behaviour, way_out=way_out, leaves=way_out not in USER_SIDE, way_out_proof="joined" if is_proven else "inferred")
