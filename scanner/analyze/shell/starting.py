"""Which program of the package a command starts: a file by its path, a module, or code in its arguments."""

import re

from scanner.analyze.shell.calling import Call
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.state import ALL_EXPORTED, Launch, State
from scanner.analyze.shell.values import Hole, Listing, Table, Text, Value, as_text, taint_of

MAX_LAUNCHES = 60
_INTERPRETERS = re.compile(r"(?:node(?:js)?|bun|deno|tsx|ts-node|electron|python[\d.]*w?|pypy[\d.]*|py|uv|poetry|pipenv|npx|bunx)\Z")
_IS_PYTHON = re.compile(r"py|uv|poetry|pipenv")
_RUNNING = frozenset({"run", "--", "tsx", "ts-node", "node", "python", "python3", "exec", "nodejs", "bun"})
"""Words between a runner and the file that it runs."""
_WITH_VALUE = frozenset({
    "-r", "--require", "--import", "--loader", "-W", "-X", "--env-file", "--with", "--python", "-p", "--package", "-C",
})  # fmt: skip
"""Options of interpreters whose value is the next word."""
_MANAGERS = frozenset({"npm", "pnpm", "yarn", "bun"})
_SCRIPT_WORDS = frozenset({"start", "run", "run-script", "serve"})
_CODE = re.compile(r"-[a-z]*[ce]\Z|--eval\Z|-p\Z|--print\Z")
_PROGRAM = re.compile(r"[\w@./+-]*\.(?:[cm]?[jt]sx?|pyw?|pyz)\Z")
_SHORT_VARIABLES = 60
"""Variables that are handed over; a script that exports more of them is a whole environment."""


def record_start(machine: Machine, state: State, call: Call, fields: list[Value]) -> None:
    """Note a command that starts a program of the package, with all that this is given."""
    if len(machine.launches) >= MAX_LAUNCHES:
        return
    target, arguments = _target(machine, state, call, fields)
    if not target and not _starts_whatever(call, fields):
        return
    exported = state.names if ALL_EXPORTED in state.exported else state.exported
    names = [name for name in exported if name in state.names and name.isidentifier()][:_SHORT_VARIABLES]
    variables = Table(tuple((name, state.names[name]) for name in names))
    is_fed = taint_of(state.given) is not None or _is_made(state.given)
    values = (Listing(tuple(arguments)), state.given, variables)
    machine.launches.append(Launch(target, values, is_fed, dict(state.files), state.guards, machine.place(call.node)))


def _starts_whatever(call: Call, fields: list[Value]) -> bool:
    """Whether it starts what the user or a recipe says (`exec "$@"`), or a script of a manifest: any program of the package."""
    head = as_text(fields[0]).parts
    is_given = len(head) == 1 and isinstance(head[0], Hole) and head[0].label in ("$@", "$*", "$1")
    return is_given or (call.name in _MANAGERS and call.plain(0) in _SCRIPT_WORDS)


def _is_made(given: Value) -> bool:
    """Whether standard input comes from the script itself."""
    return bool(as_text(given).parts) and any(isinstance(part, str) for part in as_text(given).parts)


def _target(machine: Machine, state: State, call: Call, fields: list[Value]) -> tuple[str, list[Value]]:
    """The program and its arguments; empty: none of the package."""
    words = call.words
    name = call.name.rsplit("/", 1)[-1]
    if _INTERPRETERS.match(name):
        return _interpreted(machine, state, name, words)
    path = _path(machine, as_text(fields[0]))
    if "/" in path and (_PROGRAM.match(path) or _is_held(machine, path)):
        return path, words
    return machine.commands.get(call.name, ""), words


def _interpreted(machine: Machine, state: State, name: str, words: list[Value]) -> tuple[str, list[Value]]:
    at = 0
    while at < len(words):
        word = as_text(words[at])
        letters = word.plain or ""
        if _CODE.match(letters) and at + 1 < len(words):
            return f"code:{machine.spelled(as_usual(words[at + 1]))}", words[at + 2 :]
        if letters == "-m" and _IS_PYTHON.match(name) and at + 1 < len(words):
            return f"module:{as_text(words[at + 1]).plain or ''}", words[at + 2 :]
        if letters == "-":
            return f"code:{machine.spelled(as_usual(state.given))}", words[at + 1 :]
        if letters in _WITH_VALUE:
            at += 2
            continue
        if letters.startswith("-") or letters in _RUNNING:
            at += 1
            continue
        path = _path(machine, word)
        return (path, words[at + 1 :]) if _PROGRAM.match(path) or _is_held(machine, path) else ("", [])
    return (f"code:{machine.spelled(as_usual(state.given))}", []) if not words and _is_made(state.given) else ("", [])


def _path(machine: Machine, word: Text) -> str:
    """The letters of a path behind its last unknown part."""
    letters = ""
    usual = as_usual(word)
    for part in usual.parts:
        letters = letters + part if isinstance(part, str) else ""
    head = "" if usual.parts and isinstance(usual.parts[0], str) else "./"
    return head + letters.lstrip("/") if head else letters


def _is_held(machine: Machine, path: str) -> bool:
    """Whether a file of the package with the code of another language lies there."""
    tail = path.removeprefix("./").lstrip("/")
    return bool(tail) and any(held == tail or held.endswith(f"/{tail}") for held in machine.programs)
