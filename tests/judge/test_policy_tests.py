"""The tests that policies bring along: the reference's 26 verdicts, and three outcomes of every shipped control."""

from pathlib import Path

from scanner.judge.trial import try_policies
from scanner.model.report import VerdictStatus
from scanner.ruleset.policy_set import load_with_tests

REFERENCE = Path("tests/fixtures/policy")


def test_the_engine_gives_the_26_verdicts_of_the_reference() -> None:
    trial = try_policies(load_with_tests([REFERENCE]))
    assert len(trial.checked) == 26
    assert trial.failures == ()


def test_every_shipped_control_passes_fails_and_is_not_evaluated_as_expected() -> None:
    policies = load_with_tests()
    trial = try_policies(policies)
    assert (trial.failures, trial.untested) == ((), ())
    assert {one.control for one in trial.checked} == {control.id for one in policies.policies for control in one.content.controls}


def test_a_wrong_expectation_fails_with_its_line(tmp_path: Path) -> None:
    text = (REFERENCE / "policies" / "covert-behaviour.test.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "changed.test.yaml"
    changed.write_text(text.replace("{AIT-COV-001: fail, AIT-COV-002: fail}", "{AIT-COV-001: pass, AIT-COV-002: fail}", 1), encoding="utf-8")
    trial = try_policies(load_with_tests([REFERENCE / "policies" / "covert-behaviour.yaml", changed]))
    assert [(one.line, one.control, one.expected, one.actual) for one in trial.failures] == [
        (14, "AIT-COV-001", VerdictStatus.PASS, VerdictStatus.FAIL)
    ]


def test_controls_without_all_three_outcomes_are_named() -> None:
    trial = try_policies(load_with_tests([REFERENCE]))
    assert {one.control for one in trial.untested} == {
        "AIT-COV-002",
        "AIT-SOV-001",
        "AIT-AGT-001",
        "AIT-AGT-002",
        "AIT-CAT-001",
        "AIT-CAT-002",
    }
