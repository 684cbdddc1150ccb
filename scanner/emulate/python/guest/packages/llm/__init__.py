"""Stands for `llm`: what a plugin registers is used as the command `llm` would."""

import contextlib as _contextlib
import inspect as _inspect
import pathlib as _pathlib
import sys as _sys
import types as _types

from _unmask.anything import fallback
from _unmask.environment import ENVIRONMENT as _ENVIRONMENT
from _unmask.given import HANDED as _HANDED
from _unmask.given import hand as _hand
from _unmask.samples import prompt as _prompt
from _unmask.servers import settled as _settled
from pydantic import BaseModel as _Model

__version__ = "0.32"
__getattr__ = fallback("llm")
_MODELS_MOST = 4
"""Kinds of models of one plugin that are asked."""
_CHUNKS_MOST = 60


class ModelError(Exception):
    """Raised by models."""


class NeedsKeyException(ModelError):
    """Raised where there is no key."""


class UnknownModelError(KeyError):
    """Raised for names of no model."""


class CancelToolCall(Exception):
    """Raised by who is asked before a tool is called."""


class Options(_Model):
    model_config = {"extra": "forbid"}


class _Held:
    def __init__(self, *values, **held):
        self.__dict__.update(dict(zip(self.order, values, strict=False)) | held)

    order = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return


class Attachment(_Held):
    order = ("type", "path", "url", "content")


class ToolCall(_Held):
    order = ("name", "arguments", "tool_call_id")


class ToolResult(_Held):
    order = ("name", "output", "attachments", "tool_call_id")


class ToolOutput(_Held):
    order = ("output", "attachments")


class StreamEvent(_Held):
    order = ("type", "chunk")


class Template(_Held):
    order = ("name", "prompt", "system")


class Tool(_Held):
    order = ("name", "description", "input_schema", "implementation")

    @classmethod
    def function(cls, function, name=None, description=None):
        made = {"type": "object", "properties": {one: {"type": "string"} for one in _inspect.signature(function).parameters}}
        return cls(name or function.__name__, description or function.__doc__, made, function)


class Toolbox:
    def tools(self):
        return []

    def add_tool(self, *_, **__):
        return None


class TextPart(_Held):
    order = ("text",)


class Message(_Held):
    order = ("role", "parts")


class Fragment(str):
    def __new__(cls, text, source=""):
        made = str.__new__(cls, text)
        made.source = source
        return made


class Prompt:
    """What a model is asked."""

    def __init__(self, prompt, model, *, system=None, tools=(), schema=None, attachments=(), options=None, **more):
        self.prompt = self._prompt = prompt
        self.system = self._system = system or ""
        self.model, self.schema, self.prompt_json = model, schema, None
        self.tools, self.attachments = list(tools), list(attachments)
        self.fragments, self.system_fragments, self.tool_results = [], [], []
        self.options = options if options is not None else model.Options()
        said = (("system", self.system), ("user", prompt))
        self.messages = [Message(role, [TextPart(text)]) for role, text in said if text]
        self.__dict__.update(more)


class _Response:
    def __init__(self, prompt, model, stream, conversation=None, key=None):
        self.prompt, self.model, self.stream, self.conversation, self._key = prompt, model, stream, conversation, key
        self._prompt_json, self.response_json, self.attachments, self.resolved_model = None, None, [], None
        self._tool_calls, self._chunks, self._done = [], None, False

    def add_tool_call(self, call):
        self._tool_calls.append(call)

    def set_usage(self, **_):
        return None

    def set_resolved_model(self, name):
        self.resolved_model = name

    def _started(self):
        given = [self.prompt, self.stream, self, self.conversation]
        return self.model.execute(*given, *([self._key or self.model.get_key()] if self.model.takes_key else []))


class Response(_Response):
    def __iter__(self):
        if self._chunks is None:
            self._chunks = [one for one, _ in zip(self._started(), range(_CHUNKS_MOST), strict=False)]
        yield from self._chunks

    def text(self):
        return "".join(str(getattr(one, "chunk", one)) for one in self)

    text_or_raise = __str__ = text

    def tool_calls(self):
        list(self)
        return self._tool_calls

    def json(self):
        list(self)
        return self.response_json


class AsyncResponse(_Response):
    async def __aiter__(self):
        count = 0
        async for one in self._started():
            yield one
            count += 1
            if count >= _CHUNKS_MOST:
                break

    async def text(self):
        return "".join([str(getattr(one, "chunk", one)) async for one in self])

    def __await__(self):
        return self._all().__await__()

    async def _all(self):
        self._chunks = [one async for one in self]
        return self


