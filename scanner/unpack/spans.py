"""Files that lie one behind the other in one content that is only read forwards: the solid archives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A file in an unpacked content."""

    name: str
    offset: int
    size_bytes: int
    crc32: int | None = None
    """None: the archive states none."""
    is_executable: bool = False


def spans(sink: Sink, files: Iterable[Span], content: Iterator[bytes]) -> None:
    """Add each file, in the order in which they lie. What comes behind damage, or begins in the file before it, is a gap of its own."""
    reader = Forward(content)
    for span in sorted(files, key=lambda span: span.offset):
        if reader.damage is not None:
            sink.count()
            sink.gap(f"it was not opened, as the content in front of it is damaged: {reader.damage}", step=span.name)
        elif span.offset < reader.at:
            sink.count()
            sink.gap("it lies over the file in front of it, and was not opened", step=span.name)
        else:
            sink.add(span.name, _file(reader, span), is_executable=span.is_executable)


def _file(reader: "Forward", span: Span) -> Iterator[bytes]:
    for _ in reader.pieces(span.offset - reader.at):
        pass  # bytes between two files belong to none
    found = 0
    for piece in reader.pieces(span.size_bytes):
        found = crc32(piece, found)
        yield piece
    if span.crc32 is not None and found != span.crc32:
        raise Damaged("its checksum does not match the content")


class Forward:
    """A content in blocks, read forwards. All methods raise Damaged."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self.at = 0
        self.damage: str | None = None
        """Why nothing more can be read; None: it can."""

    def exactly(self, length: int) -> bytes:
        """Bytes that are wanted in memory."""
        return b"".join(self.pieces(length))

    def ahead(self, length: int) -> bytes:
        """The bytes that come next, fewer where the content ends, without reading past them."""
        while len(self._rest) < length:
            chunk = self._following()
            if chunk is None:
                break
            self._rest += chunk
        return self._rest[:length]

    def is_at_end(self) -> bool:
        """True where no byte is left."""
        return not self.ahead(1)

    def pieces(self, length: int) -> Iterator[bytes]:
        """The next bytes in blocks."""
        while length > 0:
            if not self._rest:
                self._rest = self._next()
            piece, self._rest = self._rest[:length], self._rest[length:]
            length -= len(piece)
            self.at += len(piece)
            yield piece

    def _next(self) -> bytes:
        chunk = self._following()
        if chunk is None:
            self.damage = "it ends early"
            raise Damaged("the content that it lies in ends early")
        return chunk

    def _following(self) -> bytes | None:
        if self.damage is not None:
            raise Damaged(self.damage)
        try:
            return next(self._chunks, None)
        except Damaged as damage:
            self.damage = str(damage)
            raise
