"""What texts of the persona and of the user are compared with, the lists that the program makes, and which functions ran.

`rewrite` puts these functions around the operators and look-ups of the program: they do what the operator does, and note it.
"""

import builtins
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from .channel import FACTS

_MOST = 400
_TEXTS_MOST = 300
_TEXT_CHARS = 60_000
_JUDGED_MOST = 4000
_ITEMS_MOST = 100_000
"""Items of an iterator that a set is held against."""
_FUNCTIONS = 1 << 16

RAN = bytearray(_FUNCTIONS)
_exact: set[str] = set()
_longer: list[str] = []
_numbers: set[int] = set()
"""Numbers that programs make of the persona's values."""
_judged: dict[str, bool] = {}
_compared: list[dict[str, Any]] = []
_seen: set[Any] = set()
_made: dict[str, None] = {}

_Pattern = re.Pattern
_TABLES = (dict, set, frozenset, list, tuple)


def begin() -> None:
    """Take the texts to watch for from the facts."""
    watched = FACTS.get("watched", ())
    _exact.update(watched)
    _exact.update(FACTS.get("parts", ()))
    _numbers.update(FACTS.get("numbers", ()))
    _longer.extend(sorted((text for text in watched if len(text) > 3), key=len))


def is_watched(text: str) -> bool:
    """Whether a text is one that the world told, a part of one, or holds one."""
    if text in _exact:
        return len(text) > 1
    size = len(text)
    if size < 5 or size > 400:
        return False
    known = _judged.get(text)
    if known is None:
        known = any(one in text for one in _longer if len(one) < size)
        if len(_judged) < _JUDGED_MOST:
            _judged[text] = known
    return known


def _text(value: Any) -> str | None:
    """The text of a text or of bytes; None for anything else."""
    if isinstance(value, str):
        return value if type(value) is str else str.__str__(value)
    if isinstance(value, bytes | bytearray) and len(value) < 400:
        return bytes(value).decode("utf-8", "replace")
    return None


def note(how: str, value: str, texts: Iterable[Any]) -> None:
    """Take down what a watched text was compared with."""
    if len(_compared) >= _MOST:
        return
    most = 4000 if how == "pattern" else 120  # a pattern has alternatives
    kept = [text for one in texts if (text := _text(one)) is not None and 0 < len(text) < most][:600]
    if not kept:
        return
    mark = (how, value, *kept[:3], len(kept))
    if mark not in _seen:
        _seen.add(mark)
        _compared.append({"how": how, "list": kept, "value": value})


def _note_pair(how: str, left: Any, right: Any) -> None:
    """Two texts that were compared: the watched one is the value."""
    one, other = _text(left), _text(right)
    if one is None or other is None:
        if isinstance(left, tuple | list) and isinstance(right, tuple | list) and len(left) == len(right) < 8:
            for a, b in zip(left, right, strict=True):
                _note_pair(how, a, b)
        return
    if is_watched(one):
        note(how, one, (other,))
    elif is_watched(other):
        note(how, other, (one,))


def _note_numbers(one: Any, others: Iterable[Any]) -> None:
    """Take down the numbers that one was held against, where it was made of a value."""
    if one in _numbers:
        note("number", str(one), [str(other) for other in islice(others, 600) if type(other) is int])


def _note_same(left: Any, right: Any) -> None:
    if isinstance(left, str | bytes | tuple):
        _note_pair("same", left, right)
    elif type(left) is int and type(right) is int:
        _note_numbers(left, (right,))
        _note_numbers(right, (left,))


def _same(left: Any, right: Any) -> Any:
    _note_same(left, right)
    return left == right


def _differs(left: Any, right: Any) -> Any:
    _note_same(left, right)
    return left != right


def _holds(key: Any, owner: Any) -> None:
    """`key in owner`, `owner[key]`, `owner.get(key)`."""
    text = _text(key)
    if text is None:
        if type(key) is int and isinstance(owner, _TABLES):
            _note_numbers(key, owner)
        elif isinstance(key, tuple) and isinstance(owner, _TABLES) and len(key) < 6:
            for index, part in enumerate(key):
                _holds(part, [one[index] for one in owner if isinstance(one, tuple) and len(one) > index])
        return
    if isinstance(owner, str | bytes):
        whole = _text(owner)
        if whole is None:
            return
        if is_watched(whole):
            note("includes", whole, (text,))
        elif is_watched(text):
            note("list", text, re.split(r"[\s,;|]+", whole)) if len(whole) > 40 else note("includes", text, (whole,))
    elif is_watched(text):
        try:
            note(
                "list",
                text,
                list(owner)[:5000] if isinstance(owner, _TABLES) or hasattr(owner, "keys") or hasattr(owner, "__len__") else (),
            )
        except Exception:  # noqa: BLE001  # a container of the program's own that cannot be listed
            return


