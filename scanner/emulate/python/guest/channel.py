"""The one channel to the world: a question is written to a descriptor of the guest's own, its answer is read from it."""

import json
import posix
from typing import Any

_DESCRIPTOR = 4
_LIMIT = 4000
"""Doings reported by one run."""
_BATCH = 48
"""Doings that are kept back until a question is asked: those of a program that is stopped before may be lost."""

_write, _read = posix.write, posix.read
_encode = json.JSONEncoder(check_circular=False).encode
_decode = json.JSONDecoder().decode
_waiting: list[Any] = []
_told = [0]

FACTS: dict[str, Any] = {}
"""What the host tells of the persona when a run begins."""


def ask(kind: str, value: Any) -> Any:
    """What the world answers."""
    if _waiting:
        flush()
    _write(_DESCRIPTOR, _encode([kind, value]).encode("utf-8", "surrogatepass"))
    content = _read(_DESCRIPTOR, 65536)
    while content[-1:] != b"\n":
        piece = _read(_DESCRIPTOR, 1 << 20)
        if not piece:
            raise SystemExit(3)
        content += piece
    return _decode(content.decode("utf-8", "surrogatepass"))


def tell(kind: str, value: Any) -> None:
    """Report what was done."""
    _told[0] += 1
    if _told[0] <= _LIMIT:
        _waiting.append([kind, value])
        if len(_waiting) >= _BATCH:
            flush()


def told() -> int:
    """How many doings were reported."""
    return _told[0]


def flush() -> None:
    if _waiting:
        events, _waiting[:] = list(_waiting), []
        _write(_DESCRIPTOR, _encode(["events", events]).encode("utf-8", "surrogatepass"))


def hint(line: str) -> None:
    """A way in which the program can be asked, as a line of a usage."""
    tell("hint", {"text": f"$0 {line}"})


def read(signal: str) -> None:
    """A signal was read."""
    tell("read", signal)


def _leaving_text(content: bytes) -> str:
    """The text that bytes are, or where they are none a letter for each, so that no two become alike."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON can hold it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return _leaving_text(bytes(value))
    if depth > 8:
        return "…"
    if isinstance(value, dict):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item, depth + 1) for item in value), key=str)
    return _plain_object(value, depth)


def _plain_object(value: Any, depth: int) -> Any:
    for name in ("model_dump", "to_dict", "_asdict"):
        method = getattr(type(value), name, None)
        if method is not None:
            try:
                return plain(method(value), depth + 1)
            except Exception:  # noqa: BLE001  # the program's own method
                break
    if hasattr(value, "__dict__") and not callable(value):
        held = vars(value)
        return {name: plain(item, depth + 1) for name, item in list(held.items()) if not name.startswith("_")}
    if hasattr(value, "__fspath__"):
        return str(value)
    return f"<{type(value).__name__}>"
