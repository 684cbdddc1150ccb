"""BCJ2, the filter of 7-Zip for x86 programs: targets of calls and jumps lie in streams of their own, and a range coder says which.

Source: `Bcj2.c` of the LZMA SDK describes the algorithm. Only the places where a branch may begin are looked at one by one, some 4 % of
a program.
"""

import re
from collections.abc import Iterator

from scanner.unpack.source import Damaged

_BRANCH = re.compile(rb"[\xe8\xe9]|\x0f[\x80-\x8f]")
_CALL, _JUMP = 0xE8, 0xE9
_ESCAPE = 0x0F
"""In front of the conditional jumps 80 to 8F."""
_TOP = 1 << 24
_MODEL_BITS = 11
_MOVE_BITS = 5


def unbranched(
    main: Iterator[bytes],
    calls: Iterator[bytes],
    jumps: Iterator[bytes],
    choices: Iterator[bytes],
    *,
    size_bytes: int,
) -> Iterator[bytes]:
    """The program out of its four streams. Raises Damaged where one ends early."""
    decider, targets = _Decider(_Reader(choices)), (_Reader(calls), _Reader(jumps))
    written, before = 0, 0
    for chunk in main:
        out = bytearray()
        at = 0
        while (branch := _branch(chunk, at, before)) >= 0:
            out += chunk[at : branch + 1]
            code = chunk[branch]
            before = chunk[branch - 1] if branch > at else before
            at = branch + 1
            if written + len(out) >= size_bytes:
                break
            is_absolute = decider.choose(before if code == _CALL else 256 + (code != _JUMP))
            before = code
            if is_absolute:
                target = int.from_bytes(targets[code != _CALL].read(4)) - (written + len(out) + 4) & 0xFFFFFFFF
                out += target.to_bytes(4, "little")
                before = target >> 24
        if at < len(chunk):
            out += chunk[at:]
            before = chunk[-1]
        written += len(out)
        yield bytes(out)


def _branch(chunk: bytes, at: int, before: int) -> int:
    """Where the last byte of the next opcode of a branch lies; -1: nowhere in this chunk."""
    if before == _ESCAPE and at < len(chunk) and chunk[at] & 0xF0 == 0x80:
        return at
    found = _BRANCH.search(chunk, at)
    return found.end() - 1 if found else -1


class _Reader:
    """Some bytes at a time out of blocks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._chunk = b""
        self._at = 0

    def read(self, length: int) -> bytes:
        while len(self._chunk) - self._at < length:
            more = next(self._chunks, None)
            if more is None:
                raise Damaged("a stream of its branches ends early")
            self._chunk, self._at = self._chunk[self._at :] + more, 0
        self._at += length
        return self._chunk[self._at - length : self._at]


class _Decider:
    """The binary range decoder of LZMA, with a probability for each kind of branch."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._code: int | None = None
        self._range = 0xFFFFFFFF
        self._odds = [1 << _MODEL_BITS - 1] * 258

    def choose(self, index: int) -> bool:
        if self._code is None:
            self._code = int.from_bytes(self._reader.read(5)) & 0xFFFFFFFF
        odds = self._odds[index]
        bound = (self._range >> _MODEL_BITS) * odds
        is_set = self._code >= bound
        if is_set:
            self._code -= bound
            self._range -= bound
            self._odds[index] = odds - (odds >> _MOVE_BITS)
        else:
            self._range = bound
            self._odds[index] = odds + ((1 << _MODEL_BITS) - odds >> _MOVE_BITS)
        if self._range < _TOP:
            self._range = self._range << 8 & 0xFFFFFFFF
            self._code = (self._code << 8 | self._reader.read(1)[0]) & 0xFFFFFFFF
        return is_set
