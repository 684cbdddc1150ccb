"""Stands for `tornado`: its client, its loop, and an application whose handlers a browser asks."""

import asyncio
import inspect
import json
import sys
import types
from urllib.parse import parse_qs, urlsplit

from _unmask import incoming
from _unmask.anything import fallback
from _unmask.channel import tell
from _unmask.given import HANDED
from _unmask.servers import settled
from _unmask.web import REASONS, Headers, pairs_of, send, with_query

version, version_info = "6.5.2", (6, 5, 2, 0)
__getattr__ = fallback("tornado")
_VERBS = ("get", "post", "put", "patch", "delete")
_LEVELS = ("debug", "info", "warning", "error", "exception", "critical")
_HANDLERS_MOST = 12


class HTTPError(Exception):
    def __init__(self, code=500, log_message=None, *args, response=None, reason=None, **_):
        super().__init__(f"HTTP {code}: {log_message or reason or ''}")
        self.code = self.status_code = code
        self.message, self.log_message, self.args_of_log, self.reason, self.response = log_message, log_message, args, reason, response


class HTTPRequest:
    def __init__(self, url="", method="GET", headers=None, body=None, **options):
        self.url, self.method, self.headers, self.body = url, method, Headers(headers), body
        self.__dict__.update(options)


class HTTPResponse:
    def __init__(self, request, reply):
        self.request, self.code, self.headers, self.body = request, reply.status, reply.headers, reply.content
        self.reason, self.effective_url, self.error, self.buffer = REASONS.get(reply.status, ""), request.url, None, None
        self.request_time, self.time_info = 0.1, {}

    def rethrow(self):
        if self.code >= 400:
            raise HTTPError(self.code, response=self)


def _fetched(request, raise_error=True, **options):
    if not isinstance(request, HTTPRequest):
        request = HTTPRequest(request, **options)
    first = [("Connection", "close"), ("Host", urlsplit(request.url).netloc)]
    headers = Headers([*first, *pairs_of(request.headers), ("Accept-Encoding", "gzip")])
    headers.setdefault("User-Agent", getattr(request, "user_agent", None) or f"Tornado/{version}")
    response = HTTPResponse(request, send("tornado", request.method, request.url, headers.items(), request.body))
    if request_stream := getattr(request, "streaming_callback", None):
        request_stream(response.body)
    if raise_error:
        response.rethrow()
    return response


class HTTPClient:
    def __init__(self, *_, **__):
        return

    def fetch(self, request, **options):
        return _fetched(request, **options)

    def close(self):
        return

    @classmethod
    def configure(cls, *_, **__):
        return


class AsyncHTTPClient(HTTPClient):
    async def fetch(self, request, raise_error=True, **options):
        return _fetched(request, raise_error, **options)


class IOLoop:
    @classmethod
    def current(cls, *_, **__):
        return cls()

    instance = current

    def run_sync(self, function, timeout=None):
        return settled(function())

    def start(self):
        return

    stop = close = clear_current = make_current = start

    def add_callback(self, function, *values, **options):
        settled(function(*values, **options))

    spawn_callback = add_callback_from_signal = add_callback

    def call_later(self, delay, function, *values, **options):
        settled(function(*values, **options))

    call_at = call_later

    def add_future(self, future, function):
        function(future)

    def run_in_executor(self, executor, function, *values):
        return asyncio.get_event_loop().run_in_executor(executor, function, *values)

    def time(self):
        import time

        return time.time()


class PeriodicCallback:
    def __init__(self, callback, callback_time, jitter=0):
        self.callback, self.callback_time = callback, callback_time

    def start(self):
        settled(self.callback())

    def stop(self):
        return

    def is_running(self):
        return True


