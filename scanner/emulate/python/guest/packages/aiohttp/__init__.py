"""Stands for `aiohttp`: its client."""

import base64
import importlib
import json as _json
import sys
import types

import httpx as _httpx
from _unmask.anything import fallback
from _unmask.web import Headers, form_text, multipart, pairs_of, send, with_query

__version__ = "3.12.15"
_missing = fallback("aiohttp")


class ClientError(Exception):
    pass


def _errors(base, *names):
    made = [type(name, base if isinstance(base, tuple) else (base,), {"__module__": "aiohttp"}) for name in names]
    globals().update(zip(names, made, strict=True))
    return made


(ClientConnectionError, ClientPayloadError, InvalidURL) = _errors(ClientError, "ClientConnectionError", "ClientPayloadError", "InvalidURL")
(ClientOSError, ServerConnectionError) = _errors(ClientConnectionError, "ClientOSError", "ServerConnectionError")
(ClientConnectorError,) = _errors(ClientOSError, "ClientConnectorError")
_errors(ClientConnectorError, "ClientProxyConnectionError", "ClientConnectorSSLError", "ClientSSLError")
_errors(ServerConnectionError, "ServerDisconnectedError", "ServerTimeoutError", "SocketTimeoutError", "ConnectionTimeoutError")


class ClientResponseError(ClientError):
    def __init__(self, request_info=None, history=(), *, status=0, message="", headers=None, **_):
        super().__init__(message)
        self.request_info, self.history, self.status, self.message, self.headers = request_info, history, status, message, headers


_errors(ClientResponseError, "ContentTypeError", "WSServerHandshakeError", "TooManyRedirects")


class ClientTimeout:
    def __init__(self, total=None, connect=None, sock_connect=None, sock_read=None, **_):
        self.total, self.connect, self.sock_connect, self.sock_read = total, connect, sock_connect, sock_read


class BasicAuth(tuple):
    def __new__(cls, login, password="", encoding="latin1"):
        made = super().__new__(cls, (login, password))
        made.login, made.password = login, password
        return made

    def encode(self):
        return "Basic " + base64.b64encode(f"{self.login}:{self.password}".encode()).decode()


class FormData:
    def __init__(self, fields=()):
        self.fields, self.files = {}, {}
        for name, value in fields.items() if hasattr(fields, "items") else fields:
            self.add_field(name, value)

    def add_field(self, name, value, *, filename=None, content_type=None, **_):
        (self.files if filename or hasattr(value, "read") else self.fields)[name] = (filename, value) if filename else value


class StreamReader:
    def __init__(self, content):
        self._left = content

    async def read(self, n=-1):
        content, self._left = (self._left, b"") if n < 0 else (self._left[:n], self._left[n:])
        return content

    async def readline(self):
        line, end, self._left = self._left.partition(b"\n")
        return line + end

    async def iter_chunked(self, n):
        while self._left:
            yield await self.read(n)

    async def iter_any(self):
        if self._left:
            yield await self.read()

    async def iter_chunks(self):
        if self._left:
            yield await self.read(), True

    def at_eof(self):
        return not self._left

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


class ClientResponse:
    def __init__(self, reply, method, url, session):
        self.status, self.reason, self.method, self.url = reply.status, "OK", method, _httpx.URL(url)
        self.headers, self._text, self._session = Headers(reply.headers.items()), reply.text, session
        self.content, self.cookies, self.history, self.ok = StreamReader(reply.content), {}, (), reply.status < 400
        self.content_type = str(self.headers.get("content-type", "")).partition(";")[0]
        self.request_info, self.closed, self.charset = types.SimpleNamespace(url=self.url, method=method, headers={}), False, "utf-8"
        self.real_url = self.url

    async def json(self, *, encoding=None, loads=_json.loads, content_type=""):
        return loads(self._text)

    async def text(self, encoding=None, errors="strict"):
        return self._text

    async def read(self):
        return self._text.encode()

    def raise_for_status(self):
        if not self.ok:
            raise ClientResponseError(self.request_info, (), status=self.status)

    def release(self):
        return None

    close = release

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None


class _Pending:
    """A request that leaves when it is waited for."""

    def __init__(self, make):
        self._make = make

    def __await__(self):
        return self._make().__await__()

    async def __aenter__(self):
        return await self._make()

    async def __aexit__(self, *_):
        return None


class _Socket:
    """A web socket: what is sent over it is a frame."""

    def __init__(self, url):
        self._url, self.closed, self._left = url, False, 1

    async def send_str(self, text, *_):
        from _unmask.channel import plain, tell

        tell("frame", {"url": self._url, "text": plain(text)})

    send_bytes = send_str

    async def send_json(self, value, *_, dumps=_json.dumps):
        await self.send_str(dumps(value))

    async def receive(self, *_):
        self._left -= 1
        return types.SimpleNamespace(
            type=WSMsgType.TEXT if self._left >= 0 else WSMsgType.CLOSED, data='{"ok": true}', json=lambda: {"ok": True}
        )

    async def receive_str(self, *_):
        return '{"ok": true}'

    async def receive_json(self, *_, **__):
        return {"ok": True}

    def __aiter__(self):
        return self

    async def __anext__(self):
        message = await self.receive()
        if message.type == WSMsgType.CLOSED:
            raise StopAsyncIteration
        return message

    async def close(self, *_, **__):
        self.closed = True

    async def ping(self, *_):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None


