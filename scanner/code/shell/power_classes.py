"""Classes and enumerations of PowerShell."""

import re
from collections.abc import Callable

from scanner.code.shell.power_commands import CommandReader
from scanner.code.shell.power_nodes import (
    Class,
    ClassField,
    ClassMethod,
    Expression,
    Invocation,
    Letters,
    Pipeline,
    ScriptBlock,
    Statement,
    Variable,
)
from scanner.code.shell.words import Misread

_HEAD = re.compile(r"\s*(\w+)\s*(?::\s*([\w.]+)(?:\s*,\s*[\w.]+)*)?\s*\{")
_MODIFIER = re.compile(r"(static|hidden)\b\s*", re.IGNORECASE)
_FIELD = re.compile(r"\$(\w+)[ \t]*")
_METHOD = re.compile(r"(\w+)\s*(?=\()")
_BASE = re.compile(r":\s*base\s*\(", re.IGNORECASE)
_NAMES = re.compile(r"(\w+)[ \t]*(?:=[^;\n}]*)?")
_MAX_MEMBERS = 400
"""A class of more is not followed, and its place is told as not understood."""

CONSTRUCTOR = ".new "
"""What stands before the name of a class in the call of its constructor by the one of a class below it."""


class ClassReader(CommandReader):
    misread: list[tuple[int, int]]

    def declared_class(self, start: int) -> Statement:
        """`class`, whose keyword has been passed."""
        return self._declared(start, self._class_content)

    def declared_enum(self, start: int) -> Statement:
        """`enum`, whose keyword has been passed."""
        return self._declared(start, self._enum_content)

    def _declared(self, start: int, read: Callable[[int], Class]) -> Statement:
        before, depth = self.at, self.depth
        try:
            return read(start)
        except Misread:
            self.at, self.depth = before, depth
            return self.passed(start)

    def passed(self, start: int) -> Statement:
        """`using`, and classes that do not parse: what they declare is not followed."""
        brace, line = self.text.find("{", self.at), self.text.find("\n", self.at)
        if brace >= 0 and not self.text[start : start + 5].lower().startswith("using"):
            self.at = brace
            depth = 0
            while self.at < len(self.text):
                depth += (self.peek() == "{") - (self.peek() == "}")
                self.at += 1
                if depth == 0:
                    break
            self.misread.append((start + self.shift, self.at + self.shift))
        else:
            self.at = len(self.text) if line < 0 else line
        return Pipeline(*self.span(start), (Letters(*self.span(start), ""),))

    def _class_content(self, start: int) -> Class:
        """A class whose keyword has been passed."""
        name, base = self._head()
        fields: list[ClassField] = []
        methods: list[ClassMethod] = []
        while True:
            self._over_separators()
            if self.peek() in ("}", ""):
                break
            if len(fields) + len(methods) >= _MAX_MEMBERS:
                raise Misread(self.at)
            begin = self.at
            is_static = self._modifiers()
            if (field := _FIELD.match(self.text, self.at)) is not None:
                self.at = field.end()
                fields.append(ClassField(*self.span(begin), field[1].lower(), field[1], self._default(), is_static))
            elif (method := _METHOD.match(self.text, self.at)) is not None:
                self.at = method.end()
                methods.append(ClassMethod(*self.span(begin), method[1].lower(), self._code(base), is_static))
            else:
                raise Misread(self.at)
        self.at += 1
        return Class(*self.span(start), name, base, tuple(fields), tuple(methods))

    def _enum_content(self, start: int) -> Class:
        """An enumeration: a class whose fields are the names of its values."""
        name, _ = self._head()
        fields: list[ClassField] = []
        while True:
            self._over_separators()
            found = _NAMES.match(self.text, self.at)
            if found is None:
                break
            if len(fields) >= _MAX_MEMBERS:
                raise Misread(self.at)
            self.at = found.end()
            span = self.span(self.at)
            fields.append(ClassField(*span, found[1].lower(), found[1], Letters(*span, found[1]), True))
        self.at += 1
        return Class(*self.span(start), name, None, tuple(fields), ())

    def _head(self) -> tuple[str, str | None]:
        head = _HEAD.match(self.text, self.at)
        if head is None:
            raise Misread(self.at)
        self.at = head.end()
        return head[1].lower(), head[2].lower().rpartition(".")[2] if head[2] else None

    def _over_separators(self) -> None:
        self.skip_space()
        while self.peek() == ";":
            self.at += 1
            self.skip_space()

    def _modifiers(self) -> bool:
        """Over types and words before a member. Gives whether it belongs to the class itself."""
        is_static = False
        while True:
            if self.peek() == "[":
                self._over_brackets()
            elif (word := _MODIFIER.match(self.text, self.at)) is not None:
                is_static = is_static or word[1].lower() == "static"
                self.at = word.end()
            else:
                return is_static
            self.skip_space()

    def _default(self) -> Statement | None:
        if self.peek() != "=":
            return None
        self.at += 1
        self.skip_space()
        return self.statement()

    def _code(self, base: str | None) -> ScriptBlock:
        parameters = self.parameters()
        self.skip_space()
        before: tuple[Statement, ...] = ()
        if (call := _BASE.match(self.text, self.at)) is not None:
            begin, self.at = self.at, call.end()
            arguments: list[Expression] = []
            while True:
                self.skip_space()
                self.at += self.peek() == ","
                self.skip_space()
                if self.peek() in (")", ""):
                    break
                arguments.append(self.argument())
            self.at += 1
            span = self.span(begin)
            own = Invocation(*span, Variable(*span, "this"), Letters(*span, f"{CONSTRUCTOR}{base}"), tuple(arguments))
            before = (Pipeline(*span, (own,)),)
            self.skip_space()
        block = self.braced()
        return ScriptBlock(block.start, block.end, parameters, (*before, *block.body))
