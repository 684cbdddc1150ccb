"""Text that a page does not show although a model reads it: comments, styles, titles, entities, and what is folded or far away.

Authors leave notes in comments: only what tells an agent what to do counts. Does not see styles that a sheet elsewhere gives.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from scanner.code.hidden.characters import hidden_characters
from scanner.code.hidden.entities import hidden_entities
from scanner.code.hidden.run import Hidden, Kind, code_points, written_out
from scanner.code.hidden.secrecy import secret_instructions
from scanner.ruleset.instructions import Instructions

MAX_RUNS = 10_000
"""Runs of hidden characters of one text that are looked at."""
FAR_CHARS = 100
"""White space in a line after which text is out of sight: wider than editors show, narrower than tables are filled up."""

FAR_LINES = 60
"""Empty lines after which text is out of sight: more than a screen has."""
MIXED_SPACES = 12
"""White space of several kinds, this long, spells something: text is filled up with one kind."""

_COMMENT = re.compile(r"(?:(?<!`)<!--|<!--(?!`))(?P<text>.*?)(?:-->|\Z)", re.DOTALL)
"""One that is named in a span of code begins nothing."""
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
_DETAILS_TAG = re.compile(r"<(?P<slash>/?)(?P<name>details|summary)\b(?P<attributes>[^<>]{0,300})>", re.IGNORECASE)
_OPEN = re.compile(r"\bopen\b", re.IGNORECASE)
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


def hidden_in(text: str, instructions: Instructions) -> tuple[Hidden, ...]:
    """All that is hidden in a text, in its order: characters, what is kept from view, and what a model is told behind its user's back."""
    found = [*islice(hidden_characters(text), MAX_RUNS), *concealed(text, instructions), *secret_instructions(text, instructions)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def concealed(text: str, instructions: Instructions) -> Iterator[Hidden]:
    """What is kept from view by other means than hidden characters, where `instructions` matches it; each means in its order."""
    yield from hidden_entities(text)
    yield from _spelled(text)
    yield from _folded(text, instructions)
    for kind, pattern in _WAYS:
        for found in pattern.finditer(text):
            content = next((one for one in found.groups() if one is not None), "").strip()
            told = content if content and instructions.of_any_kind.search(content) else _decoded(content, instructions)
            if told is not None:
                yield Hidden(kind=kind, start=found.start(), end=found.end(), code_points=(), visible=told)


def _folded(text: str, instructions: Instructions) -> Iterator[Hidden]:
    """Covert instructions in what a page shows only when it is opened; other instructions are folded away for being long."""
    for start, end in _closed_details(text):
        if (told := instructions.covert.search(text, start, end)) is not None:
            line_start = max(start, text.rfind("\n", start, told.start()) + 1)
            line_end = text.find("\n", told.end(), end)
            visible = text[line_start : line_end if line_end >= 0 else end].strip()
            yield Hidden(kind="concealed", start=told.start(), end=told.end(), code_points=(), visible=visible)


def _closed_details(text: str) -> Iterator[tuple[int, int]]:
    """Where the content of `<details>` that are not open begins, after the summary, and ends: with the outermost, or the text."""
    start, depth = 0, 0
    for tag in _DETAILS_TAG.finditer(text):
        is_end, is_summary = bool(tag["slash"]), tag["name"].lower() == "summary"
        if depth == 0:
            if not (is_end or is_summary or _OPEN.search(tag["attributes"])):
                start, depth = tag.end(), 1
        elif is_summary:
            start = tag.end() if is_end and depth == 1 else start
        else:
            depth += -1 if is_end else 1
            if depth == 0:
                yield start, tag.start()
    if depth > 0:
        yield start, len(text)


def _spelled(text: str) -> Iterator[Hidden]:
    """Runs of white space whose kinds change to and fro; indentation changes once."""
    for run in _SPACES.finditer(text):
        changes = sum(one != other for one, other in pairwise(run.group()))
        if changes * 4 >= len(run.group()):
            points, told = code_points(run.group()), written_out(run.group())
            yield Hidden(kind="concealed", start=run.start(), end=run.end(), code_points=points, visible=told)


def _decoded(content: str, instructions: Instructions) -> str | None:
    """An instruction that stands there in base64, with the words around it."""
    for encoded in _ENCODED.finditer(content):
        try:
            plain = base64.b64decode(encoded.group() + "=" * (-len(encoded.group()) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue  # a digest or a name
        if instructions.of_any_kind.search(plain):
            return f"{content[: encoded.start()]}{plain}{content[encoded.end() :]}"
    return None
