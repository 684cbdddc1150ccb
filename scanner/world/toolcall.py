"""The tools that a model of the made-up world calls: each that it is offered, once, with values by names and kinds."""

import re
from dataclasses import dataclass
from typing import Any

from scanner.world.schema import arguments_for

CALLS_MOST = 4
"""Tools called in one turn."""
PROPERTIES = 20
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
    return ToolCall(name=name, arguments=arguments_for(schema, _sample, most=PROPERTIES)) if isinstance(name, str) else None


def _sample(name: str) -> Any:
    return next((value for pattern, value in _SAMPLES if re.search(pattern, name.lower())), "hello world")
