"""Compressed streams: gzip, zlib, xz, bzip2, zstd, lz4, brotli. Each holds one content; names lie around it, not in it."""

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # it ships no types
import lz4.frame  # type: ignore[import-untyped]  # it ships no types
import zstandard

from scanner.unpack.sink import Sink
from scanner.unpack.source import BLOCK_BYTES, Damaged, Source

_WINDOW_BYTES = 1 << 27
"""Largest window a zstd frame or xz dictionary may ask for: `zstd --ultra -22 --long=27` and `xz -9` need no more."""
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPED = b"\x2a\x4d\x18"
_ZSTD_STEP_BYTES = 2048
"""Four bytes may stand for a block of 128 KiB: so much at a time gives at most 64 MiB."""
_GZIP_HEADER_BYTES_MAX = 1 << 18
"""An extra field of 64 KiB, a name and a comment fit; a header that is longer is no gzip."""
_ENDINGS = frozenset({"gz", "xz", "lzma", "zst", "bz2", "br", "zz", "lz4"})
_DAMAGE = (OSError, lzma.LZMAError, EOFError, ValueError, RuntimeError)
"""What the decompressors of the standard library and of LZ4 raise."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes | None: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def open_gzip(source: Source, sink: Sink) -> None:
    _add(source, sink, _gzip_members(source), origin="gzip")


def open_zlib(source: Source, sink: Sink) -> None:
    _add(source, sink, _zlib_content(source), origin="zlib")


def open_bzip2(source: Source, sink: Sink) -> None:
    _add(source, sink, _members(source, bz2.BZ2Decompressor), origin="bzip2")


def open_xz(source: Source, sink: Sink) -> None:
    _add(source, sink, _members(source, lambda: lzma.LZMADecompressor(memlimit=2 * _WINDOW_BYTES)), origin="xz")


def open_zstd(source: Source, sink: Sink) -> None:
    _add(source, sink, _frames(source), origin="zstd")


def open_lz4(source: Source, sink: Sink) -> None:
    _add(source, sink, _members(source, lz4.frame.LZ4FrameDecompressor), origin="lz4")


def open_brotli(source: Source, sink: Sink) -> None:
    _add(source, sink, unbrotlied(source.chunks()), origin="brotli")


def _add(source: Source, sink: Sink, chunks: Iterator[bytes], *, origin: str) -> None:
    """The one content. The name of the stream, without the ending of its format, states the language: `notes.md.zst`."""
    stem, _, ending = source.name.rpartition(".")
    sink.add("", chunks, origin=origin, suffix=stem if ending.lower() in _ENDINGS else "")


def inflated(chunks: Iterator[bytes], *, window_bits: int) -> Iterator[bytes]:
    """One deflate stream in blocks; `window_bits` as in zlib (31 gzip, 15 zlib, -15 raw). Raises Damaged."""
    stream = zlib.decompressobj(window_bits)
    try:
        for chunk in chunks:
            yield from _inflate(stream, chunk)
            if stream.eof:
                return
    except zlib.error as error:
        raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error
    raise Damaged("its compressed stream ends early")


def pulled(chunks: Iterator[bytes], start: Callable[[], _Decompressor], *, needs_end: bool = True) -> Iterator[bytes]:
    """One stream of bzip2, LZMA or LZ4 in blocks. `needs_end` is False where the container knows the length. Raises Damaged."""
    try:
        stream = start()
        for chunk in chunks:
            yield from _pull(stream, chunk)
            if stream.eof:
                return
    except (*_DAMAGE, MemoryError) as error:
        raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error
    if needs_end:
        raise Damaged("its compressed stream ends early")


def unzstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """One zstd frame in blocks, as far as there is input: the container knows the length. Raises Damaged."""
    stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES).decompressobj()
    try:
        for chunk in chunks:
            for at in range(0, len(chunk), _ZSTD_STEP_BYTES):
                if stream.eof:
                    return
                yield stream.decompress(chunk[at : at + _ZSTD_STEP_BYTES])
    except zstandard.ZstdError as error:
        raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error


def unbrotlied(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """One brotli stream in blocks. Raises Damaged."""
    stream = brotli.Decompressor()
    try:
        for chunk in chunks:
            out = stream.process(chunk, output_buffer_limit=BLOCK_BYTES)
            while out or not stream.can_accept_more_data():
                if out:
                    yield out
                if stream.is_finished():
                    break
                out = stream.process(b"", output_buffer_limit=BLOCK_BYTES)
            if stream.is_finished():
                break
    except brotli.error as error:
        raise Damaged("its brotli stream does not decode to the end") from error
    if not stream.is_finished():
        raise Damaged("its brotli stream ends early")


@dataclass(slots=True)
class _Deflate:
    """One deflate stream of a source. The checksum is checked by the caller: zlib's own check withholds what it decoded."""

    at: int
    """Where the stream begins; after the last block, where it ended."""
    crc32: int = 0
    adler32: int = 1
    size_bytes: int = 0

    def blocks(self, source: Source) -> Iterator[bytes]:
        stream = zlib.decompressobj(-15)
        while not stream.eof:
            chunk = source.at(self.at, BLOCK_BYTES)
            if not chunk:
                raise Damaged("its compressed stream ends early")
            self.at += len(chunk)
            try:
                for block in _inflate(stream, chunk):
                    self.crc32, self.adler32 = zlib.crc32(block, self.crc32), zlib.adler32(block, self.adler32)
                    self.size_bytes += len(block)
                    yield block
            except zlib.error as error:
                raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error
        self.at -= len(stream.unused_data)


