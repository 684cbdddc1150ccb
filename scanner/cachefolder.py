"""The folder of what earlier runs left to be used again: results and downloads, held to a size. What was unused longest goes first."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CACHE_BYTES = 8 << 30
"""Default size: results of one tool take up to 5 MB, a download up to 150 MB."""
_KEPT_SHARE = 0.9
"""A folder that is too large is brought down to this share of its size, so that the next run need not do it again."""
_PARTS = ("analysis", "downloads")
"""Prepared engines beside them are few, and made anew at the cost of half a minute."""
_EVERY_S = 3600.0
"""Looking through a hundred thousand files takes a second: once an hour is enough."""
_DRAFT_S = 86_400.0
"""What a killed run was writing is left alone for a day, as it may be another run's."""
_STAMP = "trimmed"


@dataclass(frozen=True, slots=True)
class _Kept:
    used_s: float
    size_bytes: int
    path: str


def trim_now_and_then(root: Path, *, limit_bytes: int) -> None:
    """Hold the folder to the limit, unless that was done within the last hour for the same limit."""
    stamp = root / _STAMP
    try:
        if stamp.read_text() == str(limit_bytes) and 0 <= time.time() - stamp.stat().st_mtime < _EVERY_S:
            return
    except OSError:
        pass  # it was never done here
    trim(root, limit_bytes=limit_bytes)
    try:
        stamp.write_text(str(limit_bytes))
    except OSError:
        return  # a folder that cannot be written does not grow


def trim(root: Path, *, limit_bytes: int) -> int:
    """Remove old drafts, and beyond the limit what was unused longest. Gives the bytes that are left."""
    kept = [file for part in _PARTS for file in _files(root / part)]
    total = sum(file.size_bytes for file in kept)
    goal = total if total <= limit_bytes else int(limit_bytes * _KEPT_SHARE)
    for file in sorted(kept, key=lambda file: file.used_s):
        is_stale_draft = _is_draft(file.path) and time.time() - file.used_s > _DRAFT_S
        if total > goal or is_stale_draft:
            try:
                os.unlink(file.path)
            except OSError:
                continue  # another run removed it, or it belongs to another user
            total -= file.size_bytes
    return total


def mark_used(path: Path) -> None:
    """Put off the day on which a file goes."""
    try:
        os.utime(path)
    except OSError:
        return  # a folder that cannot be written keeps its order


def _files(folder: Path) -> Iterator[_Kept]:
    """Links are not followed, and none is made here."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield _Kept(status.st_mtime, status.st_size, entry.path)
        except OSError:
            continue  # gone since the folder was listed


def _is_draft(path: str) -> bool:
    """Downloads under way end in `.part`, results in the number of a process."""
    ending = path.rpartition(".")[2]
    return ending == "part" or ending.isdigit()
