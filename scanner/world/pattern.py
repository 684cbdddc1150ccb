"""Texts that a regular expression matches: one for each alternative, as short as the pattern allows."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

_MOST = 64
"""Texts given for one pattern."""
_DEEP = 40
_NAMED = re.compile(r"\(\?<(?=[A-Za-z_])")
_BACK = re.compile(r"\\k<(\w+)>")
_CODE_POINT = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")
_PROPERTY = re.compile(r"\\p\{[^}]*\}", re.IGNORECASE)


@cache
def samples(pattern: str) -> tuple[str, ...]:
    """Texts that the pattern (in the notation of JavaScript or Python) matches, spread over its alternatives; empty where it is none."""
    plain = _PROPERTY.sub("a", _CODE_POINT.sub(lambda match: re.escape(chr(min(int(match[1], 16), 0x10FFFF))), pattern))
    plain = _BACK.sub(r"(?P=\1)", _NAMED.sub("(?P<", plain)).replace("[^]", r"[\s\S]")
    if len(plain) > 4_000:
        return ()
    try:
        tree = re._parser.parse(plain)  # type: ignore[attr-defined]  # the only parser of patterns that the library has
    except (re.error, RecursionError, OverflowError):
        return ()
    found: dict[str, None] = {}
    for text in _texts(list(tree), 0):
        if 0 < len(text) < 120:
            found.setdefault(text, None)
        if len(found) >= _MOST:
            break
    return tuple(found)


def _texts(items: list[Any], depth: int) -> Iterator[str]:
    """Texts of a sequence: of each part with alternatives every one, the others at their first."""
    if depth > _DEEP:
        return
    parts = [_options(name, value, depth) for name, value in items]
    firsts = [part[0] for part in parts if part]
    if len(firsts) < len(parts):
        return  # a part that nothing matches
    yield "".join(firsts)
    for place, part in enumerate(parts):
        for option in part[1:]:
            yield "".join([*firsts[:place], option, *firsts[place + 1 :]])


def _options(name: Any, value: Any, depth: int) -> list[str]:
    match str(name):
        case "LITERAL":
            return [chr(value)]
        case "NOT_LITERAL":
            return ["a" if value != ord("a") else "b"]
        case "ANY":
            return ["a"]
        case "IN":
            return _of_set(value)
        case "BRANCH":
            return _first_ones([text for branch in value[1] for text in _first_ones(list(_texts(list(branch), depth + 1)))])
        case "SUBPATTERN":
            return _first_ones(list(_texts(list(value[-1]), depth + 1)))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(value, depth)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return [""]
        case "ATOMIC_GROUP":
            return _first_ones(list(_texts(list(value), depth + 1)))
    return [""]  # back references and conditions: the text may not match, and is tried all the same


def _repeated(value: Any, depth: int) -> list[str]:
    least, most, inner = value
    inside = _first_ones(list(_texts(list(inner), depth + 1)))
    if not inside:
        return [""] if least == 0 else []
    times = min(int(least), 40)
    if times == 0:
        return ["", *inside] if int(most) == 1 else [""]
    return [text * times for text in inside]


def _of_set(items: Any) -> list[str]:
    if str(items[0][0]) == "NEGATE":
        return [next((letter for letter in "a-1 é中" if not _holds(items[1:], letter)), "_")]
    found = []
    for name, value in items:
        if str(name) == "LITERAL":
            found.append(chr(value))
        elif str(name) == "RANGE":
            found.append(chr(value[0]))
        else:
            found.append({"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}.get(str(value), "-"))
    return found[:12]


def _holds(items: Any, letter: str) -> bool:
    return any(
        (str(name) == "LITERAL" and chr(value) == letter)
        or (str(name) == "RANGE" and value[0] <= ord(letter) <= value[1])
        or (str(name) == "CATEGORY" and _in_category(str(value), letter))
        for name, value in items
    )


def _in_category(category: str, letter: str) -> bool:
    is_word = letter.isalnum() or letter == "_"
    known = {"WORD": is_word, "NOT_WORD": not is_word, "DIGIT": letter.isdigit(), "SPACE": letter.isspace()}
    return known.get(category.removeprefix("CATEGORY_"), False)


def _first_ones(texts: list[str]) -> list[str]:
    return texts[:_MOST]
