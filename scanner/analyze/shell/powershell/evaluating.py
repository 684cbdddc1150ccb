"""Expressions of PowerShell as values."""

import re
from collections.abc import Callable

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Truth, both, each_case, either, negated, value_of
from scanner.analyze.shell.parameters import looked_up
from scanner.analyze.shell.powershell.classes import is_class, new_object, set_static
from scanner.analyze.shell.powershell.kept import keep_field, may_hold
from scanner.analyze.shell.powershell.members import called, member
from scanner.analyze.shell.powershell.operators import COMPARING, bare_name, calculation, combined, compared, truth_of, value_of_truth
from scanner.analyze.shell.powershell.scope import assign, changed_in_place, field_of, items_of, unit, variable
from scanner.analyze.shell.powershell.scope import whole as whole_of
from scanner.analyze.shell.powershell.statics import bare_type
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Block, Choice, Listing, Table, Text, Value, as_text, choose, concat, known, taint_of
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number
from scanner.code.shell import power_nodes as nodes

_LETTERS_TYPES = frozenset({"string", "system.string"})
_GROUP = re.compile(r"\(\?<([A-Za-z_]\w*)>")
_HEXADECIMAL = re.compile(r"0[xX][0-9a-fA-F]{1,64}")


def evaluate(machine: Machine, state: State, node: object) -> Value:
    """The value of an expression or statement."""
    machine.spend()
    handler = _HANDLERS.get(type(node))
    if handler is not None:
        return handler(machine, state, node)
    return results_of(machine, state, (node,))


def results_of(machine: Machine, state: State, body: tuple[object, ...]) -> Value:
    """What statements give."""
    before, state.results = state.results, Listing(())
    for statement in body:
        machine.run(machine, state, statement)
    produced, state.results = state.results, before
    return unit(produced)


def truth(machine: Machine, state: State, node: object) -> Truth:
    """Whether an expression or statement holds."""
    machine.spend()
    match node:
        case nodes.Pipeline() if len(node.elements) == 1 and not isinstance(node.elements[0], nodes.Command):
            return truth(machine, state, node.elements[0])
        case nodes.Output() if len(node.body) == 1:
            return truth(machine, state, node.body[0])
        case nodes.Unary() if node.operator in ("!", "not"):
            return negated(truth(machine, state, node.value))
        case nodes.Binary() if node.operator in ("and", "or"):
            left = truth(machine, state, node.left)
            if left is (node.operator == "or"):
                return left
            return (both if node.operator == "and" else either)(left, truth(machine, state, node.right))
        case nodes.Binary() if bare_name(node.operator)[0] in COMPARING:
            left_value, right_value = evaluate(machine, state, node.left), evaluate(machine, state, node.right)
            if bare_name(node.operator)[0] == "match":
                set_matches(machine, state, left_value, right_value)
            return compared(machine, state, node, node.operator, left_value, right_value)
    return truth_of(machine, state, node, evaluate(machine, state, node))


def set_matches(machine: Machine, state: State, subject: Value, pattern: Value = EMPTY) -> None:
    """What an expression found in a text: each of its groups by name or number."""
    letters = as_text(pattern).plain or ""
    groups = ["1", *(str(number) for number in range(2, min(letters.count("("), 20) + 1)), *_GROUP.findall(letters)]
    found = tuple((group, machine.unknown(f"$matches[{group}]", taint_of(subject))) for group in dict.fromkeys(groups))
    state.names["matches"] = Table((("0", subject), *found))


def _letters(machine: Machine, state: State, node: nodes.Letters) -> Value:
    return machine.restored(node.text)


def _expandable(machine: Machine, state: State, node: nodes.Expandable) -> Value:
    return concat(as_text(unit(evaluate(machine, state, part))) for part in node.parts)


def _variable(machine: Machine, state: State, node: nodes.Variable) -> Value:
    routine = state.routines.get(node.name.removeprefix("function:")) if node.name.startswith("function:") else None
    if routine is not None and node.name not in state.names:
        return Block(routine.code, routine.module)
    if node.name not in state.names and _scope_of(machine, node) == "global":
        state.names[node.name] = machine.unknown(f"$global:{node.name}", source="environment")  # an earlier run in the session may set it
    return variable(machine, state, node.name, node)


def _array(machine: Machine, state: State, node: nodes.Array) -> Value:
    return Listing(tuple(unit(evaluate(machine, state, item)) for item in node.items))


def _output(machine: Machine, state: State, node: nodes.Output) -> Value:
    produced = results_of(machine, state, node.body)
    if node.is_list:
        return Listing(items_of(produced))
    return produced


def _hashtable(machine: Machine, state: State, node: nodes.Hashtable) -> Value:
    table = Table(())
    for key, value in node.pairs:
        name = as_text(evaluate(machine, state, key))
        made = evaluate(machine, state, value)
        table = Table(
            (*table.pairs, (name.plain if name.plain is not None else f"?{len(table.pairs)}", made)), together(table.rest, name.taint)
        )
    return table


