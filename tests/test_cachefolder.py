"""The cache keeps to its size: what was unused longest goes first."""

import os
import time
from pathlib import Path

from scanner.cachefolder import trim, trim_now_and_then
from scanner.memory import Memory


def _file(root: Path, name: str, size_bytes: int, *, age_s: float) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size_bytes))
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def _left(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_what_was_unused_longest_goes_first(tmp_path: Path) -> None:
    _file(tmp_path, "analysis/aa/old.json", 400, age_s=900)
    _file(tmp_path, "downloads/older", 400, age_s=1000)
    _file(tmp_path, "analysis/bb/new.json", 400, age_s=1)
    assert trim(tmp_path, limit_bytes=1000) == 800
    assert _left(tmp_path) == {"analysis/aa/old.json", "analysis/bb/new.json"}


def test_a_folder_within_its_size_is_left_alone(tmp_path: Path) -> None:
    _file(tmp_path, "downloads/a", 400, age_s=1000)
    assert trim(tmp_path, limit_bytes=400) == 400


def test_what_a_killed_run_was_writing_goes_after_a_day(tmp_path: Path) -> None:
    _file(tmp_path, "downloads/.sha512-aa.12.part", 10, age_s=2 * 86_400)
    _file(tmp_path, "downloads/.sha512-bb.12.part", 10, age_s=60)
    _file(tmp_path, "analysis/aa/bb.4711", 10, age_s=2 * 86_400)
    trim(tmp_path, limit_bytes=1000)
    assert _left(tmp_path) == {"downloads/.sha512-bb.12.part"}


def test_links_and_other_folders_are_left_alone(tmp_path: Path) -> None:
    outside = _file(tmp_path, "elsewhere/a", 4000, age_s=9000)
    (tmp_path / "cache" / "analysis").mkdir(parents=True)
    (tmp_path / "cache" / "analysis" / "link").symlink_to(outside.parent)
    _file(tmp_path, "cache/engines/python.cwasm", 4000, age_s=9000)
    assert trim(tmp_path / "cache", limit_bytes=0) == 0
    assert outside.exists()
    assert (tmp_path / "cache" / "engines" / "python.cwasm").exists()


def test_it_is_looked_through_once_an_hour_and_when_the_limit_changes(tmp_path: Path) -> None:
    trim_now_and_then(tmp_path, limit_bytes=100)
    _file(tmp_path, "downloads/a", 400, age_s=1000)
    trim_now_and_then(tmp_path, limit_bytes=100)
    assert _left(tmp_path) == {"downloads/a", "trimmed"}
    trim_now_and_then(tmp_path, limit_bytes=99)
    assert _left(tmp_path) == {"trimmed"}


def test_a_recalled_result_counts_as_used(tmp_path: Path) -> None:
    memory = Memory(folder=tmp_path / "analysis")
    key = memory.key("x")
    memory.keep(key, ("kept",), tuple)
    (path,) = [path for path in tmp_path.rglob("*.json")]
    os.utime(path, (1000, 1000))
    assert memory.recall(key, tuple) == ("kept",)
    assert path.stat().st_mtime > 1000
