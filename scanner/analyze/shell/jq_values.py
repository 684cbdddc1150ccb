"""JSON values as jq reads and writes them; numbers stay as they are written."""

import base64
import json
from typing import Any
from urllib.parse import quote

from scanner.analyze.shell.jq_syntax import Unread

REST = "\u2026"
"""Key of all that is not known of an object."""


class Digits(str):
    """A number as it is written."""


def loaded(text: str) -> Any:
    """JSON with its numbers as they are written. Raises ValueError."""
    return json.loads(text, parse_int=Digits, parse_float=Digits)


def dumped(value: Any, *, indent: str | None = None, is_sorted: bool = False, level: int = 0) -> str:
    """JSON as jq writes it."""
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    if level > 200:
        raise Unread("deep")
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    if isinstance(value, dict):
        keys = sorted(value) if is_sorted else list(value)
        mark = ": " if indent is not None else ":"
        items = [
            json.dumps(key, ensure_ascii=False) + mark + dumped(value[key], indent=indent, is_sorted=is_sorted, level=level + 1)
            for key in keys
        ]
    else:
        items = [dumped(item, indent=indent, is_sorted=is_sorted, level=level + 1) for item in value]
    if not items or indent is None:
        return opening + ",".join(items) + closing
    margin = "\n" + indent * (level + 1)
    return opening + margin + f",{margin}".join(items) + "\n" + indent * level + closing


def text_of(value: Any) -> str:
    return str(value) if isinstance(value, str) else dumped(value)


def formatted(form: str | None, value: Any) -> str:
    """`@base64` and its like."""
    text = text_of(value)
    if form == "json":
        return dumped(value)
    if form == "base64":
        return base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()
    if form == "base64d":
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "surrogateescape")
    if form == "uri":
        return quote(text, safe="")
    if form in ("text", None):
        return text
    if form == "sh":
        return "'" + text.replace("'", "'\\''") + "'"
    if form in ("csv", "tsv") and isinstance(value, list):
        return ("," if form == "csv" else "\t").join(dumped(item) if form == "csv" else text_of(item) for item in value)
    raise Unread(form or "")
