"""Where values leave a Python program: calls of `rules/sinks/`, told apart by the argument that carries the value."""

import re
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from scanner.analyze.python.values import Value, concrete, texts_of
from scanner.ruleset.sinks import RequestMarks, sinks_of
from scanner.world.address import parts_of_address

_REQUEST = re.compile(
    r"^(requests|httpx|aiohttp|urllib3|niquests|curl_cffi\.requests|requests_toolbelt)\b.*\.(?P<verb>get|post|put|patch|delete|head|options|request|stream|send|urlopen|ws_connect)$"
    r"|^(urllib\.request|urllib2)\.(?P<open>urlopen|Request)$"
    r"|^http\.client\.HTTPS?Connection\(\)\.(?P<raw>request|putheader|send)$"
    r"|^(websockets?|websocket)\..*(?P<frame>send|connect|create_connection)$"
    r"|^socket\..*\.(?P<socket>send|sendall|sendto|connect)$|^socket\.(?P<lookup>getaddrinfo|gethostbyname|create_connection)$"
)
_LOOSE = re.compile(r"\.(?P<verb>post|put|patch|request|send|get)$")
_LOOSE_KEYWORDS = frozenset({"json", "headers", "params", "data", "content"})
_CONSTRUCTOR_HOST = frozenset(
    {"base_url", "api_base", "azure_endpoint", "endpoint", "host", "endpoint_url", "openai_api_base", "anthropic_api_url"}
)
_BY_KEYWORD = {
    "url": "url",
    "endpoint": "url",
    "base_url": "url",
    "json": "body",
    "data": "body",
    "content": "body",
    "files": "upload",
    "body": "body",
    "headers": "header",
    "extra_headers": "header",
    "default_headers": "header",
    "cookies": "header",
    "auth": "header",
    "user_agent": "header",
    "additional_headers": "header",
    "params": "query",
    "extra_query": "query",
    "fields": "body",
    "extra_body": "body",
}
_OUTWARD_COMMAND = re.compile(r"\b(curl|wget|nc|ncat|http|https|ssh|scp|ftp|iwr|Invoke-WebRequest|dig|nslookup)\b|://")
_LOGGING = re.compile(
    r"^logging\.(\w+\.|getLogger\(\)\.)?(debug|info|warning|warn|error|critical|exception|log)$|\b(logger|log|console)\.(debug|info|print|log|warning|error)$"
)
_OF_TEXT = frozenset({
    "casefold", "decode", "encode", "endswith", "expandtabs", "find", "isalnum", "isalpha", "isdigit", "isnumeric", "isspace",
    "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rpartition", "rsplit",
    "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "translate", "upper", "zfill",
})  # fmt: skip
"""Methods of texts that no client has: of what a command printed or a server answered they let nothing out."""
_ANSWER = re.compile(r"\.(?:get|post|put|patch|delete|head|options|request|send|urlopen)\(\)\.")
"""Something of an answer, whose own `get` looks a key up."""
_QUIET = frozenset({"file", "terminal", "process", "delay"})
"""Classes where a plain value stays on the machine."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One value that a call lets out."""

    sink: str
    name: str
    """Keyword, or `argument N`."""
    value: Value


@dataclass(frozen=True, slots=True)
class WayOut:
    """A call that lets values out."""

    arguments: tuple[Argument, ...]
    endpoint: str | None
    """Host named by a literal of the call; None: not literal."""
    is_inferred: bool
    """True: taken for a request by its method and keywords alone."""


@dataclass(frozen=True, slots=True)
class Sinks:
    calls: tuple[tuple[str, re.Pattern[str]], ...]
    marks: tuple[tuple[str, RequestMarks], ...]
    packages: tuple[tuple[str, re.Pattern[str]], ...]
    asked: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """What class of way out the calls are that were asked for."""


_ASKED_COUNT = 50_000


@cache
def sinks_for(rules: tuple[Path, ...]) -> Sinks:
    sinks = sinks_of(rules)
    return Sinks(
        calls=tuple((sink.id, re.compile(translate(call))) for sink in sinks for call in sink.calls.get("python", ())),
        marks=tuple((sink.id, sink.requests) for sink in sinks),
        packages=tuple((sink.id, re.compile(translate(package.replace("-", "_")))) for sink in sinks for package in sink.packages),
    )


def way_out_of(
    sinks: Sinks, path: str | None, method: str | None, positional: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...]
) -> WayOut | None:
    """What a call lets out; None: nothing. `method` is the name behind the last dot, for receivers that are not known."""
    if (path.rsplit(".", 1)[-1] if path is not None else method) in _OF_TEXT:
        return None
    if path is not None:
        specific = _known(sinks, path)
        if specific in ("model_request", "telemetry", "upload"):
            return WayOut(tuple(_sdk(specific, positional, keywords)), None, False)
        if (request := _REQUEST.match(path)) is not None and not _ANSWER.search(path):
            return _request(sinks, request, positional, keywords, is_inferred=False)
        if _LOGGING.search(path):
            return WayOut(tuple(_all("terminal", positional, keywords)), None, False)
        constructor = tuple(Argument("url", name, value) for name, value in keywords if name in _CONSTRUCTOR_HOST)
        if constructor and _package_of(sinks, path) is not None:
            return WayOut(
                (*constructor, *(Argument("header", name, value) for name, value in keywords if _BY_KEYWORD.get(name) == "header")),
                None,
                False,
            )
        if specific in _QUIET:
            return WayOut(tuple(_all(specific, positional, keywords)), None, False)
    loose = _LOOSE.search(f".{method}") if method else None
    if loose is not None and _LOOSE_KEYWORDS & {name for name, _ in keywords}:
        return _request(sinks, loose, positional, keywords, is_inferred=True)
    return None


