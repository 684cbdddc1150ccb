"""The part of JavaScript's built-ins that literals and decoders use, over plain Python values."""

import base64
import binascii
import json
import math
import re
from collections.abc import Callable
from urllib.parse import unquote

from scanner.code.javascript.values import LONGEST, Name, Regex, Unknown, Value, fail, items, keys, numeric, text_of, truth


def call(name: str, given: list[Value], caller: Callable[[Value], Callable[..., Value]]) -> Value:
    """Call a global function or constructor."""
    plain = name.removeprefix("globalThis.").removeprefix("window.")
    function = _CALLS.get(plain)
    if function is None:
        raise Unknown
    try:
        return function(given)
    except (ValueError, TypeError, IndexError, OverflowError, binascii.Error) as error:
        raise Unknown from error


def method(value: Value, name: str, given: list[Value], caller: Callable[[Value], Callable[..., Value]]) -> Value:
    """Call a method of a value."""
    try:
        match value:
            case Name():
                return call(f"{value.text}.{name}", given, caller)
            case str():
                return _text_method(value, name, given, caller)
            case list():
                return _list_method(value, name, given, caller)
            case dict() if name in ("has", "get", "keys", "values", "set"):
                return _map_method(value, name, given)
            case Regex() if name == "test":
                return value.compiled().search(text_of(given[0])) is not None
            case int() | float() if name == "toString":
                return _radix(value, given)
    except (ValueError, TypeError, IndexError, OverflowError, binascii.Error) as error:
        raise Unknown from error
    raise Unknown


def _radix(value: int | float, given: list[Value]) -> str:
    base = int(given[0]) if given else 10
    if base == 10:
        return text_of(value)
    digits, left = "", abs(int(value))
    while left or not digits:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[left % base] + digits
        left //= base
    return "-" + digits if value < 0 else digits


def _text_method(text: str, name: str, given: list[Value], caller: Callable[[Value], Callable[..., Value]]) -> Value:
    plain = _TEXT_METHODS.get(name)
    if plain is not None:
        return plain(text, given)
    if name in ("replace", "replaceAll"):
        return _replaced(text, name, given, caller)
    if name == "split":
        if not given or given[0] is None:
            return [text]
        if isinstance(given[0], Regex):
            return given[0].compiled().split(text)
        return list(text) if given[0] == "" else text.split(given[0])
    if name == "match" and isinstance(given[0], Regex):
        pattern = given[0].compiled()
        if given[0].source.rpartition("/")[2].count("g"):
            return [match.group(0) for match in pattern.finditer(text)] or None
        found = pattern.search(text)
        return None if found is None else [found.group(0), *found.groups()]
    raise Unknown


def _replaced(text: str, name: str, given: list[Value], caller: Callable[[Value], Callable[..., Value]]) -> str:
    wanted, by = given[0], given[1]
    if not isinstance(by, str):
        function = caller(by)
        if not isinstance(wanted, Regex):
            raise Unknown
        return wanted.compiled().sub(
            lambda match: text_of(function(match.group(0), *match.groups())),
            text,
            count=0 if "g" in wanted.source.rpartition("/")[2] else 1,
        )
    if isinstance(wanted, Regex):
        return wanted.compiled().sub(lambda _: by, text, count=0 if "g" in wanted.source.rpartition("/")[2] else 1)
    return text.replace(wanted, by) if name == "replaceAll" else text.replace(wanted, by, 1)


def _slice(value: Value, given: list[Value]) -> Value:
    start = int(numeric(given[0])) if given and given[0] is not None else 0
    end = int(numeric(given[1])) if len(given) > 1 and given[1] is not None else len(value)
    return value[start if start >= 0 else max(0, len(value) + start) : end if end >= 0 else max(0, len(value) + end)]


def _substring(text: str, given: list[Value]) -> str:
    start = min(max(int(numeric(given[0])), 0), len(text))
    end = min(max(int(numeric(given[1])), 0), len(text)) if len(given) > 1 else len(text)
    return text[min(start, end) : max(start, end)]


def _char_code(text: str, given: list[Value]) -> int:
    return ord(text[int(numeric(given[0])) if given else 0])


