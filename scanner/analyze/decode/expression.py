"""Values of constant expressions in code, with calls answered by the asker: numbers, strings, arithmetic, members of tables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Value = float | str
Answer = Callable[[str, list[Value]], Value | None]
"""Given a function's name and its arguments, what the call gives; None: not known."""


class NotConstant(Exception):
    """The text is no expression whose value is known."""


_TOKEN = re.compile(
    r"\s*(?:(?P<number>0[xX][0-9a-fA-F]+|\d+\.?\d*(?:e[+-]?\d+)?)|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<string>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")|(?P<mark>[-+*/%(),.\[\]!~]))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_MAX_DEPTH = 40
_LEADING_INTEGER = re.compile(r"\s*([+-]?\d+)")


@dataclass(slots=True)
class Evaluation:
    """One expression, read from left to right."""

    text: str
    at: int
    answer: Answer
    names: Mapping[str, Value]
    """Values of names, and of `table.key` for members."""
    depth: int = 0

    def value(self) -> Value:
        """The value of the sum that begins here; `at` is behind it then. Raises NotConstant."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise NotConstant
        found = self._product()
        while (mark := self._mark("+-")) is not None:
            other = self._product()
            if mark == "+" and (isinstance(found, str) or isinstance(other, str)):
                found = written(found) + written(other)
            else:
                found = _number(found) + _number(other) if mark == "+" else _number(found) - _number(other)
        self.depth -= 1
        return found

    def arguments(self) -> list[Value]:
        """The values up to the closing parenthesis; the opening one is read already. Raises NotConstant."""
        values: list[Value] = []
        if self._mark(")") is not None:
            return values
        while True:
            values.append(self.value())
            if self._mark(")") is not None:
                return values
            if self._mark(",") is None:
                raise NotConstant

    def _product(self) -> Value:
        found = self._unary()
        while (mark := self._mark("*/%")) is not None:
            left, right = _number(found), _number(self._unary())
            if mark == "*":
                found = left * right
            elif right == 0:
                raise NotConstant
            else:
                found = left / right if mark == "/" else left % right
        return found

    def _unary(self) -> Value:
        if self._mark("-") is not None:
            return -_number(self._unary())
        if self._mark("+") is not None:
            return _number(self._unary())
        if self._mark("(") is not None:
            found = self.value()
            if self._mark(")") is None:
                raise NotConstant
            return found
        return self._single()

    def _single(self) -> Value:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup == "mark":
            raise NotConstant
        self.at = found.end()
        word = found.group(found.lastgroup or "")
        match found.lastgroup:
            case "number":
                return float(int(word, 16)) if word[:2].lower() == "0x" else float(word)
            case "string":
                return unescaped(word[1:-1])
            case _:
                return self._named(word)

    def _named(self, name: str) -> Value:
        if self._mark("(") is not None:
            arguments = self.arguments()
            found = parse_int(arguments) if name == "parseInt" else self.answer(name, arguments)
        elif self._mark(".") is not None:
            key = _TOKEN.match(self.text, self.at)
            if key is None or key.lastgroup != "name":
                raise NotConstant
            self.at = key.end()
            found = self.names.get(f"{name}.{key.group('name')}")
        elif self._mark("[") is not None:
            found = self.names.get(f"{name}.{written(self.value())}")
            if self._mark("]") is None:
                raise NotConstant
        else:
            found = self.names.get(name)
        if found is None:
            raise NotConstant
        return found

    def _mark(self, wanted: str) -> str | None:
        """Reads one of the marks if it comes next."""
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup != "mark" or found.group("mark") not in wanted:
            return None
        self.at = found.end()
        return found.group("mark")


def parse_int(arguments: list[Value]) -> float:
    """As JavaScript does it for decimal text. Raises NotConstant for NaN."""
    found = _LEADING_INTEGER.match(written(arguments[0])) if arguments else None
    if found is None:
        raise NotConstant
    return float(int(found.group(1)))


def written(value: Value) -> str:
    """A value as text, whole numbers without a point."""
    return value if isinstance(value, str) else str(int(value)) if value == int(value) else str(value)


def unescaped(inside: str) -> str:
    """The text of a literal, given without its quotes."""
    return _ESCAPE.sub(_escaped, inside) if "\\" in inside else inside


def _escaped(found: re.Match[str]) -> str:
    byte, unit, single = found.groups()
    return _SINGLE.get(single, single) if single is not None else chr(int(byte or unit, 16))


def _number(value: Value) -> float:
    if isinstance(value, str):
        raise NotConstant
    return value
