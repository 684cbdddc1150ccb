"""A made-up script that tells persons apart behind their back, beside its honest twin."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    name: str
    file: str
    dirty: str
    benign: str
    expected: tuple[str, str]
    """Kind of the finding, and one of its signals."""
    beside: dict[str, str] = field(default_factory=dict)
    """Other files of the package, by path."""
    extra: dict[str, str] = field(default_factory=dict)
    """Other scripts of the package, by path."""
    benign_extra: dict[str, str] | None = None
    """Those of the honest twin; None: the same."""
