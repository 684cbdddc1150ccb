"""Constants and names of compiled Python (`.pyc`) of CPython 3.6 to 3.14, read without running or unmarshalling anything."""

import struct
from dataclasses import dataclass, field

HEAD_BYTES = 16
"""Magic, flags, and time stamp with size or a hash (PEP 552)."""
_CODE_3_8, _CODE_3_11 = 3400, 3450
"""First magic numbers of 3.8 (positional-only count) and 3.11 (local names in one list); CPython, pycore_magic_number.h."""
_CODE_3_7 = 3390
"""First magic number of 3.7, which made the head four bytes longer."""
_FIRST, _LAST = 3360, 3699
"""3.6 to 3.14 and what its series may still use."""
_MAX_DEPTH = 200
_MAX_ITEMS = 2_000_000
_REF = 0x80


class BytecodeRefused(ValueError):
    """Not bytecode that can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A text in the bytecode."""

    text: str
    offset: int
    """Of its bytes in the file."""
    length_bytes: int
    is_name: bool
    """True for names of variables, attributes and modules; False for values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytecode:
    constants: tuple[Constant, ...]
    """In file order, each text once for each place; short repetitions that marshal writes as references stand once."""
    source_name: str | None
    """Path of the source as the compiler wrote it down; None: the module names none."""
    magic: int
    """Number of its version (CPython, pycore_magic_number.h)."""
    start: int
    """Offset of the marshalled code, behind the head."""


def bytecode_of(content: bytes) -> Bytecode:
    """Read one `.pyc`. Raises BytecodeRefused for other versions, and for content that is truncated or malformed."""
    if len(content) < HEAD_BYTES or content[2:4] != b"\r\n":
        raise BytecodeRefused("it has no header of Python bytecode")
    (magic,) = struct.unpack_from("<H", content)
    if not _FIRST <= magic <= _LAST:
        raise BytecodeRefused(f"its version (magic number {magic}) is not one of CPython 3.6 to 3.14")
    start = HEAD_BYTES if magic >= _CODE_3_7 else HEAD_BYTES - 4
    reader = _Reader(content=content, at=start, magic=magic)
    try:
        reader.read(0, False)
    except (struct.error, IndexError) as error:
        raise BytecodeRefused("it ends before its contents do") from error
    return Bytecode(constants=tuple(reader.found), source_name=reader.source_name, magic=magic, start=start)


@dataclass(slots=True)
class _Reader:
    content: bytes
    at: int
    magic: int
    found: list[Constant] = field(default_factory=list)
    source_name: str | None = None
    items: int = 0

    def read(self, depth: int, is_name: bool) -> str | None:
        """Read one value; the text, when it is one."""
        self.items += 1
        if depth > _MAX_DEPTH or self.items > _MAX_ITEMS:
            raise BytecodeRefused("it is nested deeper, or has more values, than the limit")
        kind = chr(self.content[self.at] & ~_REF)
        self.at += 1
        if kind in "NFTS.0":
            return None
        if kind in _FIXED:
            self.skip(_FIXED[kind])
            return None
        if kind in _TEXTS:
            return self.text(kind, is_name)
        self.container(kind, depth, is_name)
        return None

    def container(self, kind: str, depth: int, is_name: bool) -> None:
        if kind == "c":
            self.code(depth)
        elif kind == "s":
            self.skip(self.count())
        elif kind == "l":
            self.skip(2 * abs(self.signed()))
        elif kind in "fx":
            for _ in range(1 if kind == "f" else 2):
                self.skip(self.content[self.at] + 1)
        elif kind in "([<>" or kind == ")":
            for _ in range(self.short() if kind == ")" else self.count()):
                self.read(depth + 1, is_name)
        elif kind == ":":
            for _ in range(3):
                self.read(depth + 1, False)
        elif kind == "{":
            while self.content[self.at] != ord("0"):
                self.read(depth + 1, False)
            self.at += 1
        else:
            raise BytecodeRefused(f"it holds a value of unknown type {kind!r}")

    def code(self, depth: int) -> None:
        """One code object, in the order in which its version writes it (CPython, marshal.c)."""
        is_flat = self.magic >= _CODE_3_11
        self.skip(4 * (5 if is_flat or self.magic < _CODE_3_8 else 6))
        self.read(depth + 1, False)  # instructions
        self.read(depth + 1, False)  # constants
        self.read(depth + 1, True)  # names
        self.read(depth + 1, True)
        self.read(depth + 1, True)
        if not is_flat:
            self.read(depth + 1, True)  # the third list of local names
        known = len(self.found)
        name = self.read(depth + 1, True)
        if name is not None:
            del self.found[known:]  # the path of the source is no constant of the program
            self.source_name = self.source_name or name
        self.read(depth + 1, True)
        if is_flat:
            self.read(depth + 1, True)  # qualified name
        self.skip(4)
        self.read(depth + 1, False)
        if is_flat:
            self.read(depth + 1, False)

    def text(self, kind: str, is_name: bool) -> str:
        length = self.short() if kind in "zZ" else self.count()
        start = self.at
        self.skip(length)
        raw = self.content[start : self.at]
        text = raw.decode("utf-8", "replace")
        self.found.append(Constant(text, start, length, is_name))
        return text

    def skip(self, count: int) -> None:
        if count < 0 or self.at + count > len(self.content):
            raise IndexError(count)
        self.at += count

    def short(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def count(self) -> int:
        value = self.signed()
        if value < 0:
            raise IndexError(value)
        return value

    def signed(self) -> int:
        (value,) = struct.unpack_from("<i", self.content, self.at)
        self.at += 4
        return int(value)


_FIXED = {"i": 4, "I": 8, "g": 8, "y": 16, "r": 4}
"""Types of fixed size: integers, floating and complex numbers, references."""
_TEXTS = "uaAtzZ"
