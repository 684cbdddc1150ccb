"""What a framework for agents does with what it is given: a model is told of tools, calls each and reads what they give; instructions are
asked for and told to it.

Does not see several calls that depend on each other, nor what a model would call a tool with.
"""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import samples, servers
from .anything import Anything
from .channel import plain
from .given import HANDED, Given, Kept
from .roles import HOW, Role

_CALLED = (
    "_run", "_arun", "forward", "execute", "aexecute", "_execute", "invoke", "ainvoke", "call", "acall", "_call", "run", "arun",
    "run_async", "__call__", "custom_query", "acustom_query", "_query", "_aquery", "query",
)  # fmt: skip
"""Methods by which frameworks call a tool or what it is made of."""
_ALL_OF_THEM = frozenset({"args", "arguments"})
"""Names of a parameter that is given what a model calls a tool with, by their names."""
_PART_OF_NONE = frozenset({"setup", "close", "to_dict", "from_dict", "model_post_init"})


@dataclass(frozen=True, slots=True)
class Tool:
    """What a model is told of a tool, and what happens when it calls it."""

    name: str
    description: str
    schema: Any
    run: Callable[[], Any]
    kind: Any = field(default=None)
    """What it is made of: tools of one kind and name that give the same are one."""


_told: list[tuple[Any, str, Any]] = []


def offer(tools: list[Tool]) -> None:
    """Tell a model of tools, call each several times, and give it the results."""
    calls = [(one, servers.attempted(one.run)) for one in servers.in_rounds(tools)]
    fresh: dict[int, Tool] = {}
    for one in {id(one): one for one, _ in calls}.values():
        told = one.kind, one.name, [content for other, content in calls if other is one]
        if told not in _told:
            _told.append(told)
            fresh[id(one)] = one
    listed = [{"name": one.name, "description": one.description, "inputSchema": one.schema} for one in fresh.values()]
    if listed:
        servers.told("tools/list", {"tools": listed})
    for one, content in calls:
        if id(one) in fresh:
            servers.told("tools/call", {"name": one.name, "content": content})


def use(value: Any, role: Role) -> None:
    """Do with it what the framework would."""
    if role is Role.INSTRUCTIONS:
        _ask_instructions(_bound(value))
    elif inspect.isroutine(value):
        told = next((how for how in HOW[id(value)] if how.description or how.name), HOW[id(value)][0])
        offer([_tool_of(_bound(value), told.name, told.description, value)])
    elif isinstance(value, type):
        if not any(type(other) is value for other in HANDED):
            _offer_object(value(*samples.arguments(value), **samples.named(value)))
    else:
        _offer_object(value)


def _offer_object(made: Any) -> None:
    """An object that is one tool, by the method that its framework calls, or that has several."""
    kind = type(made)
    own = {name: one for base in reversed(kind.__mro__) if _is_own(base) for name, one in vars(base).items() if inspect.isfunction(one)}
    called = [name for name in own if name in _CALLED]
    public = [name for name in own if not name.startswith("_") and name not in _PART_OF_NONE]
    is_one = bool(called)
    tools = []
    for name in called or public:
        title = _text(made, "name") if is_one else None
        tools.append(_tool_of(getattr(made, name), title or name, _text(made, "description") if is_one else None, kind))
    offer(tools)


def _is_own(kind: type) -> bool:
    from .modules import is_program

    return is_program(kind)


def _text(made: Any, name: str) -> str | None:
    found = getattr(made, name, None)
    return found if isinstance(found, str) else None


def _tool_of(function: Callable[..., Any], name: str | None, description: str | None, kind: Any) -> Tool:
    def run() -> Any:
        from .entry import settled_result

        return settled_result(function(**_arguments(function)))

    title = name or str(getattr(function, "__name__", "tool"))
    told = description or inspect.getdoc(function) or ""
    return Tool(name=title, description=told, schema=_schema(function), run=run, kind=kind)


def _schema(function: Callable[..., Any]) -> Any:
    try:
        return servers.schema_of(function)
    except (TypeError, ValueError):
        return {}


def _arguments(function: Callable[..., Any]) -> dict[str, Any]:
    return {name: _kept(name, value) for name, value in samples.keywords(function).items()}


def _kept(name: str, value: Any) -> Any:
    if type(value) is list and name in _ALL_OF_THEM:
        value = samples.sample_options()
    return Kept(value) if type(value) is dict else value


def _ask_instructions(function: Callable[..., Any]) -> None:
    """What a function says to a model: what it gives, and what it puts into what it was given."""
    given = _arguments(function)
    content = servers.attempted(lambda: function(**given))
    changed = {name: plain(held) for name, one in given.items() if (held := _held(one))}
    told = {"name": getattr(function, "__name__", "instructions"), "messages": content, **({"given": changed} if changed else {})}
    servers.told("prompts/get", told)


def _held(value: Any) -> Any:
    if isinstance(value, Given):
        return {name: one for name, one in vars(value).items() if not isinstance(one, Anything)}
    return value if isinstance(value, Kept) else None


def _bound(function: Callable[..., Any]) -> Callable[..., Any]:
    """The method of an object, where a function was given while its class was made."""
    if inspect.ismethod(function):
        return function
    owner: Any = sys.modules.get(str(getattr(function, "__module__", "")))
    *outer, name = str(getattr(function, "__qualname__", "")).split(".")
    for part in outer:
        owner = getattr(owner, part, None)
    if not outer or not isinstance(owner, type) or isinstance(inspect.getattr_static(owner, name, None), staticmethod | classmethod):
        return function
    return getattr(owner(*samples.arguments(owner), **samples.named(owner)), name, function)
