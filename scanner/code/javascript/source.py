"""What text a JavaScript artifact holds, and where each place of that text lies in the bytes of the artifact."""

import bisect
import codecs
import re
from dataclasses import dataclass, field

from scanner.model.artifact import Artifact, ArtifactKind, ByteOffset, LineNumber
from scanner.model.observation import EXCERPT_CHARS, Place

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE_BYTES = 4096
"""How much of the head decides between UTF-16 and one-byte text where no container states the encoding."""
_STRIDE = 1 << 16
"""Distance in bytes between two check points of the map from UTF-8 to the bytes of the artifact."""
_ELLIPSIS = "…"


@dataclass(slots=True)
class Source:
    """One module as UTF-8 bytes. Offsets into `code` are exact; `place` gives them in the bytes of the artifact."""

    artifact: Artifact
    code: bytes
    """The text in UTF-8, without a byte-order mark."""
    encoding: str
    """Of the artifact: "utf-8", "latin-1", "utf-16-le" or "utf-16-be"."""
    head_bytes: int
    """Length of the byte-order mark in the artifact."""
    is_exact: bool
    """True: bytes of `code` and of the artifact are the same ones."""
    _marks: list[tuple[int, int]] = field(default_factory=list)
    _lines: list[int] | None = None

    @property
    def is_typescript(self) -> bool:
        return self.artifact.kind is ArtifactKind.TYPESCRIPT

    def original(self, offset: int) -> ByteOffset:
        """Offset in the bytes of the artifact of an offset in `code`."""
        if self.is_exact:
            return ByteOffset(offset + self.head_bytes)
        if not self._marks:
            self._marks = _check_points(self.code, self.encoding)
        at = bisect.bisect_right(self._marks, (offset, 1 << 62)) - 1
        start, original = self._marks[at]
        return ByteOffset(original + _encoded_bytes(self.code[start:offset], self.encoding) + self.head_bytes)

    def line(self, offset: int) -> LineNumber:
        """Number of the line that holds an offset in `code`."""
        if self._lines is None:
            self._lines = [match.start() for match in re.finditer(rb"\n", self.code)]
        return LineNumber(bisect.bisect_left(self._lines, offset) + 1)

    def text(self, start: int, end: int) -> str:
        return self.code[start:end].decode("utf-8", "replace")

    def place(self, start: int, end: int, *, note: str | None = None, decoded: str | None = None) -> Place:
        """The place of `code[start:end]` in the artifact, with an excerpt."""
        first = self.original(start)
        return Place(
            artifact=self.artifact.sha256,
            subject=self.artifact.subject,
            byte_offset=first,
            byte_length=self.original(end) - first,
            excerpt=excerpt(self.code, start, end),
            decoded=decoded,
            line=self.line(start),
            note=note,
        )


def read_source(artifact: Artifact) -> Source:
    """Read a script artifact as text: by the stated encoding, a byte-order mark, the look of its head, UTF-8, else Latin-1.

    Raises OSError where the content cannot be read.
    """
    return source_of(artifact.content.read_bytes(), artifact)


def source_of(content: bytes, artifact: Artifact) -> Source:
    """As `read_source`, from bytes that were read already."""
    head, encoding = _encoding(content, artifact.encoding)
    body = content[head:]
    if encoding == "utf-8":
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "latin-1"
    if encoding == "utf-8" or (encoding == "latin-1" and body.isascii()):
        return Source(artifact=artifact, code=body, encoding=encoding, head_bytes=head, is_exact=True)
    code = body.decode(encoding, "replace").encode("utf-8", "replace")
    return Source(artifact=artifact, code=code, encoding=encoding, head_bytes=head, is_exact=False)


def excerpt(code: bytes, start: int, end: int) -> str:
    """The text of a range, shortened in the middle to what a place may hold."""
    if end - start <= EXCERPT_CHARS:
        return code[start:end].decode("utf-8", "replace")
    half = EXCERPT_CHARS // 2 - 1
    first = code[start : start + half].decode("utf-8", "ignore")
    last = code[end - half : end].decode("utf-8", "ignore")
    return f"{first}{_ELLIPSIS}{last}"


def _encoding(content: bytes, stated: str | None) -> tuple[int, str]:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return len(mark), name
    if stated is not None:
        return 0, {"utf-16": "utf-16-le", "latin1": "latin-1", "iso8859-1": "latin-1", "utf8": "utf-8"}.get(stated.lower(), stated.lower())
    sample = content[:_SAMPLE_BYTES]
    if len(sample) >= 8 and re.fullmatch(rb"(?:[\x09-\x7e]\x00)+", sample[:8]) and sample[1::2].count(0) > len(sample) // 3:
        return 0, "utf-16-le"
    return 0, "utf-8"


def _check_points(code: bytes, encoding: str) -> list[tuple[int, int]]:
    marks = [(0, 0)]
    start = original = 0
    while start + _STRIDE < len(code):
        end = start + _STRIDE
        while code[end] & 0xC0 == 0x80:
            end -= 1
        original += _encoded_bytes(code[start:end], encoding)
        marks.append((end, original))
        start = end
    return marks


def _encoded_bytes(utf8: bytes, encoding: str) -> int:
    if encoding == "latin-1":
        return len(utf8) - sum(1 for byte in utf8 if byte & 0xC0 == 0x80) if not utf8.isascii() else len(utf8)
    return len(utf8.decode("utf-8", "replace").encode(encoding, "surrogatepass"))