_TEXT_METHODS: dict[str, Callable[[str, list[Value]], Value]] = {
    "toLowerCase": lambda text, given: text.lower(),
    "toUpperCase": lambda text, given: text.upper(),
    "trim": lambda text, given: text.strip(),
    "toString": lambda text, given: text,
    "valueOf": lambda text, given: text,
    "charCodeAt": _char_code,
    "codePointAt": _char_code,
    "charAt": lambda text, given: text[int(given[0])],
    "at": lambda text, given: text[int(given[0])],
    "slice": _slice,
    "substring": _substring,
    "substr": lambda text, given: text[int(given[0]) :][: int(given[1])] if len(given) > 1 else text[int(given[0]) :],
    "includes": lambda text, given: text_of(given[0]) in text,
    "startsWith": lambda text, given: text.startswith(given[0]),
    "endsWith": lambda text, given: text.endswith(given[0]),
    "indexOf": lambda text, given: text.find(given[0]),
    "concat": lambda text, given: text + "".join(map(text_of, given)),
    "repeat": lambda text, given: text * int(given[0]) if len(text) * int(given[0]) < LONGEST else fail(),
    "padStart": lambda text, given: text.rjust(int(given[0]), given[1] if len(given) > 1 else " "),
    "padEnd": lambda text, given: text.ljust(int(given[0]), given[1] if len(given) > 1 else " "),
    "normalize": lambda text, given: text,
}


def _list_method(value: list[Value], name: str, given: list[Value], caller: Callable[[Value], Callable[..., Value]]) -> Value:
    plain = _LIST_METHODS.get(name)
    if plain is not None:
        return plain(value, given)
    if name == "toString" and all(isinstance(item, int) for item in value):
        return _bytes_text(value, given)
    if name in ("map", "filter", "some", "every", "find", "forEach", "flatMap"):
        function = caller(given[0])
        results = [function(item, index) for index, item in enumerate(value)]
        return _iterated(name, value, results)
    if name == "reduce":
        function = caller(given[0])
        rest = list(value)
        total = given[1] if len(given) > 1 else rest.pop(0)
        for index, item in enumerate(rest):
            total = function(total, item, index)
        return total
    raise Unknown


def _iterated(name: str, value: list[Value], results: list[Value]) -> Value:
    kept = [item for item, keep in zip(value, results, strict=True) if truth(keep)]
    match name:
        case "map":
            return results
        case "filter":
            return kept
        case "some":
            return bool(kept)
        case "every":
            return len(kept) == len(value)
        case "find":
            return kept[0] if kept else None
        case "flatMap":
            return [inner for result in results for inner in (result if isinstance(result, list) else [result])]
    return None


def _bytes_text(value: list[int], given: list[Value]) -> str:
    encoding = text_of(given[0]).lower() if given and given[0] is not None else "utf8"
    content = bytes(item & 255 for item in value)
    match encoding:
        case "utf8" | "utf-8":
            return content.decode("utf-8", "replace")
        case "latin1" | "binary" | "ascii":
            return content.decode("latin-1")
        case "hex":
            return content.hex()
        case "base64":
            return base64.b64encode(content).decode()
    raise Unknown


def _changed(value: list[Value], changed: list[Value]) -> list[Value]:
    value[:] = changed
    return value


_LIST_METHODS: dict[str, Callable[[list[Value], list[Value]], Value]] = {
    "join": lambda value, given: (text_of(given[0]) if given and given[0] is not None else ",").join(
        "" if item is None else text_of(item) for item in value
    ),
    "reverse": lambda value, given: _changed(value, value[::-1]),
    "toReversed": lambda value, given: value[::-1],
    "slice": _slice,
    "concat": lambda value, given: value + [inner for item in given for inner in (item if isinstance(item, list) else [item])],
    "includes": lambda value, given: given[0] in value,
    "has": lambda value, given: given[0] in value,
    "indexOf": lambda value, given: value.index(given[0]) if given[0] in value else -1,
    "push": lambda value, given: len(_changed(value, [*value, *given])),
    "flat": lambda value, given: [inner for item in value for inner in (item if isinstance(item, list) else [item])],
    "at": lambda value, given: value[int(given[0])],
    "keys": lambda value, given: list(range(len(value))),
    "values": lambda value, given: list(value),
    "entries": lambda value, given: [[index, item] for index, item in enumerate(value)],
    "add": lambda value, given: _changed(value, [*value, given[0]]),
    "sort": lambda value, given: _changed(value, sorted(value, key=text_of)) if not given else fail(),
    "shift": lambda value, given: value.pop(0) if value else None,
    "pop": lambda value, given: value.pop() if value else None,
    "unshift": lambda value, given: len(_changed(value, [*given, *value])),
    "fill": lambda value, given: _changed(value, [given[0]] * len(value)),
}


