"""Findings as records that conditions are asked about."""

from collections.abc import Mapping
from dataclasses import dataclass

from scanner.model.finding import Finding, FindingKind, Grade
from scanner.ruleset.policies import with_slots_filled

_ALSO_FACTS: Mapping[FindingKind, tuple[FindingKind, ...]] = {
    FindingKind.CONFIG_FLAG: (FindingKind.CONFIG_PERMISSION_BYPASS,),
}
"""Kinds that a policy means too when it names the wider one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One finding, or one made up by a policy test."""

    id: str
    kind: FindingKind
    grade: Grade | None
    confidence: float | None
    record: Mapping[str, object]
    """Attributes, with `kind`, `grade`, `confidence`, `rule` and `id`."""


Facts = Mapping[FindingKind, tuple[Fact, ...]]


def fact_of(finding: Finding) -> Fact:
    """A finding of the report as a fact."""
    record: dict[str, object] = dict(finding.attributes)
    record |= {
        "kind": str(finding.kind),
        "grade": str(finding.grade),
        "confidence": finding.confidence,
        "rule": finding.rule,
        "id": finding.id,
    }
    return Fact(id=finding.id, kind=finding.kind, grade=finding.grade, confidence=finding.confidence, record=record)


def by_kind(facts: tuple[Fact, ...]) -> Facts:
    """Facts by the kinds that clauses may name them with."""
    groups: dict[FindingKind, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.kind, []).append(fact)
    found = {kind: tuple(group) for kind, group in groups.items()}
    for kind, others in _ALSO_FACTS.items():
        joined = (*found.get(kind, ()), *(fact for other in others for fact in groups.get(other, ())))
        if joined:
            found[kind] = joined
    return found


def filled(template: str, *records: Mapping[str, object]) -> str:
    """A message with `{field}` replaced by the first record that has it, "unknown" where none has."""

    def value(name: str) -> str:
        for record in records:
            found = record.get(name)
            if found is not None:
                return shown(found)
        return "unknown"

    return with_slots_filled(template, value)


def shown(value: object) -> str:
    """A value as a message says it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
