"""Stands for `langchain_core` and the packages around it: chat models, messages, prompts, chains of them."""

import json as _json
import sys
import types
import uuid as _uuid
from importlib import import_module as _import_module

from _unmask import sdk as _sdk
from _unmask.anything import fallback
from _unmask.environment import ENVIRONMENT as _ENVIRONMENT
from _unmask.samples import prompt as _prompt
from _unmask.servers import settled as _settled

__getattr__ = fallback("langchain_core")
__version__ = "0.3.78"
_ROLES = {"human": "user", "ai": "assistant", "system": "system", "user": "user", "assistant": "assistant", "tool": "tool"}


class BaseMessage:
    type = "human"

    def __init__(self, content="", **more):
        self.content, self.additional_kwargs, self.response_metadata, self.tool_calls, self.id = content, {}, {}, [], "msg_1"
        self.invalid_tool_calls, self.name = [], None
        self.usage_metadata = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
        self.__dict__.update(more)

    def text(self):
        return self.content

    def pretty_repr(self, html=False):
        return f"{self.type}: {self.content}"

    def pretty_print(self):
        print(self.pretty_repr())

    def __add__(self, other):
        return self


def _message(name, kind, base=BaseMessage):
    return type(name, (base,), {"type": kind})


HumanMessage, AIMessage, SystemMessage, ToolMessage = (
    _message("HumanMessage", "human"), _message("AIMessage", "ai"), _message("SystemMessage", "system"), _message("ToolMessage", "tool"),
)  # fmt: skip
AIMessageChunk, ChatMessage, FunctionMessage = (
    _message("AIMessageChunk", "ai", AIMessage),
    _message("ChatMessage", "human"),
    _message("FunctionMessage", "tool"),
)
BaseMessageChunk = type("BaseMessageChunk", (BaseMessage,), {})
HumanMessageChunk, SystemMessageChunk, ToolMessageChunk, ChatMessageChunk = (
    _message(f"{one.__name__}Chunk", one.type, one) for one in (HumanMessage, SystemMessage, ToolMessage, ChatMessage)
)


def messages_of(given):
    """What is asked, as messages of the services."""
    if isinstance(given, PromptValue):
        given = given.messages
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    if isinstance(given, dict):
        given = given.get("messages", [str(given)])
    found = []
    for one in given:
        if isinstance(one, BaseMessage):
            found.append({"role": _ROLES.get(one.type, "user"), "content": one.content})
        elif isinstance(one, tuple | list):
            found.append({"role": _ROLES.get(one[0], one[0]), "content": one[1]})
        elif isinstance(one, dict):
            found.append(one)
        else:
            found.append({"role": "user", "content": str(one)})
    return found


class Runnable:
    """Steps that follow each other."""

    def __or__(self, other):
        return Sequence(self, _runnable(other))

    def __ror__(self, other):
        return Sequence(_runnable(other), self)

    def pipe(self, *others):
        made = self
        for one in others:
            made = made | one
        return made

    def invoke(self, value, config=None, **options):
        return value

    async def ainvoke(self, value, config=None, **options):
        return self.invoke(value, config, **options)

    def stream(self, value, config=None, **options):
        yield self.invoke(value, config, **options)

    async def astream(self, value, config=None, **options):
        yield self.invoke(value, config, **options)

    def batch(self, values, *_, **__):
        return [self.invoke(one) for one in values]

    def run(self, *values, **options):
        return self.invoke(values[0] if values else options)

    __call__ = run

    def _same(self, *_, **__):
        return self

    with_config = with_retry = with_fallbacks = with_types = configurable_fields = _same


class Lambda(Runnable):
    def __init__(self, run, *_, **__):
        self._run = run

    def invoke(self, value, config=None, **_):
        return self._run(value)


class Parallel(Runnable):
    def __init__(self, steps=None, **more):
        self._steps = {name: _runnable(one) for name, one in {**(steps or {}), **more}.items()}

    def invoke(self, value, config=None, **_):
        return {name: one.invoke(value) for name, one in self._steps.items()}


