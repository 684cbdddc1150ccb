"""`policy explain`: every effective value with its lines, every leaf with its truth."""

from pathlib import Path

import pytest

from scanner.judge.explanation import explain, explanation_text
from scanner.model.finding import FindingKind, Grade
from scanner.model.refusal import UsageRefused
from scanner.model.report import VerdictStatus
from scanner.ruleset.effective import Site
from scanner.ruleset.policy_set import load_policies
from tests.judge.judged import AT, done, finding, gap, judged, tool, verdict, waivers_file

FOUND = (
    finding(FindingKind.NET_ENDPOINT, "f1", grade=Grade.C, host="api.openai.com"),
    finding(FindingKind.NET_ENDPOINT, "f2", grade=Grade.D, host="t.unknown.io"),
)


def test_every_leaf_of_every_finding_has_its_truth() -> None:
    policies, site = load_policies(), Site(region="CN")
    told = explain("AIT-SOV-001", policies=policies, at=AT, site=site, tools=(tool(),), findings=FOUND, coverage=(done(),))
    (on_tool,) = told.tools
    (clause,) = on_tool.clauses
    assert [(fact.finding, fact.is_meant) for fact in clause.facts] == [("f1", False), ("f2", False)]
    assert [(leaf.leaf.field, leaf.truth) for leaf in clause.facts[0].where] == [
        ("processing", True),
        ("role", True),
        ("role", True),
        ("host", False),
        ("processing", False),
    ]
    assert [(leaf.leaf.field, leaf.truth) for leaf in clause.facts[1].where] == [
        ("processing", False),
        ("role", False),
        ("role", None),
        ("host", False),
        ("processing", None),
    ]


def test_the_explanation_gives_the_verdict_that_judging_gives() -> None:
    policies = load_policies()
    for control in policies.controls_at(Site()):
        for coverage in ((done(),), (done(), gap())):
            told = explain(control.control.id, policies=policies, at=AT, tools=(tool(),), findings=FOUND, coverage=coverage)
            given = verdict(judged(*FOUND, policies=policies, coverage=coverage), control.control.id)
            assert (told.tools[0].status, told.tools[0].message) == (given.status, given.message)


def test_the_text_names_values_needs_and_leaves() -> None:
    told = explain("AIT-COV-001", policies=load_policies(), at=AT, tools=(tool(),), findings=(), coverage=(done(), gap()))
    text = explanation_text(told)
    for words in (
        "AIT-COV-001  (covert-behaviour, ",
        "severity: critical",
        "covert-behaviour.yaml:",
        "needs code.flow: incomplete (tool.tgz!/package/x.bin: cannot be opened)",
        "forbid covert.channel",
        "no such finding",
        f"On some-agent@1.0.0: {VerdictStatus.NOT_EVALUATED}",
    ):
        assert words in text


def test_without_a_tool_the_values_alone_are_explained() -> None:
    assert explain("AIT-COV-001", policies=load_policies(), at=AT).tools == ()


def test_an_unknown_control_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageRefused, match="no loaded policy has the control ait-cov-1; did you mean `AIT-COV-001`"):
        explain("ait-cov-1", policies=load_policies(), at=AT)


def test_the_findings_of_a_stored_report_are_judged_anew_and_not_twice() -> None:
    policies = load_policies()
    stored = judged(*FOUND, policies=policies).findings
    told = explain("AIT-CAT-001", policies=policies, at=AT, tools=(tool(),), findings=stored, coverage=(done(),))
    assert [len(clause.facts) for clause in told.tools[0].clauses] == [1]


def test_complaints_about_waivers_are_explained_as_they_are_judged(tmp_path: Path) -> None:
    match = '{tool_id: some-agent, version: "vers:npm/>=1.0.0"}'
    waivers = waivers_file(tmp_path, match, control="AIT-COV-002", expires="2026-11-10")
    policies = load_policies(waivers=[waivers])
    told = explain("AIT-CAT-004", policies=policies, at=AT, tools=(tool(),), findings=FOUND, coverage=(done(),))
    assert (told.tools[0].status, "W-2026-001" in told.tools[0].message) == (VerdictStatus.FAIL, True)
