"""The sentences that the stages write into a report (why something was not examined, what was left out), found in their source.

A text counts when it is given as a `reason`, by name or by place, or is what a worker refuses with. Names are followed to the assignments,
and calls to the `return`s, of the same module. Does not see a sentence that is put together from pieces elsewhere.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase

REASON = "reason"
REFUSALS = frozenset({"Refusal", "Damaged"})
"""Exceptions whose text becomes the reason of a gap."""
OTHER_PARTS = frozenset({"render", "cli", "ruleset"})
"""Parts of the product whose texts are no reasons: they have messages of their own, or speak on the terminal alone."""
_NESTED = 4
"""How far names and calls are followed."""


@cache
def sentences(package: Path) -> tuple[str, ...]:
    """Every sentence once, in the order of files, with a slot (`{a}`, `{b}` ...) where a value is put in."""
    paths = (path for path in sorted(package.rglob("*.py")) if _has_reasons(path.relative_to(package)))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    places = {name: index for tree in trees for name, index in _reason_places(tree)}
    found = dict.fromkeys(text for tree in trees for text in _Module(tree, places).sentences())
    return tuple(text for text in found if _says_something(text))


def _has_reasons(path: Path) -> bool:
    return path.parts[0] not in OTHER_PARTS and "guest" not in path.parts


def _reason_places(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions of ours that take a reason, and at which place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
            if REASON in names:
                yield node.name, names.index(REASON)


def _says_something(text: str) -> bool:
    """A text of words: one of slots alone passes on what another place says, and a single word is a name."""
    return sum(word.isalpha() for word in text.split()) >= 2


class _Module:
    def __init__(self, tree: ast.Module, places: dict[str, int]) -> None:
        self.tree = tree
        self.places = places
        self.functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

    def sentences(self) -> Iterator[str]:
        for scope in (self.tree, *self.functions.values()):
            for node in _own(scope):
                if isinstance(node, ast.Call):
                    for given in self._reasons(node):
                        yield from self._texts(given, scope, _NESTED)

    def _reasons(self, call: ast.Call) -> Iterator[ast.expr]:
        yield from (keyword.value for keyword in call.keywords if keyword.arg == REASON)
        name = _called(call)
        place = 0 if name in REFUSALS else self.places.get(name)
        if place is not None and place < len(call.args):
            yield call.args[place]

    def _texts(self, node: ast.AST, scope: ast.AST, depth: int) -> Iterator[str]:
        if depth == 0:
            return
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr():
                yield _with_slots(node)
            case ast.IfExp():
                yield from self._texts(node.body, scope, depth)
                yield from self._texts(node.orelse, scope, depth)
            case ast.BoolOp():
                for value in node.values:
                    yield from self._texts(value, scope, depth)
            case ast.Name():
                for value in _assigned(node.id, scope, self.tree):
                    yield from self._texts(value, scope, depth - 1)
            case ast.Call() if _called(node) in self.functions:
                function = self.functions[_called(node)]
                for inner in _own(function):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from self._texts(inner.value, function, depth - 1)


@cache
def _own(scope: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes of a function or module, without those of functions in it."""
    found, waiting = [], list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.FunctionDef):
            found.append(node)
            waiting += ast.iter_child_nodes(node)
    return tuple(found)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _assigned(name: str, scope: ast.AST, tree: ast.Module) -> Iterator[ast.expr]:
    for node in (*_own(scope), *(tree.body if scope is not tree else ())):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value


def _with_slots(text: ast.JoinedStr) -> str:
    """Equal expressions have the same slot, for a pattern holds the same text in equal slots."""
    slots: dict[str, str] = {}
    parts = []
    for value in text.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            slot = slots.setdefault(ast.dump(value), ascii_lowercase[len(slots)])
            parts.append(f"{{{slot}}}")
    return "".join(parts)
