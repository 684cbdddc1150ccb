"""7z archives: blocks of files packed as one, described by a header at the end, which may be packed itself."""

import struct
import zlib
from collections.abc import Iterator

from scanner.unpack.fields import Fields
from scanner.unpack.seven_zip_coders import Chunks, unpacked_block
from scanner.unpack.seven_zip_header import Block, Entry, Header, Streams, read_header
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.spans import Span, spans

MAGIC = b"7z\xbc\xaf\x27\x1c"
_SIGNATURE_BYTES = 32
_HEADER_BYTES_MAX = 64 << 20
"""A file takes some 100 bytes of the header."""
_HEADER_LEVELS_MAX = 4
"""7-Zip packs a header once."""


def open_seven_zip(source: Source, sink: Sink) -> None:
    open_seven_zip_at(source, sink, 0)


def open_seven_zip_at(source: Source, sink: Sink, base: int) -> None:
    """Open an archive that lies in other content from `base` on."""
    stated = source.exactly(base + 8, 24)
    start_crc, offset, length, crc = struct.unpack("<IQQI", stated)
    if zlib.crc32(stated[4:]) != start_crc:
        raise Damaged("the checksum of its first header does not match the content")
    end = base + _SIGNATURE_BYTES + offset + length
    if length:  # an archive without files has no header
        content = source.exactly(base + _SIGNATURE_BYTES + offset, min(length, _HEADER_BYTES_MAX + 1))
        if len(content) > _HEADER_BYTES_MAX:
            raise Damaged(f"its header states {length} bytes")
        if zlib.crc32(content) != crc:
            raise Damaged("the checksum of its header does not match the content")
        header = _header(source, base, content)
        for block, entries in _shared(header, sink):
            _take(source, sink, base, header.streams, block, entries)
    sink.claim(base, end - base)
    if source.size > end and not base:
        sink.gap(f"{source.size - end} bytes follow the end of the archive")


def _header(source: Source, base: int, content: bytes) -> Header:
    for _ in range(_HEADER_LEVELS_MAX):
        header = read_header(Fields(source=Source(source.path, name="", content=content), at=0, end=len(content)))
        if header.entries is not None:
            return header
        if header.streams is None or len(header.streams.blocks) != 1:
            raise Damaged("its packed header is not one content")
        (block,) = header.streams.blocks
        if block.sizes[block.last] > _HEADER_BYTES_MAX:
            raise Damaged(f"its packed header states {block.sizes[block.last]} bytes")
        content = b"".join(unpacked_block(block, _packed(source, base, header.streams, block)))
    raise Damaged("its header is packed again and again")


def _shared(header: Header, sink: Sink) -> Iterator[tuple[Block, list[Entry]]]:
    """Each block with its files. Empty files and folders lie in none."""
    waiting: list[Entry] = []
    for entry in header.entries or ():
        if entry.has_content:
            waiting.append(entry)
        elif entry.is_file:
            sink.add(entry.name, ())
        else:
            sink.count()
    for block in header.streams.blocks if header.streams else ():
        count = len(block.file_sizes)
        if count > len(waiting):
            raise Damaged(f"its blocks hold {count - len(waiting)} files more than it names")
        yield block, waiting[:count]
        waiting = waiting[count:]
    if waiting:
        raise Damaged(f"it names {len(waiting)} files more than its blocks hold")


def _take(source: Source, sink: Sink, base: int, streams: Streams | None, block: Block, entries: list[Entry]) -> None:
    assert streams is not None
    files, at = [], 0
    for entry, size_bytes, crc in zip(entries, block.file_sizes, block.file_crcs, strict=True):
        files.append(Span(name=entry.name, offset=at, size_bytes=size_bytes, crc32=crc, is_executable=entry.is_executable))
        at += size_bytes
    try:
        content = unpacked_block(block, _packed(source, base, streams, block))
    except Damaged as damage:
        for span in files:
            sink.count()
            sink.gap(str(damage), step=span.name)
    else:
        spans(sink, files, content)


def _packed(source: Source, base: int, streams: Streams, block: Block) -> list[Chunks]:
    """The packed streams of a block: those of all blocks lie one behind the other."""
    index = sum(len(each.packed_inputs) for each in streams.blocks[: streams.blocks.index(block)])
    if index + len(block.packed_inputs) > len(streams.packed_sizes):
        raise Damaged("a block has no packed content")
    at = base + _SIGNATURE_BYTES + streams.packed_at + sum(streams.packed_sizes[:index])
    found = []
    for size_bytes in streams.packed_sizes[index : index + len(block.packed_inputs)]:
        found.append(source.chunks(at, size_bytes))
        at += size_bytes
    return found
