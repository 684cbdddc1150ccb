"""Waivers: what they cover, to which day, and what is said about those that do not count."""

from datetime import date
from pathlib import Path

import pytest

from scanner.judge.stage import Judgement
from scanner.model.finding import FindingKind
from scanner.model.report import VerdictStatus
from scanner.ruleset.effective import Site
from scanner.ruleset.policy_set import load_policies
from tests.judge.judged import AT, HEAD, finding, judged, policy_file, tool, verdict, waivers_file

FORBID = "forbid:\n  - facts: net.endpoint\n    where: {field: role, op: eq, value: telemetry}\n"
CI = Site(asset_tags=frozenset({"ci"}), region="DE")
FOUND = (finding(FindingKind.NET_ENDPOINT, "f1", role="telemetry"), finding(FindingKind.NET_ENDPOINT, "f2", role="telemetry"))
FAIL, WAIVED = VerdictStatus.FAIL, VerdictStatus.WAIVED


def _judged(folder: Path, match: str, *, at: date = AT, site: Site = CI, found: bool = True, extra: str = "", **days: str) -> Judgement:
    policies = load_policies([policy_file(folder, FORBID, extra=extra)], waivers=[waivers_file(folder, match, **days)])
    return judged(*(FOUND if found else ()), policies=policies, at=at, site=site, tools=(tool(),))


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ('{tool_id: some-agent, version: "vers:npm/>=1.0.0"}', WAIVED),
        ('{tool_id: some-agent, version: "vers:npm/>=2.0.0"}', FAIL),
        ('{tool_id: other, version: "vers:npm/>=1.0.0"}', FAIL),
        ("{tool_id: some-agent, fingerprint: aaaaaaaaaaaaaaaa}", WAIVED),
        ("{tool_id: some-agent, fingerprint: bbbbbbbbbbbbbbbb}", FAIL),
        ("{tool_id: some-agent, findings: [f1, f2]}", WAIVED),
        ("{tool_id: some-agent, findings: [f1]}", FAIL),
        ('{tool_id: some-agent, version: "vers:npm/>=1.0.0", asset_tags: [ci]}', WAIVED),
        ('{tool_id: some-agent, version: "vers:npm/>=1.0.0", asset_tags: [desk]}', FAIL),
        ('{tool_id: some-agent, version: "vers:npm/>=1.0.0", regions: [EU]}', WAIVED),
        ('{tool_id: some-agent, version: "vers:npm/>=1.0.0", regions: [CN]}', FAIL),
    ],
)
def test_scope(tmp_path: Path, match: str, expected: VerdictStatus) -> None:
    assert verdict(_judged(tmp_path, match), "MAD-UP-001").status is expected


MATCH = '{tool_id: some-agent, version: "vers:npm/>=1.0.0"}'


def test_a_waived_verdict_stays_visible_with_its_findings(tmp_path: Path) -> None:
    found = verdict(_judged(tmp_path, MATCH), "MAD-UP-001")
    assert (found.waiver, found.findings, found.message.startswith("waived by W-2026-001 until 2026-11-30: ")) == (
        "W-2026-001",
        ("f1", "f2"),
        True,
    )


def test_what_a_waiver_does_not_cover_stays_a_failure_of_its_own(tmp_path: Path) -> None:
    found = verdict(_judged(tmp_path, "{tool_id: some-agent, findings: [f1]}"), "MAD-UP-001")
    assert (found.status, found.findings, found.waiver) == (FAIL, ("f2",), None)


def test_region_and_tags_that_are_not_stated_are_not_covered(tmp_path: Path) -> None:
    match = '{tool_id: some-agent, version: "vers:npm/>=1.0.0", regions: [EU]}'
    assert verdict(_judged(tmp_path, match, site=Site()), "MAD-UP-001").status is FAIL


