"""Stands for the classes of `langchain_core` that other packages derive theirs from: what `langchain` would ask of these is asked."""

import contextlib as _contextlib

from _unmask.environment import ENVIRONMENT as _ENVIRONMENT
from _unmask.samples import prompt as _prompt
from _unmask.servers import settled as _settled
from pydantic import BaseModel as _Model
from pydantic import SecretStr as _Secret

from langchain_core import AIMessage, BaseMessage, HumanMessage, PromptValue, Runnable, SystemMessage, ToolMessage

_CALL = {"name": "lookup", "args": {"text": "hello"}, "id": "call_9F8e7D6c5B4a39281706f5E4", "type": "tool_call"}
"""A call of a tool that a model of another service asked for."""
_KINDS = {"system": SystemMessage, "ai": AIMessage, "assistant": AIMessage}


class _Held:
    def __init__(self, **held):
        self.__dict__.update(held)


class Generation(_Held):
    text, message, generation_info = "", None, None

    def __init__(self, **held):
        super().__init__(**held)
        if self.message is not None:
            self.text = str(self.message.content)


class ChatResult(_Held):
    generations, llm_output, run = (), None, None


def messages_of(given):
    """What a model is asked, as messages."""
    if isinstance(given, PromptValue):
        return given.to_messages()
    listed = [given] if isinstance(given, str | BaseMessage) else given
    return [_message(one) for one in listed]


def _message(one):
    if isinstance(one, BaseMessage):
        return one
    if isinstance(one, dict):
        one = one.get("role"), one.get("content")
    role, content = one if isinstance(one, tuple) else ("user", str(one))
    return _KINDS.get(role, HumanMessage)(content)


def conversation():
    """What was said before with a tool of another service's model, and what is asked now."""
    return [
        SystemMessage("You are helpful."), HumanMessage(_prompt()), AIMessage("", tool_calls=[dict(_CALL)]),
        ToolMessage("ok", tool_call_id=_CALL["id"], name=_CALL["name"]), HumanMessage(_prompt()),
    ]  # fmt: skip


class _Bound(Runnable):
    def __init__(self, model, options):
        self.bound, self.kwargs = model, options

    def invoke(self, value, config=None, **options):
        return self.bound.invoke(value, config, **{**self.kwargs, **options})

    def __getattr__(self, name):
        return getattr(self.bound, name)


class _Derived(Runnable, _Model):
    """What all of them have."""

    model_config = {"extra": "allow"}

    def bind(self, **options):
        return _Bound(self, options)

    def with_structured_output(self, schema=None, **_):
        return self

    def get_num_tokens(self, text):
        return len(text) // 4

    def _add_version(self, *_):
        return None

    def _get_invocation_params(self, stop=None, **options):
        return {**vars(self), **options, "stop": stop}

    def _get_ls_params(self, stop=None, **_):
        return {}


class BaseChatModel(_Derived):
    """A chat model: `_generate` is asked."""

    def invoke(self, value, config=None, *, stop=None, **options):
        return self._generate(messages_of(value), stop=stop, run_manager=None, **options).generations[0].message

    async def ainvoke(self, value, config=None, *, stop=None, **options):
        if "_agenerate" not in dir(type(self)):
            return self.invoke(value, config, stop=stop, **options)
        return (await self._agenerate(messages_of(value), stop=stop, run_manager=None, **options)).generations[0].message

    def stream(self, value, config=None, *, stop=None, **options):
        if "_stream" not in dir(type(self)):
            yield self.invoke(value, config, stop=stop, **options)
            return
        for one in self._stream(messages_of(value), stop=stop, run_manager=None, **options):
            yield one.message

    def bind_tools(self, tools, **options):
        return self.bind(tools=tools, **options)

    def unmask_use(self):
        for ask in (lambda: self.invoke(_prompt()), lambda: self.invoke(conversation()), lambda: list(self.stream(_prompt()))):
            with _contextlib.suppress(Exception):
                ask()
        with _contextlib.suppress(Exception):
            _settled(self.ainvoke(conversation()))


class SimpleChatModel(BaseChatModel):
    """`_call` is asked for a text."""

    def _generate(self, messages, stop=None, run_manager=None, **options):
        return ChatResult(generations=[Generation(message=AIMessage(self._call(messages, stop=stop, run_manager=None, **options)))])


class LLM(_Derived):
    """A model that completes: `_call` is asked for a text, or `_generate` for several."""

    def invoke(self, value, config=None, *, stop=None, **options):
        text = value if isinstance(value, str) else "\n".join(f"{one.type}: {one.content}" for one in messages_of(value))
        if "_call" in dir(type(self)):
            return self._call(text, stop=stop, run_manager=None, **options)
        return self._generate([text], stop=stop, run_manager=None, **options).generations[0][0].text

    def unmask_use(self):
        self.invoke(_prompt())


class BaseRetriever(_Derived):
    def invoke(self, value, config=None, **_):
        return self._get_relevant_documents(value, run_manager=None)

    get_relevant_documents = invoke

    def unmask_use(self):
        self.invoke(_prompt())


def secret_from_env(names, /, *, default=None, error_message=None):
    def found():
        text = from_env(names, default=default)()
        return None if text is None else _Secret(text)

    return found


def from_env(names, /, *, default=None, error_message=None):
    listed = [names] if isinstance(names, str) else list(names)
    return lambda: next((value for name in listed if (value := _ENVIRONMENT.get(name)) is not None), default)


def get_from_env(key, env_key, default=None):
    return _ENVIRONMENT.get(env_key, default)


def get_from_dict_or_env(held, key, env_key, default=None):
    keys = [key] if isinstance(key, str) else key
    return next((held[one] for one in keys if held.get(one)), None) or _ENVIRONMENT.get(env_key, default)


def convert_to_secret_str(value):
    return value if isinstance(value, _Secret) else _Secret(value)


def get_pydantic_field_names(kind):
    return {word for name, one in kind.model_fields.items() for word in (name, *one.names())}


def build_extra_kwargs(extra, values, names):
    return {**{name: values.pop(name) for name in list(values) if name not in names}, **extra}


def _build_model_kwargs(values, names):
    extra = {name: values.pop(name) for name in list(values) if name not in names}
    if extra:
        values["model_kwargs"] = {**values.get("model_kwargs", {}), **extra}
    return values


def create_base_retry_decorator(*_, **__):
    return lambda run: run


HELD = {
    **{name: value for name, value in globals().items() if not name.startswith("_") and callable(value) and name != "messages_of"},
    "ChatGeneration": Generation, "ChatGenerationChunk": Generation, "GenerationChunk": Generation, "LLMResult": ChatResult,
    "BaseLLM": LLM, "BaseLanguageModel": BaseChatModel, "_build_model_kwargs": _build_model_kwargs,
}  # fmt: skip
