"""Makes characters visible that a reader cannot see or tell apart, and text from artifacts harmless to show."""

import re
import unicodedata
from dataclasses import dataclass

SHOWN_CHARACTERS = 1_600
"""Longer texts are cut in what people read; the JSON holds them whole."""

_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164"
    "\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
"""Controls, format characters, spaces that are no space, variation selectors, tags, private use, lone surrogates."""

_LOOK_ALIKE = (
    "\xb4\u02b9-\u02bf\u02c8\u02ca\u02cb\u037e\u2010-\u2015\u2018-\u201f\u2024\u2032-\u2037\u2044\u2212\u2215\u2236\u2571\ua789"
    "\ufe58\ufe63\uff02\uff07\uff0d\uff0e\uff0f"
)
"""Look like ASCII punctuation: quotes, dashes, slashes, colons, full stops."""

_LETTERS = "[\u0370-\u03ff\u0400-\u052f\u13a0-\u13ff]"
"""Scripts with letters that look like Latin ones; suspicious only when they touch one."""

_HIDDEN = re.compile(f"[{_UNSEEN}]")
_SUSPICIOUS = re.compile(f"[{_UNSEEN}{_LOOK_ALIKE}]|(?<=[A-Za-z]){_LETTERS}|{_LETTERS}(?=[A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of plain text, or one suspicious character."""

    text: str
    """What may be shown: plain text, or the character where it has a glyph of its own; empty for one that is unseen."""
    code_point: str | None = None
    """`U+2019`; None: plain text."""
    name: str = ""
    """The Unicode name of the character."""


def segments(text: str) -> tuple[Segment, ...]:
    """Cut a text at its suspicious characters. At most `SHOWN_CHARACTERS` of it, then an ellipsis."""
    shown = clipped(text)
    parts: list[Segment] = []
    end = 0
    for match in _SUSPICIOUS.finditer(shown):
        if match.start() > end:
            parts.append(Segment(text=shown[end : match.start()]))
        parts.append(_chip(match[0]))
        end = match.end()
    if end < len(shown):
        parts.append(Segment(text=shown[end:]))
    return tuple(parts)


def clipped(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    return text if len(text) <= limit else f"{text[:limit]} … (+{len(text) - limit:,})"


def visible(text: str) -> str:
    """The text with every unseen character written out as `[U+202E]`, so that it can neither hide nor reorder anything."""
    return _HIDDEN.sub(lambda match: f"[{code_point_of(match[0])}]", text)


def marked(text: str) -> str:
    """The same with the code point behind every look-alike too, for texts that people compare by eye: `Today’[U+2019]s`."""
    parts = (part.text + (f"[{part.code_point}]" if part.code_point else "") for part in segments(text))
    return "".join(parts)


def code_point_of(character: str) -> str:
    return f"U+{ord(character):04X}"


def _chip(character: str) -> Segment:
    name = unicodedata.name(character, "control or unassigned character")
    shown = "" if _HIDDEN.match(character) else character
    return Segment(text=shown, code_point=code_point_of(character), name=name)
