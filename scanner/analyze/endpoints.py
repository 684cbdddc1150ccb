"""Hosts that code, settings and documents name: in URLs, as whole literals, and as the fixed end of a name put together.

Does not see hosts that are put together from parts of which none is a domain; those show when the code is run.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from scanner.analyze.decode.derived import is_decoded_literals, is_readable_twin
from scanner.analyze.hosts import PLAIN_SUFFIXES, host_of, registrable, top_label
from scanner.analyze.worker import Examined, Subject
from scanner.code.lexed import Lexed, lexed
from scanner.code.literals import Constant
from scanner.code.tokens import Token, TokenKind
from scanner.model.artifact import SCRIPT_KINDS, Artifact, ArtifactKind
from scanner.model.coverage import Gap
from scanner.model.observation import EndpointSeen, Place

Context = Literal["code", "comment", "documentation", "data"]

MAX_ENDPOINTS = 5_000
"""Different hosts kept of one artifact; the largest bundle measured names 900."""

_DOCUMENTS = frozenset({ArtifactKind.MARKDOWN, ArtifactKind.TEXT, ArtifactKind.HTML})
_SETTINGS = frozenset(
    {
        ArtifactKind.JSON,
        ArtifactKind.YAML,
        ArtifactKind.TOML,
        ArtifactKind.XML,
        ArtifactKind.PLIST,
        ArtifactKind.CSS,
    }
)
TEXT_KINDS = SCRIPT_KINDS | _DOCUMENTS | _SETTINGS
"""What is read for hosts. The sources inside a source map are artifacts of their own."""
_LINE_COMMENTS = {
    ArtifactKind.SHELL: "#",
    ArtifactKind.POWERSHELL: "#",
    ArtifactKind.RUBY: "#",
    ArtifactKind.PERL: "#",
    ArtifactKind.PHP: "//",
    ArtifactKind.LUA: "--",
    ArtifactKind.BATCH: "rem ",
    ArtifactKind.YAML: "#",
    ArtifactKind.TOML: "#",
}
_SCHEME = re.compile(r"(?<![\w+.-])([a-z][a-z0-9+]{1,11})\Z", re.IGNORECASE)
_SCHEME_WORDS = (
    "http https ws wss ftp ftps sftp ssh git grpc grpcs mqtt mqtts amqp amqps redis rediss postgres postgresql mysql mongodb smtp smtps "
    "ldap ldaps socks socks4 socks5 socks5h stun stuns turn turns rtmp rtmps rtsp nats tcp udp tls otlp"
)
_SCHEMES = frozenset(_SCHEME_WORDS.split())
_HOLE = r"\$\{[^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200})?\}|\{[\w.!:\[\]'-]{0,60}\}|%[sd]|<[\w-]{1,40}>"
_AUTHORITY = re.compile(
    rf"(?:[^\s/@\"'`<>\\]{{1,100}}@)?(?P<host>\[[0-9a-fA-F:.]+\]|(?:[\w.\u00a1-\uffff-]|{_HOLE})+)(?::(?P<port>\d{{1,5}}|{_HOLE}))?"
    r"(?P<path>(?:/[^\s\"'`<>\\(){}\[\]|,;?#$]*)?)"
)
_HOLE_SPLIT = re.compile(_HOLE)
_BARE = re.compile(
    r"(?P<host>\.?(?:[a-z0-9_-]+\.)+[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})"
    r"(?::(?P<port>\d{1,5}))?(?P<path>/[^\s]*)?\Z"
)
_UNDELEGATED = frozenset({"internal", "local", "onion"})
"""Top labels outside of public DNS that are contacted all the same (cloud metadata, mDNS, Tor)."""
_EXAMPLES = frozenset({"example.com", "example.net", "example.org"})
_IDENTIFIER_HOSTS = frozenset(
    {
        "www.w3.org",
        "json-schema.org",
        "purl.org",
        "schemas.microsoft.com",
        "schemas.xmlsoap.org",
        "schemas.openxmlformats.org",
        "ns.adobe.com",
        "xmlns.com",
        "schema.org",
        "www.sitemaps.org",
        "docs.oasis-open.org",
        "relaxng.org",
    }
)
"""Hosts of namespace names: identifiers that nothing is fetched from."""
_REVERSED_HEADS = frozenset({"com", "org", "net", "io", "dev", "edu", "gov"})
"""First labels of names written the other way round (`com.vendor.product`)."""


def examine(subject: Subject) -> Examined:
    """Every host once for each scheme, port and context, at its first place. Raises OSError when the artifact cannot be read."""
    artifact = subject.artifact
    if is_readable_twin(artifact):
        return Examined(observations=(), bytes_examined=artifact.size_bytes)
    search = _Search(artifact=artifact, text=lexed(artifact))
    _add_urls(search)
    for constant in _decoded_lines(search) if is_decoded_literals(artifact) else search.text.constants:
        _add_literal(search, constant)
    seen = sorted(search.found.values(), key=lambda item: (item.place.byte_offset, item.host, item.context))
    return Examined(observations=tuple(seen[:MAX_ENDPOINTS]), bytes_examined=artifact.size_bytes, gaps=_gaps(len(seen)))


@dataclass(slots=True)
class _Search:
    artifact: Artifact
    text: Lexed
    found: dict[tuple[str, str | None, int | None, Context], EndpointSeen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Url:
    start: int
    end: int
    scheme: str
    host: str
    port: int | None
    url: str | None
    """None: the host is only the fixed end of a longer name."""


def _add_urls(search: _Search) -> None:
    source = search.text.source
    for url in _urls(source.text):
        context = _context(search, url.start)
        if context is not None:
            place = source.place(search.artifact, url.start, url.end)
            _add(search, url.host, url.scheme, url.port, url.url, context, place)


def _urls(text: str) -> Iterator[_Url]:
    for mark in ("://", ":\\/\\/"):
        at = text.find(mark)
        while at >= 0:
            head = _SCHEME.search(text[max(0, at - 14) : at])
            if head is not None and head.group(1).lower() in _SCHEMES:
                piece = text[at + len(mark) : at + len(mark) + 600]
                found = _url(head.group(1).lower(), piece.replace("\\/", "/") if mark != "://" else piece)
                if found is not None:
                    host, port, url, length = found
                    yield _Url(at - len(head.group(1)), at + len(mark) + length, head.group(1).lower(), host, port, url)
            at = text.find(mark, at + len(mark))


def _url(scheme: str, rest: str) -> tuple[str, int | None, str | None, int] | None:
    """Host, port, URL and length of what follows `scheme://`. None: no host, or none that is fixed."""
    found = _AUTHORITY.match(rest)
    if found is None:
        return None
    written = found.group("host")
    parts = _HOLE_SPLIT.split(written)
    host = _fixed_host(parts)
    if host is None:
        return None
    digits = found.group("port") or ""
    port = int(digits) if digits.isdigit() and 0 < int(digits) < 65536 else None
    if len(parts) > 1:
        return host, port, None, found.end()
    shown = f"[{host}]" if ":" in host else host
    path = found.group("path").rstrip(".,")
    return host, port, f"{scheme}://{shown}{f':{port}' if port else ''}{path}", found.end()


def _fixed_host(parts: list[str]) -> str | None:
    """The host that a name with holes certainly is or ends in."""
    last = parts[-1]
    if len(parts) == 1:
        return _named(last)
    if last:
        found = _named(last.lstrip(".-"))  # `${region}.example.com`
        return found if found and (registrable(found) or "").count(".") else None
    first = parts[0]
    if len(parts) == 2 and first and not first.endswith((".", "-", "_")):
        found = _named(first)  # `api.example.com${path}`
        return found if found and top_label(found) in PLAIN_SUFFIXES else None
    return None


def _named(written: str) -> str | None:
    word = written.strip("[]").rstrip(".")
    host = host_of(word)
    if host is not None:
        return None if registrable(host.name) in _EXAMPLES and not host.is_address else host.name
    lower = word.lower()
    return lower if top_label(lower) in _UNDELEGATED and re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", lower) else None


def _decoded_lines(search: _Search) -> Iterator[Constant]:
    """Each line of a text that was decoded out of literals, as the literal that it is."""
    start = 0
    for line in search.text.source.text.splitlines(keepends=True):
        yield Constant(line.rstrip("\n"), start, start + len(line.rstrip("\n")), 1)
        start += len(line)


def _add_literal(search: _Search, constant: Constant) -> None:
    """A literal that as a whole is a host, or a URL that only shows when escapes and joins are resolved."""
    value = constant.value
    if not 4 <= len(value) <= 300:
        return
    is_written_otherwise = constant.parts > 1 or "\\" in search.text.source.text[constant.start : constant.end]
    if "://" in value and is_written_otherwise:
        place = search.text.source.place(search.artifact, constant.start, constant.end)
        for url in _urls(value):
            _add(search, url.host, url.scheme, url.port, url.url, _literal_context(search), place)
        return
    if "." not in value and value.count(":") < 2:
        return
    found = _BARE.match(value.lower())
    if found is None:
        return
    written = found.group("host")
    host = _bare_host(written)
    if host is not None:
        port = int(found.group("port")) if found.group("port") else None
        place = search.text.source.place(search.artifact, constant.start, constant.end)
        _add(search, host, None, port, None, _literal_context(search), place)


def _bare_host(written: str) -> str | None:
    """A whole literal is believed to be a host only where its ending is nothing else as well."""
    if written.count(":") >= 2 or written.replace(".", "").isdigit():
        return _bare_address(written)
    name = written.lstrip(".")
    if top_label(name) not in PLAIN_SUFFIXES or name.split(".", 1)[0] in _REVERSED_HEADS:
        return None
    return _named(name)


def _bare_address(written: str) -> str | None:
    """Not versions: four small numbers of which none is above 25, and nothing short of a full IPv6 form."""
    host = host_of(written)
    if host is None:
        return None
    if "." in written and ":" not in written:
        numbers = [int(number) for number in written.split(".")]
        return None if max(numbers) <= 25 and len(set(numbers)) > 1 and numbers[0] != 10 else host.name
    return host.name if "::" in written or written.count(":") == 7 else None


def _add(
    search: _Search,
    host: str,
    scheme: str | None,
    port: int | None,
    url: str | None,
    context: Context,
    place: Place,
) -> None:
    if host in _IDENTIFIER_HOSTS and context == "code":
        context = "data"
    key = (host, scheme, port, context)
    if key not in search.found:
        search.found[key] = EndpointSeen(place=place, host=host, scheme=scheme, port=port, url=url, context=context)


def _context(search: _Search, at: int) -> Context | None:
    """What the text at a character is; None: part of a regular expression."""
    kind = search.artifact.kind
    if kind in _DOCUMENTS:
        return "code" if is_decoded_literals(search.artifact) else "documentation"
    if not search.text.tokens:
        return _line_context(search, at)
    index = bisect_right(search.text.token_starts, at) - 1
    token = search.text.tokens[index] if index >= 0 else None
    if token is None or token.end <= at:
        return _literal_context(search)
    if token.kind is TokenKind.REGEX:
        return None
    if token.kind is TokenKind.COMMENT or _is_docstring(search.text.source.text, token):
        return "comment"
    return _literal_context(search)


def _literal_context(search: _Search) -> Context:
    return "data" if search.artifact.kind in _SETTINGS else "code"


def _line_context(search: _Search, at: int) -> Context:
    mark = _LINE_COMMENTS.get(search.artifact.kind)
    line = search.text.source.text[search.text.source.text.rfind("\n", 0, at) + 1 : at].lstrip().lower()
    return "comment" if mark is not None and line.startswith(mark) else _literal_context(search)


def _is_docstring(text: str, token: Token) -> bool:
    """A string of Python that stands alone at the start of a line, in triple quotes."""
    if text[token.start : token.start + 3] not in ('"""', "'''"):
        return False
    return not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()


def _gaps(number: int) -> tuple[Gap, ...]:
    if number <= MAX_ENDPOINTS:
        return ()
    return (Gap(reason=f"{number - MAX_ENDPOINTS} of {number} endpoints were left out: more than {MAX_ENDPOINTS} in one file"),)
