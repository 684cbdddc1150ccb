"""Texts, variables and bare words of PowerShell. The base of the parser of expressions."""

import re

from scanner.code.shell.power_nodes import Expandable, Expression, Letters, Output, Statement, Variable
from scanner.code.shell.words import MAX_DEPTH, Misread

_NAME = re.compile(r"(?:[A-Za-z_]\w*:)?[A-Za-z_]\w*|[$?^_](?!\w)|_")
_BRACED = re.compile(r"\{([^}`]{1,200})\}")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_UNICODE = re.compile(r"`u\{([0-9a-fA-F]{1,6})\}")
_SPACE = re.compile(r"(?:[ \t\r\u00a0\ufeff]+|`\r?\n|<#.*?#>)+", re.DOTALL)
_REMARK = re.compile(r"#[^\n]*")
_PLAIN_IN_TEXT = re.compile(r"[^\"$`\u201c\u201d\u201e]+")
_PLAIN_IN_HERE = re.compile(r"[^$`\n]+")
_SINGLE = "'\u2018\u2019\u201a\u201b"
_DOUBLE = '"\u201c\u201d\u201e'
_SCOPES = ("script:", "global:", "local:", "private:", "using:", "variable:")


class TextReader:
    """A position in a script, and how texts are read from there."""

    def __init__(self, text: str, *, shift: int = 0) -> None:
        self.text = text
        self.at = 0
        self.shift = shift
        self.depth = 0

    # what the parser of statements adds

    def statements_until(self, closer: str) -> tuple[Statement, ...]:
        raise NotImplementedError

    def postfix(self, node: Expression, *, in_text: bool = False) -> Expression:
        raise NotImplementedError

    # positions

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def skip_blanks(self) -> None:
        """Over blanks and continued lines."""
        found = _SPACE.match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def skip_space(self) -> None:
        """Over blanks, line ends and remarks."""
        while True:
            self.skip_blanks()
            if self.peek() == "\n":
                self.at += 1
            elif self.peek() == "#":
                found = _REMARK.match(self.text, self.at)
                assert found is not None
                self.at = found.end()
            else:
                return

    def enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.depth -= 1
            raise Misread(self.at)

    def span(self, start: int) -> tuple[int, int]:
        return start + self.shift, self.at + self.shift

    # texts

    def single(self) -> Expression:
        """`'...'`."""
        start = self.at
        pieces: list[str] = []
        self.at += 1
        while True:
            end = next((at for at in range(self.at, len(self.text)) if self.text[at] in _SINGLE), -1)
            if end < 0:
                self.at = start
                raise Misread(start)
            pieces.append(self.text[self.at : end])
            self.at = end + 1
            if self.peek() and self.peek() in _SINGLE:
                pieces.append("'")
                self.at += 1
                continue
            return Letters(*self.span(start), "".join(pieces))

    def double(self) -> Expression:
        """`"..."` with what is expanded in it."""
        start = self.at
        self.enter()
        self.at += 1
        parts: list[Expression] = []
        plain: list[str] = []
        while True:
            run = _PLAIN_IN_TEXT.match(self.text, self.at)
            if run is not None:
                plain.append(run[0])
                self.at = run.end()
            char = self.peek()
            if not char:
                raise Misread(start)
            if char in _DOUBLE:
                self.at += 1
                if self.peek() and self.peek() in _DOUBLE:
                    plain.append('"')
                    self.at += 1
                    continue
                break
            self._piece(plain, parts)
        self.depth -= 1
        return self._text(start, parts, plain)

    def here(self) -> Expression:
        """`@'...'@`, `@"..."@`."""
        start = self.at
        mark = self.text[self.at + 1]
        begin = self.text.find("\n", self.at)
        ends = re.compile(rf"\r?\n[ \t]*[{_SINGLE if mark in _SINGLE else _DOUBLE}]@")
        end = ends.search(self.text, begin) if begin > 0 else None
        if end is None:
            raise Misread(start)
        body = self.text[begin + 1 : max(end.start(), begin + 1)]
        if mark in _SINGLE:
            self.at = end.end()
            return Letters(*self.span(start), body)
        self.enter()
        stop, self.at = max(end.start(), begin + 1), begin + 1
        parts: list[Expression] = []
        plain: list[str] = []
        while self.at < stop:
            run = _PLAIN_IN_HERE.match(self.text, self.at, stop)
            if run is not None:
                plain.append(run[0])
                self.at = run.end()
            elif self.peek() == "\n":
                plain.append("\n")
                self.at += 1
            else:
                self._piece(plain, parts)
        self.at = end.end()
        self.depth -= 1
        return self._text(start, parts, plain)

    def bare(self, stops: str) -> Expression:
        """A word of a command line, with the variables in it."""
        start = self.at
        parts: list[Expression] = []
        plain: list[str] = []
        while self.at < len(self.text) and self.peek() not in stops:
            char = self.peek()
            if char in "$`":
                self._piece(plain, parts)
            elif char in _SINGLE or char in _DOUBLE:
                inner = self.single() if char in _SINGLE else self.double()
                self._flush(plain, parts)
                parts.append(inner)
            else:
                plain.append(char)
                self.at += 1
        if self.at == start:
            raise Misread(start)
        return self._text(start, parts, plain)

    def variable(self) -> Expression | None:
        """`$name`, `${name}`; None: the dollar begins nothing."""
        start = self.at
        braced = _BRACED.match(self.text, self.at + 1)
        name = braced or _NAME.match(self.text, self.at + 1)
        if name is None:
            return None
        self.at = name.end()
        return Variable(*self.span(start), lowered(braced[1] if braced is not None else name[0]))

    def _piece(self, plain: list[str], parts: list[Expression]) -> None:
        """A dollar or backtick inside of a text."""
        if self.peek() == "`":
            unicode = _UNICODE.match(self.text, self.at)
            if unicode is not None:
                number = int(unicode[1], 16)
                plain.append(chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd")
                self.at = unicode.end()
                return
            following = self.peek(2)[1:]
            plain.append("" if following == "\n" else _ESCAPES.get(following, following))
            self.at += 2
            return
        if self.peek() != "$":
            plain.append(self.peek())
            self.at += 1
            return
        start = self.at
        if self.peek(2) == "$(":
            self.enter()
            self.at += 2
            body = self.statements_until(")")
            self.depth -= 1
            self.at += self.peek() == ")"
            self._flush(plain, parts)
            parts.append(Output(*self.span(start), body, False))
            return
        found = self.variable()
        if found is None:
            plain.append("$")
            self.at += 1
            return
        self._flush(plain, parts)
        parts.append(found)

    def _flush(self, plain: list[str], parts: list[Expression]) -> None:
        if plain:
            parts.append(Letters(self.at + self.shift, self.at + self.shift, "".join(plain)))
            plain.clear()

    def _text(self, start: int, parts: list[Expression], plain: list[str]) -> Expression:
        if not parts:
            return Letters(*self.span(start), "".join(plain))
        self._flush(plain, parts)
        return Expandable(*self.span(start), tuple(parts))


def lowered(name: str) -> str:
    """A variable's name in lower case, without its scope."""
    name = name.lower()
    return next((name.removeprefix(scope) for scope in _SCOPES if name.startswith(scope)), name)
