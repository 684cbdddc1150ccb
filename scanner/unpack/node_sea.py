"""Node single executable applications: a blob that the runtime finds by a note, section or resource of its file.

The blob states itself, so it is found by its own first bytes and structure in ELF, Mach-O and PE alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.artifact import BYTECODE_STEP, ArtifactKind
from scanner.unpack.fields import Fields, Range
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MAGIC = (0x143DA20).to_bytes(4, "little")
_SNAPSHOT, _CODE_CACHE, _ASSETS, _ARGUMENTS = 2, 4, 8, 16
_KNOWN_FLAGS = 63
_EXTRA_BYTES = (0, 1, 2)
"""Later versions put the handling of arguments, and the module format, each in one byte behind the flags."""
_CODE_PATH_BYTES_MAX = 4096
_ASSETS_MAX = 100_000
_CANDIDATES_MAX = 1000
"""Places where the magic stands by chance: it is a constant of the runtime's code, found there once or twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blob:
    code_path: str
    is_snapshot: bool
    main: Range
    cache: Range | None
    assets: tuple[tuple[str, Range], ...]
    start: int
    end: int


def holds_node_sea(source: Source) -> bool:
    """True where a blob with a valid structure lies in the file."""
    return next(_blobs(source), None) is not None


def open_node_sea(source: Source, sink: Sink) -> None:
    blobs = tuple(_blobs(source))
    if len(blobs) > 1:
        sink.gap(f"it holds {len(blobs)} valid application blobs; all were opened, and which of them runs was not determined")
    for blob in blobs:
        sink.claim(blob.start, blob.end - blob.start)
        name = blob.code_path or "main.js"
        kind = ArtifactKind.JS_BYTECODE if blob.is_snapshot else None
        _add(source, sink, name, blob.main, origin="snapshot" if blob.is_snapshot else None, kind=kind, is_entry=True)
        if blob.cache is not None:
            _add(source, sink, name + BYTECODE_STEP, blob.cache, origin="code cache", kind=ArtifactKind.JS_BYTECODE)
        for key, content in blob.assets:
            _add(source, sink, f"assets/{key}", content)


def _add(
    source: Source,
    sink: Sink,
    name: str,
    place: Range,
    *,
    origin: str | None = None,
    kind: ArtifactKind | None = None,
    is_entry: bool = False,
) -> None:
    sink.add(
        name,
        source.chunks(place.offset, place.length),
        origin=origin,
        kind=kind,
        is_entry=is_entry,
        is_name_of_member=False,
        suffix=".js" if is_entry else "",
    )


def _blobs(source: Source) -> Iterator[_Blob]:
    at = source.find(_MAGIC)
    for _ in range(_CANDIDATES_MAX):
        if at < 0:
            return
        blob = _blob(source, at)
        if blob is not None:
            yield blob
        at = source.find(_MAGIC, at + 4 if blob is None else blob.end)


def _blob(source: Source, at: int) -> _Blob | None:
    for extra in _EXTRA_BYTES:
        try:
            return _read(Fields(source, at + 4, source.size), extra)
        except Damaged:
            continue  # another layout, or no blob
    return None


def _read(fields: Fields, extra: int) -> _Blob:
    start = fields.at - len(_MAGIC)
    flags = fields.number("<I")
    if flags > _KNOWN_FLAGS:
        raise Damaged("unknown flags")
    if any(byte > 8 for byte in fields.content(extra)):
        raise Damaged("unknown settings")
    length = fields.number("<Q")
    if not 0 < length <= _CODE_PATH_BYTES_MAX:
        raise Damaged("no path of the code")
    raw = fields.content(length)
    if any(byte < 32 for byte in raw):
        raise Damaged("no path of the code")
    main = fields.skip(fields.number("<Q"))
    if not main.length:
        raise Damaged("no code")
    cache = fields.skip(fields.number("<Q")) if flags & _CODE_CACHE else None
    assets = tuple(_assets(fields)) if flags & _ASSETS else ()
    if flags & _ARGUMENTS:
        for _ in range(fields.counted("<Q", least_bytes=8)):
            fields.text("<Q")
    return _Blob(
        code_path=raw.decode("utf-8", "replace"),
        is_snapshot=bool(flags & _SNAPSHOT),
        main=main,
        cache=cache,
        assets=assets,
        start=start,
        end=fields.at,
    )


def _assets(fields: Fields) -> Iterator[tuple[str, Range]]:
    count = fields.counted("<Q", least_bytes=16)
    if count > _ASSETS_MAX:
        raise Damaged("too many assets")
    for _ in range(count):
        yield fields.text("<Q"), fields.skip(fields.number("<Q"))
