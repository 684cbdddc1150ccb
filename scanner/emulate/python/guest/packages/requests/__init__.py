"""Stands for `requests`."""

import base64
import datetime
import json as _json
import sys
import types

from _unmask.anything import fallback
from _unmask.web import Headers, form_text, json_text, multipart, pairs_of, send, with_query

__version__ = "2.32.5"
__getattr__ = fallback("requests")
_BOUNDARY = "boundary-of-the-made-up-world"


class RequestException(OSError):
    def __init__(self, *values, **options):
        self.response, self.request = options.pop("response", None), options.pop("request", None)
        super().__init__(*values)


def _errors(base, *names):
    made = [type(name, (base,) if isinstance(base, type) else base, {"__module__": "requests.exceptions"}) for name in names]
    globals().update(zip(names, made, strict=True))
    return made


(HTTPError, ConnectionError, Timeout) = _errors(RequestException, "HTTPError", "ConnectionError", "Timeout")
_errors(ConnectionError, "ProxyError", "SSLError")
_errors((ConnectionError, Timeout), "ConnectTimeout")
_errors(Timeout, "ReadTimeout")
_errors(
    RequestException,
    "URLRequired",
    "TooManyRedirects",
    "ChunkedEncodingError",
    "ContentDecodingError",
    "RetryError",
    "UnrewindableBodyError",
)
_errors(
    (RequestException, ValueError), "MissingSchema", "InvalidSchema", "InvalidURL", "InvalidHeader", "InvalidJSONError", "JSONDecodeError"
)
_errors(Warning, "RequestsWarning", "FileModeWarning", "RequestsDependencyWarning")


class CaseInsensitiveDict(Headers):
    pass


class AuthBase:
    def __call__(self, r):
        return r


class HTTPBasicAuth(AuthBase):
    def __init__(self, username, password):
        self.username, self.password = username, password

    def __call__(self, r):
        r.headers["Authorization"] = "Basic " + base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        return r


class HTTPDigestAuth(HTTPBasicAuth):
    pass


class HTTPProxyAuth(HTTPBasicAuth):
    pass


class PreparedRequest:
    def __init__(self):
        self.method = self.url = self.body = None
        self.headers, self.hooks, self._cookies = CaseInsensitiveDict(), {"response": []}, {}

    @property
    def path_url(self):
        import urllib.parse

        split = urllib.parse.urlsplit(self.url or "")
        return (split.path or "/") + (f"?{split.query}" if split.query else "")

    def prepare(
        self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None, hooks=None, json=None
    ):
        self.method, self.url = (method or "GET").upper(), with_query(str(url), params)
        self.headers = CaseInsensitiveDict([(name, value) for name, value in pairs_of(headers) if value is not None])
        if cookies:
            self.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in dict(cookies).items())
        self.prepare_body(data, files, json)
        for one in _hooks(hooks):
            self.hooks["response"].append(one)
        self.prepare_auth(auth)

    def prepare_body(self, data, files, json=None):
        kind = None
        if files:
            self.body, kind = multipart(data, files, _BOUNDARY), f"multipart/form-data; boundary={_BOUNDARY}"
        elif data:
            if isinstance(data, str | bytes):
                self.body, kind = data, "application/x-www-form-urlencoded" if isinstance(data, str) else None
            elif hasattr(data, "read"):
                self.body = data.read()
            elif hasattr(data, "items") or isinstance(data, list | tuple):
                self.body, kind = form_text(data), "application/x-www-form-urlencoded"
            else:
                self.body = b"".join(one.encode() if isinstance(one, str) else one for one in data)
        elif json is not None:
            self.body, kind = json_text(json), "application/json"
        if self.body is not None:
            self.headers["Content-Length"] = str(len(self.body.encode() if isinstance(self.body, str) else self.body))
        elif self.method not in ("GET", "HEAD"):
            self.headers["Content-Length"] = "0"
        if kind and "content-type" not in self.headers:
            self.headers["Content-Type"] = kind

    def prepare_auth(self, auth, url=""):
        if isinstance(auth, tuple) and len(auth) == 2:
            auth = HTTPBasicAuth(*auth)
        if callable(auth):
            auth(self)

    def prepare_headers(self, headers):
        self.headers = CaseInsensitiveDict(pairs_of(headers))

    def prepare_url(self, url, params):
        self.url = with_query(str(url), params)

    def copy(self):
        made = PreparedRequest()
        made.__dict__.update(self.__dict__, headers=self.headers.copy())
        return made

    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"


def _hooks(hooks):
    found = (hooks or {}).get("response", [])
    return [found] if callable(found) else list(found)


