"""Lists whose entries are encoded one by one: neighbouring literals that decode the same way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.analyze.decode.names import NameList, are_plain_hosts, names_among, names_nothing
from scanner.analyze.decode.single import Operation, apply_single, single_keys
from scanner.analyze.decode.spellings import STANDARD_ALPHABET, from_alphabet, rotations
from scanner.analyze.decode.xor import apply_repeating, guessed_keys

MAX_ENTRIES = 5_000
_PROBE = 40
"""Entries on which a reading is tried before all are decoded."""
_SHARE = 0.9
_MIN_XOR_BYTES = 16
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}={0,2}|[A-Za-z0-9+/]{3}=?)?\Z|[A-Za-z0-9+/]{2,3}={1,2}\Z")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){2,}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPeeled:
    layers: tuple[str, ...]
    names: NameList


def run_peeled(values: tuple[str, ...]) -> RunPeeled | None:
    """The list of hosts, zones or the like that the values are when each is decoded. None: they are none, or plain."""
    probe = values[:_PROBE]
    for layers, plain in _readings(probe):
        if _is_strong(plain):
            everything = values[:MAX_ENTRIES]
            whole = next((names for other, entries in _readings(everything) if other == layers and (names := names_among(entries))), None)
            return None if whole is None else RunPeeled(layers=layers, names=whole)
    return None


def _readings(values: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    if _share(values, _BASE64) and sum(map(_has_mixed_look, values)) * 2 >= len(values):
        yield from _spelled("base64", tuple(from_alphabet(value, STANDARD_ALPHABET) for value in values))
    if _share(values, _HEX):
        yield from _spelled("hex", tuple(bytes.fromhex(value) if _HEX.match(value) else None for value in values))
    dotted = sum(1 for value in values if "." in value or "/" in value)
    if dotted >= _SHARE * len(values) and names_nothing(values):
        yield from _turned(values)
    elif not dotted:
        yield from _xored_plain(values)


def _spelled(layer: str, pieces: tuple[bytes | None, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    known = tuple(piece for piece in pieces if piece)
    if len(known) < _SHARE * len(pieces):
        return
    yield (layer,), _texts(known)
    if sum(map(len, known)) < _MIN_XOR_BYTES:
        return
    for operation in Operation:
        for key in single_keys(b"".join(known), operation):
            yield (layer, operation.value), _texts(tuple(apply_single(piece, key, operation) for piece in known))
    for word in guessed_keys(known):
        yield (layer, "xor"), _texts(tuple(apply_repeating(piece, word) for piece in known))


def _turned(values: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    backwards = tuple(value[::-1] for value in values)
    if are_plain_hosts(backwards):
        yield ("reverse",), backwards
    for rotated in rotations("\n".join(values)):
        if are_plain_hosts(entries := tuple(rotated.split("\n"))):
            yield ("rot",), entries


def _xored_plain(values: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    joined = ",".join(values)
    if max(joined) > "\xff" or len(joined) < _MIN_XOR_BYTES:
        return
    pieces = tuple(value.encode("latin-1") for value in values)
    for operation in Operation:
        for key in single_keys(b"".join(pieces), operation, has_dots=True):
            entries = _texts(tuple(apply_single(piece, key, operation) for piece in pieces))
            if are_plain_hosts(entries):
                yield (operation.value,), entries


def _has_mixed_look(value: str) -> bool:
    """Padding, or digits and both cases: what encodings have and words have not."""
    return value.endswith("=") or (any(map(str.isdigit, value)) and not value.islower() and not value.isupper())


def _is_strong(values: tuple[str, ...]) -> bool:
    names = names_among(values)
    return names is not None and names.is_strong


def _share(values: tuple[str, ...], form: re.Pattern[str]) -> bool:
    return sum(1 for value in values if form.match(value)) >= _SHARE * len(values)


def _texts(pieces: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(piece.decode("utf-8", "replace") for piece in pieces)
