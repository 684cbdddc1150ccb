"""Facts of a PE file, read with lief."""

import struct
from dataclasses import replace
from pathlib import Path

import lief

from scanner.analyze.native.certificates import common_name
from scanner.analyze.native.facts import Facts, Region, label_of, text_of
from scanner.attempt import Refusal
from scanner.code.entropy import entropy_bits

_CODE = lief.PE.Section.CHARACTERISTICS.MEM_EXECUTE
_LINKERS = {
    14: "Microsoft Visual C++ 2015 or later",
    12: "Microsoft Visual C++ 2013",
    11: "Microsoft Visual C++ 2012",
    10: "Microsoft Visual C++ 2010",
    9: "Microsoft Visual C++ 2008",
    2: "GNU ld",
    3: "Go or GNU linker",
}
"""Major linker version of the optional header -> what writes it. lld-link states 14 as well."""

_CLR_HEADER_BYTES = 72
_CLR_RESOURCES_AT = 24
_MEASURED_BYTES = 4 * 1024 * 1024
"""Bytes of a part of a section whose entropy is measured, at most."""


def facts_of(path: Path) -> tuple[Facts, ...]:
    """The facts of the one image. Raises Refusal where lief cannot read the header."""
    config = lief.PE.ParserConfig()
    config.parse_reloc = False
    config.parse_exports = False
    config.parse_rsrc = False
    binary = lief.PE.parse(str(path), config)
    if not isinstance(binary, lief.PE.Binary):
        raise Refusal("the PE header cannot be read to the end; the file is truncated or malformed")
    libraries = [text_of(item.name) for item in binary.imports] + [text_of(item.name) for item in binary.delay_imports]
    signatures = list(binary.signatures)
    return (
        Facts(
            format="pe",
            offset=0,
            architecture=label_of(binary.header.machine),
            libraries=tuple(dict.fromkeys(libraries)),
            imports=_imports(binary),
            regions=_regions(binary),
            hardening=_hardening(binary),
            build_id=_build_id(binary),
            is_signed=bool(signatures),
            signer=_signer(signatures),
            toolchain=_LINKERS.get(binary.optional_header.major_linker_version),
            is_managed=_has_managed_code(binary),
        ),
    )


def _imports(binary: lief.PE.Binary) -> tuple[str, ...]:
    names: set[str] = set()
    for library in (*binary.imports, *binary.delay_imports):
        for entry in library.entries:
            names.add(f"{text_of(library.name)}#{entry.ordinal}" if entry.is_ordinal else text_of(entry.name))
    return tuple(sorted(names - {""}))


def _regions(binary: lief.PE.Binary) -> tuple[Region, ...]:
    resources = _managed_resources(binary)
    return tuple(part for section in binary.sections if section.size for part in _parts_of(section, resources))


def _parts_of(section: lief.PE.Section, resources: tuple[int, int]) -> tuple[Region, ...]:
    """The section; one with .NET code as what lies before, in and behind the resources that the compiler put into it."""
    start, end = (min(max(at, section.offset), section.offset + section.size) for at in resources)
    whole = Region(
        name=text_of(section.name),
        offset=section.offset,
        size_bytes=section.size,
        is_code=section.has_characteristic(_CODE),
        entropy=max(0.0, section.entropy),
    )
    if not whole.is_code or start >= end:
        return (whole,)
    content = bytes(section.content)
    parts = []
    for low, high, is_code in ((section.offset, start, True), (start, end, False), (end, section.offset + section.size, True)):
        entropy = entropy_bits(content[low - section.offset : high - section.offset][:_MEASURED_BYTES])
        parts.append(replace(whole, offset=low, size_bytes=high - low, is_code=is_code, entropy=entropy))
    return tuple(part for part in parts if part.size_bytes)


def _managed_resources(binary: lief.PE.Binary) -> tuple[int, int]:
    """Where in the file the resources of .NET code begin and end, by its header (ECMA-335, II.25.3.3); two zeros where there are none."""
    if not _has_managed_code(binary):
        return 0, 0
    directory = binary.data_directory(lief.PE.DataDirectory.TYPES.CLR_RUNTIME_HEADER)
    assert directory is not None
    header = bytes(binary.get_content_from_virtual_address(directory.rva, _CLR_HEADER_BYTES, lief.PE.Binary.VA_TYPES.RVA))
    if len(header) < _CLR_HEADER_BYTES:
        return 0, 0
    rva, size = struct.unpack_from("<II", header, _CLR_RESOURCES_AT)
    start = binary.rva_to_offset(rva) if rva and size else 0
    return start, start + size


def _hardening(binary: lief.PE.Binary) -> tuple[str, ...]:
    kinds = lief.PE.OptionalHeader.DLL_CHARACTERISTICS
    flags = {
        "pie": kinds.DYNAMIC_BASE,
        "nx": kinds.NX_COMPAT,
        "high_entropy_aslr": kinds.HIGH_ENTROPY_VA,
        "control_flow_guard": kinds.GUARD_CF,
        "force_integrity": kinds.FORCE_INTEGRITY,
    }
    return tuple(name for name, flag in flags.items() if binary.optional_header.has(flag))


def _build_id(binary: lief.PE.Binary) -> str | None:
    debug = binary.codeview_pdb
    return f"{debug.guid}-{debug.age}" if debug is not None else None


def _has_managed_code(binary: lief.PE.Binary) -> bool:
    directory = binary.data_directory(lief.PE.DataDirectory.TYPES.CLR_RUNTIME_HEADER)
    return directory is not None and directory.rva != 0


def _signer(signatures: list[lief.PE.Signature]) -> str | None:
    for signature in signatures:
        for signer in signature.signers:
            if signer.cert is not None:
                return common_name(text_of(signer.cert.subject))
    return None
