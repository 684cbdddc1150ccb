"""Variables in which a command that the user gives counts how often he did."""

from dataclasses import replace

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.values import Choice, Listing, Table, Text, Value, as_text
from scanner.code.numbers import is_number

_MOST = 1 << 30


def is_counted(before: Value | None, after: Value) -> bool:
    """Whether a number was moved on by one on one of the ways that a function takes; what was not set counts from 0.

    Where the function may have been called already, as around a prompt, it counts on from the highest number so far.
    """
    first = _highest(before) if before is not None else 0
    return first is not None and any(_number(one) == first + 1 for one in _ways(after))


def with_counters_open(machine: Machine, name: str, before: Value | None, after: Value) -> Value | None:
    """What a variable held before, with what was counted in it, or in a field of it, not known; None: nothing was counted."""
    if isinstance(before, Table) and isinstance(after, Table):
        fields = {key: with_counters_open(machine, f"{name}.{key}", value, after.get(key) or value) for key, value in before.pairs}
        pairs = tuple((key, fields[key] or value) for key, value in before.pairs)
        return replace(before, pairs=pairs) if any(fields.values()) else None
    if any(isinstance(one, Listing) and len(one.items) > _size(before) for one in _ways(after)) and before is not None:
        return Listing((*(before.items if isinstance(before, Listing) else ()), machine.unknown(f"items of {name}", source="list")))
    if before is None or not is_counted(before, after):
        return None  # what is only set where it is counted begins anew each time
    return machine.unknown(f"times that {name} was counted", source="number")


def _size(value: Value | None) -> int:
    """How many items a list had; what was not set, or not yet filled, has none."""
    if isinstance(value, Listing):
        return len(value.items)
    return 0 if value is not None and as_text(value).plain == "" else _MOST


def _highest(value: Value) -> int | None:
    """The highest number that a value may be; None: none is known."""
    return max((number for one in _ways(value) if (number := _number(one)) is not None), default=None)


def _ways(value: Value) -> list[Value]:
    if isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Choice):
        value = value.parts[0]
    return [inner for one in value.options for inner in _ways(one)] if isinstance(value, Choice) else [value]


def _number(value: Value) -> int | None:
    letters = as_text(value).plain
    if letters == "":
        return 0
    return int(letters) if letters is not None and is_number(letters) and len(letters) < 10 else None
