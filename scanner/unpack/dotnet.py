""".NET single-file applications: a bundle of assemblies behind the host, found by a marker in the host."""

from collections.abc import Iterator

from scanner.unpack.fields import Fields, Range
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.streams import inflated

_MARKER = bytes.fromhex("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae")
"""SHA-256 of ".net core bundle" and a line end, right behind the offset of the header."""
_VERSIONS = range(1, 8)
_FLAGS_SINCE, _PACKED_SINCE = 2, 6
_ASSEMBLY = 1


def holds_dotnet_bundle(source: Source) -> bool:
    """True where the marker is there and the offset before it is set: hosts without a bundle have zero there."""
    return _header_offset(source) is not None


def open_dotnet_bundle(source: Source, sink: Sink) -> None:
    offset = _header_offset(source)
    if offset is None:
        raise Damaged("its bundle header was not found")
    fields = Fields(source, offset, source.size)
    major = fields.number("<I")
    fields.skip(4)
    if major not in _VERSIONS:
        raise Damaged(f"its bundle has the unknown version {major}")
    count = fields.counted("<i", least_bytes=18)
    _text(fields)
    if major >= _FLAGS_SINCE:
        fields.skip(40)
    is_first = True
    first = offset
    for _ in range(count):
        start, size_bytes = fields.number("<q"), fields.number("<q")
        packed = fields.number("<q") if major >= _PACKED_SINCE else 0
        kind, path = fields.number("<B"), _text(fields)
        place = _bounded(source, Range(offset=start, length=packed or size_bytes), path)
        sink.add(path, _content(source, place, size_bytes, is_packed=bool(packed)), is_entry=is_first and kind == _ASSEMBLY)
        is_first = is_first and kind != _ASSEMBLY
        first = min(first, place.offset)
    sink.claim(first, fields.at - first)


def _content(source: Source, place: Range, size_bytes: int, *, is_packed: bool) -> Iterator[bytes]:
    found = 0
    chunks = source.chunks(place.offset, place.length)
    for chunk in inflated(chunks, window_bits=-15) if is_packed else chunks:
        found += len(chunk)
        yield chunk
    if found != size_bytes:
        raise Damaged(f"it has {found} bytes where the bundle states {size_bytes}")


def _bounded(source: Source, place: Range, path: str) -> Range:
    if place.offset < 0 or place.length < 0 or place.end > source.size:
        raise Damaged(f"`{path[:200]}` lies outside the file")
    return place


def _header_offset(source: Source) -> int | None:
    at = source.find(_MARKER)
    while at >= 8:
        offset = int.from_bytes(source.at(at - 8, 8), "little", signed=True)
        if 0 < offset < source.size:
            return offset
        at = source.find(_MARKER, at + 1)
    return None


def _text(fields: Fields) -> str:
    """A string behind its length in groups of seven bits."""
    length = shift = 0
    while True:
        byte = fields.number("<B")
        length |= (byte & 0x7F) << shift
        if byte < 0x80:
            return fields.content(length).decode("utf-8", "replace")
        shift += 7
        if shift > 14:
            raise Damaged(f"a name at offset {fields.at} states more than a mebibyte")
