"""What the clients of model services have in common: options, the request with its headers, and answers with attributes."""

import inspect
import json
from collections.abc import Callable, Iterator
from typing import Any

from . import web
from .channel import plain
from .environment import ENVIRONMENT


class _NotGiven:
    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN = _NotGiven()
DEFAULT_TIMEOUT_S = 600
"""How long clients wait for an answer that were not told it."""


def is_given(value: Any) -> bool:
    return not isinstance(value, _NotGiven) and type(value).__name__ != "Omit"


class Model:
    """An answer: its fields are attributes, items and a dict."""

    def __init__(self, held: dict[str, Any] | None = None, **more: Any) -> None:
        self.__dict__["_held"] = {**(held or {}), **more}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        held = self.__dict__.get("_held", {})
        return modelled(held[name]) if name in held else None

    def __setattr__(self, name: str, value: Any) -> None:
        self._held[name] = value

    def __getitem__(self, name: str) -> Any:
        return modelled(self._held[name])

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def __iter__(self) -> Iterator[Any]:
        return iter(self._held.items())

    def get(self, name: str, default: Any = None) -> Any:
        return modelled(self._held.get(name, default))

    def keys(self) -> Any:
        return self._held.keys()

    def items(self) -> Any:
        return self._held.items()

    def model_dump(self, **_: Any) -> dict[str, Any]:
        return dict(self._held)

    to_dict = dict = model_dump

    def model_dump_json(self, **_: Any) -> str:
        return json.dumps(plain(self._held))

    to_json = json = model_dump_json

    def model_copy(self, **_: Any) -> "Model":
        return Model(self._held)

    def __repr__(self) -> str:
        return f"Model({self._held!r})"


def modelled(value: Any) -> Any:
    """A value of an answer with its fields as attributes."""
    if isinstance(value, dict):
        return Model(value)
    if isinstance(value, list):
        return [modelled(one) for one in value]
    return value


