"""In which order values are tried: what tells most first, and of everything something before the time is over."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from scanner.ruleset.signals import Signal, SignalClass
from scanner.world.persona import Change

T = TypeVar("T")


def spread_over(changes: tuple[Change, ...], count: int) -> tuple[Change, ...]:
    """So many of the changes, half of them from the panel: the values of the artifact may all be of one kind."""
    if count >= len(changes):
        return changes
    panel = [change for change in changes if change.origin == "panel"]
    own = [change for change in changes if change.origin != "panel"]
    kept = own[: max(count // 2, count - len(panel))]
    return (*kept, *panel[: count - len(kept)])


def by_turns(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Values of the artifact and of the panel by turns: where the runs end before the values do, some of both were tried."""
    panel = [change for change in changes if change.origin == "panel"]
    own = [change for change in changes if change.origin != "panel"]
    return tuple(in_turns((own, panel)))


def telling_first(changes: tuple[Change, ...]) -> list[Change]:
    """The first of the panel, then the entries of lists that the program decodes, then the others."""
    panel = [change for change in changes if change.origin == "panel"]
    rest = [change for change in changes if change not in panel[:1]]
    return [*panel[:1], *sorted(rest, key=lambda change: "decoded" not in change.origin)]


def in_turns(rows: Iterable[Sequence[T]]) -> Iterator[T]:
    """The first of each row, then the second of each, so that a long one leaves time for the others."""
    rows = tuple(rows)
    for turn in range(max(map(len, rows), default=0)):
        yield from (row[turn] for row in rows if turn < len(row))


def pairs_of(changes: dict[str, tuple[Change, ...]], by_axis: dict[str, Signal]) -> list[tuple[Change, ...]]:
    """Two axes at once: the values of the artifact first."""
    places = [axis for axis in changes if by_axis[axis].class_ is SignalClass.PLACE]
    pairs: list[tuple[Change, ...]] = [
        (left, right)
        for i, one in enumerate(places)
        for other in places[i + 1 :]
        for left in changes[one][:4]
        for right in changes[other][:4]
    ]
    pairs.sort(key=lambda pair: (pair[0].origin == "panel") + (pair[1].origin == "panel"))
    return list(pairs)