def _block(machine: Machine, state: State, node: nodes.ScriptBlock) -> Value:
    return Block(node, machine.module)


def _type(machine: Machine, state: State, node: nodes.TypeName) -> Value:
    return known(f"[{node.name}]")


def _cast(machine: Machine, state: State, node: nodes.Cast) -> Value:
    value = evaluate(machine, state, node.value)
    name = node.type.removeprefix("system.")
    if name == "char":
        return value_of(each_case((value,), lambda given: _character(machine, given[0]), state.pinned))
    if name in ("int", "int32", "int64", "long", "double", "byte") and isinstance(number := unit(value), Text | Choice):
        return value_of(each_case((number,), lambda given: _code(as_text(given[0])), state.pinned))
    if name in ("char[]", "string[]") and isinstance(value, Text) and value.plain is not None and name == "char[]":
        return Listing(tuple(Text((char,), value.layers) for char in value.plain[:4_000]))
    if name in _LETTERS_TYPES:
        return as_text(value)
    if name == "void":
        return EMPTY
    if isinstance(value, Table) and is_class(state, name):
        return new_object(machine, state, name, [], value)
    return value


def _character(machine: Machine, value: Value) -> Value:
    text = as_text(value)
    if text.plain is not None and is_number(text.plain) and 0 < int(text.plain) < 0x110000 and not 0xD800 <= int(text.plain) < 0xE000:
        return Text((chr(int(text.plain)),), text.layers or ("char_codes",))
    return text


def _code(text: Text) -> Text:
    plain = text.plain
    if plain in ("True", "False"):
        return known(str(int(plain == "True")))
    if plain is not None and len(plain) == 1 and not is_number(plain):
        return Text((str(ord(plain)),), text.layers)
    if plain is not None and _HEXADECIMAL.fullmatch(plain):
        return Text((str(int(plain, 16)),), text.layers)
    return text


def _member(machine: Machine, state: State, node: nodes.Member) -> Value:
    return member(machine, state, node)


def _invocation(machine: Machine, state: State, node: nodes.Invocation) -> Value:
    return called(machine, state, node)


def _index(machine: Machine, state: State, node: nodes.Index) -> Value:
    whole = whole_of(evaluate(machine, state, node.whole))
    index = unit(evaluate(machine, state, node.index))
    return item_at(machine, state, node, whole, index)


def item_at(machine: Machine, state: State, node: object, whole: Value, index: Value) -> Value:
    """What a list, table or text holds at a place, or at each of several."""
    if isinstance(index, Choice) and any(isinstance(option, Listing) for option in index.options):
        return choose(index.condition, [item_at(machine, state, node, whole, unit(option)) for option in index.options])
    if isinstance(index, Listing):
        return Listing(tuple(_one_of(machine, state, node, whole, item) for item in index.items))
    return _one_of(machine, state, node, whole, index)


def _one_of(machine: Machine, state: State, node: object, whole: Value, index: Value) -> Value:
    def one(given: tuple[Value, ...]) -> Value:
        value, key = given[0], _code(as_text(given[1])) if isinstance(given[0], Listing) else as_text(given[1])
        if isinstance(value, Table) and key.plain is not None:
            return field_of(value, key.plain) or may_hold(machine, value, key.plain) or EMPTY
        if isinstance(value, Text) and value.plain is not None and key.plain is not None and is_number(key.plain.removeprefix("-")):
            place = int(key.plain)
            return Text((value.plain[place],), value.layers) if -len(value.plain) <= place < len(value.plain) else EMPTY
        if isinstance(value, Text) and value.taint is not None and key.plain is not None:
            return machine.unknown(f"[{key.plain}]({machine.spelled(value)})", value.taint)
        return looked_up(machine, state, node, value, key)

    return value_of(each_case((whole, index), one, state.pinned))


def _unary(machine: Machine, state: State, node: nodes.Unary) -> Value:
    operator = node.operator
    if operator in ("!", "not"):
        return value_of_truth(machine, state, node, truth(machine, state, node))
    if operator in ("++", "--", "post++", "post--"):
        before = unit(evaluate(machine, state, node.value))
        after = value_of(
            each_case((before,), lambda given: calculation(machine, operator[-1], _or_zero(given[0]), known("1")), state.pinned)
        )
        set_target(machine, state, node.value, after)
        return EMPTY if operator.startswith("post") else after
    value = unit(evaluate(machine, state, node.value))
    if operator == "-":
        return value_of(each_case((value,), lambda given: calculation(machine, "-", known("0"), as_text(given[0])), state.pinned))
    if operator == "join":
        return concat(items_of(value))
    if operator.endswith("split"):
        text = as_text(value)
        return Listing(tuple(known(word, text.layers) for word in (text.plain or "").split()))
    return value


def _or_zero(value: Value) -> Text:
    text = as_text(value)
    return text if text.parts else known("0")