def leaves(argument: Argument) -> bool:
    """Whether a plain signal in this argument leaves the machine: a command line does when it starts a network client."""
    if argument.sink == "process":
        return any(_OUTWARD_COMMAND.search(text) for text in _all_texts(argument.value))
    return argument.sink not in _QUIET


def _known(sinks: Sinks, path: str) -> str | None:
    if path not in sinks.asked:
        if len(sinks.asked) >= _ASKED_COUNT:
            sinks.asked.clear()
        sinks.asked[path] = _specific(sinks, path)
    return sinks.asked[path]


def _specific(sinks: Sinks, path: str) -> str | None:
    """The most telling class whose calls name the path: what a model or telemetry service gets before what is a request."""
    found = {sink for sink, pattern in sinks.calls if pattern.match(path)}
    package = _package_of(sinks, path)
    for sink in ("model_request", "telemetry", "upload"):
        if sink in found and (package in (None, sink) or sink == "model_request"):
            return sink
    if package == "telemetry":
        return package
    return next((sink for sink in ("delay", "process", "file", "terminal") if sink in found), None)


def _package_of(sinks: Sinks, path: str) -> str | None:
    root = path.split(".", 1)[0].removesuffix("()")
    return next((sink for sink, pattern in sinks.packages if pattern.match(root)), None)


def _sdk(sink: str, positional: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...]) -> list[Argument]:
    found = [Argument(sink, f"argument {index + 1}", value) for index, value in enumerate(positional)]
    for name, value in keywords:
        special = _BY_KEYWORD.get(name)
        is_address = name in _CONSTRUCTOR_HOST  # where the user has it sent
        found.append(Argument("url" if is_address else special if special in ("header", "query") else sink, name, value))
    return found


def _all(sink: str, positional: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...]) -> list[Argument]:
    return [
        *(Argument(sink, f"argument {index + 1}", value) for index, value in enumerate(positional)),
        *(Argument(sink, name, value) for name, value in keywords),
    ]


def _request(
    sinks: Sinks, request: re.Match[str], positional: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...], *, is_inferred: bool
) -> WayOut:
    groups = request.groupdict()
    verb = groups.get("verb") or groups.get("raw") or groups.get("open") or ""
    arguments = [Argument(_BY_KEYWORD.get(name, "body" if name in ("timeout_data",) else "none"), name, value) for name, value in keywords]
    for index, value in enumerate(positional):
        arguments.append(Argument(_positional(verb, groups, index), f"argument {index + 1}", value))
    arguments = [argument for argument in arguments if argument.sink != "none"]
    url = next((text for argument in arguments if argument.sink == "url" for text in _all_texts(argument.value)), None)
    body = [argument for argument in arguments if argument.sink == "body"]
    kind = _kind_of(sinks, url, body)
    resolved = tuple(
        Argument(
            _in_url(argument.value) if argument.sink == "url" else kind if kind and argument.sink == "body" else argument.sink,
            argument.name,
            argument.value,
        )
        for argument in arguments
    )
    return WayOut(resolved, _host(url), is_inferred)


def _positional(verb: str, groups: dict[str, str | None], index: int) -> str:
    if groups.get("frame") or groups.get("socket"):
        return "body" if (groups.get("frame") or groups.get("socket") or "").startswith("send") else "url"
    if groups.get("lookup"):
        return "url"
    has_method_first = verb in ("request", "stream")
    if verb == "putheader":
        return "header"
    order = ("none", "url", "body", "header") if has_method_first else ("url", "body", "header")
    return order[index] if index < len(order) else "none"


def _in_url(value: Value) -> str:
    """`query` where what leaves stands behind a question mark, `url` where it is the host or the path."""
    return "query" if any("?" in text for text in _all_texts(value)) else "url"


def _kind_of(sinks: Sinks, url: str | None, body: list[Argument]) -> str | None:
    """model_request, telemetry or upload, by the marks of address and fields; None: a request like any other."""
    parts = parts_of_address(url) if url else None
    fields = {str(key) for argument in body for thing in (argument.value.thing(),) if thing is not None for key in thing.fields}
    for sink in ("model_request", "telemetry", "upload"):
        marks = next((marks for name, marks in sinks.marks if name == sink), RequestMarks())
        if any(set(entry.split("+")) <= fields for entry in marks.fields):
            return sink
        if parts is not None and (
            any(re.search(mark, parts.path) for mark in marks.paths) or any(re.search(mark, parts.hostname or "") for mark in marks.hosts)
        ):
            return sink
    return None


def _host(url: str | None) -> str | None:
    if url is None or "://" not in url:
        return None
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _all_texts(value: Value) -> tuple[str, ...]:
    """Literals in a value, those inside of containers included."""
    found = texts_of(value)
    thing = value.thing()
    if not found and thing is not None:
        found = tuple(text for item in thing.elements[:50] for text in texts_of(item))
        known = [concrete(item) for item in thing.elements[:50]]
        found = (" ".join(str(item) for item in known if isinstance(item, str)), *found)
    return found
