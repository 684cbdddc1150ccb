"""What the documents name exists: paths, commands, make targets."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from scanner.cli.main import unmask
from scanner.ruleset.policy_set import lint_documents

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_PATH = re.compile(r"`((?:scanner|rules|reports|docs|benchmarks|tests|fuzz)/[A-Za-z0-9_./-]*)`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_COMMAND = re.compile(r"^\$ unmask ([a-z]+)", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text()
    missing = [name for name in _PATH.findall(text) if not (ROOT / name).exists()]
    missing += [name for name in _LINK.findall(text) if not (document.parent / name).exists()]
    assert missing == []


def test_every_command_that_the_readme_shows_exists() -> None:
    shown = set(_COMMAND.findall((ROOT / "README.md").read_text()))
    assert shown
    for name in sorted(shown):
        assert CliRunner().invoke(unmask, [name, "--help"]).exit_code == 0, name


def test_the_readme_names_every_exit_code() -> None:
    text = (ROOT / "README.md").read_text()
    assert all(f"| {code} |" in text for code in range(6))


HEAD = 'apiVersion: aitool-policy/v1\nmetadata: {id: example, version: "1.0.0", title: An example, owner: owner@corp.example}\n'


def test_the_examples_of_the_policy_guide_are_accepted(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "rules" / "policies" / "README.md").read_text(), re.DOTALL)
    control, overlay = (next(block for block in blocks if block.startswith(start)) for start in ("- id:", "kind: Overlay"))
    (tmp_path / "overlay.yaml").write_text(HEAD + overlay)
    (tmp_path / "policy.yaml").write_text(f"{HEAD}kind: Policy\ncontrols:\n{control.replace('AIT-COV-001', 'MAD-UP-001')}")
    for name in ("overlay.yaml", "policy.yaml"):
        lint = lint_documents([tmp_path / name], at=date(2026, 11, 22))
        assert (lint.errors, lint.warnings) == ((), ()), name


def test_every_command_that_the_documents_show_takes_the_options_shown() -> None:
    for document in (*DOCUMENTS, ROOT / "rules" / "policies" / "README.md"):
        for line in re.findall(r"^[$#] (?:\S*/)?unmask ([^#\n]*)", document.read_text(), re.MULTILINE):
            words = line.split()
            shown = CliRunner().invoke(unmask, [*(words[:2] if words[0] in ("policy", "rules") else words[:1]), "--help"]).output
            assert all(word in shown for word in words if re.fullmatch(r"--?[a-z-]+", word)), f"{document.name}: {line}"
