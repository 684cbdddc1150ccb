"""Tables of providers: a program that names hosts in plain text and has a model of its own for each."""

from collections import defaultdict
from dataclasses import replace

from scanner.world.named import ROUTING_AXES, LeafDifference
from scanner.world.persona import Persona

PROVIDERS_LEAST = 2
"""Hosts with a value of their own that make a table; the control's value is another."""


def without_tables(found: list[tuple[Persona, tuple[LeafDifference, ...]]]) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona; the model that belongs to the provider which the user configured is routing."""
    models: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for persona, differences in found:
        for one in differences:
            if _is_model_of_provider(persona, one):
                models[one.leaf.path][one.persona].add(persona.changes[0].value)
    tables = {
        path for path, values in models.items() if len(values) >= PROVIDERS_LEAST and all(len(hosts) < 3 for hosts in values.values())
    }
    return [
        tuple(
            replace(one, form="routing", carrier=None) if one.leaf.path in tables and _is_model_of_provider(persona, one) else one
            for one in differences
        )
        for persona, differences in found
    ]


def _is_model_of_provider(persona: Persona, one: LeafDifference) -> bool:
    change = persona.changes[0] if len(persona.changes) == 1 else None
    return change is not None and change.axis in ROUTING_AXES and change.origin != "entry of a decoded list" and one.carrier == "model"
