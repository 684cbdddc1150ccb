"""Bun standalone executables: the module graph that `bun build --compile` sets into or behind a native file.

The graph ends with an offsets record and a trailer, and all pointers count from the start of its data. Layouts seen in Bun 1.2.17
to 1.4.4 on ELF, Mach-O and PE: the parts lie in a section or behind the file, records have 28 to 60 bytes, and pointers of bytecode
may overlap, so lengths are never summed and never trusted.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.artifact import BYTECODE_STEP, SHARED_STEP, SOURCE_MAP_STEP, ArtifactKind
from scanner.unpack.bun_map import content_of, originals_of
from scanner.unpack.fields import Range, unclaimed
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

TRAILER = b"\n---- Bun! ----\n"
_TRAILERS_TRIED = 64
"""The runtime itself holds the trailer as a string; real files have two, a file with more decoys than this is reported."""
_OFFSETS_BYTES = (32, 24)
_RECORD_BYTES = (52, 36, 60, 44, 28)
"""Current, up to 1.3.8, announced, and two that no release is known to have used; 28: without bytecode."""
_MODULES_MAX = 200_000
_NAME_BYTES_MAX = 4096
_TABLE_SAMPLE_BYTES = 1 << 16
_TABLE_ZERO_SHARE = 0.1
"""Tables of 32-bit numbers: 40 % of the bytes of the largest one are zero."""
_LOADERS = {0: ".jsx", 1: ".js", 2: ".ts", 3: ".tsx", 6: ".json"}
"""Entry modules carry the name of the executable: only the loader says that they are code."""
_ENCODINGS = {0: None, 1: "latin-1", 2: "utf-16-le"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Module:
    name: str
    contents: Range
    source_map: Range
    bytecode: Range
    encoding: str | None
    suffix: str
    """The language that the loader states; empty: none, or an asset."""
    name_at: Range
    others: tuple[Range, ...]
    """Module info and the name that the bytecode was compiled under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    base: int
    size_bytes: int
    modules: tuple[_Module, ...]
    entry: int
    table: Range

    def claimed(self) -> Iterator[Range]:
        """What pointers name, bytecode left out."""
        yield self.table
        for module in self.modules:
            for place in (module.name_at, module.contents, module.source_map, *module.others):
                if place.length:
                    yield place


def holds_bun(source: Source) -> bool:
    """True where a trailer with a valid graph before it lies in the file."""
    return next(_graphs(source), None) is not None


def open_bun(source: Source, sink: Sink) -> None:
    graphs = tuple(_graphs(source))
    if not graphs:
        raise Damaged("its Bun trailer has no valid module table before it")
    if len(graphs) > 1:
        sink.gap(f"it holds {len(graphs)} valid module tables; all were opened, and which of them runs was not determined")
    for graph in graphs:
        _open_graph(source, sink, graph)


def _open_graph(source: Source, sink: Sink, graph: _Graph) -> None:
    sink.claim(graph.base, graph.size_bytes + _OFFSETS_BYTES[0] + len(TRAILER))
    for index, module in enumerate(graph.modules):
        _take(source, sink, graph, module, is_entry=index == graph.entry)
    codes = tuple(_bytecodes(graph))
    claimed = (*graph.claimed(), *(code for _, code in codes))
    stretches = tuple(unclaimed(source, Range(offset=0, length=graph.size_bytes), claimed, base=graph.base))
    for name, code in codes:
        whole = _with_neighbours(code, stretches)
        _add(source, sink, graph, whole, name=name + BYTECODE_STEP, origin="bytecode", kind=ArtifactKind.JS_BYTECODE)
    for place in stretches:
        if not any(place in _neighbours(code, stretches) for _, code in codes):
            _take_unclaimed(source, sink, graph, place)


def _take(source: Source, sink: Sink, graph: _Graph, module: _Module, *, is_entry: bool) -> None:
    if module.contents.offset + module.contents.length > graph.size_bytes:
        sink.gap("its content lies outside the payload", step=module.name)
    _add(source, sink, graph, module.contents, name=module.name, encoding=module.encoding, is_entry=is_entry, suffix=module.suffix)
    if module.source_map.length:
        _take_source_map(source, sink, graph, module)


def _take_source_map(source: Source, sink: Sink, graph: _Graph, module: _Module) -> None:
    name = module.name + SOURCE_MAP_STEP
    _add(source, sink, graph, module.source_map, name=name, origin="bun source map", kind=ArtifactKind.DATA)
    try:
        originals = originals_of(source, Range(offset=graph.base + module.source_map.offset, length=module.source_map.length))
    except Damaged as damage:
        sink.gap(str(damage), step=name)
        return
    for original in originals:
        sink.add(f"{name}/{original.name}", content_of(source, original), origin="source map", is_name_of_member=False)


def _add(
    source: Source,
    sink: Sink,
    graph: _Graph,
    place: Range,
    *,
    name: str,
    encoding: str | None = None,
    origin: str | None = None,
    is_entry: bool = False,
    kind: ArtifactKind | None = None,
    suffix: str = "",
) -> None:
    length = max(0, min(place.length, graph.size_bytes - place.offset))
    sink.add(
        name,
        source.chunks(graph.base + place.offset, length),
        encoding=encoding,
        origin=origin,
        is_entry=is_entry,
        is_name_of_member=False,
        kind=kind,
        suffix=suffix,
    )


