"""Facts of an ELF file, read with lief."""

import re
from pathlib import Path

import lief

from scanner.analyze.native.facts import Facts, Region, label_of, text_of
from scanner.attempt import Refusal

_CODE = lief.ELF.Section.FLAGS.EXECINSTR
_WITHOUT_BYTES = {lief.ELF.Section.TYPE.NOBITS, lief.ELF.Section.TYPE.SHT_NULL_}
_NOTE_HEAD_BYTES = 16
"""Name size, content size, type, then the name "GNU" and its NUL."""
_COMMENT_BYTES = 4096
"""`.comment` holds one line for each compiler: 400 bytes in the largest file measured."""


def facts_of(path: Path) -> tuple[Facts, ...]:
    """The facts of the one image. Raises Refusal where lief cannot read the header."""
    binary = lief.ELF.parse(str(path), _config())
    if not isinstance(binary, lief.ELF.Binary):
        raise Refusal("the ELF header cannot be read to the end; the file is truncated or malformed")
    imports = {text_of(symbol.name) for symbol in binary.imported_symbols} - {""}
    return (
        Facts(
            format="elf",
            offset=0,
            architecture=label_of(binary.header.machine_type),
            libraries=tuple(text_of(name) for name in binary.libraries),
            imports=tuple(sorted(imports)),
            regions=_regions(binary),
            hardening=_hardening(binary, imports),
            build_id=_build_id(binary),
            is_signed=None,
            signer=None,
            toolchain=_toolchain(binary),
        ),
    )


def _config() -> lief.ELF.ParserConfig:
    """Neither relocations nor notes: a third of the memory, and the notes of some self-contained programs make lief raise."""
    config = lief.ELF.ParserConfig()
    config.parse_relocations = False
    config.parse_symbol_versions = False
    config.parse_symtab_symbols = False
    config.parse_overlay = False
    config.parse_notes = False
    return config


def _regions(binary: lief.ELF.Binary) -> tuple[Region, ...]:
    sections = [
        Region(
            name=text_of(section.name),
            offset=section.offset,
            size_bytes=section.size,
            is_code=_CODE in section.flags_list,
            entropy=max(0.0, section.entropy),
        )
        for section in binary.sections
        if section.type not in _WITHOUT_BYTES and section.size
    ]
    if sections:
        return tuple(sections)
    return tuple(
        Region(
            name=f"segment {index}",
            offset=segment.file_offset,
            size_bytes=segment.physical_size,
            is_code=lief.ELF.Segment.FLAGS.X in segment,
            entropy=0.0,
        )
        for index, segment in enumerate(binary.segments)
        if segment.type == lief.ELF.Segment.TYPE.LOAD and segment.physical_size
    )


def _hardening(binary: lief.ELF.Binary, imports: set[str]) -> tuple[str, ...]:
    is_bound_at_start = any(
        entry.tag in (lief.ELF.DynamicEntry.TAG.BIND_NOW, lief.ELF.DynamicEntry.TAG.FLAGS)
        and (entry.tag == lief.ELF.DynamicEntry.TAG.BIND_NOW or entry.value & 8)  # DF_BIND_NOW
        for entry in binary.dynamic_entries
    )
    has_relro = any(segment.type == lief.ELF.Segment.TYPE.GNU_RELRO for segment in binary.segments)
    found = {
        "pie": binary.is_pie,
        "nx": binary.has_nx,
        "relro": has_relro,
        "bind_now": is_bound_at_start,
        "stack_canary": "__stack_chk_fail" in imports,
        "fortify": any(re.fullmatch(r"__\w+_chk", name) for name in imports),
    }
    return tuple(name for name, holds in found.items() if holds)


def _build_id(binary: lief.ELF.Binary) -> str | None:
    for name in (".note.gnu.build-id", ".note.go.buildid"):
        section = binary.get_section(name)
        if isinstance(section, lief.ELF.Section):
            content = bytes(section.content[:256])
            if name.endswith("gnu.build-id"):
                size = int.from_bytes(content[4:8], "little")
                return content[_NOTE_HEAD_BYTES : _NOTE_HEAD_BYTES + size].hex() or None
            return text_of(content[_NOTE_HEAD_BYTES:].rstrip(b"\0")) or None
    return None


def _toolchain(binary: lief.ELF.Binary) -> str | None:
    section = binary.get_section(".comment")
    if not isinstance(section, lief.ELF.Section):
        return None
    lines = [text_of(line).strip() for line in bytes(section.content[:_COMMENT_BYTES]).split(b"\0")]
    return "; ".join(dict.fromkeys(line for line in lines if line)) or None
