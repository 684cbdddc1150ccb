"""Hidden characters that are written as entities of HTML: a page and Markdown show nothing of them, and a model reads them.

Entities in code are shown as they are. Authors also break lines with them, between the words of a name or beside a sign: only those
within a word, and runs that can spell something, hide.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from scanner.code.hidden.characters import hidden_characters, is_candidate
from scanner.code.hidden.run import Hidden
from scanner.code.hidden.sets import OVERRIDES

_ENTITY = re.compile(r"&(?:#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7})|[A-Za-z]{2,31});")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_TICK = re.compile(r"[^`\n]{0,2000}`")
"""Ends a span of code on its line; one that nothing ends is a sign as any other."""
_SPELLED_CHARS = 4
"""So many in a row are no place to break a line."""


@dataclass(frozen=True, slots=True)
class _Entity:
    start: int
    end: int
    """In the text."""
    at: int
    """In the text with such entities resolved, where it is one character."""


def hidden_entities(text: str) -> Iterator[Hidden]:
    """Runs with such an entity that are no ordinary writing; the places are those of the entities."""
    pieces: list[str] = []
    entities: list[_Entity] = []
    length, read = 0, 0
    for found, char in _shown_as_nothing(text):
        pieces += (text[read : found.start()], char)
        length += found.start() - read
        entities.append(_Entity(found.start(), found.end(), length))
        length, read = length + 1, found.end()
    if not entities:
        return
    plain = "".join((*pieces, text[read:]))
    places = [one.at for one in entities]
    for one in hidden_characters(plain):
        first = bisect_left(places, one.start)
        if bisect_left(places, one.end) == first or not _hides(plain, one):
            continue  # none of its characters is an entity, or it breaks a line
        start, end = _place(entities, places, one.start), _place(entities, places, one.end)
        yield Hidden(kind=one.kind, start=start, end=end, code_points=one.code_points, visible=one.visible)


def _shown_as_nothing(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Entities outside of code that are one hidden character, with the character."""
    fences: list[int] | None = None
    ticks, counted = 0, 0
    for found in _ENTITY.finditer(text):
        char = unescape(found.group())
        if len(char) != 1 or not is_candidate(char):
            continue  # a letter, a sign, or no entity at all
        if fences is None:
            fences = [fence.start() for fence in _FENCE.finditer(text)]
        if (line_end := text.rfind("\n", counted, found.start())) >= 0:
            ticks, counted = 0, line_end
        ticks += text.count("`", counted, found.start())
        counted = found.start()
        is_in_span = ticks % 2 == 1 and _TICK.match(text, found.end()) is not None
        if not is_in_span and bisect_left(fences, found.start()) % 2 == 0:
            yield found, char


def _hides(plain: str, one: Hidden) -> bool:
    run = plain[one.start : one.end]
    if one.kind in ("tag", "control") or len(run) >= _SPELLED_CHARS or not set(run).isdisjoint(OVERRIDES):
        return True
    before, after = plain[one.start - 1 : one.start], plain[one.end : one.end + 1]
    return before.isalnum() and after.isalnum() and not (before.islower() and after.isupper())


def _place(entities: list[_Entity], places: list[int], at: int) -> int:
    """Where a place in the resolved text is in the text."""
    before = bisect_left(places, at)
    if before == 0:
        return at
    last = entities[before - 1]
    return last.end + at - last.at - 1
