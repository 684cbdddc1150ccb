"""Compressed bytes, recognised by their first bytes and unpacked with a bound on what comes out."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]  # ships no types
import zstandard

MAX_OUTPUT_BYTES = 8 * 1024 * 1024
"""More than any list or script hidden in a literal measured; what is cut off is reported by the caller through `is_cut`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    layer: str
    content: bytes
    is_cut: bool
    """True: more came out than is kept."""


def unpacked(content: bytes) -> Unpacked | None:
    """What compressed bytes hold. None: no format with a signature, or it does not unpack to the end."""
    for layer, signature, unpack in _FORMATS:
        if content.startswith(signature):
            found = _attempt(unpack, content)
            if found is not None:
                return Unpacked(layer=layer, content=found[0], is_cut=found[1])
    return None


def unpacked_without_signature(content: bytes) -> Unpacked | None:
    """The same for raw deflate and brotli, which have no signature: believed only when all bytes are used up."""
    for layer, unpack in (("deflate", _raw_deflate), ("brotli", _brotli)):
        found = _attempt(unpack, content)
        if found is not None and len(found[0]) > len(content) // 2:
            return Unpacked(layer=layer, content=found[0], is_cut=found[1])
    return None


_Unpack = Callable[[bytes], tuple[bytes, bool]]


def _attempt(unpack: _Unpack, content: bytes) -> tuple[bytes, bool] | None:
    try:
        found = unpack(content)
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, brotli.error, zstandard.ZstdError):
        return None
    return found if found[0] else None


def _zlib(content: bytes) -> tuple[bytes, bool]:
    return _inflated(content, zlib.MAX_WBITS)


def _gzip(content: bytes) -> tuple[bytes, bool]:
    return _inflated(content, zlib.MAX_WBITS | 16)


def _raw_deflate(content: bytes) -> tuple[bytes, bool]:
    return _inflated(content, -zlib.MAX_WBITS)


def _inflated(content: bytes, window_bits: int) -> tuple[bytes, bool]:
    stream = zlib.decompressobj(window_bits)
    found = stream.decompress(content, MAX_OUTPUT_BYTES)
    if not stream.eof and not stream.unconsumed_tail:
        raise ValueError("the stream has no end")
    if stream.eof and window_bits < 0 and stream.unused_data:
        raise ValueError("bytes after the end")
    return found, not stream.eof


def _brotli(content: bytes) -> tuple[bytes, bool]:
    stream = brotli.Decompressor()
    found = stream.process(content, output_buffer_limit=MAX_OUTPUT_BYTES)
    if stream.is_finished():
        return found, False
    if stream.can_accept_more_data():
        raise ValueError("the stream has no end")
    return found, True


def _lzma(content: bytes) -> tuple[bytes, bool]:
    stream = lzma.LZMADecompressor(memlimit=256 * 1024 * 1024)
    found = stream.decompress(content, MAX_OUTPUT_BYTES)
    return found, not stream.eof


def _bzip2(content: bytes) -> tuple[bytes, bool]:
    stream = bz2.BZ2Decompressor()
    found = stream.decompress(content, MAX_OUTPUT_BYTES)
    return found, not stream.eof


def _zstd(content: bytes) -> tuple[bytes, bool]:
    with zstandard.ZstdDecompressor(max_window_size=128 * 1024 * 1024).stream_reader(content) as stream:
        found = stream.read(MAX_OUTPUT_BYTES + 1)
    return found[:MAX_OUTPUT_BYTES], len(found) > MAX_OUTPUT_BYTES


_FORMATS: tuple[tuple[str, bytes, _Unpack], ...] = (
    ("gzip", b"\x1f\x8b\x08", _gzip),
    ("zlib", b"\x78\x01", _zlib),
    ("zlib", b"\x78\x5e", _zlib),
    ("zlib", b"\x78\x9c", _zlib),
    ("zlib", b"\x78\xda", _zlib),
    ("lzma", b"\xfd7zXZ\x00", _lzma),
    ("lzma", b"\x5d\x00\x00", _lzma),
    ("zstd", b"\x28\xb5\x2f\xfd", _zstd),
    ("bzip2", b"BZh", _bzip2),
)
