"""Stands for `google.genai`."""

import sys
import types as _types

from _unmask import sdk as _sdk
from _unmask.anything import fallback

__version__ = "1.40.0"
__getattr__ = fallback("google.genai")


def contents_of(given):
    """What the user says, as the service takes it."""
    if isinstance(given, str):
        return [{"role": "user", "parts": [{"text": given}]}]
    items = given if isinstance(given, list | tuple) else [given]
    found = []
    for one in items:
        if isinstance(one, str):
            found.append({"role": "user", "parts": [{"text": one}]})
        else:
            found.append(dumped(one))
    return found


def dumped(value):
    """Types of the package as the service takes them."""
    if isinstance(value, _sdk.Model):
        return {_camel(name): dumped(one) for name, one in value._held.items() if one is not None}
    if isinstance(value, dict):
        return {_camel(name): dumped(one) for name, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [dumped(one) for one in value]
    if callable(value):
        return {"functionDeclarations": [{"name": value.__name__, "description": value.__doc__}]}
    return value


def _camel(name):
    first, *rest = str(name).split("_")
    return first + "".join(one.title() for one in rest)


_OUTSIDE = ("systemInstruction", "tools", "toolConfig", "safetySettings", "cachedContent")


class _Answer(_sdk.Model):
    def __getattr__(self, name):
        if name == "text":
            try:
                return self._held["candidates"][0]["content"]["parts"][0]["text"]
            except (KeyError, IndexError, TypeError):
                return "ok"
        return super().__getattr__(name)


class Models(_sdk.Group):
    def __init__(self, service):
        self._service = service

    def _ask(self, action, model, contents, config):
        held = dumped(config) if config is not None else {}
        body = {"contents": contents_of(contents)}
        for name in _OUTSIDE:
            if name in held:
                value = held.pop(name)
                body[name] = (
                    {"parts": [{"text": value}], "role": "user"} if name == "systemInstruction" and isinstance(value, str) else value
                )
        headers = (held.pop("httpOptions", None) or {}).get("headers")
        if held:
            body["generationConfig"] = held
        name = model if "/" in str(model) else f"models/{model}"
        return self._service.send("POST", f"/{self._service.version}/{name}:{action}", body, headers=headers)

    def generate_content(self, *, model, contents, config=None, **_):
        return _Answer(_sdk.loaded(self._ask("generateContent", model, contents, config).text))

    def generate_content_stream(self, *, model, contents, config=None, **_):
        reply = self._ask("streamGenerateContent?alt=sse", model, contents, config)
        return [_Answer(one._held) for one in _sdk.Events(reply.text)]

    def count_tokens(self, *, model, contents, config=None, **_):
        return _sdk.modelled(_sdk.loaded(self._ask("countTokens", model, contents, config).text))

    def embed_content(self, *, model, contents, config=None, **_):
        return _sdk.modelled(_sdk.loaded(self._ask("batchEmbedContents", model, contents, config).text))

    def list(self, **_):
        return []


class _Chat:
    def __init__(self, models, model, config, history):
        self._models, self._model, self._config, self.history = models, model, config, list(history or [])

    def send_message(self, message, config=None, **_):
        self.history += contents_of(message)
        return self._models.generate_content(model=self._model, contents=list(self.history), config=config or self._config)

    def send_message_stream(self, message, config=None, **_):
        self.history += contents_of(message)
        return self._models.generate_content_stream(model=self._model, contents=list(self.history), config=config or self._config)

    def get_history(self, **_):
        return self.history


class _Service(_sdk.Service):
    via, base = "sdk:google", "https://generativelanguage.googleapis.com"
    base_names, key_names = ("GOOGLE_GEMINI_BASE_URL",), ("GOOGLE_API_KEY", "GEMINI_API_KEY")
    version = "v1beta"

    def auth_headers(self):
        return [("x-goog-api-key", self._key())]


class Client:
    def __init__(self, *, api_key=None, vertexai=None, project=None, location=None, http_options=None, **_):
        held = dict(http_options._held if isinstance(http_options, _sdk.Model) else http_options or {})
        base = held.get("base_url") or held.get("baseUrl")
        self._service = _Service(api_key=api_key, base_url=base, default_headers=held.get("headers"))
        self._service.version = held.get("api_version") or "v1beta"
        self.vertexai, self.models = bool(vertexai), Models(self._service)
        self.chats = _sdk.Group(create=lambda *, model, config=None, history=None: _Chat(self.models, model, config, history))
        self.files = _sdk.Group()
        self.aio = _Waiting(self)

    def close(self):
        return None


class _Waiting:
    def __init__(self, client):
        self.models = _sdk.Group(
            **{name: _awaited(getattr(client.models, name)) for name in ("generate_content", "count_tokens", "embed_content", "list")}
        )
        self.models.__dict__["generate_content_stream"] = _awaited(client.models.generate_content_stream, streams=True)

        def create(**options):
            chat = client.chats.create(**options)
            return _sdk.Group(
                send_message=_awaited(chat.send_message),
                send_message_stream=_awaited(chat.send_message_stream, streams=True),
                get_history=chat.get_history,
            )

        self.chats, self.files = _sdk.Group(create=create), _sdk.Group()


def _awaited(run, streams=False):
    async def call(*values, **options):
        found = run(*values, **options)
        return _each(found) if streams else found

    return call


async def _each(items):
    for one in items:
        yield one


def _type(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name == "Part":
        return type(
            name,
            (_sdk.Model,),
            {
                "from_text": classmethod(lambda cls, text: cls(text=text)),
                "from_bytes": classmethod(lambda cls, data, mime_type: cls(inline_data={"mime_type": mime_type})),
            },
        )
    if name.startswith("Harm") or name in ("Type", "Modality", "FunctionCallingConfigMode"):
        return _Names()
    return type(name, (_sdk.Model,), {"__module__": "google.genai.types"})


class _Names:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return name


types = _types.ModuleType("google.genai.types")
types.__getattr__ = _type
sys.modules["google.genai.types"] = types
errors = _types.ModuleType("google.genai.errors")
errors.APIError = type("APIError", (Exception,), {"code": 500, "message": ""})
errors.ClientError, errors.ServerError = type("ClientError", (errors.APIError,), {}), type("ServerError", (errors.APIError,), {})
sys.modules["google.genai.errors"] = errors
