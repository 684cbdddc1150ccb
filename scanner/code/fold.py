"""Text whose encoded parts were put back in the clear, and the way from its bytes to those of the original."""

import struct
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from scanner.code.text import SourceText

_SEGMENT = struct.Struct("<QQQQ")


class Piece(NamedTuple):
    """A range of characters of the original and the text that replaces it."""

    start: int
    end: int
    text: str


class Segment(NamedTuple):
    """A replaced range: where it lies, in bytes, in the folded text and in the original."""

    offset: int
    length: int
    original_offset: int
    original_length: int


@dataclass(frozen=True, slots=True)
class Folded:
    content: bytes
    segments: tuple[Segment, ...]


def folded(source: SourceText, mark: bytes, pieces: Iterable[Piece]) -> Folded:
    """Replace ranges that are in order and do not overlap, in the codec of the original. The new text has to be ASCII.

    `mark` is the byte order mark of the original, empty where it has none. Unreadable bytes of the original stay as they are.
    """
    parts = [mark]
    segments: list[Segment] = []
    written, read = len(mark), 0
    for piece in pieces:
        kept = source.text[read : piece.start].encode(source.codec, source.errors)
        text = piece.text.encode(source.codec)
        original = source.byte_offset(piece.start)
        segments.append(Segment(written + len(kept), len(text), original, source.byte_offset(piece.end) - original))
        parts += (kept, text)
        written += len(kept) + len(text)
        read = piece.end
    parts.append(source.text[read:].encode(source.codec, source.errors))
    return Folded(b"".join(parts), tuple(segments))


def joined(source: SourceText, pieces: Iterable[Piece]) -> Folded:
    """Only the new texts, in UTF-8, one after the other on lines of their own."""
    parts: list[bytes] = []
    segments: list[Segment] = []
    written = 0
    for piece in pieces:
        text = piece.text.encode("utf-8", "replace") + b"\n"
        original = source.byte_offset(piece.start)
        segments.append(Segment(written, len(text), original, source.byte_offset(piece.end) - original))
        parts.append(text)
        written += len(text)
    return Folded(b"".join(parts), tuple(segments))


def packed(segments: Iterable[Segment]) -> bytes:
    """The segments as the bytes of a `Fold.segments` file."""
    return b"".join(_SEGMENT.pack(*segment) for segment in segments)


class OffsetMap:
    """The way back. Between the segments both texts are equal byte for byte."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._segments = tuple(segments)
        self._offsets = [segment.offset for segment in self._segments]
        if any(first.offset + first.length > second.offset for first, second in pairwise(self._segments)):
            raise ValueError("the segments of a folded text overlap")

    @classmethod
    def read(cls, path: Path) -> "OffsetMap":
        """Raises OSError, and ValueError for a file of another format."""
        content = path.read_bytes()
        if len(content) % _SEGMENT.size:
            raise ValueError(f"{path.name} is no table of segments")
        return cls(Segment(*values) for values in _SEGMENT.iter_unpack(content))

    def original(self, offset: int, length: int) -> tuple[int, int]:
        """Offset and length in the original of a range of the folded text; a range within a replaced part gives all of that part."""
        start, _ = self._bounds(offset)
        _, end = self._bounds(offset + max(length, 1) - 1)
        return start, max(end - start, 0)

    def _bounds(self, offset: int) -> tuple[int, int]:
        """First byte and end, in the original, of what the byte at `offset` stands for."""
        index = bisect_right(self._offsets, offset) - 1
        if index < 0:
            return offset, offset + 1
        segment = self._segments[index]
        if offset < segment.offset + segment.length:
            return segment.original_offset, segment.original_offset + segment.original_length
        at = segment.original_offset + segment.original_length + offset - segment.offset - segment.length
        return at, at + 1
