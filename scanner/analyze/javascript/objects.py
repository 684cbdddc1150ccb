"""Where else a property, a method or an export with a fact is met: in its class, its instances, other modules."""

from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.analyze.javascript.facts import CALL, Fact, State
from scanner.code.javascript.bindings import key_of, site_of
from scanner.code.javascript.program import Symbol
from scanner.code.javascript.shape import enclosing_class
from scanner.code.javascript.tree import CLASSES, Node

if TYPE_CHECKING:
    from scanner.analyze.javascript.flow import Flow

_SAME_METHODS = 2
"""How many methods of one name may be meant by a call of that name."""
_METHOD_USERS = 20
"""Units that may mention a method for calls of it through unknown objects to be taken for this one."""


def field(flow: "Flow", this: Node, keys: list[str], fact: Fact, before: State) -> None:
    """`this.key = value`: other uses of the property in the same class, and its instances."""
    owner = enclosing_class(this)
    if owner is None or not keys:
        return
    inside = replace(fact, stack=()).inside(*keys)
    if (owner, inside) in flow.fields:
        return  # `this.self = this` and the like come back here
    flow.fields.add((owner, inside))
    for node in owner.walk():
        if (
            node.kind == "this"
            and node is not this
            and node.parent is not None
            and node.parent.kind in ("member_expression", "subscript_expression")
        ):
            flow.push(node, inside, before)
        elif node.kind in ("variable_declarator", "assignment_expression"):
            value, name = node.get("value") or node.get("right"), node.get("name") or node.get("left")
            if value is not None and value.kind == "this" and name is not None:
                flow.bind(name, inside, before)
    if owner.kind in CLASSES:
        instances(flow, owner, inside, before)


def method(flow: "Flow", method: Node, fact: Fact, before: State, role: str, text: str) -> None:
    owner = method.parent.parent if method.parent is not None and method.parent.kind == "class_body" else method.parent
    name = key_of(method)
    if owner is None or name is None:
        return
    words = (method.op or "").split()
    part = fact.part(CALL) if "get" in words else fact
    if part is None:
        return
    inside = replace(part, stack=()).inside(name)
    if owner.kind == "object":
        flow.push(owner, part.inside(name), before, role, text, hop=True)
        return
    for node in owner.walk():
        if node.kind == "this" and node.parent is not None and node.parent.kind == "member_expression":
            flow.push(node, inside, before, role, text)
    if "static" in words:
        flow.defined(owner, inside, before, role, text)
    elif name == "constructor":
        return
    else:
        instances(flow, owner, inside, before)
        by_name(flow, name, inside, before)


def instances(flow: "Flow", owner: Node, inside: Fact, before: State) -> None:
    """Every `new C()` gives an object that has the fact."""
    flow.defined(owner, inside.inside("new"), before)


def by_name(flow: "Flow", name: str, fact: Fact, before: State) -> None:
    """Calls of a method whose object cannot be told, where the name is rare enough to mean this one."""
    code = flow.meaning.code
    if len(name) < 4 or not flow.meaning.methods.is_telling(name) or len(flow.meaning.methods.of(name)) > _SAME_METHODS:
        return
    units = code.units_with(name)
    if len(units) > _METHOD_USERS:
        return
    for unit in units:
        if code.size(unit) > 1 << 18:
            continue
        for node in code.fragment(unit).root.walk():
            if node.kind == "member_expression" and (prop := node.get("property")) is not None and prop.text == name:
                inner = node.get("object")
                if inner is not None and inner.kind != "this":
                    flow.push(inner, fact, before, "call", f"through the method {name}", hop=True)


def export(flow: "Flow", node: Node, fact: Fact, before: State) -> None:
    """A module exports a value with the fact (CommonJS, or `export default`)."""
    code = flow.meaning.code
    module = code.module_of[node.tree.owner]
    stem = code.modules[module].source.artifact.name.rsplit(".", 1)[0]
    bare = replace(fact, stack=())
    for index in (*code.modules_with("require"), *code.modules_with("import")):
        source = code.modules[index].source.code
        if index == module or (stem.encode() not in source and stem != "index"):
            continue
        for unit in sorted({*code.users_in(index, b"require"), *code.users_in(index, b"import")}):
            for call in code.fragment(unit).root.walk() if code.size(unit) < 1 << 20 else ():
                if call.kind == "call_expression" and flow.meaning.required(call) == module:
                    flow.push(call, bare, before, "call", "through the module", hop=True)
        for local, link in code.cut(index).imports.items():
            if link.module is not None and code.resolve(index, link.module) == module:
                part = bare if link.outer == "*" else bare.part(link.outer) or (bare if link.outer == "default" else None)
                symbol = Symbol(index, 0, local)
                if part is not None and code.origin(symbol) == symbol:
                    for mention in flow.meaning.mentions(symbol):
                        if site_of(mention) is None:
                            flow.push(mention, part, before, "call", "through the module", hop=True)
