"""Formats that state themselves by fixed bytes."""

import struct
import zlib

from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.apple_volume import looks_like_apfs, looks_like_hfs_plus
from scanner.unpack.ar import looks_like_deb, looks_like_library
from scanner.unpack.asar import looks_like_asar
from scanner.unpack.disk_image import is_disk_image, is_encrypted_disk_image
from scanner.unpack.partitions import looks_like_disk
from scanner.unpack.pyinstaller import looks_like_pyz
from scanner.unpack.source import Source
from scanner.unpack.tar import looks_like_tar

_MAGICS: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x7fELF", Kind.ELF),
    (0, b"\xcf\xfa\xed\xfe", Kind.MACHO),
    (0, b"\xce\xfa\xed\xfe", Kind.MACHO),
    (0, b"\xfe\xed\xfa\xcf", Kind.MACHO),
    (0, b"\xfe\xed\xfa\xce", Kind.MACHO),
    (0, b"\x00asm\x01\x00\x00\x00", Kind.WASM),
    (0, b"PK\x03\x04", Kind.ZIP),
    (0, b"PK\x05\x06", Kind.ZIP),
    (0, b"Cr24", Kind.CRX),
    (0, b"\x1f\x8b\x08", Kind.GZIP),
    (0, b"\xfd7zXZ\x00", Kind.XZ),
    (0, b"\x28\xb5\x2f\xfd", Kind.ZSTD),
    (0, b"\x04\x22\x4d\x18", Kind.LZ4),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (0, b"!<arch>\n", Kind.AR),
    (0, b"!<thin>\n", Kind.STATIC_LIBRARY),
    (0, b"\xed\xab\xee\xdb", Kind.RPM),
    (0, b"070701", Kind.CPIO),
    (0, b"070702", Kind.CPIO),
    (0, b"070707", Kind.CPIO),
    (0, b"hsqs", Kind.SQUASHFS),
    (0, b"xar!", Kind.XAR),
    (0, b"pbzx", Kind.PBZX),
    (0, b"flatpak\x00", Kind.FLATPAK),
    (0, b"MSCF\x00\x00\x00\x00", Kind.CAB),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.MSI),
    (0, b"SQLite format 3\x00", Kind.SQLITE),
    (0, b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (0, b"\xff\xd8\xff", Kind.IMAGE),
    (0, b"GIF87a", Kind.IMAGE),
    (0, b"GIF89a", Kind.IMAGE),
    (0, b"icns", Kind.IMAGE),
    (0, b"\x00\x00\x01\x00", Kind.IMAGE),
    (0, b"\x00\x00\x02\x00", Kind.IMAGE),
    (0, b"II*\x00", Kind.IMAGE),
    (0, b"MM\x00*", Kind.IMAGE),
    (0, b"8BPS", Kind.IMAGE),
    (0, b"qoif", Kind.IMAGE),
    (4, b"ftypavif", Kind.IMAGE),
    (4, b"ftyphei", Kind.IMAGE),
    (0, b"OggS", Kind.AUDIO),
    (0, b"ID3", Kind.AUDIO),
    (0, b"fLaC", Kind.AUDIO),
    (4, b"ftypM4A", Kind.AUDIO),
    (0, b"\xff\xfb", Kind.AUDIO),
    (0, b"\xff\xf3", Kind.AUDIO),
    (0, b"FORM", Kind.AUDIO),
    (4, b"ftyp", Kind.VIDEO),
    (0, b"\x1aE\xdf\xa3", Kind.VIDEO),
    (0, b"wOFF", Kind.FONT),
    (0, b"wOF2", Kind.FONT),
    (0, b"OTTO", Kind.FONT),
    (0, b"ttcf", Kind.FONT),
    (0, b"true\x00", Kind.FONT),
    (0, b"\x00\x01\x00\x00\x00", Kind.FONT),
    (34, b"LP", Kind.FONT),
    (0, b"%PDF-", Kind.DATA),
    (0, b"TZif", Kind.DATA),
    (0, b"GGUF", Kind.DATA),
    (0, b"\x93NUMPY", Kind.DATA),
    (0, b"\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00", Kind.DATA),  # .kotlin_module: three numbers of a version, 1.x or 2.x
    (0, b"\x00\x00\x00\x03\x00\x00\x00\x02\x00\x00\x00", Kind.DATA),
    (0, b"bplist00", Kind.PLIST),
    (0, b"\xde\x12\x04\x95", Kind.DATA),
    (0, b"\x95\x04\x12\xde", Kind.DATA),
    (0, b"\xfa\xde\x0c", Kind.DATA),
    (0, b"\x00\x00\x00\x0cJXL ", Kind.IMAGE),
    (0, b"-----BEGIN ", Kind.DATA),
    (0, b"Microsoft C/C++ MSF 7.00\r\n\x1aDS", Kind.DATA),
    (0, b"\x1bLua", Kind.UNKNOWN),
    (0, b"\xc6\x1f\xbc\x03\xc1\x03\x19\x1f", Kind.JS_BYTECODE),
)
"""Offset, bytes, kind. gettext catalogs, code signatures and debug databases are data; Hermes bytecode is bytecode."""

