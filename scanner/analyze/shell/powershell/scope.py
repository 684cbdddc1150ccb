"""Variables of PowerShell: a function's own, those around it, and values changed in place."""

from dataclasses import replace

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Choice, Listing, Table, Text, Value, as_text, choose, known, spread
from scanner.code.numbers import is_number

OUTER = "^"
"""Marks, among the names that a function set, those that outlive it."""
_CONSTANTS: dict[str, Value] = {
    "true": known("True"), "false": known("False"), "null": EMPTY, "iswindows": known("True"), "error": Listing(()), "matches": Table(()),
    "erroractionpreference": known("Continue"), "ofs": known(" "),
}  # fmt: skip
_PLACES = frozenset(
    {
        "psscriptroot",
        "pscommandpath",
        "myinvocation",
        "home",
        "pwd",
        "pshome",
        "profile",
        "pid",
        "host",
        "psversiontable",
        "executioncontext",
    }
)


def variable(machine: Machine, state: State, name: str, node: object) -> Value:
    """What a variable holds, by its name in lower case."""
    if name == "psitem":
        name = "_"
    if name in state.names:
        return state.names[name]
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    if name in _PLACES:
        return machine.unknown(f"${name}", source="path")
    if name == "args":
        return state.names.get("@", Listing((machine.unknown("$@", source="argument"),)))
    if name.startswith("env:") or machine.readers.of_variable(name) is not None:
        return machine.environment(name, node)
    return machine.unknown(f"${name}", source="environment") if name in ("_", "input", "lastexitcode", "?") else EMPTY


def assign(machine: Machine, state: State, name: str, value: Value, *, is_outer: bool = False) -> None:
    """Set a variable."""
    state.names[name] = machine.capped(value, name)
    if name.startswith("env:"):
        state.exported[name.removeprefix("env:").upper()] = None
        state.names[name.removeprefix("env:").upper()] = state.names[name]
    if machine.frames:
        machine.frames[-1][f"{OUTER}{name}" if is_outer or name.startswith("env:") else name] = None


def changed_in_place(machine: Machine, state: State, name: str, value: Value) -> None:
    """Set a variable to its object after a change: whoever holds the object sees it."""
    is_own = bool(machine.frames) and name in machine.frames[-1]
    assign(machine, state, name, value, is_outer=not is_own)


def leave(machine: Machine, state: State, before: dict[str, Value]) -> None:
    """Forget what a function set for itself."""
    frame = machine.frames.pop()
    outlived = {name.removeprefix(OUTER) for name in frame if name.startswith(OUTER)}
    kept = {name: state.names[name] for name in outlived if name in state.names}
    upper = {name: value for name, value in state.names.items() if name.isupper()}
    state.names = {**before, **upper, **kept}
    if machine.frames:
        machine.frames[-1] |= {f"{OUTER}{name}": None for name in outlived}


def unit(value: Value) -> Value:
    """What is left of a list of results: nothing, the one, or the list."""
    if isinstance(value, Choice):
        return choose(value.condition, [unit(option) for option in value.options])
    if not isinstance(value, Listing):
        return value
    if len(value.items) == 1:
        item = value.items[0]
        return unit(item) if isinstance(item, Choice) else item
    if not value.items:
        return EMPTY
    if any(isinstance(item, Choice) and any(isinstance(option, Listing) for option in item.options) for item in value.items):
        return _distributed(value)
    return value


def whole(value: Value) -> Value:
    """What is left of a list of results, where a list of one or none that a variable keeps stays a list."""
    is_small = isinstance(value, Listing) and len(value.items) < 2 and not any(isinstance(item, Choice) for item in value.items)
    return value if is_small else unit(value)


def _distributed(value: Listing) -> Value:
    """A list with a choice among lists in it, as a choice among lists."""
    for index, item in enumerate(value.items):
        if isinstance(item, Choice) and any(isinstance(option, Listing) for option in item.options):
            options = [
                unit(
                    Listing(
                        (*value.items[:index], *(option.items if isinstance(option, Listing) else (option,)), *value.items[index + 1 :])
                    )
                )
                for option in item.options
            ]
            return choose(item.condition, options)
    return value


def items_of(value: Value) -> tuple[Value, ...]:
    """The items of a list; a value by itself is one, nothing is none."""
    if isinstance(value, Listing):
        return spread(value.items)
    if isinstance(value, Text) and not value.parts:
        return ()
    return (value,)


def field_of(table: Table, name: str) -> Value | None:
    """The value of a key, whatever its case."""
    low = name.lower()
    return next((value for key, value in reversed(table.pairs) if key.lower() == low), None)


def with_field(table: Table, name: str, value: Value) -> Table:
    """The table with a key set, in the spelling that it has already."""
    low = name.lower()
    own = next((key for key, _ in table.pairs if key.lower() == low), name)
    return table.with_pair(own, value)


def made(kind: str, **fields: Value) -> Table:
    """An object of .NET."""
    return Table((("__type", known(kind)), *fields.items()))


def kind_of(value: Value) -> str | None:
    """The type of an object that was made here."""
    if not isinstance(value, Table):
        return None
    found = value.get("__type")
    return as_text(found).plain if found is not None else None


def numbers(text: str, layers: tuple[str, ...]) -> Listing:
    """The bytes of a text."""
    content = text.encode("utf-8", "surrogateescape")[:4_000]
    return Listing(tuple(replace(known(str(byte)), layers=layers) for byte in content))


def letters_of(value: Value) -> Text | None:
    """The text that bytes spell; None: one of them is not known."""
    out: list[int] = []
    layers: tuple[str, ...] = ()
    for item in items_of(value):
        text = as_text(item)
        if text.plain is None or not is_number(text.plain):
            return None
        layers = layers or text.layers
        out.append(int(text.plain) & 255)
    return replace(known(bytes(out).decode("utf-8", "surrogateescape")), layers=layers)
