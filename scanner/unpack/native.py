"""Where the parts of an ELF, PE or Mach-O file lie: as much of the headers as finding a payload needs, with every length bounded."""

import struct
from dataclasses import dataclass

from scanner.model.artifact import ArtifactKind
from scanner.unpack.source import Source

_PARTS_MAX = 4096
"""Sections, segments or load commands read; the largest real tool has 60."""
_PE_SECTION_BYTES = 40
_MACHO_64 = (0xFEEDFACF, 0xFEEDFACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named range of the file."""

    name: str
    """ELF and PE: the section. Mach-O: `segment,section`."""
    offset: int
    size_bytes: int
    address: int
    """Where it is mapped (ELF, Mach-O: virtual address; PE: relative)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The parts of a native file and where it ends by its own headers."""

    parts: tuple[Part, ...]
    end: int
    """First offset that no header accounts for; what follows is an overlay, in which the certificates of a PE file lie last."""

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)


def layout_of(source: Source, kind: ArtifactKind) -> Layout:
    """Read the headers. Parts that lie outside the file are left out; a damaged table gives an empty layout."""
    try:
        match kind:
            case ArtifactKind.ELF:
                return _elf(source)
            case ArtifactKind.PE:
                return _pe(source)
            case ArtifactKind.MACHO:
                return _macho(source)
            case _:
                return Layout(parts=(), end=source.size)
    except (struct.error, IndexError, OverflowError):
        return Layout(parts=(), end=source.size)


def _bounded(source: Source, parts: list[Part], ends: list[int]) -> Layout:
    kept = tuple(part for part in parts if part.offset + part.size_bytes <= source.size)
    end = max((end for end in ends if end <= source.size), default=source.size)
    return Layout(parts=kept, end=end)


def _elf(source: Source) -> Layout:
    head = source.at(0, 64)
    is_64, order = head[4] == 2, "<" if head[5] == 1 else ">"
    if is_64:
        program_at, section_at = struct.unpack_from(order + "QQ", head, 32)
        program_size, programs, section_size, sections, names_at = struct.unpack_from(order + "5H", head, 54)
        section = struct.Struct(order + "IIQQQQIIQQ")
        program, offset_of_size = struct.Struct(order + "IIQQQQQQ"), (2, 5)
    else:
        program_at, section_at = struct.unpack_from(order + "II", head, 28)
        program_size, programs, section_size, sections, names_at = struct.unpack_from(order + "5H", head, 42)
        section = struct.Struct(order + "IIIIIIIIII")
        program, offset_of_size = struct.Struct(order + "8I"), (1, 4)
    ends = [64, program_at + programs * program_size, section_at + sections * section_size]
    for index in range(min(programs, _PARTS_MAX)):
        fields = program.unpack(source.at(program_at + index * program_size, program.size))
        ends.append(fields[offset_of_size[0]] + fields[offset_of_size[1]])
    records = [section.unpack(source.at(section_at + index * section_size, section.size)) for index in range(min(sections, _PARTS_MAX))]
    names = source.at(records[names_at][4], min(records[names_at][5], 1 << 20)) if names_at < len(records) else b""
    parts = []
    for record in records:
        if record[1] == 8:
            continue  # SHT_NOBITS occupies no bytes of the file
        name = names[record[0] :].split(b"\x00", 1)[0].decode("latin-1")
        parts.append(Part(name=name, offset=record[4], size_bytes=record[5], address=record[3]))
        ends.append(record[4] + record[5])
    return _bounded(source, parts, ends)


def _pe(source: Source) -> Layout:
    (start,) = struct.unpack("<I", source.at(0x3C, 4))
    head = source.at(start, 24)
    if head[:4] != b"PE\x00\x00":
        return Layout(parts=(), end=source.size)
    sections, optional_bytes = struct.unpack_from("<H", head, 6)[0], struct.unpack_from("<H", head, 20)[0]
    optional = source.at(start + 24, optional_bytes)
    directories = 112 if struct.unpack_from("<H", optional)[0] == 0x20B else 96
    parts, ends = [], [start + 24 + optional_bytes + sections * _PE_SECTION_BYTES]
    for index in range(min(sections, _PARTS_MAX)):
        record = source.at(start + 24 + optional_bytes + index * _PE_SECTION_BYTES, _PE_SECTION_BYTES)
        name, _, address, size_bytes, offset = struct.unpack_from("<8s4I", record)
        parts.append(Part(name=name.rstrip(b"\x00").decode("latin-1"), offset=offset, size_bytes=size_bytes, address=address))
        ends.append(offset + size_bytes)
    if len(optional) >= directories + 40:
        certificates, certificate_bytes = struct.unpack_from("<II", optional, directories + 32)
        parts.append(Part(name="(certificates)", offset=certificates, size_bytes=certificate_bytes, address=0))
        # They come last: what lies between the sections and them is an overlay, as in every signed installer.
        resources, resource_bytes = struct.unpack_from("<II", optional, directories + 16)
        holder = next((part for part in parts if part.address <= resources < part.address + max(1, part.size_bytes)), None)
        if holder is not None and resources:
            offset = holder.offset + resources - holder.address
            parts.append(Part(name="(resources)", offset=offset, size_bytes=resource_bytes, address=resources))
    return _bounded(source, parts, ends)


def _macho(source: Source) -> Layout:
    magic = source.at(0, 4)
    order = "<" if struct.unpack("<I", magic)[0] in _MACHO_64 else ">"
    is_64 = struct.unpack(order + "I", magic)[0] == _MACHO_64[0]
    commands, commands_bytes = struct.unpack(order + "II", source.at(16, 8))
    at = 32 if is_64 else 28
    parts: list[Part] = []
    ends = [at + commands_bytes]
    for _ in range(min(commands, _PARTS_MAX)):
        command, size_bytes = struct.unpack(order + "II", source.at(at, 8))
        if command in (0x19, 0x1):  # LC_SEGMENT_64, LC_SEGMENT
            _add_segment(source, at, order, is_64, parts, ends)
        elif command == 0x1D:  # LC_CODE_SIGNATURE
            ends.append(sum(struct.unpack(order + "II", source.at(at + 8, 8))))
        if size_bytes < 8:
            break  # a command that long would be read for ever
        at += size_bytes
    return _bounded(source, parts, ends)


def _add_segment(source: Source, at: int, order: str, is_64: bool, parts: list[Part], ends: list[int]) -> None:
    head = struct.Struct(order + ("16s4Q4I" if is_64 else "16s4I4I"))
    segment, _, _, offset, size_bytes, _, _, count, _ = head.unpack(source.at(at + 8, head.size))
    ends.append(offset + size_bytes)
    record = struct.Struct(order + ("16s16sQQIIIIIIII" if is_64 else "16s16s9I"))
    name = segment.rstrip(b"\x00").decode("latin-1")
    for index in range(min(count, _PARTS_MAX)):
        fields = record.unpack(source.at(at + 8 + head.size + index * record.size, record.size))
        part = fields[0].rstrip(b"\x00").decode("latin-1")
        parts.append(Part(name=f"{name},{part}", offset=fields[4], size_bytes=fields[3], address=fields[2]))
