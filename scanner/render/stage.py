"""Writes a report to a file, whole or not at all, and reads a stored one."""

import os
import tempfile
from pathlib import Path

from scanner.model.refusal import UsageRefused
from scanner.model.report import Report
from scanner.render.formats import FORMATS, Format, format_of
from scanner.render.language import language_of
from scanner.render.stored import read_report

__all__ = ["FORMATS", "Format", "check_writable", "format_of", "read", "rendered", "save", "write"]

read = read_report


def write(report: Report, path: Path, *, format: str | None = None, language: str = "en") -> None:
    """Write the report in the format that its name, or else the file's suffix, says.

    The file appears with all its content or not at all. Raises UsageRefused for an unknown format, suffix or language, and
    for a place that cannot be written.
    """
    chosen = format_of(path, format)
    save(chosen.render(report, language_of(language)), path)


def rendered(report: Report, format: str, language: str = "en") -> bytes:
    """The report as bytes of a format by name. Raises UsageRefused for an unknown format or language."""
    return format_of(Path(), format).render(report, language_of(language))


def check_writable(path: Path) -> None:
    """Raise UsageRefused where `write` could not write, before any work is done. Leaves nothing behind."""
    target = _target(path)
    if _is_device(target):
        return
    try:
        descriptor, draft = tempfile.mkstemp(prefix=".unmask-", dir=target.parent)
    except OSError as failure:
        raise UsageRefused(_told(path, failure)) from failure
    os.close(descriptor)
    Path(draft).unlink()


def save(content: bytes, path: Path) -> None:
    """Put the content in place by an atomic rename, readable as the user's mask has it. Raises UsageRefused."""
    target = _target(path)
    try:
        if _is_device(target):
            target.write_bytes(content)
        else:
            _replace(content, target)
    except OSError as failure:
        raise UsageRefused(_told(path, failure)) from failure


def _replace(content: bytes, target: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".unmask-", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        draft.chmod(0o666 & ~_mask())
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _target(path: Path) -> Path:
    """Where a link leads, so that the link stays one. Raises UsageRefused for a folder."""
    if path.is_dir():
        raise UsageRefused(f"{path} is a folder; name a file to write to")
    return path.resolve()


def _is_device(target: Path) -> bool:
    """A terminal, a pipe or /dev/null is written to, never replaced by a file."""
    return target.exists() and not target.is_file()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _told(path: Path, failure: OSError) -> str:
    return f"{path} cannot be written: {failure.strerror or failure}; choose another place with -o"
