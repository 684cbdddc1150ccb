"""Subscripts of zsh that look for an item: `${list[(r)a*]}`, `list[(Ie)$name]`."""

import re

from scanner.analyze.shell import globs
from scanner.analyze.shell.comparing import decided
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Listing, Text, Value, as_text, choose, concat, known, spread

_SEARCH = re.compile(r"([A-Za-z_]\w*)\[\(([eiIrR]{1,3})\)([^\[\]]{0,400})\]")
_FLAGS = re.compile(r"\(([eiIrR]{1,3})\)(.*)", re.DOTALL)
_ITEMS_MOST = 64


def search_in(machine: Machine, state: State, node: object, value: Value, subscript: Text) -> Value | None:
    """What a subscript of a list finds; None: it does not look for anything."""
    flags = _FLAGS.match(machine.spelled(subscript))
    if flags is None or not isinstance(value, Listing):
        return None

    def found(given: tuple[Value, ...]) -> Value:
        needle = _FLAGS.sub(r"\2", machine.spelled(as_text(given[0])))
        return _searched(machine, state, node, value, flags[1], machine.restored(needle))

    return value_of(each_case((subscript,), found, state.pinned))


def with_searches(machine: Machine, state: State, expression: Text, node: object) -> Text:
    """An expression of numbers with the searches in it replaced by what they find."""
    if not any(isinstance(part, str) and "[(" in part for part in expression.parts):
        return expression
    return as_text(value_of(each_case((expression,), lambda given: _replaced(machine, state, as_text(given[0]), node), state.pinned)))


def _replaced(machine: Machine, state: State, expression: Text, node: object) -> Text:
    letters = machine.spelled(expression)
    parts: list[Value] = []
    at = 0
    for match in _SEARCH.finditer(letters):
        held = state.names.get(match[1])
        if isinstance(held, Listing):
            parts.append(machine.restored(letters[at : match.start()]))
            parts.append(_searched(machine, state, node, held, match[2], machine.restored(match[3])))
            at = match.end()
    return concat((*parts, machine.restored(letters[at:]))) if parts else expression


def _searched(machine: Machine, state: State, node: object, items: Listing, flags: str, needle: Text) -> Value:
    """The place of an item, counted from 1, or with `r` the item: the first, with capitals the last. needle: without choices."""
    values = [as_text(item) for item in spread(items.items)[:_ITEMS_MOST]]
    plain = [value.plain for value in values]
    gives_item, is_last = bool(set(flags) & {"r", "R"}), bool(set(flags) & {"I", "R"})
    none: Value = EMPTY if gives_item else known("0" if is_last else str(len(values) + 1))

    def found(index: int) -> Value:
        return values[index] if gives_item else known(str(index + 1))

    letters = needle.plain
    if letters is not None:
        hits = [
            index for index, text in enumerate(plain)
            if text is not None and (text == letters or ("e" not in flags and globs.matches(text, letters)))
        ]  # fmt: skip
        return found(hits[-1 if is_last else 0]) if hits else none
    names = globs.telling(text for text in plain if text is not None)
    layers = next((value.layers for value in values if value.layers), ())
    taint = decided(machine, node, needle.taint, names, layers).taint if needle.taint is not None else None
    condition = machine.condition(node, taint, len(values) + 1, state.guards, [(text,) if text else () for text in plain])
    return choose(condition, [*(found(index) for index in range(len(values))), none])
