"""Which values of settings are command lines, by the keys that formats of this kind have in common, and what a command line is."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scanner.model.artifact import ArtifactKind as Kind

NODES_MAX = 200_000
"""Values of one file that are looked at; an alias of YAML may stand for many."""
_KEY_CHARS, _PATH_CHARS = 80, 900


class Shape(StrEnum):
    """How a list under the key is read."""

    ARGUMENTS = "arguments"
    """A program and its arguments."""
    LINES = "lines"
    """Lines of one script."""
    NAMED = "named"
    """As arguments; and an object is one command for each of its keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandKey:
    """Paths of keys, joined by dots and without places in lists, whose values are commands."""

    path: re.Pattern[str]
    shape: Shape = Shape.ARGUMENTS
    suffix: str = ".sh"
    """Of the language that the value is written in."""
    is_of_agent: bool = False
    """True: an agent runs it, and reads what it prints."""
    is_always_run: bool = False
    """True: the key alone says that it is a command, however plain."""


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE | re.DOTALL)


_OTHER = r"(?!scripts\.)"
"""The scripts of a package other than those of its life cycle, its start included, are run by who develops it."""

COMMAND_KEYS: tuple[CommandKey, ...] = (
    # agents: hooks on events, servers of the Model Context Protocol
    CommandKey(path=_path(r"(?:.*\.)?hooks\.(?:.+\.)?(?:command|bash|sh)"), is_of_agent=True, is_always_run=True),
    CommandKey(path=_path(r"(?:.*\.)?hooks\.(?:.+\.)?(?:powershell|pwsh)"), suffix=".ps1", is_of_agent=True, is_always_run=True),
    CommandKey(path=_path(r"(?:.*\.)?(?:mcp_?servers|context_?servers)\.[^.]+\.(?:command|cmd)"), is_of_agent=True),
    # life cycle of packages
    CommandKey(path=_path(r"scripts\.(?:pre|post)?start")),
    CommandKey(path=_path(r"scripts\.(?:pre|post)?(?:un)?install|scripts\.(?:pre|post)?prepare|scripts\.prepublish")),
    CommandKey(path=_path(r"scripts\.(?:pre|post)-[\w-]+-cmd"), shape=Shape.LINES),
    # jobs of build servers, steps of actions
    CommandKey(path=_path(r"(?:.*\.)?steps\.run"), is_always_run=True),
    CommandKey(path=_path(r"(?:.*\.)?with\.script"), shape=Shape.LINES, suffix=".script"),  # of any language: told by its words
    CommandKey(path=_path(r"(?:.*\.)?steps\.(?:pwsh|powershell)"), suffix=".ps1"),
    CommandKey(
        path=_path(_OTHER + r"(?:.*\.)?(?:run|(?:before_|after_)?script|commands|cmds|inlinescript|steps\.bash)"), shape=Shape.LINES,
    ),
    # environments, tasks, services, key helpers: any key that calls itself a command
    CommandKey(
        path=_path(_OTHER + r"(?:(?:.*[._a-z-])?(?:command|cmd)|(?:.*\.)?(?:exec|entrypoint|notify|shell)|.*helper)"), shape=Shape.NAMED,
    ),
    CommandKey(path=_path(r"(?:.*\.)?hooks\.entry|(?:.*\.)?(?:vars|env|preconditions)\.(?:[^.]+\.)?sh")),
    CommandKey(path=_path(r"(?:.*\.)?[a-z]+(?:credentialexport|authrefresh)")),
    CommandKey(path=_path(r"(?:.*\.)?healthcheck\.test|(?:.*\.)?programarguments")),
)
_LAST_KEY = re.compile(
    r"(?:command|cmd|bash|sh|powershell|pwsh|install|start|prepare|prepublish|run|script|commands|cmds|exec|entrypoint|notify|shell|helper|export|refresh"
    r"|test|programarguments|entry)\Z", re.IGNORECASE,
)
"""How all of these end."""
HINT = re.compile(
    rb"(?i)(?:command|cmd|exec|entrypoint|notify|shell|helper|bash|powershell|pwsh|scripts?|commands|cmds|run|credentialexport|authrefresh|test|"
    rb"programarguments|(?:un)?install|prepare|prepublish)[\"']?\s*(?:[:=]|</key>)|!\{|\b(?:entry|sh):[ \t]"
)
"""What a file with such a key holds somewhere."""

