"""What the catalogs of approved tools decide about one asset, as a finding."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from packageurl import PackageURL

from scanner.judge.addition import added_finding
from scanner.judge.asset import Asset
from scanner.model.finding import Finding, FindingKind
from scanner.ruleset.approvals import Catalog, Decision, ListedTool
from scanner.ruleset.header import covers_region
from scanner.ruleset.versions import covers, touches

UNLISTED = "unlisted"
"""The decision on a tool that no catalog lists, where no catalog has a default."""

_STRICTNESS = ("allow", UNLISTED, "review", "deny")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    decision: str
    reason: str
    alternatives: tuple[str, ...] = ()
    is_listed: bool = True


def decision_on(asset: Asset, catalogs: Iterable[Catalog], *, at: date) -> Finding:
    """The strictest decision of all catalogs, with its reason and the alternatives it names."""
    known = tuple(catalogs)
    listed = [_answer(asset, tool, catalog, at) for catalog in known for tool in catalog.tools if _is_listed_as(asset, tool)]
    answers = (
        listed or [_unlisted(catalog) for catalog in known] or [_Answer(decision=UNLISTED, reason="there is no catalog", is_listed=False)]
    )
    answer = max(answers, key=lambda one: _STRICTNESS.index(one.decision))
    version = f" {asset.version}" if asset.version else ""
    return added_finding(
        kind=FindingKind.CATALOG_DECISION,
        tool=asset.key,
        identity=(asset.name,),
        title=f"{asset.name}{version}: {answer.decision} ({answer.reason})",
        attributes={
            "decision": answer.decision,
            "reason": answer.reason,
            "alternatives": answer.alternatives or None,
            "listed": answer.is_listed,
            "tool_id": asset.tool_id,
            "name": asset.name,
            "version": asset.version,
        },
    )


def _unlisted(catalog: Catalog) -> _Answer:
    decision = catalog.default_decision
    return _Answer(decision=decision or UNLISTED, reason=f"not listed in {catalog.metadata.id}", is_listed=False)


def _is_listed_as(asset: Asset, tool: ListedTool) -> bool:
    return tool.tool_id in asset.names or (tool.purl is not None and asset.purl is not None and _bare(tool.purl) == _bare(asset.purl))


def _bare(purl: str) -> str:
    try:
        parsed = PackageURL.from_string(purl)
    except ValueError:
        return purl
    return "/".join(part for part in (parsed.type, parsed.namespace, parsed.name) if part)


def _answer(asset: Asset, tool: ListedTool, catalog: Catalog, at: date) -> _Answer:
    for denied in tool.deny_versions:
        if asset.version is not None and touches(denied.range, asset.version):
            return _Answer(decision="deny", reason=denied.reason, alternatives=tool.alternatives)
    if tool.decision != "allow":
        return _Answer(decision=tool.decision, reason=tool.reason or "listed for review", alternatives=tool.alternatives)
    outside: Decision = "deny" if catalog.default_decision == "deny" else "review"
    complaint = _unknown(asset, tool)
    if complaint is not None:
        return _Answer(decision="review", reason=complaint, alternatives=tool.alternatives)
    complaint = _outside(asset, tool) or _aged(tool, catalog, at)
    if complaint is not None:
        return _Answer(decision=outside, reason=complaint, alternatives=tool.alternatives)
    return _Answer(decision="allow", reason=tool.reason or f"approved in {catalog.metadata.id}")


def _unknown(asset: Asset, tool: ListedTool) -> str | None:
    """What the approval depends on and is not known, or not as approved."""
    if tool.purl and asset.purl and asset.name == tool.tool_id and _bare(tool.purl) != _bare(asset.purl):
        return f"{_bare(asset.purl)} carries the name of the approved {_bare(tool.purl)}"
    ranges = (*([tool.versions] if tool.versions else []), *(denied.range for denied in tool.deny_versions))
    if ranges and asset.version is None:
        return "the approval depends on the version, which the tool does not state"
    if any(covers(span, asset.version) is None for span in ranges if asset.version is not None):
        return f"the version {asset.version} cannot be ordered"
    if tool.regions and asset.site.region is None:
        return f"approved for {', '.join(tool.regions)}; the region of this asset is not stated"
    return None


def _outside(asset: Asset, tool: ListedTool) -> str | None:
    if tool.versions and asset.version is not None and not covers(tool.versions, asset.version):
        return f"version {asset.version} is outside of the approved {tool.versions}"
    if tool.regions and asset.site.region is not None and not covers_region(tool.regions, asset.site.region):
        return f"not approved for {asset.site.region}, only for {', '.join(tool.regions)}"
    if tool.sha256 and not asset.digests & set(tool.sha256):
        return "the bytes are not those that were approved"
    return None


def _aged(tool: ListedTool, catalog: Catalog, at: date) -> str | None:
    if tool.expires is not None and at > tool.expires:
        return f"the approval ended on {tool.expires}"
    decided = tool.reviewed or catalog.metadata.reviewed or catalog.metadata.effective_from
    if tool.max_age_days is not None and decided is not None and at > decided + timedelta(days=tool.max_age_days):
        return f"the approval of {decided} is older than {tool.max_age_days} days"
    return None
