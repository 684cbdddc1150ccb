"""What of a large program is followed: modules and functions whose words may read a signal, and those that name them."""

import ast
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from scanner.analyze.python.readers import followed_signals
from scanner.code.python.imports import Imports, imports_in
from scanner.code.python.syntax import Module
from scanner.code.text import read_text
from scanner.model.artifact import Artifact
from scanner.model.program import Program

WHOLE_BYTES = 2 * 1024 * 1024
"""Programs up to this size are followed whole: 20 to 30 s."""
NEAR_BYTES = 1024 * 1024
"""Of larger ones, modules are added by their distance from what reads a signal until they have this size together."""
_WORD = re.compile(r"\w+")
_VARIABLE = re.compile(r"""["']([A-Za-z][A-Za-z0-9_]{1,60})["']""")
_QUOTED = re.compile(r"""(["'])(?:(?!\1)[^\\\n]|\\.){3,400}\1""")
_BETWEEN_WORDS = re.compile(r"""(?<=\w)["']\s*,\s*["'](?=[\w-])""")
_PARTS = re.compile(r"[/\\]")
_ASSIGNED = re.compile(r"\bself\.(\w+)\s*(?::[^=\n]{0,80})?=(?!=)|^(\w+)\s*(?::[^=\n]{0,80})?=(?!=)", re.MULTILINE)
_NOT_TELLING = frozenset({"home", "user", "pathlib", "Path", ""})
_STEPS_UP = 1
"""How far callers of what reads a signal are followed by themselves. Measured on SDKs of 3 to 9 MB: two and four show nothing more."""
_COMMON = 12
"""A name that occurs in more functions than this, and in every twentieth, tells nothing."""
_TEXT_READER = re.compile(r"^(?:open|readlink)\((?P<file>.+)\)$|^subprocess\((?P<command>.+)\)$|^os\.environ\[(?P<variable>.+)\]$")
_STARTS_OTHERS = frozenset({"subprocess", "popen", "system", "create_subprocess_exec", "create_subprocess_shell", "sh"})


Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of a program is followed."""

    modules: tuple[Artifact, ...]
    """In the order of the program."""
    is_part: bool
    """True where the program holds more than these, and of these only some functions are followed by themselves."""


def selected(program: Program, rules: tuple[Path, ...]) -> Selection:
    """The modules of a program to follow: all of a small one; else those that may read a signal, their importers, and what they import.

    Does not see readers whose names are put together at run time, nor a signal that another module finds in an object it is given.
    """
    if sum(module.size_bytes for module in program.modules) <= WHOLE_BYTES:
        return Selection(modules=program.modules, is_part=False)
    texts = {module.trail: read_text(module).text for module in program.modules}
    wanted = _wanted(rules)
    entries = {program.modules[index].trail for index in program.entries}
    core = {trail: None for trail, text in texts.items() if trail in entries or wanted.may_read(text)}
    used, used_by = _imports_of(program.modules, texts)
    by_trail = {module.trail: module for module in program.modules}
    above = [trail for trail in _reached(core, used_by) if trail not in core]
    below = [trail for one in core for trail in used[one] if trail not in core]
    chosen = {*core, *_within(NEAR_BYTES, above, by_trail), *_within(NEAR_BYTES, below, by_trail)}
    return Selection(modules=tuple(module for module in program.modules if module.trail in chosen), is_part=True)


def may_read_signal(text: str, rules: tuple[Path, ...]) -> bool:
    """False where no words of a text of Python, parsed or not, can read a signal by a name that stands in it."""
    return _wanted(rules).may_read(text)


def _within(most_bytes: int, trails: Iterable[Trail], by_trail: dict[Trail, Artifact]) -> Iterator[Trail]:
    for trail in dict.fromkeys(trails):
        most_bytes -= by_trail[trail].size_bytes
        if most_bytes < 0:
            return
        yield trail


def _imports_of(modules: tuple[Artifact, ...], texts: dict[Trail, str]) -> tuple[dict[Trail, tuple[Trail, ...]], dict[Trail, list[Trail]]]:
    """What each module imports, and by which it is imported."""
    imports = Imports({PurePosixPath(module.trail[-1]): module.trail for module in modules})
    used: dict[Trail, tuple[Trail, ...]] = {}
    used_by: dict[Trail, list[Trail]] = {}
    for module in modules:
        used[module.trail] = imports.targets(PurePosixPath(module.trail[-1]), imports_in(texts[module.trail]))
        for target in used[module.trail]:
            used_by.setdefault(target, []).append(module.trail)
    return used, used_by


def _reached(core: Iterable[Trail], edges: dict[Trail, list[Trail]]) -> Iterable[Trail]:
    """These and what edges lead to from them, nearest first."""
    found = dict.fromkeys(core)
    waiting = deque(found)
    while waiting:
        for one in edges.get(waiting.popleft(), ()):
            if one not in found:
                found[one] = None
                waiting.append(one)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What a text must hold to read a signal."""

    together: tuple[tuple[frozenset[str], tuple[re.Pattern[str], ...]], ...]
    """Words that occur together (`tzinfo` and `astimezone`), and the forms of which each occurs: of a module's member (`time.tzname`), of
    the folders and the file of a path (`/etc` and `timezone"`)."""
    variables: re.Pattern[str]
    commands: re.Pattern[str]
    servers: re.Pattern[str]

    def may_read(self, text: str) -> bool:
        words = set(_WORD.findall(text))
        return (
            any(group <= words and all(form.search(text) for form in forms) for group, forms in self.together)
            or any(self.variables.fullmatch(name) for name in _VARIABLE.findall(text))
            or (not words.isdisjoint(_STARTS_OTHERS) and any(self.commands.search(line) for line in _lines_in(text)))
            or ("http" in text and any(self.servers.search(one[0]) for one in _QUOTED.finditer(text)))
        )


