"""Stands for `websockets`."""

import sys
import types

from _unmask.anything import fallback
from _unmask.channel import plain as _plain
from _unmask.channel import tell as _tell
from _unmask.web import pairs_of as _pairs
from _unmask.web import send as _send

__version__ = "15.0.1"
__getattr__ = fallback("websockets")


class WebSocketException(Exception):
    pass


class ConnectionClosed(WebSocketException):
    code, reason = 1000, ""


ConnectionClosedError, ConnectionClosedOK = (
    type("ConnectionClosedError", (ConnectionClosed,), {}),
    type("ConnectionClosedOK", (ConnectionClosed,), {}),
)
InvalidStatusCode, InvalidURI, InvalidHandshake = (
    type(name, (WebSocketException,), {}) for name in ("InvalidStatusCode", "InvalidURI", "InvalidHandshake")
)
_ANSWER = '{"ok": true, "type": "done", "done": true, "text": "ok", "content": "ok"}'


class _Plain:
    """A connection whose methods are called as they are."""

    def __init__(self, url, options):
        headers = _pairs(options.get("additional_headers") or options.get("extra_headers") or options.get("header"))
        _send("websocket", "GET", url, headers, None)
        self._url, self._left, self.open, self.closed = url, 2, True, False
        self.request_headers, self.response_headers, self.subprotocol, self.state = {}, {}, None, 1

    def send(self, message):
        _tell("frame", {"url": self._url, "text": _plain(message)})

    def recv(self, timeout=None, **_):
        self._left -= 1
        if self._left < 0:
            raise ConnectionClosedOK
        return _ANSWER

    def close(self, *_, **__):
        self.closed = True

    def __iter__(self):
        while self._left > 0:
            yield self.recv()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class _Waiting(_Plain):
    async def send(self, message):
        _Plain.send(self, message)

    async def recv(self, *_, **__):
        return _Plain.recv(self)

    async def close(self, *_, **__):
        self.closed = True

    async def ping(self, *_):
        return None

    async def wait_closed(self):
        return None

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return _Plain.recv(self)
        except ConnectionClosed as error:
            raise StopAsyncIteration from error


class connect:
    def __init__(self, uri, **options):
        self._make = lambda: _Waiting(str(uri), options)

    def __await__(self):
        yield from ()
        return self._make()

    async def __aenter__(self):
        return self._make()

    async def __aexit__(self, *_):
        return None

    async def __aiter__(self):
        yield self._make()


def _connect_plain(uri, **options):
    return _Plain(str(uri), options)


for _name in ("client", "exceptions", "sync", "sync.client", "asyncio", "asyncio.client", "legacy", "legacy.client"):
    _module = types.ModuleType(f"websockets.{_name}")
    _module.__dict__.update(
        {_key: _value for _key, _value in vars().items() if not _key.startswith("_")}, __getattr__=fallback("websockets"), __path__=[],
        connect=_connect_plain if _name.startswith("sync") else connect,
    )  # fmt: skip
    sys.modules[_module.__name__] = _module
