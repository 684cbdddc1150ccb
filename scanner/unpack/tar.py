"""tar archives: ustar, GNU and pax headers, read by their own lengths so that nothing behind a bad header is dropped in silence."""

import re
from dataclasses import dataclass, replace

from scanner.unpack.names import leads_out
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_BLOCK_BYTES = 512
_EXTENSION_BYTES = 1 << 20
"""Longest pax or GNU name record read: names have at most a few KiB."""
_PAX_RECORD = re.compile(rb"(\d{1,8}) ([^=\n]+)=")

_FILES = frozenset(b"0\x007")
_LINKS = frozenset(b"12")
_FOLDER = ord("5")
_DEVICES = frozenset(b"346")
_ANY_EXECUTE = 0o111


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    name: bytes
    link: bytes
    size_bytes: int
    mode: int
    kind: int
    offset: int
    """Of the content."""

    @property
    def end(self) -> int:
        """Offset of the next header."""
        return self.offset + -(-self.size_bytes // _BLOCK_BYTES) * _BLOCK_BYTES


@dataclass(slots=True)
class _Pending:
    """What extension records say of the next member."""

    name: bytes | None = None
    link: bytes | None = None
    size_bytes: int | None = None
    is_sparse: bool = False


def looks_like_tar(head: bytes) -> bool:
    """True for a first block whose checksum holds; content alone decides, as old tars have no magic."""
    return len(head) >= _BLOCK_BYTES and any(head[:_BLOCK_BYTES]) and _has_checksum(head[:_BLOCK_BYTES])


def open_tar(source: Source, sink: Sink) -> None:
    offset, pending = 0, _Pending()
    while True:
        block = source.at(offset, _BLOCK_BYTES)
        if not block.strip(b"\x00"):
            _check_end(source, sink, offset)
            return
        if len(block) < _BLOCK_BYTES or not _has_checksum(block):
            sink.gap(f"the header at offset {offset} is damaged: {source.size - offset} bytes behind it were not opened")
            return
        header = _header(block, offset)
        if header.kind in b"xgLKX":
            pending = _extended(source, header, pending)
        else:
            header = _completed(header, pending)
            _take(source, sink, header, is_sparse=pending.is_sparse or header.kind == ord("S"))
            pending = _Pending()
        offset = header.end
        if header.end > source.size:
            sink.gap(f"the archive ends {header.end - source.size} bytes early")
            return


def _take(source: Source, sink: Sink, header: _Header, *, is_sparse: bool) -> None:
    if header.kind == _FOLDER:
        sink.count()
    elif is_sparse:
        sink.add(header.name, source.chunks(header.offset, header.size_bytes), origin="sparse member, holes left out")
        sink.gap("it is stored as a sparse file, whose holes were left out", step=header.name)
    elif header.kind in _LINKS:
        sink.count()
        _judge_link(sink, header)
    elif header.kind in _DEVICES:
        sink.count()
        sink.gap("it is a device or a pipe", step=header.name)
    else:
        sink.add(header.name, source.chunks(header.offset, header.size_bytes), is_executable=bool(header.mode & _ANY_EXECUTE))
        if header.kind not in _FILES:
            sink.gap(f"its type {chr(header.kind)!r} is not known; it was read as a file", step=header.name)


def _judge_link(sink: Sink, header: _Header) -> None:
    place = header.name.decode("utf-8", "backslashreplace")
    target = header.link.decode("utf-8", "backslashreplace")
    if header.kind == ord("1"):
        place = ""  # a hard link names its target from the top of the archive
    if leads_out(place, target):
        sink.gap(f"it is a link that leads out of the archive, to `{target[:200]}`", step=header.name)
    elif header.kind == ord("2") and header.link.strip(b"/") in (header.name, header.name.rsplit(b"/", 1)[-1]):
        sink.gap("it is a link to itself", step=header.name)


def _header(block: bytes, offset: int) -> _Header:
    name, prefix = _text(block[0:100]), _text(block[345:500])
    if block[257:263] == b"ustar\x00" and prefix:
        name = prefix + b"/" + name
    return _Header(
        name=name,
        link=_text(block[157:257]),
        size_bytes=_number(block[124:136]),
        mode=_number(block[100:108]) & 0o7777,
        kind=block[156] or ord("0"),
        offset=offset + _BLOCK_BYTES,
    )


def _extended(source: Source, header: _Header, pending: _Pending) -> _Pending:
    if header.size_bytes > _EXTENSION_BYTES:
        raise Damaged(f"the extension header at offset {header.offset - _BLOCK_BYTES} states {header.size_bytes} bytes")
    content = source.exactly(header.offset, header.size_bytes)
    match chr(header.kind):
        case "L":
            pending.name = content.rstrip(b"\x00")
        case "K":
            pending.link = content.rstrip(b"\x00")
        case "x" | "X":
            _read_pax(content, pending)
        case _:
            pass  # global records hold comments and times; names and sizes of members have no use for them
    return pending


def _read_pax(content: bytes, pending: _Pending) -> None:
    at = 0
    while match := _PAX_RECORD.match(content, at):
        length = int(match.group(1))
        if length <= match.end() - at:
            raise Damaged("a pax record states a length shorter than itself")
        value = content[match.end() : at + length - 1]
        key = match.group(2)
        if key == b"path":
            pending.name = value
        elif key == b"linkpath":
            pending.link = value
        elif key == b"size" and value.isdigit() and len(value) < 20:
            pending.size_bytes = int(value)
        elif key.startswith(b"GNU.sparse."):
            pending.is_sparse = True
        at += length


def _completed(header: _Header, pending: _Pending) -> _Header:
    return replace(
        header,
        name=header.name if pending.name is None else pending.name,
        link=header.link if pending.link is None else pending.link,
        size_bytes=0
        if header.kind in _LINKS or header.kind == _FOLDER
        else header.size_bytes
        if pending.size_bytes is None
        else pending.size_bytes,
    )


def _check_end(source: Source, sink: Sink, offset: int) -> None:
    """After the closing zero blocks only zeros may follow: tools pad with them and nobody reads on."""
    if offset >= source.size:
        return  # without the closing blocks; common, and nothing is missing
    behind = offset
    for chunk in source.chunks(offset):
        rest = chunk.lstrip(b"\x00")
        if rest:
            behind += len(chunk) - len(rest)
            sink.gap(f"{source.size - behind} bytes follow the end of the archive, from offset {behind}")
            return
        behind += len(chunk)


def _has_checksum(block: bytes) -> bool:
    """Sum over the header with its own field as spaces; some writers summed signed characters."""
    stated = block[148:156].strip(b" \x00")
    if not stated or not all(digit in b"01234567" for digit in stated):
        return False
    rest = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(rest)
    return int(stated, 8) in (unsigned, unsigned - 256 * sum(byte > 127 for byte in rest))


def _text(field: bytes) -> bytes:
    return field.split(b"\x00", 1)[0]


def _number(field: bytes) -> int:
    if field[0] & 0x80:  # GNU: base 256, big-endian
        return int.from_bytes(bytes([field[0] & 0x7F]) + field[1:])
    digits = field.strip(b" \x00").split(b"\x00", 1)[0].strip()
    if not digits:
        return 0
    if not all(digit in b"01234567" for digit in digits):
        raise Damaged(f"a header holds {digits[:12]!r} where a number belongs")
    return int(digits, 8)