@pytest.mark.parametrize(
    ("at", "expected", "kinds"),
    [
        (date(2026, 10, 31), FAIL, []),
        (date(2026, 11, 1), WAIVED, []),
        (date(2026, 11, 30), WAIVED, []),
        (date(2026, 12, 1), FAIL, [FindingKind.WAIVER_EXPIRED]),
    ],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_days_are_inclusive(tmp_path: Path, at: date, expected: VerdictStatus, kinds: list[FindingKind]) -> None:
    found = _judged(tmp_path, MATCH, at=at)
    assert verdict(found, "MAD-UP-001").status is expected
    assert [one.kind for one in found.findings if one.kind.startswith("waiver.")] == kinds


def test_an_overlong_waiver_does_not_count_and_is_a_finding(tmp_path: Path) -> None:
    found = _judged(tmp_path, MATCH, created="2026-08-01")
    assert verdict(found, "MAD-UP-001").status is FAIL
    assert [one.kind for one in found.findings if one.kind.startswith("waiver.")] == [FindingKind.WAIVER_OVERLONG]
    assert verdict(_judged(tmp_path, MATCH, created="2026-11-01", extra="max_waiver_days: 28"), "MAD-UP-001").status is FAIL
    assert verdict(_judged(tmp_path, MATCH, created="2026-11-01", extra="max_waiver_days: 29"), "MAD-UP-001").status is WAIVED


def test_a_waiver_that_is_not_needed_is_a_finding(tmp_path: Path) -> None:
    found = _judged(tmp_path, MATCH, found=False)
    assert [(one.kind, one.attribute("waiver")) for one in found.findings if one.kind.startswith("waiver.")] == [
        (FindingKind.WAIVER_STALE, "W-2026-001")
    ]


def test_findings_about_waivers_reach_the_control_about_waivers(tmp_path: Path) -> None:
    waivers = waivers_file(tmp_path, '{tool_id: some-agent, version: "vers:npm/>=1.0.0"}', control="AIT-COV-002", expires="2026-11-20")
    found = judged(policies=load_policies(waivers=[waivers]))
    about = verdict(found, "AIT-CAT-004")
    assert (about.status, about.message) == (FAIL, "W-2026-001 on AIT-COV-002 expired on 2026-11-20 (owner lead@corp.example)")


def test_an_overlay_can_take_the_waiver_away(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        'apiVersion: aitool-policy/v1\nkind: Overlay\nmetadata: {id: strict, version: "1", title: Strict, owner: abc}\n'
        "extends: [made-up@1]\nscope: {regions: [EU]}\ncontrols: {MAD-UP-001: {waivable: false}}\n"
    )
    policies = load_policies([policy_file(tmp_path, FORBID)], waivers=[waivers_file(tmp_path, MATCH)], overlays=[overlay])
    assert verdict(judged(*FOUND, policies=policies, site=CI), "MAD-UP-001").status is FAIL


def test_a_waiver_is_measured_by_the_severity_after_overlays(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    head = HEAD.format(kind="Overlay").replace("id: made-up", "id: made-up-region")
    overlay.write_text(f"{head}extends: [made-up@1]\nscope: {{regions: [DE]}}\ncontrols: {{MAD-UP-001: {{severity: critical}}}}\n")
    waivers = waivers_file(tmp_path, MATCH, expires="2026-12-15")
    plain, raised = (
        judged(*FOUND, policies=load_policies([policy_file(tmp_path, FORBID)], waivers=[waivers], overlays=overlays), site=CI)
        for overlays in ((), (overlay,))
    )
    assert (verdict(plain, "MAD-UP-001").status, verdict(raised, "MAD-UP-001").status) == (WAIVED, FAIL)


def test_waivers_of_a_document_that_is_not_in_force_yet_do_not_count(tmp_path: Path) -> None:
    path = waivers_file(tmp_path, MATCH)
    path.write_text(path.read_text().replace("owner: owner@corp.example", "owner: owner@corp.example, effective_from: 2026-11-23"))
    policies = load_policies([policy_file(tmp_path, FORBID)], waivers=[path])
    statuses = [verdict(judged(*FOUND, policies=policies, at=date(2026, 11, day)), "MAD-UP-001").status for day in (22, 23)]
    assert statuses == [FAIL, WAIVED]


def test_a_tool_of_unknown_version_or_at_a_prerelease_is_not_covered(tmp_path: Path) -> None:
    policies = load_policies([policy_file(tmp_path, FORBID)], waivers=[waivers_file(tmp_path, MATCH)])
    found = [judged(*FOUND, policies=policies, tools=(tool(version=version),)) for version in (None, "1.0.0-rc.1", "1.0.0+build.1")]
    assert [verdict(one, "MAD-UP-001").status for one in found] == [FAIL, FAIL, WAIVED]
