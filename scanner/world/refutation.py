"""When a trial speaks against a static claim: its comparison went both ways, and nothing of what left was different."""

from collections.abc import Iterable

from scanner.ruleset.sinks import Sink
from scanner.world.leaf import leaves_of
from scanner.world.recording import Comparison, Recording
from scanner.world.tried import Trial

_TELLING = frozenset({"form", "gate", "hash", "unknown"})
"""Forms of a difference that a claim of a hidden choice would show as."""


_TOLD_APART = frozenset({"delay", "file", "process", "telemetry", "upload", "model_request"})
"""Ways out that a recording tells apart; what the static part calls a body, a header or a query may be any request."""


def speaks_against(trial: Trial, axes: frozenset[str], way_out: str | None = None, sinks: tuple[Sink, ...] = ()) -> bool:
    """Whether personas that differ on these axes took the other way at a comparison and still sent what the control sent.

    A trial in which no persona met a condition says nothing: the value that is looked for may not have been among those tried. Whether the
    code in question ran at all is for the caller to know. way_out: where the claim says that the value leaves; a run that lets nothing out
    there (a wait after a failure, in a run without one) has not met what is claimed.
    """
    if trial.is_cut_short or trial.control.stopped is not None or not trial.control.has_way_out:
        return False
    if way_out is not None and not _lets_out(trial.control, way_out, sinks):
        return False
    mine = [run for run in trial.tried if axes & {change.axis for change in run.persona.changes}]
    if any(one.form in _TELLING and one.leaf.way_out != "terminal" for run in mine for one in run.differences):
        return False
    before = frozenset(_met(trial.control))
    return any(frozenset(_met(run.recording)) - before for run in mine)


def _lets_out(recording: Recording, way_out: str, sinks: tuple[Sink, ...]) -> bool:
    """Whether anything left by a way that is told apart from all requests."""
    return way_out not in _TOLD_APART or any(leaf.way_out == way_out for leaf in leaves_of(recording.events, sinks).values())


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
