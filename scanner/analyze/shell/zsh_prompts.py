"""Texts that zsh expands as it does prompts: `print -P`, `${(%)name}`."""

import re

from scanner.analyze.shell.dates import date_text
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Text, Value, concat, known

_ESCAPE = re.compile(r"%(?:D\{((?:[^{}\\]|\\.)*)\}|([nmM%DT*]))")
_COMMANDS = {"n": "whoami", "m": "hostname", "M": "hostname"}
"""What prints the same as an escape. Source: zshmisc, "Expansion of prompt sequences"."""
_FORMATS = {"D": "%y-%m-%d", "T": "%H:%M", "*": "%H:%M:%S"}


def prompt_text(machine: Machine, state: State, node: object, text: Text) -> Text:
    """The text with user, host and moments put in. Escapes for colours and folders stay as they stand."""
    parts: list[Value] = []
    for part in text.parts:
        if not isinstance(part, str):
            parts.append(Text((part,), (), part.taint))
            continue
        at = 0
        for match in _ESCAPE.finditer(part):
            parts += [known(part[at : match.start()]), _escaped(machine, state, node, match)]
            at = match.end()
        parts.append(known(part[at:]))
    return concat(parts)


def _escaped(machine: Machine, state: State, node: object, match: re.Match[str]) -> Text:
    letter = match[2]
    if letter == "%":
        return known("%")
    line = _COMMANDS.get(letter or "")
    if line is None:
        return date_text(machine, state, node, match[1] if match[1] is not None else _FORMATS[letter])
    signal = machine.readers.of_command(line)
    if signal is None:
        return machine.unknown(line, source="command")
    return machine.told(node, signal, match[0], line, lambda host: host.command(line))
