"""Compressed streams: gzip, zlib, xz, bzip2, zstd, brotli. Each holds one content; names lie around it, not in it."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

from scanner.unpack.sink import Sink
from scanner.unpack.source import BLOCK_BYTES, Damaged, Source

_WINDOW_BYTES = 1 << 27
"""Largest window a zstd frame or xz dictionary may ask for: `zstd --ultra -22 --long=27` and `xz -9` need no more."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


def open_gzip(source: Source, sink: Sink) -> None:
    sink.add("", _members(source, lambda: zlib.decompressobj(31), _inflate), origin="gzip")


def open_zlib(source: Source, sink: Sink) -> None:
    sink.add("", _members(source, lambda: zlib.decompressobj(15), _inflate), origin="zlib")


def open_bzip2(source: Source, sink: Sink) -> None:
    sink.add("", _members(source, bz2.BZ2Decompressor, _pull), origin="bzip2")


def open_xz(source: Source, sink: Sink) -> None:
    sink.add("", _members(source, lambda: lzma.LZMADecompressor(memlimit=2 * _WINDOW_BYTES), _pull), origin="xz")


def open_zstd(source: Source, sink: Sink) -> None:
    sink.add("", _frames(source), origin="zstd")


def open_brotli(source: Source, sink: Sink) -> None:
    sink.add("", unbrotlied(source.chunks()), origin="brotli")


def inflated(chunks: Iterator[bytes], *, window_bits: int) -> Iterator[bytes]:
    """One deflate stream in blocks; `window_bits` as in zlib (31 gzip, 15 zlib, -15 raw). Raises Damaged."""
    stream = zlib.decompressobj(window_bits)
    for chunk in chunks:
        yield from _inflate(stream, chunk)
        if stream.eof:
            return
    raise Damaged("its compressed stream ends early")


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


def _members(source: Source, start: Callable[[], _Decompressor], pull: Callable[..., Iterator[bytes]]) -> Iterator[bytes]:
    """Streams of one format set one behind the other, as their tools write and accept them."""
    stream, has_begun = start(), False
    offset, rest = 0, b""
    while rest or offset < source.size:
        chunk = rest or source.at(offset, BLOCK_BYTES)
        offset += 0 if rest else len(chunk)
        rest = b""
        try:
            yield from pull(stream, chunk)
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
            raise Damaged(f"its compressed stream is damaged ({_first_words(error)})") from error
        has_begun = True
        if not stream.eof:
            continue
        rest = stream.unused_data or source.at(offset, BLOCK_BYTES)
        offset += 0 if stream.unused_data else len(rest)
        rest = rest.lstrip(b"\x00")
        while not rest and offset < source.size:
            rest = source.at(offset, BLOCK_BYTES)
            offset += len(rest)
            rest = rest.lstrip(b"\x00")
        if not rest:
            return
        stream, has_begun = start(), False
        if not _begins_alike(source, rest):
            raise Damaged(f"{len(rest) + source.size - offset} bytes follow the end of its compressed stream")
    if not stream.eof or not has_begun:
        raise Damaged("its compressed stream ends early")


def _begins_alike(source: Source, rest: bytes) -> bool:
    magic = source.at(0, 2)
    return rest[:2] == magic


def _inflate(stream: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    out = stream.decompress(chunk, BLOCK_BYTES)
    while out:
        yield out
        if stream.eof:
            return
        out = stream.decompress(stream.unconsumed_tail, BLOCK_BYTES)


def _pull(stream: bz2.BZ2Decompressor | lzma.LZMADecompressor, chunk: bytes) -> Iterator[bytes]:
    out = stream.decompress(chunk, BLOCK_BYTES)
    while True:
        if out:
            yield out
        if stream.eof or stream.needs_input:
            return
        out = stream.decompress(b"", BLOCK_BYTES)


def _frames(source: Source) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
    with source.path.open("rb") as stream:
        reader = decompressor.stream_reader(stream, read_size=BLOCK_BYTES, read_across_frames=True)
        try:
            while block := reader.read(BLOCK_BYTES):
                yield block
        except zstandard.ZstdError as error:
            raise Damaged(f"its zstd stream is damaged, or bytes follow its end ({_first_words(error)})") from error


def _first_words(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
