"""Guest side: everything that lets values out. Requests are reported and answered by the world; unknown packages answer anything."""

import json
import sys
import types
from typing import Any
from urllib.parse import urlencode

from channel import ask, plain, tell
from watch import Told, told


class Answer:
    """What a server sent, in the shapes that the common clients give it."""

    def __init__(self, sent: dict[str, Any], url: str) -> None:
        self.status_code = self.status = self.code = int(sent["status"])
        self.text = Told(sent["text"])
        self.headers = {str(name): str(value) for name, value in sent["headers"]}
        self.url = url
        self.ok = self.is_success = True
        self.reason = "OK"
        self.encoding = "utf-8"
        self.cookies: dict[str, str] = {}

    @property
    def content(self) -> bytes:
        return self.text.encode()

    data = content

    def json(self, **_: Any) -> Any:
        return told(json.loads(self.text))

    def read(self, *_: Any) -> bytes:
        return self.content

    def raise_for_status(self) -> "Answer":
        return self

    def iter_lines(self, *_: Any, **__: Any) -> Any:
        return iter(self.content.splitlines())

    def iter_content(self, *_: Any, **__: Any) -> Any:
        return iter([self.content])

    def getheader(self, name: str, default: Any = None) -> Any:
        return self.headers.get(name, default)

    def close(self) -> None:
        return None

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __iter__(self) -> Any:
        return iter(self.content.splitlines(keepends=True))


def request(via: str, method: str, url: Any, **options: Any) -> Answer:
    """Report a request and give what the world answers."""
    headers = [(str(name), str(value)) for name, value in dict(options.get("headers") or {}).items()]
    headers += [("Cookie", f"{name}={value}") for name, value in dict(options.get("cookies") or {}).items()]
    body = options.get("json")
    if body is not None:
        body = json.dumps(plain(body), ensure_ascii=False)
    else:
        body = next((options[name] for name in ("data", "content", "body", "files") if options.get(name) is not None), None)
        if isinstance(body, dict | list | tuple):
            body = (
                urlencode(body) if isinstance(body, dict) and options.get("files") is None else json.dumps(plain(body), ensure_ascii=False)
            )
    address = str(url)
    if options.get("params"):
        address += ("&" if "?" in address else "?") + urlencode(options["params"], doseq=True)
    sent = ask(
        "request", {"via": via, "method": method.upper(), "url": address, "headers": headers, "body": None if body is None else plain(body)}
    )
    return Answer(sent, address)


class Session:
    """`requests.Session`, `httpx.Client`, `aiohttp.ClientSession` and their like."""

    def __init__(self, *_: Any, base_url: Any = "", headers: Any = None, params: Any = None, cookies: Any = None, **__: Any) -> None:
        self.base = str(base_url or "")
        self.headers: dict[str, Any] = dict(headers or {})
        self.params, self.cookies, self.auth, self.verify, self.proxies = dict(params or {}), dict(cookies or {}), None, True, {}

    def request(self, method: str, url: Any, **options: Any) -> Any:
        options["headers"] = {**self.headers, **dict(options.get("headers") or {})}
        options["params"] = (
            {**self.params, **dict(options.get("params") or {})} if not isinstance(options.get("params"), list) else options["params"]
        )
        options["cookies"] = {**self.cookies, **dict(options.get("cookies") or {})}
        address = str(url) if "://" in str(url) else self.base + str(url)
        return request(self.via, method, address, **options)

    via = "requests"

    def __getattr__(self, name: str) -> Any:
        if name in _VERBS:
            return lambda url, *rest, **options: self.request(name, url, **(_named(rest) | options))
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None

    def stream(self, method: str, url: Any, **options: Any) -> Any:
        return self.request(method, url, **options)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        return None


def _named(rest: tuple[Any, ...]) -> dict[str, Any]:
    return {"data": rest[0]} if rest else {}


class AsyncSession(Session):
    """The same for clients whose answers are waited for."""

    def request(self, method: str, url: Any, **options: Any) -> Any:
        return Waited(Session.request(self, method, url, **options))

    async def __aenter__(self) -> "AsyncSession":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def close(self) -> None:
        return None

    aclose = close


class Waited:
    """An answer that can be awaited, and entered with `async with`."""

    def __init__(self, answer: Answer) -> None:
        self.answer = _AsyncAnswer(answer)

    def __await__(self) -> Any:
        yield from ()
        return self.answer

    async def __aenter__(self) -> Any:
        return self.answer

    async def __aexit__(self, *_: object) -> None:
        return None


