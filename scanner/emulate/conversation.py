"""A client of the Model Context Protocol that talks to a server over its standard streams: asks for its tools, then calls each.

Then it asks and calls again, as clients do that come back: with what must be given alone.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from scanner.emulate.start import PROMPT
from scanner.emulate.usage import sample
from scanner.world.schema import arguments_for, needed_of

_TOOLS_MOST = 20
_ROUNDS = 3
"""Times that each tool is called: what a server answers may hang on how much it answered before."""
_CALLS_MOST = 45
"""Calls after which no further round begins."""
_PROPERTIES = 40
_PROTOCOL = "2024-11-05"

Take = Callable[[str, Any], None]
"""Takes the method and the result of an answer."""


class Conversation:
    """What the client sends next depends on what the server answered."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._next = 0
        self._asked: dict[int, str] = {}
        self._tools = 0
        """Of the last list."""
        self._round = 1
        self._waiting: list[dict[str, Any]] = [
            self._request(
                "initialize",
                {"protocolVersion": _PROTOCOL, "capabilities": {}, "clientInfo": {"name": "client", "version": "1.0.0"}},
            ),
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            self._request("tools/list", {}),
            self._request("prompts/list", {}),
            self._request("resources/list", {}),
        ]

    def read(self) -> bytes:
        """The next message of the client; empty when it has no more to say."""
        if not self._waiting and self._tools and self._goes_on():
            self._round += 1
            self._waiting.append(self._request("tools/list", {}))
        if not self._waiting:
            return b""
        return json.dumps(self._waiting.pop(0)).encode() + b"\n"

    def _goes_on(self) -> bool:
        return self._round < 2 or (self._round < _ROUNDS and (self._round + 1) * self._tools <= _CALLS_MOST)

    def said(self, line: str) -> bool:
        """Take a line of the server; False where it is no answer."""
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            return False
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            return False
        method = self._asked.pop(message["id"], None) if isinstance(message.get("id"), int) else None
        if method is not None and "result" in message:
            self._take(method, message["result"])
            self._waiting += self._following(method, message["result"])
        return True

    def _following(self, method: str, result: Any) -> Iterator[dict[str, Any]]:
        if method == "tools/list":
            tools = _listed(result, "tools")
            self._tools = len(tools)
            for tool in tools:
                schema = tool.get("inputSchema")
                arguments = arguments_for(needed_of(schema) if self._round > 1 else schema, sample, most=_PROPERTIES, entry=PROMPT)
                yield self._request("tools/call", {"name": tool.get("name"), "arguments": arguments})
        elif method == "prompts/list":
            for one in _listed(result, "prompts"):
                names = [str(each.get("name")) for each in _listed(one, "arguments")]
                yield self._request("prompts/get", {"name": one.get("name"), "arguments": {name: sample(name) for name in names}})
        elif method == "resources/list":
            for one in _listed(result, "resources"):
                yield self._request("resources/read", {"uri": one.get("uri")})

    def _request(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._next += 1
        self._asked[self._next] = method
        return {"jsonrpc": "2.0", "id": self._next, "method": method, "params": parameters}


def _listed(value: Any, name: str) -> list[dict[str, Any]]:
    found = value.get(name) if isinstance(value, dict) else None
    return [one for one in found[:_TOOLS_MOST] if isinstance(one, dict)] if isinstance(found, list) else []
