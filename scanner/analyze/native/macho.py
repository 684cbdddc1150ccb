"""Facts of a Mach-O file, read with lief: one set for each image of a universal file."""

import struct
import warnings
from pathlib import Path

import lief

from scanner.analyze.native.certificates import leaf_common_name
from scanner.analyze.native.facts import Facts, Region, label_of, text_of
from scanner.attempt import Refusal

_SUPER_BLOB = 0xFADE0CC0
_CODE_DIRECTORY = 0xFADE0C02
_CMS = 0xFADE0B01
_ADHOC = 0x2
_HARDENED_RUNTIME = 0x10000
_BLOB_HEAD_BYTES = 8
"""Magic and length, big-endian (Apple, cs_blobs.h)."""
_MAX_BLOBS = 64
"""A signature holds one blob for each slot: 12 are defined."""
_TOOLS = {1: "clang", 2: "swift", 3: "ld", 4: "lld"}
"""Tool numbers of LC_BUILD_VERSION (Apple, mach-o/loader.h)."""
_CODE_SECTIONS = frozenset({"__text", "__stubs", "__stub_helper", "__jsc_int"})


def facts_of(path: Path) -> tuple[Facts, ...]:
    """The facts of each image, in file order. Raises Refusal where lief cannot read any."""
    universal = lief.MachO.parse(str(path), lief.MachO.ParserConfig.quick)
    if not isinstance(universal, lief.MachO.FatBinary) or not universal.size:
        raise Refusal("the Mach-O header cannot be read to the end; the file is truncated or malformed")
    return tuple(_image(binary) for binary in universal)


def _image(binary: lief.MachO.Binary) -> Facts:
    imports = {_plain(text_of(symbol.name)) for symbol in binary.imported_symbols} - {""}
    signature = _Signature.read(bytes(binary.code_signature.content)) if binary.has_code_signature and binary.code_signature else None
    return Facts(
        format="macho",
        offset=binary.fat_offset,
        architecture=label_of(binary.header.cpu_type),
        libraries=tuple(text_of(library.name) for library in binary.libraries),
        imports=tuple(sorted(imports)),
        regions=tuple(
            Region(
                name=text_of(section.name),
                offset=binary.fat_offset + section.offset,
                size_bytes=section.size,
                is_code=text_of(section.name) in _CODE_SECTIONS,
                entropy=max(0.0, section.entropy),
            )
            for section in binary.sections
            if section.size and section.offset
        ),
        hardening=_hardening(binary, imports, signature),
        build_id=_build_id(binary),
        is_signed=signature is not None,
        signer=signature.signer if signature else None,
        toolchain=_toolchain(binary),
    )


def _plain(symbol: str) -> str:
    return symbol[1:] if symbol.startswith("_") else symbol


def _build_id(binary: lief.MachO.Binary) -> str | None:
    return bytes(binary.uuid.uuid).hex() if binary.has_uuid and binary.uuid else None


def _toolchain(binary: lief.MachO.Binary) -> str | None:
    build = binary.build_version
    if not binary.has_build_version or build is None:
        return None
    sdk = f"{label_of(build.platform)} SDK {'.'.join(map(str, build.sdk))}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # lief warns of tool numbers that it has no name for
        tools = [f"{_TOOLS.get(int(tool.tool), 'unnamed tool')} {'.'.join(map(str, tool.version))}" for tool in build.tools]
    return "; ".join([sdk, *tools])


def _hardening(binary: lief.MachO.Binary, imports: set[str], signature: "_Signature | None") -> tuple[str, ...]:
    found = {
        "pie": binary.is_pie,
        "nx": binary.has_nx,
        "stack_canary": "__stack_chk_fail" in imports,
        "hardened_runtime": signature is not None and bool(signature.flags & _HARDENED_RUNTIME),
    }
    return tuple(name for name, holds in found.items() if holds)


class _Signature:
    """The embedded code signature, as far as it names who signed. Does not verify anything."""

    def __init__(self, *, flags: int, signer: str | None) -> None:
        self.flags = flags
        self.signer = signer

    @classmethod
    def read(cls, content: bytes) -> "_Signature | None":
        """None: no signature that can be read."""
        flags, signer = 0, None
        blobs = _blobs(content)
        for magic, blob in blobs:
            if magic == _CODE_DIRECTORY and len(blob) >= 16:
                flags |= int(struct.unpack_from(">I", blob, 12)[0])
            if magic == _CMS and len(blob) > _BLOB_HEAD_BYTES:
                signer = leaf_common_name(blob[_BLOB_HEAD_BYTES:])
        if not blobs:
            return None
        return cls(flags=flags, signer=signer or ("ad hoc" if flags & _ADHOC else None))


def _blobs(content: bytes) -> list[tuple[int, bytes]]:
    """Magic and bytes of each blob that lies inside of the signature."""
    if len(content) < 12 or struct.unpack_from(">I", content)[0] != _SUPER_BLOB:
        return []
    (count,) = struct.unpack_from(">I", content, 8)
    found = []
    for index in range(min(count, _MAX_BLOBS)):
        if 12 + 8 * index + 8 > len(content):
            break
        (offset,) = struct.unpack_from(">I", content, 16 + 8 * index)
        if offset + _BLOB_HEAD_BYTES > len(content):
            continue  # points outside: a signature that lies about its parts
        magic, length = struct.unpack_from(">II", content, offset)
        found.append((magic, content[offset : offset + length]))
    return found
