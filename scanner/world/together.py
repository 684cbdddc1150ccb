"""Signals that must agree: what several changes show together at a place at which none of them shows anything alone.

A person who differs in everything is run. Where something leaves that no person with one change showed, the changes that it does not need
are taken back. Only what needs two at least, and is hidden each time that one of these is taken back, with all else of that person left as
it is, counts: so each difference is read as that of a single change, with all that excuses one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scanner.world.leaf import Leaf
from scanner.world.named import LeafDifference
from scanner.world.order import telling_first
from scanner.world.persona import Change, Persona
from scanner.world.recording import Recording

PANEL_PEOPLE = 2
"""People who are elsewhere in everything: the values of the panels stand in the order of the same countries."""
ROUNDS = 3
"""Sets of places of one person that are followed one after the other."""
FOUND_PEOPLE = 2
"""People who have what the artifact looks for, of each axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How people are run and compared."""

    run: Callable[[tuple[Change, ...]], tuple[Persona, Recording]]
    compare: Callable[[Recording, Recording, Persona, Persona], tuple[LeafDifference, ...]]
    """(record of the one, of the other, the other with what it differs in as its changes, the one)."""
    leaves: Callable[[Recording], dict[str, Leaf]]
    is_late: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What needs several changes."""

    persona: Persona
    recording: Recording
    differences: tuple[LeafDifference, ...]


def people_of(changes: dict[str, tuple[Change, ...]]) -> tuple[tuple[Change, ...], ...]:
    """People who differ on every axis: with what the artifact looks for where that is known, or as the panels have it."""
    panels = {axis: [one for one in values if one.origin == "panel"] for axis, values in changes.items()}
    found = {axis: [one for one in telling_first(values) if one.origin != "panel"] for axis, values in changes.items()}
    people: list[tuple[Change, ...]] = []
    for turn in range(max(PANEL_PEOPLE, FOUND_PEOPLE)):
        if turn < FOUND_PEOPLE:
            people.append(tuple(one for axis in changes for one in [*found[axis][turn : turn + 1], *panels[axis][turn : turn + 1]][:1]))
        if turn < PANEL_PEOPLE:
            people.append(tuple(one for axis in changes for one in panels[axis][turn : turn + 1]))
    return tuple(dict.fromkeys(one for one in people if len(one) > 1))


def agreed(people: Sequence[tuple[Change, ...]], shown: Sequence[Recording], asking: Asking) -> Agreed | None:
    """The first of the people who shows something hidden that needs several of their changes; None: nobody does, or the time is over.

    shown: the records of the control, which comes first, and of the people with one change.
    """
    known = _values_of(shown, asking)
    control = asking.leaves(shown[0])
    for changes in people:
        if asking.is_late():
            return None
        _, whole = asking.run(changes)
        fresh = {path for path, leaf in asking.leaves(whole).items() if _may_leave(leaf) and leaf.value not in known.get(path, ())}
        # a place that is not the same for everybody with one change has been read as what that one makes of it
        fresh = {path for path in fresh if known.get(path, set()) <= ({control[path].value} if path in control else set())}
        for _ in range(ROUNDS):
            if not fresh:
                break
            needed, kept = _needed(changes, whole, fresh, asking)
            if len(needed) > 1 and (found := _confirmed(needed, kept, shown[0], asking)) is not None:
                return found
            fresh -= kept
    return None


def _values_of(shown: Sequence[Recording], asking: Asking) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for recording in shown:
        for path, leaf in asking.leaves(recording).items():
            values.setdefault(path, set()).add(leaf.value)
    return values


def _may_leave(leaf: Leaf) -> bool:
    return leaf.way_out not in (None, "terminal")


def _needed(changes: tuple[Change, ...], whole: Recording, fresh: set[str], asking: Asking) -> tuple[tuple[Change, ...], set[str]]:
    """The changes that are left when each without which something fresh stays as it is was taken back, and what is fresh with those."""
    values = {path: leaf.value for path, leaf in asking.leaves(whole).items() if path in fresh}
    kept = set(values)
    for one in changes:
        rest = tuple(other for other in changes if other is not one)
        if not kept or asking.is_late() or not rest:
            break
        leaves = asking.leaves(asking.run(rest)[1])
        if still := {path for path in kept if path in leaves and leaves[path].value == values[path]}:
            changes, kept = rest, still
    return changes, kept


def _without(one: Change, changes: tuple[Change, ...], whole: Recording, fresh: set[str], asking: Asking) -> dict[str, LeafDifference]:
    """By place, what is hidden in the difference that one of the changes makes, with all others there."""
    persona, rest = asking.run(tuple(other for other in changes if other is not one))
    everything = tuple((axis, one.value if axis == one.axis else value) for axis, value in persona.values)
    other = replace(persona, id=f"{one.axis}:{one.value}", changes=(one,), values=everything)
    found = asking.compare(rest, whole, other, persona)
    return {each.leaf.path: each for each in found if each.is_hidden and each.leaf.path in fresh}


def _confirmed(needed: tuple[Change, ...], fresh: set[str], control: Recording, asking: Asking) -> Agreed | None:
    """The person with only these changes, where they show it twice, and each change is needed; None: they do not."""
    persona, whole = asking.run(needed)
    _, again = asking.run(needed)
    leaves, twin, before = asking.leaves(whole), asking.leaves(again), asking.leaves(control)
    steady = {path for path in fresh if path in leaves and path in twin and leaves[path].value == twin[path].value}
    each = [_without(one, needed, whole, steady, asking) for one in needed]
    paths = set.intersection(*(set(found) for found in each))
    for one in needed:
        alone = asking.leaves(asking.run((one,))[1])
        paths = {path for path in paths if _same(alone.get(path), before.get(path))}
    differences = tuple(each[0][path] for path in sorted(paths))
    return Agreed(persona=persona, recording=whole, differences=differences) if differences else None


def _same(one: Leaf | None, other: Leaf | None) -> bool:
    return (one.value if one is not None else None) == (other.value if other is not None else None)
