"""The temporary folder: gone after a run, and what a killed run left is gone with the next."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scanner.workfolder import WorkFolder

_HOLD = """
import sys
from scanner.workfolder import WorkFolder
folder = WorkFolder()
(folder.blobs / "content").write_bytes(bytes(1 << 20))
print(folder.path, flush=True)
sys.stdin.read()
"""


def _started(place: Path) -> "tuple[subprocess.Popen[str], Path]":
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD], env={**os.environ, "TMPDIR": str(place)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def _killed(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def test_what_a_killed_run_left_goes_with_the_next_and_what_is_in_use_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first, left = _started(tmp_path)
    _killed(first)
    assert (left / "blobs" / "content").exists()
    second, used = _started(tmp_path)
    assert list(tmp_path.iterdir()) == [used]
    with WorkFolder() as folder:
        assert set(tmp_path.iterdir()) == {used, folder.path}
    _killed(second)
    with WorkFolder() as folder:
        assert list(tmp_path.iterdir()) == [folder.path]
    assert list(tmp_path.iterdir()) == []


def test_folders_of_other_programs_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "unmask-notes").mkdir()
    with WorkFolder():
        pass
    assert list(tmp_path.iterdir()) == [tmp_path / "unmask-notes"]


def test_an_examination_begins_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with WorkFolder() as folder:
        (folder.blobs / "content").write_bytes(b"1")
        (folder.scratch / "sub").mkdir()
        (folder.scratch / "link").symlink_to(tmp_path)
        folder.clear()
        assert [*folder.blobs.iterdir(), *folder.scratch.iterdir()] == []
        assert folder.path.exists()
