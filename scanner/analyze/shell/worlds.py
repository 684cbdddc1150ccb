"""What a script does if its conditions go one way or another: events with all choices made, side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.state import Event, Plain
from scanner.analyze.shell.values import Block, Choice, Condition, Guard, Hole, Listing, Table, Text, Value
from scanner.world.recording import Event as Recorded
from scanner.world.recording import Recording

Picks = Mapping[Condition, int]
"""The ways that conditions go; those that are not named go their default."""

MAX_BASES = 3
MAX_PATHS = 40
_MAX_CHARS = 200_000


@dataclass(slots=True)
class Worlds:
    """The events of one program, and how they depend on conditions."""

    machine: Machine
    _concerned: dict[int, frozenset[Condition]] = field(default_factory=dict)

    def events_of(self, condition: Condition) -> list[Event]:
        """The events that the condition has a part in."""
        return [event for event in self.machine.events if condition in self.conditions_of(event)]

    def conditions_of(self, event: Event) -> frozenset[Condition]:
        found = self._concerned.get(id(event))
        if found is None:
            found = frozenset((*(condition for condition, _ in event.guards), *all_conditions(event.values)))
            self._concerned[id(event)] = found
        return found

    def bases(self, condition: Condition, events: list[Event]) -> list[dict[Condition, int]]:
        """The ways of other conditions under which this one matters."""
        found: list[dict[Condition, int]] = []
        for event in events:
            within = picks_of(condition.within) | picks_of(event.guards)
            within.pop(condition, None)
            for path in paths_to(event.values, lambda part: isinstance(part, Choice) and part.condition is condition) or [{}]:
                base = {**within, **path}
                base.pop(condition, None)
                if base not in found:
                    found.append(base)
                if len(found) >= MAX_BASES:
                    return found
        return found

    def recording(self, events: list[Event], picks: Picks) -> Recording:
        """What happens of these events."""
        made = Recording()
        for event in events:
            if happens(event.guards, picks):
                recorded = self.recorded(event, picks)
                if recorded is not None:
                    made.events.append(recorded)
        return made

    def recorded(self, event: Event, picks: Picks) -> Recorded | None:
        """One event with all choices made; None: it comes to nothing."""
        return event.make(tuple(self.resolved(value, picks) for value in event.values))

    def resolved(self, value: Value, picks: Picks) -> Plain:
        match value:
            case Text():
                return "".join(self._letters(value, picks))[:_MAX_CHARS]
            case Choice():
                return self.resolved(value.options[_way(value.condition, picks)], picks)
            case Listing():
                items: list[Plain] = []
                for item in value.items:
                    made = self.resolved(item, picks)
                    if isinstance(made, list):
                        items += made
                    else:
                        items.append(made)
                return items
            case Table():
                return {key: self.resolved(item, picks) for key, item in value.pairs}
            case Block():
                return ""

    def _letters(self, text: Text, picks: Picks) -> Iterator[str]:
        for part in text.parts:
            if isinstance(part, str):
                yield part
            elif isinstance(part, Hole):
                yield self.machine.spelled(Text((part,)))
            else:
                made = self.resolved(part, picks)
                yield made if isinstance(made, str) else " ".join(map(str, made))


def _way(condition: Condition, picks: Picks) -> int:
    return picks.get(condition, condition.default)


def happens(guards: Iterable[Guard], picks: Picks) -> bool:
    """Whether something happens that stands under these guards."""
    return all(_way(condition, picks) in ways for condition, ways in guards)


def picks_of(guards: object) -> dict[Condition, int]:
    """The ways under which something happens: the default where it is one of them."""
    found: dict[Condition, int] = {}
    for condition, ways in guards:  # type: ignore[attr-defined]
        found[condition] = condition.default if condition.default in ways else min(ways)
    return found


def holes_in(value: object) -> Iterator[Hole]:
    """All that is not known in a value, on whatever way."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Hole):
            yield item
        elif isinstance(item, Choice):
            waiting += item.options
        else:
            waiting += [part for part in getattr(item, "parts", ()) if not isinstance(part, str)]
            waiting += getattr(item, "items", ())
            waiting += [inner for _, inner in getattr(item, "pairs", ())]


def all_conditions(values: tuple[Value, ...]) -> set[Condition]:
    """Every condition in the values, at any depth."""
    found: set[Condition] = set()
    waiting: list[Value | Hole | str] = list(values)
    while waiting:
        item = waiting.pop()
        match item:
            case Choice():
                found.add(item.condition)
                waiting += item.options
            case Text():
                waiting += [part for part in item.parts if isinstance(part, Choice)]
            case Listing():
                waiting += item.items
            case Table():
                waiting += [value for _, value in item.pairs]
    return found


def paths_to(values: tuple[Value, ...], is_wanted: object) -> list[dict[Condition, int]]:
    """The ways of conditions on which wanted pieces show, the most direct first."""
    found: list[dict[Condition, int]] = []
    waiting: list[tuple[object, tuple[tuple[Condition, int], ...]]] = [(value, ()) for value in values]
    steps = 0
    while waiting and len(found) < MAX_PATHS and steps < 20_000:
        item, path = waiting.pop(0) if steps < 200 else waiting.pop()
        steps += 1
        if is_wanted(item):  # type: ignore[operator]
            found.append(dict(path))
        match item:
            case Choice():
                waiting += [(option, (*path, (item.condition, way))) for way, option in enumerate(item.options)]
            case Text():
                waiting += [(part, path) for part in item.parts if not isinstance(part, str)]
            case Listing():
                waiting += [(inner, path) for inner in item.items]
            case Table():
                waiting += [(inner, path) for _, inner in item.pairs]
    return found
