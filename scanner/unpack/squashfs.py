"""squashfs images, and AppImages, which carry one behind their start program."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from typing import Any

import zstandard
from PySquashfsImage import SquashFsImage  # type: ignore[import-untyped]  # it ships no types

from scanner.model.artifact import ArtifactKind
from scanner.unpack.names import leads_out
from scanner.unpack.native import layout_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MAGIC = b"hsqs"
_SUPERBLOCK_BYTES = 96
_SEARCH_BYTES = 1 << 20
"""An image lies at the end of the start program by its headers, or at the next boundary: 944,632 of 945,000 bytes in the usual one."""
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    zlib.error,
    LZMAError,
    zstandard.ZstdError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    MemoryError,
    ImportError,
)
"""What the reader raises for images that contradict themselves, or are packed by a method that it lacks (LZO)."""


def holds_squashfs(source: Source) -> bool:
    """True where an image lies behind the end of a native file."""
    return _offset(source) is not None


def open_squashfs(source: Source, sink: Sink) -> None:
    offset = 0 if source.head.startswith(_MAGIC) else _offset(source)
    if offset is None:
        raise Damaged("there is no squashfs image in it")
    with source.path.open("rb") as stream:
        try:
            image = SquashFsImage(stream, offset, closefd=False)
        except _UNREADABLE as error:
            raise Damaged(f"its squashfs image cannot be read ({_first_words(error)})") from error
        for item in _items(image):
            _take(sink, item)
        end = offset + int(image.size)
    sink.claim(offset, source.size - offset)
    rest = source.size - end - -end % 4096
    if rest > 0 and any(chunk.strip(b"\x00") for chunk in source.chunks(end + -end % 4096)):
        sink.gap(f"{rest} bytes follow the end of the image")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    path: str
    kind: str
    """`folder`, `link`, `file`, or `other`."""
    target: str
    is_executable: bool
    item: Any
    """The library's own, for its content."""


def _items(image: Any) -> Iterator[_Item]:
    """All entries of an image; the library walks its tree as it is asked."""
    walk = iter(image)
    while True:
        try:
            item = next(walk, None)
            if item is None:
                return
            kind = "folder" if item.is_dir else "link" if item.is_symlink else "file" if item.is_file else "other"
            described = _Item(
                path=str(item.path).lstrip("/"),
                kind=kind,
                target=str(item.readlink()) if kind == "link" else "",
                is_executable=bool(item.mode & 0o111),
                item=item,
            )
        except _UNREADABLE as error:
            raise Damaged(f"its squashfs image cannot be read to the end ({_first_words(error)})") from error
        yield described


def _take(sink: Sink, item: _Item) -> None:
    if item.kind == "file":
        sink.add(item.path, _content(item), is_executable=item.is_executable)
        return
    sink.count()
    if item.kind == "link" and leads_out(item.path, item.target):
        sink.gap(f"it is a link that leads out of the image, to `{item.target[:200]}`", step=item.path)
    elif item.kind == "other":
        sink.gap("it is a device, a pipe or a socket", step=item.path)


def _content(item: _Item) -> Iterator[bytes]:
    try:
        yield from item.item.iter_bytes()
    except _UNREADABLE as error:
        raise Damaged(f"it cannot be read to the end ({_first_words(error)})") from error


def _offset(source: Source) -> int | None:
    end = layout_of(source, ArtifactKind.ELF).end if source.head.startswith(b"\x7fELF") else source.size
    at = source.find(_MAGIC, end, min(source.size, end + _SEARCH_BYTES))
    while at >= 0:
        block = source.at(at, _SUPERBLOCK_BYTES)
        if len(block) == _SUPERBLOCK_BYTES:
            major, minor = struct.unpack_from("<HH", block, 28)
            (used,) = struct.unpack_from("<Q", block, 40)
            if (major, minor) == (4, 0) and _SUPERBLOCK_BYTES < used <= source.size - at:
                return at
        at = source.find(_MAGIC, at + 1, min(source.size, end + _SEARCH_BYTES))
    return None


def _first_words(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
