"""Readings of bytes under a key: one byte by exclusive or or addition, a counter, several bytes from the code or guessed."""

from collections.abc import Iterator
from typing import NamedTuple

from scanner.analyze.decode.readable import reads_as_text
from scanner.analyze.decode.single import Operation, apply_single, single_keys, uncounted
from scanner.analyze.decode.xor import apply_repeating, fitting_keys, guessed_keys, may_be_repeating

COUNTER = "counter"
_GUESS_BYTES = 40
"""Shorter text gives a guessed repeating key too few characters."""
_COUNTER_BYTES = 24
"""Shorter text comes out of some counter by chance."""
_COUNTED_BYTES = 65_536


class Keyed(NamedTuple):
    layer: str
    key: bytes | None
    """None: a counter."""
    content: bytes


def without_key(content: bytes, words: tuple[bytes, ...], *, may_guess: bool) -> Iterator[Keyed]:
    """What the bytes may say; the asker has to judge it. `words` are keys of the code, `may_guess` allows others of several bytes."""
    yield from without_single_key(content)
    if not reads_as_text(content):
        for word in fitting_keys(content, words):
            plain = apply_repeating(content, word)
            if reads_as_text(plain):
                yield Keyed(Operation.XOR.value, word, plain)
    if may_guess and len(content) >= _GUESS_BYTES and may_be_repeating(content):
        for word in guessed_keys((content,)):
            yield Keyed(Operation.XOR.value, word, apply_repeating(content, word))
    if may_guess and _COUNTER_BYTES <= len(content) <= _COUNTED_BYTES:
        yield from (Keyed(COUNTER, None, plain) for plain in uncounted(content))


def without_single_key(content: bytes) -> Iterator[Keyed]:
    """Only the readings under one byte."""
    for operation in Operation:
        for number in single_keys(content, operation):
            yield Keyed(operation.value, bytes([number]), apply_single(content, number, operation))


def literal_without_key(text: str) -> Iterator[Keyed]:
    """The same for a literal whose characters themselves are the encoded bytes: only under keys that give the marks of a list."""
    try:
        content = text.encode("latin-1")
    except UnicodeError:
        return
    for operation in Operation:
        for number in single_keys(content, operation, is_list=True):
            yield Keyed(operation.value, bytes([number]), apply_single(content, number, operation))
