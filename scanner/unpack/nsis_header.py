"""The header of an NSIS installer: its strings, and which command lays which file where."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.unpack.source import Damaged

_BLOCKS = 8
_ENTRIES, _STRINGS, _LANGUAGES = 2, 3, 4
_COMMAND = struct.Struct("<7I")
_SET_FOLDER, _EXTRACT = 11, 20
"""`EW_CREATEDIR` with its second parameter set, and `EW_EXTRACTFILE`."""
_CODES_SINCE_3 = {1: "language", 2: "folder", 3: "variable", 4: "literal"}
_CODES_BEFORE = {252: "literal", 253: "variable", 254: "folder", 255: "language"}
"""Characters in front of a reference, in the strings of version 3 and of version 2."""
_STRING_CHARS_MAX = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What the header says."""

    files: dict[int, str]
    """From the offset of a piece, counted from the first file, to the path below the folder that is installed to."""
    strings: tuple[str, ...]


def read_script(header: bytes) -> Script:
    """Raises Damaged."""
    if len(header) < 4 + 8 * _BLOCKS:
        raise Damaged("its header ends early")
    blocks = [struct.unpack_from("<II", header, 4 + 8 * index) for index in range(_BLOCKS)]
    (entries_at, count), (strings_at, _), (languages_at, _) = blocks[_ENTRIES], blocks[_STRINGS], blocks[_LANGUAGES]
    end = languages_at if strings_at < languages_at <= len(header) else len(header)
    texts = _Texts(content=header[strings_at:end])
    if entries_at + count * _COMMAND.size > len(header):
        raise Damaged(f"its header states {count} commands, more than it holds")
    return Script(files=dict(_files(header, entries_at, count, texts)), strings=tuple(texts.all()))


def _files(header: bytes, at: int, count: int, texts: "_Texts") -> Iterator[tuple[int, str]]:
    folder = ""
    for index in range(count):
        which, *parameters = _COMMAND.unpack_from(header, at + index * _COMMAND.size)
        if which == _SET_FOLDER and parameters[1]:
            folder = texts.path(parameters[0])
        elif which == _EXTRACT:
            yield parameters[2], "/".join(part for part in (folder, texts.path(parameters[1])) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Strings by their place, counted in characters. Those of Unicode installers begin with an empty one of two bytes."""

    content: bytes

    @property
    def _width(self) -> int:
        return 2 if self.content[:2] == b"\x00\x00" else 1

    def path(self, place: int) -> str:
        """References are left out: they stand for the folder that is installed to."""
        return self._decoded(place * self._width).replace("\\", "/").strip("/")

    def all(self) -> Iterator[str]:
        at = self._width
        while at < len(self.content):
            end = self._end(at)
            text = self._decoded(at)
            if text:
                yield text
            at = end + self._width

    def _end(self, at: int) -> int:
        if self._width == 1:
            end = self.content.find(b"\x00", at)
            return end if end >= 0 else len(self.content)
        end = at
        while end < len(self.content) and self.content[end : end + 2] != b"\x00\x00":
            end += 2
        return end

    def _decoded(self, at: int) -> str:
        raw = self.content[at : min(self._end(at), at + _STRING_CHARS_MAX * self._width)]
        if self._width == 2:
            codes: tuple[int, ...] = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) & ~1])
            return _plain(codes, _CODES_SINCE_3, 1, "utf-16")
        is_new = not any(code in _CODES_BEFORE for code in raw) and any(code in _CODES_SINCE_3 for code in raw)
        return _plain(tuple(raw), _CODES_SINCE_3 if is_new else _CODES_BEFORE, 2, "cp1252")


def _plain(codes: tuple[int, ...], marks: dict[int, str], reference_codes: int, codec: str) -> str:
    out: list[int] = []
    index = 0
    while index < len(codes):
        mark = marks.get(codes[index])
        if mark is None:
            out.append(codes[index])
        elif mark != "literal":
            index += reference_codes
        elif index + 1 < len(codes):
            index += 1
            out.append(codes[index])
        index += 1
    if codec == "utf-16":
        return struct.pack(f"<{len(out)}H", *out).decode("utf-16-le", "replace")
    return bytes(out).decode(codec, "replace")
