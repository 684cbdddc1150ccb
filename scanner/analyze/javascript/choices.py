"""Conditions, look-ups and text building: where a fact decides what a value is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.analyze.javascript import comparisons, likeness
from scanner.analyze.javascript.facts import Entries, Fact, Mode, Pick, State, Test
from scanner.analyze.javascript.lookalike import carrier_of
from scanner.code.javascript.bindings import ANY, Giver
from scanner.code.javascript.shape import arguments, returned
from scanner.code.javascript.tree import CLASSES, FUNCTIONS, Node

if TYPE_CHECKING:
    from scanner.analyze.javascript.flow import Flow

_COMPARISONS = frozenset({"===", "!==", "==", "!=", "<", ">", "<=", ">=", "in", "instanceof"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "|", "&", "^", "<<", ">>", ">>>", "**"})
_ALTERNATIVES = 12
"""Values of one choice that are looked at."""
_CHANGES = frozenset({"push", "unshift", "reverse", "sort", "set", "append", "add", "splice", "setHeader", "delete", "pop", "shift"})
_SILENT = frozenset({Mode.SHOWN, Mode.TEXT, Mode.BUILT})
"""What is compared with these says nothing of the signal."""
_LOCAL_PIPE = re.compile(r"`(?:\\\\){2}[.?](?:\\\\)pipe(?:\\\\)|`[^`]*\.sock`")
"""The name of a pipe or socket of this machine, which nobody else can open."""
_WORDS = re.compile(r"[A-Za-z]{3}")
_EMPTY = frozenset({"null", "undefined"})


def condition(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    """The value stands in an operator, a conditional, a branch or a switch."""
    match parent.kind:
        case "binary_expression":
            _binary(flow, parent, node, fact, state)
        case "unary_expression":
            if parent.op in ("!", "-", "+", "~", "void") and fact.mode not in _SILENT:
                _unary(flow, parent, fact, state)
        case "ternary_expression":
            _ternary(flow, parent, node, fact, state)
        case "if_statement" if node.field == "condition":
            _branches(flow, parent, (parent.get("consequence"), parent.get("alternative")), fact, state)
        case "while_statement" | "do_statement" | "for_statement" if node.field == "condition":
            _branches(flow, parent, (parent.get("body"),), fact, state)
        case "switch_statement" if node.field == "value":
            _switch(flow, parent, fact, state)
        case "switch_case" if node.field == "value":
            _branches(flow, parent, tuple(kid for kid in parent.kids if kid is not node), fact, state)
        case "computed_property_name":
            _key(flow, parent, fact, state)
        case _:
            return  # an expression statement, a throw, a decorator: nothing becomes of it


def subscript(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    """`value[key]` or `table[value]`."""
    held = parent.get("object")
    if held is None or (parent.field == "left" and parent.parent is not None and parent.parent.kind == "assignment_expression"):
        return
    if node.field == "object":
        index = parent.get("index")
        key = None if index is None else flow.pure.text(index) or (index.text if index.kind == "number" else None)
        part = fact.part(key or ANY)
        if part is not None:
            flow.push(parent, part, state)
        return
    if not fact.path and fact.mode not in _SILENT:
        comparisons.table(flow, parent, held, fact, state)


def template(flow: "Flow", parent: Node, fact: Fact, state: State) -> None:
    """The value is put into a text."""
    holder = parent.parent
    if holder is not None and holder.kind == "call_expression" and parent.field == "arguments":
        flow.leave(holder, 0, state)
        flow.push(holder, fact.at(()), state, inferred=True)
        return
    if (fact.path and fact.path[-1] == "()") or _LOCAL_PIPE.match(parent.text):
        return
    flow.push(parent, built(fact, parent), state, "build", "is put into a text")


def built(fact: Fact, text: Node) -> Fact:
    """The fact about a text that the value was put into."""
    plain = fact.at(())
    if fact.mode is Mode.CHOICE:
        return replace(plain, mode=Mode.BUILT)
    is_longer = any(_WORDS.search(kid.text) for kid in text.kids if kid.kind in ("string_fragment", "string"))
    return replace(plain, mode=Mode.TEXT) if fact.mode is Mode.VALUE and is_longer else plain


def _key(flow: "Flow", parent: Node, fact: Fact, state: State) -> None:
    """The value names a property: the object has it in its names."""
    holder = parent.parent.parent if parent.parent is not None and parent.parent.kind == "pair" else None
    if holder is not None and not fact.path:
        flow.push(holder, fact.inside(ANY), state, "build", "names a field")


def _binary(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    operator = parent.op or ""
    other = parent.get("right" if node.field == "left" else "left")
    if other is None:
        return
    if operator in _COMPARISONS:
        _comparison(flow, parent, operator, node, other, fact, state)
    elif operator in ("||", "??"):
        flow.push(parent, fact, state)
        if node.field == "left" and fact.mode in (Mode.VERDICT,) and operator == "||":
            _branches(flow, parent, (other,), fact, state)
    elif operator == "&&":
        if node.field == "right":
            flow.push(parent, fact, state)
        elif fact.mode in (Mode.VERDICT, Mode.CHOICE) and not fact.path:
            _and(flow, parent, other, fact, state)
    elif operator in _ARITHMETIC and not (fact.path and fact.path[-1] == "()"):
        _arithmetic(flow, parent, operator, other, fact, state)


def _and(flow: "Flow", parent: Node, other: Node, fact: Fact, state: State) -> None:
    flow.push(parent, replace(fact, mode=Mode.VERDICT), state)
    _branches(flow, parent, (other,), fact, state)
    if other.kind in (
        "string",
        "template_string",
        "object",
        "array",
        "number",
        "call_expression",
        "identifier",
        "member_expression",
        "new_expression",
    ):
        known, value = flow.pure.value(other)
        texts = ("", str(value)) if known and isinstance(value, str | int | float) else ()
        carrier = likeness.carrier_of(texts) if texts else None
        if other.kind in ("string", "template_string", "object", "array", "number"):
            flow.push(parent, _chosen(flow, fact, Pick(parent, texts, carrier), 1), state, "select", f"adds {other.text[:40]}")


def _comparison(flow: "Flow", parent: Node, operator: str, node: Node, other: Node, fact: Fact, state: State) -> None:
    if fact.mode in _SILENT or fact.path or operator == "instanceof":
        return
    if other.kind in _EMPTY or (other.text in ("void 0", '""', "''", "0", "-1") and fact.mode is Mode.VALUE):
        return  # whether it is there at all
    if fact.mode is Mode.VALUE and node.kind == "unary_expression":
        return
    if fact.mode in (Mode.VERDICT, Mode.CHOICE):
        flow.push(parent, replace(fact, mode=Mode.VERDICT), state)
        return
    test = flow.test(parent, other)
    if not comparisons.tells(flow, test, fact.signal):
        return
    flow.push(parent, replace(fact, mode=Mode.VERDICT, test=test), state, "compare", comparisons.compared(flow, test))


def _unary(flow: "Flow", parent: Node, fact: Fact, state: State) -> None:
    if parent.op == "!" and fact.mode is Mode.VALUE:
        return  # whether it is set
    if not fact.path:
        flow.push(parent, fact if parent.op != "!" else replace(fact, mode=Mode.VERDICT), state)


def _arithmetic(flow: "Flow", parent: Node, operator: str, other: Node, fact: Fact, state: State) -> None:
    known, value = flow.pure.value(other)
    is_number = known and isinstance(value, int | float) and not isinstance(value, bool)
    if fact.mode in (Mode.VERDICT, Mode.CHOICE) and is_number and operator in ("+", "-"):
        steps = [_number(text) for text in flow.picks[fact.pick].alternatives] if fact.pick >= 0 else [0.0, 1.0]
        sign = 1 if operator == "+" else -1
        texts = tuple(_digits(value + sign * step) for step in steps if step is not None)
        carrier = likeness.carrier_of(texts) if len(texts) > 1 else None
        flow.push(
            parent, _chosen(flow, fact, Pick(parent, texts, carrier)), state, "select", "decides digits of a number" if carrier else ""
        )
        return
    if fact.mode is Mode.VERDICT and is_number:
        flow.push(parent, _chosen(flow, fact, Pick(parent, ("0", _digits(value)), None)), state)
        return
    is_text = operator == "+" and not is_number
    flow.push(
        parent, built(fact, parent) if is_text else fact.at(()), state, "build" if is_text else "", "is put into a text" if is_text else ""
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _digits(value: float) -> str:
    try:
        return str(int(value)) if float(value).is_integer() else repr(value)
    except (OverflowError, ValueError):
        return repr(float("inf"))  # a whole number that no float holds


def _ternary(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if node.field != "condition":
        flow.push(parent, fact, state)
        return
    if fact.mode not in (Mode.VERDICT, Mode.CHOICE) or fact.path:
        return
    sides = [kid for kid in (parent.get("consequence"), parent.get("alternative")) if kid is not None]
    _branches(flow, parent, tuple(sides), fact, state)
    if all(side.kind in ("true", "false") or (side.kind == "unary_expression" and side.op == "!") for side in sides):
        flow.push(parent, fact, state)
        return
    pick = _pick(flow, parent, list(_leaves(parent)))
    flow.push(parent, _chosen(flow, fact, pick), state, "select", _chooses(pick))


def _leaves(node: Node) -> Iterator[Node]:
    """The values of a conditional, nested ones included, in order."""
    while node.kind == "parenthesized_expression" and node.kids:
        node = node.kids[0]
    if node.kind != "ternary_expression":
        yield node
        return
    for name in ("consequence", "alternative"):
        kid = node.get(name)
        if kid is not None:
            yield from _leaves(kid)


def _pick(flow: "Flow", node: Node, values: list[Node], number: int = 0) -> Pick:
    values = values[:_ALTERNATIVES]
    texts: list[str] = []
    for value in values:
        known, content = flow.pure.value(value)
        if known and isinstance(content, str | int | float) and not isinstance(content, bool):
            texts.append(content if isinstance(content, str) else _digits(content))
    carrier = likeness.carrier_of(tuple(dict.fromkeys(texts))) if len(texts) == len(values) else None
    if carrier is None:
        pairs = [(one, other) for index, one in enumerate(values) for other in values[index + 1 :]]
        carrier = next(filter(None, (carrier_of(flow.pure, one, other) for one, other in pairs[:12])), None)
    return Pick(node, tuple(texts), carrier)


def _chosen(flow: "Flow", fact: Fact, pick: Pick, number: int = 0) -> Fact:
    return replace(fact, mode=Mode.CHOICE, path=(), pick=flow.pick(pick, number))


def _chooses(pick: Pick) -> str:
    if pick.carrier is not None:
        return f"chooses the form ({pick.carrier})"
    return "chooses among " + ", ".join(text[:30] for text in pick.alternatives[:4]) if pick.alternatives else "chooses what follows"


def _switch(flow: "Flow", parent: Node, fact: Fact, state: State) -> None:
    if fact.path or fact.mode in _SILENT:
        return
    body = parent.get("body")
    cases = [kid for kid in body.kids if kid.kind in ("switch_case", "switch_default")] if body is not None else []
    values = [value for case in cases if (value := case.get("value")) is not None]
    if fact.mode is Mode.VALUE and values:
        texts = tuple(text for text in (flow.pure.text(value) for value in values) if text is not None)
        kind = "hard_coded_list" if len(texts) > 1 else "literal" if texts else "none"
        test = flow.test_with(parent, Test(parent, Entries(kind, texts, "switch case")))
        fact = replace(fact, mode=Mode.VERDICT, test=test)
    _branches(flow, parent, tuple(kid for case in cases for kid in case.kids if kid.field != "value"), fact, state)


def _branches(flow: "Flow", owner: Node, sides: tuple[Node | None, ...], fact: Fact, state: State) -> None:
    """What is done under the condition: values returned, assigned, changed, and ways out that are taken."""
    if fact.mode not in (Mode.VERDICT, Mode.CHOICE) or fact.path:
        return
    number = 10
    for side in sides:
        for node in _effects(side) if side is not None else ():
            number += 1
            _effect(flow, owner, node, fact, state, number)


def _effects(side: Node) -> Iterator[Node]:
    waiting = [side]
    while waiting:
        node = waiting.pop()
        if node.kind in FUNCTIONS or node.kind in CLASSES:
            continue  # runs later, if at all
        if node.kind in (
            "return_statement",
            "assignment_expression",
            "augmented_assignment_expression",
            "call_expression",
            "yield_expression",
            "unary_expression",
            "new_expression",
        ):
            yield node
        waiting.extend(reversed(node.kids))


def _effect(flow: "Flow", owner: Node, node: Node, fact: Fact, state: State, number: int) -> None:
    match node.kind:
        case "return_statement":
            function = node.function()
            if function is not None:
                values = list(dict.fromkeys(returned(function)))
                if all(value.kind in ("true", "false", "unary_expression") for value in values):
                    flow.returned(function, replace(fact, mode=Mode.VERDICT), state)
                else:
                    pick = _pick(flow, function, values)
                    flow.returned(function, _chosen(flow, fact, pick), state, "select", _chooses(pick))
        case "assignment_expression" | "augmented_assignment_expression":
            _assignment(flow, node, fact, state)
        case "call_expression" | "new_expression":
            _call(flow, node, fact, state)
        case "unary_expression" if node.op == "delete" and (target := node.get("argument")) is not None:
            if target.kind in ("member_expression", "subscript_expression"):
                flow.store(target, _chosen(flow, fact, Pick(node, (), None)), state, "select", "leaves a field out")


def _assignment(flow: "Flow", node: Node, fact: Fact, state: State) -> None:
    left, right = node.get("left"), node.get("right")
    if left is None or right is None:
        return
    if right.kind in ("true", "false") or (right.kind == "unary_expression" and right.op == "!"):
        flow.bind(left, replace(fact, mode=Mode.VERDICT), state)
        return
    if node.kind == "augmented_assignment_expression" and node.op == "+=":
        added = flow.pure.text(right)
        texts = ("", added) if added is not None else ()
        carrier = likeness.carrier_of((f"a{added}b", "ab")) if added and not re.search(r"\w", added) else None
        pick = Pick(node, tuple(texts), carrier)
    else:
        pick = _pick(flow, node, [right, *_other_values(flow, left, node)])
    flow.bind(left, _chosen(flow, fact, pick), state, "select", _chooses(pick))


def _other_values(flow: "Flow", left: Node, node: Node) -> list[Node]:
    """What the target is given elsewhere."""
    if left.kind == "identifier":
        key = flow.meaning.key(left)
        sites = flow.meaning.sites(key) if key is not None else ()
        return [site.node for site in sites if site.giver is Giver.VALUE and not site.path and site.node is not node.get("right")]
    found: list[Node] = []
    function = node.function() or node.tree.root
    for other in function.walk():
        if (
            other.kind == "assignment_expression"
            and other is not node
            and (target := other.get("left")) is not None
            and target.text == left.text
        ):
            found += [value for value in (other.get("right"),) if value is not None]
    inner, name = left.get("object"), left.get("property")
    if not found and inner is not None and name is not None:
        found += flow.meaning.values(inner, (name.text,))[:2]
    return [value for value in found if value is not node.get("right")]


def _call(flow: "Flow", node: Node, fact: Fact, state: State) -> None:
    callee = node.get("function") or node.get("constructor")
    if callee is None:
        return
    name = callee.get("property")
    receiver = callee.get("object") if callee.kind == "member_expression" else None
    if name is not None and receiver is not None and name.text in _CHANGES:
        carrier = "field_order" if name.text in ("reverse", "sort") else None
        pick = Pick(node, (), carrier)
        given = arguments(node)
        text = flow.pure.text(given[-1]) if given else None
        if carrier is None and text and not re.search(r"\w", text):
            pick = Pick(node, (text,), likeness.carrier_of((f"a{text}b", "ab")))
        chosen = _chosen(flow, fact, pick)
        key = flow.pure.text(given[0]) if len(given) > 1 else None
        inside = chosen if carrier else chosen.inside(key or ANY)
        if receiver.kind == "identifier":
            flow.bind(receiver, inside, state, "select", _chooses(pick))
        elif receiver.kind in ("member_expression", "subscript_expression"):
            flow.store(receiver, inside, state, "select", _chooses(pick))
        return
    if not arguments(node) and callee.kind == "identifier":
        return
    chosen = _chosen(flow, fact, Pick(node, (), None))
    if flow.ways_out.of(node, -1, chosen) is not None:
        flow.push(node, chosen, state, "select", "is only called under the condition")
        flow.leave(node, -1, (node, chosen))
