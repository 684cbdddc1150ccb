"""Loads modules of the program, and what stands in for packages that it names and does not carry."""

import ast
import base64
import builtins
import importlib
import importlib.abc
import importlib.machinery
import marshal
import re
import sys
import types
import warnings
from collections.abc import Sequence
from typing import Any

from . import rewrite, watch
from .anything import strange
from .channel import ask
from .given import STREAM

ROOT = "/home/user/project"
_EAGER_CHARS = 800_000
"""Source that is compiled before the first run; what comes after is compiled when it is imported."""

_CARRIED = frozenset({"_vendor", "vendor", "_vendored", "vendored", "_vendored_packages", "third_party", "_third_party", "extern"})
"""Folders in which packages keep copies of others; `reach.py` has the same."""
_NAMES_STREAMS = re.compile(r"""["']stream["']|\bstream\s*:\s*(?:[\w.]+\[)?bool""")
"""Code that looks at whether a question wants its answer in pieces."""

_compile = builtins.compile
_codes: dict[str, Any] = {}
"""Path -> code, or the error that compiling it gave."""
_paths: dict[str, None] = {}
"""Modules of the program by path."""
_folders: set[str] = set()
LOADED: list[types.ModuleType] = []
"""Modules of the program that were loaded, in order."""
_ready: dict[str, types.ModuleType] = {}
"""Stand-ins that were loaded, before the first run or in it: each is made once, as most of a real package is when it is loaded again."""
_stand_ins: dict[str, tuple[Any, bool]] = {}
"""Name -> (code, whether it is a package)."""


def is_own(module: Any) -> bool:
    """Whether a module is the program's."""
    return str(getattr(module, "__file__", None) or "").startswith(ROOT)


def is_program(value: Any) -> bool:
    """Whether a function or class is the program's."""
    name = getattr(value, "__module__", None)
    return name == "__main__" or is_own(sys.modules.get(name or ""))


def compiled(text: str, path: str, mode: str = "exec", flags: int = 0) -> Any:
    """The code of a text, rewritten so that what it compares is seen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = _compile(text, path, mode, flags | ast.PyCF_ONLY_AST, True)
        STREAM["is_known"] |= path.startswith(ROOT) and _NAMES_STREAMS.search(text) is not None
        if isinstance(tree, ast.Module):
            rewrite.rewritten(tree, path if path.startswith(ROOT) else "")
        return _compile(tree, path, mode, flags, True)


def _code(path: str) -> Any:
    found = _codes.get(path)
    if found is None:
        try:
            found = compiled(str(ask("text", path)), path)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            found = error
        _codes[path] = found
    if isinstance(found, Exception):
        raise found
    return found


def holds(path: str) -> bool:
    """Whether a path is a module of the program, or a file of Python that it wrote."""
    if path in _paths:
        return True
    try:
        with open(path, encoding="utf-8") as file:
            return path.endswith(".py") and bool(file.read(1))
    except (OSError, UnicodeDecodeError):
        return False


def code_of(path: str) -> Any:
    """The code of a file. Raises SyntaxError, ValueError."""
    if path in _paths:
        return _code(path)
    with open(path, encoding="utf-8") as file:
        return compiled(file.read(), path)


def path_of_module(name: str) -> str | None:
    """The file of a module of the program that `python -m` runs."""
    stem = name.replace(".", "/")
    ends = (f"/{stem}/__main__.py", f"/{stem}.py")
    return next((path for path in _paths if path.endswith(ends)), None)


class Modules(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads modules of the program."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        last = name.rpartition(".")[2]
        if path is not None:
            bases = [f"{one}/{last}" for one in path]
        else:
            bases = [f"{one or ROOT}/{last}" for one in sys.path if isinstance(one, str) and (not one or one.startswith(ROOT))]
        for base in bases:
            for file, is_package in ((f"{base}/__init__.py", True), (f"{base}.py", False)):
                if file in _paths:
                    spec = importlib.machinery.ModuleSpec(name, self, origin=file, is_package=is_package)
                    if is_package:
                        spec.submodule_search_locations = [base]
                    spec.has_location = True
                    return spec
            if base in _folders:
                spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
                spec.submodule_search_locations = [base]
                return spec
        is_copied = path is None and name in _stand_ins and name not in sys.stdlib_module_names and any(map(_is_of_copies, bases))
        return StandIns().find_spec(name) if is_copied else None  # before the files without code that are left of the copy

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        LOADED.append(module)
        exec(_code(str(module.__spec__.origin)), module.__dict__)  # noqa: S102  # inside of WebAssembly

    def get_source(self, name: str) -> str | None:
        spec = self.find_spec(name)
        return None if spec is None or spec.origin is None else str(ask("text", spec.origin))

    def get_code(self, name: str) -> Any:
        spec = self.find_spec(name, _search_path(name))
        return None if spec is None or spec.origin is None else _code(spec.origin)

    def get_data(self, path: str) -> bytes:
        with open(path, "rb") as file:
            return file.read()

    def get_filename(self, name: str) -> str:
        spec = self.find_spec(name, _search_path(name))
        if spec is None or spec.origin is None:
            raise ImportError(name)
        return spec.origin

    def is_package(self, name: str) -> bool:
        spec = self.find_spec(name, _search_path(name))
        return spec is not None and spec.submodule_search_locations is not None

    def get_resource_reader(self, name: str) -> Any:
        from importlib.readers import FileReader

        spec = self.find_spec(name, _search_path(name))
        if spec is None or spec.origin is None:
            return None
        return FileReader(types.SimpleNamespace(path=spec.origin))


def _is_of_copies(path: str) -> bool:
    return not _CARRIED.isdisjoint(path.removeprefix(ROOT).split("/"))


def _search_path(name: str) -> Any:
    parent = name.rpartition(".")[0]
    return getattr(sys.modules.get(parent), "__path__", None) if parent else None


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Packages that are known, and modules that this build of the library lacks."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        found = _stand_ins.get(name)
        if found is None:
            return importlib.machinery.ModuleSpec(name, Carried()) if _carried_name(name) in _stand_ins else None
        where = f"/usr/lib/python3/dist-packages/{name.replace('.', '/')}{'/__init__' if found[1] else ''}.py"
        spec = importlib.machinery.ModuleSpec(name, self, origin=where, is_package=found[1])
        spec.has_location = True
        return spec

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return _ready.get(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        name = module.__name__
        if name in _ready:
            return
        _ready[name] = module
        try:
            exec(_stand_ins[name][0], module.__dict__)  # noqa: S102  # inside of WebAssembly
        except BaseException:
            del _ready[name]
            raise


class Carried(importlib.abc.Loader):
    """A copy of a package in a folder of the program's own, which is not laid out: what stands in for the package stands for it."""

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return importlib.import_module(_carried_name(spec.name))

    def exec_module(self, module: types.ModuleType) -> None:
        return


