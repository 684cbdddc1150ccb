"""What of a command's entries a command line asks for: `timedatectl show` has all, `timedatectl show -p Timezone --value` one value."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from scanner.ruleset.signals import CommandAnswer

_NAMES = re.compile(r"[\s,]+")
_AS_JSON = re.compile(r"\bConvertTo-Json\b|\s--json\b|\s-json\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    section: str
    """What it is one of (`LC_PAPER`); empty where the command knows no sections."""
    name: str
    value: str
    line: str
    """As it is printed."""


def asked_of(answers: Iterable[CommandAnswer], line: str) -> str | None:
    """The template of what a command line is answered by lists of entries; None: it asks for one that none of them has."""
    lists = tuple(answers)
    shown = [one for at, each in enumerate(lists) for one in _lines(each.answer, each.between) if at == 0 or isinstance(one, _Entry)]
    asked = _asked_names(lists, line)
    if not asked:
        return _rendered(shown, lists[0], line)
    further = [one for each in lists for one in _lines(each.further, each.between)]
    known = {name for one in (*shown, *further) if isinstance(one, _Entry) for name in (one.name.lower(), one.section.lower())} - {""}
    names = {_known(name, known) for name in asked}
    found = [one for one in (*shown, *further) if isinstance(one, str) or one.name.lower() in names or one.section.lower() in names]
    return _rendered(found, lists[0], line) if any(isinstance(one, _Entry) for one in found) else None


def _asked_names(lists: tuple[CommandAnswer, ...], line: str) -> frozenset[str]:
    """The names of entries and sections that a line holds, in lower case."""
    found = (match for each in lists if each.key is not None for match in re.finditer(each.key, line, re.IGNORECASE))
    texts = (text for match in found for text in (match.groups() or (match[0],)) if text)
    names = (name.lower().strip("\"'") for text in texts for name in _NAMES.split(text))
    return frozenset(name for name in names if name and not name.startswith("-"))


def _known(name: str, known: set[str]) -> str:
    """The name, or what of it comes before members that nothing is known of: `BaseUtcOffset` for `BaseUtcOffset.ToString`."""
    while name not in known and "." in name:
        name = name.rpartition(".")[0]
    return name


def _rendered(lines: list[str | _Entry], answer: CommandAnswer, line: str) -> str:
    """The text of the lines as they are asked for: values alone, a table, JSON, or as they are."""
    entries = [one for one in lines if isinstance(one, _Entry)]
    if answer.bare is not None and re.search(answer.bare, line, re.IGNORECASE):
        return "".join(f"{_unquoted(one.value)}\n" for one in entries)
    if answer.columns is not None and re.search(answer.columns, line, re.IGNORECASE):
        return "".join("".join(f"{text}  " for text in row) + "\n" for row in zip(*((one.name, one.value) for one in entries), strict=True))
    if _AS_JSON.search(line):
        return json.dumps({one.name: _unquoted(one.value) for one in entries}, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{one if isinstance(one, str) else one.line}\n" for one in lines)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


@cache
def _lines(template: str, between: str | None) -> tuple[str | _Entry, ...]:
    """The lines of a template, those that are entries taken apart; remarks are none. `[name]` begins a section, and is not printed."""
    found: list[str | _Entry] = []
    section = ""
    for line in template.splitlines():
        if (heading := re.fullmatch(r"\[(\w+)\]", line)) is not None:
            section = heading[1]
            continue
        parts = re.match(rf"\s*(?P<name>[^\s;#].*?)(?:{between})(?P<value>.*)", line) if between is not None else None
        found.append(line if parts is None else _Entry(section=section, name=parts["name"], value=parts["value"], line=line))
    return tuple(found)
