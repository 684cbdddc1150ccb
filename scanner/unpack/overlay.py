"""What lies behind the end of a native file and no other unpacker knows, and the slices of a fat Mach-O."""

import struct

from scanner.model.artifact import ArtifactKind
from scanner.unpack.native import layout_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_LEAST_BYTES = 1024
"""Less holds no program; linkers and signers leave up to a few hundred bytes."""
_FAT_MAGICS = {b"\xca\xfe\xba\xbe": ">iiIII", b"\xca\xfe\xba\xbf": ">iiQQII"}
_MACHO_MAGICS = frozenset({b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xfe\xed\xfa\xce"})
_SLICES_MAX = 32
_PROCESSORS = {7: "x86", 0x01000007: "x86_64", 12: "arm", 0x0100000C: "arm64"}


def has_overlay(source: Source) -> bool:
    """True where more than padding follows what the headers account for."""
    start = native_end(source)
    return start is not None and source.size - start >= _LEAST_BYTES and bool(source.at(start, 1 << 16).strip(b"\x00"))


def open_overlay(source: Source, sink: Sink) -> None:
    start = native_end(source)
    if start is not None:
        sink.add(f"(bytes from {start})", source.chunks(start), origin=f"bytes behind the program, from {start}", is_name_of_member=False)


def is_fat(source: Source) -> bool:
    """True for a Mach-O that holds one program for each of several processors."""
    return source.head[:4] in _FAT_MAGICS


def open_fat(source: Source, sink: Sink) -> None:
    record = struct.Struct(_FAT_MAGICS[source.head[:4]])
    count = int.from_bytes(source.exactly(4, 4))
    if count > _SLICES_MAX:
        raise Damaged(f"it states {count} programs")
    for index in range(count):
        processor, _, offset, size_bytes, *_ = record.unpack(source.exactly(8 + index * record.size, record.size))
        name = _PROCESSORS.get(processor, f"processor {processor}")
        sink.add(f"({name})", source.chunks(offset, size_bytes), origin="slice of a fat Mach-O", is_name_of_member=False)


def native_end(source: Source) -> int | None:
    """Where a native file ends by its own headers; None for other files."""
    if source.head.startswith(b"\x7fELF"):
        return layout_of(source, ArtifactKind.ELF).end
    if source.head.startswith(b"MZ"):
        return layout_of(source, ArtifactKind.PE).end
    return layout_of(source, ArtifactKind.MACHO).end if source.head[:4] in _MACHO_MAGICS else None
