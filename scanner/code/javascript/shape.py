"""What a piece of code is made of, read off its tree alone: arguments, returns, members, exports."""

from collections.abc import Iterator, Sequence

from scanner.code.javascript.bindings import ANY, Path, key_of
from scanner.code.javascript.tree import CLASSES, FUNCTIONS, Node


def exported_by(node: Node) -> Iterator[tuple[str, Node]]:
    """What an assignment to (a property of) `exports` or `module.exports` exports."""
    target, name = node, ""
    parent = target.parent
    if node.text == "module":
        if parent is None or parent.kind != "member_expression" or (prop := parent.get("property")) is None or prop.text != "exports":
            return
        target, parent = parent, parent.parent
    if (
        parent is not None
        and parent.kind == "member_expression"
        and target.field == "object"
        and (prop := parent.get("property")) is not None
    ):
        name, target, parent = prop.text, parent, parent.parent
    if (
        parent is not None
        and parent.kind == "assignment_expression"
        and target.field == "left"
        and (right := parent.get("right")) is not None
    ):
        yield name, right


def enclosing_class(node: Node) -> Node | None:
    """The class (or object literal with methods) that `this` belongs to."""
    at = node.parent
    while at is not None:
        if at.kind in CLASSES:
            return at
        if at.kind in ("function_declaration", "function_expression") and (at.parent is None or at.parent.kind != "pair"):
            return at
        if at.kind == "object" and node.function() is not None:
            return at
        at = at.parent
    return None


def returned(function: Node) -> Iterator[Node]:
    """The expressions that a function returns, those of inner functions left out."""
    body = function.get("body")
    if body is None:
        return
    if body.kind != "statement_block":
        yield body
        return
    waiting = list(reversed(body.kids))
    while waiting:
        node = waiting.pop()
        if node.kind == "return_statement":
            yield from node.kids[:1]
        elif node.kind not in FUNCTIONS and node.kind not in CLASSES:
            waiting.extend(reversed(node.kids))


def package_name(specifier: str) -> str:
    """The name that rules use for a module: without `node:` and the path of a file."""
    name = specifier.removeprefix("node:")
    return name.replace("/", ".") if name in ("fs/promises", "dns/promises", "timers/promises") else name


def arguments(call: Node) -> Sequence[Node]:
    """The arguments of a call, in order."""
    held = call.get("arguments")
    return () if held is None or held.kind == "template_string" else held.kids


def argument(call: Node, index: int) -> Node | None:
    held = arguments(call)
    return held[index] if index < len(held) else None


def parts_at(node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    if node.kind == "array":
        for number, kid in enumerate(node.kids):
            if path[0] in (ANY, str(number)):
                yield kid, path[1:]
        return
    for kid in node.kids:
        if kid.kind == "pair" and (value := kid.get("value")) is not None and path[0] in (ANY, key_of(kid)):
            yield value, path[1:]
        elif (kid.kind == "method_definition" and path[0] in (ANY, key_of(kid))) or (
            kid.kind == "shorthand_property_identifier" and path[0] in (ANY, kid.text)
        ):
            yield kid, path[1:]
        elif kid.kind == "spread_element" and kid.kids:
            yield kid.kids[0], path


def members(owner: Node, name: str) -> Iterator[Node]:
    body = owner.get("body") if owner.kind in CLASSES else owner
    for kid in body.kids if body is not None else ():
        if key_of(kid) == name:
            if kid.kind == "method_definition":
                yield kid
            elif (value := kid.get("value")) is not None:
                yield value
