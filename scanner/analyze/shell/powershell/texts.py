"""Texts that a PowerShell script runs."""

from collections.abc import Callable
from functools import lru_cache

from scanner.analyze.shell.machine import MAX_CALLS, Machine
from scanner.analyze.shell.powershell.scope import unit
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Listing, Text, Value, as_text, assume, first_condition
from scanner.code.shell.power_grammar import ParsedPower, parse_power

_MAX_CHARS = 60_000


@lru_cache(maxsize=256)
def _parsed(letters: str) -> ParsedPower:
    return parse_power(letters)


def evaluate_text(machine: Machine, state: State, code: Text, node: object) -> Value:
    """What a text gives when it is run; each way that it may read by itself."""
    before, state.results = state.results, Listing(())
    _run(machine, state, code, node)
    produced, state.results = state.results, before
    return unit(produced)


def _run(machine: Machine, state: State, code: Text, node: object) -> None:
    condition = first_condition((code,))
    if condition is not None:
        arms = [(frozenset({way}), _assuming(machine, as_text(assume(code, condition, way)), node)) for way in range(condition.count)]
        machine.branch(state, condition, arms)
        return
    letters = machine.spelled(code)
    if len(letters) > _MAX_CHARS or len(machine.stack) >= MAX_CALLS or (code.plain is None and len(code.parts) == 1):
        return
    machine.stack.append(letters)
    with machine.anchored(node):
        for statement in _parsed(letters).block.body:
            machine.run(machine, state, statement)
    machine.stack.pop()


def _assuming(machine: Machine, code: Text, node: object) -> Callable[[State], None]:
    return lambda inner: _run(machine, inner, code, node)
