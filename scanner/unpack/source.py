"""The bytes of one file for reading at any place: mapped for searching, read in blocks for copying."""

import io
import mmap
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scanner.model.artifact import ArtifactKind

BLOCK_BYTES = 1 << 20
"""Copying reads this much at a time, so that a copy of any size costs constant memory."""
_WINDOW_BYTES = 1 << 25
"""Searching maps this much at a time."""
HEAD_BYTES = 1 << 16
"""What the recognition of a format looks at from the start, and from the end."""


class Damaged(Exception):
    """The content ends early, contradicts itself or fails its checksum; the text says what, for a gap."""


class Source:
    """One file, open for the length of a `with` block. Reading out of range gives fewer bytes, never an error."""

    def __init__(self, path: Path, *, name: str, content: bytes | None = None, language: ArtifactKind | None = None) -> None:
        """`content` are the bytes of the file, where the caller has them in memory: the file is not opened then."""
        self.path = path
        self.name = name
        """The last component of the name it has in its container: a hint for text kinds, never more."""
        self.language = language
        """What it is run as, where that does not depend on what it looks like. None: not known."""
        self._descriptor = -1 if content is not None else os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.size = os.fstat(self._descriptor).st_size if content is None else len(content)
        self._map: mmap.mmap | None = None
        self._whole = content
        self._head: bytes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._map is not None:
            self._map.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)

    @property
    def head(self) -> bytes:
        """The first `HEAD_BYTES` or fewer."""
        if self._head is None:
            self._head = self.at(0, HEAD_BYTES)
        return self._head

    @property
    def tail(self) -> bytes:
        """The last `HEAD_BYTES` or fewer."""
        return self.at(max(0, self.size - HEAD_BYTES), HEAD_BYTES)

    def at(self, offset: int, length: int) -> bytes:
        """The bytes at a place; fewer where the file ends, none where the place is outside."""
        if offset < 0 or length <= 0 or offset >= self.size:
            return b""
        if self._whole is not None:
            return self._whole[offset : offset + length]
        length = min(length, self.size - offset)
        chunks = []
        while length:
            chunk = os.pread(self._descriptor, length, offset)
            if not chunk:
                break  # the file was shortened while it was read
            chunks.append(chunk)
            offset += len(chunk)
            length -= len(chunk)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def exactly(self, offset: int, length: int) -> bytes:
        """The bytes at a place, all of them. Raises Damaged where they are outside the file."""
        content = self.at(offset, length)
        if len(content) != max(0, length):
            raise Damaged(f"{length} bytes at offset {offset} lie outside its {self.size} bytes")
        return content

    def chunks(self, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """A range in blocks. Raises Damaged after the last block when the range reaches beyond the end of the file."""
        end = self.size if length is None else offset + length
        while offset < end:
            chunk = self.at(offset, min(BLOCK_BYTES, end - offset))
            if not chunk:
                raise Damaged(f"it states {end - offset} bytes more than there are")
            yield chunk
            offset += len(chunk)

    def find(self, needle: bytes, start: int = 0, end: int | None = None) -> int:
        """Offset of the first occurrence in a range, or -1. Searched pages are given back, so that no search costs memory."""
        end = self.size if end is None else min(end, self.size)
        content = self.searchable
        while start < end:
            stop = min(end, start + _WINDOW_BYTES)
            found = content.find(needle, start, min(end, stop + len(needle) - 1))
            self.forget()
            if found >= 0:
                return found
            start = stop
        return -1

    def rfind(self, needle: bytes, start: int = 0, end: int | None = None) -> int:
        """Offset of the last occurrence in a range, or -1."""
        end = self.size if end is None else min(end, self.size)
        content = self.searchable
        while start < end:
            begin = max(start, end - _WINDOW_BYTES)
            found = content.rfind(needle, begin, end)
            self.forget()
            if found >= 0 or begin == start:
                return found
            end = begin + len(needle) - 1
        return -1

    @property
    def searchable(self) -> "mmap.mmap | bytes":
        """All bytes, for a search: read where they are few, mapped where they are many. Not to be kept after the source is closed."""
        if self._map is not None:
            return self._map
        if self._whole is None and self.size <= BLOCK_BYTES:
            self._whole = self.at(0, self.size)
        if self._whole is not None:
            return self._whole
        self._map = mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ)
        return self._map

    def stream(self, offset: int = 0, length: int | None = None) -> io.RawIOBase:
        """A range as a file for libraries that want one. Not to be used after the source is closed."""
        end = self.size if length is None else min(self.size, offset + length)
        return _Stream(self, offset, max(0, end - offset))

    def forget(self) -> None:
        """Give the pages that searching touched back to the system."""
        if self._map is not None:
            self._map.madvise(mmap.MADV_DONTNEED)


class _Stream(io.RawIOBase):
    """Seeks beyond the end give no bytes, as a file does."""

    def __init__(self, source: Source, offset: int, length: int) -> None:
        self._source, self._offset, self._length, self._at = source, offset, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = memoryview(buffer).cast("B")
        content = self._source.at(self._offset + self._at, min(len(wanted), max(0, self._length - self._at)))
        wanted[: len(content)] = content
        self._at += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def get_size(self) -> int:
        """Asked by the readers of file systems."""
        return self._length
