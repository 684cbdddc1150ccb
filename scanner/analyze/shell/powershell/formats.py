"""Texts in the formats of .NET."""

import re

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.powershell.scope import items_of, unit
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Hole, Listing, Text, Value, as_text, concat, known, of_hole

_SLOT = re.compile(r"\{\{|\}\}|\{(\d{1,3})(?:,\s*(-?\d{1,4}))?(?::([^{}]*))?\}")


def formatted(machine: Machine, state: State, template: Value, values: Value) -> Value:
    """`template -f values`."""
    arguments = [as_text(item) for item in items_of(unit(values))] if isinstance(unit(values), Listing) else [as_text(values)]

    def one(given: tuple[Value, ...]) -> Value:
        letters = machine.spelled(as_text(given[0]))
        parts: list[Value] = []
        at = 0
        for match in _SLOT.finditer(letters):
            parts.append(machine.restored(letters[at : match.start()], as_text(given[0]).layers))
            at = match.end()
            if match[1] is None:
                parts.append(known(match[0][0]))
                continue
            index = int(match[1])
            parts.append(_slot(machine, state, arguments[index] if index < len(arguments) else EMPTY, match[2], match[3]))
        parts.append(machine.restored(letters[at:], as_text(given[0]).layers))
        return concat(parts)

    return value_of(each_case((template,), one, state.pinned))


def _slot(machine: Machine, state: State, value: Text, width: str | None, form: str | None) -> Value:
    if width is None and form is None:
        return value

    def one(given: tuple[Value, ...]) -> Value:
        text = as_text(given[0])
        plain = text.plain
        if plain is None:
            return shaped(machine, text, form) if form else text
        if form and re.fullmatch(r"-?\d+", plain):
            plain = number_text(plain, form)
        size = max(-2_000, min(int(width or 0), 2_000))
        return known(plain.ljust(-size) if size < 0 else plain.rjust(size), text.layers)

    return value_of(each_case((value,), one, state.pinned))


def number_text(plain: str, form: str) -> str:
    """A number in one of .NET's formats, the common ones."""
    match = re.fullmatch(r"([dDxXnNfF])(\d{0,2})|(0+)", form)
    if match is None:
        return plain
    if match[3]:
        return plain.zfill(len(match[3]))
    kind, digits = match[1].lower(), int(match[2] or 0)
    if kind == "x":
        shown = f"{int(plain) & 0xFFFFFFFF:x}"
        return (shown if match[1] == "x" else shown.upper()).zfill(digits)
    return plain.zfill(digits) if kind == "d" else f"{int(plain):{',' if kind == 'n' else ''}.{digits if match[2] else 2}f}"


_CLOCK = {
    "yyyy": "year", "yy": "year", "MM": "month", "M": "month", "MMM": "month", "MMMM": "month", "dd": "day", "d": "day", "HH": "hour",
    "H": "hour", "hh": "hour", "h": "hour", "mm": "minute", "ss": "second", "ddd": "weekday", "dddd": "weekday", "tt": "half",
    "fff": "fraction",
}  # fmt: skip


def shaped(machine: Machine, text: Text, form: str) -> Text:
    """A moment, or another unknown, in a form that is known."""
    holes = [part for part in text.parts if isinstance(part, Hole)]
    if len(text.parts) != 1 or not holes or holes[0].source != "time":
        return Text(
            tuple(machine.derived(part, f":{form}") if isinstance(part, Hole) else part for part in text.parts), text.layers, text.taint
        )
    parts: list[Value] = []
    for piece in re.findall(r"y+|M+|d+|H+|h+|m+|s+|t+|f+|[zK]+|'[^']*'|.", form):
        if piece in _CLOCK:
            parts.append(
                of_hole(machine.hole(f"date {piece} {holes[0].label}", source="time", base=f"moment {_CLOCK[piece]}", change="date_format"))
            )
        else:
            parts.append(known(piece.strip("'")))
    return concat(parts)
