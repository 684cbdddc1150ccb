"""Which commands and variables of a script read a signal: the readers of `rules/signals/` for shells."""

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path

from scanner.model.program import Language
from scanner.ruleset.signals import Signal, signals_of

_IGNORED = frozenset({"environment", "os_version"})
"""Signals that nearly every script reads for good reasons: they begin no path."""
_MENTION = re.compile(r"\$(?:\{\W?([\w:]+)|([\w:]+))")
"""A variable as it is read: `$NAME`, `${NAME:-x}`, `$env:NAME`."""


@dataclass(frozen=True, slots=True)
class Readers:
    variables: tuple[tuple[str, re.Pattern[str]], ...]
    commands: tuple[tuple[str, re.Pattern[str]], ...]

    def of_variable(self, name: str) -> str | None:
        """Signal that a variable holds from the start, by its name without the dollar."""
        return next((signal for signal, pattern in self.variables if pattern.match(name)), None)

    def of_command(self, line: str) -> str | None:
        """Signal that a command prints."""
        return next((signal for signal, pattern in self.commands if pattern.search(line)), None)

    def may_read(self, text: str) -> bool:
        """False where no line of a script, parsed or not, holds a command or variable that tells a signal."""
        names = {match[1] or match[2] for match in _MENTION.finditer(text)}
        return any(map(self.of_variable, names)) or any(map(self.of_command, text.splitlines()))


@cache
def readers_of(rules: tuple[Path, ...], language: Language) -> Readers:
    """The readers of one shell, with the variables and commands by which a persona's world tells the same signals."""
    variables: list[tuple[str, re.Pattern[str]]] = []
    commands: list[tuple[str, re.Pattern[str]]] = []
    for signal in signals_of(rules):
        if signal.id in _IGNORED:
            continue
        for reader in signal.readers.get("powershell" if language is Language.POWERSHELL else "shell", ()):
            if reader.startswith("$"):
                variables.append((signal.id, _variable(reader[1:])))
            else:
                commands.append((signal.id, _command(reader)))
        prefix = "env:" if language is Language.POWERSHELL else ""
        variables += [(signal.id, _variable(prefix + name)) for name in signal.world.environment]
        commands += _of_world(signal)
    return Readers(variables=tuple(sorted(variables, key=_exact_first)), commands=tuple(commands))


def _of_world(signal: Signal) -> list[tuple[str, re.Pattern[str]]]:
    files = [
        (signal.id, re.compile(rf"\b(cat|head|readlink|realpath|Get-Content|gc|type|source|\.)\b.*{re.escape(name.lstrip('~./'))}"))
        for name in (*signal.world.files, *signal.world.links)
    ]
    return [*((signal.id, re.compile(answer.match)) for answer in signal.world.commands if not answer.match.startswith("^date")), *files]


def _variable(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE if pattern.startswith("env:") else 0)


def _command(pattern: str) -> re.Pattern[str]:
    """At the beginning of a command, or anywhere for a member of a .NET type."""
    body = translate(pattern.replace("[", "[[]"))[4:-3]
    if pattern.startswith("["):
        return re.compile(body, re.IGNORECASE)
    return re.compile(rf"(?:^|[|;&(=]\s*|^\S*/){body}(?![\w-])", re.IGNORECASE)


def _exact_first(item: tuple[str, re.Pattern[str]]) -> tuple[bool, str, str]:
    return (".*" in item[1].pattern, item[1].pattern, item[0])
