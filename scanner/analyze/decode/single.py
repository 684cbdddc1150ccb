"""Text under one byte, combined with every character by exclusive or or by addition: keys found from what names are made of."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import islice


class Operation(StrEnum):
    """How the key is combined. The values are the names of the layers."""

    XOR = "xor"
    SHIFT = "shift"


NAME_CHARS = b'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-_/:;|*@+=\n\r\t\0 "[]'
"""What lists of names, base64 and hexadecimal text are written with."""
_FREQUENT = b"etaoinsrhldcumpgf.,ybwkv/-0123456789xjqz_\n :|;"
"""The same, most frequent in lists of host names first: the weights of a guess (only the order matters)."""
_SEPARATORS = b",;|\n\0"
_INNER = b"./"
_ALL_KEYS = (1 << 256) - 1
SAMPLE_BYTES = 4096
_SURVIVORS = 12
"""Keys tried in full, the most plausible first."""
_COUNTER = bytes(range(256)) * 2
"""A counter of one byte begins again after 256 characters."""
_HEAD_BYTES = 64


def single_keys(content: bytes, operation: Operation = Operation.XOR, *, is_list: bool = False, has_dots: bool = False) -> Iterator[int]:
    """The keys from 1 to 255 under which every byte becomes a character of names, most plausible text first.

    `has_dots` keeps those under which the text has a dot or slash, as hosts and zones do; `is_list` a separator besides.
    """
    sample = content[:SAMPLE_BYTES]
    distinct = set(sample)
    allowed = keys_allowed(distinct, operation) & ~1
    if allowed and (is_list or has_dots):
        allowed &= _keys_giving(distinct, _INNER, operation)
    if allowed and is_list:
        allowed &= _keys_giving(distinct, _SEPARATORS, operation)
    if not allowed:
        return
    keys = [key for key in range(1, 256) if allowed >> key & 1]
    yield from islice(sorted(keys, key=lambda key: -plausibility(sample, key, operation)), _SURVIVORS)


def apply_single(content: bytes, key: int, operation: Operation = Operation.XOR) -> bytes:
    """What the content says without the key."""
    return content.translate(_TABLES[operation][key])


def uncounted(content: bytes) -> Iterator[bytes]:
    """The content without a counter in its characters: the index added, taken away or in an exclusive or, or from some start on.

    Gives only what is made of the characters of names, or can be under one further key.
    """
    head = content[:_HEAD_BYTES]
    counter = _COUNTER * (len(content) // len(_COUNTER) + 1)
    for sign in (1, -1):
        if keys_allowed(_added(head, sign), Operation.SHIFT):
            yield _added(content, sign)
    if keys_allowed(_mixed(head, _COUNTER)):
        yield _mixed(content, counter)
    for start in range(1, 256):
        if not _mixed(head, _COUNTER[start:]).translate(None, NAME_CHARS):
            yield _mixed(content, (counter + _COUNTER)[start:])


def keys_allowed(distinct: Iterable[int], operation: Operation = Operation.XOR) -> int:
    """Bit k is set where all the bytes become characters of names under key k."""
    allowed = _ALL_KEYS
    for byte in distinct:
        allowed &= _keys_of_byte(byte, NAME_CHARS, operation)
        if not allowed:
            break
    return allowed


def plausibility(content: bytes, key: int, operation: Operation = Operation.XOR) -> int:
    """How much the content without the key looks like a list of names; comparable for content of one length."""
    return sum(content.translate(_weights(key, operation)))


def _added(content: bytes, sign: int) -> bytes:
    return bytes((byte + sign * index) & 0xFF for index, byte in enumerate(content))


def _mixed(content: bytes, key: bytes) -> bytes:
    length = len(content)
    return (int.from_bytes(content, "big") ^ int.from_bytes(key[:length], "big")).to_bytes(length, "big")


def _weight(char: int) -> int:
    lower = bytes([char]).lower()
    place = _FREQUENT.find(lower)
    return 0 if place < 0 else (len(_FREQUENT) - place) // (1 if lower[0] == char else 3)


_WEIGHT = bytes(map(_weight, range(256)))
_BYTES = bytes(range(256))
_TABLES = {
    Operation.XOR: tuple(bytes(byte ^ key for byte in _BYTES) for key in _BYTES),
    Operation.SHIFT: tuple(_BYTES[-key:] + _BYTES[:-key] if key else _BYTES for key in _BYTES),
}


@cache
def _weights(key: int, operation: Operation) -> bytes:
    """The weight of the character that each byte becomes."""
    return _TABLES[operation][key].translate(_WEIGHT)


@cache
def _keys_of_byte(byte: int, wanted: bytes, operation: Operation) -> int:
    """Bit k is set where `byte` becomes one of the wanted characters under key k."""
    keys = 0
    for char in wanted:
        keys |= 1 << (byte ^ char if operation is Operation.XOR else (byte - char) & 0xFF)
    return keys


def _keys_giving(distinct: Iterable[int], wanted: bytes, operation: Operation) -> int:
    """Bit k is set where one of the bytes becomes one of the wanted characters under key k."""
    keys = 0
    for byte in distinct:
        keys |= _keys_of_byte(byte, wanted, operation)
    return keys
