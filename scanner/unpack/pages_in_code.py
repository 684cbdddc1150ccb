"""Scripts of pages that a program holds as text: what an extension shows in its views, or a server sends to a browser.

The text is read as the program's literal would give it; what the program puts into the page is not known and stands as a zero.
"""

import re
from collections.abc import Iterator

from scanner.code.javascript.syntax import parse
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_START = re.compile(rb"<script(?:\s[^<>]{0,400})?>", re.IGNORECASE)
_END = re.compile(rb"<\\{0,2}/script", re.IGNORECASE)
_SOURCE = re.compile(rb"\ssrc\s{0,4}=|\stype\s{0,4}=\s{0,4}\\?[\"'](?!module|text/javascript)", re.IGNORECASE)
_SCRIPT_BYTES_MAX = 256 << 10
_SCRIPT_BYTES_MIN = 40
"""Shorter ones are fragments that libraries compare or build."""
_SCRIPTS_MAX = 60
"""Scripts of one file that are taken; the largest real number met is 9."""
_TRIED_BYTES_MAX = 32 << 20
"""So much text between marks is tried in one file; real bundles have 0.4 MB."""
_ESCAPE = re.compile(rb"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v", b"0": b"\0"}
_PUT_IN = re.compile(rb"\$\{[^{}]{0,300}\}")
_PUT_IN_PYTHON = re.compile(rb"\{\{|\}\}|\{[^{}\n]{1,300}\}|%[sd]")


def holds_pages(source: Source) -> bool:
    """True where the code holds the start of a script element."""
    return _START.search(source.searchable) is not None


def open_pages(source: Source, sink: Sink) -> None:
    """Take out the scripts that parse, each in the first reading in which it does."""
    for number, (at, code) in enumerate(_scripts(source, sink)):
        if number >= _SCRIPTS_MAX:
            sink.gap(f"more than {_SCRIPTS_MAX} scripts of pages stand in the code; further ones were not taken out")
            return
        sink.add(f"(script of a page at {at})", [code], origin=f"text of a page at {at}", is_name_of_member=False, suffix=".js")


def _scripts(source: Source, sink: Sink) -> Iterator[tuple[int, bytes]]:
    """Offset and code of each script."""
    left = _TRIED_BYTES_MAX
    for match in _START.finditer(source.searchable):
        window = source.at(match.end(), _SCRIPT_BYTES_MAX)
        end = _END.search(window)
        if end is None or end.start() < _SCRIPT_BYTES_MIN or _SOURCE.search(match.group()):
            continue  # a fragment, or a page that loads its script from elsewhere
        left -= end.start()
        if left < 0:
            sink.gap(f"more than {_TRIED_BYTES_MAX} bytes stand between marks of scripts; the rest was not searched for pages")
            return
        code = next((reading for reading in _readings(window[: end.start()]) if _is_program(reading)), None)
        if code is not None:
            yield match.end(), code


def _readings(text: bytes) -> Iterator[bytes]:
    """What the text may be as a page: as it stands, out of a literal of JavaScript, out of a formatted one of Python."""
    yield text
    plain = _ESCAPE.sub(_character, _PUT_IN.sub(b"0", text))
    yield plain
    yield _PUT_IN_PYTHON.sub(lambda match: match.group()[:1] if match.group() in (b"{{", b"}}") else b"0", plain)


def _character(match: re.Match[bytes]) -> bytes:
    number = match[1] or match[2] or match[3]
    if number is not None:
        code = int(number, 16)
        return chr(code).encode("utf-8", "surrogatepass") if code < 0x110000 else b""
    if match[4] is not None:
        return b""
    letter: bytes = match[5]
    return _LETTERS.get(letter, letter)


def _is_program(code: bytes) -> bool:
    root = parse(code).root_node
    return not root.has_error and any(child.type != "comment" for child in root.children)
