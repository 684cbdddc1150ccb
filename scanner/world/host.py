"""The machine of a persona: its environment, files, commands and servers."""

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache

from scanner.ruleset.signals import Signal
from scanner.world.answer import Answer, filled
from scanner.world.dialect import Reply, plain, reply
from scanner.world.gitlog import commits_printed
from scanner.world.persona import Persona
from scanner.world.registry import registry_reply
from scanner.world.zone import is_zone, posix_rule

HOME = "/home/user"
PROJECT = f"{HOME}/project"
ZONES = "/usr/share/zoneinfo/"
MADE_UP_HOSTS = frozenset({"api.example.net", "example.net"})
"""Where functions that are called with a made-up address are told to send to."""
PROMPT = "hello world"
"""What the made-up user asks."""

_READS_FILE = re.compile(r"^(?:cat|head|tail|less|more|type|strings)\s+(?:-\S+\s+)*[\"']?([^\"'|;&<>]+?)[\"']?\s*$")
_ECHOES = re.compile(r"^echo\s+[\"']?\$\{?(\w+)\}?[\"']?$|^printenv\s+(\w+)$")
_SHELL = re.compile(r"^(?:/\S*/)?(?:ba|z|da)?sh\s+-l?i?c\s+(.+)$|^cmd(?:\.exe)?\s+/[dscSDC/ ]*(.+)$", re.DOTALL)
_ASKS_GIT_WHETHER = re.compile(
    r"^(?:/\S*/)?git\b.*\bconfig\b.*--(?:bool\b|type[= ]bool\b)(?!.*[ '\"]"
    r"(?:core|commit|tag|push|pull|fetch|merge|rebase|diff|log|color|gpg|init|http|https|transfer|gc|index|status|submodule)\.)"
)
"""Asks for a setting that git itself does not look at: it is there for tools like this one, and the user turned it on."""


class Host:
    """Answers for one persona. Every answer says which signals it tells."""

    def __init__(self, persona: Persona, signals: tuple[Signal, ...]) -> None:
        self.persona = persona
        self._signals = signals
        self._listed = frozenset(filter(None, persona.value("environment").split(",")))
        """Variables that this persona has beside those of all."""
        self._folders = {absolute(name): (signal.id, template) for signal in signals for name, template in signal.world.folders.items()}
        files = (absolute(name) for signal in signals for name in (*signal.world.files, *signal.world.links))
        self._paths = frozenset((*files, *(f"{folder}/" for folder in self._folders)))

    def environment(self, name: str) -> Answer | None:
        """Value of an environment variable; None: it is not set. Exact names come before patterns."""
        best: tuple[bool, int, str, str] | None = None
        for signal in self._signals:
            for pattern, template in signal.world.environment.items():
                if pattern != name and not fnmatchcase(name, pattern):
                    continue
                rank = (pattern == name, len(pattern), signal.id, template)
                if best is None or rank[:2] > best[:2]:
                    best = rank
        if best is None and name in self._listed:
            return Answer(text="1", reads=("environment",))
        return None if best is None else filled(best[3], self.persona, owner=best[2])

    def exported(self) -> tuple[str, ...]:
        """Names of the variables that show when all are listed, sorted."""
        return tuple(sorted({*self._listed, *(name for signal in self._signals for name in signal.world.exported)}))

    def file(self, path: str) -> Answer | None:
        """Content of a file; None: the persona has no such file. A link to a time zone reads as its target."""
        for signal in self._signals:
            for name, template in signal.world.files.items():
                if absolute(name) == path:
                    return filled(template, self.persona, owner=signal.id)
            for name, template in signal.world.links.items():
                if absolute(name) == path:
                    return filled(f"TZif2 {template}\n{{{{{signal.id}.posix}}}}\n", self.persona, owner=signal.id)
        folder, _, name = path.rpartition("/")
        if (listed := self.names_in(folder)) is not None and name in listed.text.split("\n"):
            return replace(listed, text="")
        name = path.removeprefix(ZONES)
        return Answer(text=f"TZif2 {path}\n{posix_rule(name)}\n", reads=()) if name != path and is_zone(name) else None

    def link(self, path: str) -> Answer | None:
        """Target of a symbolic link; None: it is none."""
        for signal in self._signals:
            for name, template in signal.world.links.items():
                if absolute(name) == path:
                    return filled(template, self.persona, owner=signal.id)
        return None

    def entries(self, folder: str) -> tuple[str, ...] | None:
        """Names in a folder, sorted, but for those that tell a signal; None: there is no such folder."""
        prefix = folder.rstrip("/") + "/"
        names = {path[len(prefix) :].split("/")[0] for path in self._paths if path.startswith(prefix)} - {""}
        return tuple(sorted(names)) if names or folder in self._folders or folder in ("/", "/tmp", HOME, PROJECT) else None

    def names_in(self, folder: str) -> Answer | None:
        """The names in a folder that tell a signal, one a line; None: it holds none such."""
        signal, template = self._folders.get(folder, ("", ""))
        return filled(template, self.persona, owner=signal) if signal else None

    def command(self, line: str) -> Answer | None:
        """Standard output of a command line; None: the world does not know the command."""
        line = line.strip()
        if (shell := _SHELL.match(line)) is not None:
            return self.command((shell[1] or shell[2]).strip().strip("\"'"))
        if (reading := _READS_FILE.match(line)) is not None:
            return self.file(absolute(reading[1].strip())) or self._command(line)
        if (echo := _ECHOES.match(line)) is not None:
            return self.environment(echo[1] or echo[2])
        return self._command(line)

    def server(self, method: str, url: str, body: str | None) -> tuple[Reply, tuple[str, ...]]:
        """What a server answers, and the signals that its answer tells."""
        for signal in self._signals:
            for answer in signal.world.servers:
                if _compiled(answer.match).search(url):
                    said = filled(answer.answer, self.persona, owner=signal.id)
                    return plain(said.text, answer.content_type), said.reads
        return registry_reply(method, url, self.persona) or reply(method, url, body), ()

    def _command(self, line: str) -> Answer | None:
        if (printed := commits_printed(line, self.persona)) is not None:
            return printed
        for signal in self._signals:
            for answer in signal.world.commands:
                if _compiled(answer.match).search(line):
                    return filled(answer.answer, self.persona, owner=signal.id)
        return Answer(text="true\n", reads=()) if _ASKS_GIT_WHETHER.search(line) else None


def absolute(path: str) -> str:
    """A path as the made-up machine has it: of the user's home and working folder."""
    if path.startswith("~/"):
        return HOME + path[1:]
    if path.startswith("$HOME/"):
        return HOME + path[5:]
    if path.startswith("./"):
        return PROJECT + path[1:]
    return path


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
