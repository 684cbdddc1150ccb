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
    reader = _Reader(content)
    for span in sorted(files, key=lambda span: span.offset):
        if reader.damage is not None:
            sink.count()
            sink.gap(f"it was not opened, as the content in front of it is damaged: {reader.damage}", step=span.name)
        elif span.offset < reader.at:
            sink.count()
            sink.gap("it lies over the file in front of it, and was not opened", step=span.name)
        else:
            sink.add(span.name, reader.file(span), is_executable=span.is_executable)


class _Reader:
    """A content in blocks, read forwards."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self.at = 0
        self.damage: str | None = None

    def file(self, span: Span) -> Iterator[bytes]:
        """Raises Damaged."""
        for _ in self._pieces(span.offset - self.at):
            pass  # bytes between two files belong to none
        found = 0
        for piece in self._pieces(span.size_bytes):
            found = crc32(piece, found)
            yield piece
        if span.crc32 is not None and found != span.crc32:
            raise Damaged("its checksum does not match the content")

    def _pieces(self, length: int) -> Iterator[bytes]:
        while length > 0:
            if not self._rest:
                self._rest = self._next()
            piece, self._rest = self._rest[:length], self._rest[length:]
            length -= len(piece)
            self.at += len(piece)
            yield piece

    def _next(self) -> bytes:
        try:
            chunk = next(self._chunks, None)
        except Damaged as damage:
            self.damage = str(damage)
            raise
        if chunk is None:
            self.damage = "it ends early"
            raise Damaged("the content that it lies in ends early")
        return chunk
