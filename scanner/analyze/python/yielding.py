"""What a function yields: the items of whoever goes through them, or what stands behind `as` in a `with`."""

import ast

from scanner.analyze.python.machine import Machine
from scanner.analyze.python.statements import RETURNED, collect
from scanner.analyze.python.values import Scope, Thing, Value

_MANAGERS = frozenset({"contextmanager", "asynccontextmanager", "fixture"})
"""Decorators under which what is yielded is the value itself (`contextlib`, `pytest`)."""


def collect_yielded(machine: Machine, node: ast.Yield, value: Value, scope: Scope) -> None:
    """Add to what the function gives that is followed. Does not see what is sent into a generator."""
    if not machine.stack:
        return  # outside of all functions, which is no Python
    if _is_manager(machine.stack[-1]):
        collect(machine, node, value, scope)
        return
    control = machine.control()
    made = scope.names.get(RETURNED)
    thing = made.thing() if made is not None else None
    if thing is None:
        thing = Thing(kind="list")
        scope.names[RETURNED] = Value(refs=(thing,))
    thing.elements.append(value if control is None else value.tainted(control))


def _is_manager(function: ast.AST) -> bool:
    for decorator in getattr(function, "decorator_list", ()):
        named = decorator.func if isinstance(decorator, ast.Call) else decorator
        if getattr(named, "attr", getattr(named, "id", "")) in _MANAGERS:
            return True
    return False
