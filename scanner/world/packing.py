"""Bodies that left packed: what they hold, and what their packing itself says."""

import codecs
import zlib
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]  # the package ships no types

UNPACKED_BYTES = 4 * 1024 * 1024
"""Of a body that unpacks to more only the beginning is compared."""
_GZIP = b"\x1f\x8b\x08"
_GZIP_HEADER_BYTES = 10
_EXTRA, _NAME, _COMMENT = 4, 8, 16
"""Flags of the header of gzip (RFC 1952): a field of any bytes, then texts that end with a zero byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A packed body."""

    text: str
    """What it holds."""
    header: str
    """The packing's own fields, which whoever unpacks it never looks at; empty: it has none."""


def unpacked(body: str, encoding: str) -> Packed | None:
    """What a body holds that left as bytes, one letter for each; None: it is not packed, or broken.

    encoding: the coding that its headers name; `gzip` shows by itself. A body that was cut off gives its beginning.
    """
    try:
        content = body.encode("latin-1")
    except UnicodeEncodeError:
        return None  # text
    try:
        if content.startswith(_GZIP) and len(content) >= _GZIP_HEADER_BYTES:
            return Packed(text=_inflated(content, 31), header=_gzip_header(content))
        if encoding == "br":
            return Packed(
                text=_text(brotli.Decompressor().process(content, output_buffer_limit=UNPACKED_BYTES)[:UNPACKED_BYTES]), header=""
            )
        if encoding == "deflate":
            is_raw = len(content) < 2 or int.from_bytes(content[:2]) % 31 != 0
            return Packed(text=_inflated(content, -15 if is_raw else 15), header="" if is_raw else content[:2].hex())
    except (zlib.error, brotli.error):
        return None
    return None


def _inflated(content: bytes, window: int) -> str:
    return _text(zlib.decompressobj(window).decompress(content, UNPACKED_BYTES))


def _text(content: bytes) -> str:
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)  # the last letter may be cut off
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _gzip_header(content: bytes) -> str:
    flags, time, effort, system = content[3], int.from_bytes(content[4:8], "little"), content[8], content[9]
    end = _GZIP_HEADER_BYTES
    if flags & _EXTRA:
        end += 2 + int.from_bytes(content[end : end + 2], "little")
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            found = content.find(b"\0", end)
            end = found + 1 if found >= 0 else len(content)
    more = content[_GZIP_HEADER_BYTES : min(end, _GZIP_HEADER_BYTES + 400)].hex()
    return f"flags={flags} time={time} effort={effort} system={system} more={more}"
