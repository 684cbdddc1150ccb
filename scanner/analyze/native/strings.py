"""Texts in the data of a native file, ASCII and UTF-16: the hosts that it names, and the places that rules ask for."""

import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.analyze.hosts import FILE_SUFFIXES, PLAIN_SUFFIXES, Host, host_of, top_label
from scanner.model.artifact import Artifact, ByteOffset
from scanner.model.observation import EXCERPT_CHARS, EndpointSeen, Place
from scanner.ruleset.suffixes import RESERVED_SUFFIXES

_URL = re.compile(
    rb"(?P<scheme>https?|wss?)://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,250}[A-Za-z0-9])?)(?::(?P<port>\d{1,5}))?"
    rb"(?P<path>/[A-Za-z0-9\-._~/%@+!$'()*,;=:]{0,200})?"
)
_WIDE_URL = re.compile(rb"(?:h\0t\0t\0p\0(?:s\0)?|w\0s\0(?:s\0)?):\0/\0/\0(?:[\x21-\x7e]\0){3,300}")
_LONE_HOST = re.compile(rb"(?<=\0)(?:[a-z0-9][a-z0-9\-]{0,62}\.){1,6}[a-z]{2,12}(?=\0)")
_DOCUMENTATION = re.compile(rb"(?:^|\.)(?:w3\.org|example\.(?:com|net|org)|ietf\.org|unicode\.org|mozilla\.org|gnu\.org)\Z")
"""Names of standards: they stand in error texts and schemas of nearly every library and are never fetched."""


@dataclass(frozen=True, slots=True)
class _Found:
    host: Host
    scheme: str | None
    port: int | None
    url: str | None
    start: int
    end: int


def endpoints_in(
    view: mmap.mmap | bytes, artifact: Artifact, ranges: Iterable[tuple[int, int]], *, limit: int
) -> tuple[tuple[EndpointSeen, ...], bool]:
    """Each host once, at its first place, in order of place; and whether there are more than `limit`.

    Sees URLs, and words between NUL bytes that are host names. Rust and Go put texts side by side without a mark between
    them: a host whose last label runs on into the next text is not seen.
    """
    first: dict[str, _Found] = {}
    for start, end in ranges:
        for found in _found_in(view, start, end):
            first.setdefault(found.host.name, found)
    ordered = sorted(first.values(), key=lambda found: found.start)
    return tuple(_endpoint(view, artifact, found) for found in ordered[:limit]), len(ordered) > limit


def places_of(view: mmap.mmap | bytes, ranges: Iterable[tuple[int, int]], text: str) -> tuple[int, int] | None:
    """Offset and length of the first occurrence of a text in the ranges, as ASCII or UTF-16LE; None: it does not occur."""
    for form in (text.encode(), text.encode("utf-16-le")):
        for start, end in ranges:
            if (at := view.find(form, start, end)) >= 0:
                return at, len(form)
    return None


def _found_in(view: mmap.mmap | bytes, start: int, end: int) -> Iterator[_Found]:
    for match in _URL.finditer(view, start, end):
        if (found := _of_url(match, match.start(), match.end())) is not None:
            yield found
    for wide in _WIDE_URL.finditer(view, start, end):
        narrow = _URL.match(wide[0][::2])
        if narrow is not None and (found := _of_url(narrow, wide.start(), wide.start() + 2 * narrow.end())) is not None:
            yield found
    for lone in _LONE_HOST.finditer(view, start, end):
        host = host_of(lone[0].decode())
        if host is not None and not host.is_address and _is_plain(host.name):
            yield _Found(host, None, None, None, lone.start(), lone.end())


def _is_plain(name: str) -> bool:
    label = top_label(name)
    return label in PLAIN_SUFFIXES and label not in FILE_SUFFIXES and not _DOCUMENTATION.search(name.encode())


def _of_url(match: re.Match[bytes], start: int, end: int) -> _Found | None:
    """None: not a host that could be asked (a name of documentation, of this machine, or none at all)."""
    host = host_of(match["host"].decode())
    if host is None or host.name == "localhost" or top_label(host.name) in RESERVED_SUFFIXES or _DOCUMENTATION.search(host.name.encode()):
        return None
    if host.name.count(".") == 1 and host.name.startswith("www."):
        return None  # "http://www." with the next text run on to it
    if host.is_address and host.name.startswith(("127.", "0.", "255.")):
        return None
    scheme = match["scheme"].decode().lower()
    port = int(match["port"]) if match["port"] else None
    path = (match["path"] or b"").decode("ascii", "replace")
    if port is not None and port > 65535:
        port = None
    url = f"{scheme}://{host.name}{'' if port is None else f':{port}'}{path}"
    return _Found(host, scheme, port, url, start, end)


def _endpoint(view: mmap.mmap | bytes, artifact: Artifact, found: _Found) -> EndpointSeen:
    raw = view[found.start : found.end]
    text = raw.replace(b"\0", b"").decode("ascii", "replace")[:EXCERPT_CHARS]
    place = Place(
        artifact=artifact.sha256,
        subject=artifact.subject,
        byte_offset=ByteOffset(found.start),
        byte_length=found.end - found.start,
        excerpt=text,
        note="text in the data of a native file",
    )
    return EndpointSeen(place=place, host=found.host.name, scheme=found.scheme, port=found.port, url=found.url, context="native")