class Request:
    def __init__(
        self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None, hooks=None, json=None
    ):
        self.method, self.url, self.headers, self.files, self.data = method, url, dict(pairs_of(headers)), files, data
        self.params, self.auth, self.cookies, self.hooks, self.json = params, auth, cookies, hooks, json

    def prepare(self):
        made = PreparedRequest()
        made.prepare(**vars(self))
        return made


class Response:
    def __init__(self):
        self.status_code, self.headers, self.url, self.encoding, self.reason = 200, CaseInsensitiveDict(), "", "utf-8", "OK"
        self.history, self.cookies, self.request, self.raw, self.connection = [], RequestsCookieJar(), None, None, None
        self.elapsed, self._content, self.apparent_encoding, self.is_redirect = datetime.timedelta(milliseconds=10), b"", "utf-8", False
        self.links, self.is_permanent_redirect, self.next = {}, False, None

    content = property(lambda self: self._content)
    text = property(lambda self: self._content.decode("utf-8", "replace"))
    ok = property(lambda self: self.status_code < 400)

    def json(self, **options):
        try:
            return _json.loads(self.text, **options)
        except ValueError as error:
            raise JSONDecodeError(str(error)) from error  # noqa: F821

    def raise_for_status(self):
        if not self.ok:
            raise HTTPError(f"{self.status_code} Error for url: {self.url}", response=self)

    def iter_content(self, chunk_size=1, decode_unicode=False):
        yield self.text if decode_unicode else self._content

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        yield from self.text.splitlines() if decode_unicode else self._content.splitlines()

    def __iter__(self):
        return self.iter_content()

    def close(self):
        return None

    def __bool__(self):
        return self.ok

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


class RequestsCookieJar(dict):
    def set(self, name, value, **_):
        self[name] = value

    def get_dict(self, **_):
        return dict(self)

    def set_cookie(self, cookie, *_, **__):
        self[cookie.name] = cookie.value


class BaseAdapter:
    def send(self, request, **_):
        raise NotImplementedError

    def close(self):
        return None


class HTTPAdapter(BaseAdapter):
    def __init__(self, pool_connections=10, pool_maxsize=10, max_retries=0, pool_block=False, **_):
        self.max_retries, self.config = max_retries, {}
        self.init_poolmanager(pool_connections, pool_maxsize, pool_block)

    def init_poolmanager(self, *_, **__):
        return None

    def add_headers(self, request, **_):
        return None

    def proxy_headers(self, proxy):
        return {}

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        self.add_headers(request, stream=stream, timeout=timeout, verify=verify, cert=cert, proxies=proxies)
        reply = send("requests", request.method, request.url, list(request.headers.items()), request.body)
        return self.build_response(request, reply)

    def build_response(self, request, reply):
        import io

        made = Response()
        made.status_code, made.url, made.request, made.connection = reply.status, request.url, request, self
        made.headers, made._content = CaseInsensitiveDict(reply.headers.items()), reply.content
        made.raw = io.BytesIO(reply.content)
        for name, value in reply.headers.items():
            if name.lower() == "set-cookie":
                title, _, text = value.partition("=")
                made.cookies[title] = text.partition(";")[0]
        return made


