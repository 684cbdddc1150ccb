"""Apple disk images (UDIF): a trailer names a property list, whose tables say how each partition is put together from packed runs."""

import bz2
import lzma
import plistlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from xml.parsers.expat import ExpatError

import lzfse  # type: ignore[import-untyped]  # it ships no types

from scanner.unpack.fields import Range, unclaimed
from scanner.unpack.sink import Sink
from scanner.unpack.source import BLOCK_BYTES, Damaged, Source

_TRAILER_BYTES = 512
_MAGIC = b"koly"
_ENCRYPTED = b"encrcdsa"
_TABLE_MAGIC = b"mish"
_TABLE_BYTES = 204
_RUN = struct.Struct(">II4Q")
"""Kind, comment, first sector, sectors, offset, packed bytes. Source: the layout that Apple's own tools print with `hdiutil udifderez`."""
_SECTOR_BYTES = 512
_LIST_BYTES_MAX = 16 << 20
_RUN_BYTES_MAX = 64 << 20
"""A packed run is read as a whole: `hdiutil` makes runs of 256 KiB to 1 MiB."""
_END = 0xFFFFFFFF
_COMMENT = 0x7FFFFFFE
_ZEROS = (0, 2)
"""Zeros, and sectors that the file system does not use."""
_RAW = 1


class _Method(IntEnum):
    ADC = 0x80000004
    ZLIB = 0x80000005
    BZIP2 = 0x80000006
    LZFSE = 0x80000007
    XZ = 0x80000008


def is_disk_image(source: Source) -> bool:
    """True where the trailer lies at the end, as the images of today have it."""
    return source.at(source.size - _TRAILER_BYTES, 4) == _MAGIC


def is_encrypted_disk_image(head: bytes) -> bool:
    """True for an image that only a passphrase opens."""
    return head.startswith(_ENCRYPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Partition:
    name: str
    table: bytes


def open_disk_image(source: Source, sink: Sink) -> None:
    if is_encrypted_disk_image(source.head):
        raise Damaged("it is encrypted: only its passphrase opens it")
    trailer = source.exactly(source.size - _TRAILER_BYTES, _TRAILER_BYTES)
    (data_fork,) = struct.unpack_from(">Q", trailer, 24)
    (segments,) = struct.unpack_from(">I", trailer, 60)
    if segments > 1:
        sink.gap(f"it is one of {segments} files of an Apple disk image, and only this one was opened")
    listed = _list_place(source, trailer)
    used = [listed, Range(offset=source.size - _TRAILER_BYTES, length=_TRAILER_BYTES)]
    for index, partition in enumerate(_partitions(source, listed)):
        name = f"({partition.name or 'partition'} {index})"
        runs = tuple(_runs(partition.table, data_fork))
        used += [run.place for run in runs]
        sink.add(name, _sectors(source, runs), origin=f"partition {index}", is_name_of_member=False)
    for place in unclaimed(source, Range(offset=0, length=source.size), used):
        name = f"(unclaimed bytes at {place.offset})"
        sink.add(name, source.chunks(place.offset, place.length), origin="unclaimed", is_name_of_member=False)


def _list_place(source: Source, trailer: bytes) -> Range:
    offset, length = struct.unpack_from(">QQ", trailer, 216)
    if length > _LIST_BYTES_MAX or offset + length > source.size:
        raise Damaged(f"its property list states {length} bytes at offset {offset}")
    return Range(offset=offset, length=length)


def _partitions(source: Source, listed: Range) -> Iterator[_Partition]:
    try:
        described = plistlib.loads(source.exactly(listed.offset, listed.length), fmt=plistlib.FMT_XML)
        entries = described["resource-fork"]["blkx"]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, ExpatError) as error:
        raise Damaged(f"its property list cannot be read ({_first_words(error)})") from error
    if not isinstance(entries, list):
        raise Damaged("its property list holds no partitions")
    for entry in entries:
        table = entry.get("Data") if isinstance(entry, dict) else None
        if not isinstance(table, bytes) or not table.startswith(_TABLE_MAGIC):
            raise Damaged("a partition in its property list has no table")
        yield _Partition(name=str(entry.get("Name") or entry.get("CFName") or ""), table=table)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    kind: int
    sector: int
    sectors: int
    place: Range


