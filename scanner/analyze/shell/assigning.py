"""Assignments: to variables, to items of arrays, and by arithmetic."""

import re
from dataclasses import replace
from functools import partial

from scanner.analyze.shell.arithmetic import NoNumber, calculated
from scanner.analyze.shell.comparing import decided
from scanner.analyze.shell.expanding import arithmetic, fields_of, text_of, value_of_word, with_variables
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Maybe, Truth, each_case, value_of
from scanner.analyze.shell.parameters import with_pair
from scanner.analyze.shell.state import Routine, State, is_table, referred
from scanner.analyze.shell.values import (
    EMPTY,
    Hole,
    Listing,
    Table,
    Text,
    Value,
    as_text,
    assume,
    concat,
    first_condition,
    known,
    spread,
    text_of_parts,
)
from scanner.analyze.shell.zsh_subscripts import with_searches
from scanner.code.numbers import is_number
from scanner.code.shell.grammar import parse_text
from scanner.code.shell.nodes import Assignment, Elements, Word

_STEP = re.compile(r"\s*(?:([A-Za-z_]\w*)\s*(\+\+|--)|(\+\+|--)\s*([A-Za-z_]\w*))\s*\Z")
_SET = re.compile(r"\s*([A-Za-z_]\w*)\s*(\*\*|<<|>>|[-+*/%&|^])?=(?!=)(.*)\Z", re.DOTALL)
_COMPARED = re.compile(r"(?:[<>=!]=?|%|&|>>)\s*(-?\d+)")


def assign(machine: Machine, state: State, node: Assignment, *, as_table: bool = False) -> None:
    """Set a variable, an item of an array, or a whole array."""
    if (name := referred(state, node.name)) != node.name:
        node = replace(node, name=name)
    before = state.names.get(node.name)
    if isinstance(node.value, Elements):
        made = _elements(machine, state, node.value, as_table=as_table or is_table(before))
        state.names[node.name] = _extended(machine, state, before, made) if node.is_added and before is not None else made
        return
    if is_integer(state, node.name) and node.subscript is None:
        added: Text = concat((known(f"{node.name} + ("), text_of(machine, state, node.value), known(")")))
        value = calculate(machine, state, added if node.is_added and before is not None else text_of(machine, state, node.value))
        state.names[node.name] = machine.capped(value, node.name)
        return
    value = value_of_word(machine, state, node.value)
    if node.subscript is not None and node.name == "functions" and machine.module is not None and machine.module.is_zsh:
        _define(machine, state, text_of(machine, state, node.subscript), as_text(value))
    elif node.subscript is not None:
        _set_item(machine, state, node, before, value)
    elif node.is_added and before is not None:
        is_list = isinstance(before, Listing)
        state.names[node.name] = machine.capped(before if is_list else concat((before, value)), node.name)
    else:
        state.names[node.name] = machine.capped(value, node.name)


def _define(machine: Machine, state: State, name: Text, code: Text) -> None:
    """`functions[name]=code` of zsh; each way that the code may read is a function of its own."""
    condition = first_condition((code,))
    if condition is not None:
        ways = [as_text(assume(code, condition, way)) for way in range(condition.count)]
        arms = [(frozenset({way}), partial(_define_on_way, machine, name, one)) for way, one in enumerate(ways)]
        machine.branch(state, condition, arms)
    elif name.plain and machine.module is not None:
        body = parse_text(machine.spelled(code), as_zsh=True).body
        state.routines[name.plain] = Routine(name.plain, body, machine.module, is_evaluated=True)


def _define_on_way(machine: Machine, name: Text, code: Text, state: State) -> None:
    _define(machine, state, name, code)


def _elements(machine: Machine, state: State, node: Elements, *, as_table: bool) -> Value:
    if as_table and all(key is None for key, _ in node.items):
        return _paired(spread(fields_of(machine, state, tuple(value for _, value in node.items))))
    if as_table or (node.items and all(key is not None and not _is_index(key) for key, _ in node.items)):
        pairs: list[tuple[str, Value]] = []
        for key, value in node.items:
            name = text_of(machine, state, key).plain if key is not None else None
            pairs.append((name if name is not None else f"?{len(pairs)}", text_of(machine, state, value)))
        return Table(tuple(pairs))
    items: list[Value] = []
    for _, value in node.items:
        items += fields_of(machine, state, (value,))
    return Listing(spread(items))


def _paired(fields: tuple[Value, ...]) -> Table:
    """Keys and values in turn, as zsh and newer bash take them."""
    keys = [as_text(field).plain for field in fields[::2]]
    values = [*fields[1::2], EMPTY][: len(keys)]
    return Table(tuple((key if key is not None else f"?{at}", value) for at, (key, value) in enumerate(zip(keys, values, strict=True))))


def _is_index(key: Word) -> bool:
    return key.plain is not None and is_number(key.plain)


def _extended(machine: Machine, state: State, before: Value, added: Value) -> Value:
    """A list with more behind it; where the list was chosen, each of the choices is."""

    def one(given: tuple[Value, ...]) -> Value:
        if isinstance(given[0], Table) and isinstance(added, Table):
            return replace(given[0], pairs=(*given[0].pairs, *added.pairs))
        old = given[0].items if isinstance(given[0], Listing) else (given[0],) if as_text(given[0]).parts else ()
        return Listing((*old, *(added.items if isinstance(added, Listing) else (added,))))

    return machine.capped(value_of(each_case((before,), one, state.pinned)), "list")


