"""A light syntax tree of one fragment of code, with parents and with every name resolved to where it is declared.

Built once per fragment from tree-sitter's tree; offsets are those of the whole source, so that a fragment cut from a bundle
points at the bundle. Names that the fragment declares at its top, or does not declare at all, are `free`: the program decides
what they mean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tree_sitter import TreeCursor

from scanner.code.javascript import syntax

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
        "generator_function",
        "generator_function_declaration",
        "class_static_block",
    }
)
CLASSES = frozenset({"class", "class_declaration", "abstract_class_declaration"})
_BLOCKS = frozenset({"statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"}) | CLASSES
_IMPORTS = frozenset({"import_specifier", "import_clause", "namespace_import"})
_SCOPES = FUNCTIONS | _BLOCKS
_DECLARING = _SCOPES | _IMPORTS | {"variable_declarator", "enum_declaration"}
TELLING = frozenset(
    {
        "member_expression",
        "subscript_expression",
        "call_expression",
        "shorthand_property_identifier_pattern",
        "pair_pattern",
        "method_definition",
        "pair",
        "assignment_expression",
        "field_definition",
        "public_field_definition",
    }
)
"""Kinds of nodes that read, call or give something by name: what indices over a whole program are made from."""
_LEAVES = frozenset({"string", "regex", "comment", "number"})
_TYPES = frozenset(
    {
        "type_annotation",
        "type_arguments",
        "type_parameters",
        "interface_declaration",
        "type_alias_declaration",
        "implements_clause",
        "asserts_annotation",
        "type_predicate_annotation",
        "ambient_declaration",
        "function_signature",
        "accessibility_modifier",
        "override_modifier",
        "method_signature",
        "abstract_method_signature",
        "readonly",
    }
)
"""What TypeScript adds and a run does not have."""
_LEFT_OUT = _TYPES | {"comment"}
_KEYWORDS = frozenset({"await", "yield", "async", "static", "get", "set", "spread", "*"})
"""Tokens that say what kind of a thing their node is, wherever they stand."""
_MARKS = frozenset("(){}[],;.:'\"`")
"""Tokens that are never an operator."""
_TRANSPARENT = frozenset({"as_expression", "satisfies_expression", "non_null_expression", "type_assertion", "instantiation_expression"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"})


class Node:
    """One node. `kids` are its named children, in order; `op` is its operator or keyword where it has one."""

    __slots__ = ("binding", "end", "field", "kids", "kind", "op", "parent", "start", "tree")

    def __init__(self, tree: "Fragment", kind: str, start: int, end: int, field_name: str | None, parent: "Node | None") -> None:
        self.tree = tree
        self.kind = kind
        self.start = start
        self.end = end
        self.field = field_name
        self.parent = parent
        self.kids: Sequence[Node] = ()
        self.op: str | None = None
        self.binding: Binding | None = None

    @property
    def text(self) -> str:
        return self.tree.code[self.start : self.end].decode("utf-8", "replace")

    def get(self, name: str) -> "Node | None":
        """The child in a field of the grammar; None: it has none."""
        for kid in self.kids:
            if kid.field == name:
                return kid
        return None

    def walk(self) -> "Iterator[Node]":
        """This node and all below, in source order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.kids))

    def function(self) -> "Node | None":
        """The function that directly holds this node; None: the top of the fragment."""
        node = self.parent
        while node is not None and node.kind not in FUNCTIONS:
            node = node.parent
        return node


@dataclass(slots=True, eq=False)
class Binding:
    """One local variable, parameter, function or class."""

    name: str
    kind: str
    """`var`, `let`, `param`, `function`, `class`, `catch`."""
    declared: list[Node] = field(default_factory=list)
    refs: list[Node] = field(default_factory=list)
    """All mentions, declarations included, in source order."""


@dataclass(slots=True, eq=False)
class Fragment:
    """One parsed range of a source."""

    code: bytes
    """The whole source."""
    root: Node = field(init=False)
    free: dict[str, list[Node]] = field(default_factory=dict)
    """Mentions of names that the program decides, by name, in source order."""
    declared: frozenset[str] = frozenset()
    """Names of `free` that the fragment itself declares at its top."""
    telling: list[Node] = field(default_factory=list)
    """Its nodes of the kinds `TELLING`, in source order."""
    mentions: list[Node] = field(default_factory=list)
    """All mentions of names of variables, in source order."""
    has_error: bool = False
    owner: int = -1
    """Index of the unit that it was parsed from, as the program counts them."""

    def release(self) -> None:
        """Take it apart, so that its memory is given back without a collection. Nothing may hold its nodes."""
        for node in list(self.root.walk()):
            node.parent, node.kids, node.binding = None, (), None
        self.free.clear()
        self.telling.clear()
        self.mentions.clear()
        del self.root