def _runs(table: bytes, data_fork: int) -> Iterator[_Run]:
    if len(table) < _TABLE_BYTES:
        raise Damaged("its table ends early")
    (data_offset,) = struct.unpack_from(">Q", table, 24)
    (count,) = struct.unpack_from(">I", table, 200)
    if count * _RUN.size > len(table) - _TABLE_BYTES:
        raise Damaged(f"its table states {count} runs, more than it holds")
    for index in range(count):
        kind, _, sector, sectors, offset, packed = _RUN.unpack_from(table, _TABLE_BYTES + index * _RUN.size)
        if kind not in (_COMMENT, _END):
            place = Range(offset=data_fork + data_offset + offset, length=0 if kind in _ZEROS else packed)
            yield _Run(kind=kind, sector=sector, sectors=sectors, place=place)


def _sectors(source: Source, runs: tuple[_Run, ...]) -> Iterator[bytes]:
    """The content of a partition. Runs come in the order of their sectors; one that goes back is a lie."""
    at = 0
    for run in runs:
        if run.sector < at:
            raise Damaged(f"its table lays sector {run.sector} twice")
        yield from _zeros((run.sector - at) * _SECTOR_BYTES)
        yield from _content(source, run)
        at = run.sector + run.sectors


def _content(source: Source, run: _Run) -> Iterator[bytes]:
    size_bytes = run.sectors * _SECTOR_BYTES
    if run.kind in _ZEROS:
        yield from _zeros(size_bytes)
        return
    if run.kind == _RAW:
        yield from source.chunks(run.place.offset, size_bytes)
        return
    if max(run.place.length, size_bytes) > _RUN_BYTES_MAX:
        raise Damaged(f"a run states {max(run.place.length, size_bytes)} bytes, more than are unpacked at once")
    content = _unpacked(run.kind, source.exactly(run.place.offset, run.place.length), size_bytes)
    if len(content) > size_bytes:
        raise Damaged(f"a run holds more than the {size_bytes} bytes that its table states")
    yield content
    yield from _zeros(size_bytes - len(content))


def _unpacked(kind: int, packed: bytes, size_bytes: int) -> bytes:
    """At most one byte more than is stated, which tells the lie."""
    try:
        match kind:
            case _Method.ZLIB:
                return zlib.decompressobj().decompress(packed, size_bytes + 1)
            case _Method.BZIP2:
                return bz2.BZ2Decompressor().decompress(packed, size_bytes + 1)
            case _Method.XZ:
                return lzma.LZMADecompressor(memlimit=_RUN_BYTES_MAX * 2).decompress(packed, size_bytes + 1)
            case _Method.LZFSE:
                return bytes(lzfse.decompress(packed))
            case _Method.ADC:
                return _adc(packed, size_bytes)
    except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, lzfse.error, MemoryError, IndexError) as error:
        raise Damaged(f"a packed run is damaged ({_first_words(error)})") from error
    raise Damaged(f"a run is packed by the unknown method {kind:#x}")


def _adc(packed: bytes, size_bytes: int) -> bytes:
    """Apple Data Compression: literals, and copies of what was written, of 3 to 18 or 4 to 67 bytes."""
    out = bytearray()
    at = 0
    while at < len(packed) and len(out) <= size_bytes:
        code = packed[at]
        if code & 0x80:
            length = (code & 0x7F) + 1
            out += packed[at + 1 : at + 1 + length]
            at += 1 + length
            continue
        if code & 0x40:
            length, distance, width = (code & 0x3F) + 4, packed[at + 1] << 8 | packed[at + 2], 3
        else:
            length, distance, width = (code >> 2 & 0xF) + 3, (code & 3) << 8 | packed[at + 1], 2
        start = len(out) - distance - 1
        if start < 0:
            raise ValueError("a copy from before the start")
        for index in range(length):
            out.append(out[start + index])
        at += width
    return bytes(out)


def _zeros(length: int) -> Iterator[bytes]:
    block = bytes(min(max(0, length), BLOCK_BYTES))
    while length > 0:
        yield block[:length]
        length -= len(block)


def _first_words(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
