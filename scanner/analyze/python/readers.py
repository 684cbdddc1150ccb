"""Which expressions read a signal: the readers of `rules/signals/`, matched against the dotted name of an expression."""

import re
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from pathlib import Path

from scanner.analyze.handed import Handed
from scanner.ruleset.signals import Signal, signals_of

IGNORED = frozenset({"environment", "os_version"})
"""Signals that nearly every program reads for good reasons (all settings; which binary to start): they begin no path."""
_TEXT_CALL = re.compile(r"^(?P<call>open|subprocess|readlink)\((?P<text>.+)\)$")
_ENVIRONMENT = re.compile(r"^os\.environ\[(?P<name>.+)\]$")
_DATETIME = re.compile(r"\bdatetime\.(?=datetime\b|date\b)")
_ASKED_COUNT = 50_000
FILE_CALLS = frozenset(
    {
        "open",
        "io.open",
        "codecs.open",
        "pathlib.Path",
        "pathlib.PurePath",
        "os.readlink",
        "os.path.realpath",
        "os.open",
        "aiofiles.open",
    }
)
COMMAND_CALLS = re.compile(r"^(subprocess\.\w+|os\.system|os\.popen|commands\.getoutput|asyncio\.create_subprocess_\w+|sh\.\w+)$")


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers of Python, ready to be matched."""

    paths: tuple[tuple[str, re.Pattern[str]], ...]
    environment: tuple[tuple[str, re.Pattern[str]], ...]
    files: tuple[tuple[str, re.Pattern[str]], ...]
    commands: tuple[tuple[str, re.Pattern[str]], ...]
    servers: tuple[tuple[str, re.Pattern[str]], ...]
    _asked: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """What `of_path` answered: programs name the same things over and over."""

    def of_address(self, url: str) -> str | None:
        """Signal that a server at this address tells."""
        return _first(self.servers, url)

    def of_path(self, path: str) -> str | None:
        """Signal that an expression with this dotted name reads; None: none."""
        if path not in self._asked:
            if len(self._asked) >= _ASKED_COUNT:
                self._asked.clear()
            plain = _DATETIME.sub("", path)
            self._asked[path] = _first(self.paths, plain) or _first(self.paths, plain.removesuffix("()"))
        return self._asked[path]

    def of_variable(self, name: str) -> str | None:
        """Signal of an environment variable."""
        return _first(self.environment, name)

    def of_file(self, name: str) -> str | None:
        """Signal that a file holds."""
        return _first(self.files, name)

    def of_command(self, line: str) -> str | None:
        """Signal that a command prints."""
        return _first(self.commands, line)


def followed_signals(rules: tuple[Path, ...]) -> tuple[Signal, ...]:
    """The signals that begin a path."""
    return tuple(signal for signal in signals_of(rules) if signal.id not in IGNORED and not signal.is_scenery)


@cache
def readers_of(rules: tuple[Path, ...], handed: Handed = ()) -> Readers:
    """The readers of all signals, those of a persona's world included: variables, files and commands that answer with it.

    handed: variables that another program hands over.
    """
    paths: list[tuple[str, re.Pattern[str]]] = []
    environment: list[tuple[str, re.Pattern[str]]] = []
    files: list[tuple[str, re.Pattern[str]]] = []
    commands: list[tuple[str, re.Pattern[str]]] = []
    servers: list[tuple[str, re.Pattern[str]]] = []
    for signal in followed_signals(rules):
        for reader in signal.readers.get("python", ()):
            if (variable := _ENVIRONMENT.match(reader)) is not None:
                environment.append((signal.id, _compiled(variable["name"])))
            elif (text := _TEXT_CALL.match(reader)) is not None:
                target = commands if text["call"] == "subprocess" else files
                target.append((signal.id, _compiled(text["text"])))
            else:
                paths.append((signal.id, _compiled(reader)))
        environment += [(signal.id, _compiled(name)) for name in signal.world.environment]
        files += [(signal.id, _compiled(_anywhere(name))) for name in (*signal.world.files, *signal.world.links)]
        commands += [(signal.id, re.compile(answer.match)) for answer in signal.world.commands if not answer.match.startswith("^date")]
        servers += [(signal.id, re.compile(answer.match)) for answer in signal.world.servers]
    environment += [(signal, re.compile(rf"\A{re.escape(name)}\Z")) for signal, name in handed]
    return Readers(
        paths=tuple(paths),
        environment=tuple(sorted(environment, key=_by_length)),
        files=tuple(files),
        commands=tuple(commands),
        servers=tuple(servers),
    )


def _anywhere(name: str) -> str:
    return "*" + name[1:] if name.startswith("~") else name.removeprefix("./")


def _by_length(item: tuple[str, re.Pattern[str]]) -> tuple[int, str]:
    """Exact names come before patterns, long patterns before short ones."""
    return (-len(item[1].pattern.replace(".*", "")) + 100 * (".*" in item[1].pattern), item[0])


def _first(readers: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((signal for signal, pattern in readers if pattern.search(text)), None)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A whole match of a pattern with `*` for any text; brackets stand for themselves."""
    return re.compile(r"\A" + translate(pattern.replace("[", "[[]")))
