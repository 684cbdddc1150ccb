"""Command lines of PowerShell, and the parameters that functions declare."""

import re

from scanner.code.shell.power_expressions import ExpressionReader
from scanner.code.shell.power_nodes import Argument, Array, Command, Expression, Parameter
from scanner.code.shell.words import Misread

_OPTION = re.compile(r"--?([A-Za-z_][\w-]*)(:)?")
_ENDS_WORD = " \t\r\n;|(){},"
_REDIRECT = re.compile(r"[*1-6]?>>?(?:&\d)?|<")
_ATTRIBUTE = re.compile(r"\[\s*[A-Za-z][\w.]*\s*\(")


class CommandReader(ExpressionReader):
    """Reads command lines where the text stands."""

    def __init__(self, text: str, *, shift: int = 0) -> None:
        super().__init__(text, shift=shift)
        self.has_commas = [True]

    def command(self) -> Command:
        start = self.at
        call = ""
        if self.peek() in ("&", ".") and re.match(r"[&.][\s$\"'({@]", self.peek(2)):
            call = self.peek()
            self.at += 1
            self.skip_blanks()
        self.has_commas.append(True)
        name = self._called(call)
        arguments: list[Argument] = []
        while True:
            self.skip_blanks()
            char = self.peek()
            if char in ("", "\n", ";", "|", ")", "}", "\r") or self.peek(2) == "&&" or char == "#" or _REDIRECT.match(self.text, self.at):
                break
            if char == "&":
                break
            arguments.append(self._command_argument())
        self.has_commas.pop()
        return Command(*self.span(start), name, tuple(arguments), call)

    def _called(self, call: str) -> Expression:
        """What is called: a word, or after `&` and `.` what stands for one. `$PSScriptRoot/name.ps1` is a word."""
        if not call or not self.peek() or self.peek() not in "$\"'({@":
            return self.bare(_ENDS_WORD)
        start, char = self.at, self.peek()
        made = self.unary()
        following = self.peek()
        if char in "$\"'" and following and following in "/\\":
            self.at = start
            return self.bare(_ENDS_WORD)
        return made

    def _command_argument(self) -> Argument:
        option = _OPTION.match(self.text, self.at)
        if option is not None and (
            option[2] or self.text[option.end() : option.end() + 1] in ("", " ", "\t", "\n", "\r", ";", "|", ")", "}")
        ):
            self.at = option.end()
            if option[2]:
                self.skip_blanks()
                return Argument(option[1], self._value())
            return Argument(option[1] if not option[0].startswith("--") else f"-{option[1]}", None)
        return Argument(None, self._value())

    def _value(self) -> Expression:
        start = self.at
        items = [self._one_value()]
        while True:
            mark = self.at
            self.skip_blanks()
            if self.peek() != ",":
                self.at = mark
                break
            self.at += 1
            self.skip_space()
            items.append(self._one_value())
        return items[0] if len(items) == 1 else Array(*self.span(start), tuple(items))

    def _one_value(self) -> Expression:
        char = self.peek()
        start = self.at
        if char and char in "$({@\"'\u2018\u201c":
            made = self.unary()
            following = self.peek()
            if following and following not in _ENDS_WORD and following != "#" and char != "{":
                self.at = start
                return self.bare(_ENDS_WORD)
            return made
        if char == "[" and re.match(r"\[[A-Za-z][\w.]*\](::|[$(])", self.text[self.at : self.at + 120]):
            return self.unary()
        return self.bare(_ENDS_WORD)

    def parameters(self) -> tuple[Parameter, ...]:
        """`(...)` of a function or of `param`."""
        self.at += 1
        found: list[Parameter] = []
        while True:
            self.skip_space()
            self.attributes()
            if self.peek() in (")", ""):
                break
            if self.peek() == ",":
                self.at += 1
                continue
            start = self.at
            name = re.compile(r"\$\{?(\w+)\}?").match(self.text, self.at)
            if name is None:
                raise Misread(self.at)
            self.at = name.end()
            self.skip_space()
            default = None
            if self.peek() == "=":
                self.at += 1
                self.skip_space()
                default = self.argument()
            found.append(Parameter(*self.span(start), name[1].lower(), default))
        self.at += 1
        return tuple(found)

    def attributes(self) -> None:
        """Over `[Parameter(...)]`, and over types in front of parameters."""
        while self.peek() == "[":
            is_attribute = _ATTRIBUTE.match(self.text, self.at) is not None
            ahead = re.compile(r"\[[\w.\[\], ]+\]\s*(?=\$|\[)").match(self.text, self.at)
            if not is_attribute and not (ahead is not None and self.is_typed_parameter()):
                return
            self._over_brackets()
            self.skip_space()

    def is_typed_parameter(self) -> bool:
        """Whether what follows is `[type] $name` of a parameter list or a typed assignment."""
        return re.compile(r"(?:\[[\w., ]+(?:\[[\w., ]*\])*\]\s*)+\$\w+\s*(?=[=,)\s])(?!\s*\.)").match(self.text, self.at) is not None

    def _over_brackets(self) -> None:
        depth = 0
        while self.at < len(self.text):
            char = self.peek()
            if char and char in "'\"":
                self.single() if char == "'" else self.double()
                continue
            depth += (char == "[") - (char == "]")
            self.at += 1
            if depth == 0:
                return