def _set_item(machine: Machine, state: State, node: Assignment, before: Value | None, value: Value) -> None:
    assert node.subscript is not None
    key = text_of(machine, state, node.subscript)
    plain = key.plain
    if is_table(before):
        changed = each_case((before or EMPTY,), lambda given: with_pair(given[0], key, value, node.is_added), state.pinned)
        state.names[node.name] = value_of(changed)
        return
    if before is None and plain is not None and not re.fullmatch(r"\d+|\w*[\w+-]*\+\w*", plain):
        state.names[node.name] = with_pair(Table(()), key, value, False)
        return
    index = arithmetic(machine, state, node.subscript).plain
    items: list[Value] = list(before.items) if isinstance(before, Listing) else [] if before is None else [before]
    place = int(index) if index is not None and is_number(index.removeprefix("-")) else len(items)
    if 0 <= place < len(items):
        items[place] = concat((items[place], value)) if node.is_added else value
    elif place < 2_000:
        items += [EMPTY] * (place - len(items))
        items.append(value)
    state.names[node.name] = Listing(tuple(items))


def calculation(machine: Machine, state: State, word: Word, node: object) -> Truth:
    """`((...))`: assignments made, and whether the last value is not zero."""
    whole = with_searches(machine, state, text_of(machine, state, word), node)
    if whole.plain is None:
        return _calculated_in_part(machine, state, node, whole)
    truth: Truth = True
    for part in _at_commas(whole.plain):
        truth = _calculated(machine, state, node, part)
    return truth


def _at_commas(text: str) -> list[str]:
    return text.split(",") if "(" not in text else [text]


def _calculated(machine: Machine, state: State, node: object, text: str) -> Truth:
    step = _STEP.match(text)
    if step is not None:
        name, sign = step[1] or step[4], (step[2] or step[3])[0]
        state.names[name] = machine.capped(calculate(machine, state, f"{name} {sign} 1"), name)
        return True
    setting = _SET.match(text)
    if setting is not None:
        name, operator, rest = setting.groups()
        expression = f"{name} {operator} ({rest})" if operator else rest
        state.names[name] = machine.capped(calculate(machine, state, expression), name)
        return _compared(machine, state, node, as_text(state.names[name]))
    return _compared(machine, state, node, known(text))


def _calculated_in_part(machine: Machine, state: State, node: object, whole: Text) -> Truth:
    """An expression that holds values of which not all letters are known: `(( n = n * 33 + $code ))`."""
    first = whole.parts[0] if isinstance(whole.parts[0], str) else ""
    setting = _SET.match(first)
    if setting is None or "," in first:
        return _compared(machine, state, node, whole)
    name, operator, rest = setting.groups()
    behind = (rest, *whole.parts[1:])
    expression = text_of_parts((f"{name} {operator} (", *behind, ")") if operator else behind, whole.layers)
    state.names[name] = machine.capped(calculate(machine, state, expression), name)
    return _compared(machine, state, node, as_text(state.names[name]))


def calculate(machine: Machine, state: State, expression: str | Text) -> Value:
    """The value of an expression over variables."""
    whole = with_variables(machine, state, known(expression) if isinstance(expression, str) else expression)

    def one(given: tuple[Value, ...]) -> Value:
        text = as_text(given[0])
        if text.plain is not None:
            try:
                return known(str(calculated(text.plain)), text.layers)
            except NoNumber:
                return machine.unknown(f"(({text.plain}))", source="number")
        hole = machine.hole(
            f"(({machine.spelled(text)}))", text.taint, source="number", base="number" if text.taint else None,
            change="digits" if text.taint else None,
        )  # fmt: skip
        return Text((hole,), (), hole.taint)

    return value_of(each_case((whole,), one, state.pinned))


def _compared(machine: Machine, state: State, node: object, expression: Text) -> Truth:
    """Whether an expression is not zero."""
    whole = with_variables(machine, state, expression)

    def one(given: tuple[Value, ...]) -> bool | Maybe:
        text = as_text(given[0])
        if text.plain is not None:
            try:
                return calculated(text.plain) != 0
            except NoNumber:
                return UNSURE
        if text.taint is None:
            return UNSURE
        among = next((part for part in text.parts if isinstance(part, Hole) and part.among), None)
        if among is not None:
            return decided(machine, node, text.taint, among.among, among.layers)
        letters = "".join(part if isinstance(part, str) else "x" for part in text.parts)
        numbers = tuple(dict.fromkeys(_COMPARED.findall(letters)))
        is_counted = any(isinstance(part, Hole) and part.change == "digits" for part in text.parts) or "%" in letters or "&" in letters
        if numbers and (is_counted or any(number not in ("0", "1") for number in numbers)):
            return decided(machine, node, text.taint, numbers, ())
        return decided(machine, node, text.taint, ("0",), ()) if is_counted else UNSURE

    return each_case((whole,), one, state.pinned)


def declare_integer(machine: Machine, state: State, name: str) -> None:
    """From here on whatever is assigned to the variable is calculated."""
    state.names[integer_mark(name)] = known("1")
    if name in state.names:
        state.names[name] = calculate(machine, state, as_text(state.names[name]))


def is_integer(state: State, name: str) -> bool:
    return integer_mark(name) in state.names


def integer_mark(name: str) -> str:
    return f"#{name}"


def is_name(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z_]\w*", text) is not None
