"""Command lines in settings, manifests and definitions of services: each as a script of its own.

What is named by a command and lies in a file of its own is examined there: the plain call of a file gives nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.model.artifact import AGENT_COMMAND, COMMAND
from scanner.model.artifact import ArtifactKind as Kind
from scanner.model.coverage import Capability
from scanner.unpack.command_keys import HINT, LANGUAGES, Found, commands_in, is_telling
from scanner.unpack.settings import SETTINGS_BYTES_MAX, documents_of, text_of
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

COMMANDS_MAX = 200
"""Commands taken out of one file; the largest real set of hooks, tasks or jobs has some 60."""
FLOW = frozenset({Capability.CODE_FLOW, Capability.JS_SEMANTIC})
"""What a command that was not taken out hides."""

_SHORTEST = 10
_DATA_SUFFIXES = (".jsonl", ".ndjson")
"""A record a line: no settings."""
_HINT = re2.compile(HINT.pattern)
_UNIT = re2.compile(rb"(?m)^(?:Exec[A-Za-z]*)[ \t]*=")
_UNIT_SUFFIXES = (".service", ".timer", ".socket", ".path", ".desktop")
_UNIT_LINE = re.compile(r"^(Exec[A-Za-z]*)[ \t]*=[ \t]*[-@:+!|]*((?:[^\n\\]|\\.|\\\n)*)", re.MULTILINE | re.DOTALL)
_FIELD_CODES = re.compile(r"%[fFuUick]")


def holds_commands(kind: Kind, source: Source) -> bool:
    """True where a settings file holds a command to take out, or has a key for it and cannot be read."""
    if source.size < _SHORTEST or source.name.lower().endswith(_DATA_SUFFIXES) or _HINT.search(source.searchable) is None:
        return False
    if kind is Kind.XML and b"<plist" not in source.head:
        return False
    try:
        return next(_commands(kind, source), None) is not None
    except Damaged:
        return True


def open_commands(kind: Kind, source: Source, sink: Sink) -> None:
    """Each command as a member that is named by its path of keys."""
    try:
        add_commands(sink, _commands(kind, source))
    except Damaged as damage:
        sink.gap(f"it has keys that commands stand under, and what they hold was not followed: {damage}", hides=FLOW)


def holds_unit(source: Source) -> bool:
    """True for services of systemd and entries of a desktop: lines of `Exec...=` below a section."""
    return source.size <= SETTINGS_BYTES_MAX and source.head.lstrip()[:1] in (b"[", b"#", b";") and (
        _UNIT.search(source.searchable) is not None
    )


def is_unit_by_name(source: Source) -> bool:
    """The same for what else is taken for a script by the words of its commands."""
    return source.name.lower().endswith(_UNIT_SUFFIXES) and holds_unit(source)


def open_unit(source: Source, sink: Sink) -> None:
    add_commands(sink, _unit_commands(text_of(source)))


def add_commands(sink: Sink, commands: Iterator[Found]) -> None:
    """Store commands, as many as are allowed; the rest is a gap."""
    taken: set[str] = set()
    for command in commands:
        if len(taken) >= COMMANDS_MAX:
            sink.gap(f"it holds more than {COMMANDS_MAX} commands: the further ones were not followed", hides=FLOW)
            return
        step = command.step if command.step not in taken else f"{command.step} ({len(taken)})"
        taken.add(step)
        sink.add(
            step, [command.text.encode("utf-8", "replace")], origin=AGENT_COMMAND if command.is_of_agent else COMMAND,
            is_name_of_member=False, suffix=command.suffix,
            language=LANGUAGES.get(command.suffix),
        )


def _commands(kind: Kind, source: Source) -> Iterator[Found]:
    for index, document in enumerate(documents_of(source, kind)):
        for command in commands_in(document):
            yield command if not index else replace(command, step=f"({index + 1}) {command.step}")


def _unit_commands(text: str) -> Iterator[Found]:
    for match in _UNIT_LINE.finditer(text):
        command = _FIELD_CODES.sub("", match[2].replace("\\\n", " ")).replace("$$", "$").replace("%%", "%").strip()
        if is_telling(command):
            yield Found(step=f"{match[1]} at {match.start()}", text=command, suffix=".sh", is_of_agent=False)
