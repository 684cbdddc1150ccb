"""The machine of a persona: its environment, files, commands and servers."""

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache

from scanner.ruleset.signals import Signal
from scanner.world.answer import Answer, filled, told
from scanner.world.dates import date_printed
from scanner.world.dialect import Reply, plain, reply
from scanner.world.entries import asked_of
from scanner.world.gitdiff import changes_printed
from scanner.world.gitlog import commits_printed
from scanner.world.interpreter import told_of_itself
from scanner.world.persona import Change, Persona, persona
from scanner.world.piped import filtered, is_filter, is_sieve, parts_of
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
_ECHOES = re.compile(
    r"^(?:echo|printf(?:\s+['\"]?%s(?:\\n)?['\"]?)?)\s+[\"']?\$\{?(\w+)\}?[\"']?$|^printenv\s+(\w+)$|^echo\s+%(\w+)%$"
    r"|^(?:echo\s+)?\$\{?env:(\w+)\}?$",
    re.IGNORECASE,
)
_LISTS_VARIABLES = re.compile(r"^(?:/usr/bin/)?(?:env|printenv|set|export(?:\s+-p)?|declare\s+-x)$")
_TO_NOWHERE = re.compile(r"\s*(?:\d|&)?>{1,2}\s*(?:/dev/null|&\d|NUL\b|\$null)")
_SET_BEFORE = re.compile(
    r"^(?:(?:sudo|env|command|exec)\s+(?=[A-Za-z/]))?(?:(?:LC_\w+|LANG|LANGUAGE|\w*PAGER\w*|GIT_\w+|PATH)=\S*\s+)*(?=\S)"
)
"""What comes before a command and does not change what the world knows of its output."""
_QUIET = re.compile(r"^(?:cd|export|set|unset|true|:|sleep|umask|ulimit|chcp)\b")
"""Commands before others on a line that print nothing."""
_SHELL = re.compile(r"^(?:/\S*/)?(?:ba|z|da)?sh\s+-l?i?c\s+(.+)$|^cmd(?:\.exe)?\s+/[dscSDC/ ]*(.+)$", re.DOTALL)
_ASKS_GIT_WHETHER = re.compile(
    r"^(?:/\S*/)?git\b.*\bconfig\b.*--(?:bool\b|type[= ]bool\b)(?!.*[ '\"]"
    r"(?:core|commit|tag|push|pull|fetch|merge|rebase|diff|log|color|gpg|init|http|https|transfer|gc|index|status|submodule)\.)"
)
"""Asks for a setting that git itself does not look at: it is there for tools like this one, and the user turned it on."""


