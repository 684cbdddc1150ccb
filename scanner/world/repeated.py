"""Questions that are asked once more for another value: a program that keeps its answers asks again only for who has not asked before."""

from dataclasses import replace

from scanner.ruleset.sinks import Sink
from scanner.world.consequences import without_consequences
from scanner.world.echo import says_openly
from scanner.world.leaf import Leaf, leaves_of
from scanner.world.named import LeafDifference, renamed
from scanner.world.persona import Persona
from scanner.world.recording import Event, Request


def with_repeated_questions(
    found: list[LeafDifference], left: list[Event], right: list[Event], sinks: tuple[Sink, ...], persona: Persona, base: Persona
) -> list[LeafDifference]:
    """The differences, open what comes of requests of one side that are one of both sides but for a value which says the signal openly.

    left, right: aligned, what only one side sends behind what both do. The very same request once more says nothing, and stays.
    """
    sides = [[event for event in events if isinstance(event, Request)] for events in (left, right)]
    both, more = min(map(len, sides)), max(sides, key=len)
    who, other = (persona, base) if more is sides[1] else (_as_changed(base, persona), persona)

    def is_repeated(one: Request) -> bool:
        pairs = (pair for known in more[:both] for pair in ((known, one), (one, known)))
        return any(_says_another_value(*pair, sinks, who, other) for pair in pairs)

    if not 0 < both < len(more) or not all(map(is_repeated, more[both:])):
        return found
    numbers = tuple(f"request[{number}]." for number in range(both, len(more)))
    return renamed(found, "open", lambda one: one.leaf.path == "requests.count" or one.leaf.path.startswith(numbers))


def _as_changed(base: Persona, persona: Persona) -> Persona:
    """The control as somebody who is not the persona."""
    return replace(base, changes=tuple(replace(change, value=base.value(change.axis)) for change in persona.changes))


def _says_another_value(first: Request, second: Request, sinks: tuple[Sink, ...], who: Persona, other: Persona) -> bool:
    """Whether two requests differ in nothing but that the second says the value of whoever sends both."""
    before, after = (leaves_of([one], sinks) for one in (first, second))
    pairs = [(path, before.get(path), after.get(path)) for path in dict.fromkeys((*before, *after))]
    differing = without_consequences([one for one in pairs if one[1] is None or one[2] is None or one[1].value != one[2].value])
    return bool(differing) and all(_says(known, further, who, other) for _, known, further in differing)


def _says(before: Leaf | None, after: Leaf | None, who: Persona, other: Persona) -> bool:
    return before is not None and after is not None and says_openly(before.value, after.value, who, other, frozenset())
