"""Stands for `ollama`."""

import os as _os

from _unmask import sdk as _sdk
from _unmask.anything import fallback

__version__ = "0.6.0"
__getattr__ = fallback("ollama")


class ResponseError(Exception):
    status_code = 500


RequestError = ResponseError


class Client:
    def __init__(self, host=None, **options):
        base = host or _os.environ.get("OLLAMA_HOST") or "http://127.0.0.1:11434"
        self._service = _sdk.Service(
            base_url=base if "://" in base else f"http://{base}", api_key="", default_headers=options.get("headers")
        )
        self._service.via = "sdk:ollama"
        self._service.auth_headers = list

    def _ask(self, path, body, stream=False):
        held = {name: value for name, value in body.items() if value is not None}
        reply = self._service.send("POST", path, {**held, "stream": bool(stream)})
        found = _sdk.loaded(reply.text) or {"message": {"role": "assistant", "content": "ok"}, "response": "ok", "done": True}
        return iter([_sdk.modelled(found)]) if stream else _sdk.modelled(found)

    def chat(self, model="", messages=None, *, tools=None, stream=False, format=None, options=None, keep_alive=None, **_):
        return self._ask(
            "/api/chat",
            {"model": model, "messages": messages, "tools": tools, "options": options, "format": format, "keep_alive": keep_alive},
            stream,
        )

    def generate(self, model="", prompt=None, *, system=None, stream=False, options=None, format=None, **_):
        return self._ask(
            "/api/generate", {"model": model, "prompt": prompt, "system": system, "options": options, "format": format}, stream
        )

    def embeddings(self, model="", prompt=None, **_):
        return self._ask("/api/embeddings", {"model": model, "prompt": prompt})

    def embed(self, model="", input="", **_):
        return self._ask("/api/embed", {"model": model, "input": input})

    def list(self):
        return _sdk.modelled({"models": [{"model": "model-1", "name": "model-1"}]})

    def pull(self, model, **_):
        return self._ask("/api/pull", {"model": model})

    def show(self, model, **_):
        return self._ask("/api/show", {"model": model})


class AsyncClient(Client):
    async def chat(self, *values, stream=False, **options):
        found = Client.chat(self, *values, stream=stream, **options)
        return _each(found) if stream else found

    async def generate(self, *values, stream=False, **options):
        found = Client.generate(self, *values, stream=stream, **options)
        return _each(found) if stream else found

    async def list(self):
        return Client.list(self)


async def _each(items):
    for one in items:
        yield one


def _of_default(name):
    return lambda *values, **options: getattr(Client(), name)(*values, **options)


chat, generate, embeddings, embed, list, pull, show = map(_of_default, ("chat", "generate", "embeddings", "embed", "list", "pull", "show"))
