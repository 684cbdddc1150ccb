"""Functions that a script of zsh keeps in files of their own: `fpath` and `autoload`."""

import re
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from posixpath import basename, dirname

from scanner.analyze.autoloads import function_files, has_suffix
from scanner.analyze.shell.calling import Call
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.reading import as_usual, tail_of
from scanner.analyze.shell.state import Routine, State, as_listing
from scanner.analyze.shell.values import Condition, Hole, Text, as_text, assume, first_condition, spread
from scanner.code.shell.nodes import Function, Literal, Parameter, Sequence, Simple, Word
from scanner.code.text import read_text
from scanner.model.artifact import ArtifactKind
from scanner.model.program import Program

_NAMED_ZSH = re.compile(r"(?:^|[./])(?:zsh|zsh-theme|zsh(?:rc|env)|z(?:profile|login|logout))$")
_QUALIFIERS = re.compile(r"\([^()]*\)\Z")
"""What follows a pattern: `*(.N:t)`."""
_PATTERN = re.compile(r"[*?\[]")
_OWN_FOLDER = re.compile(r"\$0\b|%[xN]|\$BASH_SOURCE|\$ZERO\b")
"""What stands for the path of a script in the script."""


def with_functions(program: Program) -> Program:
    """The program with those of the files beside its scripts that these load functions from."""
    texts = [item for item in program.beside if item.kind is ArtifactKind.TEXT]
    paths = [item.trail[-1] for item in texts]
    found = _functions_of(program, paths) if paths else frozenset[str]()
    return replace(program, modules=(*program.modules, *(item for item in texts if item.trail[-1] in found)))


def zsh_scripts(program: Program) -> frozenset[str]:
    """Paths of the scripts that are of zsh by their names, or hold functions that others load."""
    paths = [item.trail[-1] for item in program.modules]
    return frozenset(path for path in paths if _NAMED_ZSH.search(path)) | _functions_of(program, paths)


def _functions_of(program: Program, paths: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for item in program.modules:
        if b"autoload" in item.content.read_bytes():
            found.update(function_files(read_text(item).text, item.trail[-1], paths))
    return frozenset(found)


def autoload(machine: Machine, state: State, call: Call) -> None:
    """`autoload name...`: functions whose code stands in files of the program by their names.

    Takes the files that `fpath` leads to as the command is run. Files that the program does not hold define nothing.
    """
    folders = state.names.get("fpath")
    condition = first_condition([*call.words, *([] if folders is None else [folders])])
    if condition is not None:
        arms = [(frozenset({way}), _on_way(machine, call, condition, way)) for way in range(condition.count)]
        machine.branch(state, condition, arms)
        return
    plain = [as_text(word).plain for word in call.words]
    options = "".join(word for word in plain if word is not None and word.startswith(("-", "+")))
    for word, letters in zip(call.words, plain, strict=True):
        if letters is None or not letters.startswith(("-", "+")):
            for path in _files(machine, state, as_text(word)):
                _define(machine, state, path, is_run_first="k" in options)
    state.truth = True


def _on_way(machine: Machine, call: Call, condition: Condition, way: int) -> Callable[[State], None]:
    def on_way(inner: State) -> None:
        if (folders := inner.names.get("fpath")) is not None:
            inner.names["fpath"] = assume(folders, condition, way)
        autoload(machine, inner, replace(call, arguments=[assume(word, condition, way) for word in call.words]))

    return on_way


def _define(machine: Machine, state: State, path: str, *, is_run_first: bool) -> None:
    """A file is the body of the function of its name, unless all that it holds is the definition of that function.

    is_run_first: as ksh does it, the file is run and what it has defined then called.
    """
    module, name = machine.modules[path], basename(path)
    machine.sourced.add(path)
    code, body = module.body, module.body
    if isinstance(body, Sequence):
        own = [item for item in body.items if isinstance(item, Function) and item.name == name]
        if own and len(body.items) == 1:
            code = own[0].body
        elif own and is_run_first:
            again = Word((Literal(name, False),), body.end, body.end), Word((Parameter("@", True),), body.end, body.end)
            code = Sequence((*body.items, Simple((), again, (), body.end, body.end)), body.start, body.end)
    state.routines[name] = Routine(name, code, module)


def _files(machine: Machine, state: State, word: Text) -> list[str]:
    """Paths of the files that a word of `autoload` names."""
    letters = machine.spelled(word)
    folder, _, name = _QUALIFIERS.sub("", letters).rpartition("/")
    given = tail_of(machine, machine.restored(folder)) if folder else None
    of_script = function_files(machine.module.text.text, machine.module.path, machine.modules) if machine.module is not None else ()
    wanted = [given] if given is not None and given.strip("./") else _folders(machine, state)
    if _PATTERN.search(name) or machine.holes_in(name):
        name = name if not machine.holes_in(name) else "*"
        fitting = [path for path in of_script if not has_suffix(basename(path)) and fnmatchcase(basename(path), name)]
        inside = [path for path in fitting if any(_lies_in(path, each) for each in wanted)]
        return inside or (fitting if not wanted else [])
    named = [path for path in of_script if basename(path) == name]
    inside = [path for each in wanted for path in named if _lies_in(path, each)]
    return (inside or sorted(named, key=lambda path: (path.count("/"), path)))[:1]


def _folders(machine: Machine, state: State) -> list[str]:
    """The folders of `fpath` that the script has put there, from its own root."""
    held = state.names.get("fpath")
    own = dirname(machine.module.path) if machine.module is not None else ""
    found = []
    for item in spread(as_listing(held).items) if held is not None else ():
        usual = as_usual(item)
        tail = tail_of(machine, usual).strip("/")
        if tail.strip("."):
            found.append(tail)
        elif any(isinstance(part, Hole) and _OWN_FOLDER.search(part.label) for part in usual.parts) or usual.plain == ".":
            found.append(own)
    return found


def _lies_in(path: str, folder: str) -> bool:
    lying = dirname(path)
    wanted = folder.strip("/")
    return lying == wanted or (bool(wanted) and lying.endswith(f"/{wanted}"))
