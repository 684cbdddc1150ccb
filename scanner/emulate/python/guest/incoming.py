"""What a browser of the persona asks a server of the program: a request with its headers, and a body that may be a question."""

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from .anything import Anything
from .channel import FACTS, plain, read, tell
from .web import Headers

_TOLD_OF_PEER = frozenset({
    "x-forwarded-for", "x-real-ip", "cf-connecting-ip", "true-client-ip", "x-client-ip", "x-cluster-client-ip", "fastly-client-ip",
    "fly-client-ip", "x-vercel-forwarded-for", "x-original-forwarded-for",
})  # fmt: skip
"""Headers by which servers behind others are told whom they serve."""

_COUNTRY = re.compile(r"(?:[\w-]*[-_])?(?:geo|ip)?[-_]?country(?:[-_]?(?:code|iso))?")
_ZONE = re.compile(r"(?:cf|x|cloudfront)-[\w-]*time-?zone")
"""Names, in lower case, of headers by which what stands before a server tells where its client is."""


def peer() -> str:
    """The address of whoever asks, without a note that it was told."""
    return str(FACTS.get("client_address", "127.0.0.1"))


def told_peer() -> str:
    read("client_address")
    return peer()


def told_country() -> str:
    read("client_country")
    return str(FACTS.get("client_country", "SG"))


def told_zone() -> str:
    read("client_country")
    return str(FACTS.get("client_zone", "Asia/Singapore"))


def told_country_name() -> str:
    read("client_country")
    return str(FACTS.get("client_country_name", "Singapore"))


def told_languages() -> str:
    """What a browser of the persona accepts."""
    read("locale")
    tag = str(FACTS.get("locale", "en-US"))
    return ",".join(dict.fromkeys((tag, f"{tag.split('-')[0]};q=0.9", "en;q=0.8")))


def told_of_peer(name: str) -> str | None:
    """What a header of this name, in lower case, tells of whoever asks; None: nothing."""
    if name == "forwarded":
        return f"for={told_peer()};proto=https"
    if name in _TOLD_OF_PEER:
        return told_peer()
    if _COUNTRY.fullmatch(name):
        return told_country()
    return told_zone() if _ZONE.fullmatch(name) else None


class BrowserHeaders(Headers):
    """The language of the persona and its address are told when they are asked for."""

    def __getitem__(self, name: str) -> Any:
        if str(name).lower() == "accept-language":
            read("locale")
        told = told_of_peer(str(name).lower())
        return super().__getitem__(name) if told is None else told

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or told_of_peer(str(name).lower()) is not None

    def __iter__(self) -> Iterator[str]:
        read("locale")
        return super().__iter__()


def headers() -> BrowserHeaders:
    """Those of a request that a page of the same server makes."""
    tag = str(FACTS.get("locale", "en-US"))
    language = tag.split("-")[0]
    listed = dict.fromkeys((tag, f"{language};q=0.9", "en;q=0.8"))
    return BrowserHeaders([
        ("Host", "127.0.0.1:8888"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
        ("Accept", "*/*"),
        ("Accept-Language", ",".join(listed)),
        ("Content-Type", "application/json"),
        ("Referer", "http://127.0.0.1:8888/"),
        ("Cookie", "session=session-for-the-made-up-world"),
    ])  # fmt: skip


_AROUND = re.compile(r"([^{\[]*)([{\[].*[}\]])([^}\]]*)", re.DOTALL)
_ANSWER_CHARS = 20_000


def tell_answer(what: str, status: int, told: Any, content: str) -> None:
    """Tell what a client is answered, if it is given what it asked for."""
    if status >= 400:
        return
    match = _AROUND.fullmatch(content[:_ANSWER_CHARS])
    held: dict[str, Any] = {"body": content[:_ANSWER_CHARS]}
    if match is not None:
        with contextlib.suppress(ValueError):
            held = {"body": json.loads(match[2]), "around": [match[1], match[3]]}
    tell("frame", {"url": f"client:{what}", "text": json.dumps({"headers": dict(told), **held})})


def tell_result(what: str, result: Any) -> None:
    """The same, of what the handler of a framework gives back: a text, a table, or an answer that it made of these."""
    given = vars(result).get("_options") if isinstance(result, Anything) else ((result,), {})
    for value in (*given[0], *given[1].values()) if given is not None else ():
        if isinstance(value, str | bytes):
            tell_answer(what, 200, {}, value if isinstance(value, str) else value.decode("utf-8", "replace"))
        elif isinstance(value, dict | list | tuple):
            tell_answer(what, 200, {}, json.dumps(plain(value)))


class _Lines(list[tuple[bytes, bytes]]):
    """The headers of a request as a gateway hands them over: who goes through them is told all."""

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        told = {name: told_of_peer(name) for name in _SHOWN_OF_PEER}
        listed = {**{name.lower(): value for name, value in headers().items()}, **told}
        return iter([(name.encode(), str(value).encode()) for name, value in listed.items()])


_SHOWN_OF_PEER = ("x-forwarded-for", "x-real-ip", "cf-connecting-ip", "cf-ipcountry", "x-vercel-ip-country", "cloudfront-viewer-country")


def asgi() -> tuple[Any, ...]:
    """What a gateway of the asynchronous kind calls a program with for a question."""
    from .given import Client

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body(), "more_body": False}

    async def send(message: Any) -> None:
        tell_result("POST", message.get("body") if isinstance(message, dict) else None)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/v1/chat/completions", "raw_path": b"/v1/chat/completions", "query_string": b"", "root_path": "",
        "headers": _Lines(), "client": Client(""),
        "server": ("127.0.0.1", 8000), "state": {},
    }  # fmt: skip
    return scope, receive, send


def ask_twice(answer: Callable[[], None]) -> None:
    """Have a question answered; once more for a client that wants the answer in pieces, where the program knows such clients."""
    from .given import STREAM

    STREAM["is_asked"] = False
    answer()
    if STREAM["is_known"] and STREAM["is_asked"]:
        STREAM["is_wanted"] = True
        answer()
        STREAM["is_wanted"] = False


def body() -> bytes:
    """A question, in fields of usual names."""
    from .samples import notebook, sample_options

    return json.dumps({**sample_options(), "notebook": notebook()}).encode()
