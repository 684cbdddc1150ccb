"""A recording as leaves: each place of what left or came out, with its value, so that two records can be compared one by one."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from scanner.ruleset.sinks import Sink
from scanner.world.address import parts_of_address
from scanner.world.packing import unpacked
from scanner.world.recording import VARIABLES, Act, Call, Event, Request
from scanner.world.wayout import call_way_out, print_way_out, request_way_out

SEQUENCE = ".sequence"
"""Ending of the place that says in which order the items of a list stand."""
MAX_ITEMS = 2_000
MAX_LEAVES = 20_000
"""Per event; a body with more is compared as text beyond that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One place of what came out of a run."""

    path: str
    """`request[0].body.messages[0].content`, `request[1].headers.order`, `print.stdout[2]`."""
    value: str
    way_out: str | None
    """Way-out class; None: a result of a function."""
    endpoint: str | None
    """Host of the request that it belongs to."""
    is_structure: bool = False
    """True for order, spelling, counts: never content."""


def leaves_of(events: list[Event], sinks: tuple[Sink, ...], *, result_way_out: str | None = None) -> dict[str, Leaf]:
    """All leaves by path, in the order in which they came about. `result_way_out`: where results of functions are known to go."""
    found: dict[str, Leaf] = {}
    counts: Counter[str] = Counter()
    asked = {parts_of_address(event.url).hostname for event in events if isinstance(event, Request)}
    for event in events:
        if isinstance(event, Act) and event.kind == "lookup" and event.text.lower() in asked:
            continue  # the request to that host says it; a host that is an address is asked without
        for leaf in _event_leaves(event, counts, sinks, result_way_out):
            found.setdefault(leaf.path, leaf)
    for kind, count in sorted(counts.items()):
        if kind == "request":
            found["requests.count"] = Leaf(path="requests.count", value=str(count), way_out="url", endpoint=None, is_structure=True)
    return found


def key_of(request: Request) -> str:
    """What makes two requests of two runs the same one, apart from their order."""
    parts = parts_of_address(request.url)
    return f"{request.method} {parts.path}"


_PAGE = re.compile(r"\s{0,200}<(?:!doctype html|html)\b", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]{0,400}>[^<]*</style>", re.IGNORECASE)
"""How a page that is written looks: letters of other languages need other fonts and more room, and nobody but its reader sees it."""


def _event_leaves(event: Event, counts: Counter[str], sinks: tuple[Sink, ...], result_way_out: str | None) -> Iterator[Leaf]:
    match event:
        case Request():
            name = f"request[{counts['request']}]"
            counts["request"] += 1
            yield from _request_leaves(name, event, sinks)
        case Call():
            name = f"call[{event.package}:{event.path}#{counts[event.package + event.path]}]"
            counts[event.package + event.path] += 1
            way_out = call_way_out(event.package, sinks)
            yield from _json_leaves(f"{name}.arguments", _loaded(event.arguments), way_out, None)
        case Act():
            yield from _act_leaves(event, counts, sinks, result_way_out)


def _act_leaves(event: Act, counts: Counter[str], sinks: tuple[Sink, ...], result_way_out: str | None) -> Iterator[Leaf]:
    way_out = {
        "file": "file",
        "command": "process",
        "delay": "delay",
        "print": "terminal",
        "lookup": "url",
        "frame": "body",
        "result": None,
        "exit": "terminal",
    }[event.kind]
    if event.kind == "result":
        path = f"result[{event.name}#{counts[event.name]}]"
        counts[event.name] += 1
        yield from _json_leaves(path, _loaded(event.text), result_way_out, None)
        return
    answered = print_way_out(event.text, sinks) if event.kind == "print" and event.name != "stderr" else None
    # Counted apart: a note for the user before it must not move an answer, nor variables what is written to a child.
    kind = "variables" if event.name == VARIABLES else event.kind if answered is None else "answer"
    path = f"{kind}[{counts[kind]}]"
    counts[kind] += 1
    if answered is not None:
        yield from _body_leaves(path, event.text, answered, None)
        return
    if event.kind == "frame":
        if event.name.startswith("process:"):
            way_out = "process"
        yield from _body_leaves(f"{path}.text", event.text, way_out, event.name)
        return
    if event.kind in ("file", "command"):
        yield Leaf(path=f"{path}.name", value=event.name, way_out=way_out, endpoint=None)
    text = event.text
    if event.kind == "file" and _PAGE.match(text):
        yield Leaf(path=f"{path}.style", value="\n".join(_STYLE.findall(text)), way_out="terminal", endpoint=None)
        text = _STYLE.sub("", text)
    yield Leaf(path=path, value=text, way_out=way_out, endpoint=None)


def _request_leaves(name: str, request: Request, sinks: tuple[Sink, ...]) -> Iterator[Leaf]:
    parts = parts_of_address(request.url)
    host = parts.hostname or ""
    kind = request_way_out(request, sinks)

    def leaf(path: str, value: str, way_out: str, *, is_structure: bool = False) -> Leaf:
        return Leaf(
            path=f"{name}.{path}", value=value, way_out=kind if kind == "telemetry" else way_out, endpoint=host, is_structure=is_structure
        )

    yield leaf("via", request.via, "url", is_structure=True)
    yield leaf("method", request.method, "url")
    yield leaf("url.host", parts.netloc, "url")
    yield leaf("url.scheme", parts.scheme, "url")
    yield leaf("url.path", parts.path, "url")
    query = parse_qsl(parts.query, keep_blank_values=True)
    yield leaf("url.query.order", " ".join(key for key, _ in query), "query", is_structure=True)
    yield from (leaf(f"url.query.{key}", value, "query") for key, value in query)
    yield leaf("url.query.spelling", parts.query, "query", is_structure=True)
    yield leaf("url.fragment", parts.fragment, "url")
    yield leaf("headers.order", " ".join(key.lower() for key, _ in request.headers), "header", is_structure=True)
    yield leaf("headers.case", " ".join(sorted((key for key, _ in request.headers), key=str.lower)), "header", is_structure=True)
    for key, value in request.headers:
        yield leaf(f"headers.{key.lower()}", value, "header")
    if request.body is not None:
        said = {key.lower(): value for key, value in request.headers}
        packed = unpacked(request.body, said.get("content-encoding", "").strip().lower())
        if packed is not None:  # before what it holds: its spelling is that of the packed bytes
            yield leaf("body.packing", packed.header, kind or "body", is_structure=True)
            yield leaf("body.spelling", request.body, kind or "body", is_structure=True)
        text = request.body if packed is None else packed.text
        yield from _body_leaves(f"{name}.body", text, kind or "body", host, said.get("content-type", ""))


def _body_leaves(path: str, text: str, way_out: str | None, endpoint: str | None, content_type: str = "") -> Iterator[Leaf]:
    value = _loaded(text)
    if isinstance(value, dict | list):
        yield from _json_leaves(path, value, way_out, endpoint)
        yield Leaf(path=f"{path}.spelling", value=text, way_out=way_out, endpoint=endpoint, is_structure=True)
        return
    if "form-urlencoded" in content_type:
        pairs = parse_qsl(text, keep_blank_values=True)
        yield Leaf(path=f"{path}.order", value=" ".join(key for key, _ in pairs), way_out=way_out, endpoint=endpoint, is_structure=True)
        yield from (Leaf(path=f"{path}.{key}", value=item, way_out=way_out, endpoint=endpoint) for key, item in pairs)
        return
    yield Leaf(path=path, value=text, way_out=way_out, endpoint=endpoint)


class _Digits(str):
    """A number as it was written."""


def _loaded(text: str) -> Any:
    """JSON with its numbers as they were written; None where it is none."""
    try:
        return json.loads(text, parse_float=_Digits, parse_int=_Digits)
    except (ValueError, RecursionError):
        return None


def _item_name(item: Any) -> str:
    """One word for an item of a list: its name where it has one, with a digest of all it holds."""
    text = json.dumps(item, sort_keys=True)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    name = None
    if isinstance(item, dict):
        inner = item.get("function")
        name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    elif isinstance(item, str):
        name = item
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '_', str(name))[:40]}:{digest}" if name else digest


def _json_leaves(path: str, value: Any, way_out: str | None, endpoint: str | None) -> Iterator[Leaf]:
    stack: list[tuple[str, Any]] = [(path, value)]
    count = 0
    while stack and count < MAX_LEAVES:
        at, item = stack.pop()
        count += 1
        if isinstance(item, dict):
            yield Leaf(path=f"{at}.keys", value=" ".join(item), way_out=way_out, endpoint=endpoint, is_structure=True)
            stack.extend(reversed([(f"{at}.{key}", inner) for key, inner in item.items()]))
        elif isinstance(item, list):
            yield Leaf(path=f"{at}.length", value=str(len(item)), way_out=way_out, endpoint=endpoint, is_structure=True)
            if len(item) > 1:
                order = " ".join(_item_name(inner) for inner in item[:MAX_ITEMS])
                yield Leaf(path=f"{at}{SEQUENCE}", value=order, way_out=way_out, endpoint=endpoint, is_structure=True)
            stack.extend(reversed([(f"{at}[{index}]", inner) for index, inner in enumerate(item)]))
        else:
            yield Leaf(path=at, value=item if isinstance(item, str) else json.dumps(item), way_out=way_out, endpoint=endpoint)
