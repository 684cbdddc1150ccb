"""The tools that a model of the made-up world calls: each that it is offered, once, with values by names and kinds."""

import re
from dataclasses import dataclass
from typing import Any

CALLS_MOST = 4
"""Tools called in one turn."""
_DEEP = 4
_DONE = re.compile(r'"role"\s*:\s*"tool"|"tool_result"|"function_call_output"|"functionResponse"|"tool_call_id"')
"""A conversation in which a tool was called already: the turn comes to its end."""
_SAMPLES: tuple[tuple[str, Any], ...] = (
    (r"command|cmd|script|shell|bash", "ls"),
    (r"path|file", "notes.txt"),
    (r"dir|folder|cwd", "."),
    (r"url|uri|link", "https://api.example.net/v1"),
    (r"code", "print(1)"),
    (r"pattern|regex|glob", "*"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call that a model asks for."""

    name: str
    arguments: dict[str, Any]


def calls_for(asked: dict[str, Any], body: str) -> tuple[ToolCall, ...]:
    """The calls that a model answers a request with; none where it is offered no tool, or one was called before."""
    tools, choice = asked.get("tools"), asked.get("tool_choice")
    if not isinstance(tools, list) or choice == "none" or _DONE.search(body):
        return ()
    found = [_call(tool) for tool in tools if isinstance(tool, dict)]
    return tuple(one for one in found if one is not None)[:CALLS_MOST]


def _call(tool: dict[str, Any]) -> ToolCall | None:
    inner = tool.get("function")
    told = inner if isinstance(inner, dict) else tool
    name, schema = told.get("name"), told.get("parameters") or told.get("input_schema")
    return ToolCall(name=name, arguments=_object(schema, 0)) if isinstance(name, str) else None


def _object(schema: Any, depth: int) -> dict[str, Any]:
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict) or depth > _DEEP:
        return {}
    return {str(name): _value(str(name), kind if isinstance(kind, dict) else {}, depth) for name, kind in list(properties.items())[:20]}


def _value(name: str, kind: dict[str, Any], depth: int) -> Any:
    if isinstance(kind.get("enum"), list) and kind["enum"]:
        return kind["enum"][0]
    if "default" in kind:
        return kind["default"]
    match kind.get("type"):
        case "integer" | "number":
            return 3
        case "boolean":
            return False
        case "array":
            return [_value(name, kind["items"] if isinstance(kind.get("items"), dict) else {}, depth + 1)]
        case "object":
            return _object(kind, depth + 1)
    return next((value for pattern, value in _SAMPLES if re.search(pattern, name.lower())), "hello world")
