"""Contents that a Windows program keeps as resources: installers carry archives and programs in them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.artifact import ArtifactKind
from scanner.unpack.fields import Range
from scanner.unpack.native import Layout, layout_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_LEVELS = 3
"""Kind, name, language."""
_ENTRIES_MAX = 65_536
_LEAST_BYTES = 64
"""Less holds no program; resources of a few bytes are settings."""
_OF_WINDOWS = frozenset(range(1, 25)) - {10}
"""Kinds that Windows defines: pictures, texts, dialogs. Number 10 is raw content."""
_NAME_CHARS_MAX = 256
_IS_FOLDER = _IS_NAMED = 0x80000000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    path: tuple[int | str, ...]
    place: Range


def holds_resources(source: Source) -> bool:
    """True where a resource is large enough for a program, and of a kind that Windows does not define."""
    return next(_own(source), None) is not None


def open_resources(source: Source, sink: Sink) -> None:
    for resource in _own(source):
        name = f"(resource {'/'.join(str(part) for part in resource.path)})"
        place = resource.place
        sink.claim(place.offset, place.length)
        sink.add(name, source.chunks(place.offset, place.length), origin="resource", is_name_of_member=False)


def _own(source: Source) -> Iterator[_Resource]:
    layout = layout_of(source, ArtifactKind.PE)
    table = layout.part("(resources)")
    if table is None:
        return
    walk = _Walk(source=source, layout=layout, start=table.offset)
    for resource in walk.below(0, ()):
        if resource.path[0] not in _OF_WINDOWS and resource.place.length >= _LEAST_BYTES:
            yield resource


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Three levels of folders. What lies outside the file is left out: it is nowhere."""

    source: Source
    layout: Layout
    start: int
    entries: int = 0

    def below(self, offset: int, path: tuple[int | str, ...]) -> Iterator[_Resource]:
        head = self.source.at(self.start + offset, 16)
        if len(head) < 16:
            return
        named, numbered = struct.unpack_from("<HH", head, 12)
        for index in range(named + numbered):
            record = self.source.at(self.start + offset + 16 + 8 * index, 8)
            self.entries += 1
            if len(record) < 8 or self.entries > _ENTRIES_MAX:
                return
            name, target = struct.unpack("<II", record)
            step = (*path, self._name(name))
            if not target & _IS_FOLDER:
                yield from self._leaf(target, step)
            elif len(step) < _LEVELS:
                yield from self.below(target & ~_IS_FOLDER, step)

    def _name(self, name: int) -> int | str:
        if not name & _IS_NAMED:
            return name
        at = self.start + (name & ~_IS_NAMED)
        length = int.from_bytes(self.source.at(at, 2), "little")
        return self.source.at(at + 2, 2 * min(length, _NAME_CHARS_MAX)).decode("utf-16-le", "replace")

    def _leaf(self, offset: int, path: tuple[int | str, ...]) -> Iterator[_Resource]:
        record = self.source.at(self.start + offset, 8)
        if len(record) < 8:
            return
        address, size_bytes = struct.unpack("<II", record)
        for part in self.layout.parts:
            at = part.offset + address - part.address
            is_inside = part.address <= address and address - part.address + size_bytes <= part.size_bytes
            if is_inside and not part.name.startswith("(") and at + size_bytes <= self.source.size:
                yield _Resource(path=path, place=Range(offset=at, length=size_bytes))
                return
