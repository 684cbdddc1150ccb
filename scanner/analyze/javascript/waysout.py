"""Which call lets a value out, and as what."""

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path
from shlex import quote

from scanner.analyze.javascript.facts import Fact
from scanner.code.javascript.bindings import ANY, key_of
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.strings import template_parts
from scanner.code.javascript.tree import Node
from scanner.ruleset.sinks import Sink, sinks_of
from scanner.world.query import only_asks

_ORDER = ("model_request", "upload", "telemetry", "delay", "process", "file", "terminal", "header", "query", "body", "url")
"""The most telling class first: one call may match several."""
_REQUEST_CLASSES = frozenset({"header", "query", "body", "url"})
_BODY_KEYS = frozenset({"body", "data", "json", "payload", "form"})
_URL_KEYS = frozenset({"url", "host", "hostname", "path", "baseURL", "port", "origin", "uri"})
_ADDRESSES = frozenset({"gateway_host", "proxy_host", "proxy_port"})
"""Signals that the user's own settings of an address give."""
_SENT_KEYS = _BODY_KEYS | _URL_KEYS | {"headers", "params", "query", "searchParams", "options", "config", "defaults", "request"}
"""Fields of a client of which something is sent when one of its methods sends; others (caches, agents) say how."""
_CONNECTION_KEYS = frozenset({"agent", "dispatcher", "httpAgent", "httpsAgent", "proxy", "noProxy", "lookup", "localAddress"})
"""Options of a request that say how it is made: nothing of them is sent."""
UNKNOWN_WORD = "x"
_HOST = re.compile(r"^[a-z]+://([^/?#:]+)")


@dataclass(frozen=True, slots=True)
class WayOut:
    """A way out that one argument of a call is."""

    sink: str
    endpoint: str | None


class WaysOut:
    """Answers for one program."""

    def __init__(self, meaning: Meaning, pure: Pure, rules: tuple[Path, ...]) -> None:
        self._meaning = meaning
        self._pure = pure
        self._sinks = _sinks(rules)
        self._calls: dict[Node, tuple[str, ...]] = {}
        self._has_model: bool | None = None

    def of(self, call: Node, index: int, fact: Fact) -> WayOut | None:
        """The way out that argument `index` of the call is for the fact; None: it does not leave here."""
        classes = self._classes(call)
        if not classes or (fact.path and fact.path[-1] == "()"):
            return None
        chosen = classes[0]
        if chosen in _REQUEST_CLASSES:
            return self._request(call, index, fact, classes)
        if chosen == "delay":
            return WayOut("delay", None) if index == 1 or "promises" in (self._meaning.normal(call) or "") else None
        if chosen == "file" and index == 0:
            return None  # the path of the file
        if chosen == "telemetry" and fact.signal in _ADDRESSES and fact.path and fact.path[0] in _URL_KEYS:
            return WayOut("url", None)  # where the user has it sent
        if chosen == "process" and self._only_asks(call):
            return None
        if chosen == "model_request" and fact.path[:1] == ("headers",):
            return WayOut("header", None)
        return WayOut(chosen, self._endpoint(call))

    def has_model_requests(self) -> bool:
        """True where the program calls a model somewhere."""
        if self._has_model is None:
            modules = self._meaning.code.modules
            self._has_model = any(self._sinks.model_calls.search(module.source.code) for module in modules)
        return self._has_model

    def _classes(self, call: Node) -> tuple[str, ...]:
        found = self._calls.get(call)
        if found is None:
            callee = call.get("function") or call.get("constructor")
            name = None if callee is None else self._meaning.normal(callee)
            found = self._calls[call] = () if name is None else self._sinks.classes(name)
        return found

    def _request(self, call: Node, index: int, fact: Fact, classes: tuple[str, ...]) -> WayOut | None:
        endpoint = self._endpoint(call)
        name = (self._meaning.normal(call.get("function") or call) or "").lower()
        special = self._by_marks(call, endpoint)
        if not _CONNECTION_KEYS.isdisjoint(fact.path) or (index < 0 and fact.path and _SENT_KEYS.isdisjoint(fact.path)):
            return None
        if "headers" in fact.path or "header" in name:
            return WayOut("header", endpoint)
        if name.endswith(("searchparams.set", "searchparams.append")):
            return WayOut("query", endpoint)
        key = next((key for key in fact.path if key in _BODY_KEYS or key in _URL_KEYS), None)
        if index == 0 and key is None and classes != ("body",) and not name.endswith((".write", ".end", ".send")):
            return WayOut(special if special == "telemetry" else self._part_of_url(call), endpoint)
        if key in _URL_KEYS:
            return WayOut("url", endpoint)
        if fact.path[:1] == ("params",):
            return WayOut("query", endpoint)
        return WayOut(special or "body", endpoint)

    def _only_asks(self, call: Node) -> bool:
        """Whether a child process tells about the machine and does nothing else: what is asked of it leaves nowhere."""
        given = arguments(call)
        line = self._line(given[0]) if given else None
        if line is None:
            return False
        listed = [value for value in self._meaning.values(given[1])[:2] if value.kind == "array"] if len(given) > 1 else []
        words = [quote(self._line(item) or UNKNOWN_WORD) for value in listed for item in value.kids]
        return only_asks(" ".join((line, *words)))

    def _line(self, node: Node) -> str | None:
        """A text with a word in place of each part that is not known; None: nothing of it is known."""
        for value in (node, *self._meaning.values(node)[:2]):
            text = self._pure.text(value)
            if text is None and value.kind == "template_string":
                text = "".join(part if isinstance(part, str) else self._pure.text(part) or UNKNOWN_WORD for part in template_parts(value))
            if text is not None:
                return text
        return None

    def _part_of_url(self, call: Node) -> str:
        first = arguments(call)[:1]
        parts = template_parts(first[0]) if first and first[0].kind == "template_string" else []
        return "query" if any(isinstance(part, str) and "?" in part for part in parts[:-1]) else "url"

    def _by_marks(self, call: Node, endpoint: str | None) -> str | None:
        """The class that the address or the fields of the body show."""
        address = self._address(call)
        fields = self._fields(call)
        return self._sinks.by_marks(endpoint or "", address, fields)

    def _endpoint(self, call: Node) -> str | None:
        match = _HOST.match(self._address(call))
        return match[1].lower() if match is not None and ANY not in match[1] else None

    def _address(self, call: Node) -> str:
        for argument in arguments(call)[:1]:
            values = self._meaning.values(argument)[:4] if argument.kind != "template_string" else [argument]
            for value in values:
                text = self._pure.text(value)
                if text is None and value.kind == "template_string":
                    text = "".join(part if isinstance(part, str) else self._pure.text(part) or ANY for part in template_parts(value))
                if text is None and value.kind == "binary_expression":
                    text = "".join(self._pure.text(kid) or ANY for kid in value.kids)
                if text is not None and ("/" in text or "." in text):
                    return text
        return ""

    def _fields(self, call: Node) -> frozenset[str]:
        """Names of fields of the body, as far as it is an object literal, `JSON.stringify` of one included."""
        found: set[str] = set()
        for argument in arguments(call):
            for value in self._meaning.values(argument)[:3]:
                found |= self._keys(value, 3)
        return frozenset(found)

    def _keys(self, node: Node, left: int) -> set[str]:
        if node.kind == "call_expression" and arguments(node):
            return set().union(*(self._keys(value, left - 1) for value in self._meaning.values(arguments(node)[0])[:2])) if left else set()
        if node.kind != "object":
            return set()
        keys: set[str] = set()
        for kid in node.kids:
            name = kid.text if kid.kind == "shorthand_property_identifier" else key_of(kid)
            if kid.kind == "spread_element" and left:
                for value in self._meaning.values(kid.kids[0])[:2]:
                    keys |= self._keys(value, left - 1)
            if name is None:
                continue
            keys.add(name)
            inner = kid if kid.kind == "shorthand_property_identifier" else kid.get("value")
            if name in _BODY_KEYS and inner is not None and left:
                for value in self._meaning.values(inner)[:2]:
                    keys |= self._keys(value, left - 1)
        return keys


