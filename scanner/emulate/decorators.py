"""Decorators written out as calls, as the guest's language has none: of a class, and of what it holds. Those of parameters are left out."""

import json
from collections.abc import Iterator

import tree_sitter

from scanner.emulate.instrument import LANGUAGE, walked

_MEMBERS = frozenset({"method_definition", "field_definition"})


def decorators_called(text: str) -> str:
    """The same text with blanks for decorators, and a call of them behind each class of a name. Line numbers stay as they are."""
    encoded = text.encode("utf-8", "surrogatepass")
    root = tree_sitter.Parser(LANGUAGE).parse(encoded).root_node
    blanked = bytearray(encoded)
    calls: list[tuple[int, bytes]] = []
    for node in walked(root):
        if node.type == "decorator":
            kept = bytes(10 if byte == 10 else 32 for byte in encoded[node.start_byte : node.end_byte])
            blanked[node.start_byte : node.end_byte] = kept
        elif node.type == "class_declaration" and (call := _call(node)) is not None:
            calls.append((_statement(node).end_byte, call))
    for at, call in sorted(calls, reverse=True):
        blanked[at:at] = call
    return blanked.decode("utf-8", "surrogatepass")


def _statement(node: tree_sitter.Node) -> tree_sitter.Node:
    """The class with its `export`."""
    above = node.parent
    return above if above is not None and above.type == "export_statement" else node


def _call(node: tree_sitter.Node) -> bytes | None:
    """What hands a class to its decorators; None: it has none, or no name."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or body is None or name.text is None:
        return None
    own = [*(_decorators(_statement(node)) if _statement(node) != node else []), *_decorators(node)]
    members = [one for member in body.named_children if member.type in _MEMBERS for one in _member(member)]
    if not own and not members:
        return None
    return b";%s = __unmask_decorated(%s, [%s], [%s]);" % (name.text, name.text, b",".join(own), b",".join(members))


def _member(node: tree_sitter.Node) -> Iterator[bytes]:
    decorators = _decorators(node)
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    if decorators and name is not None and name.type in ("property_identifier", "string") and name.text is not None:
        text = json.dumps(name.text.decode("utf-8", "replace").strip("'\"")).encode()
        is_static = any(child.type == "static" for child in node.children)
        yield b"[%s,%d,%d,[%s]]" % (text, is_static, node.type == "field_definition", b",".join(decorators))


def _decorators(node: tree_sitter.Node) -> list[bytes]:
    """The expressions, each as a function that is yet to be called."""
    return [b"() => (%s)" % (child.text or b"")[1:] for child in node.children if child.type == "decorator"]
