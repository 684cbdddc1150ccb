"""What some bytes are, by the bytes. A name decides only between kinds of text that bytes cannot tell apart."""


import brotli  # type: ignore[import-untyped]  # it ships no types

from scanner.code.entropy import entropy_bits
from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.magic import kind_by_magic
from scanner.unpack.opened import Recognised
from scanner.unpack.pickled import call_of, looks_like_pickle
from scanner.unpack.sampled import MAX_BYTES as SOUND_BYTES
from scanner.unpack.sampled import is_sampled_sound
from scanner.unpack.sorted_table import is_sorted_table
from scanner.unpack.source import HEAD_BYTES, Source
from scanner.unpack.text import codec_of, kind_of_text

_SUSPECT_BYTES = 1024
"""Unknown content below this is too short to hold a program that nothing else starts."""
_PICKLE_BYTES_MAX = 16 << 20
_CODE_BITS = 5.0
"""Bits of entropy a byte from which unknown content may be machine code, bytecode (5 to 6.5), or packed or encrypted (over 7)."""
_ARCHIVE_SUFFIXES = (
    ".tgz",
    ".tar",
    ".gz",
    ".zip",
    ".whl",
    ".vsix",
    ".xz",
    ".zst",
    ".bz2",
    ".7z",
    ".rar",
    ".crx",
    ".jar",
    ".nupkg",
    ".deb",
    ".rpm",
    ".asar",
    ".appimage",
    ".dmg",
    ".msi",
    ".cab",
    ".br",
    ".xar",
    ".pkg",
    ".lz4",
    ".iso",
)
_PASSIVE = frozenset({Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.FONT, Kind.DATA})
"""What cannot run. A script may begin with the letters of such a format (`GIF89a=1;`), but the format then is no text."""
_PEM = b"-----BEGIN "
_PLAUSIBLE = (b"\x7fELF", b"MZ\x90", b"PK\x03\x04", b"\xcf\xfa\xed\xfe", b"\x1f\x8b\x08", b"\x00asm")
"""What a brotli stream of a program or archive decodes to first."""
_SHEBANG = b"#!"
"""A script may carry binary content right behind its last line: its first line decides."""
_NO_UNPACKER = {Kind.ISO_9660: "an image of an optical disc (ISO 9660)", Kind.FLATPAK: "a flatpak bundle"}


def sniff(source: Source, *, is_executable: bool = False) -> Recognised:
    """The kind of a content without what may be hidden in it, and why it is a gap by itself where it is one.

    `is_executable` says that its container marks it so. Does not see a format whose magic was removed, unless the rest gives it away.
    """
    if not source.size:
        return Recognised(kind=Kind.EMPTY, objection=_false_name(source.name, Kind.EMPTY))
    head = source.head
    kind, encoding = kind_by_magic(source, head), None
    if kind is None or (kind in _PASSIVE and codec_of(source, head) in ("ascii", "utf-8") and not head.startswith(_PEM)):
        encoding = codec_of(source, head) or ("utf-8" if head.startswith(_SHEBANG) else None)
        kind = kind_of_text(source, head, encoding) if encoding is not None else _kind_without_magic(head, source)
    objection = _false_name(source.name, kind)
    if kind is Kind.UNKNOWN and looks_like_pickle(head, source.at(source.size - 1, 1)):
        kind, objection = _kind_of_pickle(source)
    elif kind is Kind.UNKNOWN:
        suspicion = _suspicion(source, head, is_executable=is_executable)
        if objection is None and suspicion is not None and not is_executable and _is_sound(source):
            return Recognised(kind=Kind.AUDIO)
        if objection is None and suspicion is not None and not is_executable and is_sorted_table(source):
            return Recognised(kind=Kind.DATA)
        objection = objection or suspicion
    elif kind in _NO_UNPACKER:
        objection = f"it is {_NO_UNPACKER[kind]}, which is not opened"
    return Recognised(kind=kind, encoding=None if encoding in ("utf-8", "ascii") else encoding, objection=objection)


def _kind_without_magic(head: bytes, source: Source) -> Kind:
    try:
        found = brotli.Decompressor().process(head, output_buffer_limit=HEAD_BYTES)
    except brotli.error:
        return Kind.UNKNOWN
    # Other bytes seldom decode for long: a stream yields more than it took, or texts and programs.
    is_named = source.name.lower().endswith(".br")
    is_text = len(found) > _SUSPECT_BYTES and found[:_SUSPECT_BYTES].isascii() and b"\x00" not in found
    is_plausible = found.startswith(_PLAUSIBLE) or is_text
    return Kind.BROTLI if is_plausible or (is_named and found) or len(found) > len(head) >= _SUSPECT_BYTES else Kind.UNKNOWN


def _kind_of_pickle(source: Source) -> tuple[Kind, str | None]:
    if source.size > _PICKLE_BYTES_MAX:
        return Kind.UNKNOWN, f"it is a Python pickle of {source.size} bytes, more than are read"
    try:
        call = call_of(source.at(0, source.size))
    except (ValueError, OverflowError, MemoryError):
        return Kind.UNKNOWN, "it begins and ends like a Python pickle, and cannot be read as one"
    return (Kind.DATA, None) if call is None else (Kind.UNKNOWN, f"it is a Python pickle that calls {call[:120]} when it is loaded")


def _suspicion(source: Source, head: bytes, *, is_executable: bool) -> str | None:
    if is_executable:
        return "it is marked executable, and its format is not recognised"
    if source.size < _SUSPECT_BYTES:
        return None
    middle = source.at(source.size // 2, HEAD_BYTES)
    bits = max(entropy_bits(head), entropy_bits(middle) if len(middle) >= _SUSPECT_BYTES else 0.0)
    if bits < _CODE_BITS:
        return None
    return f"its format is not recognised, and with {bits:.1f} bits of entropy a byte it may be packed, encrypted or executable"


def _is_sound(source: Source) -> bool:
    return source.size <= SOUND_BYTES and is_sampled_sound(source.at(0, source.size))


def _false_name(name: str, kind: Kind) -> str | None:
    lowered = name.lower()
    if kind in _LEAVES and lowered.endswith(_ARCHIVE_SUFFIXES):
        return f"it is named as an archive, and its content is none ({kind})"
    return None


_LEAVES = frozenset(
    {
        Kind.EMPTY,
        Kind.UNKNOWN,
        Kind.TEXT,
        Kind.JSON,
        Kind.MARKDOWN,
        Kind.HTML,
        Kind.XML,
        Kind.YAML,
        Kind.CSS,
        Kind.DATA,
        Kind.IMAGE,
        Kind.SHELL,
        Kind.JAVASCRIPT,
        Kind.PYTHON,
        Kind.BATCH,
        Kind.POWERSHELL,
        Kind.TYPESCRIPT,
        Kind.TOML,
    }
)
"""Kinds that hold nothing to open."""
