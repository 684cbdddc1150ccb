"""Tables of records of one length in the order of their first field, as databases of addresses are: what runs is in no such order.

Does not see tables with a head before the records, nor what the other fields of the records hold.
"""

from collections.abc import Iterator

from scanner.unpack.source import Source

_LENGTHS = range(6, 129)
"""Bytes of a record."""
_KEY_BYTES = 4
_RECORDS_LEAST = 256
_WINDOW_BYTES = 32 * 1024
_WINDOWS = 64
"""Places of the content, evenly spread, at which the order is looked at."""
_RISING_SHARE = 0.5
"""Least share of keys that are greater than the one before; equal ones follow each other in some tables."""


def is_sorted_table(source: Source) -> bool:
    """True where the first four bytes of all records looked at never fall, within the places looked at and from each to the next."""
    lengths = [length for length in _LENGTHS if source.size % length == 0 and source.size // length >= _RECORDS_LEAST]
    return any(all(_is_rising(keys) for keys in _windows(source, length)) and _rises(source, length) for length in lengths)


def _windows(source: Source, length: int) -> Iterator[list[bytes]]:
    for start in _starts(source, length):
        yield _keys(source.at(start, _WINDOW_BYTES), length)


def _rises(source: Source, length: int) -> bool:
    """From place to place."""
    firsts = [source.at(start, _KEY_BYTES) for start in _starts(source, length)]
    return firsts == sorted(firsts) and len(set(firsts)) > len(firsts) // 2


def _starts(source: Source, length: int) -> list[int]:
    count = source.size // length
    return sorted({index * count // _WINDOWS * length for index in range(_WINDOWS)})


def _keys(content: bytes, length: int) -> list[bytes]:
    return [content[at : at + _KEY_BYTES] for at in range(0, len(content) - length + 1, length)]


def _is_rising(keys: list[bytes]) -> bool:
    return keys == sorted(keys) and len(set(keys)) >= len(keys) * _RISING_SHARE
