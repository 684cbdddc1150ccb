"""Microsoft's own validator of SARIF, from npm."""

import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
"""npm checks its integrity. Its wrapper package hands the list of rule kinds to a shell unquoted, so that the second kind is
never run; the binary is called directly."""


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


def said(multitool: Path, content: bytes, folder: Path) -> list[str]:
    """The errors and warnings of the validator."""
    path = folder / "report.sarif"
    path.write_bytes(content)
    finished = subprocess.run([multitool, "validate", path, "--rule-kind", "Sarif;Ghas"], capture_output=True, text=True, timeout=300)
    assert "Done. 1 files scanned." in finished.stdout, finished.stdout + finished.stderr
    return [line.split(": ", 1)[1] for line in finished.stdout.splitlines() if ": error " in line or ": warning " in line]
