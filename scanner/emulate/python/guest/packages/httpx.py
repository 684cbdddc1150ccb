"""Stands for `httpx`."""

import base64
import json as _json
import types
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from _unmask.anything import fallback
from _unmask.web import Headers as _Headers
from _unmask.web import form_text, json_text, multipart, pairs_of, send, with_query

__version__ = "0.28.1"
__getattr__ = fallback("httpx")
USE_CLIENT_DEFAULT = types.SimpleNamespace()
_BOUNDARY = "boundary-of-the-made-up-world"


class HTTPError(Exception):
    request = response = None

    def __init__(self, message="", *, request=None, response=None, **_):
        super().__init__(message)
        self.request, self.response = request, response


def _errors(base, *names):
    made = []
    for name in names:
        made.append(type(name, (base,), {"__module__": "httpx"}))
        globals()[name] = made[-1]
    return made


(RequestError, HTTPStatusError) = _errors(HTTPError, "RequestError", "HTTPStatusError")
(TransportError, DecodingError, TooManyRedirects) = _errors(RequestError, "TransportError", "DecodingError", "TooManyRedirects")
(TimeoutException, NetworkError, ProtocolError, ProxyError, UnsupportedProtocol) = _errors(
    TransportError, "TimeoutException", "NetworkError", "ProtocolError", "ProxyError", "UnsupportedProtocol"
)
_errors(TimeoutException, "ConnectTimeout", "ReadTimeout", "WriteTimeout", "PoolTimeout")
_errors(NetworkError, "ConnectError", "ReadError", "WriteError", "CloseError")
_errors(ProtocolError, "RemoteProtocolError", "LocalProtocolError")
_errors(Exception, "InvalidURL", "CookieConflict", "StreamError")


class Headers(_Headers):
    """What is set anew comes last."""

    def __init__(self, headers=None, encoding=None):
        super().__init__(headers)

    @property
    def raw(self):
        return _Headers.raw(self)

    def copy(self):
        return Headers(self)

    def update(self, headers=None):
        for name, value in pairs_of(headers):
            self.put(name, value)


class QueryParams(dict):
    def __init__(self, given=None, **more):
        if isinstance(given, str):
            given = parse_qsl(given.lstrip("?"), keep_blank_values=True)
        super().__init__(given or {}, **more)

    def multi_items(self):
        return list(self.items())

    def set(self, key, value):
        return QueryParams({**self, key: value})

    def merge(self, other):
        return QueryParams({**self, **dict(other or {})})

    def add(self, key, value):
        return self.set(key, value)

    def __str__(self):
        return form_text(self)


class URL:
    def __init__(self, url="", **parts):
        self._text = str(url)
        if parts:
            split = urlsplit(self._text)
            params = parts.pop("params", None)
            if "raw_path" in parts:
                parts["path"], _, parts["query"] = parts.pop("raw_path").decode().partition("?")
            scheme, host = parts.get("scheme", split.scheme), parts.get("host", split.hostname or "")
            port = parts.get("port", split.port)
            netloc = f"{host}:{port}" if port else host
            query = parts.get("query", split.query)
            query = query.decode() if isinstance(query, bytes) else query
            self._text = urlunsplit((scheme, netloc, parts.get("path", split.path), query, parts.get("fragment", split.fragment)))
            self._text = with_query(self._text, params)

    @property
    def _split(self):
        return urlsplit(self._text)

    scheme = property(lambda self: self._split.scheme)
    host = property(lambda self: self._split.hostname or "")
    port = property(lambda self: self._split.port)
    path = property(lambda self: self._split.path or "/")
    query = property(lambda self: self._split.query.encode())
    fragment = property(lambda self: self._split.fragment)
    params = property(lambda self: QueryParams(self._split.query))
    netloc = property(lambda self: self._split.netloc.encode())
    raw_path = property(lambda self: (self.path + ("?" + self._split.query if self._split.query else "")).encode())
    raw_host = property(lambda self: self.host.encode())
    username = property(lambda self: self._split.username or "")
    password = property(lambda self: self._split.password or "")
    is_absolute_url = property(lambda self: bool(self.scheme and self.host))
    is_relative_url = property(lambda self: not self.is_absolute_url)

    def join(self, url):
        return URL(urljoin(self._text, str(url)))

    def copy_with(self, **parts):
        return URL(self._text, **parts)

    def copy_merge_params(self, params):
        return URL(with_query(self._text, params))

    copy_add_param = copy_set_param = lambda self, key, value: URL(with_query(self._text, {key: value}))

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"URL({self._text!r})"

    def __eq__(self, other):
        return str(other) == self._text

    def __hash__(self):
        return hash(self._text)


