"""Whole numbers as code writes them."""

_MOST_DIGITS = 18
"""A longer one counts nothing, and Python takes none of some thousand digits."""


def is_number(text: str) -> bool:
    """Whether a text is a whole number that `int` takes: decimal digits alone, of which there are not too many."""
    return text.isdecimal() and len(text) <= _MOST_DIGITS
