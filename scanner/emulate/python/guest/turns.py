"""Where the program decides by a number or digest that it made of something: what it compared, and how that came out.

One decision can be turned: it is then answered as for a value that nobody knows and that the program looks for. The host names it when a
run begins; of which decisions that is worth while it finds out by what several personas compared there.
"""

import re
from array import array
from collections.abc import Iterable
from itertools import islice
from types import MappingProxyType
from typing import Any

from .channel import FACTS
from .watch import is_number_of_value, is_watched

_DECISIONS = 300
"""Kept of one run."""
_OPERANDS = 48
"""Different ones kept of one decision: a list of variables has some thirty."""
_ASKED = 10_000
_SUMS = 3_000
_LEAST = 255
"""What is no more than this counts or is a byte."""
_MADE = re.compile(r"(?=\D*\d)[0-9A-Za-z+/_-]{4,128}={0,2}").fullmatch
_OPEN = re.compile(
    r"(?:19|20)\d\d[-/]?\d\d[-/]?\d\d|[+-]\d\d:?\d\d$|(?:utc|gmt)[+-]|(?:utf|ucs|cp|iso|latin|windows|koi|big|gb|euc|mac)[-_]?\d",
    re.IGNORECASE,
).match
"""Dates, offsets, and names of codecs."""
_STATED = re.compile(r"(?=[A-Za-z]*\d)[0-9A-Za-z]{4,}").search
"""What a pattern has that looks for digests, and not for letters of some kind."""
_TIMES = ((15 * 10**11, 22 * 10**11), (15 * 10**14, 22 * 10**14), (15 * 10**17, 22 * 10**17))
"""Milliseconds, microseconds and nanoseconds since 1970."""
_KINDS = (int, str, bytes)
_OWNERS = (dict, set, frozenset, list, tuple, array, MappingProxyType, type({}.keys()), type({}.values()))

_kept: dict[str, dict[str, Any]] = {}
_sums: dict[str, None] = {}
"""What was held against numbers and digests that the program made: of whom it looks for, where that is known of anybody."""
_asked: set[Any] = set()
"""Numbers and digests that were looked for: a collection that holds them was filled by the program itself."""
_filled: set[int] = set()
"""Identities of the tables in which the program set bits itself."""
_turned: list[Any] = [None]
_index: list[Any] = [None]
"""The bit that the word stands for which was fetched last; None: it was fetched from no table."""
_sought: list[Any] = [None, None]
"""What was looked for last in a sorted list, and the name of that decision."""


def begin() -> None:
    """Take the decision to turn from the facts."""
    _turned[0] = FACTS.get("turned")


def decided() -> list[dict[str, Any]]:
    """The decisions of the run, as the host takes them."""
    return [{**one, "a": list(one["a"]), "b": list(one["b"])} for one in _kept.values()]


def sums() -> list[str]:
    """The numbers and digests that were held against others, as texts."""
    return list(_sums)


def _keep(values: Iterable[Any]) -> None:
    for value in islice(values, _SUMS - len(_sums)):
        if type(value) in _KINDS:
            _sums[_shown(value)] = None


def is_made(value: Any) -> bool:
    """Whether a value is one that work on letters makes: no count, offset, time or date, and no text that a persona's values show in."""
    kind = type(value)
    if kind is int:
        return (value > _LEAST or value < -_LEAST) and _is_hash(value)
    if kind is str:
        return 3 < len(value) < 131 and _MADE(value) is not None and _OPEN(value) is None and not is_watched(value)
    if kind is bytes and 2 < len(value) <= 64:
        text = value.decode("utf-8", "replace")
        return is_made(text) if text.isprintable() and "\ufffd" not in text else True
    return False


def _is_hash(value: int) -> bool:
    size = abs(value)
    if size <= 900 and size % 15 == 0:
        return False
    if 19_000_101 <= size < 21_000_000 and 0 < size // 100 % 100 < 13 and 0 < size % 100 < 32:
        return False
    return not any(first <= size < end for first, end in _TIMES) and not is_number_of_value(value)


def decide(name: str, left: Any, right: Any, *, held: bool) -> bool:
    """Take a decision down; True: it is to be turned."""
    known = _kept.get(name)
    if known is None:
        if len(_kept) >= _DECISIONS:
            return bool(name == _turned[0])
        known = _kept[name] = {"key": name, "a": {}, "b": {}, "held": False, "missed": False}
    known["held" if held else "missed"] = True
    for side, value in (("a", left), ("b", right)):
        if len(known[side]) < _OPERANDS:
            known[side][_shown(value)] = None
    return bool(name == _turned[0])


def _shown(value: Any) -> str:
    if type(value) is int and value.bit_length() > 400:
        return f"{value.bit_length()} bits {value & 0xFFFFFFFFFF}"
    return value[:70].hex() if type(value) is bytes else str(value)[:140]