class Cookies(dict):
    def set(self, name, value, domain="", path="/"):
        self[name] = value

    def extract_cookies(self, *_):
        return None

    @property
    def jar(self):
        return []


class Timeout:
    def __init__(self, timeout=None, *, connect=None, read=None, write=None, pool=None):
        self.connect, self.read, self.write, self.pool = (timeout if one is None else one for one in (connect, read, write, pool))

    def as_dict(self):
        return vars(self)


class Limits:
    def __init__(self, **options):
        self.__dict__.update(options)


class Proxy:
    def __init__(self, url, **options):
        self.url, self.headers = URL(url), Headers(options.get("headers"))


def create_ssl_context(*_, **__):
    import ssl

    return ssl.create_default_context()


class SyncByteStream:
    def __iter__(self):
        return iter(())

    def close(self):
        return None


class AsyncByteStream:
    async def aclose(self):
        return None


class ByteStream(SyncByteStream, AsyncByteStream):
    def __init__(self, stream):
        self._stream = stream

    def __iter__(self):
        yield self._stream

    async def __aiter__(self):
        yield self._stream


def _body(content=None, data=None, files=None, json=None):
    """(body, content type) of what a request is given."""
    if content is not None:
        if not isinstance(content, str | bytes) and hasattr(content, "__iter__"):
            content = b"".join(one.encode() if isinstance(one, str) else one for one in content)
        return content, None
    if files:
        return multipart(data, files, _BOUNDARY), f"multipart/form-data; boundary={_BOUNDARY}"
    if data is not None:
        if isinstance(data, str | bytes):
            return data, None
        return form_text(data), "application/x-www-form-urlencoded"
    if json is not None:
        return json_text(json, compact=True), "application/json"
    return None, None


class Request:
    def __init__(
        self,
        method,
        url,
        *,
        params=None,
        headers=None,
        cookies=None,
        content=None,
        data=None,
        files=None,
        json=None,
        stream=None,
        extensions=None,
    ):
        self.method = method.upper() if isinstance(method, str) else method.decode().upper()
        self.url = URL(with_query(str(url), params)) if params else url if isinstance(url, URL) else URL(url)
        self.headers = Headers(headers)
        self._content, kind = _body(content, data, files, json)
        self.stream = stream if stream is not None else ByteStream(self.content)
        if "host" not in self.headers:
            host = [("Host", self.url.netloc.decode())]
            self.headers = Headers([*host, *self.headers.items()])
        if cookies:
            self.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in dict(cookies).items())
        if self._content is not None and "content-length" not in self.headers:
            self.headers["Content-Length"] = str(len(self.content))
        if kind and "content-type" not in self.headers:
            self.headers["Content-Type"] = kind
        self.extensions = dict(extensions or {})

    @property
    def content(self):
        content = self._content or b""
        return content.encode() if isinstance(content, str) else bytes(content)

    def read(self):
        return self.content

    async def aread(self):
        return self.content


class Response:
    def __init__(
        self,
        status_code=200,
        *,
        headers=None,
        content=None,
        text=None,
        html=None,
        json=None,
        stream=None,
        request=None,
        extensions=None,
        history=None,
        **_,
    ):
        self.status_code, self.request, self.history = status_code, request, list(history or [])
        self.headers = Headers(headers)
        if json is not None:
            content = json_text(json)
            self.headers.setdefault("Content-Type", "application/json")
        content = next((one for one in (content, text, html) if one is not None), b"")
        if stream is not None and not content:
            content = b"".join(stream) if hasattr(stream, "__iter__") else b""
        if not isinstance(content, str | bytes):
            content = b"".join(content)
        self._text = content if isinstance(content, str) else content.decode("utf-8", "replace")
        self.extensions = dict(extensions or {"http_version": b"HTTP/1.1"})
        self.encoding, self.http_version, self.reason_phrase = "utf-8", "HTTP/1.1", "OK" if status_code < 400 else "Error"
        self.is_closed = self.is_stream_consumed = True
        self.cookies, self.links, self.num_bytes_downloaded = Cookies(), {}, len(self._text)
        self.next_request, self.default_encoding, self.charset_encoding = None, "utf-8", "utf-8"

    text = property(lambda self: self._text)
    content = property(lambda self: self._text.encode())
    url = property(lambda self: self.request.url if self.request is not None else URL(""))
    is_informational = property(lambda self: self.status_code < 200)
    is_success = property(lambda self: 200 <= self.status_code < 300)
    is_redirect = property(lambda self: 300 <= self.status_code < 400)
    has_redirect_location = property(lambda self: False)
    is_client_error = property(lambda self: 400 <= self.status_code < 500)
    is_server_error = property(lambda self: self.status_code >= 500)
    is_error = property(lambda self: self.status_code >= 400)

    @property
    def elapsed(self):
        import datetime

        return datetime.timedelta(milliseconds=10)

    def json(self, **options):
        return _json.loads(self._text, **options)

    def raise_for_status(self):
        if self.is_error:
            raise HTTPStatusError(f"Error response {self.status_code}", request=self.request, response=self)
        return self

    def read(self):
        return self.content

    async def aread(self):
        return self.content

    def iter_bytes(self, chunk_size=None):
        yield self.content

    iter_raw = iter_bytes

    def iter_text(self, chunk_size=None):
        yield self._text

    def iter_lines(self):
        yield from self._text.splitlines()

    async def aiter_bytes(self, chunk_size=None):
        yield self.content

    aiter_raw = aiter_bytes

    async def aiter_text(self, chunk_size=None):
        yield self._text

    async def aiter_lines(self):
        for line in self._text.splitlines():
            yield line

    def close(self):
        return None

    async def aclose(self):
        return None

    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason_phrase}]>"