def parse_fragment(code: bytes, start: int, end: int, *, is_property: bool = False, is_typescript: bool = False) -> Fragment:
    """Parse `code[start:end]`; a property (of a table of modules) is parsed inside of an object literal."""
    fragment = Fragment(code)
    text, base = (b"({" + code[start:end] + b"})", start - 2) if is_property else (code[start:end], start)
    tree = syntax.parse(text, is_typescript=is_typescript)
    fragment.has_error = tree.root_node.has_error
    names = _Names(fragment)
    fragment.root = _build(fragment, names, tree.walk(), base, syntax.words(is_typescript), syntax.fields(is_typescript))
    names.resolve()
    return fragment


def _build(fragment: Fragment, names: "_Names", cursor: TreeCursor, base: int, words: syntax.Words, fields: tuple[str | None, ...]) -> Node:
    """The nodes of a tree; what declares and what mentions a name is noted on the way, each with its scope."""
    top = cursor.node
    assert top is not None
    root = Node(fragment, top.type, top.start_byte + base, top.end_byte + base, None, None)
    goto_first_child, goto_next_sibling = cursor.goto_first_child, cursor.goto_next_sibling
    if not goto_first_child():
        return root
    parent, scope = root, names.top
    siblings: list[Node] = []
    root.kids = siblings
    outer: list[tuple[list[Node], _Scope]] = []
    while True:
        raw = cursor.node
        assert raw is not None
        kind, is_named = words[raw.kind_id]
        if is_named:
            if kind not in _LEFT_OUT:
                node = Node(fragment, kind, raw.start_byte + base, raw.end_byte + base, fields[cursor.field_id or 0], parent)
                siblings.append(node)
                if kind in TELLING:
                    fragment.telling.append(node)
                if kind in _NAMES:
                    names.mentions.append((node, scope))
                elif kind not in _LEAVES and goto_first_child():
                    outer.append((siblings, scope))
                    if kind in _DECLARING:
                        scope = names.entered(node, scope)
                    siblings = []
                    node.kids = siblings
                    parent = node
                    continue
        elif kind not in _MARKS and (kind in _KEYWORDS or fields[cursor.field_id or 0] in ("operator", "kind")):
            parent.op = kind if parent.op is None else f"{parent.op} {kind}"
        while not goto_next_sibling():
            if not outer:
                return root
            cursor.goto_parent()
            siblings, scope = outer.pop()
            parent = _closed(parent, siblings)


def _closed(node: Node, siblings: list[Node]) -> Node:
    """Its parent, once `node` is complete; what only has a meaning for types is taken out."""
    parent = node.parent
    assert parent is not None
    if node.kind in _TRANSPARENT and node.kids:
        inner = node.kids[-1] if node.kind == "type_assertion" else node.kids[0]
        inner.parent, inner.field = parent, node.field
        siblings[-1] = inner
    return parent


class _Scope:
    __slots__ = ("is_function", "names", "parent")

    def __init__(self, parent: "_Scope | None", *, is_function: bool) -> None:
        self.parent = parent
        self.is_function = is_function
        self.names: dict[str, Binding] = {}


