"""ar archives: Debian packages and static libraries."""

from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MAGIC = b"!<arch>\n"
_HEADER_BYTES = 60
_TABLE_BYTES_MAX = 16 << 20


def looks_like_deb(head: bytes) -> bool:
    """True where the first member is the version file that every Debian package begins with."""
    return head.startswith(_MAGIC + b"debian-binary")


def looks_like_library(head: bytes) -> bool:
    """True where the first member is a symbol table."""
    return head.startswith((_MAGIC + b"/   ", _MAGIC + b"__.SYMDEF", _MAGIC + b"/SYM64/"))


def open_ar(source: Source, sink: Sink) -> None:
    at, names = len(_MAGIC), b""
    while at < source.size:
        header = source.at(at, _HEADER_BYTES)
        if len(header) < _HEADER_BYTES or header[58:60] != b"`\n":
            sink.gap(f"the header at offset {at} is damaged: {source.size - at} bytes from there on were not opened")
            return
        name, size_bytes = header[:16].rstrip(b" "), _number(header[48:58])
        start = at + _HEADER_BYTES
        if name == b"//":
            names = source.at(start, min(size_bytes, _TABLE_BYTES_MAX))
        elif name in (b"/", b"/SYM64/"):
            sink.count()
        else:
            skipped, name = _full_name(source, name, names, start)
            sink.add(name, source.chunks(start + skipped, size_bytes - skipped))
        at = start + size_bytes + size_bytes % 2


def _full_name(source: Source, name: bytes, names: bytes, start: int) -> tuple[int, bytes]:
    """How many bytes of the content are the name (BSD), and the name."""
    if name.startswith(b"#1/") and name[3:].isdigit():
        length = int(name[3:])
        return length, source.at(start, min(length, 4096)).rstrip(b"\x00")
    if name.startswith(b"/") and name[1:].isdigit():
        return 0, names[int(name[1:]) :].split(b"\n", 1)[0].removesuffix(b"/")
    return 0, name.removesuffix(b"/")


def _number(field: bytes) -> int:
    digits = field.strip()
    if not digits.isdigit():
        raise Damaged(f"a header holds {digits!r} where a size belongs")
    return int(digits)
