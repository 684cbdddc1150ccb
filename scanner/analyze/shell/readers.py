"""Which commands, variables and files tell a script a signal: the readers of `rules/signals/` for shells."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from functools import cache
from pathlib import Path

from scanner.model.program import Language
from scanner.ruleset.signals import Signal, signals_of

_IGNORED = frozenset({"environment", "os_version"})
"""Signals that nearly every script reads for good reasons: they begin no path."""
_MENTION = re.compile(r"\$(?:\{\W?([\w:]+)|([\w:]+))")
"""A variable as it is read: `$NAME`, `${NAME:-x}`, `$env:NAME`."""
_QUIET = frozenset({
    "mkdir", "rm", "cp", "mv", "ln", "ls", "chmod", "chown", "touch", "install", "find", "cd", "pushd", "popd", "rmdir", "mktemp", "export",
    "unset", "kill", "which", "type", "apt-get", "apt", "dnf", "yum", "pacman", "apk", "brew", "make", "cmake", "gcc", "docker",
    "systemctl",
    "tar", "zip", "unzip", "diff", "cmp", "stat", "file", "du", "df", "locale-gen", "update-locale", "dpkg-reconfigure", "localedef",
    "msgfmt", "gettext", "ngettext", "xgettext", "man", "less", "more", "vi", "vim", "nano", "code", "open", "xdg-open", "pip",
    "pip3", "npm",
    "yarn", "pnpm", "bun", "npx", "bunx", "uvx", "pipx", "podman", "java", "dotnet", "uv", "cargo", "go", "git", "curl", "wget",
})  # fmt: skip
"""Commands whose arguments may name anything: only readers that begin with the command itself count."""
_COMMON_FILES = frozenset({"/etc/passwd", "/etc/hosts", "~/.ssh/id_rsa", "~/.ssh/id_ed25519"})
"""Files that are searched for other reasons than what they tell about the user."""
_SOURCES = re.compile(r"/etc/(?:apt|apk|yum\.repos\.d|zypp|pacman\.d|xbps\.d|opkg|pkg)/")
"""Where a system's packages come from: what installs anything looks whether a repository is there. Only where persons are told apart by
it does it tell anything."""
_SETTING = re.compile(
    r"\bconfig\s+(?:(?:--?[\w-]+|-g)\s+)*(?:set|delete|unset|edit|rm)\b"
    r"|\bgit\s+(?:-\S+\s+\S+\s+)?config\s+(?:--(?:global|local|system|add|replace-all)\s+)*[\w.-]+\.[\w-]+\s+[^\s-]|\btimedatectl\s+set-"
    r"|\bsystemsetup\s+-set|\bdefaults\s+(?:write|delete)\b|\blocalectl\s+set-|\bsetxkbmap\s+(?!-query|-print)\w"
)
"""Commands that change a setting that others read."""
_SETS = re.compile(r"(?:[A-Z_]+=[^\n]*\n)+")
_FILE_READER = re.compile(r"(?:cat|head|readlink(?: -f)?|Get-Content|gc|type) (\S+)\Z")


@dataclass(frozen=True, slots=True)
class Readers:
    variables: tuple[tuple[str, re.Pattern[str]], ...]
    commands: tuple[tuple[str, re.Pattern[str]], ...]
    """Written out for the shell: they begin with the command's name."""
    ignored: tuple[re.Pattern[str], ...]
    """Commands that tell what nearly every script asks."""
    world: tuple[tuple[str, re.Pattern[str]], ...]
    """By which a persona's world recognises what is asked: searched anywhere in the line."""
    files: tuple[tuple[str, str], ...]
    """Signal, path: absolute, or how a path ends."""
    sources: tuple[tuple[str, str], ...]
    """Signal, absolute path: files that are mostly read for other reasons than the signal."""
    settings: tuple[tuple[str, str], ...]
    """Path, template: files that set variables, as a script takes them in."""
    addresses: tuple[tuple[str, re.Pattern[str]], ...]
    """Services that tell a signal, by their URL."""

    def of_variable(self, name: str) -> str | None:
        """Signal that a variable holds from the start, by its name without the dollar."""
        return next((signal for signal, pattern in self.variables if pattern.match(name)), None)

    def of_command(self, line: str) -> str | None:
        """Signal that a command prints."""
        if _SETTING.search(line):
            return None
        matches = [
            (match.end() - match.start(), signal) for signal, pattern in self.commands if (match := pattern.search(line)) is not None
        ]
        if matches:
            return max(matches)[1]  # the longest says it most exactly
        if any(pattern.search(line) for pattern in self.ignored):
            return None
        name = line.split(maxsplit=1)[0].rsplit("/", 1)[-1] if line.strip() else ""
        for signal, pattern in self.world:
            match = pattern.search(line)
            if match is not None and (name not in _QUIET or match.start() == 0):
                return signal
        return None

    def of_file(self, path: str) -> str | None:
        """Signal that a file or link holds."""
        return next((signal for signal, name in self.files if path == name or (not name.startswith("/") and _ends_so(path, name))), None)

    def of_source(self, path: str) -> tuple[str, str] | None:
        """Signal that such a file holds, and its path. path: absolute, or a pattern that it fits."""
        return next(((signal, name) for signal, name in self.sources if path == name or ("*" in path and fnmatchcase(name, path))), None)

    def setting(self, path: str) -> str | None:
        """Template of a file that does nothing but set variables."""
        return next((template for name, template in self.settings if name == path), None)

    def of_address(self, url: str) -> str | None:
        """Signal that a service answers."""
        return next((signal for signal, pattern in self.addresses if pattern.search(url)), None)

    def may_read(self, text: str) -> bool:
        """False where no line of a script, parsed or not, holds a command, file or variable that tells a signal."""
        names = {match[1] or match[2] for match in _MENTION.finditer(text)}
        if any(map(self.of_variable, names)) or any(name in text for _, name in self.files):
            return True
        return any(pattern.search(line) for line in text.splitlines() for _, pattern in (*self.commands, *self.world))


