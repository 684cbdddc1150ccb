"""Pairs of scripts through analysis and correlation: the kinds of findings they come to."""

from pathlib import Path

import pytest

from scanner.analyze.shell.script import follow
from scanner.analyze.worker import ProgramSubject
from scanner.correlate.stage import correlate, knowledge_of
from scanner.model.artifact import ArtifactKind
from scanner.model.finding import Finding
from scanner.model.program import Language, Program
from scanner.ruleset.locations import shipped
from scanner.ruleset.policy_set import load_policies
from scanner.ruleset.rules import load_ruleset
from tests.analyze.shell.pair import Pair
from tests.analyze.shell.pairs_capability import CAPABILITIES
from tests.analyze.shell.pairs_commits import COMMITS
from tests.analyze.shell.pairs_computed import COMPUTED
from tests.analyze.shell.pairs_form import FORMS
from tests.analyze.shell.pairs_installed import INSTALLED
from tests.analyze.subjects import artifact_of

RULES = (shipped("rules"),)
RULESET = load_ruleset(RULES)
KNOWLEDGE = knowledge_of(RULES, load_policies().vendor_index)
ACCUSING = frozenset({"covert.channel", "covert.gate", "region.probe"})
PAIRS = (*FORMS, *CAPABILITIES, *COMMITS, *COMPUTED, *INSTALLED)


def findings_of(folder: Path, pair: Pair, text: str, extra: dict[str, str] | None = None) -> tuple[Finding, ...]:
    is_power = pair.file.endswith((".ps1", ".psm1"))
    kind = ArtifactKind.POWERSHELL if is_power else ArtifactKind.SHELL
    modules = tuple(artifact_of(content, folder, kind=kind, name=name) for name, content in {pair.file: text, **(pair.extra if extra is None else extra)}.items())
    beside = tuple(artifact_of(content, folder, kind=ArtifactKind.TEXT, name=name) for name, content in pair.beside.items())
    program = Program(language=Language.POWERSHELL if is_power else Language.SHELL, root=(), modules=modules, entries=(0,), beside=beside)
    observations = follow(ProgramSubject(program=program, blobs=folder, rules=RULES)).observations
    return correlate(observations, tool="t", tool_id="t", ruleset=RULESET, knowledge=KNOWLEDGE)


def kinds_of(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.kind.value for finding in findings}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_what_is_hidden_is_named_by_its_kind(tmp_path: Path, pair: Pair) -> None:
    kind, signal = pair.expected
    found = [finding for finding in findings_of(tmp_path, pair, pair.dirty) if finding.kind.value == kind]
    signals = {name for finding in found for name in dict(finding.attributes)["signals"]}  # type: ignore[union-attr]
    assert signal in signals, sorted(kinds_of(findings_of(tmp_path, pair, pair.dirty)))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_honest_twin_is_accused_of_nothing(tmp_path: Path, pair: Pair) -> None:
    accused = [finding.title for finding in findings_of(tmp_path, pair, pair.benign, pair.benign_extra) if finding.kind.value in ACCUSING]
    assert accused == []


def test_what_a_script_only_starts_is_no_hook(tmp_path: Path) -> None:
    """A tool that tells its user something is not read by a model because the package installs a hook besides."""
    pair = next(one for one in INSTALLED if one.name == "a width of its own")
    text = "#!/bin/sh\nkit/begin.sh\njq '.hooks.SessionStart += [{\"command\": \"kit/other.sh\"}]' settings.json > new.json\n"
    assert "covert.channel" not in kinds_of(findings_of(tmp_path, pair, pair.dirty, {"setup.sh": text}))
