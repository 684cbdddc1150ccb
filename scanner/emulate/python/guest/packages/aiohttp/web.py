"""Stands for `aiohttp.web`: an application whose routes a client asks once it is served.

Does not see what a server wants of a body beyond the usual fields, nor what it does for several clients at once.
"""

import asyncio
import inspect
import json as _json
import re
import types

import httpx as _httpx
from _unmask import incoming
from _unmask.anything import fallback
from _unmask.channel import tell
from _unmask.given import HANDED, STREAM, Kept
from _unmask.servers import settled
from _unmask.web import pairs_of

from aiohttp import StreamReader
from aiohttp.web_response import *  # noqa: F403
from aiohttp.web_response import Held, HTTPException, StreamResponse

__getattr__ = fallback("aiohttp.web")
_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_REQUESTS_MOST = 12
_PART = re.compile(r"\{(\w+)(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}")
_REST = "v1/chat/completions"
"""What a path that may be any stands for."""


class AppKey:
    def __init__(self, name, t=None):
        self._name, self._t = name, t

    def __class_getitem__(cls, _):
        return cls


RequestKey = ResponseKey = AppKey


class Request(Held):
    """A question of a client. What is put under its names is kept for those that see it later."""

    def __init__(self, app, method, path, match, body):
        super().__init__()
        self.app, self.method, self.path, self.match_info, self._body = app, method, path, match, body
        self.config_dict, self.headers, self.query, self.cookies = app, incoming.headers(), Kept(), Kept()
        self.path_qs = self.raw_path = self.query_string = path
        self.url = self.rel_url = _httpx.URL(f"http://127.0.0.1:8888{path}")
        self.host, self.scheme, self.secure, self.charset, self.keep_alive = "127.0.0.1:8888", "http", False, "utf-8", True
        self.version, self.content_type, self.content_length = types.SimpleNamespace(major=1, minor=1), "application/json", len(body)
        self.can_read_body = self.body_exists = self.has_body = bool(body)
        self.content, self.answered = StreamReader(body), None
        self.transport = types.SimpleNamespace(get_extra_info=self._extra, is_closing=lambda: False)

    @property
    def remote(self):
        return incoming.told_peer()

    @property
    def loop(self):
        return asyncio.get_running_loop()

    def _extra(self, name, default=None):
        return (incoming.told_peer(), 50000) if name == "peername" else default

    async def read(self):
        return self._body

    async def text(self):
        return self._body.decode()

    async def json(self, *, loads=_json.loads):
        return loads(self._body.decode())

    async def post(self):
        found = _json.loads(self._body or b"{}")
        return {name: value if isinstance(value, str) else _json.dumps(value) for name, value in found.items()}

    def clone(self, **changed):
        made = Request(self.app, changed.get("method", self.method), self.path, self.match_info, self._body)
        made.update(self)
        return made


BaseRequest = Request


class View:
    def __init__(self, request):
        self.request = request

    def __await__(self):
        return getattr(self, self.request.method.lower())().__await__()


class RouteDef:
    def __init__(self, method, path, handler, **_):
        self.method, self.path, self.handler = method.upper(), str(path), handler


def route(method, path, handler, **_):
    return RouteDef(method, path, handler)


def view(path, handler, **_):
    return RouteDef("*", path, handler)


def static(prefix, path, **_):
    return None


def _of_verb(verb):
    return lambda path, handler, **_: RouteDef(verb, path, handler)


for _name in _VERBS:
    globals()[_name] = _of_verb(_name)


class RouteTableDef(list):
    """Routes that decorators give."""

    def route(self, method, path, **_):
        def add(handler):
            self.append(RouteDef(method, path, handler))
            return handler

        return add

    def view(self, path, **_):
        return self.route("*", path)

    def static(self, *_, **__):
        return None

    def __getattr__(self, name):
        if name not in _VERBS:
            raise AttributeError(name)
        return lambda path, **_: self.route(name, path)


class UrlDispatcher:
    def __init__(self):
        self.held = []

    def add_route(self, method, path, handler, **_):
        self.held.append(RouteDef(method, path, handler))
        return self.held[-1]

    def add_view(self, path, handler, **_):
        return self.add_route("*", path, handler)

    def add_resource(self, path, **_):
        return types.SimpleNamespace(add_route=lambda method, handler, **_: self.add_route(method, path, handler))

    def add_routes(self, routes):
        self.held += [one for one in routes if one is not None]
        return self.held

    def add_static(self, *_, **__):
        return None

    def routes(self):
        return list(self.held)

    resources = routes

    def __getattr__(self, name):
        verb = name.removeprefix("add_")
        if verb not in _VERBS:
            raise AttributeError(name)
        return lambda path, handler, **_: self.add_route(verb, path, handler)


