"""Children that are Python themselves: their code is run here, in a module of its own, and what it prints is their output."""

import contextlib
import io
import os
import shlex
import sys
import types
from typing import Any

from .environment import ENVIRONMENT

_CHILDREN_MOST = 8
_started = [0]


def run(command: Any, given: Any, variables: dict[str, str]) -> str | None:
    """What a child prints that is started to run Python code of the program; None: it is none."""
    words = _words(command)
    if not words or not _is_python(words[0]) or _started[0] >= _CHILDREN_MOST:
        return None
    found = _code(words[1:], given)
    if found is None:
        return None
    _started[0] += 1
    code, title, arguments = found
    before = dict(ENVIRONMENT.changed)
    ENVIRONMENT.changed.update(variables)
    try:
        return _printed(code, title, arguments)
    finally:
        ENVIRONMENT.changed.clear()
        ENVIRONMENT.changed.update(before)


def _words(command: Any) -> list[str]:
    if isinstance(command, str):
        with contextlib.suppress(ValueError):
            return shlex.split(command)
        return []
    try:
        return [word if isinstance(word, str) else os.fsdecode(os.fspath(word)) for word in command]
    except TypeError:
        return []


def _is_python(word: str) -> bool:
    return word == sys.executable or word.rsplit("/", 1)[-1].split(".")[0].lower() in ("python", "python3", "pythonw", "py")


def _code(words: list[str], given: Any) -> tuple[Any, str, list[str]] | None:
    """(code, name, arguments): of `-c`, of a module or file of the program, or of the standard input."""
    from . import modules

    while words and words[0].startswith("-") and words[0] not in ("-c", "-m", "-"):
        words = words[1:]
    try:
        if len(words) > 1 and words[0] == "-c":
            return modules.compiled(words[1], "<string>"), "-c", words[2:]
        if words and words[0] == "-" and given:
            text = given if isinstance(given, str) else bytes(given).decode("utf-8", "replace")
            return modules.compiled(text, "<stdin>"), "-", words[1:]
        path = modules.path_of_module(words[1]) if len(words) > 1 and words[0] == "-m" else _path(words[0]) if words else None
        if path is not None:
            return modules.code_of(path), path, words[2:] if words[0] == "-m" else words[1:]
    except (SyntaxError, ValueError, RecursionError):
        return None
    return None


def _path(word: str) -> str | None:
    """The file of the program, or that it wrote, which is run."""
    from . import modules

    path = os.path.abspath(word)
    return path if modules.holds(path) else None


def _printed(code: Any, title: str, arguments: list[str]) -> str:
    from .entry import guarded

    made = types.ModuleType("__main__")
    made.__file__ = title
    main, before, printed = sys.modules.get("__main__"), sys.argv, io.StringIO()
    sys.modules["__main__"], sys.argv = made, [title, *arguments]
    try:
        with contextlib.redirect_stdout(printed):
            guarded(lambda: exec(code, made.__dict__))  # noqa: S102  # inside of WebAssembly
    finally:
        sys.argv = before
        if main is not None:
            sys.modules["__main__"] = main
    return printed.getvalue()
