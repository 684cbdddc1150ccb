"""Cmdlets that take some of a list, or put it in another order."""

import re
from collections.abc import Callable

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.evaluating import item_at
from scanner.analyze.shell.powershell.members import member_of
from scanner.analyze.shell.powershell.operators import truth_of
from scanner.analyze.shell.powershell.pipelines import run_block
from scanner.analyze.shell.powershell.scope import items_of, unit
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Block, Choice, Listing, Table, Value, as_text, choose
from scanner.code.numbers import is_number
from scanner.code.shell import power_nodes as nodes

_MAX_ITEMS = 400
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def select(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """`Select-Object`."""
    items = items_of(carried if carried is not None else EMPTY)
    expanded = given.get("expandproperty")
    if expanded is not None:
        name = as_text(expanded).plain or ""
        items = tuple(member_of(machine, item, name) for item in items)
    if (index := given.get("index")) is not None:
        return item_at(machine, state, node, Listing(items), index)
    skip, first, last = (as_text(given.get(name) or EMPTY).plain for name in ("skip", "first", "last"))
    if skip and is_number(skip):
        items = items[int(skip) :]
    if first and is_number(first):
        items = items[: int(first)]
    if last and is_number(last):
        items = items[-int(last) :]
    return unit(Listing(items))


def sort(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """`Sort-Object`."""
    by = given.get("property")
    by = by if by is not None else given.positional[0] if given.positional else None
    turned = given.get("descending")
    answer = machine.settled(node, truth_of(machine, state, node, turned), state) if turned is not None else False

    def ordered(value: Value, key: Value | None) -> Value:
        if isinstance(key, Choice):
            return choose(key.condition, [ordered(value, option) for option in key.options])
        up, down = (_ordered(machine, state, items_of(value), key, is_turned=is_turned) for is_turned in (False, True))
        if isinstance(answer, bool):
            return down if answer else up
        return choose(answer[0], [down if way in answer[1] else up for way in range(answer[0].count)])

    return each_list(carried if carried is not None else EMPTY, lambda value: ordered(value, by))


def _ordered(machine: Machine, state: State, items: tuple[Value, ...], by: Value | None, *, is_turned: bool) -> Value:
    """Items in the order of what a block or a member says of them; as they are where that is not known of all."""
    found = [
        item if by is None
        else run_block(machine, state, by, item) if isinstance(by, Block)
        else member_of(machine, item, as_text(by).plain or "")
        for item in items[:_MAX_ITEMS]
    ]  # fmt: skip
    plain = [text for one in found if (text := as_text(one).plain) is not None]
    if len(plain) < len(items):
        return Listing(items)
    keys = [float(text) for text in plain] if plain and all(map(_NUMBER.fullmatch, plain)) else [text.lower() for text in plain]
    places = sorted(range(len(items)), key=lambda place: keys[place], reverse=is_turned)
    return Listing(tuple(items[place] for place in places))


def each_list(value: Value, function: Callable[[Value], Value]) -> Value:
    """What a function makes of a list; of each, where it is one of several."""
    if isinstance(value, Choice) and any(isinstance(option, Listing | Choice) for option in value.options):
        return choose(value.condition, [each_list(option, function) for option in value.options])
    return function(value)


def measure(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """`Measure-Object`."""
    size = each_list(carried if carried is not None else EMPTY, lambda value: member_of(machine, Listing(items_of(value)), "Count"))
    return Table((("Count", size), ("Lines", size)))
