"""Reading fields one behind the other, with every length checked against what is there."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.unpack.source import Damaged, Source

_TEXT_BYTES_MAX = 1 << 16
"""Longest name read; paths have at most 4,096 bytes."""
_STRETCH_BYTES = 64
"""Less holds no program; alignment and ends of strings leave up to some dozens of bytes, mostly zeros."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A place in a source."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        return self.offset + self.length


def unclaimed(source: Source, whole: Range, claimed: Iterable[Range], *, base: int = 0) -> Iterator[Range]:
    """The stretches of a part that no pointer names and that hold more than padding: content may be kept there for later.

    `base` is where offset 0 of the ranges lies in the source.
    """
    at = whole.offset
    for place in (*sorted(claimed, key=lambda place: (place.offset, place.length)), Range(offset=whole.end, length=0)):
        stretch = Range(offset=at, length=min(place.offset, whole.end) - at)
        if stretch.length >= _STRETCH_BYTES and any(chunk.strip(b"\x00") for chunk in source.chunks(base + stretch.offset, stretch.length)):
            yield stretch
        at = max(at, place.end)


@dataclass(slots=True)
class Fields:
    """A cursor over a part of a source. All methods raise Damaged where the part ends before the field does."""

    source: Source
    at: int
    end: int

    def number(self, form: str) -> int:
        """One integer, by its struct form: "<Q", ">I"."""
        (value,) = struct.unpack(form, self.content(struct.calcsize(form)))
        return int(value)

    def content(self, length: int) -> bytes:
        """Bytes that are wanted in memory, names and tables."""
        place = self.skip(length)
        return self.source.exactly(place.offset, place.length)

    def skip(self, length: int) -> Range:
        """A content that is wanted as a place only."""
        if length < 0 or self.at + length > self.end:
            raise Damaged(f"a field at offset {self.at} states {length} bytes, and {max(0, self.end - self.at)} are left")
        place = Range(offset=self.at, length=length)
        self.at += length
        return place

    def text(self, form: str) -> str:
        """A name behind its length."""
        length = self.number(form)
        if length > _TEXT_BYTES_MAX:
            raise Damaged(f"a name at offset {self.at} states {length} bytes")
        return self.content(length).decode("utf-8", "replace")

    def counted(self, form: str, *, least_bytes: int) -> int:
        """A count of records, each of at least so many bytes: more than fit are a lie."""
        count = self.number(form)
        if count * least_bytes > self.end - self.at:
            raise Damaged(f"a table at offset {self.at} states {count} records, more than the {self.end - self.at} bytes left can hold")
        return count