def _ends_so(path: str, name: str) -> bool:
    return path == name or path.endswith(f"/{name}")


@cache
def readers_of(rules: tuple[Path, ...], language: Language) -> Readers:
    """The readers of one shell, with what tells the same signals in a persona's world."""
    variables: list[tuple[str, re.Pattern[str]]] = []
    commands: list[tuple[str, re.Pattern[str]]] = []
    world: list[tuple[str, re.Pattern[str]]] = []
    files: list[tuple[str, str]] = []
    sources: list[tuple[str, str]] = []
    addresses: list[tuple[str, re.Pattern[str]]] = []
    is_power = language is Language.POWERSHELL
    ignored = [
        _command(reader)
        for signal in signals_of(rules)
        if signal.id in _IGNORED
        for reader in signal.readers.get("powershell" if is_power else "shell", ())
    ]
    for signal in signals_of(rules):
        if signal.id in _IGNORED or signal.is_scenery:
            continue
        for reader in signal.readers.get("powershell" if is_power else "shell", ()):
            if reader.startswith("$"):
                variables.append((signal.id, _variable(reader[1:], ignores_case=is_power)))
                continue
            commands.append((signal.id, _command(reader)))
            if (named := _FILE_READER.match(reader)) is not None and "*" not in named[1]:
                files.append((signal.id, named[1]))
        prefix = "env:" if is_power else ""
        variables += [(signal.id, _variable(prefix + name, ignores_case=is_power)) for name in signal.world.environment]
        world += [(signal.id, re.compile(answer.match)) for answer in signal.world.commands if not answer.match.startswith("^date")]
        files += _files(signal)
        sources += [(signal.id, name) for name in signal.world.files if _SOURCES.match(name)]
        addresses += [(signal.id, re.compile(answer.match)) for answer in signal.world.servers]
    return Readers(
        variables=tuple(sorted(variables, key=_exact_first)),
        commands=tuple(commands),
        ignored=tuple(ignored),
        world=tuple(world),
        files=tuple(dict.fromkeys(files)),
        sources=tuple(sources),
        settings=tuple(
            (name, template)
            for signal in signals_of(rules)
            if signal.id not in _IGNORED
            for name, template in signal.world.files.items()
            if _SETS.fullmatch(template)
        ),
        addresses=tuple(addresses),
    )


def _files(signal: Signal) -> list[tuple[str, str]]:
    names = [name for name in (*signal.world.files, *signal.world.links) if name not in _COMMON_FILES and not _SOURCES.match(name)]
    return [(signal.id, name if name.startswith("/") else name.removeprefix("~/").removeprefix("./")) for name in names]


def _variable(pattern: str, *, ignores_case: bool) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE if ignores_case else 0)


def _command(pattern: str) -> re.Pattern[str]:
    """At the beginning of a command; for a member of a .NET type, at the beginning of an expression, its namespace left out or not."""
    if pattern.startswith("["):
        name = pattern.removeprefix("[").removeprefix("System.").removeprefix("Globalization.")
        body = translate(name.replace("[", "[[]"))[4:-3]
        return re.compile(rf"^\(?\[(?:System\.)?(?:Globalization\.)?{body}", re.IGNORECASE)
    body = translate(pattern.replace("[", "[[]"))[4:-3]
    return re.compile(rf"(?:^|[|;&(=]\s*|^\S*/){body}(?![\w-])", re.IGNORECASE)


def _exact_first(item: tuple[str, re.Pattern[str]]) -> tuple[bool, str, str]:
    return (".*" in item[1].pattern, item[1].pattern, item[0])
