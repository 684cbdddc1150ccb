"""Pipelines of PowerShell: cmdlets, functions of the script and programs, each given what the one before gave."""

import re
from collections.abc import Callable
from dataclasses import replace

from scanner.analyze.shell.clients import CLIENTS
from scanner.analyze.shell.commands import invoke
from scanner.analyze.shell.filtering import is_filter
from scanner.analyze.shell.machine import MAX_CALLS, Machine
from scanner.analyze.shell.outcomes import UNSURE
from scanner.analyze.shell.powershell.arguments import ALIASES, BOUND, Given, given_to, take_defaults
from scanner.analyze.shell.powershell.kept import open_file
from scanner.analyze.shell.powershell.scope import assign, items_of, leave, unit
from scanner.analyze.shell.reading import module_at
from scanner.analyze.shell.redirecting import write
from scanner.analyze.shell.state import Routine, State
from scanner.analyze.shell.values import (
    EMPTY,
    Block,
    Choice,
    Condition,
    Listing,
    Table,
    Text,
    Value,
    as_text,
    assume,
    concat,
    first_condition,
    known,
    taint_of,
)
from scanner.analyze.tracing import together
from scanner.code.shell import power_nodes as nodes


def follow_pipeline(machine: Machine, state: State, node: nodes.Pipeline) -> Value:
    """What the last command of a pipeline gives."""
    assert machine.power is not None
    carried: Value | None = None
    for element in node.elements:
        if isinstance(element, nodes.Command):
            carried = command(machine, state, element, carried)
        else:
            carried = machine.power.evaluate(machine, state, element)
    value = carried if carried is not None else EMPTY
    if node.target is None:
        return value
    target = as_text(unit(machine.power.evaluate(machine, state, node.target)))
    if target.plain not in ("$null", None, "") or target.plain is None:
        is_added = _is_added(machine, node)
        if is_added:
            open_file(machine, state, target, node)
        write(machine, state, node, target, concat((as_text(value, "\n"), known("\n"))), is_added=is_added)
    return EMPTY


def _is_added(machine: Machine, node: nodes.Pipeline) -> bool:
    """Whether output is appended: `>>`."""
    assert machine.module is not None
    assert node.target is not None
    return machine.module.text.text[: node.target.start].rstrip().endswith(">>")


def command(machine: Machine, state: State, node: nodes.Command, carried: Value | None) -> Value:
    """What one command gives. carried: what comes through the pipe; None: nothing does."""
    assert machine.power is not None
    machine.spend()
    head = unit(machine.power.evaluate(machine, state, node.name))
    if is_code(head):
        return run_chosen(machine, state, head, given_to(machine, state, node), carried)
    return with_head(machine, state, node, head, carried)


def with_head(machine: Machine, state: State, node: nodes.Command, head: Value, carried: Value | None) -> Value:
    """The command by its name; where the name or a splatted table is a choice, on each of its ways."""
    given = given_to(machine, state, node)
    take_defaults(state, machine.spelled(as_text(head)), given)
    splatted = [
        value for value in given.positional if isinstance(value, Choice) and any(isinstance(option, Table) for option in value.options)
    ]
    condition = first_condition([head, *splatted])
    if condition is not None:
        return _on_each_way(machine, state, node, head, carried, given)
    name = as_text(head)
    letters = machine.spelled(name)
    low = ALIASES.get(letters.lower(), letters.lower())
    low = as_text(state.names.get(f"alias {low}", known(low))).plain or low
    if low in state.routines:
        return call_routine(machine, state, state.routines[low], given, carried)
    machine.ran.update(each for each in (letters, letters.removeprefix("./").removeprefix(".\\")) if each in state.files)
    if node.call == "." or low.endswith((".ps1", ".psm1")):
        return _take_in(machine, state, name, given, carried)
    cmdlet = machine.cmdlets.get(low.rsplit("\\", 1)[-1])
    if cmdlet is not None and not letters.lower().endswith(".exe"):
        return cmdlet(machine, state, node, given, carried)
    return program(machine, state, node, [head, *given.flat], carried)


