"""Slices of another version that do the same: the target and all of it that ran is equal but for the names that a minifier chose.

What was run is told by marks in the functions of a slice. A function that was not called under any persona may have changed: with
the rest equal, it is not called now either, as nothing but the code and the persona decides what a run does.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from scanner.emulate.showing import Emulated
from scanner.model.artifact import Sha256
from scanner.model.observation import Observation, Place
from scanner.model.places import with_places
from scanner.model.program import Slice, SlicePart

MARK = "__unmask_part"
"""Array in which a part of a slice is marked when it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A slice that was run, and what it showed."""

    sha256: Sha256
    parts: tuple[SlicePart, ...]
    places: tuple[Place, ...]
    """That of the target, and those of the steps."""
    ran: tuple[int, ...]
    """Numbers of the parts that were called."""
    seen: Emulated


def marked(one: Slice) -> str:
    """The source with a mark where each part begins to run that runs only when it is called."""
    pieces: list[str] = []
    done = 0
    for at, number in sorted((part.mark, number) for number, part in enumerate(one.parts) if part.mark is not None):
        pieces += [one.source[done:at], f"{MARK}[{number}]=1;"]
        done = at
    return "".join([*pieces, one.source[done:]])


def example_of(one: Slice, seen: Emulated) -> Example | None:
    """What is kept of a slice that ran to its end; None: it did not, or its parts are not told."""
    if not one.parts or seen.gaps or seen.ran is None:
        return None
    return Example(sha256=one.sha256, parts=one.parts, places=_places(one), ran=seen.ran, seen=seen)


def alike_parts(one: Slice) -> tuple[str, ...]:
    """What has to be equal before two slices, whose parts are told, are compared part by part; their steps are then as many."""
    steps = tuple((step.role, step.text) for step in one.steps)
    told = (one.signals, one.way_out, one.way_out_complete, one.awaits, one.list_kind, one.list_size, one.list_summary, one.identity)
    return (one.parts[0].digest, *map(str, told), str(steps))


def taken_over(example: Example, one: Slice) -> Emulated | None:
    """What a slice with equal `alike_parts` would show: what the example did, in its own places. None: it has to be run."""
    if not _does_the_same(example.parts, one.parts, frozenset(example.ran)):
        return None
    moved = {_spot(old): place for old, place in zip(example.places, _places(one), strict=True)}
    lost: list[Place] = []

    def change(place: Place) -> Place:
        found = moved.get(_spot(place))
        if found is None:
            lost.append(place)
            return place
        return replace(found, decoded=place.decoded, note=place.note)

    seen = with_places(example.seen, change)
    return None if lost else replace(seen, observations=tuple(_of(each, example.sha256, one.sha256) for each in seen.observations))


def _does_the_same(old: tuple[SlicePart, ...], new: tuple[SlicePart, ...], ran: frozenset[int]) -> bool:
    """Whether all of the old parts that ran, from the target on, have their equals, each in the same places."""
    met: dict[int, int] = {0: 0}
    waiting = [0]
    for number in waiting:  # grows on the way
        one, other = old[number], new[met[number]]
        if (one.mark is None) is not (other.mark is None):
            return False
        if one.mark is not None and number not in ran and number:
            continue  # was mentioned and not called
        if one.digest != other.digest or len(one.needs) != len(other.needs):
            return False
        for mine, theirs in zip(one.needs, other.needs, strict=True):
            if (mine < 0) is not (theirs < 0) or met.get(mine, theirs) != theirs:
                return False
            if mine >= 0 and mine not in met:
                met[mine] = theirs
                waiting.append(mine)
    return len(set(met.values())) == len(met)


def _places(one: Slice) -> tuple[Place, ...]:
    return (one.place, *(step.place for step in one.steps))


def _spot(place: Place) -> tuple[str, int, int]:
    return place.artifact, place.byte_offset, place.byte_length


def _of(observation: Observation, old: Sha256, new: Sha256) -> Observation:
    """The observation as one of the new slice."""
    changes: dict[str, Any] = {each.name: new for each in fields(observation) if getattr(observation, each.name) == old}
    return replace(observation, **changes) if changes else observation