@dataclass(frozen=True, slots=True)
class _Sinks:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    packages: tuple[tuple[str, re.Pattern[str]], ...]
    model_calls: re.Pattern[bytes]
    """Finds calls of the class `model_request` in source text."""
    marks: tuple[tuple[str, re.Pattern[str], re.Pattern[str], tuple[frozenset[str], ...]], ...]

    def classes(self, name: str) -> tuple[str, ...]:
        plain = name.removeprefix("?.")
        found = {sink for sink, pattern in self.patterns if pattern.match(name) or pattern.match(plain)}
        if "terminal" not in found:  # the log of a client of telemetry is the user's own
            found |= {sink for sink, pattern in self.packages if pattern.match(name.split("()")[0])}
        return tuple(sink for sink in _ORDER if sink in found)

    def by_marks(self, host: str, address: str, fields: frozenset[str]) -> str | None:
        for sink, hosts, paths, wanted in self.marks:
            if (host and hosts.search(host)) or (address and paths.search(address)) or any(group <= fields for group in wanted):
                return sink
        return None


@cache
def _sinks(rules: tuple[Path, ...]) -> _Sinks:
    sinks = {sink.id: sink for sink in sinks_of(rules)}
    ordered = [sinks[name] for name in _ORDER if name in sinks] + [sink for name, sink in sorted(sinks.items()) if name not in _ORDER]
    return _Sinks(
        patterns=tuple((sink.id, re.compile(translate(pattern))) for sink in ordered for pattern in sink.calls.get("javascript", ())),
        packages=tuple(
            (sink.id, re.compile(translate(f"{package}*"))) for sink in ordered for package in sink.packages if len(package) > 2
        ),
        model_calls=re.compile(
            b"|".join(
                re.escape(pattern.removeprefix("*").encode()) + rb"\("
                for sink in ordered
                if sink.id == "model_request"
                for pattern in sink.calls.get("javascript", ())
            )
            or rb"(?!)"
        ),
        marks=tuple(_marks(sink) for sink in ordered if sink.id in ("model_request", "telemetry", "upload")),
    )


def _marks(sink: Sink) -> tuple[str, re.Pattern[str], re.Pattern[str], tuple[frozenset[str], ...]]:
    marks = sink.requests
    return (
        sink.id,
        re.compile("|".join(marks.hosts) or "(?!)"),
        re.compile("|".join(marks.paths) or "(?!)"),
        tuple(frozenset(group.split("+")) for group in marks.fields if "+" in group or group in ("contents", "messages")),
    )
