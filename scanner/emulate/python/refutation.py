"""Which static claims about a program were not borne out: its code ran under the personas concerned, and nothing that left differed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scanner.emulate.python.run import Places
from scanner.model.artifact import Artifact
from scanner.model.observation import FlowTraced, Place
from scanner.ruleset.signals import Signal
from scanner.ruleset.sinks import Sink
from scanner.world.leaf import leaves_of
from scanner.world.tried import Trial

_CLAIMS = frozenset({"form", "content", "endpoint", "header", "model", "delay"})
"""What a signal selects in a claim that a run can refute."""
_STAYS = frozenset({None, "terminal"})
_OPEN = frozenset({"open", "routing", "localisation"})
_NOT_OWN = frozenset({"panel", "all known values"})
PERSONAS_LEAST = 3
"""Values of an axis that must have been tried."""


@dataclass(slots=True)
class Together:
    """What the trials of a program showed together."""

    ran: set[int] = field(default_factory=set)
    """Numbers of the functions that ran in any trial."""
    ways_out: set[str] = field(default_factory=set)
    """Classes of the ways out that were reached."""
    tried: Counter[str] = field(default_factory=Counter)
    """Axis -> values tried on it."""
    own: set[str] = field(default_factory=set)
    """Axes on which values out of the program's own text were tried."""
    differing: set[str] = field(default_factory=set)
    """Axes on which something that left differed, in more than what is said openly."""

    def add(self, trial: Trial, sinks: tuple[Sink, ...]) -> None:
        """Count a trial, unless it was ended before its end."""
        if trial.control.stopped is not None:
            return
        self.ran |= trial.control.ran
        self.ways_out |= {leaf.way_out for leaf in leaves_of(trial.control.events, sinks).values() if leaf.way_out is not None}
        for run in trial.tried:
            self.ran |= run.recording.ran
            axes = {change.axis for change in run.persona.changes}
            if len(axes) == 1:
                self.tried.update(axes)
                self.own |= {change.axis for change in run.persona.changes if change.origin not in _NOT_OWN}
            if any(one.leaf.way_out not in _STAYS and one.form not in _OPEN for one in run.differences):
                self.differing |= axes


def refuted(
    flows: Iterable[FlowTraced], what: Together, places: Places | None, paths: dict[str, Artifact], signals: tuple[Signal, ...]
) -> tuple[str, ...]:
    """Identities of the claims that were not borne out. paths: the modules by their place on the made-up host."""
    axes = {signal.id: signal.axis for signal in signals}
    if places is None:
        return ()
    code = _Code(places, paths, what.ran)
    found = []
    for flow in flows:
        wanted = {axes.get(name, name) for name in flow.signals}
        if flow.selects not in _CLAIMS or flow.compared_with == "encoded_list" or wanted & what.differing:
            continue
        if flow.sink is not None and flow.sink not in what.ways_out:
            continue  # what it is about was not reached
        if any(what.tried.get(axis, 0) < PERSONAS_LEAST for axis in wanted) or (flow.compared_with != "none" and not wanted <= what.own):
            continue
        if all(code.has_run(place) for place in (flow.place, *(step.place for step in flow.steps))):
            found.append(flow.identity)
    return tuple(found)


class _Code:
    """Which places of a program's code ran."""

    def __init__(self, places: Places, paths: dict[str, Artifact], ran: set[int]) -> None:
        self._paths = {artifact.sha256: path for path, artifact in paths.items()}
        self._contents = {path: artifact.content.read_bytes() for path, artifact in paths.items()}
        self._loaded, self._ran = places.loaded, ran
        self._functions: dict[str, list[tuple[int, int, int]]] = {}
        for number, path, first, last in places.functions:
            self._functions.setdefault(path, []).append((first, last, number))

    def has_run(self, place: Place) -> bool:
        """Whether the innermost function around a place ran, or the module where it lies in none."""
        path = self._paths.get(place.artifact)
        if path is None or path not in self._loaded:
            return False
        line = self._contents[path].count(b"\n", 0, place.byte_offset) + 1
        around = [(last - first, number) for first, last, number in self._functions.get(path, ()) if first <= line <= last]
        return min(around)[1] in self._ran if around else True