class Passthrough(Runnable):
    @classmethod
    def assign(cls, **steps):
        return Lambda(lambda value: {**value, **Parallel(steps).invoke(value)})


class Sequence(Runnable):
    def __init__(self, *steps):
        self._steps = steps

    def invoke(self, value, config=None, **_):
        for one in self._steps:
            value = one.invoke(value)
        return value


def _runnable(value):
    return value if isinstance(value, Runnable) else Parallel(value) if isinstance(value, dict) else Lambda(value)


class PromptValue:
    def __init__(self, messages):
        self.messages = messages

    def to_messages(self):
        return self.messages

    def to_string(self):
        return "\n".join(one.content for one in self.messages)


class PromptTemplate(Runnable):
    def __init__(self, template="", input_variables=(), partial_variables=None, **_):
        self.template, self.input_variables, self._known = template, list(input_variables), dict(partial_variables or {})

    @classmethod
    def from_template(cls, template, **options):
        return cls(template=template, **options)

    def _values(self, values):
        return {**{name: one() if callable(one) else one for name, one in self._known.items()}, **values}

    def format(self, **values):
        return self.template.format(**self._values(values))

    def partial(self, **values):
        return type(self)(template=self.template, partial_variables={**self._known, **values})

    def invoke(self, value, config=None, **_):
        held = value if isinstance(value, dict) else {(self.input_variables or ["input"])[0]: value}
        return PromptValue([HumanMessage(self.format(**held))])


class ChatPromptTemplate(PromptTemplate):
    def __init__(self, messages=(), partial_variables=None, **_):
        self.messages, self._known, self.input_variables = list(messages), dict(partial_variables or {}), []

    @classmethod
    def from_messages(cls, messages, **options):
        return cls(messages, **options)

    @classmethod
    def from_template(cls, template, **options):
        return cls([("human", template)], **options)

    def partial(self, **values):
        return ChatPromptTemplate(self.messages, {**self._known, **values})

    def format_messages(self, **values):
        found = []
        for one in self.messages:
            if isinstance(one, BaseMessage):
                found.append(one)
            elif isinstance(one, MessagesPlaceholder):
                found += self._values(values).get(one.variable_name, [])
            elif isinstance(one, PromptTemplate):
                found.append(HumanMessage(one.format(**self._values(values))))
            else:
                kind = {"system": SystemMessage, "ai": AIMessage, "assistant": AIMessage}.get(one[0], HumanMessage)
                found.append(kind(one[1].format(**self._values(values))))
        return found

    def invoke(self, value, config=None, **_):
        return PromptValue(self.format_messages(**(value if isinstance(value, dict) else {"input": value})))


class MessagesPlaceholder:
    def __init__(self, variable_name="", **_):
        self.variable_name = variable_name


class StrOutputParser(Runnable):
    def invoke(self, value, config=None, **_):
        return getattr(value, "content", value)

    parse = invoke


class JsonOutputParser(StrOutputParser):
    def __init__(self, *_, **__):
        return None

    def invoke(self, value, config=None, **_):
        try:
            return _json.loads(getattr(value, "content", value))
        except ValueError:
            return {"text": getattr(value, "content", value)}

    def get_format_instructions(self):
        return "Answer in JSON."


