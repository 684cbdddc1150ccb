"""Arguments for a tool out of its JSON schema: what the schema allows, else a value by name."""

from collections.abc import Callable
from typing import Any

DEEPEST = 4
"""Objects inside of each other that are filled: schemas come from the program and may be of any depth."""

Sample = Callable[[str], Any]
"""Makes a value for a name of which the schema says nothing more."""


def arguments_for(schema: Any, sample: Sample, *, most: int, entry: Any = None, depth: int = 0) -> dict[str, Any]:
    """A value for each of the first `most` properties; empty where there are none. entry: what lists hold; None: what their items allow."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict) or depth > DEEPEST:
        return {}

    def value(name: str, kind: dict[str, Any], depth: int) -> Any:
        if isinstance(kind.get("enum"), list) and kind["enum"]:
            return kind["enum"][0]
        if "default" in kind:
            return kind["default"]
        if "type" not in kind and depth <= DEEPEST and (other := _one_of(kind)) is not None:
            return value(name, other, depth + 1)
        match kind.get("type"):
            case "integer" | "number":
                return 3
            case "boolean":
                return False
            case "array" if entry is not None:
                return [entry]
            case "array":
                return [value(name, _kind(kind.get("items")), depth + 1)] if depth <= DEEPEST else []
            case "object":
                return arguments_for(kind, sample, most=most, entry=entry, depth=depth + 1)
        return sample(name)

    return {str(name): value(str(name), _kind(kind), depth) for name, kind in list(properties.items())[:most]}


def needed_of(schema: Any) -> Any:
    """A schema with the properties alone that must be given; the schema where it does not say which."""
    properties, required = _kind(schema).get("properties"), _kind(schema).get("required")
    if not isinstance(properties, dict) or not isinstance(required, list):
        return schema
    return {**schema, "properties": {name: kind for name, kind in properties.items() if name in required}}


def _one_of(kind: dict[str, Any]) -> dict[str, Any] | None:
    """The first of several kinds that a value may have, but for that of nothing; None: it is of one kind."""
    others = kind.get("anyOf") or kind.get("oneOf")
    found = [_kind(one) for one in others if _kind(one).get("type") != "null"] if isinstance(others, list) else []
    return found[0] if found else None


def _kind(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
