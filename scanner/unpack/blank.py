"""Parts of a text at their place: all else is blank, so that a byte or a line of what is left is one of the text."""

import re
from collections.abc import Iterable

_LETTERS = re.compile(r"[^\n]+")


def blank(text: str) -> str:
    """As many spaces as there are bytes in UTF-8, with the line ends of the text."""
    return _LETTERS.sub(lambda match: " " * len(match[0].encode("utf-8", "replace")), text)


def kept(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text up to the end of the last of the ranges (of characters, in order, apart), blank between them."""
    parts: list[str] = []
    at = 0
    for start, end in ranges:
        parts += (blank(text[at:start]), text[start:end])
        at = end
    return "".join(parts)
