"""Executables made by vercel/pkg and its successors: files behind the runtime, then a prelude in JavaScript with their table."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.artifact import BYTECODE_STEP, ArtifactKind
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.streams import inflated, unbrotlied

_PRELUDE = b"(function(process, require, console, EXECPATH_FD, PAYLOAD_POSITION, PAYLOAD_SIZE)"
_PRELUDE_BYTES_MAX = 64 << 20
_ARGUMENTS = re.compile(
    rb"\n\},\n(\{.*?\})\n,\n(\"[^\n]*\")\n,\n(\{[^\n]*\})\n,\n(\{[^\n]*\})\n,\n(\d)\n\);",
    re.DOTALL,
)
"""What the packer puts behind the prelude: files, entry point, links, names of path parts, compression."""
_OLD_ARGUMENTS = re.compile(rb"\n\},\n(\{.*?\})\n,\n(\"[^\n]*\")\n\);?\s*\}", re.DOTALL)
"""Up to pkg 4.4."""
_CLOSING = b"\n})"
_BYTECODE, _SOURCE = "0", "1"
_GZIP, _BROTLI = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    files: dict[str, object]
    entry: str
    parts: dict[str, str]
    """Path parts by their short form; empty where paths are plain."""
    compression: int
    payload: int
    """Offset of the first file."""
    end: int
    """Behind the prelude."""


def holds_pkg(source: Source) -> bool:
    """True where a prelude lies in the file."""
    return source.rfind(_PRELUDE) >= 0


def open_pkg(source: Source, sink: Sink) -> None:
    table = _table(source)
    sink.claim(table.payload, table.end - table.payload)
    for short, stores in table.files.items():
        if not isinstance(stores, dict):
            raise Damaged("its table of files is damaged")
        path = _full_path(short, table.parts)
        for store, suffix, kind in ((_SOURCE, "", None), (_BYTECODE, BYTECODE_STEP, ArtifactKind.JS_BYTECODE)):
            place = stores.get(store)
            if place is None:
                continue
            offset, size_bytes = _place(place)
            sink.add(
                path + suffix,
                _decoded(source, table, offset, size_bytes),
                kind=kind,
                origin="bytecode" if kind else None,
                is_entry=path == table.entry,
                is_name_of_member=False,
            )


def _table(source: Source) -> _Table:
    start = source.rfind(_PRELUDE)
    prelude = source.at(start, _PRELUDE_BYTES_MAX) if start >= 0 else b""
    match = _last(_ARGUMENTS, prelude)
    old = None if match else _last(_OLD_ARGUMENTS, prelude)
    found = match or old
    if found is None:
        raise Damaged("the table of files behind its prelude was not found")
    try:
        files = json.loads(found[1])
        entry = json.loads(found[2])
        names = json.loads(found[4]) if match else {}
    except (ValueError, RecursionError) as error:
        raise Damaged("the table of files behind its prelude is no JSON") from error
    compression = int(found[5]) if match else 0
    parts = {str(short): str(name) for name, short in names.items()} if compression else {}
    size_bytes = max((sum(_place(place)) for stores in files.values() if isinstance(stores, dict) for place in stores.values()), default=0)
    if size_bytes > start:
        raise Damaged(f"its table of files states {size_bytes} bytes before offset {start}")
    return _Table(
        files=files,
        entry=str(entry),
        parts=parts,
        compression=compression,
        payload=start - size_bytes,
        end=start + found.end() + len(_CLOSING),
    )


def _last(pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes] | None:
    """The arguments close the prelude; text like them may stand earlier in it."""
    at = text.rfind(b"\n},\n{")
    return pattern.match(text, at) if at >= 0 else None


def _place(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(number, int) and 0 <= number < 1 << 48 for number in value):
        raise Damaged("its table of files states a place that is none")
    return value[0], value[1]


def _full_path(short: str, parts: dict[str, str]) -> str:
    return "/".join(parts.get(part, part) for part in short.split("/")) if parts else short


def _decoded(source: Source, table: _Table, offset: int, size_bytes: int) -> Iterator[bytes]:
    chunks = source.chunks(table.payload + offset, size_bytes)
    if table.compression == _GZIP:
        return inflated(chunks, window_bits=31)
    if table.compression == _BROTLI:
        return unbrotlied(chunks)
    return chunks
