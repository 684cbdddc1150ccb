"""What shows only when it is done several times, and what others load: functions that decorators give back, recorders, extensions."""

import importlib
import inspect
import re
from collections.abc import Callable
from typing import Any

from . import modules

_TIMES = 3
_DECORATED = re.compile(r"_?(?:fn|f|func|function|wrapped|callable|call|method|target|handler|callback)_?\Z")
LOADED_BY = {"load_ipython_extension": "IPython"}
"""Name of a function that a program which loads extensions calls -> the package of that program."""
_OBJECTS_MOST = 6
_objects: list[tuple[str, type, Any]] = []
"""(name, class, object) of what the program offers, whose methods were called once."""


def keep(name: str, kind: type, made: Any) -> None:
    """Take down an object whose methods are to be called once more."""
    if len(_objects) < _OBJECTS_MOST and modules.is_program(kind):
        _objects.append((name, kind, made))


def objects() -> list[tuple[str, type, Any]]:
    """What was taken down."""
    return _objects


def use_function(given: Any, settle: Callable[[Callable[..., Any]], Any]) -> None:
    """Put a decorator of the program on a function and call that several times, or do so with the function that a decorator gave.

    settle: calls a function with arguments that fit, and waits for what it gives.
    """
    if not inspect.isfunction(given) or "<locals>" not in given.__qualname__ or not modules.is_program(given):
        return
    names = [one.name for one in inspect.signature(given, follow_wrapped=False).parameters.values() if one.default is one.empty]
    if len(names) == 1 and _DECORATED.match(names[0]):
        given = given(_answer)
    for _ in range(_TIMES if callable(given) else 0):
        settle(given)


def load(name: str, function: Callable[..., Any]) -> None:
    """Have an extension loaded by what it is for, which uses what it adds."""
    importlib.import_module(LOADED_BY[name]).load_extension(function)


def _answer(text: str = "hello world") -> str:
    """A function of the user's own, on which a decorator is put."""
    return text
