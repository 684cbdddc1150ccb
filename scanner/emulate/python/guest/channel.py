"""Guest side: the one channel to the world. One question a line on standard output, one answer a line on standard input."""

import io
import json
from typing import Any

_INPUT = open(0, "rb", buffering=0)  # noqa: SIM115  # lives as long as the guest
_OUTPUT = open(1, "wb", buffering=0)  # noqa: SIM115
_LIMIT = 4000
"""Doings reported by one run."""


class _Channel:
    def __init__(self) -> None:
        self.pending = b""
        self.told = 0


_CHANNEL = _Channel()


def ask(kind: str, value: Any) -> Any:
    """What the world answers."""
    _OUTPUT.write(json.dumps([kind, value]).encode() + b"\n")
    while b"\n" not in _CHANNEL.pending:
        piece = _INPUT.read(65536)
        if not piece:
            raise SystemExit(3)
        _CHANNEL.pending += piece
    line, _, _CHANNEL.pending = _CHANNEL.pending.partition(b"\n")
    return json.loads(line)


def tell(kind: str, value: Any) -> None:
    """Report what was done."""
    _CHANNEL.told += 1
    if _CHANNEL.told <= _LIMIT:
        ask("events", [[kind, value]])


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON can hold it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes | bytearray):
        return bytes(value).decode("utf-8", "backslashreplace")
    if depth > 8:
        return "…"
    if isinstance(value, dict):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item, depth + 1) for item in value), key=str)
    if hasattr(value, "__dict__") and not callable(value):
        return {name: plain(item, depth + 1) for name, item in vars(value).items() if not name.startswith("_")}
    return f"<{type(value).__name__}>"


class Printed(io.TextIOBase):
    """Standard output and error of the program."""

    encoding = "utf-8"

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.buffer = _Bytes(self)
        self.line = ""

    def write(self, text: str) -> int:
        """Reported line by line, so that a line put together of pieces is one text."""
        *lines, self.line = (self.line + text).split("\n")
        for line in lines:
            tell("print", {"stream": self.stream, "text": line})
        return len(text)

    def end(self) -> None:
        """Report what has no end of line."""
        if self.line:
            self.write("\n")

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False


class _Bytes(io.RawIOBase):
    def __init__(self, printed: Printed) -> None:
        self.printed = printed

    def write(self, content: Any) -> int:
        return self.printed.write(bytes(content).decode("utf-8", "replace"))

    def writable(self) -> bool:
        return True
