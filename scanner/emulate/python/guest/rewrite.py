"""The program's code with the functions of `watch` around what it compares and looks up.

Does not change chained comparisons, annotations, patterns of `match`, and look-ups by constants.
"""

import ast
from typing import Any

from .watch import METHODS

_next = [0]
_lines: dict[int, tuple[int, int]] = {}
"""Number of a function -> its first and last line."""
_files: list[tuple[int, int, str]] = []
_FUNCTIONS_MOST = 65_000
_COMPARISONS = {ast.Eq: "__unmask_same__", ast.NotEq: "__unmask_differs__", ast.In: "__unmask_in__", ast.NotIn: "__unmask_not_in__"}
_DEEP = 150
"""Nesting beyond which code is left as it is: the recursion of this module costs more stack than the compiler's."""


def count() -> int:
    """Functions that were numbered so far."""
    return _next[0]


def rewritten(tree: ast.Module, path: str = "") -> ast.Module:
    """The tree, changed in place. path: where it lies; empty: in no file."""
    first = _next[0]
    for statement in tree.body:
        _visit(statement, 0)
    if path:
        _files.append((first, _next[0], path))
    return tree


def places() -> list[tuple[int, str, int, int]]:
    """(number, path, first line, last line) of the functions of files."""
    return [(number, path, *_lines[number]) for first, after, path in _files for number in range(first, after) if number in _lines]


def _call(name: str, arguments: list[ast.expr], at: ast.expr) -> ast.expr:
    function = ast.copy_location(ast.Name(name, ast.Load()), at)
    return ast.copy_location(ast.Call(function, arguments, []), at)


def _visit(node: ast.AST, depth: int) -> None:
    """Replace what lies below a node."""
    if depth > _DEEP:
        return
    kind = type(node)
    skipped = _SKIPPED.get(kind, ())
    for name in node._fields:
        if name in skipped:
            continue
        value = getattr(node, name, None)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.AST):
                    _visit(item, depth + 1)
                    if isinstance(item, ast.expr):
                        value[index] = _replaced(item)
        elif isinstance(value, ast.AST):
            _visit(value, depth + 1)
            if isinstance(value, ast.expr):
                setattr(node, name, _replaced(value))
    step = _STATEMENTS.get(kind)
    if step is not None:
        step(node)


_SMALL = 99
"""Numbers up to it are counts and places."""
_SKIPPED: dict[type, tuple[str, ...]] = {
    ast.AnnAssign: ("annotation",),
    ast.arg: ("annotation",),
    ast.FunctionDef: ("returns",),
    ast.AsyncFunctionDef: ("returns",),
    ast.match_case: ("pattern",),
    ast.Delete: ("targets",),
}


def _replaced(node: ast.expr) -> ast.expr:
    step = _EXPRESSIONS.get(type(node))
    return node if step is None else step(node)


def _comparison(node: Any) -> ast.expr:
    if len(node.ops) != 1:
        return node
    name = _COMPARISONS.get(type(node.ops[0]))
    left, right = node.left, node.comparators[0]
    if name is None or any(isinstance(one, ast.Constant) and not _may_tell(one.value) for one in (left, right)):
        return node
    return _call(name, [left, right], node)


def _may_tell(value: Any) -> bool:
    """Whether a constant can be what a value of a persona is looked for by: a text, or a number such as a port."""
    return isinstance(value, str | bytes) or (type(value) is int and value > _SMALL)


def _attribute(node: Any) -> ast.expr:
    if node.attr not in METHODS or not isinstance(node.ctx, ast.Load):
        return node
    return _call("__unmask_attr__", [node.value, ast.copy_location(ast.Constant(node.attr), node)], node)


def _subscript(node: Any) -> ast.expr:
    if not isinstance(node.ctx, ast.Load) or isinstance(node.slice, ast.Constant | ast.Slice | ast.UnaryOp | ast.BinOp):
        return node
    if isinstance(node.slice, ast.Tuple) and any(isinstance(one, ast.Slice | ast.Starred) for one in node.slice.elts):
        return node
    return _call("__unmask_item__", [node.value, node.slice], node)


def _operation(node: Any) -> ast.expr:
    if not isinstance(node.op, ast.BitAnd) or any(isinstance(one, ast.Constant) for one in (node.left, node.right)):
        return node
    return _call("__unmask_both__", [node.left, node.right], node)


_EXPRESSIONS: dict[type, Any] = {
    ast.Compare: _comparison,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.BinOp: _operation,
}
_GIVES = (ast.Call, ast.ListComp, ast.SetComp, ast.DictComp, ast.BinOp, ast.JoinedStr)


def _function(node: Any) -> None:
    """Mark that it ran."""
    number = _next[0]
    if number >= _FUNCTIONS_MOST:
        return
    _next[0] = number + 1
    _lines[number] = node.lineno, node.end_lineno or node.lineno
    body = node.body
    at = 1 if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and isinstance(body[0].value.value, str) else 0
    target = ast.Subscript(ast.Name("__unmask_ran__", ast.Load()), ast.Constant(number), ast.Store())
    mark = ast.Assign([target], ast.Constant(1))
    line = body[0]
    for one in ast.walk(mark):
        ast.copy_location(one, line)
    body.insert(at, mark)


def _gives(node: Any) -> None:
    if isinstance(node.value, _GIVES):
        node.value = _call("__unmask_made__", [node.value], node.value)


def _match(node: Any) -> None:
    labels = [
        one.value for case in node.cases for one in ast.walk(case.pattern) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    if labels:
        listed = ast.copy_location(ast.Constant(tuple(labels)), node.subject)
        node.subject = _call("__unmask_case__", [node.subject, listed], node.subject)


_STATEMENTS: dict[type, Any] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Return: _gives,
    ast.Assign: _gives,
    ast.AnnAssign: _gives,
    ast.NamedExpr: _gives,
    ast.Match: _match,
}


def expression(tree: Any) -> Any:
    """An expression, changed in place."""
    _visit(tree, 0)
    return tree
