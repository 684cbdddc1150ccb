"""Verdicts of every control on every tool."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from scanner.judge.addition import with_owner
from scanner.judge.approval import decision_on
from scanner.judge.asset import Asset, asset_of
from scanner.judge.capability import Capabilities, capabilities_of
from scanner.judge.fact import Fact, by_kind, fact_of
from scanner.judge.ruling import ReadyControl, Ruling, described, kinds_of, ready, rule
from scanner.judge.waiving import WaiverBook
from scanner.model.coverage import Coverage
from scanner.model.finding import Finding, FindingKind
from scanner.model.report import Alternative, Reference, Remediation, Tool, Verdict, VerdictStatus
from scanner.ruleset.effective import EffectiveControl, Site
from scanner.ruleset.header import is_in_force
from scanner.ruleset.policies import Control, enforcement_of, enforcement_of_gap
from scanner.ruleset.policy_set import PolicySet

WAIVER_KINDS = frozenset({FindingKind.WAIVER_EXPIRED, FindingKind.WAIVER_STALE, FindingKind.WAIVER_OVERLONG})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    verdicts: tuple[Verdict, ...]
    """By tool as given, then by control as written."""
    findings: tuple[Finding, ...]
    """All findings: those given, endpoints joined with their owners, and those that judging adds (decisions, waivers)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One control's ruling on one asset, waivers taken into account."""

    ruling: Ruling
    waiver: str | None


def judge(
    tools: tuple[Tool, ...],
    findings: tuple[Finding, ...],
    coverage: tuple[Coverage, ...],
    *,
    policies: PolicySet,
    at: date,
    site: Site | None = None,
) -> Judgement:
    """Ask every control about every tool. `at` is the day (UTC) for waivers and approvals; no `site`: nothing is stated of the host.

    Raises DocumentRefused for an overlay that changes what it may not.
    """
    place = site or Site()
    controls = tuple(ready(control) for control in policies.controls_at(place, at))
    book = WaiverBook.of((source.content for source in policies.waivers), at=at)
    catalogs = tuple(source.content for source in policies.catalogs if is_in_force(source.content, at))
    capabilities = capabilities_of(tools, coverage, has_vendors=bool(policies.vendors))
    joined = tuple(with_owner(finding, policies.vendor_index) for finding in findings)
    by_tool: dict[str, list[Finding]] = {tool.key: [] for tool in tools}
    for finding in joined:
        by_tool.setdefault(finding.tool, []).append(finding)
    verdicts: list[Verdict] = []
    added: list[Finding] = []
    for tool in tools:
        asset = asset_of(tool, place)
        decision = decision_on(asset, catalogs, at=at)
        facts = tuple(fact_of(finding) for finding in (*by_tool[tool.key], decision))
        found, complaints = judge_asset(asset, facts, controls, capabilities[tool.key], book, at=at)
        verdicts.extend(found)
        added.extend((decision, *complaints))
    return Judgement(verdicts=tuple(verdicts), findings=(*joined, *added))


def judge_asset(
    asset: Asset,
    facts: tuple[Fact, ...],
    controls: Iterable[ReadyControl],
    capabilities: Capabilities,
    book: WaiverBook,
    *,
    at: date,
) -> tuple[tuple[Verdict, ...], tuple[Finding, ...]]:
    """The verdicts on one asset in the order of the controls, and findings on waivers. Controls about waivers are asked last."""
    known = tuple(controls)
    grouped = by_kind(facts)
    verdicts: dict[int, Verdict] = {}
    complaints: list[Finding] = []
    about_waivers = [index for index, control in enumerate(known) if kinds_of(control) & WAIVER_KINDS]
    for index, control in enumerate(known):
        if index in about_waivers:
            continue
        ruled = rule_with_waivers(control, asset, rule(control, asset, grouped, capabilities, at=at), book)
        verdicts[index] = _verdict(control.effective, asset, ruled)
        complaints.extend(book.complaints(control.effective.control, asset, ruled.ruling.status))
    if about_waivers:
        grouped = by_kind((*facts, *(fact_of(finding) for finding in complaints)))
    for index in about_waivers:
        ruling = rule(known[index], asset, grouped, capabilities, at=at)
        verdicts[index] = _verdict(known[index].effective, asset, Ruled(ruling=ruling, waiver=None))
    return tuple(verdicts[index] for index in range(len(known))), tuple(complaints)


def rule_with_waivers(control: ReadyControl, asset: Asset, ruling: Ruling, book: WaiverBook) -> Ruled:
    """A failure that waivers cover to the last finding is waived; one covered in part keeps the rest."""
    if ruling.status is not VerdictStatus.FAIL:
        return Ruled(ruling=ruling, waiver=None)
    waived = book.cover(control.effective.control, asset, ruling.violations)
    if waived.waiver is None:
        left = replace(ruling, violations=waived.remaining, message=described(waived.remaining, asset))
        return Ruled(ruling=left, waiver=None)
    until = f"waived by {waived.waiver.id} until {waived.waiver.expires}: {ruling.message}"
    return Ruled(ruling=replace(ruling, status=VerdictStatus.WAIVED, message=until), waiver=waived.waiver.id)


def _verdict(effective: EffectiveControl, asset: Asset, ruled: Ruled) -> Verdict:
    control, ruling = effective.control, ruled.ruling
    is_gap = ruling.status is VerdictStatus.NOT_EVALUATED
    facts = [violation.fact for violation in ruling.violations if violation.fact is not None] or list(ruling.undecided if is_gap else ())
    return Verdict(
        control=control.id,
        title=control.title,
        policy=effective.policy.id,
        tool=asset.key,
        status=ruling.status,
        severity=control.severity,
        enforcement=enforcement_of_gap(control) if is_gap else enforcement_of(control),
        message=ruling.message,
        findings=tuple(dict.fromkeys(fact.id for fact in facts)),
        references=_references(control),
        remediation=_remediation(control),
        waiver=ruled.waiver,
    )


def _references(control: Control) -> tuple[Reference, ...]:
    return tuple(Reference(framework=one.framework, clause=one.clause, relation=one.relation) for one in control.references)


def _remediation(control: Control) -> Remediation:
    given = control.remediation
    alternatives = tuple(Alternative(tool_id=one.tool_id, version=one.version, note=one.note) for one in given.alternatives)
    return Remediation(summary=given.summary, steps=given.steps, alternatives=alternatives, deadline_days=given.deadline_days)
