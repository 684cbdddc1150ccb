"""Stands for `aiohttp.web_response` and what is like it: what a server of `aiohttp.web` answers."""

import collections.abc
import json as _json
import types

from _unmask import incoming
from _unmask.web import REASONS, Headers


class Held(collections.abc.MutableMapping):
    """What a program keeps under names or keys, with attributes of its own."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def __init__(self):
        self._held = {}

    def __getitem__(self, key):
        return self._held[key]

    def __setitem__(self, key, value):
        self._held[key] = value

    def __delitem__(self, key):
        del self._held[key]

    def __iter__(self):
        return iter(self._held)

    def __len__(self):
        return len(self._held)

    def __bool__(self):
        return True


class StreamResponse(Held):
    def __init__(self, *, status=200, reason=None, headers=None, **_):
        super().__init__()
        self.status, self.reason, self.headers = status, reason or REASONS.get(status, ""), Headers(headers)
        self.cookies, self.body, self.prepared, self.content_type, self.charset = {}, b"", False, "application/octet-stream", "utf-8"

    def set_status(self, status, reason=None):
        self.status = status

    async def prepare(self, request):
        self.prepared, request.answered = True, self
        for change in request.app.on_response_prepare:
            await change(request, self)

    async def write(self, data):
        self.body += bytes(data)

    async def write_eof(self, data=b""):
        await self.write(data)

    async def drain(self):
        return None

    def set_cookie(self, name, value, **_):
        self.headers["Set-Cookie"] = f"{name}={value}"

    def enable_compression(self, *_, **__):
        return None

    del_cookie = enable_chunked_encoding = force_close = enable_compression


class Response(StreamResponse):
    def __init__(self, *, body=None, text=None, status=200, content_type=None, headers=None, **more):
        super().__init__(status=status, headers=headers, **more)
        self.body = _bytes(text if body is None else body)
        self.content_type = content_type or self.headers.get("Content-Type") or ("text/plain" if body is None else self.content_type)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @text.setter
    def text(self, value):
        self.body = _bytes(value)


def json_response(data=None, *, text=None, body=None, dumps=_json.dumps, content_type="application/json", **more):
    return Response(text=dumps(data) if text is None and body is None else text, body=body, content_type=content_type, **more)


def _bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value) if isinstance(value, bytes | bytearray | memoryview) else b""


class FileResponse(StreamResponse):
    def __init__(self, path, *_, **more):
        super().__init__(**more)


class WebSocketResponse(StreamResponse):
    """A client that asks one question over a web socket, and takes what it is answered."""

    def __init__(self, *_, **__):
        super().__init__(status=101)
        self.closed, self._left = False, [incoming.body().decode()]

    async def send_str(self, data, *_):
        self.body += _bytes(data)

    send_bytes = send_str

    async def send_json(self, data, *_, dumps=_json.dumps):
        await self.send_str(dumps(data))

    async def receive(self, *_, **__):
        return types.SimpleNamespace(type=1 if self._left else 257, data=self._left.pop() if self._left else None, extra=None)

    async def receive_str(self, **_):
        return (await self.receive()).data or ""

    async def receive_json(self, *, loads=_json.loads, **_):
        return loads(await self.receive_str() or "null")

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        return await self.receive()

    async def close(self, **_):
        self.closed = True


class HTTPException(Response, Exception):  # the name that it has
    status_code = 500

    def __init__(self, *_, headers=None, reason=None, text=None, body=None, content_type=None, **__):
        Response.__init__(self, status=self.status_code, headers=headers, reason=reason, text=text, body=body, content_type=content_type)
        Exception.__init__(self, self.reason)


_ERRORS = {
    "HTTPOk": 200, "HTTPCreated": 201, "HTTPNoContent": 204, "HTTPFound": 302, "HTTPSeeOther": 303, "HTTPNotModified": 304,
    "HTTPBadRequest": 400, "HTTPUnauthorized": 401, "HTTPPaymentRequired": 402, "HTTPForbidden": 403, "HTTPNotFound": 404,
    "HTTPMethodNotAllowed": 405, "HTTPConflict": 409, "HTTPGone": 410, "HTTPRequestEntityTooLarge": 413, "HTTPUnsupportedMediaType": 415,
    "HTTPUnprocessableEntity": 422, "HTTPTooManyRequests": 429, "HTTPInternalServerError": 500, "HTTPNotImplemented": 501,
    "HTTPBadGateway": 502, "HTTPServiceUnavailable": 503, "HTTPGatewayTimeout": 504,
}  # fmt: skip
__all__ = [  # the errors are told by their table
    "Held",
    "StreamResponse",
    "Response",
    "json_response",
    "FileResponse",
    "WebSocketResponse",
    "HTTPException",
    "HTTPError",
    "HTTPClientError",
    "HTTPServerError",
    "HTTPRedirection",
    "HTTPSuccessful",
    *_ERRORS,
]
for _name, _status in _ERRORS.items():
    globals()[_name] = type(_name, (HTTPException,), {"status_code": _status, "__module__": "aiohttp.web"})
HTTPError = HTTPClientError = HTTPServerError = HTTPRedirection = HTTPSuccessful = HTTPException
