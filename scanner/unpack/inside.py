"""Archives in content of no known format: behind the settings of a self-extracting program, or behind the stub of a loader."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.unpack.cab import MAGIC as CABINET
from scanner.unpack.cab import open_cab_at
from scanner.unpack.fields import Range, unclaimed
from scanner.unpack.seven_zip import MAGIC as SEVEN_ZIP
from scanner.unpack.seven_zip import open_seven_zip_at
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_ARCHIVES_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    place: Range
    open_at: Callable[[Source, Sink, int], object]


def holds_archives(source: Source) -> bool:
    """True where an archive with a valid head lies in the content."""
    return next(_archives(source), None) is not None


def open_archives(source: Source, sink: Sink) -> None:
    """The archives, and what lies around them as members of their own."""
    archives = tuple(_archives(source))
    for archive in archives:
        archive.open_at(source, sink, archive.place.offset)
    for place in unclaimed(source, Range(offset=0, length=source.size), [archive.place for archive in archives]):
        name = f"(bytes from {place.offset})"
        sink.add(name, source.chunks(place.offset, place.length), origin="bytes around an archive", is_name_of_member=False)


def _archives(source: Source) -> Iterator[_Found]:
    at = 0
    for _ in range(_ARCHIVES_MAX):
        found = _next(source, at)
        if found is None:
            return
        yield found
        at = found.place.end


def _next(source: Source, start: int) -> _Found | None:
    candidates = (_first(source, start, SEVEN_ZIP, _seven_zip), _first(source, start, CABINET, _cabinet))
    return min((found for found in candidates if found is not None), key=lambda found: found.place.offset, default=None)


def _first(source: Source, start: int, magic: bytes, read: Callable[[Source, int], _Found | None]) -> _Found | None:
    at = source.find(magic, start)
    while at >= 0:
        found = read(source, at)
        if found is not None:
            return found
        at = source.find(magic, at + 1)
    return None


def _seven_zip(source: Source, at: int) -> _Found | None:
    head = source.at(at, 32)
    if len(head) < 32 or zlib.crc32(head[12:]) != int.from_bytes(head[8:12], "little"):
        return None
    offset, length = struct.unpack_from("<QQ", head, 12)
    if 32 + offset + length > source.size - at:
        return None
    return _Found(place=Range(offset=at, length=32 + offset + length), open_at=open_seven_zip_at)


def _cabinet(source: Source, at: int) -> _Found | None:
    head = source.at(at, 36)
    if len(head) < 36:
        return None
    size_bytes, reserved, files_at = struct.unpack_from("<III", head, 8)
    if reserved or head[24:26] != b"\x03\x01" or not 36 <= files_at < size_bytes <= source.size - at:
        return None
    return _Found(place=Range(offset=at, length=size_bytes), open_at=open_cab_at)
