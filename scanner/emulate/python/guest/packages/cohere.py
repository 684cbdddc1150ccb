"""Stands for `cohere`."""

from _unmask import sdk as _sdk
from _unmask.anything import fallback

__version__ = "5.18.0"
__getattr__ = fallback("cohere")


class Client(_sdk.Service):
    via, base, base_names, key_names = "sdk:cohere", "https://api.cohere.com", ("CO_API_URL",), ("CO_API_KEY", "COHERE_API_KEY")
    _path = "/v1"

    def __init__(self, api_key=None, *, base_url=None, httpx_client=None, **options):
        super().__init__(api_key=api_key, base_url=base_url, http_client=httpx_client, **options)
        for name in ("chat", "generate", "embed", "rerank", "classify", "summarize"):
            setattr(self, name, _sdk.method(self, f"{self._path}/{name}", ("model", "messages", "message", "prompt")))
        self.chat_stream = lambda **given: self.chat(**given, stream=True)


class ClientV2(Client):
    _path = "/v2"


class AsyncClient(Client):
    def __init__(self, *values, **options):
        super().__init__(*values, **options)
        for name in ("chat", "generate", "embed", "rerank"):
            setattr(self, name, _sdk.awaited(getattr(self, name)))


class AsyncClientV2(AsyncClient):
    _path = "/v2"
