"""Programs that go through all variables of the environment: which ones the made-up host must have to be what they look for."""

import re
from collections.abc import Iterable, Iterator

from scanner.ruleset.signals import Signal, SignalClass
from scanner.world.host import Host
from scanner.world.pattern import samples
from scanner.world.recording import Comparison

ENVIRONMENT = "environment"
"""The signal of all variables that tell nothing of the user's place or machine."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{1,60}\Z")
_STARS = ("MODEL", "ALL")
"""What stands for the star in names such as `*_BASE_URL` and `LC_*`."""
_MOST = 24


def names_looked_for(sought: Iterable[Comparison], signals: tuple[Signal, ...]) -> tuple[str, ...]:
    """Names of variables that tell a signal and pass what the names of all variables were compared with."""
    sought = tuple(sought)
    known = {pattern.replace("*", star, 1): signal.id for signal in signals for pattern in signal.world.environment for star in _STARS}
    found = {name for name, owner in known.items() if owner != ENVIRONMENT and any(_passes(one, name) for one in sought)}
    return tuple(sorted(found)[:_MOST])


def names_stated(sought: Iterable[Comparison], host: Host) -> tuple[str, ...]:
    """Names that the names of all variables were compared with as they are, and that the host does not list."""
    texts = dict.fromkeys(text for one in sought for text in _stated(one) if _NAME.match(text))
    return tuple(text for text in texts if text not in host.exported())[:_MOST]


def place_names(signals: tuple[Signal, ...]) -> tuple[str, ...]:
    """Variables that tell of the user's place: for programs that look through the values of all."""
    names = {
        pattern.replace("*", _STARS["LC" in pattern])
        for signal in signals
        if signal.class_ is SignalClass.PLACE
        for pattern in list(signal.world.environment)[:3]
    }
    return tuple(sorted(names))


def _stated(one: Comparison) -> Iterator[str]:
    if one.how == "pattern":
        yield from samples(one.texts[0])
    elif one.how in ("same", "list"):
        yield from one.texts


def _passes(one: Comparison, name: str) -> bool:
    match one.how.lower():
        case "startswith":
            return name.startswith(one.texts)
        case "endswith":
            return name.endswith(one.texts)
        case "includes" | "indexof" | "search" | "match":
            return any(text in name for text in one.texts)
        case "pattern":
            return any(len(text) > 1 and text in name for text in samples(one.texts[0]))  # patterns are not run: they may take for ever
    return name in one.texts
