"""Stands for `mistralai`."""

import sys
import types

from _unmask import sdk as _sdk
from _unmask.anything import fallback

__version__ = "1.9.0"
__getattr__ = fallback("mistralai")


class Mistral(_sdk.Service):
    via, base, key_names = "sdk:mistral", "https://api.mistral.ai", ("MISTRAL_API_KEY",)

    def __init__(self, api_key=None, server_url=None, client=None, **options):
        options.pop("server", None)
        super().__init__(api_key=api_key, base_url=server_url, http_client=client, **options)
        complete = _sdk.method(self, "/v1/chat/completions", ("model", "messages"))

        def streamed(**given):
            return _Stream(_sdk.Model(data=one._held) for one in complete(**given, stream=True))

        self.chat = _sdk.Group(
            complete=complete, stream=streamed, complete_async=_sdk.awaited(complete), stream_async=_sdk.awaited(streamed), parse=complete
        )
        self.embeddings = _sdk.Group(create=_sdk.method(self, "/v1/embeddings", ("model", "inputs")))
        self.fim = _sdk.Group(complete=_sdk.method(self, "/v1/fim/completions", ("model", "prompt")))
        self.models = _sdk.Group(list=_sdk.method(self, "/v1/models", verb="GET"))


class _Stream(list):
    """Events, for `for` and `async for`, and as a context."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def __aiter__(self):
        for one in list(self):
            yield one


class MistralClient(Mistral):
    def __init__(self, api_key=None, endpoint=None, **options):
        super().__init__(api_key=api_key, server_url=endpoint, **options)
        complete, self.chat = self.chat.complete, None
        self.chat = complete
        self.chat_stream = lambda **given: complete(**given, stream=True)


def _type(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (Exception,) if name.endswith("Error") else (_sdk.Model,), {})


_ERROR = type("SDKError", (Exception,), {})
for _name in (
    "models", "client", "client.errors", "client.models", "models.chat_completion", "models.sdkerror", "errors", "utils", "client.utils",
):  # fmt: skip
    _module = types.ModuleType(f"mistralai.{_name}")
    _module.__dict__.update(
        __getattr__=_type, __path__=[], Mistral=Mistral, MistralClient=MistralClient, SDKError=_ERROR, MistralError=_ERROR
    )
    sys.modules[_module.__name__] = _module
models = sys.modules["mistralai.models"]
UserMessage, SystemMessage, AssistantMessage = map(_type, ("UserMessage", "SystemMessage", "AssistantMessage"))
