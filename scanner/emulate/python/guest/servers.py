"""Servers of the Model Context Protocol: what they offer is told as a client would see it, and each tool is called."""

import inspect
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, TypeVar

from . import samples
from .channel import ask, plain, tell
from .hints import hints_of
from .loops import settled

_Tool = TypeVar("_Tool")
_TOOLS_MOST = 20
_ROUNDS = 3
"""Times that a client calls each tool: what a server answers may hang on how much it answered before."""
_CALLS_MOST = 45
"""Calls after which a client begins no further round."""


def told(method: str, value: Any) -> None:
    """An answer that a client gets."""
    ask("call", {"package": "mcp", "path": method, "values": [plain(value)]})


async def called_in_rounds(tools: Mapping[str, Callable[[bool], Awaitable[Any]]]) -> None:
    """Call each tool, and all of them again, as in a conversation that goes on.

    tools: name -> calls the tool and gives its answer; with True it is called with plain words, as once it refused what it was given.
    """
    refused: set[str] = set()
    for name, run in in_rounds(list(tools.items())):
        is_refused = _is_error(content := await run(name in refused))
        told("tools/call", {"name": name, "content": content})
        if is_refused and name not in refused:
            refused.add(name)
            told("tools/call", {"name": name, "content": await run(True)})


def in_rounds(tools: list[_Tool]) -> Iterator[_Tool]:
    """Tools in the order in which they are called: each, and all of them again, as long as these are not too many calls."""
    listed = tools[:_TOOLS_MOST]
    for number in range(_ROUNDS):
        if number and (number + 1) * len(listed) > _CALLS_MOST:
            return
        yield from listed


def _is_error(content: Any) -> bool:
    return bool(content.get("isError") if isinstance(content, dict) else getattr(content, "isError", False))


def plain_words(value: Any) -> Any:
    """The same with texts that may serve as the name of something: a model that is told of a bad name tries another."""
    if isinstance(value, dict):
        return {name: plain_words(one) for name, one in value.items()}
    return re.sub(r"\W+", "-", value).strip("-") if type(value) is str and "://" not in value else value


def schema_of(function: Callable[..., Any]) -> dict[str, Any]:
    """What a tool takes, as a JSON schema."""
    import pydantic

    hints = hints_of(function) or {}
    properties, required = {}, []
    for one in inspect.signature(function).parameters.values():
        kind = hints.get(one.name, str)
        if "Context" in str(kind) or one.kind in (one.VAR_KEYWORD, one.VAR_POSITIONAL):
            continue
        properties[one.name] = {**pydantic.type_schema(kind), "title": one.name.replace("_", " ").title()}
        if one.default is one.empty:
            required.append(one.name)
        elif isinstance(one.default, str | int | float | bool):
            properties[one.name]["default"] = one.default
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def arguments_for(schema: Any) -> dict[str, Any]:
    """Values for what a tool takes."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    kinds = {"integer": int, "number": float, "boolean": bool, "array": list, "object": dict, "string": str}
    found = {}
    for name, one in (properties or {}).items():
        if isinstance(one, dict) and one.get("enum"):
            found[name] = one["enum"][0]
        elif isinstance(one, dict) and isinstance(one.get("properties"), dict):
            found[name] = arguments_for(one)
        elif name in (schema.get("required") or properties):
            found[name] = samples.sample(name, kinds.get(one.get("type") if isinstance(one, dict) else None, str))
    return found


def attempted(run: Callable[[], Any]) -> Any:
    """The result of a tool, or what it failed with."""
    try:
        return content_of(settled(run()))
    except Exception as error:  # noqa: BLE001  # a tool that fails says so to its client
        tell("failure", {"what": f"{type(error).__name__}: {error}"})
        return {"isError": True, "content": [{"type": "text", "text": f"{type(error).__name__}: {error}"}]}


def content_of(value: Any) -> Any:
    """A result as the parts of an answer."""
    if isinstance(value, str):
        return [{"type": "text", "text": value}]
    if isinstance(value, dict | list) and not (isinstance(value, list) and any(hasattr(one, "model_dump") for one in value)):
        return [{"type": "text", "text": json.dumps(plain(value), ensure_ascii=False)}]
    return plain(value)
