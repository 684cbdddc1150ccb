"""What one program of a package hands to another: variables, arguments, standard input and files, by who the user is."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from scanner.model.observation import Place, Step

OUTPUT = "output:"
"""How a target begins that is whoever reads what a script prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a program is given at its start."""

    variables: tuple[tuple[str, str], ...] = ()
    """(name, value), sorted."""
    arguments: tuple[str | None, ...] | None = None
    """None as an item: all that the user gives. None: the program is not started here, and finds the files later."""
    given: str | None = None
    """Standard input; None: that of the one who starts it."""
    files: tuple[tuple[str, str], ...] = ()
    """(path, content) of files that were written; a relative path is one of the package or of the working folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedTo:
    """What a program is given where one signal has a value that the control has not."""

    axis: str
    """Id of the signal that leads the axis."""
    value: str
    origin: str
    """Where the value comes from: "compared literal", "entry of a list", "panel", ..."""
    handed: Handed | None
    """None: the program is not started for such a user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A place at which what is handed over depends on signals."""

    place: Place
    """The command that starts the program, or writes the files."""
    target: str
    """How the path of the program ends; `module:NAME`, `code:TEXT`; empty: whichever reads the files; `OUTPUT` with the path of the script
    itself: whichever starts it, and reads what it prints, which stands in `Handed.given`."""
    signals: tuple[str, ...]
    """Sorted signal ids."""
    compared_with: str
    """`none`, `literal`, `hard_coded_list` or `encoded_list`."""
    list_size: int | None
    list_summary: str | None
    is_complete: bool
    """True: each step from the signal to what is handed over is a definition-use edge."""
    steps: tuple[Step, ...]
    usual: Handed | None
    """What the control is given; None: for it the program is not started."""
    cases: tuple[HandedTo, ...]
    """Those that differ from it."""

    def started(self, paths: Iterable[str]) -> str | None:
        """The one of the paths that is started; None: none is."""
        return path_started(self.target, paths)


def path_started(target: str, paths: Iterable[str]) -> str | None:
    """The one of the paths that a target starts; None: none is. The shortest, where several end so."""
    if target.startswith("module:"):
        stem = target.removeprefix("module:").replace(".", "/")
        endings: tuple[str, ...] = (f"{stem}/__main__.py", f"{stem}.py", f"{stem}/__init__.py")
    else:
        ending = posixpath.normpath(target.lstrip("/")) if target else ""
        while ending.startswith("../"):
            ending = ending[3:]
        endings = (ending, *_where_installed(target))
    paths = sorted(paths, key=lambda path: (path.count("/"), path))
    for ending in endings:
        found = next((path for path in paths if ending and (path == ending or path.endswith(f"/{ending}"))), None)
        if found is not None:
            return found
    return None


def _where_installed(target: str) -> tuple[str, ...]:
    """How a path ends without the folders that a package may be installed under, the longest first; of no relative path."""
    parts = posixpath.normpath(target).strip("/").split("/") if target.startswith("/") and not target.startswith(_SYSTEM) else []
    return tuple("/".join(parts[start:]) for start in range(1, len(parts)))


_SYSTEM = ("/etc/", "/proc/", "/sys/", "/dev/", "/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/")
"""Folders of the machine itself: what lies there is of no package."""