class Raw:
    """`with_raw_response` and `with_streaming_response`."""

    def __init__(self, reply: web.Reply, parsed: Any) -> None:
        self.status_code, self.headers, self.text, self._parsed = reply.status, reply.headers, reply.text, parsed
        self.http_response, self.request_id, self.retries_taken = self, "req_1", 0

    def parse(self, **_: Any) -> Any:
        return self._parsed

    def json(self) -> Any:
        return json.loads(self.text)

    def read(self) -> bytes:
        return self.text.encode()

    def iter_lines(self) -> Iterator[str]:
        yield from self.text.splitlines()

    def __enter__(self) -> "Raw":
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Service:
    """What a client is told once: where its service is, and what every request bears."""

    via = "sdk:service"
    base = ""
    base_names: tuple[str, ...] = ()
    key_names: tuple[str, ...] = ()
    timeout_header: str | None = None
    """Header by which the client says how long it waits for an answer; None: it does not say."""

    def __init__(
        self,
        *,
        api_key: Any = None,
        base_url: Any = None,
        timeout: Any = NOT_GIVEN,
        max_retries: int = 2,
        default_headers: Any = None,
        default_query: Any = None,
        http_client: Any = None,
        **options: Any,
    ) -> None:
        self.api_key = api_key if api_key is not None else self._variable(self.key_names)
        given = base_url if base_url is not None else self._variable(self.base_names)
        import httpx

        self._base_url = httpx.URL(str(given or self.base).rstrip("/") + "/")
        self.timeout = timeout if is_given(timeout) else DEFAULT_TIMEOUT_S
        self.max_retries, self.options = max_retries, options
        self._custom_headers = dict(web.pairs_of(default_headers))
        self._custom_query = dict(default_query or {})
        self._client = http_client
        self.__dict__.update({name: value for name, value in options.items() if name.isidentifier() and not name.startswith("_")})

    @staticmethod
    def _variable(names: tuple[str, ...]) -> str | None:
        return next((value for name in names if (value := ENVIRONMENT.get(name)) is not None), None)

    @property
    def base_url(self) -> Any:
        return self._base_url

    @base_url.setter
    def base_url(self, value: Any) -> None:
        self._base_url = type(self._base_url)(str(value).rstrip("/") + "/")

    @property
    def default_headers(self) -> dict[str, str]:
        return {**dict(self.auth_headers()), **self._custom_headers}

    @property
    def default_query(self) -> dict[str, Any]:
        return self._custom_query

    def auth_headers(self) -> list[tuple[str, str]]:
        return [("Authorization", f"Bearer {self._key()}")]

    def _key(self) -> str:
        return str(self.api_key() if callable(self.api_key) else self.api_key)

    def copy(self, **options: Any) -> Any:
        return self.with_options(**options)

    def with_options(self, **options: Any) -> Any:
        given = {
            "api_key": self.api_key,
            "base_url": str(self._base_url),
            "timeout": self.timeout,
            "max_retries": self.max_retries,
            "default_headers": self._custom_headers,
            "default_query": self._custom_query,
            "http_client": self._client,
            **self.options,
        }
        extra = options.pop("default_headers", None)
        if extra:
            given["default_headers"] = {**self._custom_headers, **dict(extra)}
        return type(self)(**{**given, **options})

    def close(self) -> None:
        return None

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def _timeout_told(self, timeout: Any) -> list[tuple[str, str]]:
        """timeout: that of one call, `NOT_GIVEN` where it has none of its own. Source: `_build_headers` of openai and anthropic."""
        chosen = timeout if is_given(timeout) else self.timeout
        seconds = getattr(chosen, "read", chosen)
        return [(self.timeout_header, str(seconds))] if self.timeout_header and isinstance(seconds, int | float) else []

    def send(
        self, method: str, path: str, body: Any, *, headers: Any = None, query: Any = None, timeout: Any = NOT_GIVEN
    ) -> web.Reply:
        """Let a request of this client leave, over its own HTTP client where it was given one."""
        own = (*self.auth_headers(), *self._timeout_told(timeout))
        held = web.Headers([("Accept", "application/json"), ("Content-Type", "application/json"), *own])
        for name, value in (*self._custom_headers.items(), *web.pairs_of(headers)):
            if value is None or not is_given(value):
                held.pop(name, None)
            else:
                held[name] = value
        url = path if "://" in path else str(self._base_url).rstrip("/") + path
        url = web.with_query(url, {**self._custom_query, **dict(query or {})})
        text = None if body is None else web.json_text(body, compact=True)
        if self._client is not None and hasattr(self._client, "build_request"):
            return self._over(method, url, held, text)
        return web.send(self.via, method, url, list(held.items()), text)

    def _over(self, method: str, url: str, held: web.Headers, text: str | None) -> web.Reply:
        client = self._client
        before, client._via = client._via, self.via
        try:
            answer = client.send(client.build_request(method, url, headers=list(held.items()), content=text))
            if inspect.isawaitable(answer):
                answer = driven(answer)
        finally:
            client._via = before
        return web.Reply(answer.status_code, list(answer.headers.items()), answer.text)


def driven(waiting: Any) -> Any:
    """What is waited for, where nothing in it waits for anything else."""
    steps = waiting.__await__()
    try:
        while True:
            next(steps)
    except StopIteration as done:
        return done.value


