"""zip archives and their relatives (wheel, VSIX, JAR, nupkg, CRX): by the central directory, and what it leaves out."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError

from scanner.unpack.names import leads_out
from scanner.unpack.sink import Sink
from scanner.unpack.source import BLOCK_BYTES, Damaged, Source
from scanner.unpack.streams import inflated

_LOCAL = b"PK\x03\x04"
_END = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_END_BYTES = 22
_LONGEST_COMMENT = 0xFFFF
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CENTRAL_BYTES = 46
"""Shortest record of the central directory: what an entry count times this says must fit the file."""
_ENCRYPTED = 0x1
_SIZES_BEHIND = 0x8
"""Flag bit 3: size and checksum follow the content."""
_LINK_MODE = 0o120000
_FORMAT_MASK = 0o170000
_LONGEST_LINK_BYTES = 4096
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    OSError,
    EOFError,
    ValueError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    IndexError,
    KeyError,
)
"""What the standard library raises for entries that contradict themselves."""


def ends_like_zip(source: Source) -> bool:
    """True where an end record lies in the last 64 KiB and its directory fits before it: also behind other content."""
    tail_offset = max(0, source.size - _END_BYTES - _LONGEST_COMMENT)
    tail = source.at(tail_offset, _END_BYTES + _LONGEST_COMMENT)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        return False
    entries, size_bytes = struct.unpack_from("<HI", tail, at + 10)
    if size_bytes == 0xFFFFFFFF:
        return tail[max(0, at - 20) : at].startswith(_ZIP64_LOCATOR)
    start = tail_offset + at - size_bytes
    return bool(entries) and start >= 0 and source.at(start, 4) == b"PK\x01\x02"


def open_zip(source: Source, sink: Sink) -> None:
    try:
        archive = zipfile.ZipFile(source.path)
    except _UNREADABLE as error:
        if _is_truly_empty(source):
            return
        sink.gap(f"its central directory cannot be read ({error}); the entries were read one behind the other")
        _open_by_local_headers(source, sink)
        return
    with archive:
        entries = archive.infolist()
        for entry in entries:
            _take(archive, entry, sink)
        start = min((entry.header_offset for entry in entries), default=archive.start_dir)
        sink.claim(start, source.size - start)
        _check_seams(source, sink, archive, entries)


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sink: Sink) -> None:
    name = entry.orig_filename
    if entry.filename.endswith("/") and not entry.file_size:
        sink.count()
        return
    if entry.flag_bits & _ENCRYPTED:
        sink.count()
        sink.gap("it is encrypted", step=name)
        return
    mode = entry.external_attr >> 16
    if mode & _FORMAT_MASK == _LINK_MODE and entry.file_size <= _LONGEST_LINK_BYTES:
        sink.count()
        target = b"".join(_content(archive, entry)).decode("utf-8", "backslashreplace")
        if leads_out(name, target):
            sink.gap(f"it is a link that leads out of the archive, to `{target[:200]}`", step=name)
        return
    sink.add(name, _content(archive, entry), is_executable=bool(mode & 0o111))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    size_bytes = 0
    try:
        with archive.open(entry) as stream:
            while block := stream.read(BLOCK_BYTES):
                size_bytes += len(block)
                yield block
    except _UNREADABLE as error:
        raise Damaged(f"it cannot be read to the end ({str(error)[:160] or type(error).__name__})") from error
    if size_bytes != entry.file_size:
        raise Damaged(f"it has {size_bytes} bytes where the archive states {entry.file_size}")


def _check_seams(source: Source, sink: Sink, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Entries that lie over each other, entries that the directory does not list, and bytes behind the end."""
    used = sorted((entry.header_offset, entry.header_offset + _LOCAL_HEADER.size + entry.compress_size) for entry in entries)
    at = max(0, used[0][0]) if used else archive.start_dir
    for start, end in used:
        if start < at:
            sink.gap(f"entries lie over each other at offset {start}")
            break
        if start > at and _hides_entry(source, at, start):
            sink.gap(f"an entry between offset {at} and {start} is not in the central directory")
        at = max(at, end)
    if used and _hides_entry(source, at, archive.start_dir):
        sink.gap(f"an entry between offset {at} and {archive.start_dir} is not in the central directory")
    tail_offset = max(0, source.size - _END_BYTES - _LONGEST_COMMENT)
    end = tail_offset + source.at(tail_offset, _END_BYTES + _LONGEST_COMMENT).rfind(_END)
    behind = source.size - end - _END_BYTES - len(archive.comment)
    if behind > 0:
        sink.gap(f"{behind} bytes follow the end of the archive")


def _hides_entry(source: Source, start: int, end: int) -> bool:
    """A local header right behind an entry, past its optional name, extra field and data descriptor, cannot be told from
    the next one; so only a header whose own name and sizes fit counts."""
    at = source.find(_LOCAL, start, end)
    while at >= 0:
        head = source.at(at, _LOCAL_HEADER.size)
        if len(head) == _LOCAL_HEADER.size:
            *_, packed, _unpacked, name_length, extra_length = _LOCAL_HEADER.unpack(head)
            if name_length and at + _LOCAL_HEADER.size + name_length + extra_length + packed <= end:
                return True
        at = source.find(_LOCAL, at + 1, end)
    return False


def _is_truly_empty(source: Source) -> bool:
    return source.size == _END_BYTES and source.head.startswith(_END)


def _open_by_local_headers(source: Source, sink: Sink) -> None:
    offset = max(0, source.find(_LOCAL))
    while (head := source.at(offset, _LOCAL_HEADER.size))[:4] == _LOCAL and len(head) == _LOCAL_HEADER.size:
        _, _, flags, method, _, _, _, packed, _, name_length, extra_length = _LOCAL_HEADER.unpack(head)
        name = source.at(offset + _LOCAL_HEADER.size, name_length)
        start = offset + _LOCAL_HEADER.size + name_length + extra_length
        if flags & _SIZES_BEHIND and not packed:
            following = source.find(_LOCAL, start)
            packed = (source.size if following < 0 else following) - start
        if not name.endswith(b"/"):
            _take_unlisted(source, sink, name=name, start=start, packed=packed, method=0xFF if flags & _ENCRYPTED else method)
        offset = start + packed


def _take_unlisted(source: Source, sink: Sink, *, name: bytes, start: int, packed: int, method: int) -> None:
    match method:
        case zipfile.ZIP_STORED:
            sink.add(name, source.chunks(start, packed))
        case zipfile.ZIP_DEFLATED:
            sink.add(name, inflated(source.chunks(start, min(packed, source.size - start)), window_bits=-15))
        case _:
            sink.count()
            sink.gap("it is encrypted, or packed by a method that is only read by way of the central directory", step=name)
