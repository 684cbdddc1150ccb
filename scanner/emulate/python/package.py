"""What of a Python program is started, and how: the commands of its package, its main modules, or what it offers to import."""

import ast
import configparser
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeVar

from scanner.emulate.source import ROOT

MAIN_GUARD = re.compile(r"^if\s+(?:__name__\s*==\s*[\"']__main__[\"']|[\"']__main__[\"']\s*==\s*__name__)", re.MULTILINE)
_MAIN_NAMES = ("__main__.py", "main.py", "cli.py", "app.py", "server.py", "agent.py", "run.py")
CARRIED = frozenset(
    {"_vendor", "vendor", "_vendored", "vendored", "_vendored_packages", "third_party", "_third_party", "extern", "site-packages"}
)
"""Folders in which packages keep copies of others; the guest's `modules.py` has the same."""
_TEST_PATH = re.compile(
    r"/(tests?|testing|docs?|examples?|benchmarks?|scripts/ci|"
    + "|".join(sorted(CARRIED))
    + r")/|/(test_\w+|conftest|setup|noxfile|tasks)\.py$"
)
_TARGET = re.compile(r"([\w.]+)(?:\s*:\s*([\w.]+)|\s*\Z)")
_SCRIPT_GROUPS = ("console_scripts", "gui_scripts")
_ABSOLUTE = re.compile(r"^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*(?:\.\w+)+)", re.MULTILINE)
_SHORT = 8
"""Statements of a module that starts another."""
_RELATIVE = re.compile(r"^[ \t]*from[ \t]+(\.+)[\w. ]*[ \t]import\b", re.MULTILINE)
_ENTRY_POINTS_CALL = re.compile(r"[\"']([\w.-]+)\s*=\s*([\w.]+:[\w.]+)[\"']")


OFFERED = "!"
"""Ending of an entry that is imported for what it offers, not started."""
USED = "?"
"""Ending of an entry that runs when the interpreter starts: what a program of the user's sends is looked at."""
_EXTENSION = re.compile(r"^(?:async\s+)?def\s+load_ipython_extension\b", re.MULTILINE)
"""A module that notebooks load by its name, wherever it lies in its package."""
_STARTUP_NAMES = ("sitecustomize.py", "usercustomize.py")
_ACTS_AT_INSTALL = re.compile(
    r"cmdclass|\burllib\b|\brequests\b|\bhttpx\b|\bsocket\b|\bsubprocess\b|os\.system|popen|\bexec\(|\beval\(|__import__|b64decode|getnode|gethostname"
)
"""A `setup.py` that does more than describe its package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A program as it is laid out on the made-up host."""

    modules: tuple[str, ...]
    """Paths of its modules."""
    entries: tuple[str, ...]
    """What is started, best first: a path, a path and a function (`/…/cli.py:main`), a path whose functions are called (`/…/api.py!`)."""
    guarded: frozenset[str]
    """Entries that start themselves: what else they offer is not called."""
    hooks: tuple[str, ...]
    """What runs without being started: at the start of each interpreter, at the installation."""
    startup: tuple[str, ...]
    """Lines that the interpreter runs at its start where the package is installed."""
    roots: tuple[str, ...]
    """Folders from which modules are imported."""
    commands: dict[str, str]
    """Entry -> name of the command that starts it."""
    name: str
    version: str
    summary: str
    points: tuple[tuple[str, str, str], ...]
    """(name, target, group) of the entry points that the package states."""

    @property
    def names(self) -> frozenset[str]:
        """What the program may call itself in its usage."""
        stems = {PurePosixPath(path).stem for path in self.modules}
        return frozenset({*self.commands.values(), self.name, *stems} - {"", "main", "cli", "__main__", "__init__", "app"})

    def facts(self) -> dict[str, object]:
        """What the guest is told."""
        first = [path_of(entry) for entry in self.entries]
        metadata = {"name": self.name, "version": self.version, "summary": self.summary, "commands": self.commands, "points": self.points}
        return {
            "paths": self.modules,
            "roots": self.roots,
            "first": list(dict.fromkeys(first)),
            "metadata": {**metadata, "startup": self.startup},
        }


_COMMANDS_FIRST = 2
"""Commands of a package that are started before other modules that are named: plugins for other packages."""


def path_of(entry: str) -> str:
    """The module of an entry."""
    return entry.removesuffix(OFFERED).removesuffix(USED).partition(":")[0]


_Path = TypeVar("_Path", str, PurePosixPath)


def own_paths(paths: list[_Path]) -> list[_Path]:
    """Those that belong to no package which the program carries; all where none is left."""
    return [path for path in paths if not CARRIED.intersection(PurePosixPath(path).parts)] or paths