def _carried_name(name: str) -> str:
    """`requests.sessions` of `tool._vendor.requests.sessions`; empty where no part is such a folder."""
    parts = name.split(".")
    at = next((index for index, part in enumerate(parts) if part in _CARRIED), len(parts))
    return ".".join(parts[at + 1 :])


class Strangers(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Packages that neither the program nor the library has, and that nothing stands in for: they answer anything."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        first = name.split(".")[0]
        if first in sys.stdlib_module_names or first in _ABSENT or is_own(sys.modules.get(first)):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        if spec.name.rpartition(".")[2] in _PASSED_ON:
            return importlib.import_module("pydantic")
        module: Any = types.ModuleType(spec.name)
        module.__path__ = []
        module.__version__ = "1.0.0"
        module.__getattr__ = lambda attribute: _attribute_of(spec.name, attribute)
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        return None


_PASSED_ON = frozenset({"pydantic", "pydantic_v1"})
"""Modules under which packages hand on the classes for models that they use themselves."""
_ABSENT = frozenset({"_pytest", "pytest_cov", "google.colab", "pyodide", "js", "_bz2", "_lzma", "_typeshed", "java"})
"""What a program asks for to learn where it runs: it is not there."""


def _attribute_of(package: str, attribute: str) -> Any:
    if attribute.startswith("__"):
        raise AttributeError(attribute)
    return strange(package, attribute)


def lay_out(folder: str) -> None:
    """Compile what stands in for packages: each file of the folder is the package of its name. Called before the image is taken."""
    import os

    for at, _, names in os.walk(folder):
        for name in sorted(names):
            if not name.endswith(".py"):
                continue
            path = f"{at}/{name}"
            parts = path[len(folder) + 1 : -3].split("/")
            is_package = parts[-1] == "__init__"
            with open(path, encoding="utf-8") as file:
                code = _compile(file.read(), path, "exec", 0, True)
            _stand_ins[".".join(parts[:-1] if is_package else parts)] = (code, is_package)
    for name in list(_stand_ins):
        parent = name.rpartition(".")[0]
        if parent and parent in _stand_ins:
            _stand_ins[parent] = (_stand_ins[parent][0], True)


def stand_in(name: str, code: Any = None) -> None:
    """Another name that nothing but the code stands for."""
    _stand_ins[name] = (code, False)


def prepare(paths: Sequence[str], first: Sequence[str]) -> None:
    """Compile the program's modules, those that are started first, as far as it is worth the time; import what they name of others."""
    _paths.update(dict.fromkeys(paths))
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent.startswith(ROOT) and parent not in _folders:
            _folders.add(parent)
            parent = parent.rpartition("/")[0]
    left = _EAGER_CHARS
    waiting = [*first, *(path for path in paths if path not in first)]
    names: dict[str, None] = {}
    for path in waiting:
        text = str(ask("text", path))
        left -= len(text)
        if left < 0:
            break  # the rest is compiled when it is imported
        try:
            _codes[path] = compiled(text, path)
            names.update(dict.fromkeys(_imports(_codes[path])))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            _codes[path] = error
    before = set(sys.modules)
    own = {path.rpartition("/")[2].removesuffix(".py") for path in paths} | {folder.rpartition("/")[2] for folder in _folders}
    for name in names:
        if name.split(".")[0] not in own and _is_quiet(name):
            try:
                __import__(name)
            except Exception:  # noqa: BLE001  # it fails again where the program imports it
                continue
    for name in set(sys.modules) - before:
        if name in _stand_ins and name.split(".")[0] not in sys.stdlib_module_names:
            del sys.modules[name]  # finders that the program installs are to be asked for it


_EFFECTS = frozenset({"this", "antigravity", "__main__", "idlelib", "turtle", "lib2to3", "test", "__hello__", "pip", "site", "_unmask"})


def _is_quiet(name: str) -> bool:
    first = name.split(".")[0]
    return first not in _EFFECTS and (name in _stand_ins or first in sys.stdlib_module_names)


def _imports(code: Any) -> list[str]:
    import dis

    found = [str(one.argval) for one in dis.get_instructions(code) if one.opname == "IMPORT_NAME"]
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found += _imports(inner)
    return [name for name in found if name]


def run_bytecode(text: str) -> None:
    """Run the marshalled instructions of a module in its place."""
    code = marshal.loads(base64.b64decode(text))
    watch.keep_constants(code)
    _exec(code, sys._getframe(1).f_globals)


def install() -> None:
    """Put the finders in their order: the program, the library, what stands in, whatever else."""
    sys.meta_path.insert(0, Modules())
    sys.meta_path.append(StandIns())
    sys.meta_path.append(Strangers())
    builtins.__unmask_bytecode__ = run_bytecode  # type: ignore[attr-defined]
    builtins.compile = _program_compile
    builtins.exec = _program_exec
    builtins.eval = _program_eval


def _is_program(depth: int = 2) -> bool:
    name = sys._getframe(depth).f_code.co_filename
    return name.startswith((ROOT, "<"))


def _program_compile(
    source: Any, filename: Any, mode: str, flags: int = 0, dont_inherit: bool = False, optimize: int = -1, **more: Any
) -> Any:
    if isinstance(source, str | bytes) and mode == "exec" and not flags & ast.PyCF_ONLY_AST and _is_program():
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        code = compiled(text, str(filename), "exec", flags)
        watch.keep_constants(code)
        return code
    return _compile(source, filename, mode, flags, dont_inherit, optimize, **more)


def _program_exec(source: Any, globals: Any = None, locals: Any = None, /, **more: Any) -> None:
    if globals is None:
        frame = sys._getframe(1)
        globals, locals = frame.f_globals, frame.f_locals if locals is None else locals
    if isinstance(source, str | bytes | bytearray) and _is_program():
        text = source if isinstance(source, str) else bytes(source).decode("utf-8", "replace")
        source = compiled(text, "<string>", "exec")
        watch.keep_constants(source)
    _exec(source, globals, locals, **more)


def _program_eval(source: Any, globals: Any = None, locals: Any = None, /) -> Any:
    if globals is None:
        frame = sys._getframe(1)
        globals, locals = frame.f_globals, frame.f_locals if locals is None else locals
    if isinstance(source, str) and _is_program():
        tree = _compile(source.strip(" \t"), "<string>", "eval", ast.PyCF_ONLY_AST, True)
        source = _compile(rewrite.expression(tree), "<string>", "eval", 0, True)
        watch.keep_constants(source)
    return watch.made(_eval(source, globals, locals))


_exec, _eval = builtins.exec, builtins.eval
