"""Where a name gets its value: the declarator, assignment, parameter or loop that a mention of it is the target of."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.code.javascript.tree import CLASSES, FUNCTIONS, Node, parameters

Path = tuple[str, ...]
"""Property names from a value to a part of it; `ANY` stands for an element or a property that is not known."""
ANY = "*"


class Giver(StrEnum):
    VALUE = "value"
    """`node` is the expression whose part at `path` the name gets."""
    ELEMENT = "element"
    """`node` is iterated; the name gets the part at `path` of each element."""
    PARAMETER = "parameter"
    """`node` is the function; the name gets the part at `path` of argument `index`."""
    SELF = "self"
    """`node` is the function or class that the name names."""
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Site:
    """What gives a name its value at one place."""

    giver: Giver
    node: Node
    path: Path = ()
    index: int = 0
    is_rest: bool = False
    operator: str = "="


def site_of(mention: Node) -> Site | None:
    """What the mention is the target of; None: it only uses the name."""
    path: Path = ()
    node, parent = mention, mention.parent
    is_rest = False
    while parent is not None:
        match parent.kind:
            case "pair_pattern" if node.field == "value":
                path = (key_of(parent) or ANY, *path)
            case "assignment_pattern" | "object_assignment_pattern":
                if node.field != "left":
                    return None
                if node.kind == "shorthand_property_identifier_pattern":
                    path = (node.text, *path)
            case "rest_pattern":
                is_rest = True
            case "array_pattern":
                path = (ANY if is_rest else str(parent.kids.index(node)), *path)
            case "object_pattern":
                if node.kind == "shorthand_property_identifier_pattern":
                    path = (node.text, *path)
            case "pair" | "object" | "array" | "spread_element":
                if not _is_target(parent):
                    return None
                path = _literal_path(parent, node, path)
            case _:
                return _owner(parent, node, path, is_rest=is_rest)
        node, parent = parent, parent.parent
    return None


def key_of(pair: Node) -> str | None:
    """The property name that a pair, method or field defines, where it is written out."""
    key = pair.get("key") or pair.get("name") or pair.get("property")
    if key is None:
        return None
    if key.kind == "string":
        return key.text[1:-1]
    if key.kind == "computed_property_name":
        inner = key.kids[0] if key.kids else None
        return inner.text[1:-1] if inner is not None and inner.kind == "string" else None
    return key.text


def _owner(parent: Node, node: Node, path: Path, *, is_rest: bool) -> Site | None:
    match parent.kind:
        case "variable_declarator" if node.field == "name":
            value = parent.get("value")
            return None if value is None else Site(Giver.VALUE, value, path)
        case "assignment_expression" | "augmented_assignment_expression" if node.field == "left":
            right = parent.get("right")
            return None if right is None else Site(Giver.VALUE, right, path, operator=parent.op or "=")
        case "for_in_statement" if node.field == "left":
            right = parent.get("right")
            if right is None:
                return None
            return Site(Giver.ELEMENT, right, path) if parent.op and "of" in parent.op.split() else None
        case "formal_parameters" | "required_parameter" | "optional_parameter":
            return _parameter(parent, node, path, is_rest=is_rest)
        case "import_specifier" | "import_clause" | "namespace_import":
            return Site(Giver.IMPORT, parent)
        case kind if kind in FUNCTIONS:
            if node.field == "parameter":
                return Site(Giver.PARAMETER, parent, path)
            if node.field == "name" and kind != "method_definition":
                return Site(Giver.SELF, parent)
            return None
        case kind if kind in CLASSES and node.field == "name":
            return Site(Giver.SELF, parent)
    return None


def _parameter(parent: Node, node: Node, path: Path, *, is_rest: bool) -> Site | None:
    holder = parent if parent.kind == "formal_parameters" else parent.parent
    function = None if holder is None else holder.parent
    if function is None:
        return None
    index = next((number for number, pattern in enumerate(parameters(function)) if pattern.start <= node.start < pattern.end), 0)
    return Site(Giver.PARAMETER, function, path, index=index, is_rest=is_rest and not path)


def _is_target(node: Node) -> bool:
    """True for an object or array literal that is destructured by an assignment."""
    parent = node.parent
    while parent is not None and parent.kind in ("pair", "object", "array", "spread_element", "parenthesized_expression"):
        node, parent = parent, parent.parent
    return parent is not None and parent.kind == "assignment_expression" and node.field == "left"


def _literal_path(parent: Node, node: Node, path: Path) -> Path:
    if parent.kind == "pair":
        return (key_of(parent) or ANY, *path)
    if parent.kind == "array":
        return (str(parent.kids.index(node)), *path)
    if parent.kind == "object" and node.kind == "shorthand_property_identifier":
        return (node.text, *path)
    return path
