"""What a script kept from an earlier run: files, lists and tables of which nobody knows how much they hold by now."""

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE, Maybe
from scanner.analyze.shell.powershell.scope import with_field
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Block, Choice, Hole, Listing, Table, Text, Value, as_text, choose, taint_of
from scanner.analyze.tracing import together

_OF_MANY = frozenset({"file", "command", "network", "input", "list", "kept"})
"""Sources of what may stand for any number of items."""


def with_open_key(machine: Machine, state: State, node: object, table: Table, key: Text, value: Value) -> Value:
    """The table with the value below a key that is not known.

    Where no signal says which one it is, as in a state that is read field by field, it may be any field: each has the value, or its own.
    """
    if key.taint is not None or not table.pairs or any(isinstance(part, Choice) for part in key.parts):
        return Table(with_field(table, machine.spelled(key), value).pairs if key.taint is None else table.pairs,
                     together(table.rest, key.taint, taint_of(value)))  # fmt: skip
    condition = machine.condition(node, None, 2, state.guards)
    pairs = tuple((name, held if is_open(machine, name) else choose(condition, [value, held])) for name, held in table.pairs)
    return with_field(Table(pairs, together(table.rest, taint_of(value))), machine.spelled(key), value)


def keep_field(machine: Machine, state: State, node: object, table: Table, key: Text, value: Value) -> Value:
    """The table with a field set."""
    return with_field(table, key.plain, value) if key.plain is not None else with_open_key(machine, state, node, table, key, value)


def open_file(machine: Machine, state: State, path: Text, node: object) -> None:
    """A file that is appended to may hold lines of earlier runs."""
    if file_text(machine, state, path, node) is None:
        letters = machine.spelled(as_usual(path))
        state.files[letters] = machine.unknown(f"<{letters}", path.taint, source="file")


def is_open(machine: Machine, name: str) -> bool:
    """Whether the name of a field is not known."""
    return bool(machine.holes_in(name))


def may_hold(machine: Machine, table: Table, name: str) -> Value | None:
    """What a table may hold below a name that nothing sets by itself; None: nothing."""
    value = next((value for key, value in table.pairs if is_open(machine, key)), None)
    if value is None:
        return None
    return machine.unknown(f"{machine.spelled(as_text(value)) or 'kept'}[{name}]"[:300], taint_of(value), source="kept")


def holds_key(machine: Machine, table: Table) -> Maybe | None:
    """Whether a table has a key that is not among those known; None: the known ones are all."""
    return UNSURE if any(is_open(machine, key) for key, _ in table.pairs) else None


def size_of(machine: Machine, table: Table) -> Value:
    """How many fields a table has of which not all names are known."""
    return machine.unknown(f"count of {' '.join(key for key, _ in table.pairs)}"[:300], source="number")


def is_of_many(value: Value) -> bool:
    """Whether a value stands for any number of items: what a file, a program or the network gave. What a signal gave is one."""
    if isinstance(value, Table | Listing | Block):
        return False
    if isinstance(value, Choice):
        return any(is_of_many(option) for option in value.options)
    return any(is_of_many(part) if isinstance(part, Choice) else isinstance(part, Hole) and _is_open_hole(part) for part in value.parts)


def _is_open_hole(hole: Hole) -> bool:
    return hole.taint is None and hole.source in _OF_MANY
