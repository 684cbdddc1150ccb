"""What a package that is not there was given something of the program for, told by the words that frameworks for agents have for it.

`@agent.tool`, `tools=[...]`, a subclass of `BaseTool`, `instructions=...`. Does not see what is given under other names.
"""

import inspect
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_TOOL = re.compile(
    r"tool(?!bar|tip|chain)|skill|kernel_function|function_(?:map|declaration)|register_(?:function|for_(?:llm|execution))", re.IGNORECASE
)
_INSTRUCTIONS = re.compile(
    r"system_?(?:prompt|message|instruction)|instructions?\b|(?:state|messages?)_modifier|history_processor|before_(?:model|llm)",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"(?:\w+_)?prompt")
_FUNCTION = re.compile(r"(?:async_)?(?:fn|func|function|callable|coroutine|callback|handler|run|query_engine|entry_?point|target)")
"""Names under which what makes a tool is given what is called."""

_ROUTE = re.compile(
    r"(?:.*\.)?(?:get|post|put|patch|route|api_route|add_(?:get|post|put|route|api_route|url_rule)|Route|(?:urls\.)?(?:re_)?path)(?:\(\))?"
)
_BEFORE = re.compile(r"middleware|before|on_request|depend|lifespan|startup", re.IGNORECASE)
_FOLLOWING = frozenset({"call_next", "get_response", "next_handler", "handler", "next"})
"""Names of the parameter by which what stands before others calls these."""


class Role(StrEnum):
    """What the framework wants a value for."""

    TOOL = "tool"
    INSTRUCTIONS = "instructions"


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How something was given to a package that is not there."""

    path: str
    """What it was given to, below the package: `Agent().tool`, `tools.FunctionTool.from_defaults`."""
    option: str | None = None
    """The name of the argument; None: given by its place."""
    name: str | None = None
    description: str | None = None
    """What was said of it beside."""
    is_base: bool = False
    """True for a class that derives from one of the package."""


HOW: dict[int, list[How]] = {}
"""Identity of what was handed -> each way in which it was, where a package that is not there was given it."""


def role_of(value: Any) -> Role | None:
    """What something of the program that was handed over is for; None: the name under which it was given does not tell."""
    return next((role for how in HOW.get(id(value), ()) if (role := role_in(value, how)) is not None), None)


def role_in(value: Any, how: How) -> Role | None:
    option = how.option
    if option is not None and (_INSTRUCTIONS.search(option) or _PROMPT.fullmatch(option)):
        return Role.INSTRUCTIONS if inspect.isroutine(value) else None
    if option is not None and _TOOL.search(option):
        return Role.TOOL
    if option is not None and not _FUNCTION.fullmatch(option):
        return None
    if isinstance(value, type) and not how.is_base:
        return None  # a class that tells what the tool takes
    if _TOOL.search(how.path):
        return Role.TOOL
    return Role.INSTRUCTIONS if _INSTRUCTIONS.search(how.path) and inspect.isroutine(value) else None


def comes_before(value: Any) -> bool:
    """Whether something that was handed over is what a framework asks before the others: it may note things at a request."""
    if any(_BEFORE.search(f"{how.path} {how.option} {how.name}") for how in HOW.get(id(value), ())):
        return True
    code = getattr(value, "__code__", None)
    return code is not None and not _FOLLOWING.isdisjoint(code.co_varnames[1 : code.co_argcount])


def is_route(value: Any) -> bool:
    """Whether what a function gives goes to a client of a server."""
    return any(_ROUTE.fullmatch(how.path) for how in HOW.get(id(value), ()))