class RequestHandler:
    """A handler, in the way of tornado 6."""

    SUPPORTED_METHODS = tuple(verb.upper() for verb in _VERBS)
    current_user = "user"

    def __init__(self, application=None, request=None, **options):
        self.application, self.request = application or Application(), request or _request("GET")
        self._status, self._sent, self._out = 200, False, []
        self.settings, self._headers = self.application.settings, Headers()
        self.log = types.SimpleNamespace(**dict.fromkeys(_LEVELS, lambda *_, **__: None))
        self.path_args, self.path_kwargs = [], {}
        self.initialize(**options)

    def initialize(self, **_):
        return

    prepare = on_finish = check_xsrf_cookie = check_origin = set_default_headers = data_received = initialize

    def set_status(self, code, reason=None):
        self._status = code

    def get_status(self):
        return self._status

    def set_header(self, name, value):
        self._headers[name] = value

    add_header = set_header

    def clear_header(self, name):
        self._headers.pop(name, None)

    def write(self, chunk):
        self._out.append(chunk)

    def flush(self, *_):
        done = asyncio.get_event_loop().create_future() if asyncio._get_running_loop() else None
        if done is not None:
            done.set_result(None)
        return done

    def finish(self, chunk=None):
        if chunk is not None:
            self._out.append(chunk)
        self._sent = True
        return self.flush()

    def get_argument(self, name, default=None, strip=True):
        from _unmask.samples import by_name

        return default if default is not None else by_name(name)

    get_query_argument = get_body_argument = get_argument

    def get_arguments(self, name, strip=True):
        return [self.get_argument(name)]

    def get_json_body(self):
        return json.loads(self.request.body)

    def get_cookie(self, name, default=None):
        return default

    get_secure_cookie = get_signed_cookie = get_cookie

    def get_browser_locale(self, default="en_US"):
        tag = self.request.headers.get("Accept-Language", default).split(",")[0]
        return types.SimpleNamespace(code=tag.replace("-", "_"), translate=lambda text, *_: text)

    locale = property(get_browser_locale)

    def render(self, name, **values):
        self._out.append(values)

    def render_string(self, name, **values):
        return b""

    def redirect(self, url, *_, **__):
        return

    def send_error(self, code=500, **_):
        self._status = code

    def write_error(self, code, **_):
        return

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        from _unmask.anything import Anything

        return Anything("tornado", name)


class WebSocketHandler(RequestHandler):
    def write_message(self, message, binary=False):
        self._out.append(message)
        return self.flush()

    def close(self, *_):
        return


class _Request(types.SimpleNamespace):
    remote_ip = property(lambda self: incoming.told_peer())


def _request(method):
    given = incoming.body() if method not in ("GET", "DELETE") else b""
    return _Request(
        method=method, uri="/ask?q=hello", path="/ask", query="q=hello", version="HTTP/1.1", headers=incoming.headers(), body=given,
        protocol="http", host="127.0.0.1:8888", host_name="127.0.0.1", files={}, cookies={},
        arguments={name: [value.encode() for value in values] for name, values in parse_qs("q=hello").items()},
        query_arguments={}, body_arguments={}, connection=None, request_time=lambda: 0.1,
        full_url=lambda: "http://127.0.0.1:8888/ask?q=hello",
    )  # fmt: skip


class URLSpec:
    def __init__(self, pattern, handler, kwargs=None, name=None):
        self.pattern, self.handler_class, self.kwargs, self.name = pattern, handler, kwargs or {}, name


