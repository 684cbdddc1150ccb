"""Bytes spelled out as text: base64 in its variants, hexadecimal, percent, character codes; and text turned around or rotated."""

import base64
import binascii
import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase
from urllib.parse import unquote_to_bytes

_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*\Z")
_BASE64_URL = re.compile(r"[A-Za-z0-9_-]+={0,2}\Z")
_HEX = re.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}[\s:,]?)+\Z")
_HEX_BREAKS = re.compile(r"0x|[\s:,]")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_ESCAPE = re.compile(r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}")
_CODES = re.compile(r"\[?\s*(?:\d{1,5}|0x[0-9a-fA-F]{1,4})(?:\s*[,; ]\s*(?:\d{1,5}|0x[0-9a-fA-F]{1,4})){5,}\s*,?\s*\]?\Z")
_CODE = re.compile(r"0x[0-9a-fA-F]+|\d+")
_WORDY = re.compile(r"[a-z]{7}")

MIN_BASE64_CHARS = 12
"""Nine bytes: less holds no list."""
_SHORT_CHARS = 64
"""Up to here a run of seven lower-case letters (0.2 % of positions in random base64) tells an identifier from an encoding."""
STANDARD_ALPHABET = ascii_uppercase + ascii_lowercase + "0123456789+/"


def spelled(text: str) -> Iterator[tuple[str, bytes]]:
    """Every reading of `text` as spelled-out bytes that its form allows, with the name of the layer."""
    if looks_like_base64(text):
        yield from _from_base64(text)
    if len(text) >= MIN_BASE64_CHARS and _HEX.match(text):
        digits = _HEX_BREAKS.sub("", text)
        if len(digits) % 2 == 0:
            yield "hex", bytes.fromhex(digits)
    if _PERCENT.search(text) and len(_PERCENT.findall(text)) * 6 >= len(text):
        yield "percent", unquote_to_bytes(text)
    if text.count("\\") * 8 >= len(text) and _ESCAPE.search(text):
        yield "escapes", _ESCAPE.sub(lambda found: chr(int(found.group()[2:], 16)), text).encode("utf-8", "surrogatepass")
    if text[:1] in "[0123456789" and _CODES.match(text):
        codes = character_codes(text)
        if codes is not None:
            yield "char_codes", codes


def looks_like_base64(text: str) -> bool:
    """By form alone: the alphabet, a possible length, and not the look of an identifier."""
    if len(text) < MIN_BASE64_CHARS or not (_BASE64.match(text) or _BASE64_URL.match(text)):
        return False
    if len(text.rstrip("=")) % 4 == 1:
        return False
    if len(text) > _SHORT_CHARS:
        return True
    return not text.islower() and not text.isupper() and not text.isdigit() and not _WORDY.search(text)


def character_codes(text: str) -> bytes | None:
    """Numbers in any writing as bytes when all are below 256, else as the UTF-8 of those characters."""
    numbers = [int(found, 0) if found[:2].lower() == "0x" else int(found) for found in _CODE.findall(text)]
    if not numbers or max(numbers) > 0xFFFF:
        return None
    if max(numbers) < 256:
        return bytes(numbers)
    return "".join(map(chr, numbers)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def from_alphabet(text: str, alphabet: str) -> bytes | None:
    """Base64 in an alphabet of its own (64 characters, or 65 with the padding last). None: it does not fit."""
    table = str.maketrans(alphabet[:64], STANDARD_ALPHABET)
    plain = text.rstrip("=" if len(alphabet) == 64 else alphabet[64]).translate(table)
    if len(plain) % 4 == 1 or not _BASE64.match(plain):
        return None
    return base64.b64decode(plain + "=" * (-len(plain) % 4))


def rotations(text: str) -> Iterator[str]:
    """The text with its letters moved by 1 to 25 places; rot13 first."""
    for places in (13, *range(1, 13), *range(14, 26)):
        table = str.maketrans(
            ascii_lowercase + ascii_uppercase,
            ascii_lowercase[places:] + ascii_lowercase[:places] + ascii_uppercase[places:] + ascii_uppercase[:places],
        )
        yield text.translate(table)


def _from_base64(text: str) -> Iterator[tuple[str, bytes]]:
    plain = "".join(text.split()).rstrip("=")
    padding = "=" * (-len(plain) % 4)
    is_url = "-" in plain or "_" in plain
    if is_url and ("+" in plain or "/" in plain):
        return  # mixes both alphabets: neither decoder takes it
    try:
        yield "base64", base64.b64decode((plain.replace("-", "+").replace("_", "/") if is_url else plain) + padding, validate=True)
    except binascii.Error:
        return
