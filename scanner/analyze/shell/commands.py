"""Simple commands: words expanded, redirections made, and whatever the name stands for followed."""

from collections.abc import Callable

from scanner.analyze.shell.answering import answered
from scanner.analyze.shell.assigning import assign, declare_integer, integer_mark, is_name
from scanner.analyze.shell.builtins import BUILTINS, NO_OPERATIONS
from scanner.analyze.shell.calling import Call, call_alias, call_routine, command_line, run_written, unwrapped
from scanner.analyze.shell.clients import CLIENTS, let_out
from scanner.analyze.shell.commits import is_edited
from scanner.analyze.shell.expanding import fields_of, text_of
from scanner.analyze.shell.filtering import is_filter, run_filter
from scanner.analyze.shell.launching import launched
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.moving import edit, edit_message, edits, move
from scanner.analyze.shell.outcomes import UNSURE, Truth
from scanner.analyze.shell.reading import as_usual
from scanner.analyze.shell.redirecting import redirected
from scanner.analyze.shell.reshaping import recased
from scanner.analyze.shell.starting import record_start
from scanner.analyze.shell.state import State, reference_to
from scanner.analyze.shell.values import Listing, Table, Value, as_text, assume, concat, first_condition, known, spread, taint_of
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number
from scanner.code.shell.nodes import Assignment, Simple, Word
from scanner.world.host import Host
from scanner.world.software import SIGNAL as SOFTWARE
from scanner.world.software import is_installed, named_by_command

_SHOWING = frozenset({"find", "gfind", "stat", "gstat", "ls", "gls", "file", "zstat", "namei", "perl"})
_DECLARING = frozenset({"declare", "local", "export", "typeset", "readonly", "integer", "float"})
_HERE = frozenset({"declare", "typeset", "integer", "float"})
"""What declares a variable of the function that it stands in."""


def simple(machine: Machine, state: State, node: Simple) -> None:
    """Follow one simple command."""
    words = tuple(word for word in node.words if isinstance(word, Word))
    if not words:
        for assignment in node.assignments:
            state.truth = True
            assign(machine, state, assignment)
        if node.redirects:
            redirected(machine, state, node, node.redirects, lambda inner: _given_out(machine, inner, node))
        return
    if words[0].bare in _DECLARING:
        _declare(machine, state, node, words)
        return
    if words[0].bare == "exec" and len(words) == 1:
        _keep(machine, state, node)
        return
    fields = fields_of(machine, state, words)
    if words[0].bare == "alias":
        named = [(word.name, word.value) for word in node.words if isinstance(word, Assignment)]
        fields += [concat((known(f"{name}="), text_of(machine, state, value))) for name, value in named if isinstance(value, Word)]
    exported = dict(state.exported)
    before = _set_for_command(machine, state, node)
    if node.redirects:
        redirected(machine, state, node, node.redirects, lambda inner: invoke(machine, inner, node, fields))
    else:
        invoke(machine, state, node, fields)
    for name, value in before.items():
        if name not in exported:
            state.exported.pop(name, None)
        if value is None:
            state.names.pop(name, None)
        else:
            state.names[name] = value


def _given_out(machine: Machine, state: State, node: Simple) -> None:
    """`$(<file)`: the content of the file."""
    if not state.is_main and not node.assignments and any(redirect.operator.startswith("<") for redirect in node.redirects):
        machine.say(state, state.given)


def _keep(machine: Machine, state: State, node: Simple) -> None:
    """`exec` without a command: descriptors that stay open."""
    for redirect in node.redirects:
        target = machine.spelled(as_usual(text_of(machine, state, redirect.target)))
        number = (redirect.descriptor or "").strip("{}")
        if number and number not in ("0", "1", "2"):
            state.descriptors[number] = target
            if not is_number(number):
                state.names[number] = known(number)
    state.truth = True


def _set_for_command(machine: Machine, state: State, node: Simple) -> dict[str, Value | None]:
    """Assignments in front of a command hold for it alone; gives what was there."""
    before: dict[str, Value | None] = {}
    for assignment in node.assignments:
        before.setdefault(assignment.name, state.names.get(assignment.name))
        assign(machine, state, assignment)
        state.exported[assignment.name] = None
    return before


def _declare(machine: Machine, state: State, node: Simple, words: tuple[Word, ...]) -> None:
    flags = "".join(word.bare or "" for word in words[1:] if (word.bare or "").startswith("-"))
    is_local = words[0].bare == "local" or (words[0].bare in _HERE and bool(machine.frames) and "g" not in flags)
    state.truth = True
    is_integer = "i" in flags or words[0].bare == "integer"
    for word in node.words[1:]:
        if is_local and (named := word.name if isinstance(word, Assignment) else word.bare or ""):
            _remember(machine, state, integer_mark(named))
            state.names.pop(integer_mark(named), None)
        if isinstance(word, Assignment) and "n" in flags:
            _refer(machine, state, word, is_local=is_local)
            continue
        if isinstance(word, Assignment):
            if is_local:
                _remember(machine, state, word.name)
                state.names.pop(word.name, None) if not word.is_added else None
            assign(machine, state, word, as_table="A" in flags)
            name = word.name
        else:
            name = word.bare or ""
            if not name or name.startswith("-"):
                continue  # a flag
            if is_local and name.isidentifier():
                _remember(machine, state, name)
                state.names[name] = Table(()) if "A" in flags else Listing(()) if "a" in flags else known("")
            elif "A" in flags:
                state.names.setdefault(name, Table(()))
        if words[0].bare == "export" or "x" in flags:
            state.exported[name] = None
        if is_integer and is_name(name):
            declare_integer(machine, state, name)
        if "u" in flags or "l" in flags:
            _recase(machine, state, name, is_upper="u" in flags)


