"""What a command of PowerShell is given."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.powershell.scope import unit
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import EMPTY, Choice, Listing, Table, Value, choose, known
from scanner.code.shell import power_nodes as nodes

ALIASES = {
    "irm": "invoke-restmethod", "iwr": "invoke-webrequest", "sleep": "start-sleep", "echo": "write-output", "write": "write-output",
    "gc": "get-content", "cat": "get-content", "type": "get-content", "%": "foreach-object", "foreach": "foreach-object",
    "?": "where-object",
    "where": "where-object", "select": "select-object", "sort": "sort-object", "sls": "select-string", "iex": "invoke-expression",
    "saps": "start-process", "start": "start-process", "gcim": "get-ciminstance", "gwmi": "get-wmiobject", "gp": "get-itemproperty",
    "gi": "get-item", "gci": "get-childitem", "ls": "get-childitem", "dir": "get-childitem", "cd": "set-location", "sl": "set-location",
    "rm": "remove-item", "del": "remove-item", "cp": "copy-item", "mv": "move-item", "ni": "new-item", "md": "new-item",
    "mkdir": "new-item",
    "sc": "set-content", "ac": "add-content", "sv": "set-variable", "gv": "get-variable", "measure": "measure-object",
    "group": "group-object",
    "tee": "tee-object", "ipmo": "import-module", "gcm": "get-command", "icm": "invoke-command", "gtz": "get-timezone", "oh": "out-host",
}  # fmt: skip


@dataclass(slots=True)
class Given:
    """The arguments of a command, by name and by position."""

    named: dict[str, Value]
    """Names in lower case."""
    positional: list[Value]
    flat: list[Value]
    """All as words, in order: for programs."""

    def get(self, *names: str) -> Value | None:
        """The value of a parameter, by its name or the beginning of it."""
        for name in names:
            found = next((value for key, value in self.named.items() if key == name or (len(key) > 1 and name.startswith(key))), None)
            if found is not None:
                return found
        return None


def given_to(machine: Machine, state: State, node: nodes.Command) -> Given:
    """The arguments of a command."""
    assert machine.power is not None
    given = Given({}, [], [])
    pending: str | None = None
    for argument in node.arguments:
        if argument.value is None:
            if pending is not None:
                given.named.setdefault(pending, known("True"))
            pending = (argument.name or "").lower()
            given.flat.append(known(f"-{argument.name}"))
            continue
        value = unit(machine.power.evaluate(machine, state, argument.value))
        if isinstance(argument.value, nodes.Variable) and argument.value.is_splatted:
            value = state.names.get(BOUND, value) if argument.value.name == "psboundparameters" else value
            if isinstance(value, Table):
                given.named |= {key.lower(): item for key, item in value.pairs}
                given.flat += [word for key, item in value.pairs for word in (known(f"-{key}"), item)]
            elif isinstance(value, Listing):
                given.positional += value.items
                given.flat += value.items
            else:
                given.positional.append(value)
                given.flat.append(value)
            continue
        if argument.name is not None:
            given.named[argument.name.lower()] = value
            given.flat += [known(f"-{argument.name}:"), value]
        elif pending is not None and not _is_switch(pending):
            given.named[pending] = value
            given.flat.append(value)
            pending = None
        else:
            if pending is not None:
                given.named.setdefault(pending, known("True"))
                pending = None
            given.positional.append(value)
            given.flat.append(value)
    if pending is not None:
        given.named.setdefault(pending, known("True"))
    return given


_SWITCHES = frozenset({
    "compress", "force", "raw", "nonewline", "usebasicparsing", "quiet", "simplematch", "notmatch", "casesensitive", "unique", "descending",
    "wait", "passthru", "nonewwindow", "asutc", "asplaintext", "recurse", "noprofile", "noninteractive", "append", "asbytestream",
    "skipcertificatecheck", "disablekeepalive", "allmatches", "stream", "ashashtable", "usedefaultcredentials",
})  # fmt: skip


BOUND = "@bound"
"""What a function was given, as it is splatted; for questions of what was given nothing is known."""


def _is_switch(name: str) -> bool:
    return name in _SWITCHES


def take_defaults(state: State, name: str, given: Given) -> None:
    """Parameters that `$PSDefaultParameterValues` sets for a command, where they are not given."""
    held = state.names.get("psdefaultparametervalues")
    low = ALIASES.get(name.lower(), name.lower())

    def own(value: Value) -> Value:
        if isinstance(value, Choice):
            return choose(value.condition, [own(option) for option in value.options])
        pairs = [(key.lower().partition(":"), item) for key, item in value.pairs] if isinstance(value, Table) else []
        return Table(tuple((key[2], item) for key, item in pairs if fnmatchcase(low, key[0]) and key[2] not in given.named))

    made = own(held) if held is not None else EMPTY
    if isinstance(made, Choice):
        given.positional.append(made)
    elif isinstance(made, Table):
        given.named |= dict(made.pairs)
