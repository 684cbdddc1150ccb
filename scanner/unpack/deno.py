"""Executables made by `deno compile`: a section with modules and a file system (2.x), or an eszip archive (1.x)."""

import json
from collections.abc import Iterator

from scanner.model.artifact import SOURCE_MAP_STEP
from scanner.unpack.fields import Fields, Range, unclaimed
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MAGIC = b"d3n0l4nd"
_ESZIP = b"ESZIP"
_METADATA_BYTES_MAX = 64 << 20
_CANDIDATES_MAX = 64
"""The runtime holds the magic as a constant; sections have it at both ends."""
_TRANSPILED, _MAP, _EXPORTS = 1, 2, 4
"""Flags of a module: which further contents follow."""
_TRANSPILED_STEP = "#transpiled"
_MODULE, _REDIRECT, _NPM = 0, 1, 2


def holds_deno(source: Source) -> bool:
    """True where a section with readable metadata, or an eszip archive, lies in the file."""
    return _section(source) is not None or _eszip(source) is not None


def open_deno(source: Source, sink: Sink) -> None:
    section = _section(source)
    if section is not None:
        _open_section(source, sink, section)
        return
    start = _eszip(source)
    if start is None:
        raise Damaged("there is no section and no archive of Deno in it")
    _open_eszip(source, sink, start)


def _section(source: Source) -> Fields | None:
    """A cursor behind the magic of the section."""
    at = -1
    for _ in range(_CANDIDATES_MAX):
        at = source.find(_MAGIC, at + 1)
        if at < 0:
            return None
        fields = Fields(source, at + len(_MAGIC), source.size)
        length = int.from_bytes(source.at(fields.at, 8), "little")
        if 2 <= length <= _METADATA_BYTES_MAX and source.at(fields.at + 8, 1) == b"{":
            return fields
    return None


def _open_section(source: Source, sink: Sink, fields: Fields) -> None:
    start = fields.at - len(_MAGIC)
    metadata = _json(source, fields.skip(fields.number("<Q")))
    entry = str(metadata.get("entrypoint_key", "")) if isinstance(metadata, dict) else ""
    fields.skip(fields.number("<Q"))  # which npm packages depend on which
    specifiers: dict[int, str] = {}
    for _ in range(fields.counted("<I", least_bytes=8)):
        name = fields.text("<I")
        specifiers[fields.number("<I")] = name
    for _ in range(fields.counted("<I", least_bytes=8)):
        fields.skip(8)  # a redirect from one specifier to another
    for _ in range(fields.counted("<I", least_bytes=10)):
        name = specifiers.get(fields.number("<I"), "(module without a name)")
        _take_module(source, sink, fields, name, is_entry=name == entry)
    tree = _json(source, fields.skip(fields.number("<Q")))
    files = fields.skip(fields.number("<Q"))
    claimed: list[Range] = []
    for path, value in _files(tree):
        claimed += _take_file(source, sink, files, path, value, is_entry=path == entry)
    for place in unclaimed(source, files, claimed):
        _add(source, sink, f"(unclaimed bytes at {place.offset})", place)
    if fields.content(len(_MAGIC)) != _MAGIC:
        sink.gap("the end of its section is not where its lengths say")
    sink.claim(start, fields.at - start)


def _take_module(source: Source, sink: Sink, fields: Fields, name: str, *, is_entry: bool) -> None:
    fields.skip(1)  # media type
    content = fields.skip(fields.number("<I"))
    flags = fields.number("<B")
    further = [
        (suffix, fields.skip(fields.number("<I")))
        for flag, suffix in ((_TRANSPILED, _TRANSPILED_STEP), (_MAP, SOURCE_MAP_STEP), (_EXPORTS, ""))
        if flags & flag
    ]
    _add(source, sink, name, content, is_entry=is_entry)
    for suffix, place in further:
        if suffix:
            _add(source, sink, name + suffix, place)


def _files(tree: object) -> Iterator[tuple[str, dict[str, object]]]:
    stack: list[tuple[str, object]] = [("", entry) for entry in reversed(tree)] if isinstance(tree, list) else []
    while stack:
        folder, entry = stack.pop()
        if not isinstance(entry, dict) or len(entry) != 1:
            raise Damaged("its file system is not described as expected")
        ((kind, value),) = entry.items()
        if not isinstance(value, dict):
            raise Damaged("its file system is not described as expected")
        path = f"{folder}/{value.get('n', '')}" if folder else str(value.get("n", ""))
        if kind == "Dir":
            children = value.get("e")
            stack.extend((path, child) for child in reversed(children if isinstance(children, list) else []))
        elif kind == "File":
            yield path, value


def _take_file(source: Source, sink: Sink, files: Range, path: str, value: dict[str, object], *, is_entry: bool) -> list[Range]:
    """Returns the places of the contents."""
    places: list[Range] = []
    for key, suffix in (("o", ""), ("m", _TRANSPILED_STEP), ("s", SOURCE_MAP_STEP), ("c", None)):
        place = value.get(key)
        if not isinstance(place, list) or len(place) != 2 or not all(isinstance(number, int) and number >= 0 for number in place):
            continue  # this file has no such content
        offset, length = place
        if offset + length > files.length:
            sink.gap("its content lies outside the section", step=path)
            continue
        places.append(Range(offset=files.offset + offset, length=length))
        if suffix is not None:
            _add(source, sink, path + suffix, places[-1], is_entry=is_entry and not suffix)
    return places


def _eszip(source: Source) -> int | None:
    """Offset of an archive of version 2, which is not only the magic in the runtime's code."""
    at = source.rfind(_ESZIP)
    for _ in range(_CANDIDATES_MAX):
        if at < 0:
            return None
        head = source.at(at, 12)
        if head[5:6] in (b"_", b"2") and 0 < int.from_bytes(head[8:12]) < source.size - at:
            return at
        at = source.rfind(_ESZIP, 0, at)
    return None


def _open_eszip(source: Source, sink: Sink, start: int) -> None:
    """Numbers are big-endian; contents follow the header, each with a digest behind it."""
    fields = Fields(source, start + 8, source.size)
    header = Fields(source, fields.at + 4, fields.at + 4 + fields.number(">I"))
    digest_bytes = 32
    modules: list[tuple[str, int, int]] = []
    while header.at < header.end:
        name, kind = header.text(">I"), header.number(">B")
        if kind == _MODULE:
            offset, length, _, _ = (header.number(">I") for _ in range(4))
            header.skip(1)
            modules.append((name, offset, length))
        elif kind == _REDIRECT:
            header.text(">I")
        elif kind == _NPM:
            header.skip(4)
        else:
            raise Damaged(f"an entry of its archive has the unknown type {kind}")
    sources = header.end + digest_bytes
    base = sources + 4 + int.from_bytes(source.exactly(sources, 4)) + digest_bytes * bool(int.from_bytes(source.exactly(sources, 4)))
    sink.claim(start, source.size - start)
    for index, (name, offset, length) in enumerate(modules):
        _add(source, sink, name, Range(offset=base + 4 + offset, length=length), is_entry=not index)


def _json(source: Source, place: Range) -> object:
    if place.length > _METADATA_BYTES_MAX:
        raise Damaged(f"its metadata states {place.length} bytes")
    try:
        return json.loads(source.exactly(place.offset, place.length) or b"null")
    except (ValueError, RecursionError) as error:
        raise Damaged("its metadata is no JSON") from error


def _add(source: Source, sink: Sink, name: str, place: Range, *, is_entry: bool = False) -> None:
    sink.add(name, source.chunks(place.offset, place.length), is_entry=is_entry, is_name_of_member=False)
