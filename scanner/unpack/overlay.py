"""What lies behind the end of a native file and no other unpacker knows, and the slices of a fat Mach-O."""

import struct
from collections.abc import Iterable, Iterator

from scanner.model.artifact import ArtifactKind
from scanner.unpack.fields import Range, unclaimed
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
    """True where more than padding and a signature follows what the headers account for."""
    return next(_stretches(source), None) is not None


def open_overlay(source: Source, sink: Sink) -> None:
    for place in _stretches(source):
        name = f"(bytes from {place.offset})"
        origin = f"bytes behind the program, from {place.offset}"
        sink.add(name, source.chunks(place.offset, place.length), origin=origin, is_name_of_member=False)


def unclaimed_overlay(source: Source, claimed: Iterable[Range]) -> Iterator[Range]:
    """What lies behind the end of a native file, and is neither its signature nor claimed."""
    end = native_end(source)
    if end is None:
        return
    signature = layout_of(source, ArtifactKind.PE).part("(certificates)") if source.head.startswith(b"MZ") else None
    known = [Range(offset=signature.offset, length=signature.size_bytes)] if signature is not None else []
    yield from unclaimed(source, Range(offset=end, length=source.size - end), [*known, *claimed])


def _stretches(source: Source) -> Iterator[Range]:
    """Without the zeros in front, with which installers reach the next sector."""
    for place in unclaimed_overlay(source, ()):
        zeros = 0
        for chunk in source.chunks(place.offset, place.length):
            rest = chunk.lstrip(b"\x00")
            zeros += len(chunk) - len(rest)
            if rest:
                break
        if place.length - zeros >= _LEAST_BYTES:
            yield Range(offset=place.offset + zeros, length=place.length - zeros)


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
