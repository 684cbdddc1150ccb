"""Ways through a script that meet again: one state for several."""

from typing import TYPE_CHECKING

from scanner.analyze.shell.lightening import lightened
from scanner.analyze.shell.outcomes import Split, simplified
from scanner.analyze.shell.state import Routine, State
from scanner.analyze.shell.values import EMPTY, Condition, Listing, Text, Value, choose, hint_of, taint_of, weight_of

if TYPE_CHECKING:
    from scanner.analyze.shell.machine import Machine

MAX_PLAIN_WEIGHT = 60
"""Pieces of a value on which no signal has a part, once it differs from way to way."""


def merged(machine: "Machine", condition: Condition, ends: dict[int, State]) -> State:
    """One state for several; a variable that differs is chosen by the condition."""
    states = list(dict.fromkeys(map(id, ends.values())))
    first = next(iter(ends.values()))
    if len(states) == 1:
        return first
    made = first.fork()
    by_way = [ends.get(way, first) for way in range(condition.count)]

    def joined(values: list[Value], label: str) -> Value:
        made = choose(condition, values)
        if weight_of(made) > MAX_PLAIN_WEIGHT and taint_of(made) is None:
            lighter = lightened(made, MAX_PLAIN_WEIGHT, with_texts=machine.host is not None)
            return lighter or machine.unknown(f"{label} {condition.number}", hint_of(made))
        return machine.capped(made, label)

    for name in dict.fromkeys(name for end in ends.values() for name in end.names):
        values = [end.names.get(name) for end in by_way]
        if all(value is values[0] for value in values):
            continue
        made.names[name] = joined([_unset(machine, name) if value is None else value for value in values], name)
    for path in dict.fromkeys(path for end in ends.values() for path in end.files):
        values = [end.files.get(path) for end in by_way]
        if not all(value is values[0] for value in values):
            before = machine.unknown(f"<{path}", source="file")
            made.files[path] = joined([before if value is None else value for value in values], path)
    for end in ends.values():
        made.exported |= end.exported
        made.descriptors |= end.descriptors
    for name in dict.fromkeys(name for end in ends.values() for name in end.routines):
        defined = tuple(end.routines.get(name) for end in by_way)
        others = {id(each.choice or each.code) for each in defined if each is not None}
        made.routines[name] = Routine.chosen(condition, defined) if len(others) > 1 else next(filter(None, defined))
    out = joined([end.out for end in by_way], "output")
    assert isinstance(out, Text)
    made.out = out
    made.results = _joined_results(condition, [end.results for end in by_way])
    if not all(end.given is first.given for end in by_way):
        made.given = joined([end.given for end in by_way], "input")
    if not all(end.truth is first.truth for end in by_way):
        made.truth = simplified(Split(condition, tuple(end.truth for end in by_way)))
    return made


def _joined_results(condition: Condition, values: list[Value]) -> Value:
    """Values that came out on all ways first, then those that came out on one."""
    lists = [value.items if isinstance(value, Listing) else (value,) for value in values]
    head = 0
    while all(len(items) > head and items[head] is lists[0][head] for items in lists):
        head += 1
    if all(len(items) == head for items in lists):
        return values[0]
    return Listing((*lists[0][:head], choose(condition, [Listing(items[head:]) for items in lists])))


def _unset(machine: "Machine", name: str) -> Value:
    """What a variable holds on a way on which the script does not set it."""
    if name == "@":
        return Listing((machine.unknown("$@", source="argument"),))
    return machine.environment(name) if machine.readers.of_variable(name) is not None else EMPTY
