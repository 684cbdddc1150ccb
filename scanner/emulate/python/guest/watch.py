"""What texts of the persona and of the user are compared with, the lists that the program makes, and which functions ran."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from .channel import FACTS

_MOST = 400
_TEXTS_MOST = 300
_TEXT_CHARS = 60_000
_JUDGED_MOST = 4000
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

TABLES = (dict, set, frozenset, list, tuple)


def begin() -> None:
    """Take the texts to watch for from the facts."""
    watched = FACTS.get("watched", ())
    _exact.update(watched)
    _exact.update(FACTS.get("parts", ()))
    _numbers.update(FACTS.get("numbers", ()))
    _longer.extend(sorted((text for text in watched if len(text) > 3), key=len))


def is_number_of_value(number: int) -> bool:
    """Whether programs make this number of one of the persona's values, openly."""
    return number in _numbers


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


def text_of(value: Any) -> str | None:
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
    kept = [text for one in texts if (text := text_of(one)) is not None and 0 < len(text) < most][:600]
    if not kept:
        return
    mark = (how, value, *kept[:3], len(kept))
    if mark not in _seen:
        _seen.add(mark)
        _compared.append({"how": how, "list": kept, "value": value})


def note_pair(how: str, left: Any, right: Any) -> None:
    """Two texts that were compared: the watched one is the value."""
    one, other = text_of(left), text_of(right)
    if one is None or other is None:
        if isinstance(left, tuple | list) and isinstance(right, tuple | list) and len(left) == len(right) < 8:
            for a, b in zip(left, right, strict=True):
                note_pair(how, a, b)
        return
    if is_watched(one):
        note(how, one, (other,))
    elif is_watched(other):
        note(how, other, (one,))


def _note_numbers(one: Any, others: Iterable[Any]) -> None:
    """Take down the numbers that one was held against, where it was made of a value."""
    if one in _numbers:
        note("number", str(one), [str(other) for other in islice(others, 600) if type(other) is int])


def note_same(left: Any, right: Any) -> None:
    if isinstance(left, str | bytes | tuple):
        note_pair("same", left, right)
    elif type(left) is int and type(right) is int:
        _note_numbers(left, (right,))
        _note_numbers(right, (left,))


def note_key(key: Any, owner: Any) -> None:
    """`key in owner`, `owner[key]`, `owner.get(key)`."""
    text = text_of(key)
    if text is None:
        if type(key) is int and isinstance(owner, TABLES):
            _note_numbers(key, owner)
        elif isinstance(key, tuple) and isinstance(owner, TABLES) and len(key) < 6:
            for index, part in enumerate(key):
                note_key(part, [one[index] for one in owner if isinstance(one, tuple) and len(one) > index])
        return
    if isinstance(owner, str | bytes):
        whole = text_of(owner)
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
                list(owner)[:5000] if isinstance(owner, TABLES) or hasattr(owner, "keys") or hasattr(owner, "__len__") else (),
            )
        except Exception:  # noqa: BLE001  # a container of the program's own that cannot be listed
            return


def note_meeting(left: Iterable[Any], right: Iterable[Any]) -> None:
    for one, other in ((left, right), (right, left)):
        items = list(one)[:600]
        for key in items:
            if isinstance(key, str) and len(items) < 50:
                note_key(key, list(other)[:5000])


def note_pattern(pattern: Any, subject: Any) -> None:
    text, wanted = text_of(subject), text_of(pattern)
    if text is not None and wanted is not None and is_watched(text):
        note("pattern", text, (wanted,))


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
