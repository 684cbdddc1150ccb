"""The files of the made-up host as a guest's system calls meet them: what the world tells, what the run itself wrote, the library."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

FILE_BYTES = 8 * 1024 * 1024
"""Most that one file holds."""
DISK_BYTES = 64 * 1024 * 1024
"""Most that one run keeps in files."""
_MOST_FILES = 2_000
_LINKS = 16
_EXIST, _ISDIR, _LOOP, _NOENT, _NOTDIR, _NOTEMPTY, _NOSPC, _INVAL, _ACCES = 20, 31, 32, 44, 54, 55, 51, 28, 2
_DEVICES = frozenset({"/dev/null", "/dev/zero", "/dev/tty", "/dev/stdin", "/dev/stdout", "/dev/stderr"})


class Kind(Enum):
    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    DEVICE = "device"
    PIPE = "pipe"


class DiskError(Exception):
    """What a system call is answered; `number` is the error of WASI."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where what the run did not write itself comes from."""

    content: Callable[[str], bytes | None]
    """Content of a file; None: there is none."""
    names: Callable[[str], list[str] | None]
    """Names in a folder; None: there is none."""
    target: Callable[[str], str | None]
    """Target of a symbolic link; None: it is none."""


class Disk:
    """Files of one run, or of several that follow each other and keep what the earlier ones wrote."""

    def __init__(self, source: Source, *, library: dict[str, bytes], tell: Callable[[str, str, bytes], None]) -> None:
        """library: files of the guest itself, by path. tell: takes what was done with which path, and the content."""
        self._source, self._library, self._tell = source, library, tell
        self._written: dict[str, bytearray | None] = {}
        """What this run wrote; None: what it removed."""
        self._folders: set[str] = set()
        self._links: dict[str, str] = {}
        self._known: dict[str, bytes | None] = {}
        self._listed: dict[str, list[str] | None] = {}
        self._targets: dict[str, str | None] = {}

    def joined(self, base: str, path: str) -> str:
        """An absolute path without dots."""
        return posixpath.normpath(posixpath.join("/", base, path.split("\0")[0])).replace("//", "/")

    def resolved(self, path: str, *, follows: bool) -> str:
        """Where a path leads over symbolic links of which the last one only counts where it is followed."""
        for _ in range(_LINKS):
            target = self._links.get(path) if follows else None
            if target is None:
                return path
            path = self.joined(posixpath.dirname(path), target)
        raise DiskError(_LOOP)

    def kind(self, path: str, *, follows: bool = True) -> Kind | None:
        """What lies there; None: nothing."""
        if path in _DEVICES:
            return Kind.DEVICE
        if path in self._written:
            return None if self._written[path] is None else Kind.FILE
        if path in self._links or (not follows and self._target(path) is not None):
            return Kind.LINK
        if path in self._folders or path == "/":
            return Kind.FOLDER
        if self._content(path) is not None:
            return Kind.FILE
        return Kind.FOLDER if self._names(path) is not None else None

    def content(self, path: str) -> bytes | bytearray:
        """Raises DiskError where there is no file."""
        held = self._written[path] if path in self._written else self._content(path)
        if held is None:
            raise DiskError(_ISDIR if self.kind(path) is Kind.FOLDER else _NOENT)
        return held

    def names(self, path: str) -> list[str]:
        """Sorted. Raises DiskError where there is no folder."""
        found = self._names(path)
        if found is None and path not in self._folders:
            raise DiskError(_NOENT)
        prefix = path.rstrip("/") + "/"
        names = set(found or ())
        for one in (*self._written, *self._folders, *self._links):
            if one.startswith(prefix):
                names.add(one[len(prefix) :].split("/")[0])
        return sorted(name for name in names if self._written.get(prefix + name, b"") is not None)

    def target(self, path: str) -> str:
        """Raises DiskError where there is no link."""
        found = self._links.get(path) or self._target(path)
        if found is None:
            raise DiskError(_INVAL if self.kind(path) is not None else _NOENT)
        return found

    def create(self, path: str) -> None:
        if path in self._library or posixpath.dirname(path) in self._written:
            raise DiskError(_ACCES)
        if len(self._written) >= _MOST_FILES:
            raise DiskError(_NOSPC)
        self._written[path] = bytearray()

    def for_writing(self, path: str) -> bytearray:
        """The content, to be changed in place."""
        if path in self._library:
            raise DiskError(_ACCES)
        held = self._written.get(path)
        if held is None:
            held = bytearray(self.content(path))
            self._written[path] = held
        return held

    def room(self, held: bytearray) -> int:
        """The size up to which a file may grow."""
        others = sum(len(one) for one in self._written.values() if one is not None and one is not held)
        return max(0, min(FILE_BYTES, DISK_BYTES - others))

    def wrote(self, path: str, appended: bytes | None) -> None:
        """A file that was written is closed. appended: what was added at its end; None: all of it is new."""
        held = self._written.get(path)
        if held is None:
            return  # removed while it was open
        if appended is None:
            self._tell("write", path, bytes(held))
        else:
            self._tell("append", path, appended)

    def look_again(self) -> None:
        """Another run begins: what the source has may be another than before."""
        self._known.clear()

    def make_folder(self, path: str) -> None:
        if self.kind(path) is not None:
            raise DiskError(_EXIST)
        if len(self._folders) >= _MOST_FILES:
            raise DiskError(_NOSPC)
        self._written.pop(path, None)
        self._folders.add(path)
        self._tell("mkdir", path, b"")

    def make_link(self, path: str, target: str) -> None:
        if self.kind(path) is not None:
            raise DiskError(_EXIST)
        self._written.pop(path, None)
        self._links[path] = target

    def remove(self, path: str, *, is_folder: bool) -> None:
        kind = self.kind(path, follows=False)
        if kind is None:
            raise DiskError(_NOENT)
        if is_folder != (kind is Kind.FOLDER):
            raise DiskError(_NOTDIR if is_folder else _ISDIR)
        if kind is Kind.FOLDER:
            if self.names(path):
                raise DiskError(_NOTEMPTY)
            self._folders.discard(path)
            return
        self._links.pop(path, None)
        self._written[path] = None
        self._tell("unlink", path, b"")

    def rename(self, path: str, to: str) -> None:
        kind = self.kind(path, follows=False)
        if kind is None:
            raise DiskError(_NOENT)
        if kind is Kind.FOLDER:
            self._rename_folder(path, to)
            return
        self._written[to] = bytearray(self.content(path))
        self._written[path] = None
        self._tell("write", to, bytes(self._written[to] or b""))
        self._tell("unlink", path, b"")

    def _rename_folder(self, path: str, to: str) -> None:
        for name in self.names(path):
            self.rename(f"{path}/{name}", f"{to}/{name}")
        self._folders.discard(path)
        self._folders.add(to)

    def _content(self, path: str) -> bytes | None:
        if path in self._library:
            return self._library[path]
        if path not in self._known:
            self._known[path] = self._source.content(path)
        return self._known[path]

    def _names(self, path: str) -> list[str] | None:
        prefix = path.rstrip("/") + "/"
        own = {one[len(prefix) :].split("/")[0] for one in self._library if one.startswith(prefix)}
        if own:
            return sorted(own)
        if path not in self._listed:
            self._listed[path] = self._source.names(path)
        return self._listed[path]

    def _target(self, path: str) -> str | None:
        if path not in self._targets:
            self._targets[path] = self._source.target(path)
        return self._targets[path]