_MAGICS_INSIDE = tuple(magic for magic in _MAGICS if magic[0])
_BY_FIRST_BYTE = {
    first: tuple(magic for magic in _MAGICS if not magic[0] and magic[1][:1] == first) for first in {magic[1][:1] for magic in _MAGICS}
}

_RIFF = {b"WAVE": Kind.AUDIO, b"WEBP": Kind.IMAGE, b"AVI ": Kind.VIDEO, b"RMID": Kind.AUDIO}
_FAT_SLICES_MAX = 32
"""A fat Mach-O and a Java class share their magic; the next number is a count of slices or a class version of 45 and up."""
_ADTS_FRAMES_MAX = 100_000
"""Some forty minutes of sound."""
_ADTS_RATE_MAX = 12
"""The last index of a sampling rate that stands for one."""
_PYC_NEWLINE = b"\r\n"
_ICU_MAGIC = b"\xda\x27"
_STREAMS = frozenset({Kind.GZIP, Kind.XZ, Kind.ZSTD})
_ISO_OFFSET, _ISO_MAGIC = 0x8000, b"\x01CD001\x01\x00"
_V8_CACHE_MAGIC = 0xC0DE0000
"""First word of V8's serialised code: 0xC0DE and the low half of a constant of the build."""


def kind_by_magic(source: Source, head: bytes) -> Kind | None:
    """The kind that fixed bytes state; None: none of them."""
    for offset, magic, kind in (*_BY_FIRST_BYTE.get(head[:1], ()), *_MAGICS_INSIDE):
        if head.startswith(magic, offset):
            if kind in _STREAMS and is_disk_image(source):
                return Kind.DMG  # it begins with a packed run
            return _library(head) if kind is Kind.AR else kind
    for look in _LOOKS:
        found = look(source, head)
        if found is not None:
            return found
    return None


def _library(head: bytes) -> Kind:
    if looks_like_deb(head):
        return Kind.DEB
    return Kind.STATIC_LIBRARY if looks_like_library(head) else Kind.AR


def _portable_executable(source: Source, head: bytes) -> Kind | None:
    if not head.startswith(b"MZ") or len(head) < 64:
        return None
    (start,) = struct.unpack_from("<I", head, 0x3C)
    return Kind.PE if source.at(start, 4) == b"PE\x00\x00" else None


