"""Functions of the program that are called with encoded literals again and again, and what they give back.

A build whose strings all go through such a function is obfuscated; where there are few, they may be the entries of a list.
Does not see decoders that take an index into an array (`string_array` does) or that need the program's state.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scanner.analyze.decode.readable import reads_as_text
from scanner.analyze.decode.search import Keys
from scanner.analyze.decode.spellings import STANDARD_ALPHABET, from_alphabet, spelled
from scanner.analyze.decode.xor import apply_repeating, guessed_keys
from scanner.code.literals import Constant


class Call(NamedTuple):
    """`callee("encoded")` and what it gives. Character offsets."""

    start: int
    end: int
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoder:
    """A function and its calls, in the order of the text."""

    callee: str
    layers: tuple[str, ...]
    key: bytes | None
    calls: tuple[Call, ...]
    call_count: int
    """Calls with one literal, decoded or not."""


MIN_CALLS = 3
"""Fewer calls are looked at one by one."""
_SHARE = 0.9
"""Share of the calls that must come out as text under the same layers."""
_DEFINITION_CHARS = 600
_CALLEE = re.compile(r"\(([\w$]*[A-Za-z_$])(?![\w$.])")
"""Read backwards from the literal."""
_CALLEE_CHARS = 64
_NATIVE = frozenset({"atob", "b64decode", "unhexlify", "fromhex", "decodeURIComponent", "unescape", "require", "Symbol", "Error", "RegExp"})
"""Decoders of the language itself, and calls that decode nothing: they mark no function of the program."""
_WORD = re.compile(r"""["'`]([^"'`\\\n]{2,64})["'`]""")
_PROBE = 400
"""Calls on which layers are settled before all are decoded."""


def decoders_of(text: str, constants: Iterable[Constant]) -> Iterator[Decoder]:
    """Every function of the text that decodes its literal arguments, in order of first use."""
    for callee, calls in _calls_by_callee(text, constants).items():
        if len(calls) >= MIN_CALLS:
            decoder = _decoder(text, callee, calls)
            if decoder is not None:
                yield decoder


def _calls_by_callee(text: str, constants: Iterable[Constant]) -> dict[str, list[tuple[int, int, str]]]:
    calls: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for value, start, end, _ in constants:
        if text[start - 1 : start] != "(" or text[end : end + 1] != ")" or not value or not value.isascii():
            continue  # not the only argument of a call
        found = _CALLEE.match(text[max(0, start - _CALLEE_CHARS) : start][::-1])
        if found is not None and (name := found.group(1)[::-1]) not in _NATIVE:
            calls[name].append((start - len(found.group()), end + 1, value))
    return calls


def _decoder(text: str, callee: str, calls: list[tuple[int, int, str]]) -> Decoder | None:
    probe = [value for _, _, value in calls[:_PROBE]]
    if sum(1 for value in probe if _ENCODED_FORM.match(value)) < _SHARE * len(probe):
        return None  # the arguments are words
    if sum(1 for value in probe if not value.isalpha()) * 3 < len(probe):
        return None  # encodings of any length have digits and padding
    keys = _keys_at_definition(text, callee)
    for layer, alphabet in (("base64", None), ("hex", None), *(("custom", alphabet) for alphabet in keys.alphabets)):
        pieces = [piece for value in probe if (piece := _spelled_out(value, layer, alphabet)) is not None]
        if len(pieces) < max(MIN_CALLS, _SHARE * len(probe)) or sum(map(len, pieces)) < 8 * MIN_CALLS:
            continue
        found = _key_of(tuple(pieces), keys)
        if found is not None:
            return _all_decoded(callee, calls, layer, alphabet, found)
    return None


def _all_decoded(callee: str, calls: list[tuple[int, int, str]], layer: str, alphabet: str | None, key: bytes) -> Decoder:
    plain = []
    for start, end, value in calls:
        piece = _spelled_out(value, layer, alphabet)
        if piece is None:
            continue  # another kind of argument: counted as not decoded
        content = apply_repeating(piece, key) if key else piece
        plain.append(Call(start, end, content.decode(errors="replace")))
    layers = (layer, "xor") if key else (layer,)
    return Decoder(callee=callee, layers=layers, key=key or None, calls=tuple(plain), call_count=len(calls))


def _spelled_out(value: str, layer: str, alphabet: str | None) -> bytes | None:
    if alphabet is not None:
        return from_alphabet(value, alphabet)
    if layer == "base64" and _BASE64_FORM.match(value):
        return from_alphabet(value, STANDARD_ALPHABET)  # of any length and look: here many literals vouch for each other
    return next((content for name, content in spelled(value) if name == layer), None)


_ENCODED_FORM = re.compile(r"[A-Za-z0-9+/]{2,}={0,2}\Z")
_BASE64_FORM = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\Z")


def _key_of(pieces: tuple[bytes, ...], keys: Keys) -> bytes | None:
    """The key under which the pieces are text; empty for none needed; None: there is none."""
    if _are_text(pieces):
        return b""
    for word in keys.words:
        if _are_text(tuple(apply_repeating(piece, word) for piece in pieces)):
            return word
    for guess in guessed_keys(pieces):
        if _are_text(tuple(apply_repeating(piece, guess) for piece in pieces)):
            return guess
    return None


def _are_text(pieces: tuple[bytes, ...]) -> bool:
    return sum(map(reads_as_text, pieces)) >= _SHARE * len(pieces)


def _keys_at_definition(text: str, callee: str) -> Keys:
    """Literals in and around the function of that name."""
    at = _definition_of(text, callee)
    if at is None:
        return Keys()
    around = text[max(0, at - _DEFINITION_CHARS // 3) : at + _DEFINITION_CHARS]
    words = [word.group(1) for word in _WORD.finditer(around)]
    return Keys(
        words=tuple(word.encode() for word in words if len(word) <= 64),
        alphabets=tuple(word for word in words if len(word) in (64, 65) and len(set(word)) == len(word)),
    )


def _definition_of(text: str, name: str) -> int | None:
    for head in (f"function {name}(", f"def {name}(", f"{name}=", f"{name} ="):
        at = text.find(head)
        for _ in range(_SAME_NAMES):
            if at < 0:
                break
            after = text[at + len(head) : at + len(head) + 40]
            if not _NAME_CHAR.match(text[at - 1 : at]) and (head.endswith("(") or _FUNCTION_VALUE.match(after)):
                return at
            at = text.find(head, at + 1)
    return None


_SAME_NAMES = 200
"""Assignments to equal names looked through: minified code uses a name of one letter in many scopes."""
_NAME_CHAR = re.compile(r"[\w$.]")
_FUNCTION_VALUE = re.compile(r"\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>|\([^()]{0,30}\Z|[\w$]+\s*=>|\([\w$]+,?[\w$]*=)|\s*lambda\b")