def _in(key: Any, owner: Any) -> Any:
    if isinstance(key, str | bytes | tuple | int):
        _holds(key, owner)
    return key in owner


def _not_in(key: Any, owner: Any) -> Any:
    if isinstance(key, str | bytes | tuple | int):
        _holds(key, owner)
    return key not in owner


def _item(owner: Any, key: Any) -> Any:
    if isinstance(key, str | bytes | tuple | int) and isinstance(owner, dict):
        _holds(key, owner)
    return owner[key]


def _both(left: Any, right: Any) -> Any:
    if isinstance(left, set | frozenset) and isinstance(right, set | frozenset):
        _meet(left, right)
    return left & right


def _meet(left: Iterable[Any], right: Iterable[Any]) -> None:
    for one, other in ((left, right), (right, left)):
        items = list(one)[:600]
        for key in items:
            if isinstance(key, str) and len(items) < 50:
                _holds(key, list(other)[:5000])


def _chosen(value: Any, labels: tuple[Any, ...]) -> Any:
    """The subject of a `match` statement."""
    text = _text(value)
    if text is not None:
        if is_watched(text):
            note("list", text, labels)
    elif isinstance(value, tuple | list):
        for part in value:
            if isinstance(part, str) and is_watched(part):
                note("list", part, labels)
    return value


def made(value: Any) -> Any:
    """A value that a function gave or a name got: lists of texts, and texts that may be one, are kept."""
    if value is not None and value is not True and value is not False:
        _keep(value)
    return value


def _keep(value: Any) -> None:
    text = ""
    if isinstance(value, dict):
        value = list(value)
    if isinstance(value, list | tuple | set | frozenset):
        if 1 < len(value) < 5000:
            items = [item for item in value if isinstance(item, str)]
            if len(items) == len(value) and all(len(item) > 1 for item in items):
                text = "\n".join(sorted(items) if isinstance(value, set | frozenset) else items)
    elif type(value) is str and any(mark in value for mark in ",\n|; "):
        text = value
    if 3 < len(text) < _TEXT_CHARS and len(_made) < _TEXTS_MOST:
        _made[text] = None


def keep_constants(code: Any, depth: int = 0) -> None:
    """The texts of code that the program made while it ran."""
    for one in code.co_consts:
        if isinstance(one, str | tuple | frozenset):
            _keep(one)
        elif hasattr(one, "co_consts") and depth < 6:
            keep_constants(one, depth + 1)


# Methods that look for something.


