"""What a browser of the persona asks a server of the program: a request with its headers, and a body that may be a question."""

import json
from collections.abc import Iterator
from typing import Any

from .channel import FACTS, read
from .web import Headers

_TOLD_OF_PEER = frozenset({
    "x-forwarded-for", "x-real-ip", "cf-connecting-ip", "true-client-ip", "x-client-ip", "x-cluster-client-ip", "fastly-client-ip",
    "fly-client-ip", "x-vercel-forwarded-for", "x-original-forwarded-for",
})  # fmt: skip
"""Headers by which servers behind others are told whom they serve."""


def peer() -> str:
    """The address of whoever asks, without a note that it was told."""
    return str(FACTS.get("client_address", "127.0.0.1"))


def told_peer() -> str:
    read("client_address")
    return peer()


def told_of_peer(name: str) -> str | None:
    """What a header of this name, in lower case, tells of whoever asks; None: nothing."""
    if name == "forwarded":
        return f"for={told_peer()};proto=https"
    return told_peer() if name in _TOLD_OF_PEER else None


class BrowserHeaders(Headers):
    """The language of the persona and its address are told when they are asked for."""

    def __getitem__(self, name: str) -> Any:
        if str(name).lower() == "accept-language":
            read("locale")
        told = told_of_peer(str(name).lower())
        return super().__getitem__(name) if told is None else told

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


def body() -> bytes:
    """A question, in fields of usual names."""
    from .samples import notebook, sample_options

    return json.dumps({**sample_options(), "notebook": notebook()}).encode()
