"""JSON with or without comments: its values by the standard library, and where each key stands in the text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scanner.code.position import position

MAX_DEPTH = 200
"""Levels of nesting; settings files have at most a dozen, and the standard library stops near a thousand."""

_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
"""A string, or what is left of the text where it does not close. Never tried twice at the same place: hostile quotes cost no more."""
_TOKEN = re.compile(_STRING + r'|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_BRACKET = re.compile(_STRING + r"|[{}\[\]]", re.DOTALL)
_COMMENT = re.compile(_STRING + r"|//[^\n]*|/\*(?:.*?\*/|.*)", re.DOTALL)
_LAST_COMMA = re.compile(_STRING + r"|,(?=\s*[}\]])", re.DOTALL)


class JsonRefused(ValueError):
    """Not JSON; the text says why, with line and column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Json:
    """A document that was read."""

    value: Any
    text: str
    """Comments and trailing commas blanked out, so that places stay."""
    looseness: int | None
    """Where its first comment or trailing comma stands, which plain JSON does not allow. None: it has none."""
    duplicates: tuple[str, ...]
    """Keys that occur twice in the same object; the last one counts, as in all common readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters from `start` to `end` of the text: the key (where there is one) and its value."""

    path: tuple[str, ...]
    start: int
    end: int


def read_json(text: str) -> Json:
    """Parse a document. Raises JsonRefused."""
    _refuse_depth(text)
    duplicates: list[str] = []

    def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [key for key, _ in pairs]
            duplicates.extend(sorted({name for name in names if names.count(name) > 1}))
        return found

    try:
        return Json(value=json.loads(text, object_pairs_hook=_object), text=text, looseness=None, duplicates=tuple(duplicates))
    except ValueError:
        duplicates.clear()
    plain = _LAST_COMMA.sub(_blank, _COMMENT.sub(_blank, text))
    try:
        value = json.loads(plain, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise JsonRefused(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except ValueError as error:
        raise JsonRefused(f"is not JSON: {error}") from error
    return Json(value=value, text=plain, looseness=_first_difference(text, plain), duplicates=tuple(duplicates))


def repeated_in(text: str) -> Iterator[Span]:
    """Members of a document that `read_json` accepted whose key stands earlier in the same object."""
    seen: set[tuple[str, ...]] = set()
    for span in spans_of(text):
        if span.path in seen:
            yield span
        seen.add(span.path)


def spans_of(text: str) -> Iterator[Span]:
    """The place of each member and item of a document that `read_json` accepted, in the order of the text."""
    stack: list[_Open] = []
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "{[":
            stack.append(_Open(start=_start(stack, token.start()), is_object=mark == "{"))
        elif mark in "}]":
            closed = stack.pop()
            if stack:
                yield Span(path=_path(stack), start=closed.start, end=token.end())
        elif mark == ",":
            stack[-1].index += 1
            stack[-1].key = None
        elif mark == ":":
            continue  # stands between a key and its value and says nothing more
        elif stack and stack[-1].is_object and stack[-1].key is None:
            stack[-1].key = json.loads(mark)
            stack[-1].key_start = token.start()
        elif stack:
            yield Span(path=_path(stack), start=_start(stack, token.start()), end=token.end())


@dataclass(slots=True)
class _Open:
    start: int
    is_object: bool
    index: int = 0
    key: str | None = None
    key_start: int = 0


def _path(stack: list[_Open]) -> tuple[str, ...]:
    return tuple(str(one.key) if one.is_object else str(one.index) for one in stack)


def _start(stack: list[_Open], here: int) -> int:
    return stack[-1].key_start if stack and stack[-1].is_object else here


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    return found if found.startswith('"') else re.sub(r"[^\n]", " ", found)


def _first_difference(text: str, plain: str) -> int:
    return next((index for index, (one, other) in enumerate(zip(text, plain, strict=True)) if one != other), 0)


def _refuse_depth(text: str) -> None:
    depth = 0
    for mark in _BRACKET.finditer(text):
        if mark.group() in "{[":
            depth += 1
            if depth > MAX_DEPTH:
                raise JsonRefused(f"is nested deeper than {MAX_DEPTH} levels at {position(text, mark.start())}")
        elif mark.group() in "}]":
            depth -= 1
