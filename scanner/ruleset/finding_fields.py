"""Which fields a condition may ask a finding of each kind for: those that detection rules give it, and those that judging adds."""

from collections.abc import Iterable, Mapping

from scanner.model.finding import FindingKind
from scanner.ruleset.rules import DetectionRule

COMMON_FIELDS = frozenset({"kind", "grade", "confidence", "rule", "id"})
"""Of every finding."""
TOOL_FIELDS = frozenset({"tool_id", "name", "tool_kind", "version", "vendor", "region"})
"""Of the tool that a finding is on: messages may name them, conditions may not."""

_WAIVER = frozenset({"waiver", "control", "owner", "approved_by", "created", "expires", "ticket"})
_ADDED: Mapping[FindingKind, frozenset[str]] = {
    FindingKind.NET_ENDPOINT: frozenset(
        {
            "reach",
            "is_address",
            "registrable_domain",
            "vendor",
            "owner",
            "owner_jurisdiction",
            "parent",
            "parent_jurisdiction",
            "role",
            "processing",
            "basis",
            "as_of",
        }
    ),
    FindingKind.CATALOG_DECISION: frozenset({"decision", "reason", "alternatives", "listed", "tool_id", "name", "version"}),
    FindingKind.WAIVER_EXPIRED: _WAIVER,
    FindingKind.WAIVER_OVERLONG: _WAIVER,
    FindingKind.WAIVER_STALE: _WAIVER,
}
"""What `addition`, `approval` and `waiving` of `scanner.judge` give: facts of a host's vendor, decisions, complaints about waivers."""

FieldsByKind = Mapping[FindingKind, frozenset[str]]


def fields_by_kind(rules: Iterable[DetectionRule]) -> FieldsByKind:
    """Kind -> the fields its findings may have; a kind that nothing concludes is left out."""
    found = {kind: COMMON_FIELDS | added for kind, added in _ADDED.items()}
    for rule in rules:
        found[rule.kind] = found.get(rule.kind, COMMON_FIELDS) | rule.attributes.keys() | rule.constants.keys()
    return found
