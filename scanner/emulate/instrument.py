"""Probes in the text of a module before it is run: which functions ran, and what values are compared with.

QuickJS has no hook for `===`, `switch`, `in` and `object[key]`; a call put around their operands tells what the program looks for
without changing what it computes. Line numbers stay as they are; `Function.prototype.toString` shows the probes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import tree_sitter
import tree_sitter_javascript

LANGUAGE = tree_sitter.Language(tree_sitter_javascript.language())

FUNCTION_TYPES = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function_declaration",
        "generator_function",
        "method_definition",
        "arrow_function",
    }
)
_DULL = frozenset({"number", "null", "undefined", "true", "false", "regex", "object", "array", "function_expression", "arrow_function"})
"""Operands that no text is compared with."""
_SMALL = 255
"""Numbers up to this are counts, bytes and flags: what is compared with them is not noted."""
_ANSWERS = frozenset(
    {"if_statement", "ternary_expression", "return_statement", "arrow_function", "while_statement", "arguments", "unary_expression"}
)
"""Around an expression whose value is taken for yes or no, or handed to where it is."""
_COUNTERS = frozenset({b"i", b"j", b"k", b"n", b"idx", b"index"})
"""Names of keys that count: probing each access to an array would cost more than all else."""

FUNCTIONS = 1 << 16
"""Functions whose start is noted in one program: as many as the guest has marks for."""
AROUND_BYTES = 40_000
"""Longest piece of text that is probed as a whole around a place of interest."""
BESIDE_BYTES = 4_000
"""How far from a place of interest the statements begin that are probed with it: some hundred lines of minified code."""
CALLS = 12
"""Calls of a function of interest around which it is probed, too: the nearest ones, as short names mean many things in a bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedFunction:
    """One function of a module."""

    name: str
    """Empty: it has none."""
    start_byte: int
    end_byte: int


@dataclass(slots=True)
class Edits:
    """What is put into a text, and what of it is replaced."""

    items: list[tuple[int, int, int, int, bytes]] = field(default_factory=list)
    """(start, order at the same place, inner order, end, text). Nodes are met before what they hold: the outer one's edits arrive first."""

    def before(self, node: tree_sitter.Node, text: bytes) -> None:
        """Put text before a node; of nodes that start together the outer one's comes first."""
        self.items.append((node.start_byte, 2, len(self.items), node.start_byte, text))

    def after(self, node: tree_sitter.Node, text: bytes) -> None:
        """Put text behind a node; of nodes that end together the inner one's comes first."""
        self.items.append((node.end_byte, 0, -len(self.items), node.end_byte, text))

    def instead(self, node: tree_sitter.Node, text: bytes) -> None:
        self.items.append((node.start_byte, 3, len(self.items), node.end_byte, text))

    def at(self, place: int, text: bytes) -> None:
        """Put text where something begins, in front of all that is put before it."""
        self.items.append((place, 1, len(self.items), place, text))

    def applied(self, text: bytes) -> bytes:
        parts: list[bytes] = []
        done = 0
        for start, _, _, end, new in sorted(self.items):
            parts += [text[done:start], new]
            done = end
        return b"".join([*parts, text[done:]])


def probed(
    tree: tree_sitter.Tree, edits: Edits, *, first: int, keeps_context: bool, focus: tuple[int, ...] | None = None
) -> list[ProbedFunction]:
    """Add probes for a parsed module. Returns its functions, numbered from `first` in the order given.

    keeps_context: whether what an `await` returns to must have the asynchronous context it left. focus: byte offsets; only what lies
    around them is probed (a bundle has a million expressions); None: everything. Nothing is probed where the text does not parse.
    """
    functions: list[ProbedFunction] = []
    roots = [tree.root_node] if focus is None else _around(tree, focus)
    for node in (node for root in roots if not root.has_error for node in walked(root)):
        if len(functions) >= FUNCTIONS - first:
            break
        kind = node.type
        if kind in FUNCTION_TYPES:
            if _mark(node, edits, first + len(functions)):
                functions.append(_function(node))
        elif kind == "binary_expression":
            _comparison(node, edits, site_of(first, node))
        elif kind == "switch_statement":
            _choice(node, edits, site_of(first, node))
        elif kind == "subscript_expression":
            _key(node, edits, site_of(first, node))
        elif kind == "await_expression" and keeps_context:
            edits.before(node, b" __unmask_back(__unmask_context(),")
            edits.after(node, b")")
    return functions


_SITES = 1 << 24
"""More than a module that is run whole has bytes."""


def site_of(first: int, node: tree_sitter.Node) -> int:
    """Number of a decision: which module, by the number of its first function, and where in it."""
    return first * _SITES + int(node.start_byte)


def place_of(site: int) -> tuple[int, int]:
    """(number of the first function of the module, byte offset in its text) of a decision."""
    return divmod(site, _SITES)


