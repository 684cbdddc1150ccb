"""Stands for `anthropic`."""

import sys
import types

from _unmask import sdk as _sdk
from _unmask.anything import fallback
from _unmask.environment import ENVIRONMENT as _ENVIRONMENT
from _unmask.sdk import NOT_GIVEN

__version__ = "0.69.0"
__getattr__ = fallback("anthropic")
globals().update(_sdk.errors("anthropic", "AnthropicError"))
NotGiven, Omit, omit = type(NOT_GIVEN), type("Omit", (), {}), NOT_GIVEN
HUMAN_PROMPT, AI_PROMPT = "\n\nHuman:", "\n\nAssistant:"
DEFAULT_TIMEOUT, DEFAULT_MAX_RETRIES = 600.0, 2
_FIRST = ("max_tokens", "messages", "model")


class _Service(_sdk.Service):
    via, base, base_names, key_names = "sdk:anthropic", "https://api.anthropic.com", ("ANTHROPIC_BASE_URL",), ("ANTHROPIC_API_KEY",)
    timeout_header = "x-stainless-read-timeout"
    _prefix = "/v1"

    def __init__(self, *, auth_token=None, **options):
        self.auth_token = auth_token if auth_token is not None else _ENVIRONMENT.get("ANTHROPIC_AUTH_TOKEN")
        super().__init__(**options)
        if auth_token is not None:
            self.options["auth_token"] = auth_token
        self._lay_out()

    def auth_headers(self):
        found = [("anthropic-version", "2023-06-01"), ("User-Agent", f"{type(self).__name__}/Python {__version__}")]
        found += [("X-Stainless-Lang", "python"), ("X-Stainless-Package-Version", __version__)]
        if self.api_key is not None:
            found.append(("X-Api-Key", self._key()))
        elif self.auth_token is not None:
            found.append(("Authorization", f"Bearer {self.auth_token}"))
        return found

    def _lay_out(self):
        prefix = self._prefix
        create = _sdk.method(self, f"{prefix}/messages", _FIRST)
        batches = _sdk.Group(create=_sdk.method(self, f"{prefix}/messages/batches", ("requests",)))
        self.messages = _sdk.Group(
            create=create,
            stream=lambda **options: _Stream(create, options),
            count_tokens=_sdk.method(self, f"{prefix}/messages/count_tokens", ("messages", "model")),
            parse=create,
            batches=batches,
        )
        self.completions = _sdk.Group(create=_sdk.method(self, f"{prefix}/complete", ("max_tokens_to_sample", "model", "prompt")))
        self.models = _sdk.Group(
            list=_sdk.method(self, f"{prefix}/models", verb="GET"),
            retrieve=lambda name, **_: _sdk.Model(id=name, display_name=name, type="model"),
        )
        self.beta = _sdk.Group(
            messages=self._beta(create), models=self.models, files=_sdk.Group(upload=_sdk.method(self, f"{prefix}/files"))
        )

    def _beta(self, create):
        def run(**options):
            betas = options.pop("betas", None)
            if betas and _sdk.is_given(betas):
                options["extra_headers"] = {"anthropic-beta": ",".join(betas), **dict(options.get("extra_headers") or {})}
            return create(**options)

        run.raw = create.raw
        return _sdk.Group(create=run, stream=lambda **options: _Stream(run, options), count_tokens=self.messages.count_tokens)

    def post(self, path, *, body=None, cast_to=None, options=None, **_):
        reply = self.send("POST", path, body, headers=(options or {}).get("headers"))
        return _sdk.modelled(_sdk.loaded(reply.text))

    def get(self, path, **_):
        return _sdk.modelled(_sdk.loaded(self.send("GET", path, None).text))

    def count_tokens(self, text):
        return len(text) // 4


class Anthropic(_Service):
    pass


class AsyncAnthropic(_Service):
    def _lay_out(self):
        super()._lay_out()
        for group in (self.messages, self.beta.messages):
            stream = group.stream
            group.__dict__["create"] = _sdk.awaited(group.create)
            group.__dict__["count_tokens"] = _sdk.awaited(group.count_tokens)
            group.__dict__["stream"] = lambda _stream=stream, **options: _stream(**options)
        self.completions, self.models = _sdk.awaited(self.completions), _sdk.awaited(self.models)
        self.close = self.aclose = _sdk._closed


class AnthropicBedrock(Anthropic):
    base = "https://bedrock-runtime.us-east-1.amazonaws.com"

    def __init__(self, *, aws_region=None, aws_access_key=None, aws_secret_key=None, aws_session_token=None, aws_profile=None, **options):
        self.aws_region = aws_region or _ENVIRONMENT.get("AWS_REGION") or "us-east-1"
        options.setdefault("base_url", f"https://bedrock-runtime.{self.aws_region}.amazonaws.com")
        super().__init__(**options)


class AnthropicVertex(Anthropic):
    def __init__(self, *, region=None, project_id=None, access_token=None, credentials=None, **options):
        self.region, self.project_id = region or _ENVIRONMENT.get("CLOUD_ML_REGION") or "us-east5", project_id
        options.setdefault("base_url", f"https://{self.region}-aiplatform.googleapis.com/v1")
        super().__init__(**options)


class AsyncAnthropicBedrock(AsyncAnthropic, AnthropicBedrock):
    pass


class AsyncAnthropicVertex(AsyncAnthropic, AnthropicVertex):
    pass


Client, AsyncClient = Anthropic, AsyncAnthropic


class _Stream:
    """`client.messages.stream(...)`."""

    def __init__(self, create, options):
        self._create, self._options, self._events = create, options, None

    def _opened(self):
        if self._events is None:
            self._events = list(self._create(**{**self._options, "stream": True}))
        return self

    def __enter__(self):
        return self._opened()

    def __exit__(self, *_):
        return None

    async def __aenter__(self):
        return _AsyncStream(self._opened())

    async def __aexit__(self, *_):
        return None

    def __iter__(self):
        return iter(self._opened()._events)

    @property
    def text_stream(self):
        for event in self._opened()._events:
            if event.delta is not None and event.delta.text:
                yield event.delta.text

    def get_final_text(self):
        return "".join(self.text_stream)

    def get_final_message(self):
        text = self.get_final_text()
        return _sdk.Model(
            id="msg_1", type="message", role="assistant", model=self._options.get("model"), stop_reason="end_turn",
            content=[{"type": "text", "text": text}], usage={"input_tokens": 1, "output_tokens": 1},
        )  # fmt: skip

    current_message_snapshot = property(lambda self: self.get_final_message())

    def until_done(self):
        return None

    close = until_done


class _AsyncStream:
    def __init__(self, stream):
        self._stream = stream

    async def __aiter__(self):
        for one in self._stream:
            yield one

    @property
    async def text_stream(self):
        for one in self._stream.text_stream:
            yield one

    async def get_final_message(self):
        return self._stream.get_final_message()

    async def get_final_text(self):
        return self._stream.get_final_text()

    async def until_done(self):
        return None

    close = until_done


def _named(name):
    """A type of the package: what is made of it holds what it was given."""
    if name.startswith("__"):
        raise AttributeError(name)
    return globals().get(name) or type(name, (_sdk.Model,), {"__module__": "anthropic.types"})


for _name in ("types", "_exceptions", "lib", "resources", "_client", "_types", "types.beta", "types.messages"):
    _module = types.ModuleType(f"anthropic.{_name}")
    _module.__dict__.update(__getattr__=_named, __path__=[])
    sys.modules[_module.__name__] = _module
types = sys.modules["anthropic.types"]
