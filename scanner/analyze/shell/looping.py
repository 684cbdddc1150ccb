"""Loops: over what is known item by item; where a signal is compared with each of many, once with all of them."""

import dataclasses
from collections.abc import Callable, Mapping

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Answer, Split, Truth, leaves_of
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Hole, Listing, Text, Value, are_equal, as_text, assume, first_condition, of_hole, spread
from scanner.code.shell import nodes

MAX_ROUNDS = 400
_FEW = 2
"""So many items are always followed one by one."""


def follow_items(
    machine: Machine,
    state: State,
    node: object,
    fields: list[Value],
    assign: Callable[[State, Value], None],
    body: Callable[[State], None],
) -> None:
    """Follow the body for each of the fields."""
    condition = first_condition(fields)
    if condition is not None and _holds_lists(fields):
        arms = []
        for way in range(condition.count):
            assumed = [assume(field, condition, way) for field in fields]
            arms.append((frozenset({way}), _with_fields(machine, node, assumed, assign, body)))
        machine.branch(state, condition, arms)
        return
    items = list(spread(fields))
    with_end = _outer(state)
    if len(items) == 1 and _is_open(items[0]):
        _maybe_once(machine, state, node, lambda inner: _round(machine, inner, items[0], assign, body))
    else:
        _rounds(machine, state, items, assign, body)
    machine.settle(state, frozenset({"break", "continue"}))
    with_end(state)


def _holds_lists(fields: list[Value]) -> bool:
    return any(not isinstance(field, Text | Listing) for field in fields)


def _with_fields(
    machine: Machine, node: object, fields: list[Value], assign: Callable[[State, Value], None], body: Callable[[State], None]
) -> Callable[[State], None]:
    return lambda inner: follow_items(machine, inner, node, fields, assign, body)


def _rounds(
    machine: Machine, state: State, items: list[Value], assign: Callable[[State, Value], None], body: Callable[[State], None]
) -> None:
    before, events, conditions = state.fork(), len(machine.events), len(machine.conditions)
    for index, item in enumerate(items[:MAX_ROUNDS]):
        _round(machine, state, item, assign, body)
        if index == 0 and len(items) > _FEW and _is_compared(machine, conditions, items):
            del machine.events[events:]
            state.become(before)
            state.deferred.clear()
            state.guards = before.guards
            _round(machine, state, _any_of(machine, items), assign, body)
            return
        if state.ended is not None:
            return


def _round(machine: Machine, state: State, item: Value, assign: Callable[[State, Value], None], body: Callable[[State], None]) -> None:
    assign(state, item)
    body(state)
    machine.settle(state, frozenset({"continue"}))


def _is_compared(machine: Machine, first: int, items: list[Value]) -> bool:
    """Whether a signal was compared in the first round, and the items are names to compare with."""
    if not all(isinstance(item, Text) and item.plain is not None for item in items):
        return False
    return any(condition.taint is not None for condition in machine.conditions[first:])


def _any_of(machine: Machine, items: list[Value]) -> Text:
    texts = tuple(as_text(item).plain or "" for item in items)
    layers = next((as_text(item).layers for item in items if as_text(item).layers), ())
    return of_hole(machine.hole(f"one of {' '.join(texts)}", among=texts, layers=layers, source="list"))


def _is_open(item: Value) -> bool:
    return isinstance(item, Text) and len(item.parts) == 1 and isinstance(item.parts[0], Hole) and item.parts[0].label == "$@"


def _outer(state: State) -> Callable[[State], None]:
    """Keep the branches that are open outside of the loop apart; gives what puts them back."""
    kept, state.deferred = state.deferred, []

    def restore(after: State) -> None:
        after.deferred = [*kept, *after.deferred]

    return restore


def _maybe_once(machine: Machine, state: State, node: object, run: Callable[[State], None]) -> None:
    """A loop of which it is not known whether it is entered."""
    condition = machine.condition(node, None, 2, state.guards)
    machine.branch(state, condition, [(frozenset({0}), None), (frozenset({1}), run)])


def follow_while(machine: Machine, state: State, node: object, test: Callable[[State], None], body: Callable[[State], None]) -> None:
    """Follow a loop as long as its test is known to hold; once where that is not known."""
    restore = _outer(state)
    lines = _lines_read(state, node)
    if lines is not None:
        _rounds_over_lines(machine, state, lines, test, body)
    else:
        _tested_rounds(machine, state, node, test, body)
    machine.settle(state, frozenset({"break", "continue"}))
    restore(state)


