"""Which literals may hold encoded text: the cheap look that spares hundreds of thousands of plain ones the search."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scanner.analyze.decode.keyed import literal_without_key
from scanner.analyze.decode.readable import has_known_format
from scanner.analyze.decode.spellings import looks_like_base64, spelled
from scanner.code.literals import Constant

MIN_CHARS = 12
MAX_CHARS = 8 * 1024 * 1024
"""Longer literals are blobs that the unpacking of embedded files handles; reported by the caller."""
MIN_RUN = 3
"""Neighbouring literals that are looked at as one list."""
_NEAR = 80
"""Literals on each side that are tried as keys."""
_MAX_KEY_CHARS = 64

_HEX = re.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}){8,}\Z")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}){4}")
_ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2}){4}|(?:\\u[0-9a-fA-F]{4}){4}")
_CODES = re.compile(r"\[?\s*(?:0x[0-9a-fA-F]{1,4}|\d{1,5})(?:\s*[,; ]\s*(?:0x[0-9a-fA-F]{1,4}|\d{1,5})){7}")
_LIST_LIKE = re.compile(r"[^\s,;|()<>{}]+(?:[,;|\n\t][^\s,;|()<>{}]+)+\s*\Z")
_BETWEEN = re.compile(r"\s*,\s*(?:[\w$]+\s*:\s*)?\Z")
_BETWEEN_CHARS = 80
_HEAD_CHARS = 64
_CHUNK_CHARS = 4
_CHUNKED = re.compile(r"[A-Za-z0-9+/_-]+={0,2}\Z")
_SPACE = re.compile(r"[ \n]")


def may_be_encoded(value: str) -> bool:
    """By form alone, in about a microsecond. False for identifiers, prose, paths and markup."""
    if not MIN_CHARS <= len(value) <= MAX_CHARS:
        return False
    first = value[:4096]
    if looks_like_base64(first[: len(first) // 4 * 4] if len(value) > 4096 else value):
        return _has_digit_and_cases(first)
    return bool(
        _HEX.match(value)
        or _PERCENT.search(first)
        or _ESCAPED.search(first)
        or _CODES.match(first)
        or (first.count(".") + first.count("/") >= 2 and _LIST_LIKE.match(first))
        or _looks_keyed(first)
    )


def is_embedded_file(value: str) -> bool:
    """True for base64 or hexadecimal text that begins as a file of a known format does."""
    return any(has_known_format(content) for _, content in spelled(value[:_HEAD_CHARS]))


def runs_of(text: str, constants: Sequence[Constant]) -> Iterator[tuple[Constant, ...]]:
    """Neighbours separated by a comma (and a plain key): elements of an array, arguments, values of an object."""
    run: list[Constant] = []
    for constant in constants:
        if run:
            gap = constant.start - run[-1].end
            if gap > _BETWEEN_CHARS or not _BETWEEN.match(text, run[-1].end, constant.start):
                if len(run) >= MIN_RUN:
                    yield tuple(run)
                run = []
        run.append(constant)
    if len(run) >= MIN_RUN:
        yield tuple(run)


def are_chunks(values: Sequence[str]) -> bool:
    """True for pieces of one length (the last may be shorter) that may be encoded text when joined."""
    length = len(values[0])
    if length < _CHUNK_CHARS or any(len(value) != length for value in values[:-1]) or len(values[-1]) > length:
        return False
    joined = "".join(values)
    return _CHUNKED.match(joined) is not None and may_be_encoded(joined)


def words_near(constants: Sequence[Constant], index: int) -> tuple[bytes, ...]:
    """Short literals around one, the nearest first: what a repeating key would be written as."""
    before = [item.value for item in reversed(constants[max(0, index - _NEAR) : index])]
    after = [item.value for item in constants[index + 1 : index + 1 + _NEAR]]
    by_distance = (value for pair in zip_longest(before, after, fillvalue="") for value in pair)
    return tuple(dict.fromkeys(value.encode() for value in by_distance if 2 <= len(value) <= _MAX_KEY_CHARS and value.isascii()))


def _has_digit_and_cases(value: str) -> bool:
    """Encoded bytes show a digit and both cases within 24 characters, all but 1 in 100 times; identifiers and paths seldom."""
    return any(char.isdigit() for char in value) and not value.islower() and not value.isupper()


def _looks_keyed(value: str) -> bool:
    """Characters without a space that give the marks of a list under some key: neither words nor paths are written so."""
    return len(value) >= 2 * MIN_CHARS and _SPACE.search(value) is None and next(literal_without_key(value), None) is not None
