"""xar archives, as installers of macOS are (`.pkg`), and pbzx streams, in which they hold their payload."""

import bz2
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from scanner.unpack.fields import Fields, Range, unclaimed
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.streams import inflated, pulled

_TABLE_BYTES_MAX = 64 << 20
"""A file takes some 700 bytes of the table, unpacked."""
_LEVELS_MAX = 256
_XZ_MAGIC = b"\xfd7zXZ\x00"
_MEMORY_BYTES_MAX = 256 << 20
_PIECE_BYTES_MAX = 64 << 20
"""Apple's tools make pieces of 16 MiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: str
    place: Range
    encoding: str
    size_bytes: int
    is_executable: bool


def open_xar(source: Source, sink: Sink) -> None:
    header = source.exactly(0, 28)
    header_bytes, packed_bytes = int.from_bytes(header[4:6]), int.from_bytes(header[8:16])
    heap = header_bytes + packed_bytes
    if packed_bytes > _TABLE_BYTES_MAX:
        raise Damaged(f"its table states {packed_bytes} bytes")
    used = [Range(offset=0, length=heap)]
    for file in _files(_table(source.exactly(header_bytes, packed_bytes)), "", 0):
        place = Range(offset=heap + file.place.offset, length=file.place.length)
        used.append(place)
        sink.add(file.path, _content(source, place, file), is_executable=file.is_executable)
    for place in unclaimed(source, Range(offset=0, length=source.size), used):
        # The heap begins with the checksum of the table, and signatures lie in it.
        name = f"(unclaimed bytes at {place.offset})"
        sink.add(name, source.chunks(place.offset, place.length), origin="unclaimed", is_name_of_member=False)


def open_pbzx(source: Source, sink: Sink) -> None:
    sink.add("", _pieces(source), origin="pbzx")


def _table(packed: bytes) -> ElementTree.Element:
    try:
        text = zlib.decompressobj().decompress(packed, _TABLE_BYTES_MAX)
    except zlib.error as error:
        raise Damaged(f"its table is damaged ({error})") from error
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Damaged("its table defines entities, which no tool writes")
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise Damaged(f"its table cannot be read ({error})") from error


def _files(parent: ElementTree.Element, path: str, level: int) -> Iterator[_File]:
    """Files lie in files, which are folders then; the outermost lie in the one `toc`."""
    if level > _LEVELS_MAX:
        raise Damaged(f"its folders lie more than {_LEVELS_MAX} deep")
    for element in parent.findall("toc/file") if not level else parent.findall("file"):
        name = path + (element.findtext("name") or "?")
        data = element.find("data")
        if data is not None:
            style = data.find("encoding")
            yield _File(
                path=name,
                place=Range(offset=_number(data, "offset"), length=_number(data, "length")),
                size_bytes=_number(data, "size"),
                encoding=style.get("style", "") if style is not None else "",
                is_executable="x" in _mode(element),
            )
        yield from _files(element, f"{name}/", level + 1)


def _number(element: ElementTree.Element, name: str) -> int:
    text = (element.findtext(name) or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        raise Damaged(f"its table states {text[:40]!r} as the {name} of a file")
    return int(text)


def _mode(element: ElementTree.Element) -> str:
    """`x` where a mode in octal digits lets somebody run it."""
    digits = (element.findtext("mode") or "")[-3:]
    return "x" if any(digit in "1357" for digit in digits) else ""


def _content(source: Source, place: Range, file: _File) -> Iterator[bytes]:
    match file.encoding.rpartition("/")[2]:
        case "octet-stream" | "":
            chunks = source.chunks(place.offset, place.length)
        case "x-gzip":  # a zlib stream, whatever its name says
            chunks = inflated(source.chunks(place.offset, place.length), window_bits=15)
        case "x-bzip2":
            chunks = pulled(source.chunks(place.offset, place.length), bz2.BZ2Decompressor)
        case "x-lzma" | "x-xz":
            chunks = pulled(source.chunks(place.offset, place.length), _xz)
        case other:
            raise Damaged(f"it is packed by {other[:40]}, which is not read")
    size_bytes = 0
    for chunk in chunks:
        size_bytes += len(chunk)
        yield chunk
    if size_bytes != file.size_bytes:
        raise Damaged(f"it has {size_bytes} bytes where the archive states {file.size_bytes}")


def _pieces(source: Source) -> Iterator[bytes]:
    """Each behind its unpacked and its packed length; one that did not shrink lies as it is."""
    fields = Fields(source, 12, source.size)
    while fields.at < fields.end:
        size_bytes, packed_bytes = fields.number(">Q"), fields.number(">Q")
        if max(size_bytes, packed_bytes) > _PIECE_BYTES_MAX:
            raise Damaged(f"a piece states {max(size_bytes, packed_bytes)} bytes, more than are unpacked at once")
        place = fields.skip(packed_bytes)
        chunks = source.chunks(place.offset, place.length)
        is_packed = source.at(place.offset, len(_XZ_MAGIC)) == _XZ_MAGIC
        yield from pulled(chunks, _xz) if is_packed else chunks


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=_MEMORY_BYTES_MAX)
