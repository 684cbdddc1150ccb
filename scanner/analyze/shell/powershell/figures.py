"""Numbers of .NET beyond those of 64 bits: large ones, fractions, and decimals that keep how many digits they are written with."""

import math
import re
from collections.abc import Callable

from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import each_case, value_of
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Text, Value, as_text, concat, known, of_hole
from scanner.analyze.tracing import together
from scanner.code.numbers import is_number

_WHOLE = re.compile(r"-?\d+\Z")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_MOST_DIGITS = 2_000
"""Of a number that is computed: a mask with a bit for each region has some hundred."""
_MOST_SCALE = 28
"""Digits behind the point that a decimal of .NET can have."""
_BITS = 64


def is_beyond(left: str, right: str) -> bool:
    """Whether two numbers are computed here: fractions, and whole numbers of more than 64 bits."""
    if not (_NUMBER.match(left) and _NUMBER.match(right)) or max(len(left), len(right)) > _MOST_DIGITS:
        return False
    return "." in left + right or max(int(left).bit_length(), int(right).bit_length()) >= _BITS


def figured(sign: str, left: str, right: str) -> str | None:
    """What two such numbers come to; None: it is no number."""
    if "." in left + right:
        one, other = float(left), float(right)
        made = {"+": one + other, "-": one - other, "*": one * other, "/": one / other if other else math.nan}.get(sign, math.nan)
        return _written(made)
    whole = _WHOLES.get(sign)
    if whole is None or (sign in "/%" and int(right) == 0):
        return None
    return str(whole(int(left), int(right)))


def _written(made: float) -> str | None:
    if not math.isfinite(made) or abs(made) > 1e15:
        return None
    return str(int(made)) if made == int(made) else repr(made)


def _divided(one: int, other: int) -> int:
    """Cut off towards zero."""
    return abs(one) // abs(other) * (1 if (one < 0) == (other < 0) else -1)


_WHOLES: dict[str, Callable[[int, int], int]] = {
    "+": int.__add__, "-": int.__sub__, "*": int.__mul__, "/": _divided, "%": lambda one, other: one - _divided(one, other) * other,
    "&": int.__and__, "|": int.__or__, "^": int.__xor__,
}  # fmt: skip


def parsed(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
    """`[bigint]::Parse(text, style)`: hexadecimal digits whose first has its high bit set are a negative number."""
    is_hex = len(arguments) > 1 and "hex" in (as_text(arguments[1]).plain or "").lower()

    def one(given: tuple[Value, ...]) -> Value:
        text = as_text(given[0])
        if text.plain is None or not re.fullmatch(r"[0-9a-fA-F]+" if is_hex else r"-?\d+", text.plain.strip()):
            return text
        if not is_hex:
            return known(str(int(text.plain)), text.layers)
        number, bits = int(text.plain, 16), 4 * len(text.plain.strip())
        return known(str(number - (1 << bits) if number >> (bits - 1) else number), (*text.layers, "hex"))

    return value_of(each_case((arguments[0] if arguments else known("0"),), one, state.pinned))


def computed(name: str) -> Callable[[Machine, State, object, list[Value]], Value]:
    """`[math]::name(...)` and `[bigint]::name(...)`."""

    def compute(machine: Machine, state: State, node: object, arguments: list[Value]) -> Value:
        return value_of(each_case(tuple(arguments), lambda given: _computed(machine, name, [as_text(one) for one in given]), state.pinned))

    return compute


def _computed(machine: Machine, name: str, given: list[Text]) -> Value:
    plain = [text.plain for text in given if text.plain is not None and _NUMBER.match(text.plain)]
    if len(plain) == len(given) and (made := _value_of(name, plain)) is not None:
        return known(made, next((text.layers for text in given if text.layers), ()))
    return _unknown(machine, name, given)


def _unknown(machine: Machine, name: str, given: list[Text]) -> Value:
    """A number of which is known what it depends on."""
    taint = together(*(text.taint for text in given))
    label = f"{name}({','.join(map(machine.spelled, given))})"
    return of_hole(machine.hole(label, taint, source="number", base="number" if taint else None, change="digits" if taint else None))


def _value_of(name: str, plain: list[str]) -> str | None:
    if name in ("min", "max") and len(plain) == 2:
        return (min if name == "min" else max)(plain, key=float)
    if name == "pow" and len(plain) == 2:
        return _power(*plain)
    if not plain or name in ("min", "max", "pow"):
        return None
    if _WHOLE.match(plain[0]):
        return plain[0].lstrip("-") if name == "abs" else plain[0]
    return _rounded(name, float(plain[0]), int(plain[1]) if len(plain) > 1 and is_number(plain[1]) else 0)


def _rounded(name: str, one: float, digits: int) -> str | None:
    if not math.isfinite(one):
        return None
    match name:
        case "floor" | "ceiling":
            return _written(math.floor(one) if name == "floor" else math.ceil(one))
        case "truncate":
            return _written(math.trunc(one))
        case _:
            return _written(abs(one) if name == "abs" else round(one, digits))


def _power(base: str, exponent: str) -> str | None:
    if _WHOLE.match(base) and is_number(exponent):
        return str(int(base) ** int(exponent)) if len(base) * int(exponent) < _MOST_DIGITS * 2 else None
    try:
        return _written(float(base) ** float(exponent))
    except (OverflowError, ZeroDivisionError, TypeError):
        return None  # of a negative number no real one


def asked(text: str, name: str) -> Text | None:
    """`number.IsEven` and its like; None: it is no such question."""
    if not _WHOLE.match(text) or len(text) > _MOST_DIGITS:
        return None
    number = int(text)
    is_power = number > 0 and number & (number - 1) == 0
    answers = {"iseven": number % 2 == 0, "iszero": number == 0, "isone": number == 1, "ispoweroftwo": is_power}
    return known(str(answers[name])) if name in answers else None


def decimal_of(machine: Machine, arguments: list[Value]) -> Value:
    """`[decimal]::new(...)`: of one argument that, of five a number of 96 bits with its sign and so many digits behind the point."""
    if len(arguments) != 5:
        return arguments[0] if arguments else known("0")
    texts = [as_text(one) for one in arguments]
    low, scale = texts[0], texts[4].plain
    if scale is None or not is_number(scale) or int(scale) > _MOST_SCALE:
        return _unknown(machine, "decimal", texts)
    sign = "-" if texts[3].plain == "True" else ""
    if low.plain is None or not is_number(low.plain):
        return concat((known(sign), low, known("." + "0" * int(scale) if int(scale) else "")))
    digits = low.plain.rjust(int(scale) + 1, "0")
    return known(sign + (f"{digits[: -int(scale)]}.{digits[-int(scale) :]}" if int(scale) else digits))
