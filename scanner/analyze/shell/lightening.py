"""Values that have grown too large, with some of their choices made."""

from scanner.analyze.shell.values import Condition, Listing, Text, Value, assume, conditions_of, may_tell, weight_of

_LONG_CHARS = 24
_DROPPED = 40
"""Choices that are taken out of one value."""


def fullest(value: Value, *, keeps_hinted: bool = False) -> Value:
    """The value where each condition that no signal decides goes the way on which most stands. keeps_hinted: none may decide it either."""
    for _ in range(_DROPPED):
        free = _first_free(value, keeps_hinted=keeps_hinted)
        if free is None:
            break
        value = max((assume(value, free, way) for way in range(free.count)), key=weight_of)
    return value


def lightened(value: Value, most: int, *, with_texts: bool) -> Value | None:
    """The fullest way of a list (or long text) that has grown too large to keep all; None: it weighs more by itself, or is none.

    Short texts may be counts and answers: what ends a loop must not be settled here.
    """
    full = fullest(value, keeps_hinted=True)
    is_text = isinstance(full, Text) and sum(len(part) for part in full.parts if isinstance(part, str)) >= _LONG_CHARS
    return full if weight_of(full) <= most and (isinstance(full, Listing) or (is_text and with_texts)) else None


def _first_free(value: Value, *, keeps_hinted: bool) -> Condition | None:
    free = (each for each in conditions_of(value) if each.taint is None and not (keeps_hinted and may_tell(each)))
    return min(free, key=lambda each: each.number, default=None)
