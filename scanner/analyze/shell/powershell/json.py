"""JSON of values of which parts are not known."""

import json as plain_json
import re
from typing import Any

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.values import (
    EMPTY,
    Block,
    Choice,
    Hole,
    Listing,
    Part,
    Table,
    Text,
    Value,
    as_text,
    choose,
    concat,
    known,
    text_of_parts,
)

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?\Z")
_WORDS = {"True": "true", "False": "false"}
_MAX_DEPTH = 20


def to_json(machine: Machine, value: Value, *, is_compressed: bool) -> Text:
    """The value as JSON."""
    return _json(machine, value, is_compressed, 0)


def _json(machine: Machine, value: Value, is_compressed: bool, depth: int) -> Text:
    if depth > _MAX_DEPTH:
        return EMPTY
    match value:
        case Table():
            pairs = [(key, item) for key, item in value.pairs if key != "__type"]
            mark = '":' if is_compressed else '": '
            items = [concat((known('"' + _escaped(key) + mark), _json(machine, item, is_compressed, depth + 1))) for key, item in pairs]
            return _wrapped("{", "}", items, is_compressed, depth)
        case Listing():
            if any(isinstance(item, Choice) and any(isinstance(option, Listing) for option in item.options) for item in value.items):
                return _with_choice(machine, value, is_compressed, depth)
            return _wrapped("[", "]", [_json(machine, item, is_compressed, depth + 1) for item in value.items], is_compressed, depth)
        case Choice():
            return as_text(choose(value.condition, [_json(machine, option, is_compressed, depth) for option in value.options]))
        case Text():
            return _letters(value)
        case Block():
            return EMPTY


def _with_choice(machine: Machine, value: Listing, is_compressed: bool, depth: int) -> Text:
    """A list of which some items are there on one way only."""
    for index, item in enumerate(value.items):
        if isinstance(item, Choice) and any(isinstance(option, Listing) for option in item.options):
            options = [
                Listing((*value.items[:index], *(option.items if isinstance(option, Listing) else (option,)), *value.items[index + 1 :]))
                for option in item.options
            ]
            return as_text(choose(item.condition, [_json(machine, option, is_compressed, depth) for option in options]))
    return EMPTY


def _wrapped(opening: str, closing: str, items: list[Text], is_compressed: bool, depth: int) -> Text:
    if not items:
        return known(opening + closing)
    margin = "" if is_compressed else "\n" + "  " * (depth + 1)
    parts: list[Value] = [known(opening + margin)]
    for index, item in enumerate(items):
        parts += [known("," + margin), item] if index else [item]
    parts.append(known(("" if is_compressed else "\n" + "  " * depth) + closing))
    return concat(parts)


def _letters(text: Text) -> Text:
    plain = text.plain
    if plain is not None:
        if _NUMBER.match(plain):
            return text
        return known(_WORDS[plain], text.layers) if plain in _WORDS else known(plain_json.dumps(plain, ensure_ascii=False), text.layers)
    if len(text.parts) == 1 and isinstance(text.parts[0], Choice):
        options = [_letters(as_text(option)) for option in text.parts[0].options]
        return as_text(choose(text.parts[0].condition, list(options)))
    return text_of_parts(['"', *_inside(text).parts, '"'], text.layers)


def _inside(text: Text) -> Text:
    """The text between quotes, escaped."""
    parts: list[Part] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(_escaped(part))
        elif isinstance(part, Hole):
            parts.append(part)
        else:
            parts += as_text(choose(part.condition, [_inside(as_text(option)) for option in part.options])).parts
    return text_of_parts(parts, text.layers)


def _escaped(letters: str) -> str:
    return plain_json.dumps(letters, ensure_ascii=False)[1:-1]


def from_json(machine: Machine, text: Text) -> Value:
    """The value that JSON stands for."""
    letters = machine.spelled(text)
    try:
        loaded = plain_json.loads(letters, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return machine.unknown(f"json of {letters}"[:300], text.taint, source="network" if text.taint is None else "unknown")
    return _value(machine, loaded, 0)


def _value(machine: Machine, loaded: Any, depth: int) -> Value:
    if depth > _MAX_DEPTH or loaded is None:
        return EMPTY
    if isinstance(loaded, dict):
        return Table(tuple((key, _value(machine, item, depth + 1)) for key, item in list(loaded.items())[:1_000]))
    if isinstance(loaded, list):
        return Listing(tuple(_value(machine, item, depth + 1) for item in loaded[:4_000]))
    if isinstance(loaded, bool):
        return known(str(loaded))
    return machine.restored(str(loaded))
