"""Microsoft's own validator, with the rules of GitHub's code scanning, has nothing to say about our SARIF."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.model.report import Report
from scanner.render.language import ENGLISH
from scanner.render.sarif import render_sarif
from tests.render import sample

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
"""npm checks its integrity. Its wrapper package hands the list of rule kinds to a shell unquoted, so that the second kind is
never run; the binary is called directly."""

pytestmark = [pytest.mark.real]


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm on this machine")
    folder = tmp_path_factory.mktemp("multitool")
    subprocess.run([npm, "install", "--silent", "--force", "--ignore-scripts", "--prefix", str(folder), PACKAGE], check=True, timeout=300)
    binary = folder / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    binary.chmod(0o755)
    return binary


def _said(multitool: Path, content: bytes, folder: Path) -> list[str]:
    """The errors and warnings of the validator."""
    path = folder / "report.sarif"
    path.write_bytes(content)
    finished = subprocess.run([multitool, "validate", path, "--rule-kind", "Sarif;Ghas"], capture_output=True, text=True, timeout=300)
    assert "Done. 1 files scanned." in finished.stdout, finished.stdout + finished.stderr
    return [line.split(": ", 1)[1] for line in finished.stdout.splitlines() if ": error " in line or ": warning " in line]


@pytest.mark.parametrize(
    "made", [sample.blocked, sample.inconclusive, sample.passed, sample.empty, sample.hostile], ids=lambda made: made.__name__
)
def test_the_validator_finds_nothing(made: Callable[[], Report], multitool: Path, tmp_path: Path) -> None:
    assert _said(multitool, render_sarif(made(), ENGLISH), tmp_path) == []


def test_rules_of_both_kinds_run_and_can_fail(multitool: Path, tmp_path: Path) -> None:
    log = json.loads(render_sarif(sample.blocked(), ENGLISH))
    run = log["runs"][0]
    run["results"][0]["ruleIndex"] = 99
    for result in run["results"]:
        result.pop("locations")
    del run["tool"]["driver"]["rules"][0]["help"]
    kinds = {line.split(" ", 2)[1].rstrip(":")[:2] for line in _said(multitool, json.dumps(log).encode(), tmp_path)}

    assert kinds >= {"GH", "SA"} or kinds >= {"GH", "JS"}
