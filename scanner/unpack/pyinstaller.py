"""PyInstaller: an archive behind the start program, ended by a cookie, and the archive of modules (PYZ) inside it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.artifact import ArtifactKind
from scanner.unpack.fields import Fields
from scanner.unpack.marshalled import Value, unmarshalled
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.streams import inflated

_COOKIE = b"MEI\x0c\x0b\x0a\x0b\x0e"
_COOKIE_BYTES = (88, 24)
"""Since 2.1, with the name of the Python library; before."""
_SEARCH_BYTES = 1 << 24
"""A code signature may follow the cookie."""
_ENTRY_BYTES = 18
_TABLE_BYTES_MAX = 64 << 20
_PYZ = b"PYZ\x00"
_PYC_HEADER_REST = bytes(12)
_CODE = frozenset(b"smM")
"""Scripts, modules and packages: marshalled code without the header of a .pyc file."""
_SCRIPT, _OPTION, _DEPENDENCY = ord("s"), ord("o"), ord("d")
_BOOTSTRAP = ("pyi", "_pyi")
_ZIPPED_MODULES = ord("z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Archive:
    start: int
    length: int
    table: int
    table_bytes: int


def holds_pyinstaller(source: Source) -> bool:
    """True where a cookie with fitting lengths lies near the end of the file."""
    return _archive(source) is not None


def looks_like_pyz(head: bytes) -> bool:
    """True for an archive of modules."""
    return head.startswith(_PYZ) and head[6:8] == b"\r\n"


def open_pyinstaller(source: Source, sink: Sink) -> None:
    archive = _archive(source)
    if archive is None:
        raise Damaged("its cookie does not fit the file")
    sink.claim(archive.start, archive.length)
    magic = _python_magic(source, archive)
    fields = Fields(source, archive.table, archive.table + archive.table_bytes)
    while fields.at < fields.end:
        start = fields.at
        length, position, packed, unpacked, is_packed, kind = struct.unpack(">IIIIBB", fields.content(_ENTRY_BYTES))
        if length <= _ENTRY_BYTES:
            raise Damaged(f"an entry at offset {start} states {length} bytes")
        name = fields.content(length - _ENTRY_BYTES).split(b"\x00", 1)[0].decode("utf-8", "replace")
        if kind in (_OPTION, _DEPENDENCY):
            sink.count()
            continue
        content = _checked(source.chunks(archive.start + position, packed), is_packed=bool(is_packed), size_bytes=unpacked)
        _add(sink, name, content, magic=magic if kind in _CODE else None, is_entry=kind == _SCRIPT and not name.startswith(_BOOTSTRAP))


def open_pyz(source: Source, sink: Sink) -> None:
    magic, table = source.exactly(4, 4), int.from_bytes(source.exactly(8, 4))
    content = source.at(table, _TABLE_BYTES_MAX)
    if not content:
        raise Damaged("its table of contents lies outside the archive")
    for name, is_package, position, length in _modules(unmarshalled(content)):
        step = name.replace(".", "/") + ("/__init__.pyc" if is_package else ".pyc")
        _add(sink, step, inflated(source.chunks(position, length), window_bits=15), magic=magic, is_entry=False)


def _modules(table: Value) -> Iterator[tuple[str, bool, int, int]]:
    for entry in table if isinstance(table, tuple) else ():
        match entry:
            case (str(name), (int(kind), int(position), int(length))) if kind != 3:
                yield name, kind == 1, position, length
            case (str(), tuple()):
                continue  # a namespace package: no code
            case _:
                raise Damaged("its table of contents is not as expected")


def _add(sink: Sink, name: str, content: Iterator[bytes], *, magic: bytes | None, is_entry: bool) -> None:
    if magic is None:
        sink.add(name, content, is_entry=is_entry)
        return
    step = name if name.endswith(".pyc") else f"{name}.pyc"
    sink.add(
        step,
        _with_header(magic, content),
        origin="code with the header of a .pyc file set before it",
        is_entry=is_entry,
        kind=ArtifactKind.PYTHON_BYTECODE,
    )


def _with_header(magic: bytes, content: Iterator[bytes]) -> Iterator[bytes]:
    yield magic + _PYC_HEADER_REST
    yield from content


def _checked(chunks: Iterator[bytes], *, is_packed: bool, size_bytes: int) -> Iterator[bytes]:
    found = 0
    for chunk in inflated(chunks, window_bits=15) if is_packed else chunks:
        found += len(chunk)
        yield chunk
    if found != size_bytes:
        raise Damaged(f"it has {found} bytes where the archive states {size_bytes}")


def _archive(source: Source) -> _Archive | None:
    start = max(0, source.size - _SEARCH_BYTES)
    at = source.rfind(_COOKIE, start)
    while at >= 0:
        for cookie_bytes in _COOKIE_BYTES:
            head = source.at(at + len(_COOKIE), 12)
            if len(head) < 12:
                continue
            length, table, table_bytes = struct.unpack(">III", head)
            base = at + cookie_bytes - length
            if base >= 0 and cookie_bytes <= length and 0 < table_bytes <= _TABLE_BYTES_MAX and table + table_bytes <= length:
                return _Archive(start=base, length=length, table=base + table, table_bytes=table_bytes)
        at = source.rfind(_COOKIE, start, at)
    return None


def _python_magic(source: Source, archive: _Archive) -> bytes:
    """The version of the bytecode, as the archive of modules states it; zeros where there is none."""
    at = source.find(_PYZ, archive.start, archive.table)
    return source.exactly(at + 4, 4) if at >= 0 else bytes(4)
