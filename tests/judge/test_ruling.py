"""One control on one tool: what was found decides first, what was not found decides only when all was examined."""

from pathlib import Path

import pytest

from scanner.model.coverage import Capability
from scanner.model.finding import FindingKind, Grade
from scanner.model.installation import ToolKind
from scanner.model.report import VerdictStatus
from scanner.ruleset.effective import Site
from scanner.ruleset.policies import ScanMode
from scanner.ruleset.policy_set import load_policies
from tests.judge.judged import done, finding, gap, judged, policy_file, tool, verdict

ENDPOINT = FindingKind.NET_ENDPOINT
FORBID = "forbid:\n  - facts: net.endpoint\n    where: {field: role, op: eq, value: telemetry}\n"
REQUIRE = "require:\n  - facts: net.endpoint\n    at_least: 1\n    every: {field: role, op: eq, value: telemetry}\n"
PASS, FAIL, UNKNOWN, OUT = VerdictStatus.PASS, VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED, VerdictStatus.NOT_APPLICABLE


def _status(folder: Path, body: str, *roles: str | None, is_complete: bool = True, extra: str = "") -> VerdictStatus:
    policies = load_policies([policy_file(folder, body, extra=extra)])
    findings = [finding(ENDPOINT, f"f{index}", **({} if role is None else {"role": role})) for index, role in enumerate(roles)]
    coverage = (done(),) if is_complete else (done(), gap())
    return verdict(judged(*findings, policies=policies, coverage=coverage), "MAD-UP-001").status


@pytest.mark.parametrize(
    ("body", "roles", "complete", "incomplete"),
    [
        (FORBID, (), PASS, UNKNOWN),
        (FORBID, ("docs",), PASS, UNKNOWN),
        (FORBID, ("telemetry",), FAIL, FAIL),
        (FORBID, ("telemetry", None), FAIL, FAIL),
        (FORBID, (None,), UNKNOWN, UNKNOWN),
        (REQUIRE, (), FAIL, UNKNOWN),
        (REQUIRE, ("telemetry",), PASS, UNKNOWN),
        (REQUIRE, ("docs",), FAIL, FAIL),
        (REQUIRE, ("telemetry", "docs"), FAIL, FAIL),
        (REQUIRE, (None,), UNKNOWN, UNKNOWN),
        ("require:\n  - facts: net.endpoint\n", ("docs",), PASS, UNKNOWN),
        ("require:\n  - facts: net.endpoint\n    at_least: 2\n", ("docs",), FAIL, UNKNOWN),
        (REQUIRE.replace("    at_least: 1\n", ""), (), PASS, UNKNOWN),
        ("require:\n  - facts: net.endpoint\n    where: {field: role, op: eq, value: docs}\n", (None,), UNKNOWN, UNKNOWN),
    ],
)
def test_unknown_is_never_a_pass(
    tmp_path: Path, body: str, roles: tuple[str | None, ...], complete: VerdictStatus, incomplete: VerdictStatus
) -> None:
    assert _status(tmp_path, body, *roles) is complete
    assert _status(tmp_path, body, *roles, is_complete=False) is incomplete


@pytest.mark.parametrize(("floor", "expected"), [("min_grade: B", PASS), ("min_grade: C", FAIL), ("min_confidence: 0.95", PASS)])
def test_findings_below_the_floor_do_not_count(tmp_path: Path, floor: str, expected: VerdictStatus) -> None:
    policies = load_policies([policy_file(tmp_path, f"{FORBID}    {floor}\n")])
    found = judged(finding(ENDPOINT, grade=Grade.C, role="telemetry"), policies=policies)
    assert verdict(found, "MAD-UP-001").status is expected


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("applies_to: {tool_kind: [browser_extension]}", OUT),
        ("applies_to: {tool_kind: [coding_agent], tool_id: [some-agent]}", PASS),
        ("applies_to: {tool_id: [other]}", OUT),
        ("applies_to: {version: 'vers:npm/>=2.0.0'}", OUT),
        ("applies_to: {os: [windows]}", PASS),
        ("applies_to: {scan_mode: [host_audit]}", OUT),
        ("exempt: {asset_tags: [sandbox]}", OUT),
        ("exempt: {tool_id: [other]}", PASS),
        ("exempt: {os: [linux]}", PASS),
    ],
)
def test_scope(tmp_path: Path, extra: str, expected: VerdictStatus) -> None:
    policies = load_policies([policy_file(tmp_path, FORBID, extra=extra)])
    site = Site(asset_tags=frozenset({"sandbox"}), scan_mode=ScanMode.PRE_APPROVAL)
    assert verdict(judged(policies=policies, site=site), "MAD-UP-001").status is expected


