"""Stands for the tools of `langchain_core`: an agent's model is told of each, calls it once and reads what it gives."""

import inspect as _inspect
from collections.abc import Callable as _Callable
from typing import Any as _Any

from _unmask import agents as _agents
from _unmask import samples as _samples
from _unmask import servers as _servers
from pydantic import BaseModel as _Model

from langchain_core import Runnable as _Runnable

_MANAGERS = ("run_manager", "callbacks", "config")
"""Parameters that the framework fills, not the model."""


def offer(tools):
    """What an agent does with tools: its model is told of them, calls each, and is given the results."""
    _agents.offer([
        _agents.Tool(
            name=one.name, description=one.description, schema=one._unmask_schema(), kind=type(one),
            run=lambda one=one: one._unmask_run(one._unmask_arguments()),
        )
        for one in tools
    ])  # fmt: skip


class BaseTool(_Runnable, _Model):
    """A tool: `_run` is asked, or `_arun` where there is no other."""

    model_config = {"extra": "allow"}
    name: str = "tool"
    description: str = ""
    args_schema: _Any = None

    def _unmask_target(self):
        own = type(self)
        return self._arun if "_arun" in dir(own) and "_run" not in dir(own) else self._run

    def _unmask_schema(self):
        if isinstance(self.args_schema, dict):
            return self.args_schema
        made = getattr(self.args_schema, "model_json_schema", None)
        return made() if made is not None else _servers.schema_of(self._unmask_target())

    def _unmask_arguments(self):
        if isinstance(self.args_schema, dict):
            return _servers.arguments_for(self.args_schema)
        if isinstance(getattr(self.args_schema, "model_fields", None), dict):
            return _samples.fields(self.args_schema)
        return {name: one for name, one in _samples.keywords(self._unmask_target()).items() if name not in _MANAGERS}

    def _unmask_run(self, given):
        target = self._unmask_target()
        managed = [one.name for one in _parameters(target) if one.name in _MANAGERS and one.default is one.empty]
        if not isinstance(given, dict):  # a single text
            given = {one.name: given for one in _parameters(target)[:1]}
        elif isinstance(getattr(self.args_schema, "model_fields", None), dict):
            held = self.args_schema(**given)
            given = {name: getattr(held, name) for name in given}
        found = _servers.settled(target(**given, **dict.fromkeys(managed)))
        paired = getattr(self, "response_format", "content") == "content_and_artifact"
        return found[0] if paired and isinstance(found, tuple) else found

    @property
    def args(self):
        return self._unmask_schema().get("properties", {})

    def invoke(self, value, config=None, **_):
        return self._unmask_run(value["args"] if isinstance(value, dict) and value.get("type") == "tool_call" else value)

    def run(self, value=None, *_, **__):
        return self._unmask_run({} if value is None else value)

    async def arun(self, value=None, *_, **__):
        return self.run(value)

    def unmask_use(self):
        offer([self])

    unmask_offer = unmask_use


class StructuredTool(BaseTool):
    """A function as a tool."""

    func: _Any = None
    coroutine: _Any = None

    @classmethod
    def from_function(cls, func=None, name=None, description=None, *, coroutine=None, args_schema=None, **more):
        run = func or coroutine
        told = description or _inspect.getdoc(run) or ""
        title = name or getattr(run, "__name__", "tool")
        return cls(name=title, description=told, func=func, coroutine=coroutine, args_schema=args_schema, **more)

    def _unmask_target(self):
        return self.func or self.coroutine

    def __call__(self, *values, **given):
        return self._unmask_target()(*values, **given) if given or len(values) > 1 else self._unmask_run(values[0] if values else {})


class Tool(StructuredTool):
    """A function of one text as a tool."""

    def __init__(self, name="tool", func=None, description="", **more):
        super().__init__(name=name, func=func, description=description, **more)


class BaseToolkit(_Model):
    """Several tools that belong together."""

    model_config = {"extra": "allow"}

    def unmask_use(self):
        offer([one for one in self.get_tools() if isinstance(one, BaseTool)])


def tool(*values: _Any, **options: _Any) -> _Any:
    """The decorator that makes a function a tool, with a name where one is given."""
    named = next((one for one in values if isinstance(one, str)), None)
    given = {name: one for name, one in options.items() if name in ("description", "args_schema", "return_direct", "response_format")}

    def mark(run: _Callable[..., _Any]) -> _Any:
        kind = "coroutine" if _inspect.iscoroutinefunction(run) else "func"
        return StructuredTool.from_function(name=named, **{kind: run}, **given)

    run = next((one for one in values if callable(one)), None)
    return mark(run) if run is not None else mark


def _parameters(function):
    return list(_inspect.signature(function).parameters.values())


HELD = {"BaseTool": BaseTool, "StructuredTool": StructuredTool, "Tool": Tool, "BaseToolkit": BaseToolkit, "tool": tool}
