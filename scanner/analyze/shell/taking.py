"""A script that another program of its package starts: what it is given depends on signals that this program read."""

from collections.abc import Callable, Iterable

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Condition, Listing, Value, choose, known
from scanner.analyze.tracing import Compared, Taint
from scanner.model.handover import Handed, Handover

_COMPARED: dict[str, Compared] = {"literal": "literal", "hard_coded_list": "hard_coded_list", "encoded_list": "encoded_list"}


def take(machine: Machine, state: State, handovers: Iterable[Handover], path: str, paths: Iterable[str]) -> None:
    """Give a script, at its first line, what it is handed: each variable, argument and the input a choice by who the user is."""
    for handover in handovers:
        if handover.started(paths) == path and handover.usual is not None:
            _take(machine, state, handover, handover.usual)
            return


def _take(machine: Machine, state: State, handover: Handover, usual: Handed) -> None:
    ways = tuple(dict.fromkeys(one.handed for one in handover.cases if one.handed is not None))
    labels = [tuple(one.value for one in handover.cases if one.handed == way) for way in ways]
    entries = tuple(one.value for one in handover.cases)
    taint = Taint(
        signals=frozenset(handover.signals), steps=handover.steps, compared=_COMPARED.get(handover.compared_with, "none"),
        list_entries=entries, is_choice=True, is_complete=handover.is_complete,
    )  # fmt: skip
    condition = Condition(len(machine.conditions), len(ways) + 1, taint, handover.place, (*labels, ()), ())
    machine.conditions.append(condition)
    every = (*ways, usual)
    for name in sorted({name for one in every for name, _ in one.variables}):
        state.names[name] = _choice(condition, every, lambda one, name=name: known(dict(one.variables).get(name, "")))  # type: ignore[misc]
    if usual.arguments is not None:
        state.names["@"] = _choice(condition, every, lambda one: _arguments(machine, one))
    if any(one.given is not None for one in every):
        state.given = _choice(condition, every, lambda one: known(one.given or ""))


def _choice(condition: Condition, every: Iterable[Handed], made: Callable[[Handed], Value]) -> Value:
    return choose(condition, [made(one) for one in every])


def _arguments(machine: Machine, handed: Handed) -> Listing:
    return Listing(
        tuple(machine.unknown("$@", source="argument") if word is None else known(word) for word in handed.arguments or ())
    )
