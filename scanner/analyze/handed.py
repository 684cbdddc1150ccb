"""Variables that another program of the package hands to a program: reading one reads the signals that it follows from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.analyze.tracing import MAX_STEPS
from scanner.model.handover import Handover
from scanner.model.observation import FlowTraced, Observation

Handed = tuple[tuple[str, str], ...]
"""(signal id, name of a variable), sorted."""


def handed_variables(handovers: Iterable[Handover]) -> Handed:
    """The variables whose values depend on signals."""
    return tuple(sorted({(signal, name) for one in handovers for name in _differing(one) for signal in one.signals}))


def _differing(handover: Handover) -> Iterator[str]:
    usual = dict(handover.usual.variables) if handover.usual is not None else {}
    for case in handover.cases:
        for name, value in case.handed.variables if case.handed is not None else ():
            if usual.get(name) != value:
                yield name


def with_steps_before(observations: Iterable[Observation], handovers: tuple[Handover, ...]) -> tuple[Observation, ...]:
    """The paths that begin at such a variable, from where the signal is read: in the program that hands it over."""
    return tuple(_joined(one, handovers) if isinstance(one, FlowTraced) else one for one in observations)


def _joined(flow: FlowTraced, handovers: tuple[Handover, ...]) -> FlowTraced:
    sources = " ".join(step.text for step in flow.steps if step.role == "source")
    for handover in handovers:
        if set(handover.signals) & set(flow.signals) and any(name in sources for name in _differing(handover)):
            steps = (*handover.steps, *flow.steps)[-MAX_STEPS:]
            return replace(flow, steps=steps, is_complete=flow.is_complete and handover.is_complete)
    return flow
