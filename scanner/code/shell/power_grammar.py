"""Statements and command lines of PowerShell: a parser that never fails. What it cannot read is passed over and counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scanner.code.shell.power_classes import ClassReader
from scanner.code.shell.power_nodes import (
    Assignment,
    Chain,
    Class,
    Clause,
    Command,
    Expression,
    Flow,
    For,
    Foreach,
    Function,
    If,
    Output,
    Parameter,
    Pipeline,
    ScriptBlock,
    Statement,
    Switch,
    Try,
    While,
)
from scanner.code.shell.power_words import lowered
from scanner.code.shell.words import Misread

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_ASSIGNS = re.compile(r"(\?\?|[-+*/%])?=(?!=)")
_OPTION = re.compile(r"--?([A-Za-z_][\w-]*)(:)?")
_BEGINS_EXPRESSION = re.compile(r"[$@\"'(\[{!\u2018\u201c]|\d|[-+](?=[\d$(])|,|-(?:not|bnot|split|join)\b|\+\+|--(?=\$)", re.IGNORECASE)
_ENDS_WORD = " \t\r\n;|(){},"
_REDIRECT = re.compile(r"[*1-6]?>>?(?:&\d)?|<")
_MAX_STATEMENTS = 60_000


@dataclass(frozen=True, slots=True)
class ParsedPower:
    block: ScriptBlock
    misread: tuple[tuple[int, int], ...]


def parse_power(text: str, *, shift: int = 0) -> ParsedPower:
    """The statements of a script."""
    reader = _Reader(text, shift=shift)
    block = reader.whole()
    return ParsedPower(block, tuple(reader.misread))


class _Reader(ClassReader):
    def __init__(self, text: str, *, shift: int = 0) -> None:
        super().__init__(text, shift=shift)
        self.misread: list[tuple[int, int]] = []
        self.count = 0

    def whole(self) -> ScriptBlock:
        parameters, body = self._block_content("")
        body = tuple(sorted(body, key=lambda each: not isinstance(each, Class)))  # classes are there before all else runs
        return ScriptBlock(self.shift, len(self.text) + self.shift, parameters, body)

    def allows_commas(self) -> bool:
        return self.has_commas[-1]

    def argument(self) -> Expression:
        """An argument of a method: commas part arguments."""
        self.has_commas.append(False)
        try:
            return self.expression()
        finally:
            self.has_commas.pop()

    def block_until(self, start: int) -> ScriptBlock:
        """The block whose brace has been passed."""
        self.enter()
        parameters, body = self._block_content("}")
        self.depth -= 1
        self.at += self.peek() == "}"
        return ScriptBlock(*self.span(start), parameters, body)

    def _block_content(self, closer: str) -> tuple[tuple[Parameter, ...], tuple[Statement, ...]]:
        parameters: tuple[Parameter, ...] = ()
        self.skip_space()
        self.attributes()
        if self._is_word("param") and re.match(r"param\s*\(", self.text[self.at : self.at + 40], re.IGNORECASE):
            self.at += 5
            self.skip_space()
            parameters = self.parameters()
        return parameters, self.statements_until(closer)

    def statements_until(self, closer: str) -> tuple[Statement, ...]:
        self.has_commas.append(True)
        depth, commas = self.depth, len(self.has_commas)
        found: list[Statement] = []
        while True:
            self.skip_space()
            while self.peek() == ";":
                self.at += 1
                self.skip_space()
            if self.at >= len(self.text) or (closer and self.peek() == closer):
                break
            begin = self.at
            try:
                found += self._one_or_block()
                self._separator(closer)
            except Misread as refused:
                self.depth = depth
                del self.has_commas[commas:]
                self._pass_over(begin, max(refused.at, self.at, begin))
            if self.at == begin:
                self._pass_over(begin, begin + 1)
        self.has_commas.pop()
        return tuple(found)

    def _one_or_block(self) -> list[Statement]:
        word = _WORD.match(self.text, self.at)
        name = word[0].lower() if word is not None else ""
        if name in ("begin", "process", "end", "clean", "dynamicparam") and re.match(
            r"\s*\{", self.text[self.at + len(name) : self.at + len(name) + 200]
        ):
            self.at += len(name)
            return list(self._body())
        return [self.statement()]

    def _separator(self, closer: str) -> None:
        follows_block = self.text[self.at - 1 : self.at] == "}"
        self.skip_blanks()
        char = self.peek()
        if char in ("\n", ";", "", "#") or (closer and char == closer) or follows_block:
            return
        if char in ("}", ")"):
            self.misread.append((self.at + self.shift, self.at + 1 + self.shift))
            self.at += 1
            return
        raise Misread(self.at)

    def _pass_over(self, begin: int, at: int) -> None:
        end = self.text.find("\n", at)
        self.at = len(self.text) if end < 0 else end + 1
        self.misread.append((begin + self.shift, self.at + self.shift))

    def _is_word(self, word: str) -> bool:
        found = _WORD.match(self.text, self.at)
        return found is not None and found[0].lower() == word

    # statements

    def statement(self) -> Statement:
        self.count += 1
        if self.count > _MAX_STATEMENTS:
            self.at = len(self.text)
            raise Misread(self.at)
        self.enter()
        made = self._statement()
        self.depth -= 1
        return made

    def _statement(self) -> Statement:
        start = self.at
        self.attributes()
        word = _WORD.match(self.text, self.at)
        reading = _STATEMENTS.get(word[0].lower()) if word is not None else None
        if word is not None and reading is not None and self._is_keyword(word):
            self.at = word.end()
            return reading(self, start)
        if self.peek() == ":" and (label := re.compile(r":\w+\s+(?=for|while|do|switch)", re.IGNORECASE).match(self.text, self.at)):
            self.at = label.end()
            return self._statement()
        return self._chain(start)

    def _is_keyword(self, word: re.Match[str]) -> bool:
        """`foreach (...)` is a statement, `... | foreach {...}` a command; `process`, `data` may be commands."""
        following = self.text[word.end() : word.end() + 1]
        return following in ("", " ", "\t", "\n", "\r", "(", "{", ";", "}", "-", "$")

    def _chain(self, start: int) -> Statement:
        first = self._assignment_or_pipeline(start)
        rest: list[tuple[str, Statement]] = []
        while True:
            self.skip_blanks()
            operator = self.peek(2)
            if operator not in ("&&", "||"):
                break
            self.at += 2
            self.skip_space()
            rest.append((operator, self._assignment_or_pipeline(self.at)))
        return first if not rest else Chain(*self.span(start), first, tuple(rest))

    def _assignment_or_pipeline(self, start: int) -> Statement:
        if not _BEGINS_EXPRESSION.match(self.text, self.at):
            return self._pipeline(start, None)
        left = self.expression()
        self.skip_blanks()
        operator = _ASSIGNS.match(self.text, self.at)
        if operator is None:
            return self._pipeline(start, left)
        self.at = operator.end()
        self.skip_space()
        return Assignment(*self.span(start), left, operator[0], self.statement())

    def _pipeline(self, start: int, first: Expression | None) -> Statement:
        elements: list[Command | Expression] = [first if first is not None else self.command()]
        target = None
        while True:
            self.skip_blanks()
            redirect = _REDIRECT.match(self.text, self.at)
            if redirect is not None:
                self.at = redirect.end()
                self.skip_blanks()
                if not redirect[0].endswith(("&1", "&2")):
                    file = self.bare(_ENDS_WORD) if self.peek() not in ("$", "(") else self.unary()
                    target = file if redirect[0] in (">", ">>", "1>", "*>") else target
                continue
            if self.peek() != "|" or self.peek(2) == "||":
                break
            self.at += 1
            self.skip_space()
            elements.append(self.command())
        if self.peek() == "&" and self.peek(2) != "&&":
            self.at += 1
        return Pipeline(*self.span(start), tuple(elements), target)

    # blocks

    def _body(self) -> tuple[Statement, ...]:
        self.skip_space()
        if self.peek() != "{":
            raise Misread(self.at)
        self.at += 1
        self.enter()
        body = self.statements_until("}")
        self.depth -= 1
        self.at += self.peek() == "}"
        return body

    def _parenthesized(self) -> Statement:
        self.skip_space()
        if self.peek() != "(":
            raise Misread(self.at)
        start = self.at
        self.at += 1
        body = self.statements_until(")")
        self.at += self.peek() == ")"
        return body[0] if len(body) == 1 else Pipeline(*self.span(start), (Output(*self.span(start), body, False),))

    def _if(self, start: int) -> Statement:
        branches = [(self._parenthesized(), self._body())]
        otherwise = None
        while True:
            mark = self.at
            self.skip_space()
            if self._is_word("elseif"):
                self.at += 6
                branches.append((self._parenthesized(), self._body()))
            elif self._is_word("else"):
                self.at += 4
                otherwise = self._body()
                break
            else:
                self.at = mark
                break
        return If(*self.span(start), tuple(branches), otherwise)

    def _switch(self, start: int) -> Statement:
        flags: set[str] = set()
        self.skip_space()
        while (option := _OPTION.match(self.text, self.at)) is not None:
            flags.add(option[1].lower())
            self.at = option.end()
            self.skip_space()
        subject: Statement | Expression
        if self.peek() == "(":
            subject = self._parenthesized()
        else:
            subject = self.unary() if self.peek() in ("$", "'", '"') else self.bare(_ENDS_WORD)
        self.skip_space()
        if self.peek() != "{":
            raise Misread(self.at)
        self.at += 1
        clauses: list[Clause] = []
        while True:
            self.skip_space()
            while self.peek() == ";":
                self.at += 1
                self.skip_space()
            if self.peek() in ("}", ""):
                break
            clauses.append(self._clause())
        self.at += 1
        return Switch(*self.span(start), subject, tuple(clauses), frozenset(flags))

    def _clause(self) -> Clause:
        if self._is_word("default") and re.match(r"\s*\{", self.text[self.at + 7 : self.at + 200]):
            self.at += 7
            return Clause(None, self._body())
        char = self.peek()
        pattern = self.unary() if (char and char in "$\"'({@[") or char.isdigit() else self.bare(_ENDS_WORD)
        return Clause(pattern, self._body())

    def _foreach(self, start: int) -> Statement:
        self.skip_space()
        if self.peek() != "(":
            raise Misread(self.at)
        self.at += 1
        self.skip_space()
        name = re.compile(r"(?:\[[\w.\[\]]+\]\s*)?\$(\w+)\s+in\b\s*", re.IGNORECASE).match(self.text, self.at)
        if name is None:
            raise Misread(self.at)
        self.at = name.end()
        items = self.statement()
        self.skip_space()
        self.at += self.peek() == ")"
        return Foreach(*self.span(start), name[1].lower(), items, self._body())

    def _for(self, start: int) -> Statement:
        self.skip_space()
        if self.peek() != "(":
            raise Misread(self.at)
        self.at += 1
        parts: list[Statement | None] = []
        for _ in range(3):
            self.skip_space()
            parts.append(None if self.peek() in (";", ")") else self.statement())
            self.skip_space()
            self.at += self.peek() == ";"
        self.at += self.peek() == ")"
        return For(*self.span(start), parts[0], parts[1], parts[2], self._body())

    def _while(self, start: int) -> Statement:
        test = self._parenthesized()
        return While(*self.span(start), test, self._body(), False, False)

    def _do(self, start: int) -> Statement:
        body = self._body()
        self.skip_space()
        is_until = self._is_word("until")
        if not is_until and not self._is_word("while"):
            raise Misread(self.at)
        self.at += 5
        return While(*self.span(start), self._parenthesized(), body, is_until, True)

    def _function(self, start: int) -> Statement:
        self.skip_blanks()
        name = re.compile(r"[\w:.-]+").match(self.text, self.at)
        if name is None:
            raise Misread(self.at)
        self.at = name.end()
        self.skip_space()
        parameters: tuple[Parameter, ...] = ()
        if self.peek() == "(":
            parameters = self.parameters()
            self.skip_space()
        block = self.braced()
        if parameters:
            block = ScriptBlock(block.start, block.end, parameters, block.body)
        return Function(*self.span(start), lowered(name[0]), block)

    def _flow(self, kind: str) -> Callable[[int], Statement]:
        def read(start: int) -> Statement:
            self.skip_blanks()
            has_value = self.peek() not in ("", "\n", "\r", ";", "}", ")") and kind not in ("break", "continue")
            if kind in ("break", "continue") and (label := _WORD.match(self.text, self.at)) is not None:
                self.at = label.end()
            value = self.statement() if has_value else None
            return Flow(*self.span(start), kind, value)

        return read

    def _try(self, start: int) -> Statement:
        body = self._body()
        handlers: list[tuple[Statement, ...]] = []
        final: tuple[Statement, ...] = ()
        while True:
            mark = self.at
            self.skip_space()
            if self._is_word("catch"):
                self.at += 5
                self.skip_space()
                while self.peek() == "[":
                    self._over_brackets()
                    self.skip_space()
                    self.at += self.peek() == ","
                    self.skip_space()
                handlers.append(self._body())
            elif self._is_word("finally"):
                self.at += 7
                final = self._body()
            else:
                self.at = mark
                return Try(*self.span(start), body, tuple(handlers), final)


_STATEMENTS: dict[str, Callable[[_Reader, int], Statement]] = {
    "if": _Reader._if, "switch": _Reader._switch, "foreach": _Reader._foreach, "for": _Reader._for, "while": _Reader._while,
    "do": _Reader._do, "function": _Reader._function, "filter": _Reader._function, "try": _Reader._try, "using": _Reader.passed,
    "class": _Reader.declared_class, "enum": _Reader.declared_enum,
    **{kind: (lambda reader, start, kind=kind: reader._flow(kind)(start)) for kind in ("return", "exit", "throw", "break", "continue")},  # type: ignore[misc]
}  # fmt: skip
