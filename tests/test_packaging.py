"""The built wheel works outside of the checkout: rules, templates, schemas and guest code are inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(site), "XDG_CACHE_HOME": str(cwd / "cache")}
    return subprocess.run([sys.executable, "-P", "-m", "scanner.cli.main", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)


def test_the_wheel_holds_everything_that_a_run_needs(unpacked_wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "tool.js").write_text((ROOT / "tests" / "fixtures" / "covert.js").read_text())
    ended = run(unpacked_wheel, "vet", "tool.js", "-o", "report.html", "-o", "report.json", cwd=tmp_path)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert (tmp_path / "report.html").stat().st_size > 10_000
    assert (tmp_path / "report.json").exists()


def test_the_wheel_lints_its_own_rules_and_policies(unpacked_wheel: Path, tmp_path: Path) -> None:
    for arguments in (("rules", "lint"), ("policy", "lint"), ("--version",)):
        ended = run(unpacked_wheel, *arguments, cwd=tmp_path)
        assert ended.returncode == 0, ended.stdout + ended.stderr