def _sent(request, via="httpx"):
    """Let a request leave."""
    reply = send(via, request.method, str(request.url), pairs_of(request.headers), request._content)
    return Response(reply.status, headers=list(reply.headers.items()), content=reply.text, request=request)


class BaseTransport:
    def handle_request(self, request):
        return _sent(request)

    def close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class AsyncBaseTransport:
    async def handle_async_request(self, request):
        return _sent(request)

    async def aclose(self):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.aclose()


class HTTPTransport(BaseTransport):
    def __init__(self, *_, **options):
        self._options = options


class AsyncHTTPTransport(AsyncBaseTransport):
    def __init__(self, *_, **options):
        self._options = options


class MockTransport(BaseTransport, AsyncBaseTransport):
    def __init__(self, handler):
        self.handler = handler

    def handle_request(self, request):
        return self.handler(request)

    async def handle_async_request(self, request):
        found = self.handler(request)
        return await found if hasattr(found, "__await__") else found


class ASGITransport(AsyncBaseTransport):
    def __init__(self, *_, **__):
        return None


WSGITransport = ASGITransport


class Auth:
    requires_request_body = requires_response_body = False

    def auth_flow(self, request):
        yield request

    def sync_auth_flow(self, request):
        yield from self.auth_flow(request)


class BasicAuth(Auth):
    def __init__(self, username, password=""):
        self._header = "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()

    def auth_flow(self, request):
        request.headers["Authorization"] = self._header
        yield request


class DigestAuth(BasicAuth):
    pass


class NetRCAuth(Auth):
    def __init__(self, *_):
        return None


def _authorized(request, auth):
    """The request after what the user's own way of authorizing did to it."""
    if auth is None or auth is USE_CLIENT_DEFAULT:
        return request
    if isinstance(auth, tuple | list):
        auth = BasicAuth(*auth)
    if isinstance(auth, Auth):
        return next(auth.sync_auth_flow(request), request)
    return auth(request) or request


def _defaults():
    return [
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "keep-alive"),
        ("User-Agent", f"python-httpx/{__version__}"),
    ]


class _BaseClient:
    def __init__(
        self,
        *,
        auth=None,
        params=None,
        headers=None,
        cookies=None,
        timeout=5.0,
        event_hooks=None,
        base_url="",
        transport=None,
        mounts=None,
        trust_env=True,
        follow_redirects=False,
        **options,
    ):
        self.auth, self.timeout, self.trust_env, self.follow_redirects = auth, timeout, trust_env, follow_redirects
        self._params = QueryParams(dict(params) if params else {})
        self._headers = Headers(_defaults())
        self._headers.update(dict(pairs_of(headers)))
        self.cookies = Cookies(dict(cookies or {}))
        self.event_hooks = {"request": [], "response": [], **(event_hooks or {})}
        self._transport, self._mounts, self._options = transport, dict(mounts or {}), options
        self.base_url, self.is_closed, self._via = base_url, False, "httpx"

    @property
    def headers(self):
        return self._headers

    @headers.setter
    def headers(self, value):
        self._headers = Headers(_defaults())
        self._headers.update(dict(pairs_of(value)))

    @property
    def params(self):
        return self._params

    @params.setter
    def params(self, value):
        self._params = QueryParams(dict(value))

    @property
    def base_url(self):
        return self._base

    @base_url.setter
    def base_url(self, value):
        text = str(value or "")
        self._base = URL(text if not text or text.endswith("/") else text + "/")

    def _address(self, url):
        text = str(url)
        if "://" in text or not str(self._base):
            return URL(text)
        return URL(str(self._base).rstrip("/") + "/" + text.lstrip("/"))

    def build_request(
        self, method, url, *, params=None, headers=None, cookies=None, content=None, data=None, files=None, json=None, extensions=None, **_
    ):
        held = Headers(self._headers)
        held.update(dict(pairs_of(headers)))
        query = self._params.merge(params) if self._params and not isinstance(params, str | bytes | list | tuple) else params
        return Request(
            method, self._address(url), params=query, headers=held, cookies={**self.cookies, **dict(cookies or {})},
            content=content, data=data, files=files, json=json, extensions=extensions,
        )  # fmt: skip

    def _carrier(self, request):
        for pattern, transport in self._mounts.items():
            if transport is not None and str(request.url).startswith(pattern):
                return transport
        return self._transport

    def _unless_default(self, auth):
        return self.auth if auth is USE_CLIENT_DEFAULT else auth


