"""The one folder that a run writes to: blobs by digest, scratch space of the workers; gone when the run ends."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scanner.model.artifact import Sha256

_PREFIX = "unmask-"
_LOCK = "lock"
HASH_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Content that was stored, or found to be stored already."""

    path: Path
    sha256: Sha256
    size_bytes: int


class WorkFolder:
    """A private folder below TMPDIR, locked while in use, so that a later run can tell what a killed one left and remove it."""

    def __init__(self) -> None:
        base = Path(tempfile.gettempdir())
        _remove_leftovers(base)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
        self._lock = os.open(self.path / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.blobs = self.path / "blobs"
        self.scratch = self.path / "scratch"
        self.blobs.mkdir()
        self.scratch.mkdir()

    def clear(self) -> None:
        """Remove the contents of the last examination, so that a run over many tools takes the space of the largest."""
        for folder in (self.blobs, self.scratch):
            for path in folder.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    def __enter__(self) -> "WorkFolder":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def store(content: bytes, blobs: Path) -> Blob:
    """Keep bytes under their digest. Callable from worker children: the move into place is atomic."""
    sha256 = Sha256(hashlib.sha256(content).hexdigest())
    path = blobs / sha256
    if not path.exists():
        draft = blobs / f".{sha256}.{os.getpid()}"
        draft.write_bytes(content)
        draft.rename(path)
    return Blob(path=path, sha256=sha256, size_bytes=len(content))


def digest_of(path: Path) -> Sha256:
    """sha256 of a file, read in blocks."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(HASH_BLOCK_BYTES):
            total.update(block)
    return Sha256(total.hexdigest())


def _remove_leftovers(base: Path) -> None:
    for folder in base.glob(f"{_PREFIX}*"):
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:
            continue  # another program's folder, or another user's
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # in use
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)
