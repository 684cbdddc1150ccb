"""Text that a page does not show although a model reads it: comments, styles, titles, and what stands far to the right.

Authors leave notes in comments: only what tells an agent what to do counts. Does not see styles that a sheet elsewhere gives.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from scanner.code.hidden.characters import hidden_characters
from scanner.code.hidden.run import Hidden, Kind, code_points, written_out

MAX_RUNS = 10_000
"""Runs of hidden characters of one text that are looked at."""
FAR_CHARS = 100
"""White space in a line after which text is out of sight: wider than editors show, narrower than tables are filled up."""

FAR_LINES = 60
"""Empty lines after which text is out of sight: more than a screen has."""
MIXED_SPACES = 12
"""White space of several kinds, this long, spells something: text is filled up with one kind."""

_COMMENT = re.compile(r"<!--(?P<text>.*?)(?:-->|\Z)", re.DOTALL)
_NOTE = re.compile(r"^\[(?://|comment|\^)[^\]\n]*\]:\s*#?\s*[\"'(<](?P<text>[^\n]*)[\"')>]\s*$", re.MULTILINE | re.IGNORECASE)
_UNSEEN = re.compile(
    r"<\w+[^<>]{0,300}?(?:\bstyle\s*=\s*[\"'][^\"'>]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*[;\"']"
    r"|opacity\s*:\s*0(?:\.0+)?\s*[;\"']|(?<![-\w])color\s*:\s*(?:#f{3}(?:f{3})?\b|white\b|transparent\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,})"
    r"|\bcolor\s*=\s*[\"']?(?:white|#f{3}(?:f{3})?)\b|\shidden(?=[\s>=]))"
    r"[^<>]{0,300}>(?P<text>[^<]{1,4000})<",
    re.IGNORECASE,
)
"""Bounded everywhere: a page of openings that never close costs no more than reading it."""
_TITLE = re.compile(r"\]\([^()\s]{1,2000}\s+[\"'](?P<text>[^\"'\n]{1,1000})[\"']\)|!\[(?P<alt>[^\[\]\n]{1,1000})\]\(")
_FAR = re.compile(rf"[^\s|][ \t\u00a0\u2000-\u200a\u3000]{{{FAR_CHARS},}}(?P<text>[^\s|][^\n]{{0,2000}})")
_BELOW = re.compile(rf"(?<=\S)[ \t\r]*+\n(?:[ \t\r]*+\n){{{FAR_LINES},}}+(?P<text>[^\n]{{1,2000}})")
_TEMPLATE = re.compile(r"\{#(?P<text>[^{}]{1,4000}?)#\}|\{/\*(?P<script>[^{}]{1,4000}?)\*/\}")
"""Comments of templates and of Markdown with components."""
_PHANTOM = re.compile(r"\\(?:(?:text)?color\{white\}|phantom)\s*\{(?P<text>[^\n]{1,1000})")
_SPACES = re.compile(rf"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]{{{MIXED_SPACES},}}")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{16,4000}={0,2}")
_WAYS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("html_comment", _COMMENT),
    ("html_comment", _NOTE),
    ("html_comment", _UNSEEN),
    ("concealed", _TITLE),
    ("concealed", _FAR),
    ("concealed", _BELOW),
    ("html_comment", _TEMPLATE),
    ("html_comment", _PHANTOM),
)


def hidden_in(text: str, instructions: re.Pattern[str]) -> tuple[Hidden, ...]:
    """Everything hidden in a text, in its order: characters, and what is kept from view where `instructions` matches it."""
    found = [*islice(hidden_characters(text), MAX_RUNS), *concealed(text, instructions)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def concealed(text: str, instructions: re.Pattern[str]) -> Iterator[Hidden]:
    """What is kept from view by other means than hidden characters, where `instructions` matches it; each means in its order."""
    yield from _spelled(text)
    for kind, pattern in _WAYS:
        for found in pattern.finditer(text):
            content = next((one for one in found.groups() if one is not None), "").strip()
            told = content if content and instructions.search(content) else _decoded(content, instructions)
            if told is not None:
                yield Hidden(kind=kind, start=found.start(), end=found.end(), code_points=(), visible=told)


def _spelled(text: str) -> Iterator[Hidden]:
    """Runs of white space whose kinds change to and fro; indentation changes once."""
    for run in _SPACES.finditer(text):
        changes = sum(one != other for one, other in pairwise(run.group()))
        if changes * 4 >= len(run.group()):
            points, told = code_points(run.group()), written_out(run.group())
            yield Hidden(kind="concealed", start=run.start(), end=run.end(), code_points=points, visible=told)


def _decoded(content: str, instructions: re.Pattern[str]) -> str | None:
    """An instruction that stands there in base64, with the words around it."""
    for encoded in _ENCODED.finditer(content):
        try:
            plain = base64.b64decode(encoded.group() + "=" * (-len(encoded.group()) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue  # a digest or a name
        if instructions.search(plain):
            return f"{content[: encoded.start()]}{plain}{content[encoded.end() :]}"
    return None
