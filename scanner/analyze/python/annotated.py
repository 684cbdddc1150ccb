"""What a parameter stands for that nobody gives a value: an instance of the class of the program that its annotation names."""

import ast

from scanner.analyze.python.values import NOTHING, Class, Scope, Value

_MAX_CHARS = 80


def annotated(annotation: ast.expr | None, scope: Scope) -> Value:
    """The instance; nothing, where the annotation names no class of the program. Of `Store | None` and `Optional[Store]` it is `Store`."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str) and len(annotation.value) < _MAX_CHARS:
        annotation = _parsed(annotation.value)
    if isinstance(annotation, ast.BinOp):
        left = annotated(annotation.left, scope)
        return left if left.refs else annotated(annotation.right, scope)
    if isinstance(annotation, ast.Subscript) and _last_name(annotation.value) in ("Optional", "Annotated"):
        inner = annotation.slice
        return annotated(inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner, scope)
    named = _named(annotation, scope)
    made = next((ref for ref in named.refs if isinstance(ref, Class)), None) if named is not None else None
    return Value(refs=(made.instance,)) if made is not None else NOTHING


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None  # it may be any text


def _last_name(node: ast.expr) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))


def _named(node: ast.expr | None, scope: Scope) -> Value | None:
    """What a plain or dotted name stands for."""
    if isinstance(node, ast.Name):
        return scope.find(node.id)
    if isinstance(node, ast.Attribute):
        owner = _named(node.value, scope)
        inner = next((ref for ref in owner.refs if isinstance(ref, Scope)), None) if owner is not None else None
        return inner.names.get(node.attr) if inner is not None else None
    return None