class Client(_BaseClient):
    def request(self, method, url, *, auth=USE_CLIENT_DEFAULT, stream=False, follow_redirects=None, timeout=None, **options):
        return self.send(self.build_request(method, url, **options), auth=auth)

    def send(self, request, *, stream=False, auth=USE_CLIENT_DEFAULT, follow_redirects=None):
        request = _authorized(request, self._unless_default(auth))
        for hook in self.event_hooks.get("request", ()):
            hook(request)
        carrier = self._carrier(request)
        if carrier is None or type(carrier) is HTTPTransport:
            response = _sent(request, self._via)
        else:
            response = carrier.handle_request(request)
            response.request = request
        for hook in self.event_hooks.get("response", ()):
            hook(response)
        return response

    def stream(self, method, url, **options):
        return _Streaming(lambda: self.request(method, url, **options))

    def close(self):
        self.is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class _Streaming:
    def __init__(self, make):
        self._make = make

    def __enter__(self):
        return self._make()

    def __exit__(self, *_):
        return None

    async def __aenter__(self):
        found = self._make()
        return await found if hasattr(found, "__await__") else found

    async def __aexit__(self, *_):
        return None


class AsyncClient(_BaseClient):
    async def request(self, method, url, *, auth=USE_CLIENT_DEFAULT, stream=False, follow_redirects=None, timeout=None, **options):
        return await self.send(self.build_request(method, url, **options), auth=auth)

    async def send(self, request, *, stream=False, auth=USE_CLIENT_DEFAULT, follow_redirects=None):
        request = _authorized(request, self._unless_default(auth))
        for hook in self.event_hooks.get("request", ()):
            await hook(request)
        carrier = self._carrier(request)
        if carrier is None or type(carrier) is AsyncHTTPTransport:
            response = _sent(request, self._via)
        else:
            response = await carrier.handle_async_request(request)
            response.request = request
        for hook in self.event_hooks.get("response", ()):
            await hook(response)
        return response

    def stream(self, method, url, **options):
        return _Streaming(lambda: self.request(method, url, **options))

    async def aclose(self):
        self.is_closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.aclose()


def _verb(name):
    def run(self, url, **options):
        return self.request(name, url, **options)

    run.__name__ = name.lower()
    return run


for _name in ("GET", "OPTIONS", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
    setattr(Client, _name.lower(), _verb(_name))
    setattr(AsyncClient, _name.lower(), _verb(_name))
_CLIENT_OPTIONS = ("proxy", "proxies", "verify", "cert", "trust_env", "timeout", "http2", "transport")


def request(method, url, **options):
    given = {name: options.pop(name) for name in _CLIENT_OPTIONS if name in options}
    return Client(**given).request(method, url, **options)


def stream(method, url, **options):
    return _Streaming(lambda: request(method, url, **options))


def _function(name):
    def run(url, **options):
        return request(name, url, **options)

    run.__name__ = name.lower()
    return run


get, options, head, post, put, patch, delete = map(_function, ("GET", "OPTIONS", "HEAD", "POST", "PUT", "PATCH", "DELETE"))


class codes:
    OK, CREATED, ACCEPTED, NO_CONTENT, MOVED_PERMANENTLY, FOUND, NOT_MODIFIED = 200, 201, 202, 204, 301, 302, 304
    BAD_REQUEST, UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_MANY_REQUESTS = 400, 401, 402, 403, 404, 409, 429
    INTERNAL_SERVER_ERROR, BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT = 500, 502, 503, 504
    ok, not_found = 200, 404


def main():
    return None
