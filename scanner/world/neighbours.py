"""Clients whose addresses lie side by side: what tells these apart spreads load, and tells nothing of a place."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from ipaddress import IPv4Address

from scanner.ruleset.sinks import Sink
from scanner.world.ipv4 import CLIENT
from scanner.world.leaf import leaves_of
from scanner.world.named import ABSENT, LeafDifference
from scanner.world.persona import Persona
from scanner.world.recording import Recording
from scanner.world.tried import Trial, Tried

_NEIGHBOURS = 8
"""Of two servers that half of all clients are sent to each, one misses as many once in 256 times."""


def drop_spread(trial: Trial, run: Callable[[Persona], Recording], sinks: tuple[Sink, ...], result_way_out: str | None) -> None:
    """Leave out what a client elsewhere is given that neighbours of the control are given as well, and the control is not.

    A value that only the client elsewhere is given stays: so do names that are made of each address.
    """
    if not any(_is_client(one) and one.differences for one in trial.tried):
        return
    leaves = [leaves_of(run(one).events, sinks, result_way_out=result_way_out) for one in _neighbours(trial.base)]

    def is_spread(one: LeafDifference) -> bool:
        values = {each[one.leaf.path].value if one.leaf.path in each else ABSENT for each in leaves}
        return one.form in ("form", "gate", "unknown") and one.persona in values

    trial.tried = [
        replace(one, differences=tuple(each for each in one.differences if not is_spread(each))) if _is_client(one) else one
        for one in trial.tried
    ]


def _is_client(one: Tried) -> bool:
    return not one.is_turned and bool(one.persona.changes) and all(change.axis == CLIENT for change in one.persona.changes)


def _neighbours(base: Persona) -> Iterator[Persona]:
    first = IPv4Address(base.value(CLIENT))
    for number in range(1, _NEIGHBOURS + 1):
        values = {**dict(base.values), CLIENT: str(first + number)}
        yield replace(base, id=f"{CLIENT}:neighbour {number}", values=tuple(sorted(values.items())))
