"""What becomes of a value by where it stands: one function for each place in an expression or statement."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scanner.analyze.javascript import calls, choices, objects
from scanner.analyze.javascript.facts import CALL, Fact, State
from scanner.code.javascript.bindings import ANY, key_of
from scanner.code.javascript.tree import Node

if TYPE_CHECKING:
    from scanner.analyze.javascript.flow import Flow

_SHORT_ARRAY = 9
"""Elements of a longer array are not told apart."""


def _declared(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    flow.bind(parent.get("name") or node, fact, state)


def _defaulted(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    flow.bind(parent.get("left") or node, fact, state)


def _subscripted(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    choices.subscript(flow, parent, node, fact, state)


def _given(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    calls.argument(flow, parent, node, fact, state)


def _paired(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if parent.parent is not None:
        part = fact.part("new") if fact.path[:1] == ("new",) else fact
        flow.push(parent.parent, (part or fact).inside(key_of(parent) or _computed(flow, parent)), state)


def _short(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if node.kind == "shorthand_property_identifier":
        flow.push(parent, fact.inside(node.text), state)


def _element(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    flow.push(parent, fact.inside(str(parent.kids.index(node)) if len(parent.kids) < _SHORT_ARRAY else ANY), state)


def _substituted(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if parent.parent is not None:
        choices.template(flow, parent.parent, fact, state)


def _given_back(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    function = parent if node.field == "body" else parent.function()
    if function is not None:
        flow.returned(function, fact, state)


def _gone_through(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if fact.path and _is_name(fact.path[0]):  # of an object with names: of a map its entries are gone through, which are key and value
        element = fact.at(("1", *fact.path[1:])) if "of" in (parent.op or "").split() else None
    else:
        element = fact.part(ANY) if fact.path else fact
    left = parent.get("left")
    if left is not None and element is not None:
        flow.bind(left, element, state)


def _is_name(key: str) -> bool:
    """True for the name of a property; False for an index, for any element and for what a call gives."""
    return key not in (ANY, CALL) and not key.isdigit()


def _exported(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    objects.export(flow, parent, fact.inside("default"), state)


def _inherited(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if parent.parent is not None:
        flow.defined(parent.parent, fact, state)


def _through(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    if parent.kind != "sequence_expression" or parent.kids[-1] is node:
        flow.push(parent, fact, state)


def _assigned(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    left = parent.get("left")
    if left is not None:
        flow.bind(left, fact, state)
    flow.push(parent, fact, state)


def _property(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    name = (parent.get("property") or node).text
    if _is_written(parent):
        return
    outer = parent.parent
    if outer is not None and outer.kind == "call_expression" and parent.field == "function":
        calls.method(flow, outer, parent, name, fact, state)
        return
    if fact.path and fact.path[0] == "prototype":
        return
    part = fact.part(name) if fact.is_taken_from(name, flow.beside(fact.signal)) else None
    if part is not None and not (name in ("length", "size") and not fact.path):
        flow.push(parent, part, state)


def _called(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    part = fact.part("new") if parent.kind == "new_expression" else fact.part(CALL)
    if part is not None and fact.path:
        flow.push(parent, part, state, "call", "", hop=True)


def _computed(flow: "Flow", pair: Node) -> str:
    key = pair.get("key")
    inner = key.kids[0] if key is not None and key.kind == "computed_property_name" and key.kids else None
    return (flow.pure.text(inner) if inner is not None else None) or ANY


def _spread(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    outer = parent.parent
    if outer is None:
        return
    if outer.kind == "arguments":
        element = fact.part(ANY)
        if element is not None:
            calls.argument(flow, outer, parent, element, state)
    elif outer.kind == "array":
        flow.push(outer, fact if fact.path[:1] == (ANY,) else fact.inside(ANY) if not fact.path else fact, state)
    else:
        flow.push(outer, fact, state)


def _yielded(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    function = parent.function()
    if function is None:
        return
    element = fact.part(ANY) if "*" in (parent.op or "") else fact
    if element is not None:
        flow.returned(function, element, state)


def _field_value(flow: "Flow", parent: Node, node: Node, fact: Fact, state: State) -> None:
    owner = parent.parent.parent if parent.parent is not None else None
    name = key_of(parent)
    if owner is None or name is None:
        return
    inside = fact.inside(name)
    for node in owner.walk():
        if node.kind == "this" and node.parent is not None and node.parent.kind == "member_expression":
            flow.push(node, inside, state)
    if "static" in (parent.op or ""):
        flow.defined(owner, inside, state)
    else:
        objects.instances(flow, owner, inside, state)


def _is_written(node: Node) -> bool:
    return node.field == "left" and node.parent is not None and node.parent.kind == "assignment_expression"


_Advance = Callable[["Flow", Node, Node, Fact, State], None]
ADVANCES: dict[tuple[str, str | None], _Advance] = {
    ("parenthesized_expression", None): _through,
    ("await_expression", None): _through,
    ("sequence_expression", None): _through,
    ("variable_declarator", "value"): _declared,
    ("assignment_expression", "right"): _assigned,
    ("augmented_assignment_expression", "right"): _assigned,
    ("member_expression", "object"): _property,
    ("subscript_expression", None): _subscripted,
    ("call_expression", "function"): _called,
    ("new_expression", "constructor"): _called,
    ("arguments", None): _given,
    ("pair", "value"): _paired,
    ("object", None): _short,
    ("array", None): _element,
    ("spread_element", None): _spread,
    ("template_substitution", None): _substituted,
    ("return_statement", None): _given_back,
    ("arrow_function", "body"): _given_back,
    ("yield_expression", None): _yielded,
    ("for_in_statement", "right"): _gone_through,
    ("field_definition", "value"): _field_value,
    ("public_field_definition", "value"): _field_value,
    ("export_statement", "value"): _exported,
    ("class_heritage", None): _inherited,
    ("assignment_pattern", "right"): _defaulted,
    ("object_assignment_pattern", "right"): _defaulted,
}
"""Kind of the parent and field of the node -> what becomes of the value; other places are conditions, or nothing."""
