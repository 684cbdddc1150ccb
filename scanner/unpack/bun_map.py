"""The source maps that Bun stores beside a module, in a form of its own, with each original source compressed."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import zstandard

from scanner.unpack.fields import Range
from scanner.unpack.source import Damaged, Source

_SOURCES_MAX = 100_000
_SOURCE_BYTES_MAX = 256 << 20
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """One original source."""

    name: str
    place: Range


def originals_of(source: Source, place: Range) -> tuple[Original, ...]:
    """The sources in a map. All pointers count from its start. Raises Damaged where they lead out of it."""
    (count,) = struct.unpack("<I", source.exactly(place.offset, 4))
    if count > _SOURCES_MAX or 8 + 16 * count > place.length:
        raise Damaged(f"its source map states {count} sources")
    pointers = list(struct.iter_unpack("<II", source.exactly(place.offset + 8, 16 * count)))
    if any(offset + length > place.length for offset, length in pointers):
        raise Damaged("a pointer of its source map leads out of it")
    names = [source.at(place.offset + offset, min(length, 4096)).decode("utf-8", "replace") for offset, length in pointers[:count]]
    return tuple(
        Original(name=name, place=Range(offset=place.offset + offset, length=length))
        for name, (offset, length) in zip(names, pointers[count:], strict=True)
    )


def content_of(source: Source, original: Original) -> Iterator[bytes]:
    """A source, decompressed. Raises Damaged."""
    packed = source.exactly(original.place.offset, min(original.place.length, _SOURCE_BYTES_MAX))
    reader = zstandard.ZstdDecompressor().stream_reader(packed)
    try:
        while block := reader.read(_BLOCK_BYTES):
            yield block
    except zstandard.ZstdError as error:
        raise Damaged("its compressed source is damaged") from error
