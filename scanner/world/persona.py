"""Personas: the made-up people and machines that a tool's code is run as."""

from dataclasses import dataclass

from scanner.ruleset.signals import Signal
from scanner.world.zone import offset_text

CONTROL = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One axis on which a persona is not the control."""

    axis: str
    """Id of the signal that leads the axis."""
    value: str
    origin: str
    """Where the value comes from: "panel", "entry of the decoded list", "compared literal", ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Values of all signals."""

    id: str
    """`control`, or the axes with their values: "timezone:Asia/Shanghai"."""
    changes: tuple[Change, ...]
    """By axis; empty for the control."""
    values: tuple[tuple[str, str], ...]
    """(signal id, value), sorted."""

    def value(self, signal: str) -> str:
        """The value of one signal; empty for a signal that no file describes."""
        return next((value for name, value in self.values if name == signal), "")


def persona(signals: tuple[Signal, ...], changes: tuple[Change, ...] = ()) -> Persona:
    """The persona that has the control's values but for the changes; what follows an axis changes with it."""
    values = {signal.id: signal.world.control for signal in signals}
    for change in changes:
        values[change.axis] = change.value
    if "timezone" in values:
        values["utc_offset"] = offset_text(values["timezone"], separator=":")
    if "locale" in values:
        values["language"] = values["locale"].split("-")[0]
    identifier = "+".join(f"{change.axis}:{change.value}" for change in changes) or CONTROL
    return Persona(id=identifier, changes=changes, values=tuple(sorted(values.items())))