def ordered(options: dict[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a body in the order in which the package writes them: the required ones, then the others by name."""
    given = {name: value for name, value in options.items() if is_given(value)}
    return {**{name: given[name] for name in first if name in given}, **{name: given[name] for name in sorted(given) if name not in first}}


_PER_CALL = ("extra_headers", "extra_query", "extra_body", "timeout")


def body_of(options: dict[str, Any], first: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(body, options of the call) of what a method was called with."""
    call = {name: options.pop(name, NOT_GIVEN if name == "timeout" else None) for name in _PER_CALL}
    body = ordered(options, first)
    extra = call["extra_body"]
    return {**body, **(dict(extra) if extra else {})}, call


class Events:
    """A stream of events, for `for` and `async for`, and as a context."""

    def __init__(self, text: str) -> None:
        self._items = [modelled(json.loads(data)) for _, data in web.events_of(text) if data != "[DONE]" and data[:1] in "{["]
        self.response = web

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __next__(self) -> Any:
        if not self._items:
            raise StopIteration
        return self._items.pop(0)

    async def __aiter__(self) -> Any:
        for one in self._items:
            yield one

    def close(self) -> None:
        return None

    async def aclose(self) -> None:
        return None

    def __enter__(self) -> "Events":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    async def __aenter__(self) -> "Events":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


Call = Callable[..., Any]


def method(
    service: Service, path: str, first: tuple[str, ...] = (), *, verb: str = "POST", finish: Callable[[Any], Any] | None = None
) -> Any:
    """A method of the client that sends what it is called with."""

    def send(*values: Any, **options: Any) -> tuple[web.Reply, dict[str, Any]]:
        for name, value in zip(first, values, strict=False):
            options.setdefault(name, value)
        body, call = body_of(options, first)
        told = {"headers": call["extra_headers"], "query": call["extra_query"], "timeout": call["timeout"]}
        reply = service.send(verb, path, body if verb == "POST" else None, **told)
        return reply, body

    def parsed(reply: web.Reply, body: dict[str, Any]) -> Any:
        if body.get("stream") is True:
            return Events(reply.text)
        found = modelled(loaded(reply.text))
        return finish(found) if finish is not None else found

    def run(*values: Any, **options: Any) -> Any:
        reply, body = send(*values, **options)
        return parsed(reply, body)

    def raw(*values: Any, **options: Any) -> Raw:
        reply, body = send(*values, **options)
        return Raw(reply, parsed(reply, body))

    run.raw = raw  # type: ignore[attr-defined]
    return run


def loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}


class Group:
    """Methods that belong together: `client.messages`."""

    def __init__(self, **methods: Any) -> None:
        self.__dict__.update(methods)

    @property
    def with_raw_response(self) -> Any:
        return Group(**{name: getattr(one, "raw", one) for name, one in vars(self).items()})

    with_streaming_response = with_raw_response

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        from .anything import Anything

        return Anything("client", name)


class Awaited:
    """What is both the answer and something to wait for, to iterate and to enter."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __await__(self) -> Any:
        yield from ()
        return self._make()

    async def __aenter__(self) -> Any:
        return self._make()

    async def __aexit__(self, *_: object) -> None:
        return None

    async def __aiter__(self) -> Any:
        found = self._make()
        for one in getattr(found, "data", None) or found:
            yield one


def awaited(group: Any) -> Any:
    """The same methods for a client whose answers are waited for."""
    if isinstance(group, Group):
        return Group(**{name: awaited(one) for name, one in vars(group).items()})
    if not callable(group) or isinstance(group, type):
        return group

    def run(*values: Any, **options: Any) -> Awaited:
        return Awaited(lambda: group(*values, **options))

    run.raw = (lambda *values, **options: Awaited(lambda: group.raw(*values, **options))) if hasattr(group, "raw") else run  # type: ignore[attr-defined]
    return run


def wait_for_all(client: Any) -> None:
    """Make every method of a client one that is waited for."""
    for name, value in list(vars(client).items()):
        if isinstance(value, Group):
            setattr(client, name, awaited(value))
    client.close = client.aclose = _closed


async def _closed() -> None:
    return None


def errors(package: str, first: str, base: str = "APIError") -> dict[str, type]:
    """The exceptions that the clients of these services have in common."""
    root: Any = type(first, (Exception,), {"__module__": package})

    def make(self: Any, message: Any = "", *values: Any, response: Any = None, body: Any = None, request: Any = None, **_: Any) -> None:
        Exception.__init__(self, message)
        self.message, self.response, self.body, self.request, self.status_code, self.code = str(message), response, body, request, 500, None

    top: Any = type(base, (root,), {"__module__": package, "__init__": make})
    status: Any = type("APIStatusError", (top,), {"__module__": package})
    found = {root.__name__: root, base: top, "APIStatusError": status, "APIConnectionError": type("APIConnectionError", (top,), {})}
    found["APITimeoutError"] = type("APITimeoutError", (found["APIConnectionError"],), {})
    for name in (
        "BadRequestError",
        "AuthenticationError",
        "PermissionDeniedError",
        "NotFoundError",
        "ConflictError",
        "UnprocessableEntityError",
        "RateLimitError",
        "InternalServerError",
        "OverloadedError",
    ):
        found[name] = type(name, (status,), {"__module__": package})
    for name in ("APIResponseValidationError", "LengthFinishReasonError", "ContentFilterFinishReasonError"):
        found[name] = type(name, (top,), {"__module__": package})
    return found
