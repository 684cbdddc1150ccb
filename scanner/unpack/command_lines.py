"""Files whose lines are commands: tables of cron, Procfiles, justfiles, settings of tox, actions of GYP. Each command is a script."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from scanner.unpack.command_keys import LANGUAGES, Found, is_telling, script_of
from scanner.unpack.commands import add_commands
from scanner.unpack.settings import text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_FILE_BYTES_MAX = 512 << 10
_LINE_CHARS = 20_000
_NODES_MAX = 100_000

_TIMES = r"@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)|(?:[\d*/,A-Za-z~-]{1,40}[ \t]+){4}[\d*/,A-Za-z~-]{1,40}"
_SCHEDULE = re.compile(rf"^[ \t]*(?:(?=[\d*@])(?:{_TIMES}))[ \t]+(\S.*)$")
"""Source: crontab(5)."""
_SETTING = re.compile(r"^[ \t]*(?:#.*|[A-Za-z_]\w*[ \t]*=.*|)$")
_USER = re.compile(r"(?:root|nobody|www-data|[a-z_][a-z0-9_-]{0,30})[ \t]+(?=[/\w.\[(])")
_PROCFILE = re.compile(r"procfile(?:\.\w+)?\Z", re.IGNORECASE)
_PROCESS = re.compile(r"^([\w-]{1,60}):[ \t]*(\S.*)$", re.MULTILINE)
_JUSTFILE = re.compile(r"\.?justfile\Z|.*\.just\Z", re.IGNORECASE | re.DOTALL)
_RECIPE = re.compile(r"^@?([A-Za-z_][\w-]*)(?:[ \t][^\n:=]*)?:(?!=)[^\n]*\n((?:[ \t]+[^\n]*(?:\n|\Z)|[ \t]*\n)+)", re.MULTILINE)
_SHEBANG = re.compile(r"#!\S*?/(?:env[ \t]+(?:-S[ \t]+)?)?(\w+)")
_INTERPOLATION = re.compile(r"\{\{[^{}\n]{0,400}\}\}")
_INI = re.compile(r"(?:tox|setup)\.(?:ini|cfg)\Z", re.IGNORECASE)
_INI_COMMANDS = re.compile(r"^(commands(?:_pre|_post)?)[ \t]*=[ \t]*([^\n]*(?:\n[ \t]+[^\n]*|\n[ \t]*(?=\n[ \t]))*)", re.MULTILINE)
_SUBSTITUTION = re.compile(r"\{\[?[\w:.,{}-]{0,200}\]?\w*\}")
_GYP = re.compile(r".*\.gypi?\Z", re.IGNORECASE | re.DOTALL)
_EXPANDED = re.compile(r"<!@?\(((?:[^()]|\((?:[^()]|\([^()]{0,2000}\)){0,2000}\)){1,4000})\)")
"""A command whose output is put in. Source: the input format of GYP."""
_INTERPRETERS = {"python": ".py", "node": ".js", "pwsh": ".ps1", "ruby": ".rb", "perl": ".pl", "bash": ".sh", "zsh": ".sh", "sh": ".sh"}


def holds_command_lines(source: Source) -> bool:
    """True for such a file, by its name or, of a table of cron, by all of its lines."""
    return source.size <= _FILE_BYTES_MAX and (reader := _reader_of(source)) is not None and next(reader(text_of(source)), None) is not None


def open_command_lines(source: Source, sink: Sink) -> None:
    """Each command as a member."""
    reader = _reader_of(source)
    if reader is not None:
        add_commands(sink, reader(text_of(source).replace("\r\n", "\n")))


def _reader_of(source: Source) -> Callable[[str], Iterator[Found]] | None:
    for name, reader in ((_PROCFILE, _processes), (_JUSTFILE, _recipes), (_INI, _tox), (_GYP, _gyp)):
        if name.match(source.name):
            return reader
    return _jobs if _is_table(source) else None


def _is_table(source: Source) -> bool:
    """Whether every line is a job, a setting or a comment, and one is a job."""
    head = source.head[:4096].decode("utf-8", "replace")
    lines = head.splitlines()[: -1 if source.size > 4096 else None]
    jobs = [line for line in lines if _SETTING.match(line) is None]
    return bool(jobs) and all(_SCHEDULE.match(line) is not None for line in jobs)


def _jobs(text: str) -> Iterator[Found]:
    settings = "".join(f"{line.strip()}\n" for line in text.splitlines() if re.match(r"[A-Z_]\w*[ \t]*=[ \t]*[^\s$`]+$", line.strip()))
    for number, line in enumerate(text.splitlines()):
        match = _SCHEDULE.match(line[:_LINE_CHARS])
        if match is not None and _SETTING.match(line) is None:
            command, _, given = re.sub(r"(?<!\\)%", "\n", match[1]).replace("\\%", "%").partition("\n")
            user = _USER.match(command)
            command = command[user.end() :] if user is not None and re.match(r"\S+\s+\S", command) else command
            if is_telling(command):
                fed = f"{command} <<'EOF'\n{given}\nEOF\n" if given else command
                yield _found(f"line {number + 1}", re.sub(r"[ \t]*=[ \t]*", "=", settings) + fed)


def _processes(text: str) -> Iterator[Found]:
    yield from (_found(match[1], match[2]) for match in _PROCESS.finditer(text) if is_telling(match[2]))


def _recipes(text: str) -> Iterator[Found]:
    for match in _RECIPE.finditer(text):
        lines = [line.strip() if not line.startswith(("  ", "\t")) else line for line in match[2].splitlines()]
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        body = _INTERPOLATION.sub("${VALUE}", "\n".join(line[indent:].removeprefix("@") for line in lines))
        shebang = _SHEBANG.match(body)
        suffix = _INTERPRETERS.get(re.sub(r"[\d.]+$", "", shebang[1]), ".sh") if shebang is not None else ".sh"
        if shebang is not None or is_telling(body.strip()):
            yield _found(match[1], body, suffix)


def _tox(text: str) -> Iterator[Found]:
    for match in _INI_COMMANDS.finditer(text):
        lines = re.sub(r"\\\n[ \t]*", " ", match[2]).splitlines()
        script = _SUBSTITUTION.sub("${VALUE}", "\n".join(line.strip().lstrip("-! ") for line in lines))
        if is_telling(script.strip()):
            yield _found(f"{match[1]} at {match.start()}", script)


def _gyp(text: str) -> Iterator[Found]:
    for match in _EXPANDED.finditer(text):
        command = match[1].replace("\\'", "'").replace('\\"', '"')
        if is_telling(command):
            yield _found(f"<! at {match.start()}", command)
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return  # no literal: its actions are told by nobody, what it expands was
    yield from _actions(value)


def _actions(value: Any) -> Iterator[Found]:
    waiting, seen = [("", value)], 0
    while waiting and seen < _NODES_MAX:
        path, item = waiting.pop()
        seen += 1
        if isinstance(item, dict):
            action = item.get("action")
            if isinstance(action, list) and action and all(isinstance(word, str) for word in action):
                script, suffix = script_of(action)
                if is_telling(script):
                    yield _found(f"{path}.action".removeprefix("."), script, suffix)
            waiting += [(f"{path}.{str(key)[:80]}"[-900:], each) for key, each in item.items() if isinstance(each, dict | list)]
        elif isinstance(item, list):
            waiting += [(f"{path}[{index}]"[-900:], each) for index, each in enumerate(item) if isinstance(each, dict | list)]


def _found(step: str, text: str, suffix: str = ".sh") -> Found:
    return Found(step=step, text=text, suffix=suffix if suffix in LANGUAGES else ".sh", is_of_agent=False)
