"""`date`: the parts of a moment, each one a hole, so that the form in which they are written can be told apart from what they say."""

import re

from scanner.analyze.shell.argument import options_of
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Text, Value, concat, known, of_hole

_PLAIN = "%a %b %e %H:%M:%S %Z %Y"
_LONG = {
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "D": "%m/%d/%y",
    "R": "%H:%M",
    "c": "%a %b %e %H:%M:%S %Y",
    "x": "%m/%d/%y",
    "X": "%H:%M:%S",
    "h": "%b",
}
_QUANTITIES = {
    "Y": "year", "y": "year", "G": "year", "m": "month", "b": "month", "B": "month", "d": "day", "e": "day", "j": "day of year",
    "H": "hour",
    "I": "hour", "k": "hour", "l": "hour", "p": "half", "P": "half", "M": "minute", "S": "second", "N": "fraction", "a": "weekday",
    "A": "weekday", "u": "weekday", "w": "weekday", "s": "epoch", "V": "week", "U": "week", "W": "week", "C": "century",
}  # fmt: skip
_DIRECTIVE = re.compile(r"%([-_0^#]?)(:{0,3})([A-Za-z%])")
_VALUE_OPTIONS = frozenset({"date", "file", "reference"})


def date_output(machine: Machine, state: State, node: object, words: list[str]) -> Value:
    """What `date` prints for its arguments."""
    pattern = next((word[1:] for word in words if word.startswith("+")), None)
    options = options_of([word for word in words if not word.startswith("+")], "dfrv", _VALUE_OPTIONS)
    if pattern is None:
        if options.has("I", "iso-8601"):
            pattern = "%Y-%m-%d"
        elif options.has("R", "rfc-email"):
            pattern = "%a, %d %b %Y %H:%M:%S %z"
        else:
            pattern = _PLAIN
    is_universal = options.has("u", "utc", "universal")
    moment = " ".join(filter(None, [options.get("d", "date"), options.get("r", "reference"), options.get("v")]))
    return concat((date_text(machine, state, node, pattern, is_universal=is_universal, moment=moment), known("\n")))


def date_text(machine: Machine, state: State, node: object, pattern: str, *, is_universal: bool = False, moment: str = "") -> Text:
    """The format with a hole for each part of the moment. Zone and offset are signals."""
    for name, long in _LONG.items():
        pattern = pattern.replace(f"%{name}", long)
    parts: list[Value] = []
    at = 0
    for match in _DIRECTIVE.finditer(pattern):
        parts.append(known(pattern[at : match.start()]))
        parts.append(_part(machine, state, node, match, is_universal, moment))
        at = match.end()
    parts.append(known(pattern[at:]))
    return concat(parts)


def _part(machine: Machine, state: State, node: object, match: re.Match[str], is_universal: bool, moment: str) -> Value:
    flag, colons, letter = match.groups()
    if letter == "%":
        return known("%")
    if letter == "n":
        return known("\n")
    if letter == "t":
        return known("\t")
    zone = state.names.get("TZ")
    if letter in "zZ":
        if is_universal or (isinstance(zone, Text) and zone.plain):
            return known("+0000" if letter == "z" else "UTC")
        signal = "utc_offset" if letter == "z" else "timezone"
        line = f"date +%{colons}{letter}"
        return machine.told(node, signal, line, f"date %{colons}{letter}", lambda host: host.command(line))
    quantity = f"{_QUANTITIES.get(letter, letter)}{' of ' + moment if moment else ''}"
    label = f"date %{flag}{letter}{' of ' + moment if moment else ''}"
    return of_hole(machine.hole(label, source="time", base=f"moment {quantity}", change="date_format"))
