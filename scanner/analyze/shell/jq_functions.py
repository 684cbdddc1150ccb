"""Functions of jq that take values: what they make of texts of which parts stand for what is not known."""

import re
from collections.abc import Callable
from typing import Any

from scanner.analyze.shell.comparing import is_safe
from scanner.analyze.shell.jq_syntax import Unread
from scanner.analyze.shell.jq_values import Digits, dumped, loaded, text_of
from scanner.analyze.shell.oracle import Oracle

_MAX_RANGE = 2_000
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")


def calculable(value: Any, oracle: Oracle) -> float | None:
    if isinstance(value, Digits):
        return float(value) if oracle.is_known(value) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def calculated(oracle: Oracle, operator: str, left: Any, right: Any) -> Any:
    if operator == "+":
        if left is None or right is None:
            return right if left is None else left
        if isinstance(left, dict) and isinstance(right, dict):
            return {**left, **right}
        if isinstance(left, list) and isinstance(right, list):
            return [*left, *right]
        if isinstance(left, str) and isinstance(right, str) and not (isinstance(left, Digits) and isinstance(right, Digits)):
            return left + right
    if operator == "-" and isinstance(left, list):
        return [item for item in left if item not in right]
    if operator == "*" and isinstance(left, dict):
        return {**left, **right}
    first, second = calculable(left, oracle), calculable(right, oracle)
    if first is None or second is None:
        raise Unread(operator)
    made = {"+": first + second, "-": first - second, "*": first * second}.get(operator)
    if made is None:
        made = first / second if operator == "/" else first % second
    return Digits(str(int(made)) if made == int(made) else repr(made))


def is_member(oracle: Oracle, whole: Any, item: Any) -> bool:
    if isinstance(item, str) and not oracle.is_known(item):
        return oracle.ask(item, tuple(str(one) for one in whole if isinstance(one, str)))
    return item in whole


def _contains(oracle: Oracle, here: Any, part: Any) -> bool:
    if isinstance(here, str) and isinstance(part, str):
        return part in here if oracle.is_known(here, part) else oracle.ask(here + part, (part,) if oracle.is_known(part) else (here,))
    if isinstance(here, list) and isinstance(part, list):
        return all(is_member(oracle, here, item) for item in part)
    raise Unread("contains")


def _index(oracle: Oracle, here: Any, item: Any) -> Any:
    if isinstance(here, list):
        return Digits("0") if is_member(oracle, here, item) else None
    return Digits(str(here.find(item))) if item in here else None


def _started(oracle: Oracle, here: Any, part: Any) -> bool:
    return (
        str(here).startswith(part) if oracle.is_known(here, part) else oracle.ask(here + part, (part if oracle.is_known(part) else here,))
    )


def _ended(oracle: Oracle, here: Any, part: Any) -> bool:
    return str(here).endswith(part) if oracle.is_known(here, part) else oracle.ask(here + part, (part if oracle.is_known(part) else here,))


def _sub(oracle: Oracle, here: Any, pattern: Any, by: Any, count: int = 1) -> str:
    if not is_safe(str(pattern), str(here)):
        raise Unread("sub")
    return re.sub(re.sub(r"\(\?<(?=\w)", "(?P<", pattern), lambda _: str(by), here, count=count)


def _gsub(oracle: Oracle, here: Any, pattern: Any, by: Any) -> str:
    return _sub(oracle, here, pattern, by, 0)


def _has(oracle: Oracle, here: Any, key: Any) -> bool:
    return is_member(oracle, list(here), key) if isinstance(here, dict) else int(key) < len(here)


def _length(oracle: Oracle, here: Any) -> Any:
    if isinstance(here, str) and not oracle.is_known(here):
        raise Unread("length")
    return Digits(str(len(here or [])))


def _add(oracle: Oracle, here: Any) -> Any:
    total: Any = None
    for item in here:
        total = calculated(oracle, "+", total, item)
    return total


def _tonumber(oracle: Oracle, here: Any) -> Any:
    if not _NUMBER.match(str(here)):
        raise Unread("number")
    return Digits(here)


def _type(value: Any) -> str:
    if isinstance(value, Digits | int | float) and not isinstance(value, bool):
        return "number"
    return {str: "string", dict: "object", list: "array", bool: "boolean", type(None): "null"}[type(value)]


def _ranged(oracle: Oracle, here: Any, start: Any, end: Any = None) -> list[Any]:
    first, last = (0, int(start)) if end is None else (int(start), int(end))
    return [Digits(str(number)) for number in range(first, min(last, first + _MAX_RANGE))]