def on_ways(machine: Machine, state: State, condition: Condition, run: Callable[[State, int], Value]) -> Value:
    """What something gives that is done on each way of a condition by itself."""
    before, state.results = state.results, Listing(())

    def arm(way: int) -> Callable[[State], None]:
        def on_way(inner: State) -> None:
            inner.results = Listing(items_of(run(inner, way)))

        return on_way

    machine.branch(state, condition, [(frozenset({way}), arm(way)) for way in range(condition.count)])
    produced, state.results = state.results, before
    return unit(produced)


def run_chosen(machine: Machine, state: State, block: Value, given: Given, carried: Value | None) -> Value:
    """What a block gives for its arguments, where it may be one of several on each way."""
    if isinstance(block, Choice):
        options = block.options
        return on_ways(machine, state, block.condition, lambda inner, way: run_chosen(machine, inner, unit(options[way]), given, carried))
    return run_with(machine, state, block, given, carried) if isinstance(block, Block) else block


def closure(machine: Machine, state: State, value: Value) -> Value:
    """A block that keeps what the function it is made in has set."""
    if not isinstance(value, Block) or not machine.frames:
        return value
    return replace(value, names={name: state.names[name] for name in machine.frames[-1] if name in state.names})


def is_code(value: Value) -> bool:
    """Whether a value is a block, on one of its ways at least."""
    return any(map(is_code, value.options)) if isinstance(value, Choice) else isinstance(value, Block)


def _on_each_way(machine: Machine, state: State, node: nodes.Command, head: Value, carried: Value | None, given: Given) -> Value:
    condition = first_condition([head, *given.positional, *given.named.values()])
    assert condition is not None
    before, state.results = state.results, Listing(())
    arms = [
        (frozenset({way}), _on_way(machine, node, assume(head, condition, way), carried, _assumed(given, condition, way)))
        for way in range(condition.count)
    ]
    machine.branch(state, condition, arms)
    produced, state.results = state.results, before
    return unit(produced)


def _assumed(given: Given, condition: Condition, way: int) -> Given:
    def one(value: Value) -> Value:
        return assume(value, condition, way)

    return Given(
        {name: one(value) for name, value in given.named.items()},
        [one(value) for value in given.positional],
        [one(value) for value in given.flat],
    )


def _on_way(machine: Machine, node: nodes.Command, head: Value, carried: Value | None, given: Given) -> Callable[[State], None]:
    def run(inner: State) -> None:
        opened = _opened(given)
        name = as_text(head)
        low = ALIASES.get(machine.spelled(name).lower(), machine.spelled(name).lower())
        if low in inner.routines:
            made = call_routine(machine, inner, inner.routines[low], opened, carried)
        elif (cmdlet := machine.cmdlets.get(low)) is not None:
            made = cmdlet(machine, inner, node, opened, carried)
        else:
            made = program(machine, inner, node, [head, *opened.flat], carried)
        inner.results = Listing(items_of(made))

    return run


def _opened(given: Given) -> Given:
    """Splatted tables among the positional arguments, by name."""
    named = dict(given.named)
    positional: list[Value] = []
    for value in given.positional:
        if isinstance(value, Table):
            named |= {key.lower(): item for key, item in value.pairs}
        else:
            positional.append(value)
    return Given(named, positional, given.flat)


def call_routine(machine: Machine, state: State, routine: Routine, given: Given, carried: Value | None) -> Value:
    """What a function of the script gives."""
    machine.entered[routine.code] = machine.entered.get(routine.code, 0) + 1
    block = routine.code
    assert isinstance(block, nodes.ScriptBlock)
    if machine.stack.count(block) >= 2 or len(machine.stack) >= MAX_CALLS:
        return machine.unknown(f"{routine.name} {len(given.flat)}", together(*(taint_of(value) for value in given.flat)))
    module, machine.module = machine.module, routine.module
    made = run_with(machine, state, Block(block, routine.module), given, carried)
    machine.module = module
    return made