class Session:
    __attrs__ = [
        "headers",
        "cookies",
        "auth",
        "proxies",
        "hooks",
        "params",
        "verify",
        "cert",
        "adapters",
        "stream",
        "trust_env",
        "max_redirects",
    ]

    def __init__(self):
        self.headers = default_headers()
        self.auth = self.cert = None
        self.proxies, self.hooks, self.params, self.cookies = {}, {"response": []}, {}, RequestsCookieJar()
        self.verify, self.stream, self.trust_env, self.max_redirects = True, False, True, 30
        self.adapters = {}
        self.mount("https://", HTTPAdapter())
        self.mount("http://", HTTPAdapter())

    def mount(self, prefix, adapter):
        self.adapters[prefix] = adapter
        for key in sorted(self.adapters, key=len, reverse=True):
            self.adapters[key] = self.adapters.pop(key)

    def get_adapter(self, url):
        return next((one for prefix, one in self.adapters.items() if url.lower().startswith(prefix.lower())), HTTPAdapter())

    def prepare_request(self, request):
        held = CaseInsensitiveDict(pairs_of(self.headers))
        for name, value in pairs_of(request.headers):
            if value is None:
                held.pop(name, None)
            else:
                held[name] = value
        params = (
            request.params
            if isinstance(request.params, str | bytes | list | tuple)
            else {**dict(self.params), **dict(request.params or {})}
        )
        made = PreparedRequest()
        made.prepare(
            method=request.method, url=request.url, headers=held, files=request.files, data=request.data, json=request.json, params=params,
            auth=request.auth or self.auth, cookies={**self.cookies, **dict(request.cookies or {})}, hooks=request.hooks,
        )  # fmt: skip
        made.hooks["response"] += _hooks(self.hooks)
        return made

    def request(
        self,
        method,
        url,
        params=None,
        data=None,
        headers=None,
        cookies=None,
        files=None,
        auth=None,
        timeout=None,
        allow_redirects=True,
        proxies=None,
        hooks=None,
        stream=None,
        verify=None,
        cert=None,
        json=None,
    ):
        prepared = self.prepare_request(Request(method, url, headers, files, data, params, auth, cookies, hooks, json))
        return self.send(
            prepared, timeout=timeout, allow_redirects=allow_redirects, stream=stream, verify=verify, cert=cert, proxies=proxies
        )

    def send(self, request, **options):
        options.pop("allow_redirects", None)
        answer = self.get_adapter(request.url).send(request, **options)
        self.cookies.update(answer.cookies)
        for hook in request.hooks["response"]:
            answer = hook(answer, **options) or answer
        return answer

    def merge_environment_settings(self, url, proxies, stream, verify, cert):
        return {"proxies": proxies, "stream": stream, "verify": verify, "cert": cert}

    def close(self):
        for adapter in self.adapters.values():
            adapter.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def options(self, url, **options):
        return self.request("OPTIONS", url, **options)

    def head(self, url, **options):
        return self.request("HEAD", url, **options)

    def post(self, url, data=None, json=None, **options):
        return self.request("POST", url, data=data, json=json, **options)

    def put(self, url, data=None, **options):
        return self.request("PUT", url, data=data, **options)

    def patch(self, url, data=None, **options):
        return self.request("PATCH", url, data=data, **options)

    def delete(self, url, **options):
        return self.request("DELETE", url, **options)


def session():
    return Session()


def default_user_agent(name="python-requests"):
    return f"{name}/{__version__}"


def default_headers():
    return CaseInsensitiveDict(
        [("User-Agent", default_user_agent()), ("Accept-Encoding", "gzip, deflate"), ("Accept", "*/*"), ("Connection", "keep-alive")]
    )


def request(method, url, **options):
    with Session() as one:
        return one.request(method=method, url=url, **options)


def get(url, params=None, **options):
    return request("get", url, params=params, **options)


def options(url, **more):
    return request("options", url, **more)


def head(url, **options):
    return request("head", url, **options)


def post(url, data=None, json=None, **options):
    return request("post", url, data=data, json=json, **options)


def put(url, data=None, **options):
    return request("put", url, data=data, **options)


def patch(url, data=None, **options):
    return request("patch", url, data=data, **options)


def delete(url, **options):
    return request("delete", url, **options)


class _Codes(dict):
    ok = okay = 200
    created, accepted, no_content, bad_request, unauthorized, forbidden, not_found = 201, 202, 204, 400, 401, 403, 404
    conflict, too_many_requests, internal_server_error, server_error, bad_gateway, service_unavailable = 409, 429, 500, 500, 502, 503

    def __getitem__(self, name):
        return getattr(self, name)

    OK, NOT_FOUND, UNAUTHORIZED, FORBIDDEN = 200, 404, 401, 403


codes = _Codes()


def _part(name, **held):
    module = types.ModuleType(f"requests.{name}")
    module.__dict__.update(held, __getattr__=fallback("requests"))
    sys.modules[module.__name__] = globals()[name] = module


_everything = {name: value for name, value in globals().items() if not name.startswith("_")}
for _name in ("exceptions", "adapters", "auth", "structures", "models", "sessions", "api", "cookies", "status_codes", "hooks"):
    _part(_name, **_everything)
_part(
    "utils",
    default_headers=default_headers,
    default_user_agent=default_user_agent,
    quote=__import__("urllib.parse").parse.quote,
    unquote=__import__("urllib.parse").parse.unquote,
    get_environ_proxies=lambda *_, **__: __import__("urllib.request").request.getproxies(),
    getproxies=lambda: __import__("urllib.request").request.getproxies(),
    urlparse=__import__("urllib.parse").parse.urlparse,
    to_key_val_list=list,
    dict_from_cookiejar=dict,
)
_part("certs", where=lambda: "/etc/ssl/cert.pem")
_part("compat", urlparse=__import__("urllib.parse").parse.urlparse, urljoin=__import__("urllib.parse").parse.urljoin, json=_json)
import urllib3  # noqa: E402

packages = types.ModuleType("requests.packages")
packages.urllib3 = urllib3
sys.modules["requests.packages"] = packages
for _name in ("", ".exceptions", ".util", ".util.retry"):
    sys.modules[f"requests.packages.urllib3{_name}"] = sys.modules[f"urllib3{_name}"]
