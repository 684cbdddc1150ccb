"""Random values that a run drew. The world seeds all generators, so that they can be told from what a program makes of a signal."""

import base64
import binascii
import hashlib
import re
from contextlib import suppress
from functools import cache

_MARK = "\0drawn"
BLOCKS = 1_000
"""Blocks that a run has for itself: which run it is, before the last one, tells where they begin."""
_RUNS = 8
_DRAWS = 30_000
"""Values of each generator that are known; a run that draws more is told as if it had not drawn them."""
_TOKEN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![\w-])(?:[0-9a-fA-F]{16,}|[A-Za-z0-9_+/-]{16,}={0,2})(?![\w-])"
)
_WORD = re.compile(r"(?<![A-Za-z0-9])[0-9a-z]{6,40}(?![A-Za-z0-9])")
"""`Math.random().toString(36).slice(2)`."""
_WORD_CHARS = 6
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TELLING_BYTES = 6
"""So many bytes are never alike by chance; the seventh byte of a UUID holds its version."""
_UUID_BYTES = 16


def random_block(number: int) -> bytes:
    """The 32 bytes that are the block of a number of what the system of a Python guest draws."""
    return hashlib.sha256(str(number).encode()).digest()


def without_drawn(text: str) -> str:
    """The text with a mark in the place of each identifier that a generator of the world gave."""
    found = _TOKEN.sub(lambda match: _MARK if _is_drawn(match[0]) else match[0], text)
    return _WORD.sub(lambda match: _without_fraction(match[0]), found)


def _is_drawn(token: str) -> bool:
    """Whether all bytes of a token were drawn one after the other."""
    for own in _readings(token):
        for stream in _streams():
            at = stream.find(own[:_TELLING_BYTES])
            drawn = stream[at : at + len(own)] if at >= 0 else b""
            if len(own) >= _TELLING_BYTES and own in (drawn, *_uuids(drawn)):
                return True
    return False


def _uuids(drawn: bytes) -> list[bytes]:
    """The random UUIDs that are made of 16 bytes: by `guest/crypto.js`, and as RFC 9562 (section 5.4) wants it."""
    if len(drawn) != _UUID_BYTES:
        return []
    start = drawn[:6] + bytes([0x40 | drawn[6] & 0x0F]) + drawn[7:8]
    return [start + bytes([marked]) + drawn[9:] for marked in (0xA0 | drawn[8] & 0x0F, 0x80 | drawn[8] & 0x3F)]


def _readings(token: str) -> list[bytes]:
    """The bytes that a token of hex digits or base64 may stand for."""
    found = []
    digits = token.replace("-", "")
    with suppress(ValueError):
        found.append(bytes.fromhex(digits[: len(digits) // 2 * 2]))
    with suppress(binascii.Error, ValueError):
        letters = token.rstrip("=")
        found.append(base64.b64decode(letters[: len(letters) // 4 * 4].replace("-", "+").replace("_", "/"), validate=True))
    return found


@cache
def _streams() -> tuple[bytes, ...]:
    return bytes(number >> 24 for number in _numbers()), b"".join(map(random_block, range(_RUNS * BLOCKS)))


def _without_fraction(word: str) -> str:
    """The word without the digits that it begins with, where they are those of a number that was drawn; the last may be rounded up."""
    number = _drawn().get(int(word[:_WORD_CHARS], 36))
    if number is None:
        return word
    digits = _fraction(number, len(word))
    size = next((at for at, (own, drawn) in enumerate(zip(word, digits, strict=True)) if own != drawn), len(word))
    is_rounded = _WORD_CHARS < size < len(word) and _DIGITS.index(word[size]) == _DIGITS.index(digits[size]) + 1
    return _MARK + word[size + is_rounded :]


@cache
def _drawn() -> dict[int, int]:
    """The first digits of each number that is drawn, themselves a number to the base of 36, and the number."""
    scale = 36**_WORD_CHARS
    return {number * scale >> 32: number for number in _numbers()}


def _fraction(number: int, size: int) -> str:
    """The first digits, to the base of 36, of a number that counts parts of 2**32."""
    digits = ""
    for _ in range(size):
        digit, number = divmod(number * 36, 1 << 32)
        digits += _DIGITS[digit]
    return digits


@cache
def _numbers() -> tuple[int, ...]:
    """What the generator of `guest/clock.js` (mulberry32, with its seed) gives one after the other, in parts of 2**32."""
    seed, found = 0x2545F491, []
    for _ in range(_DRAWS):
        seed = (seed + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((seed ^ (seed >> 15)) * (1 | seed)) & 0xFFFFFFFF
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
        found.append(t ^ (t >> 14))
    return tuple(found)