def package_of(texts: dict[str, str], files: dict[str, bytes], named: Iterable[str] = ()) -> Package:
    """The package of these modules. named: paths that are known to be started."""
    modules = tuple(texts)
    stated = _stated(files, texts)
    roots = _roots(texts, stated)
    commands: dict[str, str] = {}
    for name, target, group in stated.points:
        if group in _SCRIPT_GROUPS and (entry := _entry_of(target, modules, roots)) is not None:
            commands.setdefault(entry, name)
    own = _own_plugins(stated, modules, roots) if commands else frozenset()
    entries = _entries(texts, tuple(commands), tuple(path for path in named if path not in own))
    startup = _startup(modules, files, roots)
    return Package(
        hooks=_hooks(texts, entries, startup),
        startup=startup,
        modules=modules,
        entries=entries,
        guarded=frozenset(one for one in entries if ":" in one or MAIN_GUARD.search(texts.get(one, ""))),
        roots=roots,
        commands=commands,
        name=stated.name,
        version=stated.version,
        summary=stated.summary,
        points=stated.points,
    )


def starts_of(paths: tuple[PurePosixPath, ...], files: dict[str, bytes]) -> tuple[PurePosixPath, ...]:
    """What is known to be started without reading the modules: targets of commands and plugins, main modules, what packages offer.

    paths: of the modules, relative to the program. files: what lies beside them, by its path.
    """
    modules = tuple(map(str, paths))
    stated = _stated(files, {})
    targets = [_entry_of(target, modules, ("", *stated.folders)) for _, target, _ in stated.points]
    found = [entry.partition(":")[0] for entry in targets if entry is not None]
    usable = sorted((path for path in modules if not _TEST_PATH.search(f"/{path}")), key=lambda path: (path.count("/"), path))
    mains = [path for path in usable if PurePosixPath(path).name == "__main__.py"]
    found += [path for path in mains if path.count("/") == mains[0].count("/")]  # those below belong to what the package carries
    found += [path for path in usable if PurePosixPath(path).name in (*_STARTUP_NAMES, "setup.py")]
    pth = " ".join(text.decode("utf-8", "replace") for path, text in files.items() if path.endswith(".pth"))
    found += [path for path in usable if pth and PurePosixPath(path).stem in pth]
    if not found:
        outermost = min((path.count("/") for path in usable if path.endswith("__init__.py")), default=0)
        found = [path for path in usable if path.count("/") <= outermost]
    known = dict(zip(modules, paths, strict=True))
    return tuple(known[path] for path in dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """What the files beside the modules say of the package."""

    name: str = ""
    version: str = ""
    summary: str = ""
    points: tuple[tuple[str, str, str], ...] = ()
    folders: tuple[str, ...] = ()
    """Folders that it says its modules lie in, relative to the manifest's."""


def _stated(files: dict[str, bytes], texts: dict[str, str]) -> _Stated:
    found = _Stated()
    own = {path: files[path] for path in own_paths(list(files))}
    for path, content in sorted(own.items(), key=lambda item: item[0].count("/")):
        name = PurePosixPath(path).name
        read = _READERS.get(name)
        if read is not None:
            found = _joined(found, read(content.decode("utf-8", "replace")))
    for path, text in texts.items():
        if PurePosixPath(path).name == "setup.py":
            points = tuple((match[1], match[2], "console_scripts") for match in _ENTRY_POINTS_CALL.finditer(text))
            named = re.search(r"\bname\s*=\s*[\"']([\w.-]+)[\"']", text)
            found = _joined(found, _Stated(points=points, name=named[1] if named else ""))
    return found


def _joined(one: _Stated, other: _Stated) -> _Stated:
    return _Stated(
        name=one.name or other.name,
        version=one.version or other.version,
        summary=one.summary or other.summary,
        points=tuple(dict.fromkeys((*one.points, *other.points))),
        folders=(*one.folders, *other.folders),
    )


def _of_pyproject(text: str) -> _Stated:
    try:
        record = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _Stated()
    project, tool = _table(record, "project"), _table(record, "tool")
    poetry = _table(tool, "poetry")
    points = [(name, target, "console_scripts") for table in (project, poetry) for name, target in _texts(_table(table, "scripts"))]
    points += [(name, target, "gui_scripts") for name, target in _texts(_table(project, "gui-scripts"))]
    points += [(name, target, group) for group, inner in _table(project, "entry-points").items() for name, target in _texts(inner)]
    find = _table(_table(_table(tool, "setuptools"), "packages"), "find")
    folders = [str(one) for one in find.get("where", ()) if isinstance(one, str)] if isinstance(find.get("where", ()), list) else []

    def first(key: str) -> str:
        return next((str(table[key]) for table in (project, poetry) if isinstance(table.get(key), str)), "")

    return _Stated(name=first("name"), version=first("version"), summary=first("description"), points=tuple(points), folders=tuple(folders))


def _table(record: Any, name: str) -> dict[str, Any]:
    found = record.get(name) if isinstance(record, dict) else None
    return found if isinstance(found, dict) else {}


def _texts(table: Any) -> Iterator[tuple[str, str]]:
    for name, value in table.items() if isinstance(table, dict) else ():
        if isinstance(value, dict):
            value = value.get("reference", value.get("callable"))
        if isinstance(value, str):
            yield str(name), value


def _of_setup_cfg(text: str) -> _Stated:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return _Stated()
    points = []
    if parser.has_section("options.entry_points"):
        for group, lines in parser.items("options.entry_points"):
            points += [(name, target, group) for name, target in _pairs(lines)]
    return _Stated(
        name=parser.get("metadata", "name", fallback=""),
        version=parser.get("metadata", "version", fallback=""),
        summary=parser.get("metadata", "description", fallback=""),
        points=tuple(points),
    )


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, sign, target = line.partition("=")
        if sign and target.strip():
            yield name.strip(), target.strip()


def _of_entry_points(text: str) -> _Stated:
    points, group = [], ""
    for line in text.splitlines():
        if line.strip().startswith("["):
            group = line.strip().strip("[]").strip()
        else:
            points += [(name, target, group) for name, target in _pairs(line)]
    return _Stated(points=tuple(points))


def _of_metadata(text: str) -> _Stated:
    head = text.partition("\n\n")[0]
    found = {match[1].lower(): match[2].strip() for match in re.finditer(r"^(Name|Version|Summary):(.*)$", head, re.MULTILINE)}
    return _Stated(name=found.get("name", ""), version=found.get("version", ""), summary=found.get("summary", ""))


_READERS = {
    "pyproject.toml": _of_pyproject,
    "setup.cfg": _of_setup_cfg,
    "entry_points.txt": _of_entry_points,
    "METADATA": _of_metadata,
    "PKG-INFO": _of_metadata,
}


def _roots(texts: dict[str, str], stated: _Stated) -> tuple[str, ...]:
    """Folders in which the outermost packages and modules lie; those that many modules lie in come first."""
    modules = tuple(texts)
    packages = _packages(texts)
    found: dict[str, int] = {}
    for path in modules:
        folder = PurePosixPath(path).parent
        while str(folder) in packages and str(folder) != ROOT:
            folder = folder.parent
        found[str(folder)] = found.get(str(folder), 0) + 1
    usual = [
        f"{ROOT}/{name}"
        for name in (*stated.folders, "src", "lib", "python")
        if any(path.startswith(f"{ROOT}/{name}/") for path in modules)
    ]
    rest = sorted(found, key=lambda folder: (folder != ROOT, folder.count("/"), -found[folder], folder))
    return tuple(dict.fromkeys((*usual, *rest, ROOT)))[:12]


def _packages(texts: dict[str, str]) -> frozenset[str]:
    """Folders that are packages: those that say so, and those whose modules import their neighbours."""
    found = {path.removesuffix("/__init__.py") for path in texts if path.endswith("/__init__.py")}
    for path, text in texts.items():
        dots = max((len(match[1]) for match in _RELATIVE.finditer(text)), default=0)
        found |= {str(folder) for folder in list(PurePosixPath(path).parents)[:dots]}
    for name in {name for text in texts.values() for name in _ABSOLUTE.findall(text)}:
        stem = f"/{name.replace('.', '/')}"
        for path in texts:
            if path.endswith((f"{stem}.py", f"{stem}/__init__.py")):
                found |= {str(folder) for folder in list(PurePosixPath(path).parents)[: name.count(".")]}
    return frozenset(found)


def _entry_of(target: str, modules: tuple[str, ...], roots: tuple[str, ...]) -> str | None:
    """`package.module:function` as a path and a function, a module alone as its path; None: the artifact does not hold the module."""
    match = _TARGET.match(target)
    if match is None:
        return None
    stem, function = match[1].replace(".", "/"), f":{match[2]}" if match[2] else ""
    for root in roots:
        below = f"{root}/{stem}" if root else stem
        for path in (f"{below}.py", f"{below}/__init__.py"):
            if path in modules:
                return path + function
    return next((path + function for path in modules if path.endswith((f"/{stem}.py", f"/{stem}/__init__.py"))), None)


def _own_plugins(stated: _Stated, modules: tuple[str, ...], roots: tuple[str, ...]) -> frozenset[str]:
    """Modules that the package offers to itself: its commands look for plugins in a group of the package's own name, and load them."""
    first = stated.name.replace("-", "_").lower()
    groups = [target for _, target, group in stated.points if first and group.partition(".")[0].replace("-", "_").lower() == first]
    found = (_entry_of(target, modules, roots) for target in groups)
    return frozenset(path_of(entry) for entry in found if entry is not None)


def _entries(texts: dict[str, str], commands: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    started = {entry.partition(":")[0] for entry in commands}
    named = tuple(path for path in named if path not in started and not _only_calls(path, texts, started))
    usable = [path for path in texts if not _TEST_PATH.search(path.removeprefix(ROOT)) or path in named] or list(texts)
    packages = [path for path in usable if path.endswith("/__main__.py") and path not in started and not _only_calls(path, texts, started)]
    others = [path for path in usable if path not in started and path not in packages]
    guarded = [path for path in others if MAIN_GUARD.search(texts[path]) and not (commands and _guards_a_call(texts[path]))]
    guarded.sort(key=lambda path: (_MAIN_NAMES.index(name) if (name := PurePosixPath(path).name) in _MAIN_NAMES else 99, path.count("/")))
    ways = [*commands[:_COMMANDS_FIRST], *named, *commands[_COMMANDS_FIRST:], *packages, *guarded]
    if not ways:
        usual = [path for path in usable if PurePosixPath(path).name in _MAIN_NAMES]
        offering = [path for path in usable if path.endswith("/__init__.py") and _holds_code(texts[path])]
        public = [path for path in offering if "/_" not in path.removesuffix("/__init__.py")]
        loaded = [path for path in others if _EXTENSION.search(texts[path])]
        ways = [*usual, *(path + OFFERED for path in dict.fromkeys((*loaded, *(public or offering))))]
    if not ways:
        ways = [path for path in usable if _holds_code(texts[path])] or usable
    return tuple(dict.fromkeys(ways))


def _startup(modules: tuple[str, ...], files: dict[str, bytes], roots: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of `.pth` files that are code, then the modules that the interpreter imports by their names."""
    lines = [
        line.strip()
        for path, content in sorted(files.items())
        if path.endswith(".pth")
        for line in content.decode("utf-8", "replace").splitlines()
        if line.startswith(("import ", "import\t"))
    ]
    named = [f"import {name[:-3]}" for name in _STARTUP_NAMES if any(f"{root}/{name}" in modules for root in roots)]
    return tuple(dict.fromkeys((*lines, *named)))


def _hooks(texts: dict[str, str], entries: tuple[str, ...], startup: tuple[str, ...]) -> tuple[str, ...]:
    """The module that the interpreter's start imports, and the `setup.py` of the package."""
    words = {word for line in startup for word in re.findall(r"\w+", line)}
    started = next((path for path in texts if PurePosixPath(path).stem in words), next(iter(texts), None)) if startup else None
    found = [started + USED] if started is not None else []
    setups = sorted((path for path in texts if path.endswith("/setup.py")), key=lambda path: path.count("/"))[:1]
    found += [path for path in setups if path not in entries and _ACTS_AT_INSTALL.search(texts[path])]
    return tuple(found)


def _only_calls(path: str, texts: dict[str, str], started: set[str]) -> bool:
    """True for a `__main__.py` that only imports and calls what its package offers, where a command of the package is started anyway."""
    folder = path.removesuffix("/__main__.py")
    if folder == path or not any(one.startswith(f"{folder}/") for one in started):
        return False
    try:
        statements = list(ast.parse(texts[path]).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    if len(statements) > _SHORT:
        return False
    inner = [one for each in statements for one in (each.body if isinstance(each, ast.If) else [each])]
    return all(isinstance(one, ast.Import | ast.ImportFrom | ast.Raise) or _is_plain_call(one) for one in inner)


def _guards_a_call(text: str) -> bool:
    """Whether what a module does as the main program is one call, which commands of its package stand for."""
    tail = text[match.start() :] if (match := MAIN_GUARD.search(text)) else ""
    try:
        body = [one for each in ast.parse(tail).body for one in (each.body if isinstance(each, ast.If) else [each])]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return len(body) == 1 and _is_plain_call(body[0])


def _is_plain_call(statement: ast.stmt) -> bool:
    """A call that is given no text, or a docstring."""
    if not isinstance(statement, ast.Expr):
        return False
    texts = [one for one in ast.walk(statement) if isinstance(one, ast.Constant) and isinstance(one.value, str | bytes)]
    return not texts or statement.value is texts[0]


def _holds_code(text: str) -> bool:
    """Whether a module does or offers anything."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return any(not isinstance(one, ast.Expr) or not isinstance(one.value, ast.Constant) for one in tree.body)
