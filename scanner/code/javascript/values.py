"""Values of JavaScript as plain Python values: truth, text, numbers, operators, properties."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scanner.code.numbers import is_number

Value = Any
"""str, int, float, bool, None (null and undefined), list (arrays, sets, bytes), dict (objects, maps), or a function value."""
_MOST_DIGITS = 3_000
"""Of a number, in any base: Python spells out some more, but not many."""
LONGEST = 4 << 20
"""Longest text that is built."""


class Unknown(Exception):
    """The value cannot be told."""


@dataclass(frozen=True, slots=True)
class Name:
    """A global or a property of one ("Buffer", "String.fromCharCode")."""

    text: str


@dataclass(frozen=True, slots=True)
class Regex:
    source: str

    def compiled(self) -> "re.Pattern[str]":
        """Raises Unknown for syntax that Python does not share."""
        body, _, flags = self.source[1:].rpartition("/")
        try:
            return re.compile(
                body.replace("\\/", "/").replace("(?<", "(?P<")
                if "(?<" in body and "(?<=" not in body and "(?<!" not in body
                else body.replace("\\/", "/"),
                re.IGNORECASE if "i" in flags else 0,
            )
        except re.error as error:
            raise Unknown from error


def truth(value: Value) -> bool:
    return not (value is None or value is False or value == "" or (isinstance(value, int | float) and (value == 0 or value != value)))


def text_of(value: Value) -> str:
    """As `String(value)`."""
    match value:
        case str():
            return value
        case None:
            return "undefined"
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        case int() | float():
            return str(value)
        case list():
            return ",".join("" if item is None else text_of(item) for item in value)
    raise Unknown


def number(text: str) -> int | float:
    """The value of a numeric literal."""
    plain = text.replace("_", "").removesuffix("n")
    if len(plain) > _MOST_DIGITS:
        raise Unknown
    try:
        return int(plain, 0) if re.fullmatch(r"0[xXoObB][\da-fA-F]+|\d+", plain) and not re.fullmatch(r"0\d+", plain) else float(plain)
    except ValueError as error:
        raise Unknown from error


def numeric(value: Value) -> int | float:
    match value:
        case bool():
            return int(value)
        case int() | float():
            return value
        case str():
            return number(value.strip() or "0")
    raise Unknown


def binary(operator: str, left: Value, right: Value) -> Value:
    if operator == "+" and (isinstance(left, str | list) or isinstance(right, str | list)):
        joined = text_of(left) + text_of(right)
        if len(joined) > LONGEST:
            raise Unknown
        return joined
    if operator in ("===", "==", "!==", "!="):
        return (left == right) == (operator[0] == "=")
    if operator in ("<", ">", "<=", ">=") and isinstance(left, str) and isinstance(right, str):
        return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[operator]
    one, two = numeric(left), numeric(right)
    compute = _ARITHMETIC.get(operator)
    if compute is None:
        raise Unknown
    try:
        return compute(one, two)
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise Unknown from error


def _int32(value: int | float) -> int:
    return ((int(value) & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000


_ARITHMETIC: dict[str, Callable[[int | float, int | float], Value]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: math.fmod(a, b) if isinstance(a, float) or isinstance(b, float) or a < 0 else a % b,
    "^": lambda a, b: _int32(a) ^ _int32(b),
    "&": lambda a, b: _int32(a) & _int32(b),
    "|": lambda a, b: _int32(a) | _int32(b),
    "<<": lambda a, b: _int32(_int32(a) << (int(b) & 31)),
    ">>": lambda a, b: _int32(a) >> (int(b) & 31),
    ">>>": lambda a, b: (int(a) & 0xFFFFFFFF) >> (int(b) & 31),
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "**": lambda a, b: a**b if abs(b) < 64 else fail(),
}


def fail() -> Value:
    raise Unknown


def unary(operator: str, value: Value) -> Value:
    match operator:
        case "!":
            return not truth(value)
        case "-":
            return -numeric(value)
        case "+":
            return numeric(value)
        case "~":
            return ~_int32(numeric(value))
        case "void":
            return None
    raise Unknown


def items(value: Value) -> list[Value]:
    match value:
        case str() | list():
            return list(value)
        case dict():
            return [[key, item] for key, item in value.items()]
    raise Unknown


def keys(value: Value) -> list[str]:
    match value:
        case dict():
            return list(value)
        case list() | str():
            return [str(index) for index in range(len(value))]
    raise Unknown


def member(value: Value, name: str | int) -> Value:
    match value:
        case Name():
            return Name(f"{value.text}.{name}")
        case str() | list():
            if name in ("length", "size"):
                return len(value)
            index = name if isinstance(name, int) else int(name) if is_number(name) else None
            if index is None:
                raise Unknown
            return value[index] if 0 <= index < len(value) else None
        case dict():
            return value.get(str(name))
    raise Unknown


def store(value: Value, name: Value, item: Value) -> None:
    if isinstance(value, list) and isinstance(name, int) and 0 <= name <= len(value) <= 1 << 20:
        if name == len(value):
            value.append(item)
        else:
            value[name] = item
    elif isinstance(value, dict):
        value[text_of(name)] = item
    else:
        raise Unknown
