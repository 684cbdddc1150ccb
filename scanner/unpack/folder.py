"""Folders: which files are below, without following a link out of it."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from scanner.model.coverage import CoverageStatus, Gap

_INTERPRETER = re.compile(r"(?:python|pypy)[0-9.]*")
_FOLDER_LEVELS_MAX = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A folder to list."""

    root: Path
    entries_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file below it."""

    name: str
    """Relative to the folder, with `/`."""
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    files: tuple[Listed, ...]
    """Sorted by name."""
    gaps: tuple[Gap, ...]


def list_folder(walk: Walk) -> Listing:
    """All files below a folder. Links that stay inside name what is listed anyway; others, and what cannot be read, are gaps."""
    root = walk.root.resolve()
    files: list[Listed] = []
    gaps: list[Gap] = []
    entries = 0
    stack = [""]
    while stack:
        folder = stack.pop()
        try:
            with os.scandir(root / folder) as scan:
                found = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            gaps.append(Gap(reason=f"the folder cannot be read: {error.strerror}", subject=folder or None, status=CoverageStatus.FAILED))
            continue
        for entry in found:
            entries += 1
            if entries > walk.entries_max:
                gaps.append(Gap(reason=f"the limit of {walk.entries_max} entries in one folder was reached (raise it with --max-entries)"))
                return _listing(files, gaps)
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if name.count("/") < _FOLDER_LEVELS_MAX:
                    stack.append(name)
                else:
                    gaps.append(Gap(reason=f"folders nest deeper than {_FOLDER_LEVELS_MAX}", subject=name))
            else:
                _take(root, name, entry, files, gaps)
    return _listing(files, gaps)


def _listing(files: list[Listed], gaps: list[Gap]) -> Listing:
    return Listing(
        files=tuple(sorted(files, key=lambda listed: listed.name)),
        gaps=tuple(sorted(gaps, key=lambda gap: (gap.subject or "", gap.reason))),
    )


def _take(root: Path, name: str, entry: "os.DirEntry[str]", files: list[Listed], gaps: list[Gap]) -> None:
    if entry.is_symlink():
        gap = _objection_to_link(root, name)
        if gap is not None:
            gaps.append(gap)
        return
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        gaps.append(Gap(reason=f"it cannot be read: {error.strerror}", subject=name, status=CoverageStatus.FAILED))
        return
    if stat.S_ISREG(status.st_mode):
        files.append(Listed(name=name, size_bytes=status.st_size))
    else:
        gaps.append(Gap(reason="it is a device, a pipe or a socket", subject=name, status=CoverageStatus.SKIPPED, hides=frozenset()))


def _objection_to_link(root: Path, name: str) -> Gap | None:
    path = root / name
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return Gap(reason="it is a link to nothing", subject=name, status=CoverageStatus.SKIPPED, hides=frozenset())
    except (OSError, RuntimeError):
        return Gap(reason="it is a link that leads in a circle", subject=name, status=CoverageStatus.SKIPPED)
    if path.is_relative_to(target) or path.parent.is_relative_to(target):
        return Gap(reason="it is a link to a folder that holds it", subject=name, status=CoverageStatus.SKIPPED)
    if target.is_relative_to(root):
        return None
    if _INTERPRETER.fullmatch(path.name) and (path.parent.parent / "pyvenv.cfg").is_file():
        # A virtual environment's interpreter is the one that the user installed: no part of the tool.
        return Gap(reason="it is a link to the system's interpreter", subject=name, status=CoverageStatus.SKIPPED, hides=frozenset())
    return Gap(reason="it is a link that leads out of the folder, and was not followed", subject=name, status=CoverageStatus.SKIPPED)