def same(left: Any, right: Any, site: str, held: bool) -> bool:
    """Whether two values are to count as equal."""
    kind = type(left)
    if kind is not type(right) or kind not in _KINDS or not is_made(left) or not is_made(right):
        return False
    for one in (left, right):
        if _sought[1] is not None and one == _sought[0]:
            return decide(_sought[1], one, _sought[1], held=held)
    _keep((left, right))
    return decide(f"at {site}", left, right, held=held)


def alike(left: Any, right: Any, held: bool) -> bool:
    """The same for two digests that a function compares, of which one may be stated: nobody knows yet which."""
    if type(left) is not type(right) or not is_made(left) or not is_made(right):
        return False
    first = decide(f"digest {_shown(right)}", left, right, held=held)
    return decide(f"digest {_shown(left)}", right, left, held=held) or first


def _first_of(owner: Any) -> Any:
    return next(iter(owner), None) if isinstance(owner, _OWNERS) else None


def _listed(owner: Any, value: Any) -> str | None:
    """The name of the decision whether a collection holds a value; None: it is none, as the program filled it with what it looked for."""
    first = _first_of(owner)
    is_own = first is not None and type(first) is type(value) and first in _asked
    if len(_asked) < _ASKED:
        _asked.add(value)
    if first is None or is_own or type(first) is not type(value):
        return None
    name = f"list {len(owner)} {_shown(first)[:40]}"
    if name not in _kept:
        _keep(owner)
    return name


def member(value: Any, owner: Any, held: bool) -> bool:
    """Whether a value is to count as held by a collection, or by a text."""
    if not isinstance(value, _KINDS):
        return False
    if isinstance(owner, str | bytes):
        return part("includes", owner, value, held)
    if not is_made(value):
        return False
    name = _listed(owner, value)
    return name is not None and decide(name, value, name, held=held)


def instead(value: Any, owner: Any) -> Any:
    """What to look for in a collection: the value, or one of its members."""
    if type(value) not in _KINDS or not is_made(value):
        return value
    try:
        return _first_of(owner) if member(value, owner, value in owner) else value
    except TypeError:
        return value


def place(owner: Any, value: Any) -> Any:
    """The same, for a sorted list, of which the program compares afterwards what lies at the place found."""
    _sought[:] = [None, None]
    if type(value) not in _KINDS or not is_made(value) or not isinstance(owner, list | tuple | array):
        return value
    name = _listed(owner, value)
    if name is None:
        return value
    _sought[:] = [value, name]
    return owner[0] if name == _turned[0] else value


def part(how: str, text: Any, piece: Any, held: bool) -> bool:
    """Whether a text is to count as one that has this part: a digest by what it begins with, a list of digests by one of them."""
    if type(text) is not type(piece) or not 1 < len(piece) <= len(text):
        return False
    if is_made(text) and decide(f"{how} of {_shown(piece)}", text, piece, held=held):
        return True
    return len(text) > 8 and is_made(piece) and decide(f"{how} in {len(text)} {_shown(text[:40])}", piece, text, held=held)


def pattern(source: Any, text: Any, held: bool) -> bool:
    """Whether a text is to count as one that a pattern fits."""
    if not isinstance(source, str) or not is_made(text) or _STATED(source) is None:
        return False
    return decide(f"pattern {source[:200]}", text, source, held=held)


def met(left: Any, right: Any) -> Any:
    """A member that two sets are to count as sharing, though they do not; None: none."""
    for items, owner in ((left, right), (right, left)):
        if len(items) <= _OPERANDS and isinstance(owner, _OWNERS):
            for value in list(islice(items, _OPERANDS)):
                if type(value) in _KINDS and member(value, owner, value in owner):
                    return _first_of(owner)
    return None


# Bits of a table. `rewrite` finds by their form where they are asked for.


def word(owner: Any, index: Any, bits: int) -> Any:
    """`owner[index]`, of which a bit is asked for. bits: that one step of the index stands for."""
    _index[0] = index * bits if type(index) is int and id(owner) not in _filled else None
    return owner[index]


def shifted(value: Any, count: Any) -> Any:
    """`value >> count`, of which the last bit is asked for."""
    if _index[0] is None and type(value) is int and value and type(count) is int:
        _index[0] = count
    return value >> count


def mask(one: Any, count: Any) -> Any:
    """`one << count`, by which a bit of a large number is asked for."""
    _index[0] = count if type(count) is int else None
    return one << count


def filled(owner: Any) -> Any:
    """A table in which a bit is set."""
    if len(_filled) < _ASKED:
        _filled.add(id(owner))
    return owner


def bit(left: Any, right: Any, site: str) -> Any:
    """`left & right`, where that asks for one bit."""
    found = left & right
    index, _index[0] = _index[0], None
    if index is None or type(found) is not int:
        return found
    return right or 1 if decide(f"bit {site}", index, f"{left} {right}", held=bool(found)) and not found else found
