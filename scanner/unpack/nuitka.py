"""One-file programs made with Nuitka: the files of a compiled Python program one behind the other, mostly as one zstd frame.

Source of the layout: `OnefileBootstrap.c` of Nuitka 1 to 4. The payload lies in a section of the program, behind it, or in a resource.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from scanner.unpack.spans import Forward
from scanner.unpack.streams import unzstd

_ZSTD = b"\x28\xb5\x2f\xfd"
_PACKED, _PLAIN = b"KAY", b"KAX"
_PROGRAMS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
"""What the first file begins with: the compiled program."""
_NAME_CHARS_MAX = 4096
_IS_EXECUTABLE, _IS_LINK = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What depends on the platform and the options of the build."""

    is_wide: bool
    has_flags: bool
    has_checksum: bool
    is_packed_apart: bool
    """Each file is a zstd frame of its own, behind its length."""


def holds_nuitka(source: Source) -> bool:
    """True where a payload was found. One that is not packed is only looked for at the start of a content."""
    return _start(source) >= 0


def open_nuitka(source: Source, sink: Sink) -> None:
    start = _start(source)
    if start < 0:
        raise Damaged("its payload was not found")
    reader = _reader(source, start)
    layout = _layout(_reader(source, start))
    is_first = True
    while name := _name(reader, layout):
        flags = reader.exactly(1)[0] if layout.has_flags else 0
        if flags & _IS_LINK:
            _name(reader, layout)
            sink.count()
            continue
        size_bytes = int.from_bytes(reader.exactly(8), "little")
        reader.exactly(4 * layout.has_checksum)
        sink.add(name, _content(reader, layout, size_bytes), is_executable=bool(flags & _IS_EXECUTABLE), is_entry=is_first)
        is_first = False
        if reader.damage is not None:
            return


def _start(source: Source) -> int:
    if source.head.startswith((_PACKED, _PLAIN)):
        try:
            _layout(_reader(source, 0))
        except Damaged:
            return -1
        return 0
    return source.find(_PACKED + _ZSTD)


def _reader(source: Source, start: int) -> Forward:
    chunks = source.chunks(start + len(_PACKED))
    is_frame = source.at(start, 7) == _PACKED + _ZSTD
    return Forward(unzstd(chunks) if is_frame else chunks)


def _layout(reader: Forward) -> _Layout:
    """By what makes the first file a program."""
    is_wide = reader.ahead(2)[1:] == b"\x00"
    name = _name(reader, _Layout(is_wide=is_wide, has_flags=False, has_checksum=False, is_packed_apart=False))
    if not name.isprintable() or not name:
        raise Damaged("its first file has no name")
    ahead = reader.ahead(32)
    for has_flags in (True, False):
        for has_checksum in (False, True):
            at = has_flags + 8 + 4 * has_checksum
            for is_packed_apart, starts in ((False, _PROGRAMS), (True, (_ZSTD,))):
                if ahead[at + 4 * is_packed_apart :].startswith(starts):
                    return _Layout(is_wide=is_wide, has_flags=has_flags, has_checksum=has_checksum, is_packed_apart=is_packed_apart)
    raise Damaged("its first file is no program")


def _name(reader: Forward, layout: _Layout) -> str:
    """Empty behind the last file."""
    width = 2 if layout.is_wide else 1
    raw = b""
    while (character := reader.exactly(width)) != bytes(width):
        raw += character
        if len(raw) > _NAME_CHARS_MAX * width:
            raise Damaged("a name does not end")
    return raw.decode("utf-16-le" if layout.is_wide else "utf-8", "replace")


def _content(reader: Forward, layout: _Layout, size_bytes: int) -> Iterator[bytes]:
    if not layout.is_packed_apart:
        return reader.pieces(size_bytes)
    return unzstd(reader.pieces(int.from_bytes(reader.exactly(4), "little")))