def _flattened(oracle: Oracle, here: Any) -> list[Any]:
    found: list[Any] = []
    for item in here:
        found += _flattened(oracle, item) if isinstance(item, list) else [item]
    return found


def _split(oracle: Oracle, here: Any, mark: Any) -> list[Any]:
    return here.split(mark) if mark else list(here)


def _joined(oracle: Oracle, here: Any, mark: Any) -> str:
    return str(mark).join(text_of(item) for item in here if item is not None)


def _imploded(oracle: Oracle, here: Any) -> str:
    return "".join(chr(int(code)) for code in here)


def _from_entries(oracle: Oracle, here: Any) -> dict[str, Any]:
    return {text_of(item.get("key", item.get("name"))): item.get("value") for item in here}


_Function = Callable[..., Any]
_ALTERING: dict[tuple[str, int], _Function] = {
    ("ascii_downcase", 0): lambda oracle, here: here.lower(), ("ascii_upcase", 0): lambda oracle, here: here.upper(),
    ("split", 1): _split, ("splits", 1): _split, ("sub", 2): _sub, ("gsub", 2): _gsub, ("reverse", 0): lambda oracle, here: here[::-1],
    ("gsub", 3): lambda oracle, here, pattern, by, _: _gsub(oracle, here, f"(?i){pattern}", by),
    ("ltrimstr", 1): lambda oracle, here, part: here.removeprefix(part), ("trim", 0): lambda oracle, here: here.strip(),
    ("rtrimstr", 1): lambda oracle, here, part: here.removesuffix(part), ("explode", 0): lambda oracle, here: list(map(_code, here)),
    ("implode", 0): _imploded, ("ascii", 0): lambda oracle, here: chr(int(here)), ("fromjson", 0): lambda oracle, here: loaded(here),
    ("floor", 0): lambda oracle, here: Digits(str(int(float(here)))), ("tonumber", 0): _tonumber,
}  # fmt: skip
"""They work on the letters: what is not known has to come through them whole."""
_KEEPING: dict[tuple[str, int], _Function] = {
    ("tojson", 0): lambda oracle, here: dumped(here), ("tostring", 0): lambda oracle, here: text_of(here), ("join", 1): _joined,
    ("length", 0): _length, ("keys", 0): lambda oracle, here: sorted(here), ("keys_unsorted", 0): lambda oracle, here: list(here),
    ("add", 0): _add, ("values", 0): lambda oracle, here: here, ("has", 1): _has, ("contains", 1): _contains,
    ("inside", 1): lambda oracle, here, whole: _contains(oracle, whole, here), ("index", 1): _index, ("startswith", 1): _started,
    ("endswith", 1): _ended, ("not", 0): lambda oracle, here: here in (None, False), ("sort", 0): lambda oracle, here: sorted(here),
    ("unique", 0): lambda oracle, here: sorted(set(here)), ("from_entries", 0): _from_entries,
    ("to_entries", 0): lambda oracle, here: [{"key": key, "value": value} for key, value in here.items()],
    ("first", 0): lambda oracle, here: here[0], ("last", 0): lambda oracle, here: here[-1], ("type", 0): lambda oracle, here: _type(here),
    ("flatten", 0): _flattened, ("min", 0): lambda oracle, here: min(here, key=_rank),
    ("max", 0): lambda oracle, here: max(here, key=_rank),
    ("any", 0): lambda oracle, here: any(item not in (None, False) for item in here),
    ("all", 0): lambda oracle, here: all(item not in (None, False) for item in here),
    ("range", 1): _ranged, ("range", 2): _ranged, ("utf8bytelength", 0): _length,
}  # fmt: skip
SEVERAL = frozenset({"range", "splits"})
"""They give each item of the list by itself."""


def called(oracle: Oracle, name: str, here: Any, arguments: list[Any]) -> Any:
    """What a function gives. Raises Unread for one that is not known, or where it would tell apart what is not known."""
    key = (name, len(arguments))
    function = _KEEPING.get(key)
    if function is not None:
        return function(oracle, here, *arguments)
    function = _ALTERING.get(key)
    if function is None:
        raise Unread(name)
    made = function(oracle, here, *arguments)
    if isinstance(here, str) and not oracle.is_known(here) and not oracle.are_kept(here, dumped(made)):
        raise Unread(name)
    return made


def _code(char: str) -> Digits:
    return Digits(str(ord(char)))


def _rank(value: Any) -> tuple[bool, float, str]:
    return (not isinstance(value, Digits), float(value) if isinstance(value, Digits) else 0.0, text_of(value))
