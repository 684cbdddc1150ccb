"""Stands for `openai`: the clients, and the functions of the module itself."""

import sys
import types

from _unmask import sdk as _sdk
from _unmask.anything import fallback as _fallback
from _unmask.environment import ENVIRONMENT as _ENVIRONMENT
from _unmask.sdk import NOT_GIVEN

__version__ = "1.109.0"
globals().update(_sdk.errors("openai", "OpenAIError"))
NotGiven, Omit, omit = type(NOT_GIVEN), type("Omit", (), {}), NOT_GIVEN
api_key = base_url = organization = project = default_headers = default_query = http_client = api_version = None
api_base = api_type = proxy = timeout = azure_endpoint = None
max_retries, log = 2, None


def _with_parsed(answer):
    for one in answer._held.get("choices", ()):
        if isinstance(one, dict) and isinstance(one.get("message"), dict):
            one["message"].setdefault("parsed", None)
            one["message"].setdefault("tool_calls", None)
            one["message"].setdefault("refusal", None)
    return answer


class OpenAI(_sdk.Service):
    via, base, base_names, key_names = "sdk:openai", "https://api.openai.com/v1", ("OPENAI_BASE_URL",), ("OPENAI_API_KEY",)
    timeout_header = "x-stainless-read-timeout"

    def __init__(self, *, organization=None, project=None, **options):
        self.organization = organization if organization is not None else _ENVIRONMENT.get("OPENAI_ORG_ID")
        self.project = project if project is not None else _ENVIRONMENT.get("OPENAI_PROJECT_ID")
        super().__init__(**options)
        self.options.update({name: value for name, value in (("organization", organization), ("project", project)) if value is not None})
        if self.api_key is None:
            raise globals()["OpenAIError"]("The api_key client option must be set, or OPENAI_API_KEY in the environment")
        self._lay_out()

    def auth_headers(self):
        found = [
            ("User-Agent", f"{type(self).__name__}/Python {__version__}"),
            ("X-Stainless-Lang", "python"),
            ("Authorization", f"Bearer {self._key()}"),
        ]
        found += [("OpenAI-Organization", self.organization)] if self.organization else []
        return [*found, *([("OpenAI-Project", self.project)] if self.project else [])]

    def _call(self, path, *first, **options):
        return _sdk.method(self, path, first, **options)

    def _lay_out(self):
        chat = self._call("/chat/completions", "messages", "model", finish=_with_parsed)
        responses = self._call("/responses", "input", "model", finish=_with_output)
        completions = _sdk.Group(
            create=chat, parse=chat, stream=lambda **options: _ChatStream(chat, options), list=self._call("/chat/completions", verb="GET")
        )
        self.chat = _sdk.Group(completions=completions)
        self.responses = _sdk.Group(create=responses, parse=responses, stream=lambda **options: _ChatStream(responses, options))
        self.completions = _sdk.Group(create=self._call("/completions", "model", "prompt"))
        self.embeddings = _sdk.Group(create=self._call("/embeddings", "input", "model"))
        self.images = _sdk.Group(generate=self._call("/images/generations", "prompt"), edit=self._call("/images/edits"))
        self.audio = _sdk.Group(
            transcriptions=_sdk.Group(create=self._call("/audio/transcriptions")),
            translations=_sdk.Group(create=self._call("/audio/translations")),
            speech=_sdk.Group(create=self._call("/audio/speech", "input", "model", "voice")),
        )
        self.moderations = _sdk.Group(create=self._call("/moderations", "input"))
        self.files = _sdk.Group(create=self._call("/files"), list=self._call("/files", verb="GET"))
        self.models = _sdk.Group(list=self._call("/models", verb="GET"), retrieve=lambda name, **_: _sdk.Model(id=name))
        threads = _sdk.Group(
            create=self._call("/threads"),
            messages=_sdk.Group(create=lambda thread_id=None, **options: self._call(f"/threads/{thread_id}/messages")(**options)),
            runs=_sdk.Group(
                create=lambda thread_id=None, **options: self._call(f"/threads/{thread_id}/runs")(**options),
                create_and_poll=lambda thread_id=None, **options: self._call(f"/threads/{thread_id}/runs")(**options),
            ),
        )
        self.beta = _sdk.Group(chat=self.chat, threads=threads, assistants=_sdk.Group(create=self._call("/assistants", "model")))

    def post(self, path, *, body=None, cast_to=None, options=None, **_):
        return _sdk.modelled(_sdk.loaded(self.send("POST", path, body, headers=(options or {}).get("headers")).text))

    def get(self, path, **_):
        return _sdk.modelled(_sdk.loaded(self.send("GET", path, None).text))


def _with_output(answer):
    answer._held.setdefault("output_text", "ok")
    return answer