@pytest.mark.parametrize(
    ("kind", "expected"), [(ToolKind.UNKNOWN, PASS), (ToolKind.AGENT, PASS), (ToolKind.LIBRARY, OUT), (ToolKind.AI_IDE, PASS)]
)
def test_a_tool_of_unknown_kind_is_not_let_through(tmp_path: Path, kind: ToolKind, expected: VerdictStatus) -> None:
    policies = load_policies([policy_file(tmp_path, FORBID, extra="applies_to: {tool_kind: [coding_agent, desktop_app]}")])
    assert verdict(judged(policies=policies, tools=(tool(kind=kind),)), "MAD-UP-001").status is expected


def test_a_policy_is_not_used_before_its_day(tmp_path: Path) -> None:
    path = policy_file(tmp_path, FORBID)
    path.write_text(path.read_text().replace("owner@corp.example}", "owner@corp.example, effective_from: 2026-11-23}"))
    found = judged(finding(ENDPOINT, role="telemetry"), policies=load_policies([path]))
    assert (verdict(found, "MAD-UP-001").status, "2026-11-23" in verdict(found, "MAD-UP-001").message) == (OUT, True)


def test_the_message_names_findings_and_counts_the_rest(tmp_path: Path) -> None:
    policies = load_policies([policy_file(tmp_path, FORBID + '    message: "{host} is {role} of {owner} on {tool_id}"\n')])
    findings = [finding(ENDPOINT, f"f{index}", role="telemetry", host=f"h{index}.io", owner="x") for index in range(5)]
    found = verdict(judged(*findings, policies=policies), "MAD-UP-001")
    assert found.message == (
        "h0.io is telemetry of x on some-agent; h1.io is telemetry of x on some-agent; h2.io is telemetry of x on some-agent; and 2 more"
    )
    assert found.findings == ("f0", "f1", "f2", "f3", "f4")


def test_braces_in_a_message_reach_nothing_but_fields(tmp_path: Path) -> None:
    policies = load_policies([policy_file(tmp_path, FORBID + '    message: "{host.__class__} {0} {nothing}"\n')])
    found = judged(finding(ENDPOINT, role="telemetry", host="{role}"), policies=policies)
    assert verdict(found, "MAD-UP-001").message == "unknown {0} unknown"


def test_a_policy_that_names_flags_means_settings_that_bypass_prompts_too(tmp_path: Path) -> None:
    body = "forbid:\n  - facts: config.flag\n    where: {field: key, op: eq, value: defaultMode}\n"
    policies = load_policies([policy_file(tmp_path, body, needs="code.flow")])
    found = judged(finding(FindingKind.CONFIG_PERMISSION_BYPASS, key="defaultMode"), policies=policies)
    assert verdict(found, "MAD-UP-001").status is FAIL


def test_the_message_of_a_gap_names_it(tmp_path: Path) -> None:
    policies = load_policies([policy_file(tmp_path, FORBID)])
    found = judged(policies=policies, coverage=(done(capabilities=frozenset({Capability.CODE_FLOW})), gap()))
    assert verdict(found, "MAD-UP-001").message == "not evaluated: code.flow: tool.tgz!/package/x.bin: cannot be opened"
