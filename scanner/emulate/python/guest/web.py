"""Requests as they leave: told to the world, which answers them. Every client of the guest ends here."""

import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlencode

from .channel import ask, plain


class Headers(MutableMapping[str, str]):
    """Names in any case, in the order and spelling given."""

    def __init__(self, given: Any = None, **more: str) -> None:
        self._held: dict[str, tuple[str, Any]] = {}
        for name, value in pairs_of(given):
            self[name] = value
        for name, value in more.items():
            self[name] = value

    def __getitem__(self, name: str) -> Any:
        return self._held[_folded(name)][1]

    def __setitem__(self, name: str, value: Any) -> None:
        self._held[_folded(name)] = (_name(name), value)  # the place of the first, the spelling of the last

    def __delitem__(self, name: str) -> None:
        del self._held[_folded(name)]

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, _ in self._held.values()])

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, name: object) -> bool:
        return _folded(name) in self._held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and {_folded(n): v for n, v in self.items()} == {_folded(n): v for n, v in other.items()}

    def __repr__(self) -> str:
        return f"Headers({dict(self)!r})"

    def __or__(self, other: Any) -> "Headers":
        made = Headers(self)
        made.update(dict(pairs_of(other)))
        return made

    def copy(self) -> "Headers":
        return Headers(self)

    def lower_items(self) -> Iterator[tuple[str, Any]]:
        return iter([(name, value) for name, (_, value) in self._held.items()])

    def raw(self) -> list[tuple[bytes, bytes]]:
        return [(name.encode(), str(value).encode()) for name, value in self.items()]

    def multi_items(self) -> list[tuple[str, Any]]:
        return list(self.items())

    def get_list(self, name: str, **_: Any) -> list[Any]:
        return [self[name]] if name in self else []

    getlist = getall = get_all = get_list

    def add(self, name: str, value: Any) -> None:
        self[name] = value

    def put(self, name: str, value: Any) -> None:
        """Set under this spelling, last."""
        self._held.pop(_folded(name), None)
        self._held[_folded(name)] = (_name(name), value)


def _name(name: Any) -> str:
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _folded(name: Any) -> str:
    return _name(name).lower()


def pairs_of(given: Any) -> list[tuple[str, Any]]:
    """Headers in any of the forms that clients take."""
    if given is None:
        return []
    if hasattr(given, "multi_items"):
        return list(given.multi_items())
    items = given.items() if hasattr(given, "items") else given
    return [(_name(one[0]), one[1].decode("latin-1") if isinstance(one[1], bytes) else one[1]) for one in items]


class Reply:
    """What a server sent."""

    def __init__(self, status: int, headers: Iterable[Any], text: str) -> None:
        self.status, self.text = status, text
        self.headers = Headers([(str(name), str(value)) for name, value in headers])

    @property
    def content(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")


REASONS = {
    200: "OK",
    201: "Created",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


SENT = [0]
"""Requests so far."""


def send(via: str, method: str, url: str, headers: Iterable[tuple[str, Any]], body: Any) -> Reply:
    """Let a request leave."""
    text = None if body is None else body if isinstance(body, str) else plain(body)
    given = [
        [str(name), value if isinstance(value, str) else str(plain(value))]
        for name, value in headers
        if value is not None and str(name).lower() != "content-length"  # says nothing that the body does not
    ]
    SENT[0] += 1
    answer = ask("request", {"via": via, "method": str(method).upper(), "url": str(url), "headers": given, "body": text})
    return Reply(int(answer["status"]), answer["headers"], str(answer["text"]))


def with_query(url: str, params: Any) -> str:
    """The address with more parameters, in the order given."""
    if not params:
        return url
    if isinstance(params, bytes):
        params = params.decode()
    if isinstance(params, str):
        text = params
    else:
        items = params.multi_items() if hasattr(params, "multi_items") else params.items() if hasattr(params, "items") else params
        listed = [(name, _query_value(value)) for name, value in items if value is not None]
        text = urlencode(listed, doseq=True)
    base, mark, fragment = url.partition("#")
    return f"{base}{'&' if '?' in base else '?'}{text}{mark}{fragment}" if text else url


def _query_value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_query_value(one) for one in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value if isinstance(value, str | bytes) else str(value)


def form_text(data: Any) -> str:
    """Fields of a form as the body of a request."""
    items = data.items() if hasattr(data, "items") else data
    return urlencode([(name, value) for name, value in items if value is not None], doseq=True)


def multipart(data: Any, files: Any, boundary: str) -> str:
    """Fields and files as the parts of one body."""
    parts = []
    for name, value in data.items() if hasattr(data, "items") else data or ():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{plain(value)}\r\n')
    for name, value in files.items() if hasattr(files, "items") else files or ():
        title, content = value if isinstance(value, tuple) and len(value) == 2 else (None, value)
        if isinstance(value, tuple) and len(value) > 2:
            title, content = value[0], value[1]
        if hasattr(content, "read"):
            title = title or str(getattr(content, "name", name)).rpartition("/")[2]
            content = content.read()
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{title or name}"\r\n\r\n{plain(content)}\r\n'
        )
    return "".join([*parts, f"--{boundary}--\r\n"])


def json_text(value: Any, *, compact: bool = False) -> str:
    """As the clients write JSON: with blanks and escapes like the library, or without."""
    return json.dumps(value, ensure_ascii=not compact, separators=(",", ":") if compact else None, default=_jsonable)


def _jsonable(value: Any) -> Any:
    found = plain(value)
    if isinstance(found, str) and found.startswith("<"):
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
    return found


def events_of(text: str) -> list[tuple[str | None, str]]:
    """(event, data) of a stream of server-sent events."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        event, data = None, []
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            if name == "event":
                event = value.strip()
            elif name == "data":
                data.append(value[1:] if value.startswith(" ") else value)
        if data:
            found.append((event, "\n".join(data)))
    return found
