"""Personas that differ in several things at once: what one of these things alone shows is no more when there are others beside it.

A host with all words of another one is such a thing, too: `eu.api.example.com` shows what `api.example.com` does, and perhaps more.
"""

from collections.abc import Sequence
from dataclasses import replace

from scanner.world.named import ROUTING_AXES, LeafDifference
from scanner.world.persona import Persona

_PLAIN = frozenset({"routing", "open", "localisation"})
"""Forms that accuse nobody."""
Shown = tuple[Persona, tuple[LeafDifference, ...]]


def without_explained(shown: Sequence[Shown], base: Persona) -> list[tuple[LeafDifference, ...]]:
    """The differences of each persona, those in the form of the persona with fewer of its changes that shows the same value there."""
    plain: dict[tuple[str, str], list[tuple[frozenset[tuple[str, str]], LeafDifference]]] = {}
    for persona, differences in shown:
        for one in differences:
            if one.form in _PLAIN:
                plain.setdefault((one.leaf.path, one.persona), []).append((_changes_of(persona), one))

    def explained(one: LeafDifference, changes: frozenset[tuple[str, str]]) -> LeafDifference:
        known = plain.get((one.leaf.path, one.persona), ()) if one.form not in _PLAIN else ()
        simpler = next((other for fewer, other in known if _is_simpler(fewer, changes, base)), None)
        return one if simpler is None else replace(one, form=simpler.form, carrier=None)

    return [tuple(explained(one, _changes_of(persona)) for one in differences) for persona, differences in shown]


def _is_simpler(fewer: frozenset[tuple[str, str]], changes: frozenset[tuple[str, str]], base: Persona) -> bool:
    if fewer == changes:
        return False
    return all(any(axis == other and _holds(own, value, axis, base) for other, own in changes) for axis, value in fewer)


def _holds(own: str, value: str, axis: str, base: Persona) -> bool:
    """Whether a value is another one, or for hosts, has all words by which that one differs from the control's."""
    if axis not in ROUTING_AXES:
        return own == value
    words = set(value.split(".")) - set(base.value(axis).split("."))
    return own == value or (bool(words) and words <= set(own.split(".")))


def _changes_of(persona: Persona) -> frozenset[tuple[str, str]]:
    return frozenset((change.axis, change.value) for change in persona.changes)