def _around(tree: tree_sitter.Tree, focus: tuple[int, ...]) -> list[tree_sitter.Node]:
    """The largest node of bearable size around each offset, and around the calls of the function that an offset lies in."""
    text = tree.root_node.text or b""
    offsets = dict.fromkeys(beside for offset in focus for beside in (offset, *_beside(tree, offset)))
    for name, start in {(name, offset) for offset in focus if (name := _caller(tree, offset))}:
        calls = [match.start() for match in re.finditer(rb"(?<![\w$.])" + re.escape(name) + rb"\(", text)]
        offsets |= dict.fromkeys(sorted(calls, key=lambda one: abs(one - start))[:CALLS])
    found = {(node.start_byte, node.end_byte): node for offset in offsets if (node := _largest(tree, offset)) is not None}
    ranges = sorted(found, key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int]] = []
    for one in ranges:
        if not kept or one[1] > kept[-1][1]:
            kept.append(one)  # ranges of nodes lie apart or in each other
    return [found[one] for one in kept]


def _beside(tree: tree_sitter.Tree, offset: int) -> Iterator[int]:
    """Where the statements begin that stand next to the one of an offset: bundlers leave together what was one module.

    What is read in one statement is looked up in another; between them the value goes through objects that nothing follows.
    """
    node = _largest(tree, offset)
    if node is None:
        return
    yield from _near(node.prev_named_sibling, offset, is_before=True)
    yield from _near(node.next_named_sibling, offset, is_before=False)


def _near(node: tree_sitter.Node | None, offset: int, *, is_before: bool) -> Iterator[int]:
    """Where a statement begins and those on from it, while they are near an offset and small enough to be probed as a whole."""
    while node is not None and abs(node.start_byte - offset) <= BESIDE_BYTES and node.end_byte - node.start_byte <= AROUND_BYTES:
        yield node.start_byte
        node = node.prev_named_sibling if is_before else node.next_named_sibling


def _largest(tree: tree_sitter.Tree, offset: int) -> tree_sitter.Node | None:
    node = tree.root_node.descendant_for_byte_range(offset, offset)
    best = None
    while node is not None and node.parent is not None and node.end_byte - node.start_byte <= AROUND_BYTES:
        best, node = node, node.parent
    return best


def _caller(tree: tree_sitter.Tree, offset: int) -> bytes:
    """Name of the innermost function with one around an offset; empty: none has."""
    node = tree.root_node.descendant_for_byte_range(offset, offset)
    while node is not None:
        if node.type in FUNCTION_TYPES and (name := _function(node).name.encode()):
            return name
        node = node.parent
    return b""


