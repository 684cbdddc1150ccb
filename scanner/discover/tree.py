"""A file tree that somebody else controls, read without being led astray.

Regular files only, bounded, never opened through a link that leads out of the tree or out of the home that holds the link. Links are
followed as if the tree were mounted at its own root, so that an image gives the same answers as the host it was made from. Does not see
through mount points, and sees the tree as it is at the moment of reading.
"""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from scanner.discover.ledger import HOME_CAPABILITIES, Ledger
from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability

MAX_LINKS = 40
"""Links followed on one path before it counts as a loop: the limit of Linux."""
MAX_ENTRIES = 20_000
"""Entries of one folder that are looked at."""

_BLOCK_BYTES = 4 * 1024 * 1024
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL})
_WORKER = "tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name in a folder."""

    name: str
    is_folder: bool
    is_file: bool
    is_link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file that was read."""

    path: str
    """In the tree, links followed."""
    shown: str
    """As reports name it."""
    content: bytes
    sha256: Sha256
    mode: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the file system says about a path, links followed."""

    path: str
    is_folder: bool
    is_file: bool
    size_bytes: int
    mode: int
    uid: int
    device: int
    inode: int


@dataclass(slots=True, eq=False)
class Tree:
    """Paths in the tree begin with `/` and end without; `/` is its root.

    `shown_root` stands before them in reports: empty for a host, the folder as the user named it for a home or project.
    """

    base: Path
    ledger: Ledger
    shown_root: str = ""
    ignores_case: bool = False
    keeps_modes: bool = True
    """False: a copy of a Windows disk, whose access lists are not in the modes."""
    fences: tuple[str, ...] = ()
    """Homes: a link inside one must lead to a place inside the same one."""
    _prefix: str = ""
    _folders: dict[str, str | None] = field(default_factory=dict)
    _listings: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base = Path(os.path.realpath(self.base))
        self._prefix = str(self.base).rstrip("/")

    def shown(self, path: str) -> str:
        """How reports name a path."""
        return (self.shown_root + path if path != "/" else self.shown_root) or "/"

    def on_disk(self, path: str) -> Path:
        """Where a path of the tree lies on this machine."""
        return Path(self._disk(path))

    def _disk(self, path: str) -> str:
        """The same as text: paths are made by the hundred thousand."""
        return self._prefix + path if path != "/" else self._prefix or "/"

    def forget(self) -> None:
        """Drop what was remembered of folders: memory stays flat over many homes."""
        self._folders.clear()
        self._listings.clear()

    def facts(self, path: str) -> Facts | None:
        """None: nothing there, or not to be reached (which is then in the ledger)."""
        real = self.resolved(path)
        found = None if real is None else self._lstat(real)
        if real is None or found is None:
            return None
        return Facts(
            path=real,
            is_folder=stat.S_ISDIR(found.st_mode),
            is_file=stat.S_ISREG(found.st_mode),
            size_bytes=found.st_size,
            mode=stat.S_IMODE(found.st_mode),
            uid=found.st_uid,
            device=found.st_dev,
            inode=found.st_ino,
        )

    def is_folder(self, path: str) -> bool:
        return self._folder(path, depth=0) is not None

    def resolved(self, path: str) -> str | None:
        """The path with all links followed, inside the tree. None: missing, a loop, or a link that leads where it may not."""
        return self._resolved(path, depth=0)

    def entries(self, path: str) -> tuple[Entry, ...]:
        """What a folder holds, sorted by name; empty where there is none. A denied folder goes to the ledger."""
        real = self._folder(path, depth=0)
        if real is None:
            return ()
        if real not in self._listings:
            self._listings[real] = self._list(real)
        return self._listings[real]

    def matches(self, pattern: str) -> tuple[str, ...]:
        """Paths that exist and match, sorted; `*` and `?` stand within one step."""
        found = ["/"]
        *folders, last = pattern.strip("/").split("/")
        for step in folders:
            found = [path for parent in found for path in self._step(parent, step, is_last=False)]
            if not found:
                return ()
        return tuple(path for parent in found for path in self._step(parent, last, is_last=True))

    def read(self, path: str, *, worker: str, cap_bytes: int, hides: frozenset[Capability]) -> Reading | None:
        """A regular file's content. None: it is missing, or it could not be read and the ledger says why."""
        real = self.resolved(path)
        if real is None:
            return None
        try:
            descriptor = os.open(self._disk(real), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            if error.errno not in _MISSING:
                self.ledger.gap(worker, self.shown(path), f"cannot be opened ({error.strerror})", hides=hides)
            return None
        try:
            return self._read(descriptor, path, real, worker=worker, cap_bytes=cap_bytes, hides=hides)
        finally:
            os.close(descriptor)

    def part(self, path: str, *, start: int, length: int) -> bytes | None:
        """Bytes of a regular file that may be large; fewer at its end. None: it cannot be read."""
        real = self.resolved(path)
        if real is None:
            return None
        try:
            descriptor = os.open(self._disk(real), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            is_plain = stat.S_ISREG(os.fstat(descriptor).st_mode) and self._is_where_it_was(descriptor, real)
            return os.pread(descriptor, length, start) if is_plain else None
        finally:
            os.close(descriptor)

    def digest(self, path: str) -> Sha256 | None:
        """sha256 of a regular file of any size. None: it cannot be read."""
        total = hashlib.sha256()
        start = 0
        while block := self.part(path, start=start, length=_BLOCK_BYTES):
            total.update(block)
            start += len(block)
        return Sha256(total.hexdigest()) if start else None

    def _read(
        self,
        descriptor: int,
        path: str,
        real: str,
        *,
        worker: str,
        cap_bytes: int,
        hides: frozenset[Capability],
    ) -> Reading | None:
        found = os.fstat(descriptor)
        reason = None
        if not stat.S_ISREG(found.st_mode):
            reason = "is not a regular file and was not read"
        elif found.st_size > cap_bytes:
            reason = f"has {found.st_size} bytes, more than the limit of {cap_bytes} for such files"
        elif not self._is_where_it_was(descriptor, real):
            reason = "was replaced by a link while it was being read"
        if reason is not None:
            self.ledger.gap(worker, self.shown(path), reason, hides=hides)
            return None
        try:
            with os.fdopen(os.dup(descriptor), "rb") as stream:
                content = stream.read(cap_bytes + 1)
        except OSError as error:
            self.ledger.gap(worker, self.shown(path), f"cannot be read ({error.strerror})", hides=hides)
            return None
        return Reading(
            path=real,
            shown=self.shown(path),
            content=content,
            sha256=Sha256(hashlib.sha256(content).hexdigest()),
            mode=stat.S_IMODE(found.st_mode),
            uid=found.st_uid,
        )

    def _is_where_it_was(self, descriptor: int, real: str) -> bool:
        """A folder on the way may have become a link between the check and the opening; /proc knows where the file really lies."""
        try:
            return os.readlink(f"/proc/self/fd/{descriptor}") == self._disk(real)
        except OSError:
            return True  # a system without /proc: nothing to compare with

    def _step(self, parent: str, step: str, *, is_last: bool) -> list[str]:
        if "*" in step or "?" in step:
            names = [entry.name for entry in self.entries(parent)]
            return [_join(parent, name) for name in names if self._is_match(name, step)]
        path = _join(parent, step)
        if (self._resolved(path, depth=0) if is_last else self._folder(path, depth=0)) is not None:
            return [path]
        if self.ignores_case:
            return [_join(parent, entry.name) for entry in self.entries(parent) if entry.name.casefold() == step.casefold()][:1]
        return []

    def _is_match(self, name: str, step: str) -> bool:
        if name.startswith(".") and not step.startswith("."):
            return False  # as a shell does; patterns that want hidden folders say so
        return fnmatchcase(name.casefold(), step.casefold()) if self.ignores_case else fnmatchcase(name, step)

    def _resolved(self, path: str, depth: int) -> str | None:
        if path == "/":
            return "/"
        parent, name = path.rsplit("/", 1)
        folder = self._folder(parent or "/", depth)
        if folder is None:
            return None
        here = _join(folder, name)
        found = self._lstat(here)
        if found is None:
            return None
        return self._followed(here, depth) if stat.S_ISLNK(found.st_mode) else here

    def _folder(self, path: str, depth: int) -> str | None:
        """The real folder that a path names, remembered: one look per folder and run."""
        if path not in self._folders:
            real = "/" if path == "/" else self._resolved(path, depth)
            found = None if real is None else self._lstat(real)
            self._folders[path] = real if found is not None and stat.S_ISDIR(found.st_mode) else None
        return self._folders[path]

    def _followed(self, link: str, depth: int) -> str | None:
        try:
            target = os.readlink(self._disk(link))
        except OSError:
            return None  # gone since it was seen
        if depth >= MAX_LINKS:
            self._refuse(link, "is part of a loop of links")
            return None
        if target.startswith("/") and self.shown_root:
            self._refuse(link, f"is a link to {target}, outside of what was given, and was not followed")
            return None
        joined = os.path.normpath(target if target.startswith("/") else f"{link.rsplit('/', 1)[0]}/{target}")
        if self.shown_root and target.count("..") > link.count("/"):
            self._refuse(link, f"is a link to {target}, outside of what was given, and was not followed")
            return None
        real = self._resolved("/" + joined.lstrip("/"), depth + 1)
        fence = next((one for one in self.fences if is_inside(link, one)), None)
        if real is not None and fence is not None and not is_inside(real, fence):
            self._refuse(link, f"is a link to {target}, outside of the home that holds it, and was not followed")
            return None
        return real

    def _refuse(self, link: str, reason: str) -> None:
        self.ledger.gap(_WORKER, self.shown(link), reason, hides=frozenset())

    def _lstat(self, path: str) -> os.stat_result | None:
        try:
            return os.lstat(self._disk(path))
        except ValueError:
            return None  # a NUL in a path that came from a file
        except OSError as error:
            if error.errno not in _MISSING:
                parent = path.rsplit("/", 1)[0] or "/"
                self.ledger.gap(_WORKER, self.shown(parent), f"cannot be entered ({error.strerror})", hides=HOME_CAPABILITIES)
            return None

    def _list(self, real: str) -> tuple[Entry, ...]:
        found: list[Entry] = []
        try:
            with os.scandir(self._disk(real)) as listing:
                for entry in listing:
                    if len(found) >= MAX_ENTRIES:
                        reason = f"has more than {MAX_ENTRIES} entries; the others were not looked at"
                        self.ledger.gap(_WORKER, self.shown(real), reason, hides=frozenset({Capability.INVENTORY}))
                        break
                    found.append(
                        Entry(
                            name=entry.name,
                            is_folder=entry.is_dir(follow_symlinks=False),
                            is_file=entry.is_file(follow_symlinks=False),
                            is_link=entry.is_symlink(),
                        )
                    )
        except OSError as error:
            if error.errno not in _MISSING:
                self.ledger.gap(_WORKER, self.shown(real), f"cannot be listed ({error.strerror})", hides=HOME_CAPABILITIES)
        return tuple(sorted(found, key=lambda entry: entry.name))


def is_inside(path: str, folder: str) -> bool:
    """True for the folder itself and all below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _join(parent: str, name: str) -> str:
    return f"/{name}" if parent == "/" else f"{parent}/{name}"
