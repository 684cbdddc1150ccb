"""Executables and archives that hide in a text as base64 or hexadecimal literals, or raw behind its end.

Looks for the first characters that known formats have when they are encoded, which a search finds at memory speed. Does not see
content that is encrypted or put together at run time: decoding of strings belongs to the analysis.
"""

import base64
import binascii
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.unpack.sink import Sink
from scanner.unpack.source import Source
from scanner.unpack.text import codec_of
from scanner.unpack.zip import ends_like_zip

_STARTS = re2.compile(
    rb"f0VMR|TVqQAA|TVpAAA|TVpQAA|TVqAAA|TVroAA|z/rt/g|zvrt/g|yv66vg|H4sIA|H4sIC|UEsDB|KLUv/|/Td6WFoA|QlpoO|N3q8ry|AGFzbQ|ITxhcmNo|aHNxc|"
    rb"Q3IyN|(?i:7f454c46|4d5a9000|cffaedfe|cafebabe|1f8b08|504b0304|28b52ffd|fd377a585a|0061736d01)",
)
"""ELF, PE, Mach-O, fat Mach-O, gzip, zip, zstd, xz, bzip2, 7z, WebAssembly, ar, squashfs, CRX in base64; the commonest in hexadecimal."""
_HEX_START = re.compile(rb"[0-9a-fA-F]{6,}")
_LITERAL_CHARS = 160
"""Shortest literal taken: 120 bytes hold no program and no archive that is worth a name."""
_RUN_BASE64 = re.compile(rb"[A-Za-z0-9+/\-_]+={0,2}")
_RUN_HEX = re.compile(rb"[0-9A-Fa-f]+")
_RUNS = {"base64": _RUN_BASE64, "hex": _RUN_HEX}
_WIDE_CODECS = frozenset({"utf-16", "utf-16-le", "utf-16-be"})
_WIDE_BYTES_MAX = 256 << 20
"""Texts in two bytes a character are made narrow in memory; the largest real one has 13.6 MB."""
_SEAM = re.compile(rb"(?:\\r|\\n|\\\r?\n|\s)+|[\"'`]\s*[+,.]?\s*[\"'`](?!(?:base64(?:url)?|hex|binary|latin1|ascii|utf-?8)[\"'`])")
"""Between two pieces of one literal: line ends, escaped ones, and the closing and opening quote of a concatenation. The name of an
encoding after a comma is the decoder's argument and no piece."""
_ELEMENT_END = re.compile(rb"[\"'`]\s*[,\])]|[^\"'`]|\Z")
"""Behind a piece that came after a comma, where it is an element of a list; `"...", "undefined" != typeof x` goes on with code."""
_BEFORE = frozenset(b"\"'`,:= \t\n(n\\>")
"""What may come right before a literal; `n` for the end of an escaped line end."""
_RAW_STARTS = (b"\x1f\x8b\x08", b"PK\x03\x04", b"\xfd7zXZ\x00", b"BZh9", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"ustar")
_TAR_MAGIC_OFFSET = 257


@dataclass(frozen=True, slots=True, kw_only=True)
class _Literal:
    at: int
    encoding: str


def hides_content(source: Source) -> bool:
    """True where the text holds a literal, or bytes behind its end, that begin like a known format."""
    if source.size < _LITERAL_CHARS:
        return False
    text = _Text.of(source)
    return next(_literals(text), None) is not None or (not text.codec and _binary_from(source) is not None)


def open_embedded(source: Source, sink: Sink) -> None:
    text = _Text.of(source)
    end = 0
    for literal in _literals(text):
        if literal.at < end:
            continue  # inside the literal before
        content, end = _decoded(text, literal)
        if content:
            offset = text.offset(literal.at)
            sink.add(
                f"({literal.encoding} at {offset})",
                [content],
                origin=f"{literal.encoding} literal at {offset}",
                is_name_of_member=False,
            )
    if not text.codec:
        _take_binary_behind(source, sink)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text with one byte for each character."""

    narrow: "mmap.mmap | bytes"
    codec: str | None
    """None: it lies like this in the file."""

    @classmethod
    def of(cls, source: Source) -> "_Text":
        codec = codec_of(source, source.head)
        if codec not in _WIDE_CODECS or source.size > _WIDE_BYTES_MAX:
            return cls(narrow=source.searchable, codec=None)
        return cls(narrow=source.at(0, source.size).decode(codec, "replace").encode("latin-1", "replace"), codec=codec)

    def offset(self, at: int) -> int:
        """Byte offset in the file. Characters beyond the basic plane before it, two units each, are not counted in."""
        return 2 * at if self.codec else at


def _literals(text: _Text) -> Iterator[_Literal]:
    for match in _STARTS.finditer(text.narrow):
        at = match.start()
        encoding = "hex" if _HEX_START.fullmatch(match.group()) else "base64"
        characters, _ = _pieces(text.narrow[at : at + 4 * _LITERAL_CHARS], _RUNS[encoding])
        if len(characters) >= _LITERAL_CHARS and (not at or text.narrow[at - 1] in _BEFORE):
            yield _Literal(at=at, encoding=encoding)


def _decoded(text: _Text, literal: _Literal) -> tuple[bytes, int]:
    """The content and where the literal ends; empty where it does not decode."""
    window_chars = 1 << 16
    while True:
        window = text.narrow[literal.at : literal.at + window_chars]
        characters, length = _pieces(window, _RUNS[literal.encoding])
        if length < len(window) - 16 or len(window) < window_chars:
            break
        window_chars *= 4
    try:
        if literal.encoding == "hex":
            return binascii.unhexlify(characters[: len(characters) & ~1]), literal.at + length
        plain = characters.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
        return base64.b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + b"=" * (-len(plain) % 4)), literal.at + length
    except binascii.Error:
        return b"", literal.at + length


def _pieces(window: bytes, run: re.Pattern[bytes]) -> tuple[bytes, int]:
    """The characters of a literal that may be cut into pieces, and the length that it takes."""
    pieces, at = [], 0
    while (piece := run.match(window, at)) is not None:
        pieces.append(piece.group())
        at = piece.end()
        seam = _SEAM.match(window, at)
        if seam is None or piece.group().endswith(b"="):
            break
        following = run.match(window, seam.end())
        if following is None or (b"," in seam.group() and _ELEMENT_END.match(window, following.end()) is None):
            break
        at = seam.end()
    return b"".join(pieces), at


def _take_binary_behind(source: Source, sink: Sink) -> None:
    """Self-extracting scripts carry an archive behind their last line."""
    zero = _binary_from(source)
    if zero is None:
        return
    before = max(0, zero - (1 << 16))
    window = source.at(before, (1 << 16) + 1024)
    starts = []
    for magic in _RAW_STARTS:
        at = window.find(magic)
        if at >= 0:
            starts.append(before + at - (_TAR_MAGIC_OFFSET if magic == b"ustar" else 0))
    if starts:
        start = min(starts)
        sink.add(f"(bytes from {start})", source.chunks(start), origin=f"bytes behind the text, from {start}", is_name_of_member=False)
    elif source.size - zero > _LITERAL_CHARS:
        sink.gap(f"binary content from offset {zero} on, in a format that is not recognised")


def _binary_from(source: Source) -> int | None:
    """Offset of the first NUL, where what follows it is no text: code may hold single ones. None also for a zip archive there,
    which is opened from its end."""
    zero = source.find(b"\x00")
    if zero < 0 or ends_like_zip(source):
        return None
    is_text = codec_of(source, source.at(zero, 1 << 14)) is not None or codec_of(source, source.tail) is not None
    return None if is_text else zero