class _AsyncAnswer:
    """aiohttp's answers have methods to await where httpx has plain ones: these are both."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._answer, name)

    def json(self, **_: Any) -> Any:
        return _Both(self._answer.json())

    @property
    def text(self) -> Any:
        return _Text(self._answer.text)

    def read(self) -> Any:
        return _Both(self._answer.content)


class _Both(dict):
    def __init__(self, value: Any) -> None:
        super().__init__(value if isinstance(value, dict) else {})
        self.value = value

    def __await__(self) -> Any:
        yield from ()
        return self.value


class _Text(str):
    __slots__ = ()

    def __call__(self, *_: Any, **__: Any) -> Any:
        return _Both(str(self))


_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")


def _client(name: str) -> types.ModuleType:
    module: Any = types.ModuleType(name)
    session = type("Session", (Session,), {"via": name})
    waiting = type("AsyncSession", (AsyncSession,), {"via": name})
    for verb in _VERBS:
        setattr(module, verb, lambda url, *rest, _verb=verb, **options: request(name, _verb, url, **(_named(rest) | options)))
    module.request = lambda method, url, **options: request(name, method, url, **options)
    module.stream = module.request
    module.Session = module.session = module.Client = module.PoolManager = session
    module.AsyncClient = module.ClientSession = waiting
    for error in (
        "RequestException",
        "HTTPError",
        "ConnectionError",
        "Timeout",
        "TimeoutException",
        "ClientError",
        "HTTPStatusError",
        "RequestError",
    ):
        setattr(module, error, type(error, (Exception,), {}))
    module.exceptions = module
    module.Timeout = module.ClientTimeout = module.Limits = module.HTTPTransport = Anything(name, "Timeout")
    module.Response = Answer
    module.codes = types.SimpleNamespace(ok=200)
    module.__getattr__ = lambda attribute: Anything(name, attribute)
    module.__path__ = []
    return module


class Anything:
    """Stands for whatever a package that the artifact does not hold offers. Calls are reported with their arguments."""

    def __init__(self, package: str, path: str) -> None:
        self.__dict__["_package"], self.__dict__["_path"] = package, path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(self._package, f"{self._path}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        tell("gap", {"what": f"{self._package}.{self._path}.{name} was set"})

    def __call__(self, *values: Any, **options: Any) -> Any:
        if len(values) == 1 and not options and callable(values[0]) and hasattr(values[0], "__name__"):
            return values[0]  # a decorator
        ask("call", {"package": self._package, "path": self._path, "values": [*map(plain, values), *([plain(options)] if options else [])]})
        return Anything(self._package, f"{self._path}()")

    def __await__(self) -> Any:
        yield from ()
        return self

    def __iter__(self) -> Any:
        return iter(())

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def __getitem__(self, key: Any) -> Any:
        return Anything(self._package, f"{self._path}[]")

    def __str__(self) -> str:
        return "ok"

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return 0

    def __mro_entries__(self, bases: Any) -> tuple[type, ...]:
        return (object,)

    def __or__(self, other: Any) -> Any:
        return other

    __ror__ = __or__


def _sockets(facts: dict[str, Any]) -> None:
    import http.client
    import socket
    import urllib.request

    class Connection:
        def __init__(self, host: str, port: Any = None, **_: Any) -> None:
            self.base, self.sent, self.parts = f"{self.scheme}://{host}{'' if not port else f':{port}'}", None, []

        scheme = "http"

        def request(self, method: str, path: str, body: Any = None, headers: Any = None, **_: Any) -> None:
            self.sent = request(self.scheme, method, self.base + path, headers=headers or {}, body=body)

        def getresponse(self) -> Any:
            return self.sent

        def close(self) -> None:
            return None

    def urlopen(target: Any, data: Any = None, *_: Any, **__: Any) -> Answer:
        if isinstance(target, str):
            return request("urllib", "POST" if data is not None else "GET", target, data=data)
        body = target.data if target.data is not None else data
        return request("urllib", target.get_method(), target.full_url, headers=dict(target.header_items()), data=body)

    class Socket:
        def __init__(self, *_: Any, **__: Any) -> None:
            self.peer = ""

        def connect(self, address: Any) -> None:
            self.peer = ":".join(map(str, address))
            tell("lookup", {"host": str(address[0])})

        def send(self, content: bytes, *_: Any) -> int:
            tell("frame", {"host": self.peer, "text": plain(content)})
            return len(content)

        sendall = send

        def sendto(self, content: bytes, *where: Any) -> int:
            self.peer = str(where[-1])
            return self.send(content)

        def recv(self, *_: Any) -> bytes:
            return b""

        def __getattr__(self, name: str) -> Any:
            return lambda *_, **__: None

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            return None

    def lookup(host: Any, *_: Any, **__: Any) -> Any:
        tell("lookup", {"host": str(host)})
        return "192.0.2.1"

    def connected(address: Any, *_: Any, **__: Any) -> Socket:
        made = Socket()
        made.connect(address)
        return made

    def host_name() -> str:
        tell("read", "host_name")
        return Told(facts["host_name"])

    http.client.HTTPConnection = Connection
    http.client.HTTPSConnection = type("HTTPSConnection", (Connection,), {"scheme": "https"})
    urllib.request.urlopen = urlopen
    socket.gethostname = socket.getfqdn = host_name
    socket.gethostbyname = lookup
    socket.getaddrinfo = lambda host, port, *_, **__: [(2, 1, 6, "", (lookup(host), port))]
    socket.socket = Socket
    socket.create_connection = connected


def _metadata() -> types.ModuleType:
    """Every package is installed, in the version 1.0.0."""
    module: Any = types.ModuleType("importlib.metadata")
    module.PackageNotFoundError = type("PackageNotFoundError", (ModuleNotFoundError,), {})
    module.version = lambda name: "1.0.0"
    module.metadata = lambda name: {"Name": name, "Version": "1.0.0"}
    module.entry_points = lambda *_, **__: []
    module.distribution = lambda name: types.SimpleNamespace(version="1.0.0", metadata={"Name": name}, files=[])
    return module


def install(facts: dict[str, Any]) -> None:
    """Put recorders in the place of every client."""
    _sockets(facts)
    import importlib

    importlib.metadata = sys.modules["importlib.metadata"] = _metadata()
    for name in ("requests", "httpx", "aiohttp", "urllib3", "niquests"):
        sys.modules[name] = _client(name)
    sys.modules["requests.exceptions"] = sys.modules["requests"].exceptions
