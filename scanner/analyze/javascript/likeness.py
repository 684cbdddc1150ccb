"""Whether the texts that a program chooses among look or mean the same, and in what they differ."""

import re
from difflib import SequenceMatcher

from scanner.world.form import SEPARATORS, carrier_between, is_invisible

_PLACE = re.compile(r"^[a-z][a-z0-9+.-]*://|^[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+(?::\d+)?(?:/|$)", re.IGNORECASE)
"""A URL or host: two hosts are two places, however alike."""
_SENTENCE_CHARS = 24
_SENTENCE_RATIO = 0.85
"""Sentences this long and this alike are wordings of one; template texts that mean different things share 0.3 to 0.7 (measured)."""


def carrier_of(alternatives: tuple[str, ...]) -> str | None:
    """In what texts that say the same differ; None: two of them say something else, or there are fewer than two."""
    texts = tuple(dict.fromkeys(alternatives))
    if len(texts) < 2 or all(_PLACE.match(text) for text in texts):
        return None
    if any(not text for text in texts):
        # a text beside nothing at all is how lines and addresses are joined, unless nobody sees it
        return "zero_width" if all(is_invisible(character) for text in texts for character in text) else None
    carriers = [_between(texts[0], text) for text in texts[1:]]
    return carriers[0] if all(carriers) else None


def _between(one: str, other: str) -> str | None:
    if set(one + other) <= SEPARATORS:
        return "separator_choice"  # a mark by itself, put between the parts of a text later
    return carrier_between(one, other) or ("wording" if _are_wordings(one, other) else None)


def _are_wordings(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SENTENCE_CHARS or " " not in one.strip() or " " not in other.strip():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SENTENCE_RATIO