class Host:
    """Answers for one persona. Every answer says which signals it tells."""

    def __init__(self, person: Persona, signals: tuple[Signal, ...]) -> None:
        self.persona = person
        self._signals = signals
        self._listed = frozenset(filter(None, person.value("environment").split(",")))
        """Variables that this persona has beside those of all."""
        self._folders = {absolute(name): (signal.id, template) for signal in signals for name, template in signal.world.folders.items()}
        files = (absolute(name) for signal in signals for name in (*signal.world.files, *signal.world.links) if "*" not in name)
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
                if absolute(name) == path or ("*" in name and fnmatchcase(path, absolute(name))):
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
        line = _SET_BEFORE.sub("", line)
        return told_of_itself(_TO_NOWHERE.sub("", line)) or self._composed(line) or self._single(_TO_NOWHERE.sub("", line))

    def _composed(self, line: str) -> Answer | None:
        """What several commands on one line print; None: it is a single one, or the world does not know all of them."""
        others = parts_of(line, ("||",))
        if len(others) > 1:
            return next((answer for one in others if (answer := self.command(one)) is not None and answer.text), None)
        steps = [one for one in parts_of(line, ("&&", ";")) if one and not _QUIET.match(one)]
        if len(steps) > 1 or (steps and steps[0] != line):
            answers = [self.command(one) for one in steps]
            known = [one for one in answers if one is not None]
            reads = tuple(sorted({name for one in known for name in one.reads}))
            return Answer(text="".join(one.text for one in known), reads=reads) if len(known) == len(steps) else None
        first, *filters = parts_of(line, ("|", "|&"))
        if not filters or not all(map(is_filter, filters)):
            return None
        if _LISTS_VARIABLES.match(first):
            return self._variables(filters)
        answer = self._filtered(first, filters)
        if answer is None or not answer.text or len(answer.reads) < 2:
            return answer  # one that prints nothing tells of all that it looked through
        told_of = tuple(name for name in answer.reads if self._is_told(name, first, filters, answer.text))
        return replace(answer, reads=told_of or answer.reads)

    def _filtered(self, first: str, filters: list[str]) -> Answer | None:
        answer = self.command(first)
        text = None if answer is None else filtered(answer.text, filters)
        return None if answer is None or text is None else replace(answer, text=text)

    def _is_told(self, name: str, first: str, filters: list[str], text: str) -> bool:
        """Whether what filters leave of a command's output depends on a signal."""
        axis = next((signal.axis for signal in self._signals if signal.id == name), name)
        values = next((signal.world.panel for signal in self._signals if signal.id == axis), ())
        other = next((value for value in values if value != self.persona.value(axis)), None)
        if other is None:
            return True
        answer = Host(persona(self._signals, (Change(axis=axis, value=other, origin="panel"),)), self._signals)._filtered(first, filters)
        mine = Host(persona(self._signals), self._signals)._filtered(first, filters) if self.persona.changes else None
        return answer is None or answer.text != (text if mine is None else mine.text)

    def _single(self, line: str) -> Answer | None:
        if (reading := _READS_FILE.match(line)) is not None:
            return self.file(absolute(reading[1].strip())) or self._of_file(line) or self._command(line)
        if (echo := _ECHOES.match(line)) is not None:
            return self.environment(next(name for name in echo.groups() if name is not None))
        if _LISTS_VARIABLES.match(line):
            return self._variables([])
        return (self._of_file(line) if is_filter(line) else None) or self._command(line)

    def _of_file(self, line: str) -> Answer | None:
        """What a filter makes of the file that its line ends with."""
        command, _, path = line.rpartition(" ")
        answer = self.file(absolute(path.strip("\"'"))) if is_filter(command) else None
        text = None if answer is None else filtered(answer.text, [command])
        return None if answer is None or text is None else replace(answer, text=text)

    def _variables(self, filters: list[str]) -> Answer | None:
        """The variables as lines. A sieve is given all that some signal has, as whoever looks for one would find it where it is set."""
        names = set(self.exported())
        if filters and is_sieve(filters[0]):
            others = (signal.world.environment for signal in self._signals if signal.id != "environment")
            names |= {name for each in others for name in each if "*" not in name}
        answers = {name: answer for name in sorted(names) if (answer := self.environment(name)) is not None}
        text = filtered("".join(f"{name}={answer.text}\n" for name, answer in answers.items()), filters[:1])
        if text is None:
            return None
        reads = {one for name, answer in answers.items() if f"{name}={answer.text}" in text for one in answer.reads}
        told = filtered(text, filters[1:])
        return None if told is None else Answer(text=told, reads=tuple(sorted(reads)))

    def server(self, method: str, url: str, body: str | None) -> tuple[Reply, tuple[str, ...]]:
        """What a server answers, and the signals that its answer tells."""
        for signal in self._signals:
            for answer in signal.world.servers:
                if _compiled(answer.match).search(url):
                    said = filled(answer.answer, self.persona, owner=signal.id)
                    return plain(said.text, answer.content_type), said.reads
        return registry_reply(method, url, self.persona) or reply(method, url, body), ()

    def _command(self, line: str) -> Answer | None:
        printed = commits_printed(line, self.persona) or changes_printed(line) or date_printed(line, self.persona)
        if printed is not None:
            return printed
        known = [(signal.id, answer) for signal in self._signals for answer in signal.world.commands]
        found = [(signal, answer) for signal, answer in known if _compiled(answer.match).search(line)]
        lists = [answer for _, answer in found if answer.between is not None]
        template = asked_of(lists, line) if lists else None
        for signal, answer in found:
            if answer.between is None:
                return filled(answer.answer, self.persona, owner=signal)
            if template is not None:
                return told(template, self.persona)
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
