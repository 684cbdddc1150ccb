"""What files hold: those that the script wrote, those of the package, those that tell a signal."""

import posixpath
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from posixpath import normpath

from scanner.analyze.shell.leaving import handed_file
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Hole, Text, Value, as_text, assume, first_condition, known
from scanner.world.host import absolute

MAX_FILE_BYTES = 1 << 20
_SYSTEM = ("/etc/", "/usr/", "/proc/", "/sys/", "/var/", "/dev/", "/bin/", "/tmp/", "/run/", "/Library/", "/System/")
"""Folders of the machine: what lies there is no file of the package."""


def as_usual(text: Value) -> Text:
    """The text if nothing special is the case."""
    for _ in range(64):
        condition = first_condition((text,))
        if condition is None:
            break
        text = assume(text, condition, condition.default)
    return as_text(text)


def file_text(machine: Machine, state: State, path: Text, node: object) -> Value | None:
    """The content of a file; None: it is not known."""
    usual = as_usual(path)
    letters = machine.spelled(usual)
    if letters in ("-", "/dev/stdin", "/dev/fd/0"):
        return state.given
    if (written := written_file(machine, state, letters)) is not None:
        return written
    if letters == "/dev/null":
        return known("")
    if _is_itself(usual):
        return known(machine.module.text.text) if machine.module is not None and machine.anchor is None else None
    signal = machine.readers.of_file(tail_of(machine, usual))
    if signal is not None:
        return machine.told(node, signal, letters, f"<{letters}", lambda host: host.file(absolute(letters)))
    source = machine.readers.of_source(f"/{tail_of(machine, usual).lstrip('/')}")
    if source is not None:
        return machine.told(node, source[0], letters, f"<{letters}", lambda host: host.file(source[1]), is_faint=True)
    content = package_text(machine, usual)
    return None if content is None else known(content)


def setting_text(machine: Machine, letters: str, node: object) -> Text | None:
    """A file of the machine that sets variables by a signal, as a script takes it in; None: it is none."""
    template, signal = machine.readers.setting(letters), machine.readers.of_file(letters)
    if template is None or signal is None:
        return None
    told = machine.told(node, signal, letters, f"<{letters}", lambda host: host.file(absolute(letters)))
    return told if machine.host is not None else machine.restored(_PLACES.sub(machine.spelled(told), template))


_PLACES = re.compile(r"\{\{[\w.]+\}\}")
"""Where a template has the value of a signal."""


def written_file(machine: Machine, state: State, letters: str) -> Value | None:
    """What the script, or another one of its package before it, wrote to a path; None: nothing."""
    written = state.files.get(letters)
    return handed_file(machine.handed, letters) if written is None and machine.handed else written


def _is_itself(path: Text) -> bool:
    """Whether a path is that of the script: `$0`, which scripts with something packed behind their end read."""
    return len(path.parts) == 1 and isinstance(path.parts[0], Hole) and path.parts[0].label in ("$0", "$BASH_SOURCE")


def package_text(machine: Machine, path: Text) -> str | None:
    """The text of a file of the package, found by how its path ends."""
    found = _by_ending(machine.files, tail_of(machine, path))
    if found is None:
        return None
    artifact = machine.files[found]
    if artifact.size_bytes > MAX_FILE_BYTES:
        return None
    return artifact.content.read_bytes().decode("utf-8", "surrogateescape")


def module_at(machine: Machine, path: Text) -> str | None:
    """The path of the script of the program that a path names."""
    return _by_ending(machine.modules, tail_of(machine, as_usual(path)))


def scripts_in(machine: Machine, folder: Text, wanted: str, *, is_deep: bool) -> list[str]:
    """Paths of the program's scripts in a folder that is named from where the script lies, sorted. wanted: pattern of their names."""
    usual = as_usual(folder)
    own = usual.parts[0] if usual.parts else None
    if machine.module is None or not isinstance(own, Hole) or own.label not in _OWN_FOLDER:
        return []
    rest = "".join(part if isinstance(part, str) else "\0" for part in usual.parts[1:]).replace("\\", "/").strip("/")
    *above, last = rest.split("/")
    if "*" in last:
        rest, wanted = "/".join(above), last
    base = normpath(posixpath.join(posixpath.dirname(machine.module.path), rest))
    base = "" if base == "." else f"{base}/"
    below = [(path, path.removeprefix(base)) for path in machine.modules if path.startswith(base)]
    return sorted(
        path for path, name in below if (is_deep or "/" not in name) and fnmatchcase(posixpath.basename(name).lower(), wanted.lower())
    )


_OWN_FOLDER = frozenset({"$psscriptroot"})
"""What stands for the folder that a script lies in."""


def tail_of(machine: Machine, path: Text) -> str:
    """The letters of a path behind its last unknown part, `..` resolved."""
    letters = ""
    for part in path.parts:
        letters = "" if isinstance(part, Hole) else letters + part if isinstance(part, str) else letters
    if len(path.parts) == 1 and isinstance(path.parts[0], str):
        return letters
    tail = normpath(letters.lstrip("/")) if letters.strip("/") else ""
    while tail.startswith("../"):
        tail = tail[3:]
    return tail


def _by_ending(paths: Mapping[str, object], tail: str) -> str | None:
    """The one path that ends so; None: none does, or several do."""
    if tail.startswith(_SYSTEM):
        return None
    tail = normpath(tail) if tail else ""
    while tail.startswith("../"):
        tail = tail[3:]
    parts = tail.strip("/").split("/")
    for start in range(len(parts)):
        ending = "/".join(parts[start:])
        if not ending or ending == "..":
            continue
        fitting = [path for path in paths if path == ending or path.endswith(f"/{ending}")]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return min(fitting, key=lambda path: (path.count("/"), path))
    return None
