"""Installers made with NSIS: behind the program lie a header with commands and strings, and the files, packed one by one or as one.

Source of the layout: `fileform.h` of NSIS. Reads what Deflate and LZMA packed; its own form of bzip2 is a gap.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.coverage import CoverageStatus
from scanner.unpack.nsis_header import Script, read_script
from scanner.unpack.overlay import native_end
from scanner.unpack.seven_zip_coders import lzma1
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.spans import Forward
from scanner.unpack.streams import inflated, pulled

_MARK = b"\xef\xbe\xad\xdeNullsoftInst"
_SECTOR_BYTES = 512
_HEAD_BYTES = 28
_FLAGS_MAX = 15
_IS_PACKED = 0x80000000
_HEADER_BYTES_MAX = 64 << 20
_LZMA_START = b"\x5d\x00\x00"
_BZIP2_START = b"\x31"
_CHECKSUM_BYTES = 4
_UNPACKED_BYTES_MAX = 1 << 32
_DOWNLOAD = re.compile(
    r"\b(?:https?|ftp)://([A-Za-z0-9.-]+\.[A-Za-z]{2,})[^\s\"'<>]*\.(?:7z|exe|msi|zip|nupkg|cab|tar\.\w+|tgz)\b",
    re.IGNORECASE,
)
_HOSTS_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    at: int
    """Of the first byte behind the head."""
    end: int
    header_bytes: int
    is_cut: bool
    """True: it states more bytes than there are."""


def holds_nsis(source: Source) -> bool:
    """True where the head of such an installer lies behind a program."""
    return _place(source) is not None


def open_nsis(source: Source, sink: Sink) -> None:
    place = _place(source)
    if place is None:
        raise Damaged("the head of the installer was not found")
    sink.claim(place.at - _HEAD_BYTES, place.end - place.at + _HEAD_BYTES)
    if place.is_cut:
        sink.gap("it ends before the installer does")
    head = source.at(place.at, 4)
    length = int.from_bytes(head, "little")
    is_apart = length & ~_IS_PACKED < place.end - place.at and (length & _IS_PACKED or length == place.header_bytes)
    if is_apart and not head.startswith(_LZMA_START):
        _open_apart(source, sink, place)
    elif head.startswith(_BZIP2_START):
        raise Damaged("its files are packed as one by NSIS's own form of bzip2, which is not read")
    else:
        _open_solid(sink, Forward(_unpacked(source, place.at, place.end - place.at, _UNPACKED_BYTES_MAX)))


def _place(source: Source) -> _Place | None:
    end = native_end(source)
    at = source.find(_MARK, end) if end is not None else -1
    while at >= 0:
        start = at - 4
        flags, header_bytes, length = struct.unpack("<I16xII", source.at(start, _HEAD_BYTES).ljust(_HEAD_BYTES, b"\x00"))
        if start % _SECTOR_BYTES == 0 and flags <= _FLAGS_MAX and length > _HEAD_BYTES:
            stated_end = start + length
            return _Place(
                at=start + _HEAD_BYTES,
                end=min(source.size, stated_end),
                header_bytes=header_bytes,
                is_cut=stated_end > source.size,
            )
        at = source.find(_MARK, at + 1)
    return None


def _open_apart(source: Source, sink: Sink, place: _Place) -> None:
    """Each piece behind its length, whose highest bit says that it is packed."""
    script: Script | None = None
    at = first = place.at
    while place.end - at > _CHECKSUM_BYTES:
        (stated,) = struct.unpack("<I", source.exactly(at, 4))
        length = stated & ~_IS_PACKED
        if length > place.end - at - 4:
            raise Damaged(f"a piece at offset {at} states {length} bytes, and {place.end - at - 4} are left")
        limit = _HEADER_BYTES_MAX if script is None else _UNPACKED_BYTES_MAX
        chunks = _unpacked(source, at + 4, length, limit) if stated & _IS_PACKED else source.chunks(at + 4, length)
        if script is None:
            script = _script(sink, b"".join(_bounded(chunks)))
            first = at + 4 + length
        else:
            _add(sink, script, at - first, chunks)
        at += 4 + length


def _open_solid(sink: Sink, reader: Forward) -> None:
    length = int.from_bytes(reader.exactly(4), "little")
    if length > _HEADER_BYTES_MAX:
        raise Damaged(f"its header states {length} bytes")
    script = _script(sink, reader.exactly(length))
    first = reader.at
    while not reader.is_at_end():
        at = reader.at - first
        length = int.from_bytes(reader.exactly(4), "little")
        _add(sink, script, at, reader.pieces(length))
        if reader.damage is not None:
            return


def _script(sink: Sink, header: bytes) -> Script:
    script = read_script(header)
    sink.add("(script)", ["\n".join(script.strings).encode("utf-8", "replace")], origin="strings of the installer", is_name_of_member=False)
    hosts = sorted({host for text in script.strings for host in _DOWNLOAD.findall(text)})
    if hosts:
        shown = ", ".join(hosts[:_HOSTS_NAMED])
        sink.gap(f"its payload comes later: the installer downloads from {shown}", status=CoverageStatus.SKIPPED)
    return script


def _add(sink: Sink, script: Script, at: int, chunks: Iterator[bytes]) -> None:
    name = script.files.get(at)
    sink.add(name or f"(piece at {at})", chunks, is_name_of_member=name is not None)


def _bounded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size_bytes = 0
    for chunk in chunks:
        size_bytes += len(chunk)
        if size_bytes > _HEADER_BYTES_MAX:
            raise Damaged(f"its header unpacks to more than {_HEADER_BYTES_MAX} bytes")
        yield chunk


def _unpacked(source: Source, at: int, length: int, limit: int) -> Iterator[bytes]:
    """A packed stream, by what it begins with."""
    head = source.at(at, 5)
    if head.startswith(_LZMA_START):
        return pulled(source.chunks(at + 5, length - 5), lambda: lzma1(head, limit), needs_end=False)
    if head.startswith(_BZIP2_START):
        return _refused()
    return inflated(source.chunks(at, length), window_bits=-15)


def _refused() -> Iterator[bytes]:
    raise Damaged("it is packed by NSIS's own form of bzip2, which is not read")
    yield b""