class Conversation:
    def __init__(self, model, **_):
        self.model, self.responses, self.id = model, [], "01h2xcejqtf2nbrexx3vqjhp41"

    def prompt(self, prompt, **given):
        made = self.model.prompt(prompt, conversation=self, **given)
        self.responses.append(made)
        return made


AsyncConversation = Conversation


class _Keyed:
    needs_key, key, key_env_var = None, None, None

    def get_key(self, explicit_key=None):
        return None if self.needs_key is None else self.key or get_key(explicit_key, self.needs_key, self.key_env_var)


class _Base(_Keyed):
    can_stream, attachment_types, supports_schema, supports_tools, takes_key, model_id = False, frozenset(), False, False, False, "model-1"
    Options, _answers = Options, Response

    def conversation(self, **given):
        return Conversation(self, **given)

    def prompt(self, prompt=None, *, stream=True, conversation=None, key=None, options=None, **given):
        held = self.Options(**(options or {}))
        asked = Prompt(prompt, self, options=held, **given)
        return self._answers(asked, self, stream and self.can_stream, conversation, key)

    chain = prompt

    def _asked(self):
        for stream in (True, False):
            with _contextlib.suppress(Exception):
                made = self.prompt(_prompt(), system="You are helpful.", stream=stream)
                list(made) if isinstance(made, Response) else _settled(made.text())


class Model(_Base):
    """Answers by `execute`."""


class KeyModel(_Base):
    takes_key = True


class AsyncModel(_Base):
    _answers = AsyncResponse


class AsyncKeyModel(AsyncModel):
    takes_key = True


class EmbeddingModel(_Keyed):
    model_id, batch_size, supports_text, supports_binary = "embedding-1", None, True, False

    def embed(self, item):
        return next(iter(self.embed_batch([item])))

    def embed_multi(self, items, batch_size=None):
        yield from self.embed_batch(list(items))

    def _asked(self):
        with _contextlib.suppress(Exception):
            self.embed(_prompt())


def get_key(explicit_key=None, key_alias=None, env_var=None, **given):
    alias = given.get("alias", key_alias)
    found = explicit_key or _ENVIRONMENT.get(given.get("env", env_var) or "")
    return found or (f"key-of-{alias}" if alias else None)


def user_dir():
    return _pathlib.Path.home() / ".config" / "io.datasette.llm"


class _Hooked:
    """A function of a plugin, which `llm` calls."""

    def __init__(self, function):
        self._function = function

    def unmask_offer(self):
        given = {"register": _registered, "cli": _Commands()}
        names = [name for name in _inspect.signature(self._function).parameters if name in given]
        before = len(_MET)
        self._function(**{name: given[name] for name in names})
        kinds = {type(one): one for one in reversed(_MET[before:])}
        for one in list(kinds.values())[:_MODELS_MOST]:
            one._asked()


_MET = []
"""Models that plugins register."""


def _registered(*values, **options):
    """What is registered: models, functions that are tools, and loaders by their prefix."""
    for one in (*values, *options.values()):
        if isinstance(one, _Base | EmbeddingModel):
            _MET.append(one)
        elif not isinstance(one, str | tuple | list | None):
            _hand(one)


class _Commands:
    """The command line of `llm`, to which a plugin adds: what it adds is called."""

    def command(self, *_, **__):
        def add(function):
            _hand(getattr(function, "callback", function))
            return function

        return add

    def group(self, *_, **__):
        return lambda function: _Commands()

    def add_command(self, command, *_, **__):
        _hand(getattr(command, "callback", command))


def hookimpl(function=None, **_):
    def mark(run):
        _HANDED.append(_Hooked(run))
        return run

    return mark if function is None else mark(function)


def get_model(name=None, **_):
    found = [one for one in _MET if name in (None, getattr(one, "model_id", None))]
    if not found:
        raise UnknownModelError(f"Unknown model: {name}")
    return found[0]


get_async_model = get_embedding_model = get_model


def schema_dsl(text, multi=False):
    names = [one.split()[0] for one in text.replace("\n", ",").split(",") if one.split()]
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}, "required": names}


parts = _types.ModuleType("llm.parts")
parts.__dict__.update(TextPart=TextPart, StreamEvent=StreamEvent, Message=Message)
for _name in ("AttachmentPart", "ReasoningPart", "ToolCallPart", "ToolResultPart"):
    setattr(parts, _name, type(_name, (_Held,), {}))
parts.__getattr__ = fallback("llm.parts")
models = _types.ModuleType("llm.models")
models.__dict__.update({name: value for name, value in globals().items() if not name.startswith("_")})
for _module in (parts, models):
    _sys.modules[_module.__name__] = _module
