"""The functions that awk has itself, over texts that are known, and how it reads and shows numbers."""

import operator
import re
from collections.abc import Callable

from scanner.analyze.shell.oracle import Oracle
from scanner.code.numbers import is_number

_BITS: dict[str, Callable[[int, int], int]] = {
    "and": operator.and_, "or": operator.or_, "xor": operator.xor,
    "lshift": lambda value, by: value << min(max(by, 0), 64), "rshift": lambda value, by: value >> min(max(by, 0), 64),
}  # fmt: skip


def built_in(name: str, values: list[str]) -> str | None:
    """What a function gives; None: it is not followed."""
    first = values[0]
    numbers = [number_of(value) or 0 for value in values]
    if name == "length":
        return str(len(first))
    if name == "substr" and len(values) > 1:
        start = int(numbers[1] or 1) - 1
        return first[max(start, 0) :][: int(numbers[2])] if len(values) > 2 else first[max(start, 0) :]
    if name == "index" and len(values) > 1:
        return str(first.find(values[1]) + 1)
    if name == "sprintf":
        return formatted(first, values[1:])
    if name == "int":
        return str(int(numbers[0]))
    if name in _BITS and len(values) == 2:
        return str(_BITS[name](int(numbers[0]), int(numbers[1])))
    if name == "strtonum":
        return str(int(first, 16)) if re.fullmatch(r"0x[0-9a-fA-F]{1,15}", first) else shown(numbers[0])
    return None


def compared(oracle: Oracle, operator: str, left: str, right: str) -> bool:
    """Whether a comparison of two values holds, or may."""
    if operator in ("==", "!="):
        return oracle.is_same(left, right) is (operator == "==")
    if not oracle.is_known(left, right):
        limit = left if oracle.is_known(left) else right
        return oracle.ask(left + right, (limit,) if limit not in ("0", "1", "") else ())
    first, second = number_of(left), number_of(right)
    if first is None or second is None:
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[operator]


def formatted(pattern: str, values: list[str]) -> str:
    """`printf` of awk."""
    waiting = list(values)

    def one(match: re.Match[str]) -> str:
        if match[2] == "%":
            return "%"
        value = waiting.pop(0) if waiting else ""
        number = number_of(value)
        try:
            if match[2] in "diuxXo" and number is not None and len(value) < 19:
                return f"%{match[1]}{match[2]}" % int(number)
            if match[2] in "fg" and number is not None:
                return f"%{match[1]}{match[2]}" % number
            return f"%{match[1]}s" % (chr(int(value)) if match[2] == "c" and is_number(value) else value[:1] if match[2] == "c" else value)
        except (ValueError, TypeError, OverflowError):
            return value

    return re.sub(r"%([-+0 #]*\d{0,3}(?:\.\d{0,3})?)([sdicfgxXou%])", one, pattern)


def number_of(text: str) -> float | None:
    """The number that a text is, 0 for a blank one; None: it is none."""
    found = re.fullmatch(r"\s*([-+]?\d{1,18}(?:\.\d+)?)\s*", text)
    return float(found[1]) if found is not None else (0.0 if not text.strip() else None)


def shown(value: float) -> str:
    """A number as awk prints it."""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else f"{value:.6g}"
