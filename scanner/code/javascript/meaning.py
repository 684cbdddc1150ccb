"""What an expression may stand for: the functions, objects and literals behind names, and its dotted name as rules write it.

Follows names, properties, imports, `require`, re-exports and simple returns backwards, within bounds; an expression that
stands for something computed stays as it is.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from scanner.code.javascript.bindings import ANY, Giver, Path, Site, site_of
from scanner.code.javascript.methods import Methods
from scanner.code.javascript.program import Code, Symbol
from scanner.code.javascript.shape import argument, enclosing_class, exported_by, members, package_name, parts_at, returned
from scanner.code.javascript.strings import string_value
from scanner.code.javascript.tree import CLASSES, FUNCTIONS, Binding, Node

DEPTH = 12
"""How many names, properties and returns are followed to find what an expression stands for."""
_NESTED_DEPTH = 5
_NESTING = 3
"""How many calls deep the callee of a callee is looked for."""
_USERS = 400
"""A name that more units mention is not searched for assignments beyond its declaration."""
_VALUES = 12
"""How many values one expression may have before the rest is left out."""
_GLOBALS = ("globalThis.", "window.", "self.", "global.")
_BUILT = frozenset({"binary_expression", "template_string"})
_COMPUTED = _BUILT | {"identifier", "member_expression", "call_expression"}
FOLD_BYTES = 600 * 1024
"""Names of properties are computed in a program up to this size; in larger ones only where they are put together on the spot."""
_VALUES_OF = {
    "parenthesized_expression": (0,),
    "await_expression": (0,),
    "sequence_expression": (-1,),
    "assignment_expression": (-1,),
    "ternary_expression": (-2, -1),
}
"""Expressions whose value is that of some of their parts, by position."""
Key = Binding | Symbol


class Meaning:
    """Answers over one program, remembered."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self._sites: dict[Key, tuple[Site, ...]] = {}
        self._normal: dict[Node, str | None] = {}
        self.methods = Methods(code)
        self._nesting = 0
        self.tables: list[dict[Any, Any]] = [self._sites, self._normal]
        """What is remembered of nodes, by whoever remembers it."""
        self.fold: Callable[[Node], str | None] | None = None
        """Evaluates expressions of literals, where an evaluator was made for the program (`Pure`)."""

    @contextmanager
    def passing(self) -> Iterator[None]:
        """What is found out inside is forgotten: it may be about code that is not kept."""
        sizes = [len(table) for table in self.tables]
        yield
        for table, size in zip(self.tables, sizes, strict=True):
            while len(table) > size:
                table.popitem()

    def key(self, mention: Node) -> Key | None:
        """The variable that a mention of a name belongs to; None: a global that the program does not declare."""
        if mention.binding is not None:
            return mention.binding
        return self.code.symbol(mention.tree.owner, mention.text)

    def mentions(self, key: Key) -> list[Node]:
        """All mentions of a variable, in order; units that may hold some are parsed."""
        if isinstance(key, Binding):
            return key.refs
        found: list[Node] = []
        for unit in self.code.users_of(key):
            found += self.mentions_in(key, unit)
        return found

    def mentions_in(self, key: Symbol, unit: int) -> list[Node]:
        """Mentions of a symbol in one unit, which is parsed."""
        fragment = self.code.fragment(unit)
        if self.code.module_of[unit] == key.module:
            return fragment.free.get(key.name, [])
        return [node for name, nodes in fragment.free.items() if self.code.symbol(unit, name) == key for node in nodes]

    def sites(self, key: Key) -> tuple[Site, ...]:
        """All places that give the variable a value."""
        found = self._sites.get(key)
        if found is None:
            self._sites[key] = ()  # a variable that is defined by itself ends here
            found = self._sites[key] = tuple(filter(None, (site_of(node) for node in self._targets(key))))
        return found

    def values(self, node: Node, path: Path = (), depth: int = DEPTH) -> list[Node]:
        """The functions, classes, literals and other expressions that the part at `path` of an expression may stand for."""
        found: list[Node] = []
        seen: set[tuple[Node, Path]] = set()
        waiting = [(node, path, depth)]
        while waiting and len(found) < _VALUES:
            item, rest, left = waiting.pop(0)
            if (item, rest) in seen:
                continue
            seen.add((item, rest))
            steps = list(self._step(item, rest)) if left > 0 else []
            if steps:
                waiting.extend((*step, left - 1) for step in steps)
            elif not rest:
                found.append(item)
        return found

    def functions(self, callee: Node, depth: int = DEPTH) -> list[Node]:
        """The functions (for `new`: classes) that a callee may stand for; by the name of the method where that is rare enough."""
        found = [node for node in self.values(callee, depth=depth) if node.kind in FUNCTIONS or node.kind in CLASSES]
        if not found and callee.kind == "member_expression" and (name := callee.get("property")) is not None:
            return self.methods.of(name.text)
        return found

    def normal(self, node: Node) -> str | None:
        """The dotted name of an expression as rules write it ("Intl.DateTimeFormat().resolvedOptions().timeZone").

        `?` stands for a head that is not known; None: the expression is no name, property or call.
        """
        if node in self._normal:
            return self._normal[node]
        self._normal[node] = None
        found = self._normal[node] = self._name(node)
        return found

    def constant(self, node: Node) -> str | None:
        """The text that an expression stands for, where it is a literal in the end, or comes to one."""
        if self.fold is not None:
            return self.fold(node)
        values = self.values(node)
        return string_value(values[0]) if len(values) == 1 else None

    def _targets(self, key: Key) -> Iterator[Node]:
        if isinstance(key, Binding):
            yield from key.refs
            return
        definers = set(self.code.definers(key))
        has_value = False
        for unit in definers:
            nodes = self.mentions_in(key, unit)
            has_value = has_value or any(_gives_value(site_of(node)) for node in nodes)
            yield from nodes
        if has_value:
            return
        users = [unit for unit in self.code.users_of(key) if unit not in definers and self.code.module_of[unit] == key.module]
        name = re.escape(key.name.encode())
        assigns = re.compile(rb"(?<![\w$.])" + name + rb"\s*(?:[|&?]{2})?=(?![=>])|[,{\[:]\s*" + name + rb"\s*[,}\]]")
        for unit in users[:_USERS]:
            if assigns.search(self.code.text(unit)):
                yield from self.mentions_in(key, unit)

    def _step(self, node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
        """What an expression stands for, one step further back."""
        match node.kind:
            case "identifier" | "shorthand_property_identifier":
                yield from self._variable(node, path)
            case kind if kind in _VALUES_OF:
                yield from ((node.kids[index], path) for index in _VALUES_OF[kind] if -len(node.kids) <= index < len(node.kids))
            case "binary_expression" if node.op in ("||", "??", "&&"):
                yield from self._fields(node, path, *(("right",) if node.op == "&&" else ("left", "right")))
            case "member_expression":
                name, inner = node.get("property"), node.get("object")
                if name is not None and inner is not None:
                    yield from self._member(inner, name.text, path)
            case "subscript_expression":
                inner, index = node.get("object"), node.get("index")
                text = None if index is None else string_value(index)
                if inner is not None and text is not None:
                    yield from self._member(inner, text, path)
            case "call_expression" | "new_expression":
                yield from self._result(node, path)
            case "object" | "array" if path:
                yield from parts_at(node, path)
            case kind if kind in CLASSES and path:
                yield from ((member, path[1:]) for member in members(node, path[0]))

    def _fields(self, node: Node, path: Path, *names: str) -> Iterator[tuple[Node, Path]]:
        for name in names:
            kid = node.get(name)
            if kid is not None:
                yield kid, path

    def _variable(self, node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
        key = self.key(node)
        if key is None:
            return
        for site in self.sites(key):
            if site.giver in (Giver.VALUE, Giver.SELF):
                yield site.node, (*site.path, *path)
        if isinstance(key, Symbol) and path:
            link = self.code.cut(key.module).imports.get(key.name) if key.scope == 0 else None
            target = self.code.resolve(key.module, link.module) if link is not None and link.module and link.outer == "*" else None
            if target is not None:
                yield from self.exported(target, path)

    def exported(self, module: int, path: Path) -> Iterator[tuple[Node, Path]]:
        """The expressions that a module exports under the first name of `path`, ES modules and CommonJS."""
        symbol = self.code.exported(module, path[0]) if path else None
        if symbol is not None:
            for site in self.sites(symbol):
                if site.giver in (Giver.VALUE, Giver.SELF):
                    yield site.node, (*site.path, *path[1:])
        for target, value in self.exports_of(module):
            if not target:
                yield value, path
            elif path and target == path[0]:
                yield value, path[1:]

    def exports_of(self, module: int) -> Iterator[tuple[str, Node]]:
        """CommonJS exports of a module: name ("" for all of `module.exports`) and value."""
        for unit in self.code.cut(module).units or ():
            if b"exports" not in self.code.text(unit) or self.code.size(unit) > 1 << 20:
                continue
            for node in self.code.fragment(unit).free.get("exports", []) + self.code.fragment(unit).free.get("module", []):
                yield from exported_by(node)

    def _member(self, inner: Node, name: str, path: Path) -> Iterator[tuple[Node, Path]]:
        if inner.kind == "this":
            owner = enclosing_class(inner)
            if owner is not None:
                yield from ((member, path) for member in self._own(owner, name))
            return
        yield inner, (name, *path)

    def _own(self, owner: Node, name: str) -> Iterator[Node]:
        yield from members(owner, name)
        for node in owner.walk():
            if node.kind == "assignment_expression" and (left := node.get("left")) is not None and left.kind == "member_expression":
                target, prop, right = left.get("object"), left.get("property"), node.get("right")
                if target is not None and target.kind == "this" and prop is not None and prop.text == name and right is not None:
                    yield right

    def _result(self, node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
        callee = node.get("function") or node.get("constructor")
        if callee is None:
            return
        module = self.required(node)
        if module is not None:
            yield from self.exported(module, path)
            return
        if node.kind == "new_expression":
            if path:
                yield callee, path
            return
        first = argument(node, 0)
        name = self.normal(callee) or ""
        if name in ("Object.freeze", "Object.seal") or (
            first is not None and first.kind == "call_expression" and self.required(first) is not None
        ):
            if first is not None:
                yield first, path
            return
        for function in self._callees(callee):
            if function.kind in FUNCTIONS and "async" not in (function.op or "") and "*" not in (function.op or ""):
                yield from ((value, path) for value in returned(function))

    def _callees(self, callee: Node) -> list[Node]:
        """As `values`, for a callee met while values are looked for; only so many of these are nested."""
        if self._nesting >= _NESTING:
            return []
        self._nesting += 1
        try:
            return self.values(callee, depth=_NESTED_DEPTH)
        finally:
            self._nesting -= 1

    def required(self, node: Node) -> int | None:
        """The module of the program that `require("x")` means; None: another call, or a package."""
        callee, first = node.get("function"), argument(node, 0)
        if (
            node.kind != "call_expression"
            or callee is None
            or first is None
            or first.kind != "string"
            or callee.text not in ("require", "import")
        ):
            return None
        return self.code.resolve(self.code.module_of[node.tree.owner], string_value(first) or "")

    def _name(self, node: Node) -> str | None:
        match node.kind:
            case "identifier" | "shorthand_property_identifier" | "undefined":
                return self._name_of_variable(node)
            case "this":
                return "this"
            case "parenthesized_expression" | "await_expression":
                return self.normal(node.kids[0]) if node.kids else None
            case "sequence_expression":
                return self.normal(node.kids[-1]) if node.kids else None
            case "member_expression":
                return self._name_of_member(node, node.get("property"))
            case "subscript_expression":
                return self._name_of_subscript(node)
            case "call_expression" | "new_expression":
                return self._name_of_call(node)
            case "meta_property":
                return "import.meta"
            case "binary_expression" if node.op in ("||", "??"):
                left = node.get("left")
                return None if left is None else self.normal(left)
        return None

    def _name_of_variable(self, node: Node) -> str | None:
        key = self.key(node)
        if key is None:
            return node.text
        if isinstance(key, Symbol):
            link = self.code.cut(key.module).imports.get(key.name) if key.scope == 0 else None
            if link is not None and link.module is not None:
                package = package_name(link.module)
                return package if link.outer in ("*", "default") else f"{package}.{link.outer}"
        sites = self.sites(key)
        if len(sites) == 1 or (sites and isinstance(key, Symbol) and len(sites) <= 2):
            site = sites[-1]
            if site.giver is Giver.VALUE and site.operator == "=":
                base = self.normal(site.node)
                return None if base is None else "".join((base, *(f".{name}" for name in site.path)))
            if site.giver is Giver.PARAMETER and not site.path:
                return self._name_of_default(key)
        return None

    def _name_of_default(self, key: Key) -> str | None:
        """A parameter whose default is a name (`env = process.env`) is taken for it."""
        for node in key.declared if isinstance(key, Binding) else ():
            parent = node.parent
            if parent is not None and parent.kind in ("assignment_pattern", "required_parameter"):
                right = parent.get("right") or parent.get("value")
                if right is not None and right.kind in ("member_expression", "identifier"):
                    return self.normal(right)
        return None

    def _name_of_member(self, node: Node, name: Node | None) -> str | None:
        inner = node.get("object")
        if inner is None or name is None:
            return None
        base = self.normal(inner) or "?"
        if name.text == "default" and "." not in base:
            return base
        return _without_global(f"{base}.{name.text}")

    def _name_of_subscript(self, node: Node) -> str | None:
        inner, index = node.get("object"), node.get("index")
        if inner is None or index is None:
            return None
        text = string_value(index)
        if text is None and index.kind in (_COMPUTED if self.code.bytes_total <= FOLD_BYTES else _BUILT):
            text = self.constant(index)
        base = self.normal(inner) or "?"
        return _without_global(f"{base}.{text}") if text is not None and re.fullmatch(r"[\w$-]+", text) else f"{base}.{ANY}"

    def _name_of_call(self, node: Node) -> str | None:
        callee = node.get("function") or node.get("constructor")
        if callee is None:
            return None
        first = argument(node, 0)
        if callee.kind in ("identifier", "import") and first is not None:
            if callee.text in ("require", "import") and first.kind == "string":
                return package_name(string_value(first) or "")
            if first.kind in ("call_expression", "identifier", "await_expression") and self.key(callee) is not None:
                inner = self._interop(callee, first)
                if inner is not None:
                    return inner
        name = self.normal(callee)
        if name is None:
            return None
        return name if name.endswith(".bind") else f"{name}()"

    def _interop(self, callee: Node, first: Node) -> str | None:
        """`__toESM(require("os"))` and the like stand for the module; told by an argument that is a module of the runtime."""
        base = self.normal(first) if first.kind != "identifier" else None
        if base is None or not re.fullmatch(r"[a-z_/:@-]+", base):
            return None
        return base


def _without_global(name: str) -> str:
    return next((name[len(prefix) :] for prefix in _GLOBALS if name.startswith(prefix)), name)


def _gives_value(site: Site | None) -> bool:
    """False for a declaration that leaves the value to an initialiser elsewhere."""
    return site is not None and (site.giver is not Giver.VALUE or site.node.kind not in ("null", "undefined", "unary_expression"))
