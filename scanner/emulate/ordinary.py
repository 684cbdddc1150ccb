"""Functions of the world as Node's own are: made with `function`, so that `new` takes them and they have a `prototype`."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import tree_sitter

from scanner.emulate.instrument import LANGUAGE

_Edit = tuple[int, int, str]
"""Where to replace, from and to, and by what."""

_LIKELY_NESTED = 1
"""In how many functions something that a module gives lies at most: in the one that makes the module. What is made deeper within is made
often, and given to nobody."""

_FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration", "method_definition"})
_NAMED_BY = frozenset({"pair", "variable_declarator", "assignment_expression"})


def with_ordinary_functions(text: str) -> str:
    """The same program; arrow functions that a name is given to, methods of objects and static methods are functions that `new` takes.

    Those that are asynchronous, and those whose meaning would be another (`this`, `arguments`, `super`), stay as they are.
    """
    source = text.encode()
    root = tree_sitter.Parser(LANGUAGE).parse(source).root_node
    own = sorted(node.start_byte for node in _found(root, _BOUND))
    parents = sorted(node.start_byte for node in _found(root, "(super) @n"))
    edits: list[_Edit] = []
    for node in _found(root, "[(arrow_function) (method_definition)] @n"):
        if node.type == "arrow_function" and not _has_any(own, node):
            edits.extend(_of_arrow(node))
        elif node.type == "method_definition" and not _has_any(parents, node):
            edits.extend(_of_method(node))
    return _edited(source, sorted(edits)).decode()


_BOUND = '[(this) (super) (meta_property) (await_expression)] @n ((identifier) @n (#eq? @n "arguments"))'


@cache
def _query(text: str) -> tree_sitter.Query:
    return tree_sitter.Query(LANGUAGE, text)


def _found(root: tree_sitter.Node, query: str) -> list[tree_sitter.Node]:
    return tree_sitter.QueryCursor(_query(query)).captures(root).get("n", [])


def _has_any(places: list[int], node: tree_sitter.Node) -> bool:
    at = bisect_left(places, node.start_byte)
    return at < len(places) and places[at] < node.end_byte


def _depth(node: tree_sitter.Node) -> int:
    depth = 0
    above = node.parent
    while above is not None:
        depth += above.type in _FUNCTIONS
        above = above.parent
    return depth


def _of_arrow(node: tree_sitter.Node) -> Iterator[_Edit]:
    named = node.parent is not None and node.parent.type in _NAMED_BY
    body = node.child_by_field_name("body")
    arrow = next((child for child in node.children if child.type == "=>"), None)
    if not named or body is None or arrow is None or node.children[0].type == "async" or _depth(node) > _LIKELY_NESTED:
        return
    alone = node.child_by_field_name("parameter")
    yield node.start_byte, node.start_byte, "function (" if alone else "function "
    yield arrow.start_byte, arrow.end_byte, ")" if alone else ""
    if body.type != "statement_block":
        yield body.start_byte, body.start_byte, "{ return "
        yield body.end_byte, body.end_byte, "; }"


def _of_method(node: tree_sitter.Node) -> Iterator[_Edit]:
    name, parameters = node.child_by_field_name("name"), node.child_by_field_name("parameters")
    before = [child.type for child in node.children[: node.children.index(name)]] if name is not None else []
    in_object = node.parent is not None and node.parent.type == "object"
    if name is None or parameters is None or name.type not in ("property_identifier", "string"):
        return
    if before != ([] if in_object else ["static"]) or _depth(node) > _LIKELY_NESTED:  # an accessor, a generator, asynchronous
        return
    yield name.end_byte, parameters.start_byte, ": function " if in_object else " = function "
    if not in_object:
        yield node.end_byte, node.end_byte, ";"


def _edited(source: bytes, edits: list[_Edit]) -> bytes:
    parts: list[bytes] = []
    at = 0
    for start, end, new in edits:
        parts += source[at:start], new.encode()
        at = end
    return b"".join([*parts, source[at:]])