def _tested_rounds(
    machine: Machine,
    state: State,
    node: object,
    test: Callable[[State], None],
    body: Callable[[State], None],
    *,
    apart: int = 0,
    is_tested: bool = False,
) -> None:
    """apart: how often ways on which the loop ends after other rounds were told apart. is_tested: the first test was made already."""
    is_until = bool(getattr(node, "is_until", False))
    for _ in range(MAX_ROUNDS):
        names, files, given = dict(state.names), dict(state.files), state.given
        if not is_tested:
            test(state)
        if state.ended is not None:
            return
        if apart < _MOST_APART and isinstance(state.truth, Split) and _ends_sometimes(state.truth):
            ways = enumerate(state.truth.options)
            arms = [(frozenset({way}), _on_one_way(machine, node, test, body, option, apart + 1)) for way, option in ways]
            machine.branch(state, state.truth.condition, arms)
            return
        answer = machine.settled(node, state.truth, state)
        if isinstance(answer, bool):
            if answer is is_until:
                return
            body(state)
            machine.settle(state, frozenset({"continue"}))
            if state.ended is not None or (_is_endless(node) and not _ends_itself(state, node)):
                return  # `while true`: one round shows what it does
            if not is_tested and are_equal(given, state.given) and _are_equal(names, state.names) and _are_equal(files, state.files):
                return  # nothing has changed, so nothing will: what would end it is not known
            is_tested = False
            continue
        condition, yes = answer
        others = frozenset(range(condition.count)) - yes
        inside, outside = (others, yes) if is_until else (yes, others)
        machine.branch(state, condition, [(inside, body), (outside, None)])
        return


_MOST_APART = 4


def _ends_sometimes(truth: Truth) -> bool:
    """Whether the answer is known on every way of the conditions, and not the same on all."""
    leaves: list[Answer] = leaves_of(truth)
    return all(isinstance(leaf, bool) for leaf in leaves) and len(set(leaves)) > 1


def _on_one_way(
    machine: Machine, node: object, test: Callable[[State], None], body: Callable[[State], None], truth: Truth, apart: int
) -> Callable[[State], None]:
    """The loop from a test on whose answer is known."""

    def follow(inner: State) -> None:
        inner.truth = truth
        _tested_rounds(machine, inner, node, test, body, apart=apart, is_tested=True)

    return follow


def _are_equal(before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    return before.keys() == after.keys() and all(value is after[name] or are_equal(value, after[name]) for name, value in before.items())


_CONSTANT = frozenset({"true", ":", "1", "sleep", "echo", "printf", "[", "test"})
"""Commands whose answer is always the same for words that are always the same."""


def _is_endless(node: object) -> bool:
    """`while true`, `while :`, `while sleep 5`: where it holds once, it holds always."""
    test = getattr(node, "test", None)
    items: tuple[object, ...] = getattr(test, "items", ())
    words: tuple[object, ...] = getattr(items[0], "words", ()) if len(items) == 1 else ()
    return bool(words) and getattr(words[0], "bare", None) in _CONSTANT and all(getattr(word, "plain", None) is not None for word in words)


def _ends_itself(state: State, node: object) -> bool:
    """Whether the next round of an endless loop may be the last: its body leaves, and so far nothing unknown decided whether."""
    return not state.deferred and _leaves(getattr(node, "body", None))


def _leaves(node: object) -> bool:
    if isinstance(node, tuple):
        return any(map(_leaves, node))
    words: tuple[object, ...] = getattr(node, "words", ())
    if isinstance(node, nodes.Simple):
        return bool(words) and getattr(words[0], "bare", None) in _LEAVING
    return dataclasses.is_dataclass(node) and any(_leaves(getattr(node, one.name)) for one in dataclasses.fields(node))


_LEAVING = frozenset({"break", "return", "exit"})


def _lines_read(state: State, node: object) -> list[str] | None:
    """The lines of `while read ...`, where all are known and there are more than a few."""
    test = getattr(node, "test", None)
    items: tuple[object, ...] = getattr(test, "items", ())
    words: tuple[object, ...] = getattr(items[0], "words", ()) if len(items) == 1 else ()
    if not words or getattr(words[0], "bare", None) != "read" or not isinstance(state.given, Text):
        return None
    plain = state.given.plain
    lines = plain.split("\n") if plain else []
    if lines and not lines[-1]:
        lines.pop()
    return lines if len(lines) > _FEW else None


def _rounds_over_lines(
    machine: Machine, state: State, lines: list[str], test: Callable[[State], None], body: Callable[[State], None]
) -> None:
    assert isinstance(state.given, Text)
    layers = state.given.layers
    items: list[Value] = [Text((line,), layers) if line else EMPTY for line in lines]

    def assign(inner: State, item: Value) -> None:
        inner.given = Text((*as_text(item).parts, "\n"), layers)
        test(inner)
        inner.given = EMPTY

    _rounds(machine, state, items, assign, body)
