"""The kinds that a program states for parameters and fields."""

import typing
from typing import Any


def hints_of(thing: Any, *, with_extras: bool = True) -> dict[str, Any] | None:
    """Name -> kind; None: it names what the program never defines, or states nothing that can be read."""
    try:
        return typing.get_type_hints(thing, include_extras=with_extras)
    except Exception:  # noqa: BLE001  # evaluating a hint runs the program's own code
        return None
