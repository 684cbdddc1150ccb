"""Detection rules: samples on both sides, and refusals with file and line."""

from datetime import date
from pathlib import Path

import pytest

from scanner.model.limits import Limits
from scanner.model.refusal import UsageRefused
from scanner.pipeline import Judging, Run
from scanner.rulecheck import check_rule
from scanner.ruleset.catalog import load_catalog
from scanner.ruleset.effective import Site
from scanner.ruleset.locations import shipped
from scanner.ruleset.native import native_tables
from scanner.ruleset.policy_set import load_policies
from scanner.ruleset.predicate import Leaf
from scanner.ruleset.rules import RuleFolder, load_rule, load_ruleset

RULESET = load_ruleset((shipped("rules"),))
@pytest.mark.parametrize("folder", RULESET.folders, ids=lambda folder: folder.rule.id)
def test_every_rule_has_a_sample_that_matches_and_one_that_is_clean(folder: RuleFolder) -> None:
    has_both = bool(folder.samples("match") and folder.samples("clean"))
    assert has_both is (folder.rule.unsampled is None)


@pytest.mark.parametrize("name", ["hidden-list", "covert-channel", "mcp-unpinned", "late-download", "hidden-text", "native-capability", "native-packed", "native-unsigned", "emulator-test"])
def test_the_samples_of_a_rule_are_judged_right(name: str) -> None:
    (folder,) = [each for each in RULESET.folders if each.rule.id == name]
    run = Run(ruleset=RULESET, catalog=load_catalog(shipped("rules", "catalog")), limits=Limits(), jobs=1, cache=None, emulates=True)
    judging = Judging(policies=load_policies(), at=date(2026, 11, 22), site=Site())
    assert [check for check in check_rule(folder, run=run, judging=judging) if not check.is_right] == []


GOOD = """id: mine
version: 1
kind: net.endpoint
title: "A host: {host}"
description: A description that is long enough.
from: endpoint
grade: C
confidence: 0.5
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: net.endpoint", "kind: no.such.kind", 3),
        ("from: endpoint", "from: nothing", 6),
        ("grade: C", "grade: E", 7),
        ("confidence: 0.5", "confidence: 2", 8),
        ("version: 1", "version: 1\nversion: 2", 3),
        ("confidence: 0.5", "confidence: 0.5\nmore: true", 9),
    ],
)
def test_a_rule_that_is_wrong_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    (tmp_path / "rule.yaml").write_text(GOOD)
    assert load_rule(tmp_path).rule.id == "mine"
    (tmp_path / "rule.yaml").write_text(GOOD.replace(old, new))
    with pytest.raises(UsageRefused, match=rf"rule\.yaml:{line}"):
        load_rule(tmp_path)


def test_two_rules_of_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rule.yaml").write_text(GOOD)
    with pytest.raises(UsageRefused, match="is used by"):
        load_ruleset((tmp_path,))


def test_the_capabilities_that_a_rule_asks_for_are_classes_that_the_native_tables_know() -> None:
    """The rule once asked for names that no table gives, and stayed silent on files that ask Windows for the user's region."""
    formats = ("elf", "pe", "macho", "wasm")
    known = {one.name for form in formats for table in native_tables((shipped("rules"),), form) for one in table.classes}
    (rule,) = [each.rule for each in RULESET.folders if each.rule.id == "native-capability"]
    assert isinstance(rule.where, Leaf)
    assert set(rule.where.value) <= known
    assert {"os_region", "keyboard_layout", "locale", "keychain"} <= set(rule.where.value)