class AsyncOpenAI(OpenAI):
    def _lay_out(self):
        super()._lay_out()
        streams = {name: getattr(getattr(self, name), "stream", None) for name in ("responses",)}
        chat_stream = self.chat.completions.stream
        _sdk.wait_for_all(self)
        self.chat.completions.__dict__["stream"] = self.beta.chat.completions.__dict__["stream"] = chat_stream
        self.responses.__dict__["stream"] = streams["responses"]


class AzureOpenAI(OpenAI):
    via, base_names, key_names = "sdk:openai", ("AZURE_OPENAI_ENDPOINT",), ("AZURE_OPENAI_API_KEY", "OPENAI_API_KEY")

    def __init__(
        self, *, azure_endpoint=None, azure_deployment=None, api_version=None, azure_ad_token=None, azure_ad_token_provider=None, **options
    ):
        endpoint = azure_endpoint or _ENVIRONMENT.get("AZURE_OPENAI_ENDPOINT")
        self._api_version = api_version or _ENVIRONMENT.get("OPENAI_API_VERSION") or "2024-10-21"
        if endpoint and not options.get("base_url"):
            options["base_url"] = f"{endpoint.rstrip('/')}/openai" + (f"/deployments/{azure_deployment}" if azure_deployment else "")
        options["default_query"] = {"api-version": self._api_version, **dict(options.get("default_query") or {})}
        super().__init__(**options)

    def auth_headers(self):
        return [("api-key", self._key())]


class AsyncAzureOpenAI(AsyncOpenAI, AzureOpenAI):
    pass


Client, AsyncClient = OpenAI, AsyncOpenAI


class _ChatStream:
    """`client.chat.completions.stream(...)`: events, and the answer at their end."""

    def __init__(self, create, options):
        self._events = None
        self._create, self._options = create, options

    def _opened(self):
        if self._events is None:
            self._events = list(self._create(**{**self._options, "stream": True}))
        return self

    def __enter__(self):
        return self._opened()

    def __exit__(self, *_):
        return None

    async def __aenter__(self):
        return self._opened()

    async def __aexit__(self, *_):
        return None

    def __iter__(self):
        return iter(self._opened()._events)

    async def __aiter__(self):
        for one in self._opened()._events:
            yield one

    def get_final_completion(self):
        message = {"role": "assistant", "content": "ok", "parsed": None}
        return _sdk.Model(choices=[{"index": 0, "message": message, "finish_reason": "stop"}], output_text="ok", output=[])

    get_final_response = get_final_completion

    def until_done(self):
        return self


def _module_client():
    held = globals()
    return OpenAI(
        api_key=held["api_key"] or _ENVIRONMENT.get("OPENAI_API_KEY") or "none", base_url=held["base_url"] or held["api_base"] or None,
        organization=held["organization"], default_headers=held["default_headers"], default_query=held["default_query"],
        http_client=held["http_client"],
    )  # fmt: skip


def _legacy(pick):
    """`openai.ChatCompletion.create` of the releases before 1.0."""

    def create(cls, **options):
        for name in ("api_key", "api_base", "api_type", "api_version", "request_timeout", "headers", "organization"):
            value = options.pop(name, None)
            if name == "headers" and value:
                options["extra_headers"] = value
        if "engine" in options:
            options.setdefault("model", options.pop("engine"))
        return pick(_module_client())(**options)

    async def acreate(cls, **options):
        return create(cls, **options)

    return {"create": classmethod(create), "acreate": classmethod(acreate)}


ChatCompletion = type("ChatCompletion", (), _legacy(lambda client: client.chat.completions.create))
Completion = type("Completion", (), _legacy(lambda client: client.completions.create))
Embedding = type("Embedding", (), _legacy(lambda client: client.embeddings.create))
_LAZY = ("chat", "responses", "completions", "embeddings", "images", "audio", "moderations", "files", "models", "beta")


def __getattr__(name):
    if name in _LAZY:
        return getattr(_module_client(), name)
    if name == "error":
        return sys.modules["openai.error"]
    return _fallback("openai")(name)


def _named(name):
    """A type of the package: what is made of it holds what it was given."""
    if name.startswith("__"):
        raise AttributeError(name)
    return globals().get(name) or type(name, (_sdk.Model,), {"__module__": "openai.types"})


for _name in (
    "types",
    "error",
    "_exceptions",
    "lib",
    "resources",
    "lib.streaming",
    "types.chat",
    "types.responses",
    "types.beta",
    "types.shared_params",
    "_types",
    "types.chat.chat_completion",
    "types.chat.chat_completion_message",
):
    _module = types.ModuleType(f"openai.{_name}")
    _module.__dict__.update(__getattr__=_named, __path__=[])
    sys.modules[_module.__name__] = _module
types = sys.modules["openai.types"]
