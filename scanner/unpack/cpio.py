"""cpio archives, as RPM packages and boot images carry them: the ASCII formats."""

from dataclasses import dataclass

from scanner.unpack.names import leads_out
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_TRAILER = b"TRAILER!!!"
_NAME_BYTES_MAX = 4096
_FORMAT_MASK = 0o170000
_LINK_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    name: bytes
    mode: int
    size_bytes: int
    offset: int
    end: int


def open_cpio(source: Source, sink: Sink) -> None:
    at = 0
    while True:
        header = _new(source, at) if source.at(at, 5) == b"07070" and source.at(at, 6) != b"070707" else _old(source, at)
        if header.name == _TRAILER:
            break
        _take(source, sink, header)
        at = header.end
    for chunk in source.chunks(header.end):
        if chunk.strip(b"\x00"):
            sink.gap(f"bytes follow the end of the archive, from offset {header.end} on")
            break


def _take(source: Source, sink: Sink, header: _Header) -> None:
    match header.mode & _FORMAT_MASK:
        case 0o100000:  # a file
            sink.add(header.name, source.chunks(header.offset, header.size_bytes), is_executable=bool(header.mode & 0o111))
        case 0o040000:  # a folder
            sink.count()
        case 0o120000:  # a symbolic link
            sink.count()
            target = source.at(header.offset, min(header.size_bytes, _LINK_BYTES_MAX)).decode("utf-8", "replace")
            if leads_out(header.name.decode("utf-8", "replace").removeprefix("."), target) and not target.startswith("/"):
                sink.gap(f"it is a link that leads out of the archive, to `{target[:200]}`", step=header.name)
        case _:
            sink.count()
            sink.gap("it is a device or a pipe", step=header.name)


def _new(source: Source, at: int) -> _Header:
    fields = source.exactly(at, 110)
    if fields[:6] not in (b"070701", b"070702"):
        raise Damaged(f"the header at offset {at} is damaged")
    size_bytes, name_bytes = _number(fields[54:62], 16), _number(fields[94:102], 16)
    start = at + 110
    offset = start + name_bytes + -(start + name_bytes - at) % 4
    return _Header(
        name=_name(source, start, name_bytes),
        mode=_number(fields[14:22], 16),
        size_bytes=size_bytes,
        offset=offset,
        end=offset + size_bytes + -size_bytes % 4,
    )


def _old(source: Source, at: int) -> _Header:
    fields = source.exactly(at, 76)
    if fields[:6] != b"070707":
        raise Damaged(f"the header at offset {at} is damaged")
    size_bytes, name_bytes = _number(fields[65:76], 8), _number(fields[59:65], 8)
    offset = at + 76 + name_bytes
    return _Header(
        name=_name(source, at + 76, name_bytes),
        mode=_number(fields[18:24], 8),
        size_bytes=size_bytes,
        offset=offset,
        end=offset + size_bytes,
    )


def _name(source: Source, at: int, length: int) -> bytes:
    if not 0 < length <= _NAME_BYTES_MAX:
        raise Damaged(f"a name at offset {at} states {length} bytes")
    return source.exactly(at, length).rstrip(b"\x00")


def _number(field: bytes, base: int) -> int:
    try:
        return int(field, base)
    except ValueError:
        raise Damaged(f"a header holds {field!r} where a number belongs") from None
