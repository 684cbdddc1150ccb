"""Text of an artifact as characters, with the way back from each character to its bytes."""

import codecs
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from re import finditer
from typing import Literal

from scanner.model.artifact import Artifact, ByteOffset, LineNumber
from scanner.model.observation import EXCERPT_CHARS, Place

Codec = Literal["utf-8", "latin-1", "utf-16-le", "utf-16-be"]

_BLOCK_CHARS = 4096
"""Distance of the checkpoints: 8,500 of them for 35 MB, and never more than 4,096 characters are encoded to answer a question."""

_MARKS: tuple[tuple[bytes, Codec], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_NAMES: dict[str, Codec] = {
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "ascii": "utf-8",
    "latin1": "latin-1",
    "latin-1": "latin-1",
    "iso-8859-1": "latin-1",
    "utf16": "utf-16-le",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-16be": "utf-16-be",
}


@dataclass(frozen=True)
class SourceText:
    """Decoded text. Offsets into `text` count characters; `byte_offset` gives the place in the artifact.

    Lossless: bytes that the codec cannot read become lone surrogates (one each), so that lengths and offsets stay true and
    `text.encode(codec, errors)` gives the bytes back. Only a half character at the end of UTF-16 is replaced.
    """

    text: str
    codec: Codec
    mark_bytes: int = 0
    """Length of the byte order mark, which is not part of `text`."""
    _is_ascii: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_is_ascii", self.text.isascii())

    @property
    def errors(self) -> str:
        """The codec error handler that keeps unreadable bytes."""
        return "surrogateescape" if self.codec in ("utf-8", "latin-1") else "surrogatepass"

    def byte_offset(self, char: int) -> ByteOffset:
        """Where the bytes of the character at `char` begin; `len(text)` gives the end of the text."""
        if self._bytes_per_char is not None:
            return ByteOffset(self.mark_bytes + char * self._bytes_per_char)
        block = min(char, len(self.text)) // _BLOCK_CHARS
        start = block * _BLOCK_CHARS
        return ByteOffset(self.mark_bytes + self._checkpoints[block] + self._length_bytes(self.text[start:char]))

    def char_offset(self, byte: int) -> int:
        """The character that holds the byte at `byte`; the first or last one when the byte lies outside the text."""
        inside = max(0, byte - self.mark_bytes)
        if self._bytes_per_char is not None:
            return min(inside // self._bytes_per_char, len(self.text))
        block = min(bisect_right(self._checkpoints, inside) - 1, len(self.text) // _BLOCK_CHARS)
        start = block * _BLOCK_CHARS
        piece = self.text[start : start + _BLOCK_CHARS].encode(self.codec, self.errors)[: inside - self._checkpoints[block]]
        char = start + len(piece.decode(self.codec, "ignore" if self.codec.startswith("utf-16") else self.errors))
        while self.byte_offset(char) > byte:  # a character cut in two by `byte` was read as unreadable bytes
            char -= 1
        return char

    def byte_length(self, start: int, end: int) -> int:
        """Bytes from character `start` up to, not including, `end`."""
        return self.byte_offset(end) - self.byte_offset(start)

    def line(self, char: int) -> LineNumber:
        """The line, from 1, that holds the character."""
        return LineNumber(bisect_right(self._line_starts, char))

    def excerpt(self, start: int, end: int, *, limit_chars: int = EXCERPT_CHARS) -> str:
        """The text of a range, shortened in the middle with an ellipsis; unreadable bytes appear as U+FFFD."""
        return shortened(self.text[start:end] if end - start <= limit_chars else self._ends(start, end, limit_chars))

    def place(self, artifact: Artifact, start: int, end: int, *, decoded: str | None = None, note: str | None = None) -> Place:
        """The range as evidence in the bytes of `artifact`."""
        offset = self.byte_offset(start)
        return Place(
            artifact=artifact.sha256,
            subject=artifact.subject,
            byte_offset=offset,
            byte_length=self.byte_offset(end) - offset,
            excerpt=self.excerpt(start, end),
            decoded=decoded,
            line=self.line(start),
            note=note,
        )

    def _ends(self, start: int, end: int, limit_chars: int) -> str:
        half = (limit_chars - 1) // 2
        return f"{self.text[start : start + half]}…{self.text[end - half : end]}"

    def _length_bytes(self, piece: str) -> int:
        return len(piece) if piece.isascii() and self.codec == "utf-8" else len(piece.encode(self.codec, self.errors))

    @cached_property
    def _bytes_per_char(self) -> int | None:
        """None: it varies."""
        if self.codec == "latin-1" or (self.codec == "utf-8" and self._is_ascii):
            return 1
        if self.codec.startswith("utf-16") and (not self.text or max(self.text) <= "\uffff"):
            return 2
        return None

    @cached_property
    def _checkpoints(self) -> tuple[int, ...]:
        blocks = range(0, len(self.text), _BLOCK_CHARS)
        return tuple(accumulate((self._length_bytes(self.text[at : at + _BLOCK_CHARS]) for at in blocks), initial=0))

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in finditer(r"\n", self.text)))


def source_text(content: bytes, *, encoding: str | None = None) -> SourceText:
    """Decode content. A byte order mark decides before `encoding`, `encoding` (a codec name) before what the bytes look like.

    Without either, text with NUL in nearly every second byte is UTF-16, all else UTF-8.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec, len(mark))
    if encoding is not None and encoding.lower() in _NAMES:
        return _decoded(content, _NAMES[encoding.lower()], 0)
    return _decoded(content, _codec_by_look(content), 0)


def read_text(artifact: Artifact) -> SourceText:
    """The text of an artifact. Raises OSError when its content cannot be read."""
    return source_text(artifact.content.read_bytes(), encoding=artifact.encoding)


def shortened(text: str, *, limit_chars: int = EXCERPT_CHARS) -> str:
    """Text that fits in an excerpt, safe to store as UTF-8: lone surrogates become U+FFFD."""
    if len(text) > limit_chars:
        half = (limit_chars - 1) // 2
        text = f"{text[:half]}…{text[-half:]}"
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decoded(content: bytes, codec: Codec, mark_bytes: int) -> SourceText:
    if codec in ("utf-8", "latin-1"):
        return SourceText(content.decode(codec, "surrogateescape"), codec, mark_bytes)
    if len(content) % 2:
        content = content[:-1]  # half a code unit is no character
    return SourceText(content.decode(codec, "surrogatepass"), codec, mark_bytes)


def _codec_by_look(content: bytes) -> Codec:
    sample = content[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return "utf-8"
    if sample[1::2].count(0) > 0.4 * len(sample) and b"\0" not in sample[::2]:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * len(sample) and b"\0" not in sample[1::2]:
        return "utf-16-be"
    return "utf-8"
