"""Whether what a program chooses among says the same, and in what it differs."""

import re

from scanner.world.form import SEPARATORS, carrier_between, is_invisible

_PLACE = re.compile(r"^[a-z][a-z0-9+.-]*://|^[\w-]+(\.[\w-]+)*\.[a-z][\w-]+(:\d+)?(/|$)", re.IGNORECASE)


def carrier_of(alternatives: tuple[str, ...]) -> str | None:
    """What carries the difference of texts that say the same; None: two of them say something else, or there is one only.

    Two hosts are two places, however alike. A text beside nothing at all is how lines and addresses are joined.
    """
    texts = tuple(dict.fromkeys(alternatives))
    if len(texts) < 2 or all(_PLACE.match(text) for text in texts):
        return None
    if any(not text for text in texts):
        return "invisible_character" if all(is_invisible(character) for text in texts for character in text) else None
    carriers = [_between(texts[0], text) for text in texts[1:]]
    return carriers[0] if all(carriers) else None


def _between(one: str, other: str) -> str | None:
    left, right = one.split(", "), other.split(", ")
    if len(left) > 1 and left != right and sorted(left) == sorted(right):
        return "field_order"
    if one and other and set(one + other) <= SEPARATORS:
        return "separator_choice"  # a mark by itself, put between the parts of a text later
    return carrier_between(one, other)
