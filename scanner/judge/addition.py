"""Findings that judging itself makes: about the organisation's decisions and waivers, and about who owns the hosts named."""

import hashlib
import json
from dataclasses import replace

from scanner.model.finding import AttributeValue, Finding, FindingKind, Grade
from scanner.ruleset.vendors import Ownership, VendorIndex

_ID_HEX_DIGITS = 16
RULE = "judge"
"""The rule named by findings that no detection rule concluded."""


def added_finding(
    *, kind: FindingKind, tool: str, title: str, attributes: dict[str, AttributeValue | None], identity: tuple[str, ...]
) -> Finding:
    """A finding read off the policy documents. Its id depends on kind and identity alone."""
    text = json.dumps([RULE, kind, *identity], ensure_ascii=False)
    known = tuple(sorted((name, value) for name, value in attributes.items() if value is not None))
    return Finding(
        id=hashlib.sha256(text.encode()).hexdigest()[:_ID_HEX_DIGITS],
        rule=RULE,
        kind=kind,
        tool=tool,
        grade=Grade.A,
        confidence=1.0,
        title=title,
        attributes=known,
        evidence=(),
        proofs=(),
    )


def with_owner(finding: Finding, vendors: VendorIndex) -> Finding:
    """An endpoint joined to owner, parent and place of processing; what nobody recorded stays away. Other findings stay as they are."""
    host = finding.attribute("host") if finding.kind is FindingKind.NET_ENDPOINT else None
    if not isinstance(host, str):
        return finding
    known = dict(finding.attributes)
    joined = {name: value for name, value in _attributes(vendors.ownership_of(host)).items() if value is not None and value != ()}
    return replace(finding, attributes=tuple(sorted({**joined, **known}.items())))


def _attributes(owned: Ownership) -> dict[str, AttributeValue | None]:
    return {
        "reach": str(owned.reach),
        "is_address": owned.is_address,
        "registrable_domain": owned.registrable_domain,
        "vendor": owned.vendor,
        "owner": owned.owner,
        "owner_jurisdiction": owned.owner_jurisdiction,
        "parent": owned.parent,
        "parent_jurisdiction": owned.parent_jurisdiction,
        "role": None if owned.role is None else str(owned.role),
        "processing": owned.processing,
        "basis": owned.basis,
        "as_of": owned.as_of,
    }
