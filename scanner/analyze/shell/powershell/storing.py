"""Cmdlets that keep something: in files, and in fields of objects."""

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.powershell.arguments import Given
from scanner.analyze.shell.powershell.kept import keep_field, open_file
from scanner.analyze.shell.powershell.scope import assign, unit, variable
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.redirecting import write
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Listing, Table, Text, Value, as_text, concat, known
from scanner.code.shell import power_nodes as nodes


def first(given: Given, *names: str) -> Value:
    """The parameter of one of these names, or the first by position."""
    found = given.get(*names) if names else None
    return found if found is not None else given.positional[0] if given.positional else EMPTY


def content(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """`Get-Content`."""
    path = as_text(first(given, "path", "literalpath"))
    if (path.plain or "").lower().startswith("env:"):
        return variable(machine, state, (path.plain or "").lower(), node)
    found = file_text(machine, state, path, node)
    if found is None:
        return machine.unknown(f"<{machine.spelled(as_usual(path))}", path.taint, source="file")
    if given.get("raw") is not None or not isinstance(found, Text) or found.plain is None:
        return found
    return Listing(tuple(known(line, found.layers) for line in found.plain.rstrip("\n").split("\n")[:4_000]))


def set_content(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """`Set-Content`, `Out-File`."""
    if given.get("append") is not None:
        return add_content(machine, state, node, given, carried)
    return _write(machine, state, node, given, carried, is_added=False)


def _write(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None, *, is_added: bool) -> Value:
    path = as_text(first(given, "path", "literalpath", "filepath"))
    value = given.get("value", "inputobject")
    if value is None:
        value = given.positional[1] if len(given.positional) > 1 else carried if carried is not None else EMPTY
    write(machine, state, node, path, concat((as_text(value, "\n"), known("\n"))), is_added=is_added)
    return EMPTY


def add_content(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """Append to a file, which may hold lines of earlier runs."""
    open_file(machine, state, as_text(first(given, "path", "literalpath", "filepath")), node)
    return _write(machine, state, node, given, carried, is_added=True)


def add_member(machine: Machine, state: State, node: nodes.Command, given: Given, carried: Value | None) -> Value:
    """An object with one more field: kept where its variable stands, as an object is."""
    whole = carried if carried is not None else given.get("inputobject") or EMPTY
    name, value = given.get("notepropertyname", "name"), given.get("notepropertyvalue", "value")
    rest = [one for one in given.positional if as_text(one).plain not in ("NoteProperty", "ScriptMethod", "ScriptProperty")]
    name = name if name is not None else rest[0] if rest else EMPTY
    value = value if value is not None else rest[-1] if len(rest) > 1 else EMPTY
    if not isinstance(whole, Table):
        return whole
    made_so = keep_field(machine, state, node, whole, as_text(unit(name)), value)
    for held, other in list(state.names.items()):
        if other is whole:
            assign(machine, state, held, made_so, is_outer=not (machine.frames and held in machine.frames[-1]))
    return made_so if given.get("passthru") is not None else EMPTY
