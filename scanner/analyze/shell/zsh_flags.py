"""Flags of zsh's expansions: `${(s:,:)name}` and its like."""

import re
from collections.abc import Callable

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.reshaping import recased
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Choice, Listing, Table, Text, Value, as_text, choose, concat, known

_FLAG = re.compile(r"([sjlr])(.)(.*?)\2|([A-Za-z@#%~^=*0-9])", re.DOTALL)
_MAX_PIECES = 4_000


def letters_of(flags: str) -> dict[str, str]:
    """The flags, with the text between the marks of those that take one."""
    found: dict[str, str] = {}
    for match in _FLAG.finditer(flags):
        found[match[1] or match[4]] = match[3] or ""
    return found


def flagged_name(value: Value, flags: dict[str, str]) -> Value:
    """`k`, `v`: what of a table is meant."""
    if not isinstance(value, Table) or not flags.keys() & {"k", "v"}:
        return value
    items: list[Value] = []
    for key, item in value.pairs:
        items += [known(key)] if "k" in flags else []
        items += [item] if "v" in flags else []
    return Listing(tuple(items))


def flagged_result(machine: Machine, state: State, value: Value, flags: dict[str, str]) -> Value:
    """What is made of the result: joined, split, in capitals or small letters, each once, in order."""
    if flags.keys() & {"j", "F"} and not isinstance(value, Text):
        value = over_lists(value, lambda items: _joined(items, "\n" if "F" in flags else flags["j"]))
    if flags.keys() & {"s", "f", "0"}:
        mark = flags.get("s", "\n" if "f" in flags else "\0")
        value = value_of(each_case((as_text(value),), lambda given: _split(machine, as_text(given[0]), mark), state.pinned))
    if flags.keys() & {"L", "U"}:
        value = over_texts(value, lambda text: recased(machine, text, "lower" if "L" in flags else "upper"))
    if "u" in flags:
        value = over_lists(value, _unique)
    if "a" in flags:
        return over_lists(value, lambda items: Listing(items.items[::-1])) if "O" in flags else value
    if "o" in flags or "O" in flags:
        value = over_lists(value, lambda items: _ordered(items, is_reversed="O" in flags))
    return value


def over_texts(value: Value, function: Callable[[Text], Text]) -> Value:
    """The function over a text, or over each item of a list."""
    if isinstance(value, Listing):
        return Listing(tuple(function(as_text(item)) for item in value.items))
    if isinstance(value, Choice):
        return choose(value.condition, [over_texts(option, function) for option in value.options])
    return function(as_text(value))


def over_lists(value: Value, function: Callable[[Listing], Value]) -> Value:
    """The function over a list, on each way that it may be one."""
    if isinstance(value, Choice):
        return choose(value.condition, [over_lists(option, function) for option in value.options])
    return function(value) if isinstance(value, Listing) else value


def _joined(items: Listing, mark: str) -> Value:
    parts: list[Value] = []
    for index, item in enumerate(items.items):
        parts += [known(mark), item] if index else [item]
    return concat(parts) if parts else known("")


def _split(machine: Machine, text: Text, mark: str) -> Value:
    if not mark:
        return Listing(_letters(text)[:_MAX_PIECES])
    pieces = machine.spelled(text).split(mark)[:_MAX_PIECES]
    return Listing(tuple(machine.restored(piece, text.layers) for piece in pieces if piece))


def _letters(text: Text) -> tuple[Value, ...]:
    """Each letter by itself; what is not known stays one."""
    pieces = (piece for part in text.parts for piece in (part if isinstance(part, str) else (part,)))
    return tuple(Text((piece,), text.layers, getattr(piece, "taint", None)) for piece in pieces)


def _unique(items: Listing) -> Value:
    kept: dict[str | int, Value] = {}
    for item in items.items:
        plain = as_text(item).plain
        kept.setdefault(plain if plain is not None else id(item), item)
    return Listing(tuple(kept.values()))


def _ordered(items: Listing, *, is_reversed: bool) -> Value:
    plain = [as_text(item).plain for item in items.items]
    if None in plain:
        return items
    return Listing(tuple(sorted(items.items, key=lambda item: as_text(item).plain or "", reverse=is_reversed)))