_PROMPT = re.compile(r"!\{((?:[^{}]|\{[^{}]*\}){1,4000})\}")
"""A command in a prompt of an agent: run first, and its output put in its place. Source: custom commands of Gemini CLI."""
LANGUAGES = {
    **dict.fromkeys((".sh", ".bash"), Kind.SHELL), **dict.fromkeys((".js", ".mjs", ".cjs"), Kind.JAVASCRIPT),
    **dict.fromkeys((".ts", ".mts"), Kind.TYPESCRIPT), ".py": Kind.PYTHON, ".ps1": Kind.POWERSHELL, ".cmd": Kind.BATCH, ".rb": Kind.RUBY,
    ".pl": Kind.PERL, ".php": Kind.PHP, ".lua": Kind.LUA,
}
"""What a text is run as, by the suffix of its language: no look of the text makes another interpreter of it."""
_SHELL_SUFFIXES = {"python": ".py", "pwsh": ".ps1", "powershell": ".ps1", "cmd": ".cmd", "node": ".js", "perl": ".pl", "ruby": ".rb"}
"""What `shell` beside a command says of its language."""
_EXPRESSION = re.compile(r"\$\{\{[^\n]{0,400}?\}\}")
"""What a build server puts in before the shell sees the text: a value that is not known."""
_SHELLS = re.compile(r"(?:.*[/\\])?(?:ba|z|da|k|a)?sh(?:\.exe)?\Z", re.IGNORECASE)
_SHELL_CODE = re.compile(r"-[a-z]*c[a-z]*\Z")
_WINDOWS_SHELL = re.compile(r"(?:.*[/\\])?cmd(?:\.exe)?\Z", re.IGNORECASE)
_TELLING = re.compile(
    r"[$`|<>\n]|://|%\w+%"
    r"|\b(?:node|bun|deno|python[\d.]*|py|pypy\d?|pwsh|powershell|ruby|perl|osascript|php|lua)(?:\.exe)?[\"']?\s(?:[^\n]{0,200}\s)??"
    r"(?:-[A-Za-z]*[ecrpE]|--eval\b|--print\b|eval|-enc\w*|-command)\b",
    re.IGNORECASE,
)
"""More than the call of a file: something is expanded, redirected, sent, or a program stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One command line of a settings file."""

    step: str
    """Its path of keys, with places in lists."""
    text: str
    suffix: str
    is_of_agent: bool


def commands_in(value: Any) -> Iterator[Found]:
    """The commands of a document that are more than the call of a file. In no set order beyond that of the document's levels."""
    stack: list[tuple[str, str, Any]] = [("", "", value)]
    seen = 0
    while stack and seen < NODES_MAX:
        step, path, item = stack.pop()
        seen += 1
        if isinstance(item, list):
            stack.extend((f"{step}[{index}]", path, each) for index, each in reversed(list(enumerate(item))))
        elif isinstance(item, dict):
            inner = [(_joined(step, key), _joined(path, key), each) for key, each in item.items()]
            for place in inner:
                yield from _at(*place, item)
            stack.extend(place for place in reversed(inner) if isinstance(place[2], dict | list))


def _joined(path: str, key: object) -> str:
    """A path with one more key, short enough for a trail."""
    return f"{path}.{str(key)[:_KEY_CHARS]}"[-_PATH_CHARS:].removeprefix(".")


def is_telling(text: str) -> bool:
    """Whether a command line is more than the call of a file."""
    return _TELLING.search(text) is not None


def script_of(arguments: list[str]) -> tuple[str, str]:
    """(text, suffix) of a program with its arguments, as a shell would be told: the script itself where the program is a shell."""
    for index, argument in enumerate(arguments[:8]):
        rest = arguments[index + 1:]
        if _SHELLS.match(argument):
            code = next((at for at, word in enumerate(rest) if _SHELL_CODE.match(word)), None)
            if code is not None and code + 1 < len(rest):
                return rest[code + 1], ".sh"
        elif _WINDOWS_SHELL.match(argument) and rest and rest[0].lower() in ("/c", "/k", "/s"):
            return " ".join(rest[1:]), ".cmd"
    return shlex.join(arguments), ".sh"


def _at(step: str, path: str, value: Any, siblings: dict[Any, Any]) -> Iterator[Found]:
    if isinstance(value, str) and "!{" in value:
        for index, match in enumerate(_PROMPT.finditer(value)):
            yield Found(step=f"{step}!{{{index}}}", text=match[1], suffix=".sh", is_of_agent=True)
    key = next((key for key in COMMAND_KEYS if key.path.match(path)), None) if _LAST_KEY.search(path) is not None else None
    if key is None:
        return
    arguments = siblings.get("args", siblings.get("arguments"))
    stated = _SHELL_SUFFIXES.get(str(siblings.get("shell", "")).partition(" ")[0].lower())
    for name, text, suffix in _texts(value, key, arguments if isinstance(arguments, list) else []):
        if text.strip() and (key.is_always_run or is_telling(text)):
            yield Found(step=step + name, text=_EXPRESSION.sub("${EXPRESSION}", text), suffix=stated or suffix, is_of_agent=key.is_of_agent)


def _texts(value: Any, key: CommandKey, arguments: list[Any]) -> Iterator[tuple[str, str, str]]:
    """(what to add to the step, text, suffix) of each command under a key."""
    if isinstance(value, str):
        words = [str(word) for word in arguments if isinstance(word, str | int | float)]
        text, suffix = script_of([value, *words]) if words and key.suffix == ".sh" else (value, key.suffix)
        # A task of a shell has its command as a line, to which the arguments are added.
        yield "", f"{value} {shlex.join(words)}" if words and re.search(r"\s", value) else text, suffix
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        if key.shape is Shape.LINES:
            yield "", "\n".join(value), key.suffix
        elif value[0] == "CMD-SHELL":
            yield "", " ".join(value[1:]), ".sh"
        else:
            yield "", *script_of([str(one) for one in (*value, *arguments)])
    elif isinstance(value, dict) and key.shape is Shape.NAMED:
        for name, one in value.items():
            if isinstance(one, str | list):
                yield from ((f".{str(name)[:_KEY_CHARS]}{more}", text, suffix) for more, text, suffix in _texts(one, key, []))
