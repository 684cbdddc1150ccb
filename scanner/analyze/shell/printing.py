"""echo and printf: texts put together."""

import re

from scanner.analyze.shell.calling import Call
from scanner.analyze.shell.dates import date_text
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Hole, Listing, Text, Value, as_text, concat, first_condition, known
from scanner.code.numbers import is_number
from scanner.code.shell.escapes import unescaped

_FORMAT = re.compile(
    r"%(?:\((?P<date>[^)]*)\)T|(?P<flags>[-+ 0#']*)(?P<width>\*|\d{1,5})?(?:\.(?P<digits>\*|\d{1,5}))?(?P<kind>[a-zA-Z%]))"
)
_MAX_ROUNDS = 400


def echo(machine: Machine, state: State, call: Call) -> None:
    words = call.words
    is_plain_line, reads_escapes = True, False
    while words and re.fullmatch(r"-[neE]+", as_text(words[0]).plain or ""):
        flags = as_text(words.pop(0)).plain or ""
        is_plain_line = is_plain_line and "n" not in flags
        reads_escapes = "e" in flags or (reads_escapes and "E" not in flags)
    text = as_text(Listing(tuple(words)))
    if reads_escapes:
        text = with_escapes(text)
    machine.say(state, concat((text, known("\n"))) if is_plain_line else text)
    state.truth = True


def with_escapes(text: Text) -> Text:
    """The text with escapes in its letters undone."""
    if not any(isinstance(part, str) and "\\" in part for part in text.parts):
        return text
    is_hidden = any(isinstance(part, str) and len(re.findall(r"\\(?:x|u|U|0?[0-7]{2})", part)) >= 3 for part in text.parts)
    made = concat([known(unescaped(part)) if isinstance(part, str) else Text((part,), (), part.taint) for part in text.parts])
    layers = (*text.layers, "escapes") if is_hidden else text.layers
    return Text(made.parts, layers, made.taint, made.weight)


def printf(machine: Machine, state: State, call: Call) -> None:
    words = call.words
    target = None
    if len(words) > 1 and as_text(words[0]).plain == "-v":
        target = as_text(words[1]).plain
        words = words[2:]
    if words and as_text(words[0]).plain == "--":
        words = words[1:]
    if not words:
        return
    made = _printed(machine, state, call, words)
    if target is not None:
        state.names[target] = made
    else:
        machine.say(state, made)
    state.truth = True


def _printed(machine: Machine, state: State, call: Call, words: list[Value]) -> Value:
    if any(not isinstance(word, Text | Listing) for word in words[1:]):
        # a choice among lists: each of them is printed
        return value_of(
            each_case(tuple(words), lambda given: formatted(machine, state, call.node, as_text(given[0]), _flat(given[1:])), state.pinned)
        )
    arguments = [as_text(word) for word in words[1:]]
    return value_of(each_case((words[0],), lambda given: formatted(machine, state, call.node, as_text(given[0]), arguments), state.pinned))


def _flat(values: tuple[Value, ...]) -> list[Text]:
    return [as_text(item) for value in values for item in (value.items if isinstance(value, Listing) else (value,))]


def formatted(machine: Machine, state: State, node: object, pattern: Text, arguments: list[Text]) -> Text:
    """What printf makes of a format and its arguments. The format is used again while arguments are left."""
    if not any(isinstance(part, str) for part in pattern.parts):
        return concat((pattern, *arguments))
    letters = machine.spelled(pattern)
    is_hidden = len(re.findall(r"\\(?:x|u|U|0?[0-7]{2})", letters)) >= 3
    waiting = list(arguments)
    parts: list[Value] = []
    for _ in range(_MAX_ROUNDS):
        before = len(waiting)
        at = 0
        for match in _FORMAT.finditer(letters):
            parts.append(machine.restored(unescaped(letters[at : match.start()])))
            parts.append(_one(machine, state, node, match, waiting))
            at = match.end()
        parts.append(machine.restored(unescaped(letters[at:])))
        if not waiting or len(waiting) == before:
            break
    made = concat(parts)
    return Text(made.parts, (*made.layers, "escapes"), made.taint, made.weight) if is_hidden else made


def _one(machine: Machine, state: State, node: object, match: re.Match[str], waiting: list[Text]) -> Value:
    kind = match["kind"]
    if kind == "%":
        return known("%")
    width, digits = match["width"], match["digits"]
    if width == "*":
        width = (waiting.pop(0).plain if waiting else None) or ""
    if digits == "*":
        digits = (waiting.pop(0).plain if waiting else None) or ""
    value = waiting.pop(0) if waiting else EMPTY
    if match["date"] is not None:
        return date_text(machine, state, node, match["date"] or "%X")
    if kind == "b":
        value = with_escapes(value)
    if value.plain is not None:
        return known(_letters(value.plain, match["flags"], width, digits, kind), value.layers)
    if digits is not None and is_number(digits) and kind == "s":
        return value_of(each_case((value,), lambda given: _cut(machine, as_text(given[0]), int(digits)), state.pinned))
    if first_condition((value,)) is not None and (width or kind in "cdxX"):
        return value_of(each_case((value,), lambda given: _shaped(as_text(given[0]), match["flags"], width, digits, kind), state.pinned))
    return value


def _shaped(value: Text, flags: str, width: str | None, digits: str | None, kind: str) -> Text:
    return known(_letters(value.plain, flags, width, digits, kind), value.layers) if value.plain is not None else value


def _cut(machine: Machine, value: Text, size: int) -> Text:
    if value.plain is not None:
        return known(value.plain[:size], value.layers)
    holes = [part for part in value.parts if isinstance(part, Hole)]
    return Text((machine.derived(holes[0], f".{size}"),), (), value.taint) if len(value.parts) == 1 else value


def _letters(text: str, flags: str, width: str | None, digits: str | None, kind: str) -> str:
    if kind == "c":
        text = text[:1]
    elif kind in "diuxXo":
        text = _number(text, flags, digits, kind)
        digits = None
    elif kind == "s" and digits is not None and is_number(digits):
        text = text[: int(digits)]
    elif kind == "s" and digits == "":
        text = ""
    size = int(width) if width and is_number(width.removeprefix("-")) else 0
    size = max(-5_000, min(size, 5_000))
    return text.ljust(abs(size)) if "-" in flags or size < 0 else text.rjust(size, "0" if "0" in flags and kind in "diuxXo" else " ")


def _number(text: str, flags: str, digits: str | None, kind: str) -> str:
    text = text.strip()
    try:
        number = (
            ord(text[1])
            if text[:1] in ("'", '"') and len(text) > 1
            else int(text or "0", 0)
            if not re.fullmatch(r"0\d+", text)
            else int(text, 8)
        )
    except ValueError:
        return "0"
    shown = {"x": f"{number:x}", "X": f"{number:X}", "o": f"{number:o}"}.get(kind, str(number))
    if digits and is_number(digits):
        shown = shown.rjust(min(int(digits), 200), "0")
    return f"+{shown}" if "+" in flags and number >= 0 and kind in "di" else shown
