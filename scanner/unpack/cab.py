"""Windows cabinets: folders of files that are packed as one, in blocks of 32 KiB. Source: [MS-CAB].

Reads stored and MSZIP-packed folders, which tools make unless told otherwise. LZX and Quantum are a gap that says so.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.unpack.fields import Fields
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.spans import Span, spans

MAGIC = b"MSCF\x00\x00\x00\x00"
_HEADER = struct.Struct("<4s5I2B5H")
_HAS_BEFORE, _HAS_AFTER, _HAS_RESERVE = 1, 2, 4
_CONTINUED = 0xFFFD
"""From here on, the number of a folder says that the file begins or goes on in another cabinet."""
_UTF8_NAME = 0x80
_WINDOW_BYTES = 1 << 15
_METHODS = {2: "Quantum", 3: "LZX"}
_NAME_BYTES_MAX = 4096

NameOf = Callable[[str], str]
"""From the name that a cabinet gives a file to the one that its installer gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    at: int
    blocks: int
    method: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cabinet:
    base: int
    end: int
    folders: tuple[_Folder, ...]
    spans: tuple[tuple[int, Span], ...]
    """With the number of the folder that each file lies in."""
    block_reserve: int


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def open_cab(source: Source, sink: Sink) -> None:
    """Cabinets that lie one behind the other, as bundles of installers hold them, are all opened."""
    at = 0
    while True:
        end = open_cab_at(source, sink, at)
        if source.at(end, len(MAGIC)) != MAGIC or end <= at:
            break
        at = end
    if source.size > end:
        sink.gap(f"{source.size - end} bytes follow the end of the cabinet")


def open_cab_at(source: Source, sink: Sink, base: int, name_of: NameOf = _slashed) -> int:
    """Open a cabinet that lies in other content from `base` on; gives where it ends."""
    cabinet = _read(source, base, name_of)
    for index, folder in enumerate(cabinet.folders):
        files = [span for number, span in cabinet.spans if number == index]
        if folder.method in (0, 1):
            spans(sink, files, _unpacked(source, cabinet, folder))
            continue
        for span in files:
            sink.count()
            reason = f"it is packed by {_METHODS.get(folder.method, f'the method {folder.method}')}, which is not read"
            sink.gap(reason, step=span.name)
    for number, span in cabinet.spans:
        if number >= len(cabinet.folders):
            sink.count()
            sink.gap("it begins or goes on in another cabinet, and was not opened", step=span.name)
    sink.claim(base, cabinet.end - base)
    return cabinet.end


def _read(source: Source, base: int, name_of: NameOf) -> _Cabinet:
    (_, _, size_bytes, _, files_at, _, _, _, folder_count, file_count, flags, _, _) = _HEADER.unpack(source.exactly(base, _HEADER.size))
    end = min(source.size, base + size_bytes)
    fields = Fields(source=source, at=base + _HEADER.size, end=end)
    folder_reserve = block_reserve = 0
    if flags & _HAS_RESERVE:
        own, folder_reserve, block_reserve = fields.number("<H"), fields.number("B"), fields.number("B")
        fields.skip(own)
    for flag in (_HAS_BEFORE, _HAS_AFTER):
        if flags & flag:
            _text(fields)
            _text(fields)
    folders = []
    for _ in range(folder_count):
        folders.append(_Folder(at=base + fields.number("<I"), blocks=fields.number("<H"), method=fields.number("<H") & 0xF))
        fields.skip(folder_reserve)
    fields.at = base + files_at
    found = []
    for _ in range(file_count):
        size_bytes, offset, folder, _, _, attributes = struct.unpack("<2I4H", fields.content(16))
        name = _text(fields).decode("utf-8" if attributes & _UTF8_NAME else "cp1252", "replace")
        number = folder if folder < min(_CONTINUED, folder_count) else folder_count
        found.append((number, Span(name=name_of(name), offset=offset, size_bytes=size_bytes)))
    return _Cabinet(base=base, end=end, folders=tuple(folders), spans=tuple(found), block_reserve=block_reserve)


def _text(fields: Fields) -> bytes:
    window = fields.source.at(fields.at, min(_NAME_BYTES_MAX, fields.end - fields.at))
    length = window.find(b"\x00")
    if length < 0:
        raise Damaged(f"a name at offset {fields.at} does not end")
    return fields.content(length + 1)[:-1]


def _unpacked(source: Source, cabinet: _Cabinet, folder: _Folder) -> Iterator[bytes]:
    fields = Fields(source=source, at=folder.at, end=cabinet.end)
    window = b""
    for _ in range(folder.blocks):
        head = fields.content(8 + cabinet.block_reserve)
        checksum, packed_bytes, size_bytes = struct.unpack_from("<IHH", head)
        packed = fields.content(packed_bytes)
        if checksum and checksum != _checksum(packed) ^ _checksum(head[4:]):
            raise Damaged(f"the checksum of the block at offset {fields.at - packed_bytes} does not match the content")
        if folder.method:
            block = _inflated(packed, window)
            window = (window + block)[-_WINDOW_BYTES:]
        else:
            block = packed
        if len(block) != size_bytes:
            raise Damaged(f"a block has {len(block)} bytes where the cabinet states {size_bytes}")
        yield block


def _inflated(packed: bytes, window: bytes) -> bytes:
    """A block of MSZIP refers to the content of the one before it."""
    if not packed.startswith(b"CK"):
        raise Damaged("a packed block has no mark")
    stream = zlib.decompressobj(-15, zdict=window)
    try:
        return stream.decompress(packed[2:], _WINDOW_BYTES + 1)
    except zlib.error as error:
        raise Damaged(f"a packed block is damaged ({error})") from error


def _checksum(content: bytes) -> int:
    """The words joined by exclusive or; what is left over counts in the other order of its bytes."""
    whole = len(content) & ~3
    joined = int.from_bytes(content[:whole], "little")
    words = whole // 4
    while words > 1:
        half = (words + 1) // 2
        joined = (joined >> 32 * half) ^ (joined & (1 << 32 * half) - 1)
        words = half
    return joined ^ int.from_bytes(content[whole:], "big")
