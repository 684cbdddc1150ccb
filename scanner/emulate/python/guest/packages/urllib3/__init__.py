"""Stands for `urllib3`."""

import json as _json
import sys
import types
import urllib.parse

from _unmask.anything import fallback
from _unmask.web import Headers, form_text, json_text, multipart, pairs_of, send

__version__ = "2.5.0"
__getattr__ = fallback("urllib3")


class HTTPError(Exception):
    pass


class HTTPHeaderDict(Headers):
    def itermerged(self):
        return iter(self.items())


class HTTPResponse:
    def __init__(self, reply, url=""):
        self.status, self.headers, self.data, self._at, self.url = (
            reply.status,
            HTTPHeaderDict(reply.headers.items()),
            reply.content,
            0,
            url,
        )
        self.reason, self.version, self.retries = "OK", 11, None

    def json(self):
        return _json.loads(self.data)

    def read(self, amount=None, **_):
        content = self.data[self._at :] if amount is None else self.data[self._at : self._at + amount]
        self._at += len(content)
        return content

    def stream(self, amount=65536, **_):
        yield self.data

    read_chunked = stream

    def getheader(self, name, default=None):
        return self.headers.get(name, default)

    def getheaders(self):
        return self.headers

    def release_conn(self):
        return None

    close = drain_conn = release_conn

    def __iter__(self):
        return iter(self.data.splitlines(keepends=True))


BaseHTTPResponse = HTTPResponse


class PoolManager:
    scheme = ""

    def __init__(self, num_pools=10, headers=None, **options):
        self.headers, self.connection_pool_kw, self.host, self.port = dict(pairs_of(headers)), options, "", None

    def request(self, method, url, body=None, fields=None, headers=None, json=None, **options):
        held = HTTPHeaderDict(pairs_of(headers if headers is not None else self.headers))
        if json is not None:
            body = json_text(json, compact=True)
            held.setdefault("Content-Type", "application/json")
        elif fields and method.upper() in ("GET", "DELETE", "HEAD", "OPTIONS"):
            url += ("&" if "?" in url else "?") + form_text(fields)
        elif fields:
            body = multipart(fields, {}, "boundary-of-the-made-up-world")
            held.setdefault("Content-Type", "multipart/form-data; boundary=boundary-of-the-made-up-world")
        return self.urlopen(method, url, body=body, headers=held, **options)

    def urlopen(self, method, url, body=None, headers=None, **_):
        if "://" not in url:
            port = f":{self.port}" if self.port else ""
            url = f"{self.scheme or 'http'}://{self.host}{port}{url}"
        given = pairs_of(headers if headers is not None else self.headers)
        if not any(name.lower() == "user-agent" for name, _ in given):
            given.append(("User-Agent", f"python-urllib3/{__version__}"))
        if hasattr(body, "read"):
            body = body.read()
        return HTTPResponse(send("urllib3", method, url, given, body), url)

    def request_encode_body(self, method, url, **options):
        return self.request(method, url, **options)

    request_encode_url = request_encode_body

    def clear(self):
        return None

    close = clear

    def connection_from_url(self, url, **_):
        return connection_from_url(url)

    def connection_from_host(self, host, port=None, scheme="http", **_):
        return connection_from_url(f"{scheme}://{host}{f':{port}' if port else ''}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class ProxyManager(PoolManager):
    def __init__(self, proxy_url, num_pools=10, headers=None, **options):
        super().__init__(num_pools, headers, **options)
        self.proxy = urllib.parse.urlsplit(proxy_url)


class HTTPConnectionPool(PoolManager):
    scheme = "http"

    def __init__(self, host, port=None, headers=None, **options):
        super().__init__(headers=headers, **options)
        self.host, self.port = host, port


class HTTPSConnectionPool(HTTPConnectionPool):
    scheme = "https"


def connection_from_url(url, **options):
    split = urllib.parse.urlsplit(url)
    kind = HTTPSConnectionPool if split.scheme == "https" else HTTPConnectionPool
    return kind(split.hostname or "", split.port, **options)


def request(method, url, **options):
    return PoolManager().request(method, url, **options)


class Retry:
    DEFAULT_ALLOWED_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
    RETRY_AFTER_STATUS_CODES = frozenset({413, 429, 503})
    DEFAULT = None

    def __init__(self, total=10, *_, **options):
        self.total = total
        self.__dict__.update(options)

    def new(self, **options):
        return type(self)(**{**vars(self), **options})

    def increment(self, *_, **__):
        return self

    @classmethod
    def from_int(cls, retries, **_):
        return retries if isinstance(retries, cls) else cls(retries)


class Timeout:
    DEFAULT_TIMEOUT = None

    def __init__(self, total=None, connect=None, read=None):
        self.total, self.connect, self.read = total, connect, read


def make_headers(keep_alive=None, accept_encoding=None, user_agent=None, basic_auth=None, **_):
    import base64

    found = {}
    if accept_encoding:
        found["accept-encoding"] = accept_encoding if isinstance(accept_encoding, str) else "gzip,deflate"
    if user_agent:
        found["user-agent"] = user_agent
    if keep_alive:
        found["connection"] = "keep-alive"
    if basic_auth:
        found["authorization"] = "Basic " + base64.b64encode(basic_auth.encode()).decode()
    return found


def disable_warnings(*_, **__):
    return None


def add_stderr_logger(*_, **__):
    return None


def parse_url(url):
    return urllib.parse.urlsplit(url)


def _part(name, **held):
    module = types.ModuleType(f"urllib3.{name}")
    module.__dict__.update(held, __getattr__=fallback("urllib3"), __path__=[])
    sys.modules[module.__name__] = module
    parent, _, last = module.__name__.rpartition(".")
    setattr(sys.modules[parent], last, module)


_part("exceptions", HTTPError=HTTPError, InsecureRequestWarning=type("InsecureRequestWarning", (Warning,), {}))
for _name in (
    "MaxRetryError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "NewConnectionError",
    "TimeoutError",
    "ProtocolError",
    "SSLError",
    "ProxyError",
    "NameResolutionError",
    "LocationParseError",
    "ResponseError",
    "IncompleteRead",
):
    setattr(exceptions, _name, type(_name, (HTTPError,), {}))  # noqa: F821
_part("util", Retry=Retry, Timeout=Timeout, make_headers=make_headers, parse_url=parse_url, Url=urllib.parse.SplitResult)
_part("util.retry", Retry=Retry)
_part("util.timeout", Timeout=Timeout)
_part("util.url", parse_url=parse_url)
_part("util.ssl_", create_urllib3_context=lambda *_, **__: __import__("ssl").create_default_context())
_part("poolmanager", PoolManager=PoolManager, ProxyManager=ProxyManager)
_part("connectionpool", HTTPConnectionPool=HTTPConnectionPool, HTTPSConnectionPool=HTTPSConnectionPool)
_part("response", HTTPResponse=HTTPResponse)
_part(
    "filepost",
    encode_multipart_formdata=lambda fields, boundary=None: (
        multipart(fields, {}, boundary or "b").encode(),
        f"multipart/form-data; boundary={boundary or 'b'}",
    ),
)