def _refer(machine: Machine, state: State, word: Assignment, *, is_local: bool) -> None:
    """`local -n name=other`: one variable under the name of another."""
    target = text_of(machine, state, word.value).plain if isinstance(word.value, Word) else None
    if target is not None and is_name(target) and target != word.name:
        if is_local:
            _remember(machine, state, reference_to(word.name))
        state.names[reference_to(word.name)] = known(target)


def _remember(machine: Machine, state: State, name: str) -> None:
    if machine.frames:
        machine.frames[-1].setdefault(name, state.names.get(name))


def _recase(machine: Machine, state: State, name: str, *, is_upper: bool) -> None:
    if name in state.names:
        state.names[name] = recased(machine, as_text(state.names[name]), "upper" if is_upper else "lower")


def invoke(machine: Machine, state: State, node: object, fields: list[Value]) -> None:
    """Follow a command by its expanded words."""
    if not fields:
        return
    machine.spend()
    if (condition := first_condition(fields[:1])) is not None:
        arms = []
        for way in range(condition.count):
            assumed = [assume(field, condition, way) for field in fields]
            arms.append((frozenset({way}), _with_fields(machine, node, assumed)))
        machine.branch(state, condition, arms)
        return
    fields = [*spread(fields[:1]), *fields[1:]]
    if not fields:
        return
    name = as_text(fields[0]).plain
    if name is not None and name in machine.aliases and name not in state.routines:
        if call_alias(machine, state, Call(name, fields[1:], node)):
            return
        fields = [*map(known, (machine.aliases[name].plain or name).split()), *fields[1:]]
        name = as_text(fields[0]).plain if fields else None
    call = Call(name or "", fields[1:], node)
    if name is None:
        _unnamed(machine, state, call, fields)
    elif name in state.routines:
        call_routine(machine, state, call, state.routines[name])
    elif (builtin := BUILTINS.get(name)) is not None:
        builtin(machine, state, call)
    else:
        _program(machine, state, call, fields)


def _with_fields(machine: Machine, node: object, fields: list[Value]) -> Callable[[State], None]:
    return lambda inner: invoke(machine, inner, node, fields)


def _program(machine: Machine, state: State, call: Call, fields: list[Value]) -> None:
    """A command that is not the shell's own."""
    inner = unwrapped(machine, state, fields)
    if inner is not None:
        invoke(machine, state, call.node, inner)
        if call.name == "exec" and state.ended is None:
            state.ended = "exit"
        return
    if call.name in state.files and "/" in call.name:
        machine.ran.add(call.name)
        if run_written(machine, state, known(call.name), call.arguments):
            return
    record_start(machine, state, call, fields)
    base = call.name.rsplit("/", 1)[-1].removesuffix(".exe")
    call = Call(base, call.arguments, call.node)
    if base in ("cp", "mv", "install"):
        move(machine, state, call)
    elif base in NO_OPERATIONS:
        is_quiet = base in ("mkdir", "chmod", "touch", "rm")
        state.truth = True if is_quiet else _is_there(machine.host, command_line(machine, fields)) if machine.host is not None else UNSURE
    elif is_edited(machine, base, call.words):
        edit_message(machine, state, call)
    elif edits(call):
        edit(machine, state, call, run_filter)
    elif is_filter(base, call.arguments):
        run_filter(machine, state, call)
    elif base in CLIENTS:
        let_out(machine, state, call)
    elif not launched(machine, state, call, fields):
        _outside(machine, state, call, fields)


def _outside(machine: Machine, state: State, call: Call, fields: list[Value]) -> None:
    """A program of the machine: what it prints may be a signal, and depends on what it is given."""
    line = command_line(machine, fields)
    signal = machine.readers.of_command(line) or _of_link(machine, call)
    out: Value
    if signal is not None:
        out = machine.told(call.node, signal, line, line, lambda host: host.command(line))
    else:
        given = taint_of(state.given) if _takes_input(call) else None
        out = answered(machine, state, fields, lambda words: together(given, *map(taint_of, words[1:])))
    machine.say(state, concat((out, known("\n"))))
    state.truth = UNSURE if machine.host is None else (True if as_text(out).plain else _is_there(machine.host, line))


def _is_there(host: Host, line: str) -> Truth:
    """Whether one person's machine has the program that a line looks for; UNSURE where it looks for none."""
    name = named_by_command(line)
    if name is None:
        return UNSURE
    return is_installed(host.persona.value(SOFTWARE), name)


def _of_link(machine: Machine, call: Call) -> str | None:
    """Signal that a tool tells by showing where a link of the machine leads."""
    if call.name not in _SHOWING:
        return None
    words = [as_text(word).plain or "" for word in call.words]
    return next((machine.readers.of_file(word) for word in words if word.endswith("/localtime")), None)


def _takes_input(call: Call) -> bool:
    return call.name not in ("git", "ls", "find", "uname", "which", "id")


def _unnamed(machine: Machine, state: State, call: Call, fields: list[Value]) -> None:
    """A command whose name is put together."""
    head = as_text(fields[0])
    if machine.spelled(as_usual(head)) in state.files:
        machine.ran.add(machine.spelled(as_usual(head)))
    record_start(machine, state, call, fields)
    if machine.holes_in(machine.spelled(head)) and len(head.parts) > 1 and launched(machine, state, call, fields):
        return
    taint = together(taint_of(state.given), *(taint_of(field) for field in fields))
    machine.say(state, concat((machine.unknown(command_line(machine, fields), taint, source="command"), known("\n"))))
    state.truth = UNSURE