def _of_text(name: str, self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        if values:
            others = values[0] if isinstance(values[0], tuple) else (values[0],)
            for other in others:
                _note_pair("includes" if name in _INSIDE else name, self, other)
        return method(*values, **options)

    return run


def _of_table(self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        if values:
            _holds(values[0], self)
        return method(*values, **options)

    return run


def _of_sets(self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        values = tuple(list(islice(other, _ITEMS_MOST)) if isinstance(other, Iterator) else other for other in values)
        for other in values:
            if isinstance(other, _TABLES):
                _meet(self, other)
        return method(*values, **options)

    return run


def _of_pattern(self: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    def run(*values: Any, **options: Any) -> Any:
        subject = values[0] if values else options.get("string")
        _note_pattern(self.pattern, subject)
        return method(*values, **options)

    return run


def _note_pattern(pattern: Any, subject: Any) -> None:
    text, wanted = _text(subject), _text(pattern)
    if text is not None and wanted is not None and is_watched(text):
        note("pattern", text, (wanted,))


_INSIDE = frozenset({"find", "rfind", "index", "rindex", "count", "partition", "rpartition", "__contains__"})
_TEXT_METHODS = _INSIDE | {"startswith", "endswith"}
_TABLE_METHODS = frozenset({"get", "index", "count", "pop", "setdefault", "__getitem__", "__contains__"})
_SET_METHODS = frozenset({"isdisjoint", "intersection", "issubset", "issuperset", "difference"})
_PATTERN_METHODS = frozenset({"match", "search", "fullmatch", "findall", "finditer"})
_SAME_METHODS = frozenset({"__eq__"})
METHODS = _TEXT_METHODS | _TABLE_METHODS | _SET_METHODS | _PATTERN_METHODS | _SAME_METHODS


def _attribute(owner: Any, name: str) -> Any:
    """`owner.name`, where the name is one of `METHODS`."""
    found = getattr(owner, name)
    kind = type(owner)
    if kind is str or kind is bytes:
        if name in _TEXT_METHODS or name in _SAME_METHODS:
            return _of_text("same" if name in _SAME_METHODS else name, owner, found)
    elif isinstance(owner, dict | list | tuple):
        if name in _TABLE_METHODS:
            return _of_table(owner, found)
    elif isinstance(owner, set | frozenset):
        if name in _SET_METHODS:
            return _of_sets(owner, found)
        if name in _TABLE_METHODS:
            return _of_table(owner, found)
    elif kind is _Pattern:
        return _of_pattern(owner, found)
    elif owner is str and name in _TEXT_METHODS:
        return _unbound(name, found)
    return found


def _unbound(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """`str.startswith`, handed on as a function."""

    def run(*values: Any) -> Any:
        for other in values[1:2]:
            for one in other if isinstance(other, tuple) else (other,):
                _note_pair("includes" if name in _INSIDE else name, values[0], one)
        return method(*values)

    return run


def watched_function(how: str, run: Callable[..., Any], subject: int, wanted: int) -> Callable[..., Any]:
    """A function of the library that compares: `re.match`, `fnmatch.fnmatch`, `operator.eq`."""

    def watching(*values: Any, **options: Any) -> Any:
        if len(values) > max(subject, wanted):
            if how == "pattern":
                found = values[wanted]
                _note_pattern(found.pattern if isinstance(found, _Pattern) else found, values[subject])
            elif how == "list":
                _holds(values[subject], values[wanted])
            else:
                _note_pair(how, values[subject], values[wanted])
        return run(*values, **options)

    watching.__name__ = watching.__qualname__ = getattr(run, "__name__", "run")
    return watching


def install() -> None:
    """Put the functions where rewritten code finds them, and watch those of the library."""
    for name, value in HELPERS.items():
        setattr(builtins, name, value)
    import bisect
    import fnmatch
    import operator

    for name in ("bisect", "bisect_left", "bisect_right"):
        setattr(bisect, name, watched_function("list", getattr(bisect, name), 1, 0))

    for name in ("match", "search", "fullmatch", "findall", "finditer"):
        setattr(re, name, watched_function("pattern", getattr(re, name), 1, 0))
    for name in ("fnmatch", "fnmatchcase"):
        plain = getattr(fnmatch, name)
        setattr(fnmatch, name, _glob_watched(plain))
    operator.eq = watched_function("same", operator.eq, 0, 1)
    operator.ne = watched_function("same", operator.ne, 0, 1)
    operator.contains = watched_function("list", operator.contains, 1, 0)


def _glob_watched(run: Callable[..., Any]) -> Callable[..., Any]:
    def watching(name: Any, pattern: Any) -> Any:
        text = _text(name)
        if text is not None and is_watched(text):
            note("pattern", text, (re.escape(str(pattern)).replace(r"\*", "\\w*").replace(r"\?", "\\w"),))
        return run(name, pattern)

    return watching


HELPERS = {
    "__unmask_same__": _same,
    "__unmask_differs__": _differs,
    "__unmask_in__": _in,
    "__unmask_not_in__": _not_in,
    "__unmask_item__": _item,
    "__unmask_both__": _both,
    "__unmask_case__": _chosen,
    "__unmask_attr__": _attribute,
    "__unmask_made__": made,
    "__unmask_ran__": RAN,
}


def found(modules: Iterable[Any], functions: int) -> dict[str, Any]:
    """What was compared, the lists that functions gave or that modules and classes hold as the run ends, and the functions that ran."""
    for module in modules:
        for name, value in list(vars(module).items()):
            if not name.startswith("__"):
                _keep(value)
                if isinstance(value, type) and value.__module__ == module.__name__:
                    for held in list(vars(value).values()):
                        _keep(held)
    ran = [number for number in range(min(functions, _FUNCTIONS)) if RAN[number]]
    return {"compared": _compared, "texts": [{"text": text, "how": "made while it ran"} for text in _made], "ran": ran}
