"""When a trial speaks against a static claim: its comparison went both ways, and nothing of what left was different."""

from collections.abc import Iterable

from scanner.world.recording import Comparison, Recording
from scanner.world.trial import Trial

_TELLING = frozenset({"form", "gate", "hash", "unknown"})
"""Forms of a difference that a claim of a hidden choice would show as."""


def speaks_against(trial: Trial, axes: frozenset[str]) -> bool:
    """Whether personas that differ on these axes took the other way at a comparison and still sent what the control sent.

    A trial in which no persona met a condition says nothing: the value that is looked for may not have been among those tried. Whether the
    code in question ran at all is for the caller to know.
    """
    if trial.is_cut_short or trial.control.stopped is not None or not trial.control.has_way_out:
        return False
    mine = [run for run in trial.tried if axes & {change.axis for change in run.persona.changes}]
    if any(one.form in _TELLING and one.leaf.way_out != "terminal" for run in mine for one in run.differences):
        return False
    before = frozenset(_met(trial.control))
    return any(frozenset(_met(run.recording)) - before for run in mine)


def _met(recording: Recording) -> Iterable[str]:
    """The texts of comparisons that held."""
    return (text for one in recording.compared for text in one.texts if _holds(one, text))


def _holds(one: Comparison, text: str) -> bool:
    value = one.value
    match one.how.lower():
        case "startswith":
            return bool(value) and value.startswith(text)
        case "endswith":
            return bool(value) and value.endswith(text)
        case "includes" | "indexof" | "search" | "find" | "contains" | "in":
            return bool(value) and text in value
        case "pattern":
            return False  # whether it matched is not told
    return value == text
