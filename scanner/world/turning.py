"""Decisions that no persona can be given a value for: what the program looks for stands in it as a hash, and nothing that is known has it.

Such a place is found by what is compared there: one side is other for each persona, the other is the same for all, and it never came out in
favour. Answered in favour once, the program does what it does for whom it looks for. That there is such a value is inferred.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.world.persona import Persona
from scanner.world.recording import Decision, Recording

TURNED = "a value of which the program holds a hash"
"""In the place of the value that nobody knows."""
WORKED_ON = frozenset({"git_remote", "ssh_hosts", "workspace"})
"""Signals that say what, and for whom, the user works: no account of the vendor's has one, so that nothing is granted by their hashes."""
_BIT = "bit"
"""How the guest's names of places begin where bits are asked for, all of which must be set; left is the first bit of a word."""
_LETTERS = 127
"""Tables that say what kind a letter is of are asked for no bit beyond this, as plain text has 128 letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One decision to answer otherwise."""

    axis: str
    """The signal of which the value is made that is compared there."""
    name: str
    persona: Persona | None
    """Whose run comes by the decision, where the control's does not; None: the control's does."""


def turns_for(control: Recording, others: Iterable[tuple[Persona, Recording]], *, most: int) -> tuple[Turn, ...]:
    """The decisions to turn, those that most personas came by first.

    others: personas that differ from the control on one axis alone, with what they did.
    """
    others = list(others)
    in_favour = {name for one in (control, *(other for _, other in others)) for name, met in one.decisions.items() if _came_out(name, met)}
    counts: dict[Turn, int] = {}
    first: dict[tuple[str, str], tuple[Persona, Recording]] = {}
    for person, other in others:
        axis = person.changes[0].axis
        for name, met in other.decisions.items():
            if name in in_favour:
                continue
            whose, before = (None, control) if name in control.decisions else first.setdefault((axis, name), (person, other))
            if _depends(name, before.decisions[name], met):
                turn = Turn(axis=axis, name=name, persona=whose)
                counts[turn] = counts.get(turn, 0) + 1
    ranked = sorted(counts, key=lambda turn: -counts[turn])
    names: dict[str, Turn] = {}
    for turn in ranked:
        names.setdefault(turn.name, turn)
    return tuple(names.values())[:most]


def _came_out(name: str, met: Decision) -> bool:
    """Whether it came out in favour; of a filter, whether all its bits did."""
    return not met.has_failed if name.startswith(_BIT) else met.has_held


def _depends(name: str, control: Decision, other: Decision) -> bool:
    """Whether one side follows the persona and the other does not; of a filter, which bits are asked for."""
    if name.startswith(_BIT):
        return control.left != other.left and any(_number(index) > _LETTERS for index in (*control.left, *other.left))
    return any(_follows(mine, theirs) and _stands(fixed, as_fixed) for mine, theirs, fixed, as_fixed in _sides(control, other))


def _number(text: str) -> float:
    """0 for what is no number."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def _sides(control: Decision, other: Decision) -> Iterator[tuple[tuple[str, ...], ...]]:
    yield control.left, other.left, control.right, other.right
    yield control.right, other.right, control.left, other.left


def _follows(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return set(mine) != set(theirs)


def _stands(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same for both; of a sorted list each may have met other entries on its way."""
    count = min(len(mine), len(theirs))
    return mine[:count] == theirs[:count] or (len(set(mine)) > 1 and bool(set(mine) & set(theirs)))
