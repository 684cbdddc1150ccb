"""What reads a signal in JavaScript, as `rules/signals/` says: patterns over names, variables of the environment, and texts."""

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path

from scanner.analyze.handed import Handed
from scanner.code.javascript.program import Code
from scanner.ruleset.signals import Signal, SignalClass, signals_of

SMALL_BYTES = 600 * 1024
"""A program up to this size is read to the last unit; of a larger one the units that hold a word of a reader are read."""
_ANYWHERE = frozenset({"os_version", "environment"})
"""Signals that nearly every program reads for good reasons (which binary to start, all settings): reads of them start no path."""
_ENVIRONMENT = re.compile(r"^process\.env\.(?P<name>.+)$")
TEXT_CALL = re.compile(r"^(?P<call>[\w.]+)\((?P<text>[^)].*)\)$")
COMMANDS = frozenset({"exec", "execSync", "execFile", "execFileSync", "spawn", "spawnSync", "execa", "execaSync", "execaCommand", "$"})
FILES = frozenset(
    {
        "readFileSync",
        "readFile",
        "createReadStream",
        "readTextFile",
        "readTextFileSync",
        "readlinkSync",
        "readlink",
        "file",
        "readdir",
        "readdirSync",
    }
)
REQUESTS = frozenset({"fetch", "get", "request", "axios", "got"})


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words, some of them by pattern."""

    exact: frozenset[str]
    pattern: re.Pattern[str]

    def __contains__(self, word: str | None) -> bool:
        return word is not None and (word in self.exact or self.pattern.match(word) is not None)


@dataclass(frozen=True, slots=True)
class Readers:
    classes: dict[str, SignalClass]
    environment: tuple[tuple[str, re.Pattern[str]], ...]
    names: tuple[tuple[str, re.Pattern[str], str], ...]
    """Signal, pattern over dotted names, and the last word of the reader."""
    variables: re.Pattern[str]
    """Names of all environment variables that a reader names."""
    words: Words
    """Last words of all readers by name, environment variables included."""
    texts: dict[str, tuple[tuple[str, re.Pattern[str], str], ...]]
    """`command`, `file`, `request`: signal, pattern over the text, and the reader."""


def signal_classes(rules: tuple[Path, ...]) -> dict[str, SignalClass]:
    """Signal id -> what the signal is about."""
    return readers_of(rules).classes


def telling_signals(code: Code, rules: tuple[Path, ...]) -> frozenset[str]:
    """Signals for which one literal to compare with is a classification: all of a small program; of a bundle those of place.

    In a bundle names of machine, user and proxy run through generic code (loggers, parsers, command lines) that compares all the time.
    """
    classes = signal_classes(rules)
    if code.bytes_total <= SMALL_BYTES:
        return frozenset(classes)
    return frozenset(
        signal for signal, class_ in classes.items() if class_ is SignalClass.PLACE and signal not in ("proxy_host", "package_mirror")
    )


@cache
def fields_beside(rules: tuple[Path, ...]) -> dict[str, frozenset[str]]:
    """Signal id -> fields that stand beside it in what its readers give."""
    return {signal.id: frozenset(signal.beside) for signal in signals_of(rules) if signal.beside}


@cache
def readers_of(rules: tuple[Path, ...], handed: Handed = ()) -> Readers:
    """All readers of the rules, and the variables that another program hands over."""
    environment: list[tuple[str, re.Pattern[str]]] = []
    names: list[tuple[str, re.Pattern[str], str]] = []
    texts: dict[str, list[tuple[str, re.Pattern[str], str]]] = {"command": [], "file": [], "request": []}
    signals = signals_of(rules)
    for signal in signals:
        if signal.id not in _ANYWHERE:
            for reader in signal.readers.get("javascript", ()):
                _sort(signal, reader, environment, names, texts)
    environment += [(signal, re.compile(re.escape(name) + r"\Z")) for signal, name in handed]
    variables = re.compile("|".join(pattern.pattern for _, pattern in environment) or "(?!)")
    return Readers(
        classes={signal.id: signal.class_ for signal in signals},
        environment=tuple(environment),
        names=tuple(names),
        words=Words(
            frozenset(part for _, _, reader in names for part in reader.replace("()", "").split(".")[-1:]),
            variables,
        ),
        variables=variables,
        texts={kind: tuple(lines) for kind, lines in texts.items()},
    )


def _sort(
    signal: Signal,
    reader: str,
    environment: list[tuple[str, re.Pattern[str]]],
    names: list[tuple[str, re.Pattern[str], str]],
    texts: dict[str, list[tuple[str, re.Pattern[str], str]]],
) -> None:
    variable = _ENVIRONMENT.match(reader)
    if variable is not None:
        environment.append((signal.id, _glob(variable["name"])))
        return
    call = TEXT_CALL.match(reader)
    if call is not None:
        word = call["call"].rpartition(".")[2]
        kind = "command" if call["call"] == "child_process" else "request" if word in REQUESTS else "file"
        texts[kind].append((signal.id, _searched(call["text"]), reader))
        return
    names.append((signal.id, _glob(reader), reader))


def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern.replace("[", "[[]")))


def _searched(pattern: str) -> re.Pattern[str]:
    """A glob that may start anywhere in a text."""
    return re.compile(".*".join(re.escape(part) for part in pattern.strip("*").split("*")), re.IGNORECASE | re.DOTALL)
