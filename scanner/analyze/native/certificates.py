"""Who signed: the certificates inside a CMS signature. Reads names only; whether a signature is valid is not examined."""

from collections.abc import Iterator
from dataclasses import dataclass

_SEQUENCE, _SET, _CONTEXT_0, _OBJECT_ID, _BMP_STRING = 0x30, 0x31, 0xA0, 0x06, 0x1E
_COMMON_NAME = bytes((0x55, 0x04, 0x03))
"""Object identifier 2.5.4.3."""
_MAX_ELEMENTS = 256
"""Children of one element that are looked at: a signature carries three to five certificates."""
_INDEFINITE = 0x80
_MAX_DEPTH = 24
"""Nesting of a signature with a time stamp in it is 14."""


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    at: int
    start: int
    stop: int
    """End of the content; `end` lies behind the end mark of indefinite content."""
    end: int


def leaf_common_name(cms: bytes) -> str | None:
    """Common name of the certificate that is no other one's issuer; None where the bytes hold none that can be read."""
    names = [names for certificate in _certificates(cms) if (names := _issuer_and_subject(cms, certificate)) is not None]
    issuers = {issuer for issuer, _ in names}
    for _, subject in names:
        if subject not in issuers:
            return _common_name(subject)
    return None


def common_name(subject: str) -> str:
    """The common name of a distinguished name as lief writes it; the whole name where it has none."""
    at = subject.rfind("CN=")
    return (subject[at + 3 :] if at >= 0 else subject).replace("\\,", ",")


def _certificates(cms: bytes) -> list[_Element]:
    """ContentInfo > [0] > SignedData > [0] certificates > each (RFC 5652, section 5.1)."""
    at = _Element(0, 0, 0, len(cms), len(cms))
    for tag in (_SEQUENCE, _CONTEXT_0, _SEQUENCE, _CONTEXT_0):
        inner = next((child for child in _children(cms, at) if child.tag == tag), None)
        if inner is None:
            return []
        at = inner
    return [child for child in _children(cms, at) if child.tag == _SEQUENCE]


def _issuer_and_subject(ber: bytes, certificate: _Element) -> tuple[bytes, bytes] | None:
    """Certificate > TBSCertificate > version?, serial, algorithm, issuer, validity, subject (RFC 5280, section 4.1)."""
    body = next(_children(ber, certificate), None)
    fields = [child for child in _children(ber, body) if child.tag == _SEQUENCE] if body else []
    if len(fields) < 4:
        return None
    return ber[fields[1].start : fields[1].stop], ber[fields[3].start : fields[3].stop]


def _common_name(name: bytes) -> str | None:
    for group in _children(name, _Element(0, 0, 0, len(name), len(name))):
        for pair in _children(name, group):
            parts = list(_children(name, pair))
            if len(parts) == 2 and name[parts[0].start : parts[0].stop] == _COMMON_NAME:
                codec = "utf-16-be" if parts[1].tag == _BMP_STRING else "utf-8"
                return name[parts[1].start : parts[1].stop].decode(codec, "replace")
    return None


def _children(ber: bytes, parent: _Element) -> Iterator[_Element]:
    at = parent.start
    for _ in range(_MAX_ELEMENTS):
        element = _element(ber, at, parent.stop)
        if element is None:
            return
        yield element
        at = element.end


def _element(ber: bytes, at: int, end: int, depth: int = 0) -> _Element | None:
    """The element at `at`; None: none that lies inside of `end`. Lengths may be indefinite, as codesign writes them."""
    if at + 2 > end or depth > _MAX_DEPTH:
        return None
    tag, length, start = ber[at], ber[at + 1], at + 2
    if length == _INDEFINITE:
        inner = start
        while ber[inner : inner + 2] != b"\0\0":
            child = _element(ber, inner, end, depth + 1)
            if child is None:
                return None
            inner = child.end
        return _Element(tag, at, start, inner, inner + 2)
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(ber[start : start + count], "big")
        start += count
    stop = start + length
    return _Element(tag, at, start, stop, stop) if stop <= end else None
