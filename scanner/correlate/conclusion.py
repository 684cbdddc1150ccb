"""Rules applied to observations: each match is a finding, equal ones are merged."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from scanner.correlate.behaviour import Behaviour
from scanner.correlate.destination import Destination
from scanner.model.finding import AttributeValue, Evidence, Finding, Grade
from scanner.model.observation import Observation, Place, Step
from scanner.ruleset.predicate import Test, compiled
from scanner.ruleset.rules import BEHAVIOUR, DetectionRule

EVIDENCE_KEPT = 40
"""Places kept for one finding; more are counted in a note."""
_SLOT = re.compile(r"\{([a-z_]+)\}")
_ID_HEX_DIGITS = 16

Subject = Observation | Behaviour | Destination


def conclude(rules: tuple[DetectionRule, ...], subjects: Iterable[Subject], *, tool: str) -> tuple[Finding, ...]:
    """All findings on one tool, one for each identity, in id order."""
    found: dict[str, list[Finding]] = {}
    by_source: dict[str, list[_Ready]] = {}
    for rule in rules:
        by_source.setdefault(rule.source, []).append(_Ready.of(rule))
    for subject in subjects:
        settled: set[str] = set()
        record = record_of(subject)
        for ready in by_source.get(str(record["kind"]), ()):
            group = ready.rule.group
            if (group and group in settled) or (ready.test is not None and ready.test(record) is not True):
                continue
            if group:
                settled.add(group)
            finding = _finding(ready, subject, record, tool)
            found.setdefault(finding.id, []).append(finding)
    return tuple(_merged(same) for _, same in sorted(found.items()))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A rule with its conditions compiled."""

    rule: DetectionRule
    test: Test | None
    grades: tuple[Test, ...]

    @classmethod
    def of(cls, rule: DetectionRule) -> "_Ready":
        return cls(
            rule=rule,
            test=compiled(rule.where, {}) if rule.where is not None else None,
            grades=tuple(compiled(step.when, {}) for step in rule.grades),
        )


def record_of(subject: Subject) -> Mapping[str, object]:
    """The observation as the flat record that conditions select on; unknown (None) fields are left out."""
    record = {field.name: getattr(subject, field.name) for field in dataclasses.fields(subject)}
    if isinstance(subject, Behaviour):
        record["kind"] = BEHAVIOUR
    return {name: value for name, value in record.items() if value is not None}


def _finding(ready: _Ready, subject: Subject, record: Mapping[str, object], tool: str) -> Finding:
    rule = ready.rule
    attributes: dict[str, AttributeValue] = dict(rule.constants)
    for name, field in rule.attributes.items():
        value = record.get(field)
        if isinstance(value, str | int | float | bool | tuple):
            attributes[name] = value
    grade, confidence, notes = _grade(ready, record)
    return Finding(
        id=_identity(rule, attributes),
        rule=rule.id,
        kind=rule.kind,
        tool=tool,
        grade=grade,
        confidence=confidence,
        title=_filled(rule.title, attributes),
        attributes=tuple(sorted(attributes.items())),
        evidence=_evidence(subject),
        steps=subject.steps if isinstance(subject, Behaviour) else (),
        personas=subject.values if isinstance(subject, Behaviour) else (),
        proofs=subject.proofs if isinstance(subject, Behaviour) else ("static",),
        notes=notes,
        slice_sha256=subject.slice_sha256 if isinstance(subject, Behaviour) else None,
    )


def _grade(ready: _Ready, record: Mapping[str, object]) -> tuple[Grade, float, tuple[str, ...]]:
    rule = ready.rule
    for step, test in zip(rule.grades, ready.grades, strict=True):
        if test(record) is True:
            return step.grade, step.confidence, (step.note,) if step.note else ()
    return rule.grade, rule.confidence, ()


def _identity(rule: DetectionRule, attributes: Mapping[str, AttributeValue]) -> str:
    parts = {name: attributes.get(name) for name in rule.identity}
    text = json.dumps([rule.id, rule.kind, parts], sort_keys=True, ensure_ascii=False)
    return f"{rule.id}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_ID_HEX_DIGITS]}"


def _filled(template: str, attributes: Mapping[str, AttributeValue]) -> str:
    def value_of(match: re.Match[str]) -> str:
        value = attributes.get(match[1])
        if value is None:
            return "unknown"
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    return _SLOT.sub(value_of, template)


def _evidence(subject: Subject) -> tuple[Evidence, ...]:
    steps: tuple[Step, ...] = subject.steps if isinstance(subject, Behaviour) else ()
    places = [(subject.place, subject.place.note), *((step.place, f"{step.role}: {step.text}") for step in steps)]
    kept: dict[tuple[str, int, int], Evidence] = {}
    for place, note in places:
        kept.setdefault((place.artifact, place.byte_offset, place.byte_length), _evidence_at(place, note))
    return tuple(kept.values())


def _evidence_at(place: Place, note: str | None) -> Evidence:
    return Evidence(
        artifact=place.artifact,
        subject=place.subject,
        byte_offset=place.byte_offset,
        byte_length=place.byte_length,
        excerpt=place.excerpt,
        decoded=place.decoded,
        note=note,
    )


def _merged(same: list[Finding]) -> Finding:
    """One finding for equal ones: the best grade leads, the evidence of all is kept up to `EVIDENCE_KEPT`."""
    lead = min(
        same,
        key=lambda item: (
            item.grade,
            -item.confidence,
            -len(item.evidence),
            item.evidence[0].subject if item.evidence else "",
            item.evidence[0].byte_offset if item.evidence else 0,
        ),
    )
    if len(same) == 1 and len(lead.evidence) <= EVIDENCE_KEPT:
        return lead
    rest = sorted(
        (place for item in same if item is not lead for place in item.evidence),
        key=lambda place: (place.subject, place.byte_offset, place.byte_length),
    )
    places: dict[tuple[str, int, int], Evidence] = {}
    for place in (*lead.evidence, *rest):
        places.setdefault((place.artifact, place.byte_offset, place.byte_length), place)
    ordered = tuple(places.values())
    dropped = len(ordered) - EVIDENCE_KEPT
    notes = (*lead.notes, f"{dropped} more places are not listed") if dropped > 0 else lead.notes
    return dataclasses.replace(lead, evidence=ordered[:EVIDENCE_KEPT], notes=notes)
