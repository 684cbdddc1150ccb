"""Children that are Python themselves: their code is run here, in a module of its own, and what it prints is their output."""

import contextlib
import importlib.util
import io
import os
import shlex
import sys
import types
from collections.abc import Iterator, Mapping
from typing import Any

from .environment import ENVIRONMENT

_CHILDREN_MOST = 8
_started = [0]


class _Started:
    """The code of a child, and how it is started."""

    def __init__(self, code: Any, title: str, arguments: list[str], module: str = "", root: str = "") -> None:
        self.code, self.title, self.arguments, self.module, self.root = code, title, arguments, module, root


def run(command: Any, given: Any, env: Mapping[str, str] | None = None, cwd: Any = None) -> tuple[str, int] | None:
    """What a child prints that is started to run Python code of the program, and its status; None: it is none.

    given: its standard input; empty: it has that of the program. env: its variables; None: those of the program.
    """
    words = _words(command)
    if not words or not _is_python(words[0]) or _started[0] >= _CHILDREN_MOST:
        return None
    with _within(cwd):
        found = _code(words[1:], given)
        if found is None:
            return None
        _started[0] += 1
        with ENVIRONMENT.replaced(env):
            return _printed(found, given)


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


def _code(words: list[str], given: Any) -> _Started | None:
    """What `-c`, a module or file of the program, or the standard input holds."""
    from . import modules

    while words and words[0].startswith("-") and words[0] not in ("-c", "-m", "-"):
        words = words[1:]
    try:
        if len(words) > 1 and words[0] == "-c":
            return _Started(modules.compiled(words[1], "<string>"), "-c", words[2:])
        if words and words[0] == "-" and given:
            return _Started(modules.compiled(_bytes(given).decode("utf-8", "replace"), "<stdin>"), "-", words[1:])
        if len(words) > 1 and words[0] == "-m":
            path = modules.path_of_module(words[1])
            if path is None:
                return None
            stem = words[1].replace(".", "/")
            return _Started(modules.code_of(path), path, words[2:], words[1], path[: path.rindex(f"/{stem}")])
        path = _path(words[0]) if words else None
        if path is not None:
            return _Started(modules.code_of(path), path, words[1:], "", path.rpartition("/")[0])
    except (SyntaxError, ValueError, RecursionError):
        return None
    return None


def _path(word: str) -> str | None:
    """The file of the program, or that it wrote, which is run; of a folder its main module."""
    from . import modules

    path = os.path.abspath(word)
    return next((one for one in (path, f"{path}/__main__.py") if modules.holds(one)), None)


def _bytes(given: Any) -> bytes:
    return given.encode("utf-8", "surrogatepass") if isinstance(given, str) else bytes(given or b"")


def _text_file(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", errors="surrogateescape", write_through=True)


def _printed(child: _Started, given: Any) -> tuple[str, int]:
    from .entry import guarded

    made: Any = types.ModuleType("__main__")
    made.__file__ = child.title
    status = [1]

    def execute() -> None:
        _place(made, child)
        try:
            exec(child.code, made.__dict__)  # noqa: S102  # inside of WebAssembly
            status[0] = 0
        except SystemExit as ended:
            status[0] = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1

    printed = _text_file()
    before = sys.modules.get("__main__"), sys.argv, sys.stdin, list(sys.path)
    sys.modules["__main__"], sys.argv = made, [child.title, *child.arguments]
    if given:
        sys.stdin = _text_file(_bytes(given))
    try:
        with contextlib.redirect_stdout(printed):
            guarded(execute)
    finally:
        main, sys.argv, sys.stdin, sys.path[:] = before
        if main is not None:
            sys.modules["__main__"] = main
    return printed.buffer.getvalue().decode("utf-8", "replace"), status[0]  # type: ignore[attr-defined]


def _place(made: Any, child: _Started) -> None:
    """Where the child imports from, and the package that its relative imports start at."""
    sys.path[:0] = [one for one in (child.root, *str(os.environ.get("PYTHONPATH") or "").split(os.pathsep)) if one]
    if child.module:
        name = f"{child.module}.__main__" if child.title.endswith("/__main__.py") else child.module
        made.__spec__ = importlib.util.find_spec(name)
        made.__package__ = name.rpartition(".")[0]


@contextlib.contextmanager
def _within(folder: Any) -> Iterator[None]:
    """In another working folder, where there is one."""
    before = os.getcwd()
    with contextlib.suppress(OSError, TypeError, ValueError):
        if folder is not None:
            os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