@cache
def _wanted(rules: tuple[Path, ...]) -> _Wanted:
    together: dict[frozenset[str], tuple[re.Pattern[str], ...]] = {}
    variables: dict[str, None] = {}
    commands: dict[str, None] = {}
    servers: dict[str, None] = {}
    for signal in followed_signals(rules):
        for reader in signal.readers.get("python", ()):
            match = _TEXT_READER.match(reader)
            if match is None:
                together[_words_of(reader)] = _member(reader)
            elif match["file"]:
                together[_words_of(match["file"])] = _path(match["file"])
            elif match["variable"]:
                variables[match["variable"]] = None
            else:
                commands["^" + ".{0,40}".join(map(re.escape, match["command"].removesuffix("*").rstrip().split("*"))) + r"\b"] = None
        together |= {_words_of(name): _path(name) for name in (*signal.world.files, *signal.world.links)}
        variables |= dict.fromkeys(signal.world.environment)
        commands |= dict.fromkeys(f"(?:{answer.match})" for answer in signal.world.commands if not answer.match.startswith("^"))
        servers |= dict.fromkeys(f"(?:{answer.match})" for answer in signal.world.servers)
    return _Wanted(
        together=tuple((group, forms) for group, forms in together.items() if group),
        variables=re.compile("|".join(re.escape(name).replace(r"\*", r"\w*") for name in variables)),
        commands=re.compile("|".join(commands)),
        servers=re.compile("|".join(servers)),
    )


def _words_of(reader: str) -> frozenset[str]:
    return frozenset(_WORD.findall(reader)) - _NOT_TELLING


def _lines_in(text: str) -> Iterator[str]:
    """The texts that may be commands, those whose words are listed one by one put together."""
    for one in _QUOTED.finditer(_BETWEEN_WORDS.sub(" ", text)):
        yield one[0][1:-1]


def _path(name: str) -> tuple[re.Pattern[str], ...]:
    """How the parts of a path are written: behind a slash, a backslash, a dot or a quotation mark; the last one ends there, too."""
    parts = [part for part in _PARTS.split(name) if part and part != "*" and part not in _NOT_TELLING]
    forms = [r"""[/"'\\.~]""" + re.escape(part.lstrip(".")).replace(r"\*", r"[^/\s]*") for part in parts]
    return tuple(re.compile(form + ("" if form.endswith("*") else r"\b")) for form in forms)


def _member(reader: str) -> tuple[re.Pattern[str], ...]:
    """How a member of a module is written, its module imported under another name included; none for longer readers."""
    words = _WORD.findall(reader)
    if len(words) != 2 or "*" in reader:
        return ()
    module, name = words
    imported = rf"\bfrom\s+{module}\s+import\b[^\n]*(?:\n[^\n]*){{0,8}}?\b{name}\b"
    return (re.compile(rf"\b{module}\s*\.\s*{name}\b|{imported}|\bimport\s+{module}\s+as\b"),)


class Relevance:
    """Which functions of a large program are followed: those that may read a signal, and those that name what gives one."""

    def __init__(self, modules: Iterable[Module], rules: tuple[Path, ...]) -> None:
        self._nodes: set[ast.AST] = set()
        units = [unit for module in modules for unit in _units_of(module)]
        wanted = _wanted(rules)
        counts = Counter(word for unit in units for word in unit.words)
        too_common = max(_COMMON, len(units) // 20)
        chosen = [unit for unit in units if wanted.may_read(unit.text)]
        rest = units
        for _ in range(_STEPS_UP):
            self._nodes.update(unit.node for unit in chosen)
            names = {name for unit in chosen for name in unit.gives if len(name) > 2 and counts[name] <= too_common}
            rest = [unit for unit in rest if unit.node not in self._nodes]
            chosen = [unit for unit in rest if not names.isdisjoint(unit.words)]
        self._nodes.update(unit.node for unit in chosen)

    def __contains__(self, node: ast.AST) -> bool:
        return node in self._nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A function, a method, or a statement of a module."""

    node: ast.AST
    text: str
    words: frozenset[str]
    gives: frozenset[str]
    """Names under which others find what it computes."""


def _units_of(module: Module) -> Iterator[_Unit]:
    lines = module.text.text.splitlines(keepends=True)
    for statement in module.tree.body:
        body = statement.body if isinstance(statement, ast.ClassDef) else []
        inner = [one for one in body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
        for node in (statement, *inner):
            text = "".join(lines[node.lineno - 1 : node.end_lineno])
            if node is statement and inner:
                text = "".join(lines[node.lineno - 1 : inner[0].lineno - 1])
            yield _Unit(node=node, text=text, words=frozenset(_WORD.findall(text)), gives=frozenset(_given(node, statement, text)))


def _given(node: ast.stmt, outer: ast.stmt, text: str) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield outer.name if node.name == "__init__" and isinstance(outer, ast.ClassDef) else node.name
    for match in _ASSIGNED.finditer(text):
        yield match[1] or match[2]