def _gzip_members(source: Source) -> Iterator[bytes]:
    at = 0
    while at < source.size:
        stream = _Deflate(at=_gzip_header_end(source, at))
        yield from stream.blocks(source)
        trailer = source.at(stream.at, 8)
        if len(trailer) < 8:
            raise Damaged("its compressed stream ends early")
        if trailer != struct.pack("<II", stream.crc32, stream.size_bytes & 0xFFFFFFFF):
            raise Damaged("its compressed stream is damaged: the checksum does not match the content")
        at = _behind_zeros(source, stream.at + 8)
        if at < source.size and source.at(at, 3) != b"\x1f\x8b\x08":
            raise Damaged(f"{source.size - at} bytes follow the end of its compressed stream")


def _zlib_content(source: Source) -> Iterator[bytes]:
    stream = _Deflate(at=2)
    yield from stream.blocks(source)
    if source.at(stream.at, 4) != struct.pack(">I", stream.adler32):
        raise Damaged("its compressed stream is damaged: the checksum does not match the content")
    end = _behind_zeros(source, stream.at + 4)
    if end < source.size:
        raise Damaged(f"{source.size - end} bytes follow the end of its compressed stream")


def _gzip_header_end(source: Source, at: int) -> int:
    head = source.at(at, _GZIP_HEADER_BYTES_MAX)
    if len(head) < 10:
        raise Damaged("its compressed stream ends early")
    flags, end = head[3], 10
    if flags & 4:
        end += 2 + int.from_bytes(head[end : end + 2], "little")
    for flag in (8, 16):  # a name, a comment
        if flags & flag:
            end = head.find(b"\x00", end) + 1
            if not end:
                raise Damaged("its header does not end")
    return at + end + (2 if flags & 2 else 0)


def _behind_zeros(source: Source, at: int) -> int:
    for chunk in source.chunks(at):
        rest = chunk.lstrip(b"\x00")
        at += len(chunk) - len(rest)
        if rest:
            break
    return at


def _members(source: Source, start: Callable[[], _Decompressor]) -> Iterator[bytes]:
    """Streams of one format set one behind the other, as their tools write and accept them."""
    at = 0
    while at < source.size:
        stream = start()
        while not stream.eof:
            chunk = source.at(at, BLOCK_BYTES)
            if not chunk:
                raise Damaged("its compressed stream ends early")
            at += len(chunk)
            try:
                yield from _pull(stream, chunk)
            except _DAMAGE as error:
                raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error
        at = _behind_zeros(source, at - len(stream.unused_data or b""))
        if at < source.size and source.at(at, 3) != source.at(0, 3):
            raise Damaged(f"{source.size - at} bytes follow the end of its compressed stream")


def _inflate(stream: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    out = stream.decompress(chunk, BLOCK_BYTES)
    while out:
        yield out
        if stream.eof:
            return
        out = stream.decompress(stream.unconsumed_tail, BLOCK_BYTES)


def _pull(stream: _Decompressor, chunk: bytes) -> Iterator[bytes]:
    out = stream.decompress(chunk, BLOCK_BYTES)
    while True:
        if out:
            yield out
        if stream.eof or stream.needs_input:
            return
        out = stream.decompress(b"", BLOCK_BYTES)


def _frames(source: Source) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
    at = 0
    while at < source.size:
        magic = source.at(at, 4)
        if magic[1:] == _ZSTD_SKIPPED and magic[0] & 0xF0 == 0x50:
            at += 8 + int.from_bytes(source.at(at + 4, 4), "little")
            continue
        if magic != _ZSTD_MAGIC:
            if _behind_zeros(source, at) < source.size:
                raise Damaged(f"{source.size - at} bytes follow the end of its compressed stream")
            return
        stream = decompressor.decompressobj()
        while not stream.eof:
            chunk = source.at(at, _ZSTD_STEP_BYTES)
            if not chunk:
                raise Damaged("its compressed stream ends early")
            at += len(chunk)
            try:
                yield stream.decompress(chunk)
            except zstandard.ZstdError as error:
                raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error
        at -= len(stream.unused_data)


def _first_words(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
