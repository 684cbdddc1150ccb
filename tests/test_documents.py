"""What the documents name exists: paths, commands, make targets."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from scanner.cli.main import unmask

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