class Application(Held):
    """Its routes are asked when it is served, at the latest when the program is done."""

    def __init__(self, *, middlewares=(), **_):
        super().__init__()
        self.router, self.middlewares, self._is_served, self._below = UrlDispatcher(), list(middlewares), False, []
        self.on_startup, self.on_shutdown, self.on_cleanup, self.cleanup_ctx, self.on_response_prepare = [], [], [], [], []
        self.logger = types.SimpleNamespace(**dict.fromkeys(("debug", "info", "warning", "error", "exception"), lambda *_, **__: None))
        HANDED.append(self)

    def add_routes(self, routes):
        return self.router.add_routes(routes)

    def add_subapp(self, prefix, subapp):
        subapp._is_served = True
        self._below.append((prefix.rstrip("/"), subapp))
        return subapp

    def freeze(self, *_):
        return None

    @property
    def loop(self):
        return asyncio.get_running_loop()

    def _all(self, prefix=""):
        """(application, path, route) of each, those that take something first."""
        found = [(self, prefix + one.path, one) for one in self.router.held]
        for below, app in self._below:
            found += app._all(prefix + below)
        return sorted(found, key=lambda each: each[2].method not in ("POST", "*"))

    async def start(self):
        for one in self.on_startup:
            await _awaited(one(self))
        self._open = [one(self) for one in self.cleanup_ctx]
        for one in self._open:
            await (anext(one) if hasattr(one, "__anext__") else one.__aenter__())
        for _, app in self._below:
            await app.start()

    async def end(self):
        for one in (*self.on_shutdown, *self.on_cleanup):
            await _awaited(one(self))
        for one in reversed(self._open):
            await (anext(one, None) if hasattr(one, "__anext__") else one.__aexit__(None, None, None))
        for _, app in self._below:
            await app.end()

    async def serve(self):
        """Answer the questions of a client."""
        self._is_served = True
        count = 0
        for app, path, one in self._all():
            for method in ("POST", "GET") if one.method == "*" else (one.method,):
                for is_streamed in _streams() if method == "POST" else (False,):
                    count += 1
                    if count <= _REQUESTS_MOST:
                        STREAM["is_wanted"] = is_streamed
                        await app.ask(method, path, one.handler, self)
                        STREAM["is_wanted"] = False

    async def ask(self, method, path, handler, root):
        match = Kept({name: _REST if kind and kind.startswith((".", "[^{}")) else "item" for name, kind in _PART.findall(path)})
        path = _PART.sub(lambda found: match[found[1]], path)
        request = Request(self, method, path, match, incoming.body() if method in ("POST", "PUT", "PATCH") else b"")
        try:
            answer = await _through([*root.middlewares, *(self.middlewares if self is not root else ())], handler)(request)
        except HTTPException as given:
            answer = given
        except Exception as error:  # a server goes on
            tell("failure", {"what": f"{type(error).__name__}: {error}"})
            return
        answer = request.answered if answer is None else answer
        if isinstance(answer, StreamResponse):
            pairs = [(name, value) for name, value in pairs_of(answer.headers) if name.lower() not in ("date", "server")]
            incoming.tell_answer(f"{method} {path}", min(answer.status, 399 if answer.status == 101 else 599), pairs, _text(answer.body))

    def unmask_offer(self):
        if not self._is_served:
            run_app(self)

    unmask_use = unmask_offer


def _text(body):
    return body.decode("utf-8", "replace") if isinstance(body, bytes | bytearray) else str(body)


def _streams():
    return (False, True) if STREAM["is_known"] else (False,)


async def _awaited(value):
    return await value if inspect.isawaitable(value) else value


def _through(middlewares, handler):
    """What asks a handler through what stands before it."""

    async def last(request):
        return await _awaited(handler(request))

    run = last
    for one in reversed(middlewares):
        run = _before(one, run)
    return run


def _before(middleware, inner):
    async def run(request):
        return await _awaited(middleware(request, inner))

    return run


def middleware(function):
    return function


async def _served(app):
    app = await _awaited(app() if inspect.isroutine(app) else app)
    await app.start()
    await app.serve()
    await app.end()


def run_app(app, **_):
    settled(_served(app))


async def _run_app(app, **_):
    await _served(app)


class AppRunner:
    def __init__(self, app, **_):
        self.app, self.addresses, self.sites = app, [("127.0.0.1", 8888)], set()

    async def setup(self):
        await self.app.start()

    async def cleanup(self):
        await self.app.end()

    async def shutdown(self):
        return None


class TCPSite:
    def __init__(self, runner, *_, **__):
        self._runner, self.name = runner, "http://127.0.0.1:8888"

    async def start(self):
        await self._runner.app.serve()

    async def stop(self):
        return None


UnixSite = SockSite = NamedPipeSite = TCPSite
