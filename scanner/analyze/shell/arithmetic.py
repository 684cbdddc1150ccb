"""Numbers: what `$((...))` and `((...))` give, for texts in which all letters are known."""

import operator
import re
from collections.abc import Callable

_TOKEN = re.compile(r"\s*(?:(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z]+|\d+)|([A-Za-z_]\w*)|(\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>&|^!~?:(),]))")
_MAX_CHARS = 2_000
_BITS = 64
_LEVELS: tuple[dict[str, Callable[[int, int], int]], ...] = (
    {"||": lambda a, b: int(bool(a) or bool(b))},
    {"&&": lambda a, b: int(bool(a) and bool(b))},
    {"|": operator.or_},
    {"^": operator.xor},
    {"&": operator.and_},
    {"==": lambda a, b: int(a == b), "!=": lambda a, b: int(a != b)},
    {"<=": lambda a, b: int(a <= b), ">=": lambda a, b: int(a >= b), "<": lambda a, b: int(a < b), ">": lambda a, b: int(a > b)},
    {"<<": lambda a, b: a << min(max(b, 0), 63), ">>": lambda a, b: a >> min(max(b, 0), 63)},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": lambda a, b: _quotient(a, b), "%": lambda a, b: a - b * _quotient(a, b)},
)


class NoNumber(ValueError):
    """The text is no expression over numbers."""


def calculated(text: str) -> int:
    """The value of an expression in which names are replaced by numbers. Raises NoNumber."""
    if len(text) > _MAX_CHARS:
        raise NoNumber
    return _Calculator(text).result()


class _Calculator:
    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        at = 0
        stripped = text.rstrip()
        while at < len(stripped):
            found = _TOKEN.match(stripped, at)
            if found is None:
                raise NoNumber
            self.tokens.append(found[0].strip())
            at = found.end()
        self.at = 0
        self.depth = 0

    def result(self) -> int:
        if not self.tokens:
            return 0
        value = self._comma()
        if self.at < len(self.tokens):
            raise NoNumber
        return value

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _comma(self) -> int:
        value = self._ternary()
        while self._peek() == ",":
            self.at += 1
            value = self._ternary()
        return value

    def _ternary(self) -> int:
        test = self._level(0)
        if self._peek() != "?":
            return test
        self.at += 1
        yes = self._ternary()
        if self._peek() != ":":
            raise NoNumber
        self.at += 1
        no = self._ternary()
        return yes if test else no

    def _level(self, level: int) -> int:
        if level == len(_LEVELS):
            return self._power()
        value = self._level(level + 1)
        while (rule := _LEVELS[level].get(self._peek())) is not None:
            self.at += 1
            value = _wrapped(rule(value, self._level(level + 1)))
        return value

    def _power(self) -> int:
        base = self._unary()
        if self._peek() != "**":
            return base
        self.at += 1
        exponent = self._power()
        if not 0 <= exponent <= 64:
            raise NoNumber
        return _wrapped(base**exponent)

    def _unary(self) -> int:
        self.depth += 1
        if self.depth > 40:
            raise NoNumber
        token = self._peek()
        self.at += 1
        if token == "-":
            return -self._unary()
        if token == "+":
            return self._unary()
        if token == "!":
            return int(not self._unary())
        if token == "~":
            return ~self._unary()
        if token == "(":
            value = self._comma()
            if self._peek() != ")":
                raise NoNumber
            self.at += 1
            self.depth -= 1
            return value
        self.depth -= 1
        return _literal(token)


def _literal(token: str) -> int:
    try:
        if "#" in token:
            base, digits = token.split("#", 1)
            return int(digits, int(base))
        if token[:2].lower() == "0x":
            return int(token, 16)
        return int(token, 8) if token.startswith("0") and len(token) > 1 else int(token)
    except ValueError as refused:
        raise NoNumber from refused


def _quotient(a: int, b: int) -> int:
    if b == 0:
        raise NoNumber
    return abs(a) // abs(b) * (1 if (a >= 0) == (b >= 0) else -1)


def _wrapped(value: int) -> int:
    """As 64 bits hold it."""
    value &= (1 << _BITS) - 1
    return value - (1 << _BITS) if value >> (_BITS - 1) else value