def _fat_or_class(_: Source, head: bytes) -> Kind | None:
    if head[:4] not in (b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf") or len(head) < 8:
        return None
    return Kind.MACHO if int.from_bytes(head[4:8]) <= _FAT_SLICES_MAX else Kind.JAVA_CLASS


def _riff(_: Source, head: bytes) -> Kind | None:
    return _RIFF.get(head[8:12], Kind.DATA) if head.startswith(b"RIFF") else None


def _adts(source: Source, head: bytes) -> Kind | None:
    """AAC sound as a stream (ISO/IEC 13818-7, ADTS): frames that tell their lengths, from the first byte to the last."""
    at = 0
    for _ in range(_ADTS_FRAMES_MAX):
        frame = head[at : at + 7] if at + 7 <= len(head) else source.at(at, 7)
        if len(frame) < 7 or frame[0] != 0xFF or frame[1] & 0xF6 != 0xF0 or frame[2] >> 2 & 0xF > _ADTS_RATE_MAX:
            return None
        length = (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5
        at += length
        if length < 7 or at > source.size:
            return None
        if at == source.size:
            return Kind.AUDIO
    return None


def _bzip2(_: Source, head: bytes) -> Kind | None:
    return Kind.BZIP2 if head[:3] == b"BZh" and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90") else None


def _python_bytecode(_: Source, head: bytes) -> Kind | None:
    is_pyc = head[2:4] == _PYC_NEWLINE and len(head) > 16 and head[1] in (0x0C, 0x0D, 0x0E, 0x0F) and head[16] & 0x7F == 0x63
    return Kind.PYTHON_BYTECODE if is_pyc else None


def _tables(source: Source, head: bytes) -> Kind | None:
    if looks_like_asar(head):
        return Kind.ASAR
    if looks_like_pyz(head):
        return Kind.PYZ
    if head[2:4] == _ICU_MAGIC or head[8:12] == b"CmnD":
        return Kind.DATA  # ICU data
    if head[:1] == b"\x30" and _der_length(head) == source.size:
        return Kind.DATA  # a certificate, key or signature in DER
    if head[:4] in (b"\x04\x00\x00\x00", b"\x05\x00\x00\x00") and _is_resource_pack(source, head):
        return Kind.DATA  # Chromium's translated texts and pictures
    if head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") <= source.size and b'"dtype"' in head[:4096]:
        return Kind.DATA  # safetensors
    return None


def _der_length(head: bytes) -> int | None:
    if len(head) < 4:
        return None
    if head[1] < 0x80:
        return 2 + head[1]
    count = head[1] & 0x7F
    return 2 + count + int.from_bytes(head[2 : 2 + count]) if 1 <= count <= 4 else None


def _is_resource_pack(source: Source, head: bytes) -> bool:
    """The table's closing record names the end of the file."""
    if head[0] == 5:
        (count,) = struct.unpack_from("<H", head, 8) if len(head) >= 12 else (0,)
        closing = 12 + 6 * count
    else:
        (count,) = struct.unpack_from("<I", head, 4) if len(head) >= 9 else (0,)
        closing = 9 + 6 * count
    record = source.at(closing, 6)
    return bool(count) and len(record) == 6 and record[:2] == b"\x00\x00" and int.from_bytes(record[2:], "little") == source.size


def _js_bytecode(_: Source, head: bytes) -> Kind | None:
    if len(head) < 24:
        return None
    word = int.from_bytes(head[:4], "little")
    return Kind.JS_BYTECODE if word & 0xFFFF0000 == _V8_CACHE_MAGIC else None


def _disk_image(source: Source, head: bytes) -> Kind | None:
    if is_disk_image(source) or is_encrypted_disk_image(head):
        return Kind.DMG
    if head[_ISO_OFFSET : _ISO_OFFSET + len(_ISO_MAGIC)] == _ISO_MAGIC:
        return Kind.ISO_9660
    if looks_like_disk(head):
        return Kind.DISK
    if looks_like_hfs_plus(head):
        return Kind.HFS_PLUS
    return Kind.APFS if looks_like_apfs(head) else None


def _tar(_: Source, head: bytes) -> Kind | None:
    return Kind.TAR if looks_like_tar(head) else None


def _zlib(_: Source, head: bytes) -> Kind | None:
    if len(head) < 16 or head[0] != 0x78 or int.from_bytes(head[:2]) % 31:
        return None
    try:
        found = zlib.decompressobj().decompress(head, 4096)
    except zlib.error:
        return None
    return Kind.ZLIB if found else None


_LOOKS = (
    _portable_executable,
    _fat_or_class,
    _riff,
    _adts,
    _disk_image,
    _bzip2,
    _python_bytecode,
    _tables,
    _js_bytecode,
    _tar,
    _zlib,
)
"""Formats that more than their first bytes state."""
