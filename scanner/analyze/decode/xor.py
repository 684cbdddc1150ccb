"""Text under an exclusive or: keys found from what names are made of, from keys that lie in the code, or from periods."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

NAME_CHARS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-_/:;|*@+=\n\r\t\0 \"[]"
"""What lists of names, base64 and hexadecimal text are written with."""
_FREQUENT = b"etaoinsrhldcumpgf.,ybwkv/-0123456789xjqz_\n :|;"
"""The same, most frequent in lists of host names first: the weights of a guess (only the order matters)."""
_SEPARATORS = b",;|\n\0"
_INNER = b"./"
_ALL_KEYS = (1 << 256) - 1
MAX_PERIOD = 32
_MIN_PERIODS = 10
"""Characters in each column below which a guessed key is a guess and no more."""
_GOOD = 0.85
_GUESSES = 4
_SAMPLE_BYTES = 4096
_SURVIVORS = 12
"""Single-byte keys tried in full, the most plausible first."""


def single_keys(content: bytes, *, is_list: bool = False, has_dots: bool = False) -> Iterator[int]:
    """The keys from 1 to 255 under which every byte becomes a character of names, most plausible text first.

    `has_dots` keeps those under which the text has a dot or slash, as hosts and zones do; `is_list` a separator besides.
    """
    distinct = set(content[:_SAMPLE_BYTES])
    allowed = _keys_allowed(distinct) & ~1
    if allowed and (is_list or has_dots):
        allowed &= _keys_giving(distinct, _INNER)
    if allowed and is_list:
        allowed &= _keys_giving(distinct, _SEPARATORS)
    keys = [key for key in range(1, 256) if allowed >> key & 1]
    yield from islice(sorted(keys, key=lambda key: -_plausibility(content[:_SAMPLE_BYTES], key)), _SURVIVORS)


def apply_single(content: bytes, key: int) -> bytes:
    return content.translate(_TABLES[key])


def apply_repeating(content: bytes, key: bytes) -> bytes:
    """Exclusive or with the key repeated, as long as the content."""
    stretched = key * (len(content) // len(key) + 1)
    return (int.from_bytes(content, "big") ^ int.from_bytes(stretched[:len(content)], "big")).to_bytes(len(content), "big")


def fitting_keys(content: bytes, keys: Iterable[bytes]) -> Iterator[bytes]:
    """Those of the given keys that turn the first bytes into text."""
    head = content[:64]
    for key in keys:
        plain = apply_repeating(head, key)
        if _PRINTABLE.fullmatch(plain):
            yield key


def guessed_keys(pieces: tuple[bytes, ...]) -> Iterator[bytes]:
    """Keys of 1 to 32 bytes that fit all pieces, each begun with the first byte of the key, by column statistics.

    Needs ten characters for each byte of the key; a key that is not ASCII is found as well.
    """
    total = sum(map(len, pieces))
    sample = tuple(piece[:_SAMPLE_BYTES] for piece in pieces[:512])
    scored = []
    for period in range(1, min(MAX_PERIOD, total // _MIN_PERIODS) + 1):
        columns = [b"".join(piece[index::period] for piece in sample) for index in range(period)]
        key = _column_key(columns)
        if key is not None and any(key) and (period == 1 or len(set(key)) > 1):
            score = sum(_plausibility(column, byte) for column, byte in zip(columns, key, strict=True))
            scored.append((score / sum(map(len, columns)), key))
    # Longer periods fit chance as well, and multiples of the true one as well as it: the shortest of the good ones comes first.
    best = max((score for score, _ in scored), default=0.0)
    yield from [key for score, key in scored if score >= _GOOD * best][:_GUESSES]


def may_be_repeating(content: bytes) -> bool:
    """Cheap test before any guess: the highest bits repeat with some period up to 32, as they do for ASCII under any key."""
    bits = content[:256].translate(_HIGH_BITS)
    if len(bits) < 2 * MAX_PERIOD:
        return b"\1" not in bits
    return any(bits[period:] == bits[:-period] for period in range(1, MAX_PERIOD + 1))


_PRINTABLE = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]*")
_TABLES = tuple(bytes(byte ^ key for byte in range(256)) for key in range(256))
def _weight(char: int) -> int:
    place = _FREQUENT.find(bytes([char]).lower())
    return 0 if place < 0 else (len(_FREQUENT) - place) // (1 if bytes([char]).lower() == bytes([char]) else 3)


_WEIGHT = bytes(map(_weight, range(256)))
_WEIGHTS = tuple(bytes(_WEIGHT[byte ^ key] for byte in range(256)) for key in range(256))
"""For each key, the weight of the character that a byte becomes."""
_HIGH_BITS = bytes(byte >> 7 for byte in range(256))


@cache
def _keys_of_byte(byte: int) -> int:
    """Bit k is set where `byte` under key k is a character of names."""
    return sum(1 << (byte ^ char) for char in NAME_CHARS)


def _keys_allowed(distinct: Iterable[int]) -> int:
    allowed = _ALL_KEYS
    for byte in distinct:
        allowed &= _keys_of_byte(byte)
        if not allowed:
            break
    return allowed


def _keys_giving(distinct: Iterable[int], wanted: bytes) -> int:
    keys = 0
    for byte in distinct:
        for char in wanted:
            keys |= 1 << (byte ^ char)
    return keys


def _plausibility(content: bytes, key: int) -> int:
    return sum(content.translate(_WEIGHTS[key]))


def _column_key(columns: list[bytes]) -> bytes | None:
    masks = []
    for column in columns:
        allowed = _keys_allowed(set(column))
        if not allowed:
            return None
        masks.append(allowed)
    return bytes(_best_key(column, allowed) for column, allowed in zip(columns, masks, strict=True))


def _best_key(column: bytes, allowed: int) -> int:
    keys = (candidate for candidate in range(256) if allowed >> candidate & 1)
    return max(keys, key=lambda candidate: (_plausibility(column, candidate), -candidate))
