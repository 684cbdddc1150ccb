"""Executables and archives that hide in a text as base64 or hexadecimal literals, or raw behind its end.

Looks for the first characters that known formats have when they are encoded, which a search finds at memory speed. Does not see
content that is encrypted or put together at run time: decoding of strings belongs to the analysis.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_BASE64_STARTS: tuple[bytes, ...] = (
    b"f0VMR", b"TVqQAA", b"TVpAAA", b"TVpQAA", b"TVqAAA", b"TVroAA", b"z/rt/g", b"zvrt/g", b"yv66vg", b"H4sIA", b"H4sIC", b"UEsDB",
    b"KLUv/", b"/Td6WFoA", b"QlpoO", b"N3q8ry", b"AGFzbQ", b"ITxhcmNo", b"aHNxc", b"Q3IyN",
)
"""ELF, PE, Mach-O, fat Mach-O, gzip, zip, zstd, xz, bzip2, 7z, WebAssembly, ar, squashfs, CRX."""
_HEX_STARTS: tuple[bytes, ...] = (
    b"7f454c46", b"4d5a9000", b"cffaedfe", b"cafebabe", b"1f8b08", b"504b0304", b"28b52ffd", b"fd377a585a", b"0061736d01",
)
_LITERAL_CHARS = 160
"""Shortest literal taken: 120 bytes hold no program and no archive that is worth a name."""
_RUN_BASE64 = re.compile(rb"[A-Za-z0-9+/\-_]+={0,2}")
_RUN_HEX = re.compile(rb"[0-9A-Fa-f]+")
_SEAM = re.compile(rb"(?:\\r|\\n|\\\r?\n|\s)+|[\"'`]\s*[+,.]?\s*[\"'`]")
"""Between two pieces of one literal: line ends, escaped ones, and the closing and opening quote of a concatenation."""
_BEFORE = frozenset(b"\"'`,:= \t\n(n\\>")
"""What may come right before a literal; `n` for the end of an escaped line end."""
_RAW_STARTS = (b"\x1f\x8b\x08", b"PK\x03\x04", b"\xfd7zXZ\x00", b"BZh9", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"ustar")
_TAR_MAGIC_OFFSET = 257


@dataclass(frozen=True, slots=True, kw_only=True)
class _Literal:
    offset: int
    encoding: str


def hides_content(source: Source) -> bool:
    """True where the text holds a literal, or bytes behind its end, that begin like a known format."""
    if source.size < _LITERAL_CHARS:
        return False
    return bool(_literals(source, only_first=True)) or source.find(b"\x00") >= 0


def open_embedded(source: Source, sink: Sink) -> None:
    end = 0
    for literal in _literals(source):
        if literal.offset < end:
            continue  # inside the literal before
        content, end = _decoded(source, literal)
        if content:
            sink.add(
                f"({literal.encoding} at {literal.offset})", [content], origin=f"{literal.encoding} literal at {literal.offset}",
                is_name_of_member=False,
            )
    _take_binary_behind(source, sink)


def _literals(source: Source, *, only_first: bool = False) -> list[_Literal]:
    found = []
    for starts, encoding in ((_BASE64_STARTS, "base64"), (_HEX_STARTS, "hex")):
        for start in starts:
            at = source.find(start)
            while at >= 0:
                if (not at or source.at(at - 1, 1)[0] in _BEFORE) and _is_long(source, at, encoding):
                    found.append(_Literal(offset=at, encoding=encoding))
                    if only_first:
                        return found
                at = source.find(start, at + len(start))
    return sorted(found, key=lambda literal: literal.offset)


def _is_long(source: Source, at: int, encoding: str) -> bool:
    run = _RUN_HEX if encoding == "hex" else _RUN_BASE64
    return len(_pieces(source.at(at, 4 * _LITERAL_CHARS), run)[0]) >= _LITERAL_CHARS


def _decoded(source: Source, literal: _Literal) -> tuple[bytes, int]:
    """The content and where the literal ends; empty where it does not decode."""
    run = _RUN_HEX if literal.encoding == "hex" else _RUN_BASE64
    size_bytes = 1 << 16
    while True:
        window = source.at(literal.offset, size_bytes)
        characters, length = _pieces(window, run)
        if length < len(window) - 16 or len(window) < size_bytes:
            break
        size_bytes *= 4
    try:
        if literal.encoding == "hex":
            return binascii.unhexlify(characters[:len(characters) & ~1]), literal.offset + length
        plain = characters.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
        return base64.b64decode(plain[:len(plain) - (len(plain) % 4 == 1)] + b"=" * (-len(plain) % 4)), literal.offset + length
    except binascii.Error:
        return b"", literal.offset + length


def _pieces(window: bytes, run: re.Pattern[bytes]) -> tuple[bytes, int]:
    """The characters of a literal that may be cut into pieces, and the length that it takes."""
    pieces, at = [], 0
    while (piece := run.match(window, at)) is not None:
        pieces.append(piece.group())
        at = piece.end()
        seam = _SEAM.match(window, at)
        if seam is None or piece.group().endswith(b"="):
            break
        if run.match(window, seam.end()) is None:
            break
        at = seam.end()
    return b"".join(pieces), at


def _take_binary_behind(source: Source, sink: Sink) -> None:
    """Self-extracting scripts carry an archive behind their last line."""
    zero = source.find(b"\x00")
    if zero < 0 or b"\x00" in source.at(0, 512):
        return  # no binary part, or UTF-16
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
