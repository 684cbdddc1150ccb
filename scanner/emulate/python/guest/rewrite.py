"""The program's code with the functions of `operators` around what it compares and looks up.

Does not change chained comparisons, annotations, patterns of `match`, and look-ups by constants.
"""

import ast
from typing import Any

from .methods import METHODS

_next = [0]
_lines: dict[int, tuple[int, int]] = {}
"""Number of a function -> its first and last line."""
_files: list[tuple[int, int, str]] = []
_where = [""]
"""Path of the code that is being changed."""
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
    _where[0] = path or "made"
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
    sites = [_site(node)] if isinstance(node.ops[0], ast.Eq | ast.NotEq) else []
    return _call(name, [left, right, *sites], node)


def _site(node: Any) -> ast.expr:
    """The name of a place, which is the same in each run."""
    return ast.copy_location(ast.Constant(f"{_where[0]}:{node.lineno}:{node.col_offset}"), node)


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
    if not isinstance(node.op, ast.BitAnd):
        return node
    for one, other in ((node.left, node.right), (node.right, node.left)):
        asked = _asked_bit(one, other)
        if asked is not None:
            return _call("__unmask_bit__", [*asked, _site(node)], node)
    if any(isinstance(one, ast.Constant) for one in (node.left, node.right)):
        return node
    return _call("__unmask_both__", [node.left, node.right], node)


def _asked_bit(one: ast.expr, other: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The operands of `word >> n & 1` and `word & 1 << n`, noting which bit is asked for; None: no bit is."""
    if _is_one(other) and isinstance(one, ast.BinOp) and isinstance(one.op, ast.RShift) and not isinstance(one.right, ast.Constant):
        held = _word(one.left)
        if held is None:
            return _call("__unmask_shifted__", [one.left, one.right], one), other
        return ast.copy_location(ast.BinOp(held, one.op, one.right), one), other
    if isinstance(other, ast.BinOp) and isinstance(other.op, ast.LShift) and _is_one(other.left):
        held = _word(one)
        return (one, _call("__unmask_mask__", [other.left, other.right], other)) if held is None else (held, other)
    return None


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1 and type(node.value) is int


def _word(node: ast.expr) -> ast.expr | None:
    """The look-up of a word in a table, noting which; None: it is none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "__unmask_item__":
        owner, index = node.args
    elif isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant | ast.Slice | ast.Tuple):
        owner, index = node.value, node.slice
    else:
        return None
    return _call("__unmask_word__", [owner, index, ast.copy_location(ast.Constant(_bits_a_word(index)), node)], node)


def _bits_a_word(index: ast.expr) -> int:
    """Bits that one step in a table stands for: by the shift or division that makes a place of a number; else a byte's."""
    if isinstance(index, ast.BinOp) and isinstance(index.right, ast.Constant) and type(index.right.value) is int:
        count = index.right.value
        if isinstance(index.op, ast.RShift) and 0 < count < 8:
            return 1 << count
        if isinstance(index.op, ast.FloorDiv) and 0 < count <= 64:
            return int(count)
    return 8


def _filling(node: Any) -> None:
    """A table in which bits are set: no list of what the program looks for."""
    if isinstance(node.op, ast.BitOr) and isinstance(node.target, ast.Subscript):
        node.target.value = _call("__unmask_filled__", [node.target.value], node.target.value)


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
        one.value for case in node.cases for one in ast.walk(case.pattern) if isinstance(one, ast.Constant) and _may_tell(one.value)
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
    ast.AugAssign: _filling,
}


def expression(tree: Any) -> Any:
    """An expression, changed in place."""
    _where[0] = "made"
    _visit(tree, 0)
    return tree