def _binary(machine: Machine, state: State, node: nodes.Binary) -> Value:
    name = bare_name(node.operator)[0]
    if node.operator in ("and", "or", "xor") or name in COMPARING:
        if name in ("eq", "ne", "like", "match", "notmatch", "notlike") and isinstance(
            left := unit(evaluate(machine, state, node.left)), Listing
        ):
            return _filtered(machine, state, node, left)
        return value_of_truth(machine, state, node, truth(machine, state, node))
    left, right = evaluate(machine, state, node.left), evaluate(machine, state, node.right)
    return combined(machine, state, node, node.operator, left, right)


def _filtered(machine: Machine, state: State, node: nodes.Binary, left: Listing) -> Value:
    """A comparison of a list gives the items for which it holds."""
    right = evaluate(machine, state, node.right)
    if taint_of(right) is None and taint_of(left) is None:
        kept = [item for item in left.items if compared(machine, state, node, node.operator, item, right) is not False]
        return Listing(tuple(kept))
    answer = compared(machine, state, node, node.operator, left, right)
    return value_of_truth(machine, state, node, answer)


def _ternary(machine: Machine, state: State, node: nodes.Ternary) -> Value:
    answer = machine.settled(node, truth(machine, state, node.test), state)
    if isinstance(answer, bool):
        return evaluate(machine, state, node.yes if answer else node.no)
    condition, ways = answer
    yes, no = evaluate(machine, state, node.yes), evaluate(machine, state, node.no)
    return choose(condition, [yes if way in ways else no for way in range(condition.count)])


def set_target(machine: Machine, state: State, target: object, value: Value) -> None:
    """Assign to a variable, member or item."""
    match target:
        case nodes.Variable():
            assign(machine, state, target.name, value, is_outer=_is_outer(machine, target))
        case nodes.Cast():
            set_target(machine, state, target.value, value)
        case nodes.Array():
            given = items_of(unit(value))
            for index, item in enumerate(target.items):
                last = index == len(target.items) - 1
                set_target(
                    machine,
                    state,
                    item,
                    (Listing(given[index:]) if last and len(given) > index + 1 else given[index]) if index < len(given) else EMPTY,
                )
        case nodes.Output() if len(target.body) == 1 and isinstance(target.body[0], nodes.Pipeline):
            set_target(machine, state, target.body[0].elements[0], value)
        case nodes.Member():
            name = as_text(unit(evaluate(machine, state, target.name)))
            if isinstance(target.whole, nodes.TypeName):
                set_static(machine, state, bare_type(target.whole.name), (name.plain or "").lower(), value)
                return
            change(machine, state, target.whole, lambda whole: _with_member(machine, state, target, whole, name, value))
        case nodes.Index():
            key = as_text(unit(evaluate(machine, state, target.index)))
            change(
                machine,
                state,
                target.whole,
                lambda whole: _with_item(machine, state, target, whole, key, value),
                is_list=is_number(key.plain or "x"),
            )


def _is_outer(machine: Machine, target: nodes.Variable) -> bool:
    return _scope_of(machine, target) in ("script", "global")


def _scope_of(machine: Machine, node: nodes.Variable) -> str:
    """What is written before the colon in a variable's name."""
    assert machine.module is not None
    return machine.module.text.text[node.start : node.start + 9].lower().lstrip("${").partition(":")[0]


def change(machine: Machine, state: State, target: object, function: Callable[[Value], Value], *, is_list: bool = False) -> None:
    """Change an object where it is kept. is_list: a list of one item is not that item."""
    whole = (whole_of if is_list else unit)(evaluate(machine, state, target))
    made = (
        value_of(each_case((whole,), lambda given: function(given[0]), state.pinned))
        if not isinstance(whole, Table | Listing)
        else function(whole)
    )
    if isinstance(target, nodes.Variable):
        changed_in_place(machine, state, target.name, made)
    elif isinstance(target, nodes.Member | nodes.Index):
        set_target(machine, state, target, made)


def _with_member(machine: Machine, state: State, node: object, whole: Value, key: Text, value: Value) -> Value:
    return keep_field(machine, state, node, whole if isinstance(whole, Table) else Table(()), key, value)


def _with_item(machine: Machine, state: State, node: object, whole: Value, key: Text, value: Value) -> Value:
    plain = key.plain
    if isinstance(whole, Listing) and plain is not None and is_number(plain.removeprefix("-")):
        items = list(whole.items)
        place = int(plain)
        if -len(items) <= place < len(items):
            items[place] = value
        return Listing(tuple(items))
    return _with_member(machine, state, node, whole, key, value)


_HANDLERS: dict[type, Callable[..., Value]] = {
    nodes.Letters: _letters, nodes.Expandable: _expandable, nodes.Variable: _variable, nodes.Array: _array, nodes.Output: _output,
    nodes.Hashtable: _hashtable, nodes.ScriptBlock: _block, nodes.TypeName: _type, nodes.Cast: _cast, nodes.Member: _member,
    nodes.Invocation: _invocation, nodes.Index: _index, nodes.Unary: _unary, nodes.Binary: _binary, nodes.Ternary: _ternary,
}  # fmt: skip
