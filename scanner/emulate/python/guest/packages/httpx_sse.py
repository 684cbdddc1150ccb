"""Stands for `httpx_sse`: events of a server, out of the answer that it gives."""

import contextlib as _contextlib
import json as _json


class SSEError(Exception):
    pass


class ServerSentEvent:
    def __init__(self, event="message", data="", id="", retry=None):
        self.event, self.data, self.id, self.retry = event, data, id, retry

    def json(self):
        return _json.loads(self.data)


class EventSource:
    def __init__(self, response):
        self.response = response

    def iter_sse(self):
        for line in self.response.iter_lines():
            if line.startswith("data:"):
                yield ServerSentEvent(data=line[5:].strip())

    async def aiter_sse(self):
        for one in self.iter_sse():
            yield one


@_contextlib.contextmanager
def connect_sse(client, method, url, **options):
    yield EventSource(client.request(method, url, **_asking(options)))


@_contextlib.asynccontextmanager
async def aconnect_sse(client, method, url, **options):
    yield EventSource(await client.request(method, url, **_asking(options)))


def _asking(options):
    headers = dict(options.pop("headers", None) or {})
    return {**options, "headers": {**headers, "Accept": "text/event-stream", "Cache-Control": "no-store"}}
