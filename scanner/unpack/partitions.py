"""Disks sector for sector, with the table of partitions that macOS and installers write: GPT, or Apple's own."""

import struct
from collections.abc import Iterator

from scanner.unpack.fields import Range
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_SECTOR_BYTES = 512
_GPT_MAGIC = b"EFI PART"
_GPT_ENTRY_BYTES_MAX = 4096
_MAP_MAGIC = b"PM"
_PARTITIONS_MAX = 1024


def looks_like_disk(head: bytes) -> bool:
    """True where a table of partitions follows the first sector."""
    second = head[_SECTOR_BYTES : _SECTOR_BYTES + 8]
    return second == _GPT_MAGIC or (head[:2] == b"ER" and second[:2] == _MAP_MAGIC)


def open_disk(source: Source, sink: Sink) -> None:
    is_gpt = source.at(_SECTOR_BYTES, 8) == _GPT_MAGIC
    for index, place in enumerate(_by_gpt(source) if is_gpt else _by_map(source)):
        sink.add(f"(partition {index})", source.chunks(place.offset, place.length), origin=f"partition {index}", is_name_of_member=False)


def _by_gpt(source: Source) -> Iterator[Range]:
    header = source.exactly(_SECTOR_BYTES, 92)
    table, count, entry_bytes = struct.unpack_from("<QII", header, 72)
    if count > _PARTITIONS_MAX or not 128 <= entry_bytes <= _GPT_ENTRY_BYTES_MAX:
        raise Damaged(f"its table states {count} partitions of {entry_bytes} bytes each")
    for index in range(count):
        entry = source.exactly(table * _SECTOR_BYTES + index * entry_bytes, 128)
        first, last = struct.unpack_from("<QQ", entry, 32)
        if any(entry[:16]) and last >= first:
            yield Range(offset=first * _SECTOR_BYTES, length=(last - first + 1) * _SECTOR_BYTES)


def _by_map(source: Source) -> Iterator[Range]:
    (count,) = struct.unpack_from(">I", source.exactly(_SECTOR_BYTES, 8), 4)
    if count > _PARTITIONS_MAX:
        raise Damaged(f"its map states {count} partitions")
    for index in range(count):
        entry = source.exactly((index + 1) * _SECTOR_BYTES, 136)
        first, sectors = struct.unpack_from(">II", entry, 8)
        if not entry.startswith(_MAP_MAGIC):
            raise Damaged(f"there is no entry {index} in its map of partitions")
        if index or first != 1:  # the first describes the map itself
            yield Range(offset=first * _SECTOR_BYTES, length=sectors * _SECTOR_BYTES)