class Application:
    """Its handlers are asked when the program is done."""

    def __init__(self, handlers=None, default_host=None, transforms=None, **settings):
        self.settings = {"base_url": "/", "serve_traceback": False, "headers": {}, **settings}
        self.handlers = list(handlers or ())
        HANDED.append(self)

    def add_handlers(self, host_pattern, host_handlers):
        self.handlers += list(host_handlers)

    def listen(self, port, address="", **_):
        return self

    def reverse_url(self, name, *_):
        return f"/{name}"

    def unmask_offer(self):
        specs = [one if isinstance(one, URLSpec) else URLSpec(*one) for one in self.handlers if isinstance(one, URLSpec | tuple | list)]
        for spec in specs[:_HANDLERS_MOST]:
            if isinstance(spec.handler_class, type) and issubclass(spec.handler_class, RequestHandler):
                self._ask(spec)

    def _ask(self, spec):
        for verb in _VERBS:
            method = getattr(spec.handler_class, verb, None)
            if not inspect.isfunction(method):
                continue
            try:
                handler = spec.handler_class(self, _request(verb.upper()), **spec.kwargs)
                settled(handler.prepare())
                settled(_called(getattr(handler, verb)))
                settled(handler.on_finish())
            except Exception as error:
                tell("failure", {"what": f"{type(error).__name__}: {error}"})
        if issubclass(spec.handler_class, WebSocketHandler):
            handler = spec.handler_class(self, _request("GET"), **spec.kwargs)
            for name, values in (("open", ()), ("on_message", (incoming.body().decode(),)), ("on_close", ())):
                if hasattr(spec.handler_class, name):
                    settled(getattr(handler, name)(*values))


def _called(method):
    from _unmask import samples

    return method(*samples.arguments(method))


def coroutine(function):
    """Generators that wait for what they yield."""

    def run(*values, **options):
        made = function(*values, **options)
        return _driven(made) if inspect.isgenerator(made) else made

    run.__name__, run.__wrapped__ = getattr(function, "__name__", "run"), function
    return run


async def _driven(made):
    value = None
    try:
        while True:
            value = made.send(value)
            value = await value if inspect.isawaitable(value) else value
    except StopIteration as ended:
        return ended.value
    except Return as given:
        return given.value


class Return(Exception):
    def __init__(self, value=None):
        self.value = value


def _plain(method):
    return method


_OPTIONS = {}


class _Options:
    def __getattr__(self, name):
        if name in _OPTIONS:
            return _OPTIONS[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        _OPTIONS[name] = value

    def parse_command_line(self, *_, **__):
        return []

    parse_config_file = parse_command_line

    def define(self, name, default=None, **_):
        _OPTIONS[name] = default


options = _Options()


def _module(name, **held):
    made = types.ModuleType(f"tornado.{name}")
    made.__dict__.update(held, __getattr__=fallback("tornado"))
    sys.modules[made.__name__] = made
    globals()[name] = made


_module("httpclient", HTTPClient=HTTPClient, AsyncHTTPClient=AsyncHTTPClient, HTTPRequest=HTTPRequest, HTTPResponse=HTTPResponse,
        HTTPError=HTTPError, HTTPClientError=HTTPError)  # fmt: skip
_module("web", RequestHandler=RequestHandler, Application=Application, HTTPError=HTTPError, URLSpec=URLSpec, url=URLSpec,
        authenticated=_plain,
        StaticFileHandler=RequestHandler, RedirectHandler=RequestHandler, stream_request_body=_plain, removeslash=_plain, addslash=_plain,
        MissingArgumentError=HTTPError, Finish=type("Finish", (Exception,), {}))  # fmt: skip
_module("websocket", WebSocketHandler=WebSocketHandler, WebSocketClosedError=type("WebSocketClosedError", (Exception,), {}))
_module("ioloop", IOLoop=IOLoop, PeriodicCallback=PeriodicCallback)
_module("gen", coroutine=coroutine, Return=Return, sleep=asyncio.sleep, convert_yielded=_plain, multi=asyncio.gather)
_module("httpserver", HTTPServer=lambda application, **_: application)
_module("httputil", url_concat=with_query, HTTPHeaders=Headers, HTTPServerRequest=_request)
_module("options", options=options, define=options.define, parse_command_line=options.parse_command_line)
_module("escape", json_encode=json.dumps, json_decode=json.loads, utf8=lambda text: text.encode() if isinstance(text, str) else text,
        to_unicode=lambda text: text.decode() if isinstance(text, bytes) else text, native_str=str)  # fmt: skip
_module("concurrent", run_on_executor=_plain)
_module("log")
_module("locale", get=lambda *_: types.SimpleNamespace(code="en_US", translate=lambda text, *_: text))
