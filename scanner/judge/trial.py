"""Runs the tests that policies bring along: made-up tools and findings against the verdicts they must give."""

from dataclasses import dataclass
from datetime import date

from scanner.judge.asset import Asset
from scanner.judge.capability import Capabilities, Completeness, State
from scanner.judge.fact import Fact
from scanner.judge.ruling import ready
from scanner.judge.stage import judge_asset
from scanner.judge.waiving import WaiverBook
from scanner.model.coverage import Capability
from scanner.model.finding import FindingKind, Grade
from scanner.model.report import Verdict, VerdictStatus
from scanner.ruleset.effective import Site, effective_controls
from scanner.ruleset.policies import Policy
from scanner.ruleset.policy_documents import Sourced
from scanner.ruleset.policy_set import PolicySet
from scanner.ruleset.policy_tests import Case, PolicyTest

REQUIRED = (VerdictStatus.PASS, VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED)
"""A control is tested when each of these is expected of it at least once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One expectation of one case."""

    file: str
    line: int
    case: str
    control: str
    expected: VerdictStatus
    actual: VerdictStatus
    message: str
    """Of the verdict given."""

    @property
    def holds(self) -> bool:
        return self.expected is self.actual


@dataclass(frozen=True, slots=True, kw_only=True)
class Untested:
    """A control that its tests do not put through every outcome."""

    file: str
    line: int
    control: str
    missing: tuple[VerdictStatus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    checked: tuple[Checked, ...]
    """In the order written."""
    untested: tuple[Untested, ...]

    @property
    def failures(self) -> tuple[Checked, ...]:
        return tuple(one for one in self.checked if not one.holds)


def try_policies(policies: PolicySet) -> Trial:
    """Run every policy test of the set. Raises DocumentRefused for an overlay that changes what it may not."""
    checked = tuple(one for test in policies.tests for one in _try(test, policies))
    untested = tuple(one for policy in policies.policies for one in _untested(policy, policies))
    return Trial(checked=checked, untested=untested)


def _try(source: Sourced[PolicyTest], policies: PolicySet) -> list[Checked]:
    test = source.content
    policy = next(one for one in policies.policies if one.id == test.policy)
    at = test.at or policy.content.metadata.effective_from or date.min
    checked = []
    for index, case in enumerate(test.cases):
        verdicts = {verdict.control: verdict for verdict in _verdicts(case, test, policy, policies, at)}
        for control, expected in case.expect.items():
            verdict = verdicts[control]
            line = source.document.line_of(("cases", index, "expect", control))
            checked.append(
                Checked(
                    file=source.document.file,
                    line=line,
                    case=case.name,
                    control=control,
                    expected=expected,
                    actual=verdict.status,
                    message=verdict.message,
                )
            )
    return checked


def _verdicts(case: Case, test: PolicyTest, policy: Sourced[Policy], policies: PolicySet, at: date) -> tuple[Verdict, ...]:
    asset = _asset(case)
    overlays = tuple(one for one in policies.overlays if one.id in test.with_overlays)
    controls = tuple(ready(control) for control in effective_controls((policy,), overlays, asset.site, at=at))
    wanted = test.with_waivers
    book = WaiverBook.of((one.content for one in policies.waivers if wanted is None or one.id in wanted), at=at)
    facts = tuple(_fact(index, fact) for index, fact in enumerate(case.facts))
    verdicts, _ = judge_asset(asset, facts, controls, _capabilities(case), book, at=at)
    return verdicts


def _asset(case: Case) -> Asset:
    given = case.asset
    site = Site(
        region=given.region,
        business_unit=given.business_unit,
        asset_tags=frozenset(given.asset_tags),
        operating_system=given.os,
        scan_mode=given.scan_mode,
    )
    return Asset(
        key=given.tool_id,
        tool_id=given.tool_id,
        name=given.tool_id,
        kind=given.tool_kind,
        version=given.version,
        vendor=given.vendor,
        purl=given.purl,
        digests=frozenset(given.sha256),
        site=site,
    )


def _capabilities(case: Case) -> Capabilities:
    states = {}
    for capability in Capability:
        stated = case.coverage.get(capability)
        state = State.COMPLETE if stated == "complete" else State.INCOMPLETE
        states[capability] = Completeness(state=state, reason=stated or "did not run")
    return states


def _fact(index: int, record: dict[str, object]) -> Fact:
    grade, confidence = record.get("grade"), record.get("confidence")
    return Fact(
        id=str(record.get("id", f"fact-{index}")),
        kind=FindingKind(str(record["kind"])),
        grade=None if grade is None else Grade(str(grade)),
        confidence=float(confidence) if isinstance(confidence, int | float) else None,
        record=record,
    )


def _untested(policy: Sourced[Policy], policies: PolicySet) -> list[Untested]:
    tests = [test.content for test in policies.tests if test.content.policy == policy.id]
    found = []
    for index, control in enumerate(policy.content.controls):
        seen = {case.expect.get(control.id) for test in tests for case in test.cases}
        missing = tuple(status for status in REQUIRED if status not in seen)
        if missing:
            line = policy.document.line_of(("controls", index, "id"))
            found.append(Untested(file=policy.document.file, line=line, control=control.id, missing=missing))
    return found