class _Names:
    """What declares and what mentions names, noted while the nodes are made; declared and resolved when they are complete."""

    def __init__(self, fragment: Fragment) -> None:
        self.fragment = fragment
        self.mentions: list[tuple[Node, _Scope]] = []
        self.top = _Scope(None, is_function=True)
        self._entered: list[tuple[Node, _Scope, _Scope]] = []
        """What declares names, the scope that it stands in, and the one of what it holds."""

    def entered(self, node: Node, scope: _Scope) -> _Scope:
        """The scope of what a declaring node holds."""
        inner = _Scope(scope, is_function=node.kind in FUNCTIONS) if node.kind in _SCOPES else scope
        self._entered.append((node, scope, inner))
        return inner

    def resolve(self) -> None:
        for node, outer, inner in self._entered:
            self._declare_by(node, outer, inner)
        free = self.fragment.free
        self.fragment.mentions = [node for node, _ in self.mentions]
        for node, scope in self.mentions:
            name = node.text
            found = _lookup(scope, name, self.top)
            if found is None:
                free.setdefault(name, []).append(node)
            else:
                node.binding = found
                found.refs.append(node)
        self.fragment.declared = frozenset(self.top.names)

    def _declare_by(self, node: Node, scope: _Scope, inner: _Scope) -> None:
        kind = node.kind
        if kind in FUNCTIONS:
            self._enter_function(node, scope, inner)
        elif kind in CLASSES:
            name = node.get("name")
            if name is not None:
                self._declare(inner if kind == "class" else scope, name, "class")
        elif kind in _BLOCKS:
            self._enter_block(node, inner, scope)
        elif kind == "variable_declarator":
            self._declare_variable(node, scope)
        elif kind in _IMPORTS:
            self._declare_import(node, scope)
        elif kind == "enum_declaration" and (name := node.get("name")) is not None:
            self._declare(scope, name, "let")

    def _enter_function(self, node: Node, scope: _Scope, inner: _Scope) -> None:
        kind = node.kind
        name = node.get("name")
        if kind in ("function_declaration", "generator_function_declaration") and name is not None:
            self._declare(scope, name, "function")
        if kind in ("function_expression", "generator_function") and name is not None:
            self._declare(inner, name, "function")
        for parameter in parameters(node):
            for target in pattern_names(parameter):
                self._declare(inner, target, "param")

    def _enter_block(self, node: Node, inner: _Scope, scope: _Scope) -> None:
        if node.kind == "catch_clause" and (parameter := node.get("parameter")) is not None:
            for target in pattern_names(parameter):
                self._declare(inner, target, "catch")
        if node.kind == "for_in_statement" and node.op and (left := node.get("left")) is not None:
            words = node.op.split()
            if any(word in ("var", "let", "const", "using") for word in words):
                for target in pattern_names(left):
                    self._declare(_function_scope(scope) if "var" in words else inner, target, "let")

    def _declare_variable(self, node: Node, scope: _Scope) -> None:
        is_var = node.parent is not None and node.parent.kind == "variable_declaration"
        name = node.get("name")
        if name is not None:
            for target in pattern_names(name):
                self._declare(_function_scope(scope) if is_var else scope, target, "var" if is_var else "let")

    def _declare_import(self, node: Node, scope: _Scope) -> None:
        if node.kind == "import_specifier":
            target = node.get("alias") or node.get("name")
            if target is not None:
                self._declare(scope, target, "let")
            return
        for kid in node.kids:
            if kid.kind == "identifier":
                self._declare(scope, kid, "let")

    def _declare(self, scope: _Scope, node: Node, kind: str) -> None:
        name = node.text
        binding = scope.names.get(name)
        if binding is None:
            binding = scope.names[name] = Binding(name, kind)
        binding.declared.append(node)


def parameters(function: Node) -> list[Node]:
    """The parameter patterns of a function, in order."""
    single = function.get("parameter")
    if single is not None:
        return [single]
    several = function.get("parameters")
    return [] if several is None else [_pattern(kid) for kid in several.kids]


def _pattern(node: Node) -> Node:
    if node.kind in ("required_parameter", "optional_parameter"):
        inner = node.get("pattern") or (node.kids[0] if node.kids else None)
        return inner or node
    return node


def pattern_names(pattern: Node) -> Iterator[Node]:
    """The identifiers that a pattern declares, defaults and computed keys left out."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        match node.kind:
            case "identifier" | "shorthand_property_identifier_pattern":
                yield node
            case "assignment_pattern" | "object_assignment_pattern":
                left = node.get("left")
                if left is not None:
                    waiting.append(left)
            case "pair_pattern":
                value = node.get("value")
                if value is not None:
                    waiting.append(value)
            case "object_pattern" | "array_pattern" | "rest_pattern" | "required_parameter" | "optional_parameter":
                waiting.extend(reversed(node.kids))
            case _:
                continue  # a default, a computed key, or the target of an assignment: declares nothing


def _function_scope(scope: _Scope) -> _Scope:
    while not scope.is_function and scope.parent is not None:
        scope = scope.parent
    return scope


def _lookup(scope: _Scope | None, name: str, top: _Scope) -> Binding | None:
    while scope is not None and scope is not top:
        found = scope.names.get(name)
        if found is not None:
            return found
        scope = scope.parent
    return None
