"""What a browser of the persona asks a server of the program: a request with its headers, and a body that may be a question."""

import json
from collections.abc import Iterator
from typing import Any

from .channel import FACTS, read
from .web import Headers


class BrowserHeaders(Headers):
    """The language of the persona is told when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        if str(name).lower() == "accept-language":
            read("locale")
        return super().__getitem__(name)

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