def _bytecodes(graph: _Graph) -> Iterator[tuple[str, Range]]:
    """The bytecode of each module; ranges that overlap are one cache of several modules."""
    modules = sorted((module for module in graph.modules if module.bytecode.length), key=lambda module: module.bytecode.offset)
    at = 0
    while at < len(modules):
        first, last = modules[at], at + 1
        end = first.bytecode.end
        while last < len(modules) and modules[last].bytecode.offset < end:
            end = max(end, modules[last].bytecode.end)
            last += 1
        name = first.name if last - at == 1 else SHARED_STEP.format(count=last - at)
        yield name, Range(offset=first.bytecode.offset, length=end - first.bytecode.offset)
        at = last


def _neighbours(code: Range, stretches: tuple[Range, ...]) -> tuple[Range, ...]:
    """The strings of bytecode lie right before or behind it, and no pointer names them."""
    return tuple(place for place in stretches if place.end == code.offset or place.offset == code.end)


def _with_neighbours(code: Range, stretches: tuple[Range, ...]) -> Range:
    places = (code, *_neighbours(code, stretches))
    start = min(place.offset for place in places)
    return Range(offset=start, length=max(place.end for place in places) - start)


def _take_unclaimed(source: Source, sink: Sink, graph: _Graph, place: Range) -> None:
    """Tables of numbers follow the modules; anything else, and text in their place, is kept to be looked at."""
    sample = source.at(graph.base + place.offset, _TABLE_SAMPLE_BYTES)
    is_table = place.offset == graph.table.end and sample.count(0) > len(sample) * _TABLE_ZERO_SHARE
    _add(
        source,
        sink,
        graph,
        place,
        name=f"(unclaimed bytes at {place.offset})",
        origin="unclaimed",
        kind=ArtifactKind.DATA if is_table else None,
    )


def _graphs(source: Source) -> Iterator[_Graph]:
    """All structurally valid graphs, the last first. A trailer without one before it is a decoy, or the runtime's own string; a
    graph inside another's payload belongs to an executable that is a member of it."""
    end = source.size
    for _ in range(_TRAILERS_TRIED):
        trailer = source.rfind(TRAILER, 0, end)
        if trailer < 0:
            return
        end = trailer + len(TRAILER) - 1
        graph = next(filter(None, (_graph_before(source, trailer, size) for size in _OFFSETS_BYTES)), None)
        if graph is not None:
            yield graph
            end = graph.base


def _graph_before(source: Source, trailer: int, offsets_bytes: int) -> _Graph | None:
    record = source.at(trailer - offsets_bytes, 20)
    if len(record) < 20:
        return None
    size_bytes, table_at, table_bytes, entry = struct.unpack("<QIII", record)
    base = trailer - offsets_bytes - size_bytes
    if base < 0 or not table_bytes or table_at + table_bytes > size_bytes:
        return None
    table = source.at(base + table_at, table_bytes)
    for record_bytes in _RECORD_BYTES:
        count, rest = divmod(table_bytes, record_bytes)
        if rest or not 0 < count <= _MODULES_MAX or entry >= count:
            continue
        modules = _modules(source, table, record_bytes, base, size_bytes)
        if modules is not None:
            return _Graph(
                base=base,
                size_bytes=size_bytes,
                modules=modules,
                entry=entry,
                table=Range(offset=table_at, length=table_bytes),
            )
    return None


def _modules(source: Source, table: bytes, record_bytes: int, base: int, size_bytes: int) -> tuple[_Module, ...] | None:
    """None: the records do not have this length, as a name points nowhere."""
    modules = []
    for at in range(0, len(table), record_bytes):
        name_at, name_bytes, *rest = struct.unpack_from("<6I", table, at)
        if not 0 < name_bytes <= _NAME_BYTES_MAX or name_at + name_bytes > size_bytes:
            return None
        raw = source.at(base + name_at, name_bytes)
        if (not raw.isascii() and not _is_utf8(raw)) or b"\x00" in raw:
            return None
        code_at, code_bytes = struct.unpack_from("<2I", table, at + 24) if record_bytes >= 36 else (0, 0)
        modules.append(
            _Module(
                name=raw.decode("utf-8"),
                encoding=_ENCODINGS.get(table[at + record_bytes - 4]),
                suffix=_LOADERS.get(table[at + record_bytes - 3], ""),
                contents=Range(offset=rest[0], length=rest[1]),
                source_map=Range(offset=rest[2], length=rest[3]),
                bytecode=Range(offset=code_at, length=max(0, min(code_bytes, size_bytes - code_at))),
                name_at=Range(offset=name_at, length=name_bytes),
                others=_others(table, at, record_bytes, size_bytes),
            )
        )
    return tuple(modules)


def _others(table: bytes, at: int, record_bytes: int, size_bytes: int) -> tuple[Range, ...]:
    count = (record_bytes - 36) // 8
    pairs = struct.iter_unpack("<II", table[at + 32 : at + 32 + 8 * count]) if count > 0 else ()
    return tuple(Range(offset=offset, length=length) for offset, length in pairs if length and offset + length <= size_bytes)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
