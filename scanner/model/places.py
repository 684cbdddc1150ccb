"""Places of evidence, changed wherever they lie in a result."""

import dataclasses
from collections.abc import Callable
from operator import is_
from typing import Any, TypeVar, cast

from scanner.model.observation import Place

T = TypeVar("T")


def with_places(value: T, change: Callable[[Place], Place]) -> T:
    """The same value (of dataclasses and tuples) with every place in it changed."""
    return cast(T, _changed(value, change))


def _changed(value: Any, change: Callable[[Place], Place]) -> Any:
    """The value itself where nothing in it changes: most evidence of a large package stays where it is."""
    if isinstance(value, Place):
        return change(value)
    if isinstance(value, tuple):
        items = [_changed(item, change) for item in value]
        return value if all(map(is_, items, value)) else tuple(items)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for field in dataclasses.fields(value):
        old = getattr(value, field.name)
        if isinstance(old, Place | tuple) and (new := _changed(old, change)) is not old:
            changes[field.name] = new
    return dataclasses.replace(value, **changes) if changes else value