class ChatModel(Runnable):
    """Chat models of any service."""

    _via, _base, _path, _names, _keys = (
        "sdk:openai",
        "https://api.openai.com/v1",
        "/chat/completions",
        ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
        ("OPENAI_API_KEY",),
    )
    _own = (
        "api_key",
        "base_url",
        "default_headers",
        "timeout",
        "max_retries",
        "streaming",
        "verbose",
        "callbacks",
        "request_timeout",
        "http_client",
    )

    def __init__(self, model=None, **options):
        for name in list(options):
            if name.endswith(("_api_key", "_api_base", "_base_url", "_api_url")):
                options["api_key" if name.endswith("key") else "base_url"] = options.pop(name)
        self.model = self.model_name = model or options.pop("model_name", None) or options.pop("model_id", None)
        held = {name: options.pop(name, None) for name in self._own}
        given = held["base_url"] or next((value for name in self._names if (value := _ENVIRONMENT.get(name)) is not None), None)
        self._service = _sdk.Service(
            api_key=held["api_key"], base_url=given or self._base, default_headers=held["default_headers"], http_client=held["http_client"]
        )
        self._service.via, self._service.key_names = self._via, self._keys
        self._extra, self._tools, self._handlers = options, None, held["callbacks"]

    def _body(self, messages):
        return {"model": self.model, "messages": messages, **self._extra, **({"tools": self._tools} if self._tools else {})}

    def invoke(self, value, config=None, **options):
        body = {**self._body(messages_of(value)), **{name: one for name, one in options.items() if name not in ("stop", "config")}}
        handlers = [*_handlers(self._handlers), *_handlers((config or {}).get("callbacks"))]
        run = {"run_id": _uuid.UUID(int=0x3F), "parent_run_id": None, "tags": [], "metadata": {}}
        for one in handlers:
            one._unmask_tell("on_chat_model_start", {"name": "Chat", "id": ["langchain", "Chat"]}, [[HumanMessage(str(value))]], **run)
        reply = self._service.send("POST", self._path, _sdk.plain(body))
        for one in handlers:
            one._unmask_tell("on_llm_end", _result(), **run)
        return AIMessage("ok" if '"ok"' in reply.text else reply.text[:200])

    def predict(self, text, **_):
        return self.invoke(text).content

    def generate(self, lists, **_):
        return _sdk.Model(generations=[[{"text": self.invoke(one).content}] for one in lists])

    def bind_tools(self, tools, **_):
        self._tools = [_tool(one) for one in tools]
        return self

    def bind(self, **options):
        self._extra = {**self._extra, **options}
        return self

    def with_structured_output(self, *_, **__):
        return self

    def get_num_tokens(self, text):
        return len(text) // 4


def _handlers(given):
    """Handlers of callbacks in a list or a manager."""
    listed = getattr(given, "handlers", given)
    return [one for one in listed if isinstance(one, CallbackHandler)] if isinstance(listed, list | tuple) else []


def _tool(one):
    if isinstance(one, dict):
        return one
    return {
        "type": "function",
        "function": {
            "name": getattr(one, "name", getattr(one, "__name__", "tool")),
            "description": getattr(one, "description", None) or one.__doc__,
        },
    }


class CallbackHandler:
    """What is told of runs: of a chain with a model, a tool and a retriever in it, as a manager of callbacks tells."""

    raise_error = run_inline = False
    ignore_llm = ignore_chain = ignore_agent = ignore_retriever = ignore_retry = ignore_custom_event = ignore_chat_model = False

    def unmask_use(self):
        text, answer = _prompt(), _result()
        chain, inner = (_uuid.UUID(int=number) for number in (0x1F, 0x2F))
        made = {"name": "Part", "id": ["langchain", "Part"], "kwargs": {}}
        self._unmask_tell("on_chain_start", made, {"input": text}, run_id=chain, parent_run_id=None, tags=[], metadata={})
        for begins, ends, given, gives in (
            ("on_chat_model_start", "on_llm_end", [[HumanMessage(text)]], answer),
            ("on_llm_start", "on_llm_end", [text], answer),
            ("on_tool_start", "on_tool_end", text, "ok"),
            ("on_retriever_start", "on_retriever_end", text, []),
        ):
            self._unmask_tell(begins, made, given, run_id=inner, parent_run_id=chain, tags=[], metadata={}, invocation_params={})
            self._unmask_tell(ends, gives, run_id=inner, parent_run_id=chain)
        self._unmask_tell("on_chain_end", {"output": "ok"}, run_id=chain, parent_run_id=None)

    def _unmask_tell(self, name, *values, **options):
        method = getattr(self, name, None)
        if method is not None:
            try:
                _settled(method(*values, **options))
            except Exception:
                return  # managers go on, too

    def __getattr__(self, name):
        if name.startswith("on_"):
            return lambda *_, **__: None
        raise AttributeError(name)