def walked(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """A node and all below it, in the order of the text."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def _function(node: tree_sitter.Node) -> ProbedFunction:
    name = node.child_by_field_name("name")
    if name is None and node.parent is not None and node.parent.type in ("variable_declarator", "pair", "assignment_expression"):
        name = node.parent.child_by_field_name("name") or node.parent.child_by_field_name("key") or node.parent.child_by_field_name("left")
    text = (name.text or b"").decode("utf-8", "replace")[:80] if name is not None else ""
    return ProbedFunction(name=text, start_byte=node.start_byte, end_byte=node.end_byte)


def _mark(node: tree_sitter.Node, edits: Edits, number: int) -> bool:
    """Note when the function begins to run. False: a form that takes no probe."""
    body = node.child_by_field_name("body")
    if body is None:
        return False
    mark = f"__unmask_ran[{number}]=1".encode()
    if body.type != "statement_block":
        edits.before(body, b"(" + mark + b",")
        edits.after(body, b")")
        return True
    place = body.start_byte + 1
    for statement in body.named_children:
        if statement.type == "comment":
            continue  # may stand before a directive
        if statement.type != "expression_statement" or not statement.named_children or statement.named_children[0].type != "string":
            break
        place = statement.end_byte  # a directive such as "use strict" counts only at the start
    edits.at(place, b";" + mark + b";")
    return True


def _comparison(node: tree_sitter.Node, edits: Edits, site: int) -> None:
    left, operator, right = (node.child_by_field_name(name) for name in ("left", "operator", "right"))
    if left is None or operator is None or right is None:
        return
    if operator.type == "in":
        if left.type != "private_property_identifier":
            edits.before(node, b" __unmask_in(")
            edits.instead(operator, b",")
            edits.after(node, b",%d)" % site)
        return
    if operator.type == "&":
        _bit(node, left, operator, right, edits, site)
        return
    if operator.type not in ("===", "!==", "==", "!="):
        return
    if _is_dull(left) or _is_dull(right) or b"typeof" in ((left.text or b"")[:7], (right.text or b"")[:6]):
        return
    if left.type == "unary_expression" or right.type == "unary_expression":
        return  # `typeof`, a sign, `void 0`: no text
    name = b"__unmask_same(" if len(operator.type) == 3 else b"__unmask_like("
    edits.before(node, (b" !" if operator.type[0] == "!" else b" ") + name)  # a word such as `return` may stand right before it
    edits.instead(operator, b",")
    edits.after(node, b",%d)" % site)


def _is_dull(node: tree_sitter.Node) -> bool:
    """An operand that neither a text nor a number made of one is compared with."""
    number = _number(node)
    return node.type in _DULL if number is None else number <= _SMALL


def _number(node: tree_sitter.Node) -> int | None:
    """The value of a literal for a whole number; None: it is none."""
    if node.type != "number":
        return None
    try:
        return int((node.text or b"").decode().replace("_", "").rstrip("n"), 0)
    except ValueError:
        return 0  # a fraction, or digits with a leading zero


def _bit(
    node: tree_sitter.Node, left: tree_sitter.Node, operator: tree_sitter.Node, right: tree_sitter.Node, edits: Edits, site: int
) -> None:
    """A bit of a table that is asked for, where the answer is taken for yes or no."""
    place = _place_in_table(left) or _place_in_table(right)
    if place is None or not _is_answer(node):
        return
    edits.before(place, b"__unmask_at(")
    edits.after(place, b",%d)" % _bits_a_word(place))
    edits.before(node, b" __unmask_bit(")
    edits.instead(operator, b",")
    edits.after(node, b",%d)" % site)


def _bits_a_word(place: tree_sitter.Node) -> int:
    """Bits that one step in a table stands for: by the shift that makes a place of a number; of a number's own shift 1, else a byte's 8."""
    if place.parent is not None and place.parent.type == "binary_expression":
        return 1
    operator, right = place.child_by_field_name("operator"), place.child_by_field_name("right")
    shift = _number(right) if right is not None and operator is not None and operator.type in (">>", ">>>") else None
    return 1 << min(shift, 6) if shift is not None else 8


def _place_in_table(node: tree_sitter.Node) -> tree_sitter.Node | None:
    """The expression that says which bit or word of a table is meant; None: the operand is no part of one."""
    if node.type == "parenthesized_expression" and node.named_children:
        return _place_in_table(node.named_children[0])
    if node.type == "subscript_expression":
        return node.child_by_field_name("index")
    if node.type == "call_expression":
        arguments = node.child_by_field_name("arguments")
        return arguments.named_children[0] if arguments is not None and len(arguments.named_children) == 1 else None
    if node.type != "binary_expression":
        return None
    operator, left, right = (node.child_by_field_name(name) for name in ("operator", "left", "right"))
    if left is None or right is None or operator is None or operator.type not in (">>", ">>>"):
        return None
    return _place_in_table(left) or (None if right.type == "number" else right)


def _is_answer(node: tree_sitter.Node) -> bool:
    """Whether the value of an expression is taken for yes or no."""
    above = node.parent
    while above is not None and above.type == "parenthesized_expression":
        above = above.parent
    if above is None:
        return False
    if above.type == "binary_expression":
        operator = above.child_by_field_name("operator")
        return operator is not None and operator.type in ("&&", "||", "===", "!==", "==", "!=", ">")
    return above.type in _ANSWERS or above.type == "variable_declarator"


def _choice(node: tree_sitter.Node, edits: Edits, site: int) -> None:
    value, body = node.child_by_field_name("value"), node.child_by_field_name("body")
    if value is None or body is None or not value.named_children:
        return
    cases = [label for case in body.named_children if (label := case.child_by_field_name("value")) is not None]
    texts: list[str | int] = [text for label in cases if (text := _plain(label)) is not None]
    texts += [number for label in cases if (number := _number(label)) is not None and number > _SMALL]
    inner = value.named_children[-1]
    if texts and inner.type not in _DULL:
        edits.before(inner, b"__unmask_case((")
        edits.after(inner, b")," + json.dumps(texts).encode() + b",%d)" % site)


def _plain(label: tree_sitter.Node) -> str | None:
    """The text of a literal without escapes; None: it is no such literal."""
    if label.type != "string" or b"\\" in (label.text or b""):
        return None
    return (label.text or b"").decode("utf-8", "replace")[1:-1]


def _key(node: tree_sitter.Node, edits: Edits, site: int) -> None:
    owner, index = node.child_by_field_name("object"), node.child_by_field_name("index")
    if owner is None or index is None or index.type in ("number", "string", "unary_expression", "update_expression", "sequence_expression"):
        return
    if index.type == "binary_expression" or index.text in _COUNTERS or not _is_chain(owner):
        return
    edits.before(index, b"__unmask_key(" + (owner.text or b"") + b",")
    edits.after(index, b",%d)" % site)


def _is_chain(node: tree_sitter.Node) -> bool:
    """Whether evaluating a node twice has no effect: names joined by dots."""
    if node.text == b"let":
        return False  # `let[a]of` and `let[a]=` declare what they name; the grammar takes some of them for look-ups
    if node.type == "member_expression":
        inner = node.child_by_field_name("object")
        return inner is not None and b"?." not in (node.text or b"") and _is_chain(inner)
    return node.type in ("identifier", "this")