def _map_method(value: dict[str, Value], name: str, given: list[Value]) -> Value:
    match name:
        case "has":
            return text_of(given[0]) in value
        case "get":
            return value.get(text_of(given[0]))
        case "keys":
            return list(value)
        case "values":
            return list(value.values())
    raise Unknown


def _from_base64(text: str) -> bytes:
    plain = re.sub(r"[^A-Za-z0-9+/]", "", text.replace("-", "+").replace("_", "/"))
    return base64.b64decode(plain + "=" * (-len(plain) % 4))


def _buffer(given: list[Value]) -> list[int]:
    if isinstance(given[0], list):
        return [int(numeric(item)) & 255 for item in given[0]]
    encoding = text_of(given[1]).lower() if len(given) > 1 and given[1] is not None else "utf8"
    match encoding:
        case "base64" | "base64url":
            return list(_from_base64(given[0]))
        case "hex":
            return list(bytes.fromhex(given[0]))
        case "latin1" | "binary" | "ascii":
            return list(given[0].encode("latin-1"))
        case "utf8" | "utf-8":
            return list(given[0].encode())
    raise Unknown


def _whole(given: list[Value]) -> int:
    if not isinstance(given[0], str):
        return int(numeric(given[0]))
    match = re.match(r"\s*((?:0[xX])?[\da-zA-Z]+)", given[0])
    return int(match[1], int(given[1]) if len(given) > 1 else 10) if match is not None else fail()


def _array_from(given: list[Value]) -> list[Value]:
    if isinstance(given[0], dict):
        return [None] * int(numeric(given[0].get("length"))) if "length" in given[0] else fail()
    return items(given[0])


_CALLS: dict[str, Callable[[list[Value]], Value]] = {
    "String": lambda given: text_of(given[0]),
    "Number": lambda given: numeric(given[0]),
    "Boolean": lambda given: truth(given[0]),
    "parseInt": _whole,
    "parseFloat": lambda given: float(given[0]),
    "atob": lambda given: _from_base64(given[0]).decode("latin-1"),
    "btoa": lambda given: base64.b64encode(given[0].encode("latin-1")).decode(),
    "Buffer.from": _buffer,
    "Uint8Array.from": lambda given: _buffer([items(given[0])]),
    "Uint8Array": lambda given: list(given[0]) if isinstance(given[0], list) else [0] * int(given[0]),
    "Array.from": _array_from,
    "Array.of": lambda given: list(given),
    "String.fromCharCode": lambda given: "".join(chr(int(numeric(item)) & 0xFFFF) for item in given),
    "String.fromCodePoint": lambda given: "".join(chr(int(numeric(item))) for item in given),
    "decodeURIComponent": lambda given: unquote(given[0]),
    "unescape": lambda given: unquote(given[0], "latin-1"),
    "JSON.parse": lambda given: json.loads(given[0]),
    "Object.freeze": lambda given: given[0],
    "Object.keys": lambda given: keys(given[0]),
    "Object.values": lambda given: list(given[0].values()),
    "Object.entries": lambda given: items(given[0]),
    "Object.fromEntries": lambda given: {text_of(key): item for key, item in given[0]},
    "Set": lambda given: list(dict.fromkeys(items(given[0]))) if given and given[0] is not None else [],
    "Map": lambda given: {text_of(key): item for key, item in items(given[0])} if given and given[0] is not None else {},
    "Symbol": lambda given: fail(),
    "Math.floor": lambda given: math.floor(numeric(given[0])),
    "Math.round": lambda given: math.floor(numeric(given[0]) + 0.5),
    "Math.max": lambda given: max(map(numeric, given)),
    "Math.min": lambda given: min(map(numeric, given)),
    "Math.abs": lambda given: abs(numeric(given[0])),
    "TextDecoder": lambda given: Name("TextDecoder()"),
    "TextDecoder().decode": lambda given: bytes(given[0]).decode("utf-8", "replace"),
    "TextEncoder": lambda given: Name("TextEncoder()"),
    "TextEncoder().encode": lambda given: list(given[0].encode()),
    "RegExp": lambda given: Regex(f"/{given[0]}/{given[1] if len(given) > 1 else ''}"),
}
