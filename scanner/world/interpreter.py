"""What a line of Python tells of the interpreter that runs it: `python3 -c 'import sys; print(sys.version_info[0])'`.

Installers ask so whether there is one, and which, before they start a script of their own. Does not know what asks for anything else.
"""

import ast
import re
import shlex
from collections.abc import Callable, Mapping
from typing import Any

from scanner.world.answer import Answer

VERSION = (3, 12, 7)
_ASKS = re.compile(r"(?:\S*[/\\])?(?:python[\d.]*|py)(?:\.exe)?(?:\s+-(?:[BEIsSuq]+|3[\d.]*))*\s+-[BEIsSuq]*c\s+(.+)\Z", re.DOTALL)
_CODE_CHARS = 400
_ITEMS_MOST = 40
_NAMES: Mapping[str, object] = {
    "sys.version_info": (*VERSION, "final", 0),
    "sys.version_info.major": VERSION[0], "sys.version_info.minor": VERSION[1], "sys.version_info.micro": VERSION[2],
    "sys.version": "3.12.7 (main, Oct  1 2024, 00:00:00) [GCC 13.2.0]",
    "sys.hexversion": 0x030C07F0,
    "sys.executable": "/usr/bin/python3",
    "sys.implementation.name": "cpython",
    "platform.python_version": "3.12.7", "platform.python_implementation": "CPython",
    "platform.python_version_tuple": tuple(map(str, VERSION)),
}  # fmt: skip
_CALLS: Mapping[str, Callable[..., object]] = {"str": str, "int": int, "repr": repr, "len": len, "tuple": tuple, "list": list, "bool": bool}
_COMPARED: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Eq: lambda one, other: one == other, ast.NotEq: lambda one, other: one != other, ast.Lt: lambda one, other: one < other,
    ast.LtE: lambda one, other: one <= other, ast.Gt: lambda one, other: one > other, ast.GtE: lambda one, other: one >= other,
    ast.In: lambda one, other: one in other, ast.NotIn: lambda one, other: one not in other,
}  # fmt: skip


class _Unknown(Exception):
    """The line does something else."""


def told_of_itself(line: str) -> Answer | None:
    """The answer to such a command line; None: it asks for something else."""
    asked = _ASKS.match(line)
    code = _code(asked[1]) if asked is not None else None
    if code is None or len(code) > _CODE_CHARS:
        return None
    try:
        printed = "".join(map(_printed, ast.parse(code).body))
    except (_Unknown, SyntaxError, TypeError, ValueError, IndexError, RecursionError, OverflowError, MemoryError):
        return None
    return Answer(text=printed, reads=("workspace",)) if printed else None


def _code(rest: str) -> str | None:
    """The code as it was quoted, or all of it where nothing quotes it."""
    if rest[0] not in "\"'":
        return rest
    try:
        words = shlex.split(rest)
    except ValueError:
        return None
    return words[0] if words else None


def _printed(statement: ast.stmt) -> str:
    """What a statement prints."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return ""
    call = statement.value if isinstance(statement, ast.Expr) else None
    name = _name(call.func) if isinstance(call, ast.Call) else ""
    if not isinstance(call, ast.Call) or name not in ("print", "sys.stdout.write"):
        raise _Unknown
    options = {one.arg: _value(one.value, {}) for one in call.keywords}
    if name == "sys.stdout.write":
        return str(_value(call.args[0], {}))
    return str(options.get("sep", " ")).join(str(one) for one in _values(call.args, {})) + str(options.get("end", "\n"))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _values(nodes: list[ast.expr], held: Mapping[str, object]) -> list[Any]:
    """The values of expressions, those with a star taken apart."""
    found: list[Any] = []
    for node in nodes:
        found += _value(node.value, held)[:_ITEMS_MOST] if isinstance(node, ast.Starred) else [_value(node, held)]
    return found


def _value(node: ast.expr, held: Mapping[str, object]) -> Any:
    """The value of an expression over what is known of the interpreter. held: what names stand for."""
    match node:
        case ast.Constant():
            return node.value
        case ast.Name() | ast.Attribute() if (name := _name(node)) in held or name in _NAMES:
            return held.get(name, _NAMES.get(name))
        case ast.Tuple() | ast.List():
            return tuple(_values(node.elts, held))
        case ast.Subscript():
            return _value(node.value, held)[_index(node.slice, held)]
        case ast.Compare(ops=[operator], comparators=[other]) if type(operator) in _COMPARED:
            return _COMPARED[type(operator)](_value(node.left, held), _value(other, held))
        case ast.IfExp():
            return _value(node.body if _value(node.test, held) else node.orelse, held)
        case ast.BinOp(op=ast.Mod()) if isinstance(text := _value(node.left, held), str):
            return _short(text) % _value(node.right, held)
        case ast.JoinedStr():
            return "".join(str(_value(part.value if isinstance(part, ast.FormattedValue) else part, held)) for part in node.values)
        case ast.GeneratorExp(generators=[each]) | ast.ListComp(generators=[each]) if isinstance(each.target, ast.Name) and not each.ifs:
            items = _value(each.iter, held)[:_ITEMS_MOST]
            return tuple(_value(node.elt, {**held, each.target.id: item}) for item in items)
        case ast.Call():
            return _called(node, held)
    raise _Unknown


def _index(node: ast.expr, held: Mapping[str, object]) -> Any:
    if not isinstance(node, ast.Slice):
        return _value(node, held)
    return slice(*(None if one is None else _value(one, held) for one in (node.lower, node.upper, node.step)))


def _called(node: ast.Call, held: Mapping[str, object]) -> Any:
    name, given = _name(node.func), node.args
    if name in _NAMES and not given:
        return _NAMES[name]
    if name in _CALLS:
        return _CALLS[name](*_values(given, held))
    if name == "map" and len(given) == 2 and (function := _CALLS.get(_name(given[0]))) is not None:
        return tuple(map(function, _value(given[1], held)))
    if isinstance(node.func, ast.Attribute) and isinstance(text := _value(node.func.value, held), str):
        if node.func.attr == "join":
            return text.join(_value(given[0], held))
        if node.func.attr == "format":
            return _short(text).format(*_values(given, held))
        if node.func.attr == "split":
            return text.split(*_values(given, held))
    raise _Unknown


def _short(template: str) -> str:
    """A template that makes no long text of what it is given."""
    if re.search(r"\d{3}|\*|[{.]\w*[.\[]", template):
        raise _Unknown
    return template