def _result():
    """What handlers are given of a model's answer."""
    generation = _sdk.Model(text="ok", message=AIMessage("ok"), generation_info={})
    return _sdk.Model(generations=[[generation]], llm_output={"token_usage": {"total_tokens": 2}})


class AnthropicModel(ChatModel):
    _via, _base, _path = "sdk:anthropic", "https://api.anthropic.com", "/v1/messages"
    _names, _keys = ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"), ("ANTHROPIC_API_KEY",)

    def _body(self, messages):
        system = "\n".join(str(one["content"]) for one in messages if one["role"] == "system")
        rest = [one for one in messages if one["role"] != "system"]
        return {**super()._body(rest), **({"system": system} if system else {})}


class GoogleModel(ChatModel):
    _via, _base, _names, _keys = "sdk:google", "https://generativelanguage.googleapis.com/v1beta", (), ("GOOGLE_API_KEY",)

    def invoke(self, value, config=None, **_):
        parts = [{"role": one["role"], "parts": [{"text": one["content"]}]} for one in messages_of(value)]
        self._service.send(
            "POST", f"/models/{self.model}:generateContent", _sdk.plain({"contents": parts, "generationConfig": self._extra})
        )
        return AIMessage("ok")


class OllamaModel(ChatModel):
    _via, _base, _path, _names, _keys = "sdk:ollama", "http://127.0.0.1:11434", "/api/chat", ("OLLAMA_HOST",), ()


_HELD = {name: value for name, value in globals().items() if not name.startswith("_") and name not in ("sys", "types", "fallback")}
_HELD |= {
    "ChatOpenAI": ChatModel, "AzureChatOpenAI": ChatModel, "OpenAI": ChatModel, "ChatAnthropic": AnthropicModel,
    "ChatGoogleGenerativeAI": GoogleModel,
    "ChatOllama": OllamaModel, "Ollama": OllamaModel, "OllamaLLM": OllamaModel, "ChatMistralAI": ChatModel, "ChatGroq": ChatModel,
    "ChatCohere": ChatModel,
    "ChatLiteLLM": ChatModel, "ChatBedrock": AnthropicModel, "RunnableLambda": Lambda, "RunnablePassthrough": Passthrough,
    "RunnableParallel": Parallel,
    "BaseCallbackHandler": CallbackHandler, "AsyncCallbackHandler": CallbackHandler, "BaseTracer": CallbackHandler,
    "RunnableSequence": Sequence, "StrOutputParser": StrOutputParser, "init_chat_model": lambda model=None, *, model_provider=None,
    **options: (AnthropicModel if "claude" in str(model) else ChatModel)(model, **options),
}  # fmt: skip


def part(name, package=None):
    """A module of these packages: it has all there is."""
    authored, tooling = (_import_module(f"langchain_core.{one}") for one in ("authored", "tooling"))

    module = sys.modules.get(name) or types.ModuleType(name)
    module.__dict__.update(_HELD, **authored.HELD, **tooling.HELD, __getattr__=fallback(package or name.split(".")[0]), __path__=[])
    sys.modules[name] = module
    return module


for _name in (
    "messages",
    "prompts",
    "output_parsers",
    "runnables",
    "tools",
    "tools.base",
    "tools.structured",
    "language_models",
    "language_models.chat_models",
    "prompts.chat",
    "callbacks",
    "callbacks.base",
    "tracers",
    "tracers.base",
    "documents",
    "chat_history",
    "runnables.base",
    "output_parsers.string",
    "outputs",
    "language_models.llms",
    "retrievers",
    "utils",
    "utils.utils",
):
    part(f"langchain_core.{_name}")
