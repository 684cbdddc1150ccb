"""One behaviour of a tool: what static flow claims and what execution showed about the same code, in one record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from scanner.model.artifact import Sha256
from scanner.model.observation import DifferenceSeen, FlowTraced, PersonaValue, Place, Step

Executed = Literal["seen", "turned", "refuted", "not_run"]
"""turned: seen when one comparison of a hash was answered otherwise than it came out, as no persona had a value that meets it."""

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
    carriers: tuple[str, ...]
    """All carriers, where several differences make one behaviour."""
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
        return (*static, "emulated") if self.executed in ("seen", "turned") else static


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
        mates = [index for index, flow in enumerate(flows) if _same_code(flow, difference) and _explains(difference, flow)]
        used.update(mates)
        joined.append(_of_difference(difference, [flows[index] for index in mates], signal_classes, disclosed))
    joined = [each for each in joined if each.leaves or each.executed != "turned"]
    joined = _together(joined, signal_classes)
    joined += [_of_flow(flow, signal_classes, disclosed, flow.identity in refuted) for index, flow in enumerate(flows) if index not in used]
    joined = [each for each in joined if not any(_shows_where(other, each) for other in joined)]
    return tuple(sorted(joined, key=lambda item: (item.place.artifact, item.place.byte_offset, item.signals, item.form, item.identity)))


def _shows_where(seen: Behaviour, claim: Behaviour) -> bool:
    """Whether an executed behaviour shows what becomes of a static comparison with the same list, which is not known to go anywhere."""
    is_open = claim.executed == "not_run" and claim.form == "none" and claim.way_out is None and claim.list_summary is not None
    is_same = seen.list_summary == claim.list_summary and seen.list_size == claim.list_size and claim.signal in seen.signals
    return is_open and is_same and seen.executed == "seen" and seen.way_out is not None


_CARRIER_ORDER = ("zero_width", "unicode_homoglyph", "whitespace", "separator_choice")
"""Carriers that name a behaviour of several, the least visible first; others follow by name."""


def _together(behaviours: list[Behaviour], classes: dict[str, str]) -> list[Behaviour]:
    """One behaviour for differences of form in the same code; results on the way to it are part of it.

    A result of a slice that goes nowhere says nothing where the whole program was run and its way out seen.
    """
    groups: dict[tuple[str, int, int], list[Behaviour]] = {}
    rest = []
    for each in behaviours:
        if each.form == "form" and each.leaves:
            groups.setdefault((each.place.artifact, each.place.byte_offset, each.place.byte_length), []).append(each)
        else:
            rest.append(each)
    covert = [
        _union(sorted(group, key=lambda item: (item.signals, item.carrier or "", item.identity)), classes) for group in groups.values()
    ]
    covert = [each for each in covert if not any(_is_part_of(each, other) for other in covert if other is not each)]
    seen_whole = {signal for each in behaviours if each.way_out and not _is_result(each.location) for signal in each.signals}
    rest = [each for each in rest if each.way_out or not _is_result(each.location) or not set(each.signals) <= seen_whole]
    return [*covert, *(each for each in rest if not any(_is_part_of(each, other) for other in covert))]


def _union(group: list[Behaviour], classes: dict[str, str]) -> Behaviour:
    if len(group) == 1:
        return group[0]
    group = sorted(group, key=lambda item: (item.signals, item.carrier or "", item.identity))
    lead = min(group, key=lambda item: (_carrier_rank(item.carrier), item.signals, item.identity))
    signals = tuple(sorted({signal for each in group for signal in each.signals}))
    values = tuple(dict.fromkeys(value for each in (lead, *group) for value in each.values))
    carriers = tuple(sorted({each.carrier for each in group if each.carrier}, key=_carrier_rank))
    listed = max(group, key=lambda item: (_LIST_STRENGTH[item.compared_with], item.list_size or 0))
    return replace(
        lead,
        signals=signals,
        signal=_leading(signals, classes),
        carriers=carriers,
        executed="seen" if any(each.executed == "seen" for each in group) else lead.executed,
        compared_with=listed.compared_with,
        list_size=listed.list_size,
        list_summary=listed.list_summary,
        bits=sum(each.bits or 0 for each in group) or None,
        code_points=tuple(sorted({point for each in group for point in each.code_points})),
        alternatives=tuple(dict.fromkeys(text for each in group for text in each.alternatives)),
        steps=_merged_steps(lead.steps, [step for each in group for step in each.steps]),
        values=values,
    )


def _is_part_of(part: Behaviour, whole: Behaviour) -> bool:
    """Whether the result of a slice is a step on the way to another behaviour, or another view of the same result."""
    if not _is_result(part.location) or not set(part.signals) <= set(whole.signals) or (part.place == whole.place and part.form == "form"):
        return False
    return _overlap(part.place, whole.place) or any(_overlap(part.place, step.place) for step in whole.steps)


def _is_result(leaf: str | None) -> bool:
    """True for what a slice returned, which leaves only if static edges lead on from there."""
    return leaf is not None and leaf.startswith(("result", "return"))


def _carrier_rank(carrier: str | None) -> tuple[int, str]:
    known = _CARRIER_ORDER.index(carrier) if carrier in _CARRIER_ORDER else len(_CARRIER_ORDER)
    return known, carrier or ""


def _same_code(flow: FlowTraced, difference: DifferenceSeen) -> bool:
    """Whether a static path and an executed difference meet: in the code that was run, or in the read of a signal and the way out."""
    if not set(flow.signals) & set(difference.signals):
        return False
    places = [flow.place, *(step.place for step in flow.steps)]
    if any(_overlap(place, difference.place) for place in places):
        return True
    reads = [step.place for step in difference.steps if step.role == "source"]
    shares_way_out = difference.way_out is not None and flow.sink == difference.way_out
    return shares_way_out and any(_overlap(one, read) for one in places for read in reads)


def _explains(seen: DifferenceSeen, claim: FlowTraced) -> bool:
    """Whether what was seen is what a static path claims: one that chooses among texts is not borne out by a value that shows openly.

    Without texts to choose among, a choice of form is told by its way out; of any other choice nothing can be told.
    """
    if claim.selects not in _SELECTS_FORM or claim.localisation_only or seen.form in ("form", "gate"):
        return True
    texts = [text for text in claim.alternatives if text]
    if not texts:
        return claim.selects != "form" or claim.sink is None or seen.way_out in (None, claim.sink)
    held = [frozenset(text for text in texts if text in one.value) for one in seen.values]
    return any(one != held[0] for one in held[1:])


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
    way_out, proof = seen.way_out, "none" if not seen.way_out else "joined" if _is_result(seen.leaf) else "seen"
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
        carriers=(seen.carrier,) if seen.carrier else (),
        way_out=way_out,
        leaves=way_out is not None and way_out not in USER_SIDE,
        way_out_proof=_proof(proof),
        executed="turned" if seen.is_turned else "seen",
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
        carriers=(flow.carrier,) if flow.carrier else (),
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