class WSMsgType:
    TEXT, BINARY, PING, PONG, CLOSE, CLOSING, CLOSED, ERROR = 1, 2, 9, 10, 8, 256, 257, 258


class ClientSession:
    def __init__(
        self,
        base_url=None,
        *,
        headers=None,
        auth=None,
        cookies=None,
        json_serialize=_json.dumps,
        raise_for_status=False,
        timeout=None,
        connector=None,
        trace_configs=None,
        trust_env=False,
        **_,
    ):
        self._base, self.headers, self._auth, self._serialize = str(base_url or ""), Headers(headers), auth, json_serialize
        self.cookies, self._raises, self.timeout, self.connector, self.closed = (
            dict(cookies or {}),
            raise_for_status,
            timeout,
            connector,
            False,
        )
        self.cookie_jar, self.trust_env, self._traces = (
            types.SimpleNamespace(update_cookies=self.cookies.update),
            trust_env,
            trace_configs or [],
        )

    def request(self, method, url, **options):
        return _Pending(lambda: self._request(method, url, **options))

    async def _request(
        self,
        method,
        url,
        *,
        params=None,
        data=None,
        json=None,
        headers=None,
        auth=None,
        cookies=None,
        raise_for_status=None,
        skip_auto_headers=(),
        **_,
    ):
        address = str(url) if "://" in str(url) or not self._base else self._base.rstrip("/") + "/" + str(url).lstrip("/")
        address = with_query(address, params)
        held = Headers([("Host", _httpx.URL(address).netloc.decode())])
        for name, value in (*self.headers.items(), *pairs_of(headers)):
            held[name] = value
        skipped = {str(one).lower() for one in skip_auto_headers}
        for name, value in (("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate"), ("User-Agent", f"Python/3.11 aiohttp/{__version__}")):
            if name.lower() not in skipped:
                held.setdefault(name, value)
        if auth or self._auth:
            held["Authorization"] = (auth or self._auth).encode()
        known = {**self.cookies, **dict(cookies or {})}
        if known:
            held["Cookie"] = "; ".join(f"{name}={value}" for name, value in known.items())
        body = self._body(data, json, held)
        if body is not None:
            held["Content-Length"] = str(len(body.encode() if isinstance(body, str) else body))
        answer = ClientResponse(send("aiohttp", method, address, list(held.items()), body), method, address, self)
        wants = self._raises if raise_for_status is None else raise_for_status
        if wants is True:
            answer.raise_for_status()
        elif callable(wants):
            await wants(answer)
        return answer

    def _body(self, data, json, held):
        kind = None
        if json is not None:
            data, kind = self._serialize(json), "application/json"
        elif isinstance(data, FormData):
            data, kind = (
                (multipart(data.fields, data.files, "b"), "multipart/form-data; boundary=b")
                if data.files
                else (form_text(data.fields), "application/x-www-form-urlencoded")
            )
        elif isinstance(data, dict) or (isinstance(data, list | tuple) and data and isinstance(data[0], tuple)):
            data, kind = form_text(data), "application/x-www-form-urlencoded"
        elif hasattr(data, "read"):
            data = data.read()
        elif isinstance(data, str):
            kind = "text/plain; charset=utf-8"
        if kind:
            held.setdefault("Content-Type", kind)
        return data

    def ws_connect(self, url, **options):
        async def connect():
            send("websocket", "GET", str(url), pairs_of(options.get("headers")), None)
            return _Socket(str(url))

        return _Pending(connect)

    async def close(self):
        self.closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.closed = True


def _verb(name):
    def run(self, url, **options):
        return self.request(name, url, **options)

    run.__name__ = name.lower()
    return run


for _name in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
    setattr(ClientSession, _name.lower(), _verb(_name))


def request(method, url, **options):
    return ClientSession().request(method, url, **options)


class TraceConfig:
    def __init__(self, *_, **__):
        for name in ("on_request_start", "on_request_end", "on_request_exception"):
            setattr(self, name, [])


class TCPConnector:
    def __init__(self, *_, **options):
        self.__dict__.update(options)

    async def close(self):
        return None


UnixConnector = BaseConnector = TCPConnector


class CookieJar(dict):
    def __init__(self, *_, **__):
        super().__init__()


DummyCookieJar = CookieJar


def encode_basic_auth(*values):
    return BasicAuth(*values).encode()


for _name in ("client", "client_exceptions", "client_reqrep", "hdrs", "http_exceptions"):
    _module = types.ModuleType(f"aiohttp.{_name}")
    _module.__dict__.update({key: value for key, value in globals().items() if not key.startswith("_")}, __getattr__=fallback("aiohttp"))
    sys.modules[_module.__name__] = globals()[_name] = _module


def __getattr__(name):
    """The server's side is loaded when it is asked for."""
    if name == "web":
        return importlib.import_module("aiohttp.web")
    return _missing(name)
