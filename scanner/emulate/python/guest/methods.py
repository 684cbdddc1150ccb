"""Methods and functions of the library that look for something: they do what they do, and what is looked for is noted."""

import bisect
import fnmatch
import hmac
import operator
import re
import secrets
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from . import turns
from .watch import TABLES, is_watched, note, note_key, note_meeting, note_pair, note_pattern, text_of

_ITEMS_MOST = 100_000
"""Items of an iterator that a set is held against."""
_Pattern = re.Pattern
_WHOLE = re.compile(r"(?s).*")


def _of_text(name: str, self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        if values:
            others = values[0] if isinstance(values[0], tuple) else (values[0],)
            for other in others:
                note_pair("includes" if name in _INSIDE else name, self, other)
                if type(other) is type(self) and turns.part(name, self, other, other in self if name in _INSIDE else bool(method(other))):
                    return method(self[: len(other)], *values[1:], **options) if name in _INSIDE else True
        return method(*values, **options)

    return run


def _of_equal(self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(other: Any) -> Any:
        note_pair("same", self, other)
        return turns.alike(self, other, self == other) or method(other)

    return run


def _of_table(self: Any, method: Callable[..., Any], is_turned: bool) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        if values:
            note_key(values[0], self)
            if is_turned:
                values = turns.instead(values[0], self), *values[1:]
        return method(*values, **options)

    return run


def _of_sets(name: str, self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        values = tuple(list(islice(other, _ITEMS_MOST)) if isinstance(other, Iterator) else other for other in values)
        for other in values:
            if isinstance(other, TABLES):
                note_meeting(self, other)
                shared = turns.met(self, other) if name in _MEETINGS else None
                if shared is not None:
                    return False if name == "isdisjoint" else type(self)((shared,))
        return method(*values, **options)

    return run


def _of_pattern(name: str, self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        subject = values[0] if values else options.get("string")
        note_pattern(self.pattern, subject)
        return _fitting(name, self.pattern, subject, method, (values, options))

    return run


def _fitting(name: str, source: Any, subject: Any, method: Callable[..., Any], given: tuple[tuple[Any, ...], dict[str, Any]]) -> Any:
    """What a function of patterns gives; where that is turned, the whole text as what fits."""
    found = method(*given[0], **given[1])
    if name == "finditer" or not turns.pattern(source, subject, bool(found)):
        return found
    return [subject] if name == "findall" else _WHOLE.match(subject)


_MEETINGS = frozenset({"isdisjoint", "intersection"})
_INSIDE = frozenset({"find", "rfind", "index", "rindex", "count", "partition", "rpartition", "__contains__"})
_TEXT_METHODS = _INSIDE | {"startswith", "endswith"}
_TABLE_METHODS = frozenset({"get", "index", "count", "pop", "setdefault", "__getitem__", "__contains__"})
_BY_PLACE = frozenset({"pop", "__getitem__"})
"""Of a list."""
_SET_METHODS = frozenset({"isdisjoint", "intersection", "issubset", "issuperset", "difference"})
_PATTERN_METHODS = frozenset({"match", "search", "fullmatch", "findall", "finditer"})
_SAME_METHODS = frozenset({"__eq__"})
METHODS = _TEXT_METHODS | _TABLE_METHODS | _SET_METHODS | _PATTERN_METHODS | _SAME_METHODS


def attribute(owner: Any, name: str) -> Any:
    """`owner.name`, where the name is one of `METHODS`."""
    found = getattr(owner, name)
    kind = type(owner)
    if kind is str or kind is bytes:
        if name in _SAME_METHODS:
            return _of_equal(owner, found)
        if name in _TEXT_METHODS:
            return _of_text(name, owner, found)
    elif isinstance(owner, dict | list | tuple):
        if name in _TABLE_METHODS:
            return _of_table(owner, found, isinstance(owner, dict) or name not in _BY_PLACE)
    elif isinstance(owner, set | frozenset):
        if name in _SET_METHODS:
            return _of_sets(name, owner, found)
        if name in _TABLE_METHODS:
            return _of_table(owner, found, name == "__contains__")
    elif kind is _Pattern:
        return _of_pattern(name, owner, found)
    elif owner is str and name in _TEXT_METHODS:
        return _unbound(name, found)
    return found


def _unbound(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """`str.startswith`, handed on as a function."""

    def run(*values: Any) -> Any:
        for other in values[1:2]:
            for one in other if isinstance(other, tuple) else (other,):
                note_pair("includes" if name in _INSIDE else name, values[0], one)
        return method(*values)

    return run


def watched_function(how: str, run: Callable[..., Any], subject: int, wanted: int) -> Callable[..., Any]:
    """A function of the library that compares: `re.match`, `fnmatch.fnmatch`, `operator.eq`."""

    def watching(*values: Any, **options: Any) -> Any:
        if len(values) <= max(subject, wanted):
            return run(*values, **options)
        value, other = values[subject], values[wanted]
        if how == "pattern":
            source = other.pattern if isinstance(other, _Pattern) else other
            note_pattern(source, value)
            return _fitting(run.__name__, source, value, run, (values, options))
        if how == "list":
            note_key(value, other)
        else:
            note_pair(how, value, other)
        return run(*values, **options)

    watching.__name__ = watching.__qualname__ = getattr(run, "__name__", "run")
    return watching


def install() -> None:
    """Watch those of the library."""
    for name in ("bisect", "bisect_left", "bisect_right"):
        setattr(bisect, name, _searching(getattr(bisect, name)))
    hmac.compare_digest = secrets.compare_digest = _comparing(hmac.compare_digest)
    for name in ("match", "search", "fullmatch", "findall", "finditer"):
        setattr(re, name, watched_function("pattern", getattr(re, name), 1, 0))
    for name in ("fnmatch", "fnmatchcase"):
        plain = getattr(fnmatch, name)
        setattr(fnmatch, name, _glob_watched(plain))
    operator.eq = watched_function("same", operator.eq, 0, 1)
    operator.ne = watched_function("same", operator.ne, 0, 1)
    operator.contains = watched_function("list", operator.contains, 1, 0)


def _searching(run: Callable[..., Any]) -> Callable[..., Any]:
    """A search in a sorted list."""

    def searching(a: Any, x: Any, *rest: Any, **options: Any) -> Any:
        note_key(x, a)
        return run(a, x if options.get("key") is not None else turns.place(a, x), *rest, **options)

    return searching


def _comparing(run: Callable[..., Any]) -> Callable[..., Any]:
    """A comparison of digests."""

    def comparing(a: Any, b: Any, /) -> Any:
        note_pair("same", a, b)
        found = run(a, b)
        return turns.alike(a, b, found) or found

    return comparing


def _glob_watched(run: Callable[..., Any]) -> Callable[..., Any]:
    def watching(name: Any, pattern: Any) -> Any:
        text = text_of(name)
        if text is not None and is_watched(text):
            note("pattern", text, (re.escape(str(pattern)).replace(r"\*", "\\w*").replace(r"\?", "\\w"),))
        return run(name, pattern)

    return watching


