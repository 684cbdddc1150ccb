"""Which values a hash in the artifact stands for: found by hashing what is known of the world the way the program hashed the persona's."""

import base64
import binascii
import hashlib
import hmac
import re
import zlib
from collections.abc import Callable, Iterable, Iterator

from scanner.ruleset.signals import Signal
from scanner.world.checksums import posix_crc
from scanner.world.dictionary import Dictionary
from scanner.world.persona import Persona
from scanner.world.recording import Recording
from scanner.world.turned import TURNS, Turn

_LITERAL = re.compile(r"(?:0x)?([0-9a-fA-F]{6,128})\Z|([A-Za-z0-9+/_-]{10,90}={0,2})\Z")
_BETWEEN = re.compile(r"[\s,;|]+")
"""What stands between several hashes in one text."""
_LEAST = 12
"""Letters of two short hashes in one text."""
_CHECKSUMS: dict[str, Callable[[bytes], int]] = {"crc32": zlib.crc32, "adler32": zlib.adler32, "cksum": posix_crc}
GIT_BLOB = "git-blob"
"""The name that git gives to a file's content. Source: git-hash-object(1); gitformat-loose(5)."""
_PIECE_LEAST = 8
"""Letters of a hash that are looked for anywhere in it: fewer are met by chance among some ten thousand values."""
_FOUND_MOST = 400
_NUMBER_DIGITS = 12
_DIVISOR_LEAST = 20
"""How many times as large as the number of remainders a divisor is that only some of all values can fit."""
MAX_DIGESTS = 12
"""Hashed texts of one run that are tried with every value."""


def values_of_digests(
    control: Recording, base: Persona, signal: Signal, literals: Iterable[str], dictionary: Dictionary
) -> tuple[tuple[str, str], ...]:
    """(part of the control's value, what stands in its place): the artifact states the hash of the latter, made as the run made it.

    The part is the whole value where the whole was hashed. Sorted.
    """
    value = base.value(signal.id)
    words = (word for literal in literals for word in (_BETWEEN.split(literal) if len(literal) > _LEAST else (literal,)))
    wanted = {text for word in words if (match := _LITERAL.match(word)) for text in [(match[1] or match[2]).rstrip("=")]}
    lengths = sorted({len(text) for text in wanted})
    found: set[tuple[str, str]] = set()
    if not wanted or len(value) < 2:
        return ()
    for part, other, digest in _made_of(control, value, signal, dictionary):
        if len(found) <= _FOUND_MOST and any(_is_piece(said, wanted, lengths) for said in _spellings(digest)):
            found.add((part, other))
    return tuple(sorted(found))


def _is_piece(said: str, wanted: set[str], lengths: list[int]) -> bool:
    """Whether a hash begins with one of the texts, or holds a long one anywhere: some cut a piece out of its middle."""
    return any(
        said[start : start + length] in wanted
        for length in lengths
        for start in range(len(said) - length + 1 if length >= _PIECE_LEAST else min(1, len(said)))
    )


def values_of_remainders(
    control: Recording, base: Persona, signal: Signal, literals: Iterable[str], divisors: Iterable[int], dictionary: Dictionary
) -> tuple[tuple[str, str], ...]:
    """As `values_of_digests`, where the artifact states what is left of a checksum when it is divided by one of these. Sorted.

    Nothing where so many values fit that chance explains them.
    """
    wanted = {int(one) for one in literals if one.isdecimal() and len(one) < _NUMBER_DIGITS}
    value = base.value(signal.id)
    large = [one for one in divisors if one > _DIVISOR_LEAST * max(len(wanted), 1)]
    if not wanted or not large or len(value) < 2:
        return ()
    numbers = ((part, other, int.from_bytes(digest)) for part, other, digest in _made_of(control, value, signal, dictionary))
    return tuple(sorted({(part, other) for part, other, number in numbers if any(number % one in wanted for one in large)}))


def _made_of(control: Recording, value: str, signal: Signal, dictionary: Dictionary) -> Iterator[tuple[str, str, bytes]]:
    """(part of the control's value, what stands in its place, its hash as the run made that of the part)."""
    for algorithm, content, key in list(dict.fromkeys(control.digests)):
        text, turn = _turned_back(content.decode("utf-8", "replace"), value)
        part = _hashed_part(text, value)
        if part is None:
            continue  # this hash says nothing of the signal
        others = dictionary.values(signal) if part.lower() == value.lower() else dictionary.parts(signal)
        for other in others:
            spelled = other.lower() if part.islower() else other.upper() if part.isupper() else other
            yield part, other, digest_of(algorithm, turn(text.replace(part, spelled)).encode(), key)


def is_hashed(control: Recording, value: str) -> bool:
    """Whether the run hashed a value, a part of it, or either the other way round."""
    texts = [content.decode("utf-8", "replace") for _, content, _ in control.digests]
    return any(_hashed_part(each, value) is not None for text in texts for each in (text, text[::-1]))


def _turned_back(text: str, value: str) -> tuple[str, Callable[[str], str]]:
    """A hashed text as it was before it was turned, if that makes a part of the value of it; and what turns one so."""
    for turn, back in (_AS_IT_IS, *TURNS):
        try:
            plain = back(text)
        except (ValueError, binascii.Error):
            continue
        if turn(plain) == text and _hashed_part(plain, value) is not None:
            return plain, turn
    return text, _same


def _same(text: str) -> str:
    return text


_AS_IT_IS: tuple[Turn, Turn] = (_same, _same)


def _hashed_part(text: str, value: str) -> str | None:
    """The value as it stands in a hashed text, the part of it that the text is, or the domain of it that stands there; None: neither."""
    low = text.lower()
    at = low.find(value.lower())
    if at >= 0:
        return text[at : at + len(value)]
    if len(text) >= 2 and low in value.lower():
        return text
    domain = next((one for one in _domains(value.lower()) if re.search(rf"(?<![\w.-]){re.escape(one)}(?![\w.-])", low)), None)
    return None if domain is None else text[low.find(domain) :][: len(domain)]


def _domains(value: str) -> Iterator[str]:
    """The domains that a host lies in, the narrowest first; none of a value that is no host."""
    labels = value.split(".")
    if all(labels) and not value.replace(".", "").isdigit():
        yield from (".".join(labels[start:]) for start in range(1, len(labels) - 1))


def digest_of(algorithm: str, content: bytes, key: bytes | None) -> bytes:
    """Hash of the content, by Python's name of the algorithm; keyed (HMAC) where a key is given."""
    if algorithm in _CHECKSUMS:
        return _CHECKSUMS[algorithm](content).to_bytes(4)
    if algorithm == GIT_BLOB:
        return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).digest()
    if key is not None:
        return hmac.new(key, content, algorithm).digest()
    return hashlib.new(algorithm, content, usedforsecurity=False).digest()


def _spellings(digest: bytes) -> Iterator[str]:
    if len(digest) == 4:
        yield str(int.from_bytes(digest))  # a checksum is a number
    yield digest.hex()
    yield digest.hex().upper()
    yield base64.b64encode(digest).decode().rstrip("=")
    yield base64.urlsafe_b64encode(digest).decode().rstrip("=")
