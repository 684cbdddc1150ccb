"""One difference between two records, with the name of what it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from scanner.world.leaf import Leaf

Form = Literal["form", "gate", "open", "localisation", "hash", "routing", "unknown"]

ABSENT = "(absent)"
"""What the side shows that does not have the place."""
ROUTING_AXES = frozenset({"gateway_host", "proxy_host", "proxy_port", "package_mirror"})
"""Settings of the user that choose an endpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafDifference:
    """One place at which a persona's record is not the control's."""

    leaf: Leaf
    """As in the control; as in the persona where the control has none."""
    control: str
    persona: str
    form: Form
    carrier: str | None

    @property
    def is_one_sided(self) -> bool:
        """Whether one side does not have the place."""
        return ABSENT in (self.control, self.persona)

    @property
    def is_hidden(self) -> bool:
        """Whether it leaves in a way that nothing says."""
        return self.form in ("form", "gate") and self.leaf.way_out not in (None, "terminal")


def renamed(found: Iterable[LeafDifference], form: Form, applies: Callable[[LeafDifference], bool]) -> list[LeafDifference]:
    """The differences, those that it applies to of another form; none of these says by which carrier."""
    return [replace(one, form=form, carrier=None) if applies(one) else one for one in found]
