"""Servers of the standard library: what a client on the same machine would ask them, they are asked.

Does not see paths that a handler puts together, nor what it wants of a body beyond the usual fields.
"""

import http.server
import io
import itertools
import socketserver
import types
from collections.abc import Iterator
from typing import Any

from . import clock, incoming, modules
from .channel import read

_REQUESTS_MOST = 8
_PATH_CHARS = 80
_USUAL_PATHS = ("/", "/v1/messages", "/v1/chat/completions")
_DEEP = 3


class Client(tuple[str, int]):
    """Where a request comes from: the persona's address is told when it is looked at."""

    def __getitem__(self, index: Any) -> Any:
        read("client_address")
        return super().__getitem__(index)

    def __iter__(self) -> Iterator[Any]:
        read("client_address")
        return super().__iter__()


class Connection:
    """What a client sent, and what it is answered."""

    def __init__(self, content: bytes) -> None:
        self._content, self.answered = content, b""

    def makefile(self, mode: str = "r", *_: Any, **__: Any) -> Any:
        return io.BytesIO(self._content) if "r" in mode else _Answer(self)

    def recv(self, size: int, *_: Any) -> bytes:
        content, self._content = self._content[:size], self._content[size:]
        return content

    def sendall(self, content: Any, *_: Any) -> None:
        self.answered += bytes(content)

    def send(self, content: Any, *_: Any) -> int:
        self.sendall(content)
        return len(content)

    def _nothing(self, *_: Any) -> None:
        return None

    close = shutdown = settimeout = setsockopt = setblocking = _nothing


class _Answer(io.BytesIO):
    def __init__(self, owner: Connection) -> None:
        super().__init__()
        self._owner = owner

    def write(self, content: Any) -> int:
        return self._owner.send(content)


def ask_handler(kind: type) -> None:
    """Ask what handles requests of a server that nobody started."""
    server: Any = socketserver.BaseServer(("127.0.0.1", 8888), kind)  # type: ignore[arg-type]
    server.server_name, server.server_port = server.server_address
    server.serve_forever()


def _asked(server: Any, content: bytes) -> None:
    """One request. Errors of the handler are its own: a server goes on."""
    connection = Connection(content)
    try:
        server.finish_request(connection, Client((incoming.peer(), 50000)))
        _tell(content, connection.answered)
    except Exception:  # noqa: BLE001  # whatever became of this one, the next is handled
        server.handle_error(None, ("127.0.0.1", 50000))


def _tell(content: bytes, answered: bytes) -> None:
    """Tell what a client got, but for the lines that every server sends."""
    head, _, body = answered.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = first.split(" ")[1:2]
    pairs = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines) if name.lower() not in ("date", "server")]
    if status and status[0].isdigit():
        what = " ".join(content.split(b"\r\n", 1)[0].decode().split(" ")[:2])
        incoming.tell_answer(what, int(status[0]), pairs, body.decode("utf-8", "replace"))


def _requests(server: Any) -> Iterator[bytes]:
    handler = _class_of(server.RequestHandlerClass)
    texts = [*_texts_in(handler), *_texts_of(getattr(server, "application", None))]
    paths = [text for text in dict.fromkeys(texts) if text.startswith("/") and len(text) < _PATH_CHARS and " " not in text]
    methods = [name[3:] for kind in handler.__mro__ if modules.is_program(kind) for name in vars(kind) if name.startswith("do_")]
    asked = dict.fromkeys(text.lower().replace("_", "-").removeprefix("http-") for text in texts)
    language = incoming.told_languages() if "accept-language" in asked else "en-US,en;q=0.9"
    told = tuple(f"{name}: {value}" for name in asked if (value := incoming.told_of_peer(name)) is not None)
    for method in dict.fromkeys(sorted(methods or ("POST", "GET"), key=lambda name: name != "POST")):
        for path in paths or _USUAL_PATHS:
            yield _written(method, path, language, told)


def _written(method: str, path: str, language: str, told: tuple[str, ...]) -> bytes:
    body = incoming.body() if method in ("POST", "PUT", "PATCH") else b""
    lines = [
        f"{method} {path} HTTP/1.1", "Host: 127.0.0.1:8888", "User-Agent: client/1.0", "Accept: */*", f"Accept-Language: {language}",
        "Content-Type: application/json", f"Content-Length: {len(body)}", "Authorization: Bearer key-for-the-made-up-world",
        *told, "Connection: close", "", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + body


def _class_of(handler: Any) -> type:
    """The class of a handler, which may be given with some of its arguments."""
    while hasattr(handler, "func"):
        handler = handler.func
    return handler if isinstance(handler, type) else object


def _texts_in(kind: type) -> list[str]:
    held = [value for one in kind.__mro__ if modules.is_program(one) for value in vars(one).values()]
    return [text for one in held for text in _texts_of(one)]


def _texts_of(value: Any) -> list[str]:
    code = getattr(value, "__code__", None)
    return _constants(code, 0) if isinstance(code, types.CodeType) else _flat(value, 0)


def _constants(code: types.CodeType, depth: int) -> list[str]:
    found = [text for one in code.co_consts for text in _flat(one, 0)]
    for one in code.co_consts:
        if isinstance(one, types.CodeType) and depth < _DEEP:
            found += _constants(one, depth + 1)
    return found


def _flat(value: Any, depth: int) -> list[str]:
    if isinstance(value, str):
        return [value]
    if depth < _DEEP and isinstance(value, tuple | list | set | frozenset | dict):
        return [text for one in value for text in _flat(one, depth + 1)]
    return []


def _waiting(server: Any) -> Iterator[bytes]:
    """The requests that a server was not asked yet."""
    if not hasattr(server, "_unmask_waiting"):
        server._unmask_waiting = itertools.islice(_requests(server), _REQUESTS_MOST)
    return server._unmask_waiting  # type: ignore[no-any-return]


def _serve_forever(self: Any, poll_interval: float = 0.5) -> None:
    for content in _waiting(self):
        _asked(self, content)


def _handle_request(self: Any) -> None:
    content = next(_waiting(self), None)
    if content is None:
        raise clock.Stopped  # it waits for what does not come
    _asked(self, content)


def install() -> None:
    """Called before the image is taken."""
    http.server.BaseHTTPRequestHandler.address_string = lambda _: incoming.peer()  # type: ignore[method-assign]  # for the log alone
    socketserver.BaseServer.serve_forever = _serve_forever  # type: ignore[method-assign]
    socketserver.BaseServer.handle_request = _handle_request  # type: ignore[method-assign]
