"""What came of a program under several personas: their runs, each compared with the control's."""

from dataclasses import dataclass, field, replace

from scanner.ruleset.sinks import Sink
from scanner.world.leaf import leaves_of
from scanner.world.lists import NameList
from scanner.world.named import LeafDifference
from scanner.world.persona import Persona
from scanner.world.recording import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One persona's run, compared with the control's."""

    persona: Persona
    recording: Recording
    differences: tuple[LeafDifference, ...]
    is_turned: bool = False
    """True: it is the control, and one decision was answered otherwise than it came out."""


@dataclass(slots=True)
class Trial:
    """Everything that came of it."""

    base: Persona
    control: Recording
    tried: list[Tried] = field(default_factory=list)
    lists: tuple[NameList, ...] = ()
    is_cut_short: bool = False
    """True when the budget ended it."""

    @property
    def recordings(self) -> tuple[Recording, ...]:
        return (self.control, *(one.recording for one in self.tried))

    def drop_unstable(self, twin: Recording, sinks: tuple[Sink, ...], result_way_out: str | None) -> None:
        """Leave out the places at which the control and its twin are not equal."""
        left = leaves_of(self.control.events, sinks, result_way_out=result_way_out)
        right = leaves_of(twin.events, sinks, result_way_out=result_way_out)
        unstable = {
            path for path in left.keys() | right.keys() if path not in left or path not in right or left[path].value != right[path].value
        }
        if unstable:
            self.tried = [
                replace(one, differences=tuple(each for each in one.differences if each.leaf.path not in unstable)) for one in self.tried
            ]

    def shows(self) -> bool:
        """True when a persona differed in what leaves, and not just by routing or its own open value."""
        return any(
            one.form == "form" or (one.leaf.way_out not in (None, "terminal") and one.form not in ("routing", "unknown"))
            for run in self.tried
            for one in run.differences
        )

    def hides(self) -> bool:
        """True when a persona differed in what leaves in a way that nothing says."""
        return any(one.is_hidden for run in self.tried for one in run.differences)