def run_with(machine: Machine, state: State, block: Block, given: Given, carried: Value | None) -> Value:
    """What a block gives for its arguments."""
    code = block.code
    assert isinstance(code, nodes.ScriptBlock)
    before, results, deferred = dict(state.names), state.results, state.deferred
    state.results, state.deferred = Listing(()), []
    machine.stack.append(code)
    machine.frames.append({})
    state.names |= block.names
    _bind(machine, state, code, given, carried)
    for statement in code.body:
        machine.run(machine, state, statement)
    machine.settle(state, frozenset({"return"}))
    leave(machine, state, before)
    machine.stack.pop()
    produced = state.results
    state.results, state.deferred = results, [*deferred, *state.deferred]
    return unit(produced)


def _bind(machine: Machine, state: State, code: nodes.ScriptBlock, given: Given, carried: Value | None) -> None:
    assert machine.power is not None
    positional = list(given.positional)
    bound: list[tuple[str, Value]] = []
    for parameter in code.parameters:
        value = given.get(parameter.name)
        if value is None and positional:
            value = positional.pop(0)
        if value is not None:
            bound.append((parameter.name, value))
        else:
            value = machine.power.evaluate(machine, state, parameter.default) if parameter.default is not None else EMPTY
        assign(machine, state, parameter.name, value)
    assign(machine, state, "args", Listing(tuple(positional)))
    assign(machine, state, BOUND, Table(tuple(bound)))
    if carried is not None:
        assign(machine, state, "_", unit(carried))
        assign(machine, state, "input", carried)
        fed = next((one for one in code.parameters if given.get(one.name) is None and one.default is None), None)
        if fed is not None and not given.positional:
            assign(machine, state, fed.name, unit(carried))


def run_block(machine: Machine, state: State, block: Block, item: Value) -> Value:
    """What a block gives for one value of `$_`; what it sets stays set."""
    code = block.code
    assert isinstance(code, nodes.ScriptBlock)
    before, held = state.results, state.names.get("_")
    state.results = Listing(())
    state.names["_"] = item
    for statement in code.body:
        machine.run(machine, state, statement)
    produced, state.results = state.results, before
    if held is None:
        state.names.pop("_", None)
    else:
        state.names["_"] = held
    return unit(produced)


def _take_in(machine: Machine, state: State, path: Text, given: Given, carried: Value | None) -> Value:
    """A script of the program, taken in or called."""
    found = module_at(machine, path)
    if found is None or machine.stack.count(found) or len(machine.stack) >= MAX_CALLS:
        return machine.unknown(f"script {machine.spelled(path)}", source="command") if found is None else EMPTY
    machine.sourced.add(found)
    module, machine.module = machine.module, machine.modules[found]
    block = machine.module.body
    assert isinstance(block, nodes.ScriptBlock)
    machine.stack.append(found)
    before, state.results = state.results, Listing(())
    _bind(machine, state, block, given, carried)
    for statement in block.body:
        machine.run(machine, state, statement)
    produced, state.results = state.results, before
    machine.stack.pop()
    machine.module = module
    return unit(produced)


def program(machine: Machine, state: State, node: nodes.Command, fields: list[Value], carried: Value | None) -> Value:
    """What a program prints: the same programs as for other shells."""
    words = [word for field in fields for word in (items_of(field) or (EMPTY,))]
    out, given = state.out, state.given
    state.out = EMPTY
    if carried is not None:
        state.given = concat((as_text(unit(carried), "\n"), known("\n")))
    name = as_text(words[0]).plain or ""
    base = re.split(r"[\\/]", name)[-1].lower().removesuffix(".exe").removesuffix(".cmd")
    if base in CLIENTS or is_filter(base, words[1:]):
        words[0] = known(base)
    invoke(machine, state, node, words)
    produced = state.out
    state.out, state.given = out, given
    if state.ended == "exit":
        state.ended = None
    state.truth = UNSURE if state.truth is not True else True
    return _lines(produced)


def _lines(text: Text) -> Value:
    parts = list(text.parts)
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip("\n")
    made = Text(tuple(part for part in parts if part != ""), text.layers, text.taint, text.weight)
    if made.plain is not None and "\n" in made.plain:
        return Listing(tuple(known(line, text.layers) for line in made.plain.split("\n")))
    return made
