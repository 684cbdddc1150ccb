"""Text under an exclusive or with a key of several bytes: keys that lie in the code, or found from periods and frequencies."""

import re
from collections.abc import Iterable, Iterator

from scanner.analyze.decode.single import SAMPLE_BYTES, keys_allowed, plausibility

MAX_PERIOD = 32
_MIN_PERIODS = 10
"""Characters in each column below which a guessed key is a guess and no more."""
_GOOD = 0.85
"""Share of the best score that a shorter key has to reach to be tried first."""
_GUESSES = 4
_MAX_PIECES = 512

_PRINTABLE = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]*")
_HIGH_BITS = bytes(byte >> 7 for byte in range(256))


def apply_repeating(content: bytes, key: bytes) -> bytes:
    """Exclusive or with the key repeated, as long as the content."""
    stretched = key * (len(content) // len(key) + 1)
    return (int.from_bytes(content, "big") ^ int.from_bytes(stretched[: len(content)], "big")).to_bytes(len(content), "big")


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
    sample = tuple(piece[:SAMPLE_BYTES] for piece in pieces[:_MAX_PIECES])
    scored = []
    for period in range(1, min(MAX_PERIOD, total // _MIN_PERIODS) + 1):
        columns = [b"".join(piece[index::period] for piece in sample) for index in range(period)]
        key = _column_key(columns)
        if key is not None and any(key) and (period == 1 or len(set(key)) > 1):
            score = sum(plausibility(column, byte) for column, byte in zip(columns, key, strict=True))
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


def _column_key(columns: list[bytes]) -> bytes | None:
    masks = []
    for column in columns:
        allowed = keys_allowed(set(column))
        if not allowed:
            return None
        masks.append(allowed)
    return bytes(_best_key(column, allowed) for column, allowed in zip(columns, masks, strict=True))


def _best_key(column: bytes, allowed: int) -> int:
    keys = (candidate for candidate in range(256) if allowed >> candidate & 1)
    return max(keys, key=lambda candidate: (plausibility(column, candidate), -candidate))
