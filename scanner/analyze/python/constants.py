"""Computing with the constants of a program: what its decoders, joins and look-ups give, without running it."""

import base64
import binascii
import codecs
import json
import operator
import zlib
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from scanner.analyze.python.values import UNKNOWN, spelled

MAX_RESULT = 1 << 20
"""Characters, bytes or items of one result."""
_FAILURES = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    LookupError,
    zlib.error,
    binascii.Error,
    UnicodeError,
)
"""What computing with constants that do not fit together raises."""


def _inflated(content: bytes, *arguments: int) -> bytes:
    """zlib, raw deflate or gzip."""
    for window in (*arguments[:1], zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(content, MAX_RESULT)
        except zlib.error:
            continue  # another form of the same compression
    raise ValueError("not compressed")


def _ranged(*bounds: int) -> list[int]:
    found = range(*bounds)
    if len(found) > 65_536:
        raise ValueError("too long to be written out")
    return list(found)


DECODERS: dict[str, Callable[..., object]] = {
    "base64.b64decode": lambda text, *_: base64.b64decode(text),
    "base64.standard_b64decode": base64.b64decode,
    "base64.urlsafe_b64decode": base64.urlsafe_b64decode,
    "base64.b32decode": base64.b32decode,
    "base64.b16decode": lambda text, *_: base64.b16decode(text, casefold=True),
    "base64.b85decode": base64.b85decode,
    "base64.a85decode": base64.a85decode,
    "base64.decodebytes": base64.decodebytes,
    "binascii.unhexlify": binascii.unhexlify,
    "binascii.a2b_hex": binascii.a2b_hex,
    "binascii.a2b_base64": binascii.a2b_base64,
    "bytes.fromhex": bytes.fromhex,
    "bytearray.fromhex": bytes.fromhex,
    "codecs.decode": lambda text, codec="utf-8", *_: codecs.decode(text, codec),
    "zlib.decompress": _inflated,
    "gzip.decompress": _inflated,
    "urllib.parse.unquote": unquote,
    "chr": chr,
    "operator.xor": operator.xor,
}
"""Calls whose result counts as decoded."""
PURE: dict[str, Callable[..., object]] = {
    "ord": ord,
    "len": len,
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "abs": abs,
    "sum": sum,
    "min": min,
    "max": max,
    "list": list,
    "tuple": tuple,
    "set": frozenset,
    "frozenset": frozenset,
    "sorted": sorted,
    "range": _ranged,
    "dict": dict,
    "reversed": lambda items: list(reversed(items)),
    "enumerate": lambda items, *start: list(enumerate(items, *start)),
    "zip": lambda *lists: list(zip(*lists, strict=False)),
    "bytes": bytes,
    "bytearray": bytes,
    "json.loads": json.loads,
    "any": any,
    "all": all,
    "round": round,
    "hex": hex,
    "repr": repr,
    "itertools.cycle": lambda items: list(items) * (1 + 4096 // max(1, len(items))),
    "os.path.expanduser": lambda text: text,
    "os.path.join": lambda *parts: "/".join(parts),
    "operator.add": operator.add,
    "str.lower": str.lower,
    "str.upper": str.upper,
    "str.strip": str.strip,
}
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        {
            "split",
            "rsplit",
            "join",
            "strip",
            "lstrip",
            "rstrip",
            "lower",
            "upper",
            "casefold",
            "title",
            "capitalize",
            "replace",
            "encode",
            "format",
            "startswith",
            "endswith",
            "splitlines",
            "partition",
            "rpartition",
            "removeprefix",
            "removesuffix",
            "find",
            "index",
            "count",
            "zfill",
            "ljust",
            "rjust",
            "center",
            "isdigit",
            "isalpha",
            "translate",
            "swapcase",
        }
    ),
    bytes: frozenset(
        {
            "decode",
            "hex",
            "split",
            "join",
            "strip",
            "lstrip",
            "rstrip",
            "replace",
            "startswith",
            "endswith",
            "lower",
            "upper",
            "find",
            "translate",
        }
    ),
    dict: frozenset({"keys", "values", "items", "get", "copy"}),
    list: frozenset({"index", "count", "copy"}),
    tuple: frozenset({"index", "count"}),
    frozenset: frozenset({"union", "intersection", "difference"}),
    int: frozenset({"to_bytes", "bit_length"}),
}
_OPERATORS: dict[str, Callable[[object, object], object]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Mod": operator.mod,
    "BitXor": operator.xor,
    "BitAnd": operator.and_,
    "BitOr": operator.or_,
    "FloorDiv": operator.floordiv,
    "Div": operator.truediv,
    "RShift": operator.rshift,
}
COMPARISONS: dict[str, Callable[[Any, Any], object]] = {
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "In": lambda item, items: item in items,
    "NotIn": lambda item, items: item not in items,
    "Is": operator.is_,
    "IsNot": operator.is_not,
}


def computed(function: Callable[..., object], *arguments: object) -> object:
    """The result of a pure function of constants; UNKNOWN where it fails or the result is too large."""
    try:
        result = function(*arguments)
    except _FAILURES:
        return UNKNOWN
    return result if _is_small(result) else UNKNOWN


def operated(name: str, left: object, right: object) -> object:
    """A binary operation, by the name of its node. Repetition that would give more than `MAX_RESULT` is not done."""
    function = _OPERATORS.get(name)
    if (
        function is None
        or (name == "Mult" and _repeats_too_often(left, right))
        or (name == "Mod" and isinstance(left, str) and len(left) > 4096)
    ):
        return UNKNOWN
    return computed(function, left, right)


def method_of(receiver: object, name: str, arguments: tuple[object, ...]) -> object:
    """The result of a method of a constant; UNKNOWN for methods that are not known to be pure."""
    for kind, names in _METHODS.items():
        if isinstance(receiver, kind) and name in names:
            if name in ("ljust", "rjust", "center", "zfill", "format", "translate") and not 0 < len(spelled(arguments)) <= 4096:
                return UNKNOWN
            result = computed(getattr(receiver, name), *arguments)
            return list(result) if isinstance(result, type({}.keys()) | type({}.values()) | type({}.items())) else result
    return UNKNOWN


def _is_small(result: object) -> bool:
    if isinstance(result, int) and not isinstance(result, bool):
        return result.bit_length() < 4096
    return not isinstance(result, str | bytes | list | tuple | dict | frozenset) or len(result) <= MAX_RESULT


def _repeats_too_often(left: object, right: object) -> bool:
    sized = left if isinstance(left, str | bytes | list | tuple) else right if isinstance(right, str | bytes | list | tuple) else None
    number = right if sized is left else left
    return sized is not None and isinstance(number, int) and len(sized) * max(0, number) > MAX_RESULT
