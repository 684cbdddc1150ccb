"""Programs that a script starts in the end: agents that ask a model, and tools that are told by arguments and variables what to ask."""

import json
import re
from dataclasses import dataclass

from scanner.analyze.shell.calling import Call, command_line
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE
from scanner.analyze.shell.state import Plain, State
from scanner.analyze.shell.values import Listing, Table, Value, as_text, concat, known
from scanner.world.recording import Act, Event, Request

_TELLING_VARIABLE = re.compile(
    r"(^|_)(MODEL|BASE_?URL|API_?BASE|API_?URL|API_?HOST|ENDPOINT|SERVER|GATEWAY|PROMPT|SYSTEM|INSTRUCTIONS?|TOOLS|HEADERS?|USER_AGENT|PROVIDER|DEPLOYMENT)(_|$|\d)"
)
_TELLING_OPTION = re.compile(
    r"--?(model|m|base-?url|api-?base|endpoint|server|host|url|system|system-prompt|append-system-prompt|prompt|instructions?|header|provider"
    r"|allowed-?tools|disallowed-?tools|tools|config)(=|$)",
    re.IGNORECASE,
)
_RUNNERS = frozenset({"npx", "bunx", "uvx", "pipx"})
"""They fetch the program that they run."""
_RUNTIMES = frozenset(
    {"npx", "bunx", "uvx", "uv", "pipx", "npm", "pnpm", "yarn", "docker", "podman", "java", "dotnet", "go", "cargo", "pip", "pip3"}
)


_AGENTS = frozenset({
    "claude", "codex", "gemini", "aider", "llm", "ollama", "opencode", "cursor-agent", "goose", "amp", "crush", "qwen", "sgpt", "mods",
    "aichat", "fabric", "chatgpt", "copilot", "kimi",
})  # fmt: skip
"""Programs whose command line is a question to a model. Source: their own documentation."""
_CARE = frozenset({
    "mcp", "update", "upgrade", "config", "doctor", "install", "uninstall", "plugin", "login", "logout", "auth", "pull", "serve", "list",
    "ls", "rm", "show", "keys", "models", "--version", "-v", "--help", "-h", "setup-token", "completion",
})  # fmt: skip
"""First words with which they do something else."""


def _asks_a_model(machine: Machine, call: Call, line: str) -> bool:
    if any(line == name or line.startswith(f"{name} ") for name in machine.model_commands):
        return True
    return call.name.rsplit("/", 1)[-1] in _AGENTS and call.plain(0) not in _CARE


def launched(machine: Machine, state: State, call: Call, fields: list[Value]) -> bool:
    """Record a program that asks a model, or that is told what to ask; False: it is none."""
    name = call.name
    line = command_line(machine, fields)
    if _asks_a_model(machine, call, line):
        values = (Listing(tuple(call.arguments)), _input(state), _variables(state))
        machine.happen(state, call.node, values, _asked)
        machine.say(state, concat((machine.unknown(f"answer of {line}", source="network"), known("\n"))))
        state.truth = UNSURE
        return True
    if name in _RUNTIMES or "/" in name or not name or "/" in (as_text(fields[0]).plain or "/"):
        settings = _variables(state)
        machine.happen(state, call.node, (Listing((fields[0], *call.arguments)), settings), _Started(name or "program"))
    return False


def _input(state: State) -> Value:
    given = as_text(state.given)
    return given if given.plain is not None or given.taint is not None else known("")


def _variables(state: State) -> Table:
    """What the script set for programs that it starts, as far as it tells them what to ask."""
    names = [name for name in state.exported if name in state.names and _TELLING_VARIABLE.search(name)]
    return Table(tuple((name, state.names[name]) for name in names))


def _flat(words: Plain) -> list[str]:
    if isinstance(words, str):
        return [words]
    return [word for item in words for word in _flat(item)] if isinstance(words, list) else []


def _asked(given: tuple[Plain, ...]) -> Event | None:
    """A question to a model, by the command line of an agent."""
    words, content, variables = _flat(given[0]), str(given[1]), given[2]
    body: dict[str, Plain] = {}
    rest: list[Plain] = []
    at = 0
    while at < len(words):
        word = words[at]
        name, mark, value = word.partition("=")
        if _TELLING_OPTION.match(word) and (mark or at + 1 < len(words)):
            key = name.lstrip("-")
            body["model" if key == "m" else key] = value if mark else words[at + 1]
            at += 1 if mark else 2
            continue
        rest.append(word)
        at += 1
    made = {**body, "messages": [*rest, content] if content else rest, **({"env": variables} if variables else {})}
    return Request(via="sdk:command", method="RUN", url="", headers=(), body=json.dumps(made, ensure_ascii=False))


def _package(runner: str, words: list[str]) -> list[str]:
    """What a runner is told to fetch and run."""
    if runner not in _RUNNERS:
        return []
    named = [words[at + 1] for at, word in enumerate(words[:-1]) if word in ("--from", "-p", "--package", "--with", "--spec")]
    rest = [word for word in words if not word.startswith("-") and word not in ("run", "tool", "x", "exec", "dlx")]
    return [f"package={word}" for word in named or rest[:1]]


@dataclass(frozen=True, slots=True)
class _Started:
    name: str

    def __call__(self, given: tuple[Plain, ...]) -> Event | None:
        words, variables = _flat(given[0]), given[1]
        told = [*_package(self.name, words[1:])]
        told += [word for at, word in enumerate(words) if _TELLING_OPTION.match(word) or (at and _TELLING_OPTION.match(words[at - 1]))]
        places = [word for word in words if "://" in word]
        return Act(kind="command", name=self.name, text=json.dumps([variables, told, places], ensure_ascii=False))
