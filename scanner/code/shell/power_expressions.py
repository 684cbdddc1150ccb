"""Expressions of PowerShell, by precedence."""

import re

from scanner.code.shell.power_nodes import (
    Array,
    Binary,
    Cast,
    Expression,
    Hashtable,
    Index,
    Invocation,
    Letters,
    Member,
    Output,
    ScriptBlock,
    Statement,
    Ternary,
    TypeName,
    Unary,
    Variable,
)
from scanner.code.shell.power_words import TextReader, lowered
from scanner.code.shell.words import Misread

_COMPARISONS = (
    "eq", "ne", "gt", "ge", "lt", "le", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in", "notin",
    "replace", "split",
    "join", "is", "isnot", "as",
)  # fmt: skip
_DASHED = re.compile(r"[-\u2013]([a-zA-Z]+)")
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?:[lL]|[dD]|kb|mb|gb)?(?!\w|\.\w)")
_TYPE = re.compile(r"\[\s*([A-Za-z_][\w.]*(?:\[[\w.,\s\[\]]*\])?)\s*\]")
_MEMBER = re.compile(r"\w+")
_KEY = re.compile(r"[\w-]+")
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"and", "or", "xor"}),
    frozenset({"band", "bor", "bxor", "shl", "shr"}),
    frozenset(_COMPARISONS),
)
_BROKEN = re.compile(r"\.[ \t]*\r?\n\s*(?=\w)")
"""A member on the line behind its dot."""
_MAX_TERMS = 4_000


def operator_name(word: str) -> str | None:
    """The operator that a dashed word is, without the letter for case; None: it is none."""
    low = word.lower()
    if any(low in level for level in _LEVELS) or low == "f":
        return low
    return low[1:] if low[:1] in "ci" and low[1:] in _LEVELS[2] else None


class ExpressionReader(TextReader):
    def block_until(self, start: int) -> ScriptBlock:
        raise NotImplementedError

    def braced(self) -> ScriptBlock:
        """The block whose brace is next. Raises `Misread` where there is none."""
        if self.peek() != "{":
            raise Misread(self.at)
        begin = self.at
        self.at += 1
        return self.block_until(begin)

    def statement(self) -> Statement:
        raise NotImplementedError

    def expression(self) -> Expression:
        """An expression with all its operators."""
        self.enter()
        start = self.at
        test = self._coalesced()
        self.skip_blanks()
        if self.peek() == "?" and self.peek(2)[1:] not in ("?", "."):
            self.at += 1
            self.skip_space()
            yes = self._coalesced()
            self.skip_space()
            if self.peek() != ":":
                raise Misread(self.at)
            self.at += 1
            self.skip_space()
            test = Ternary(*self.span(start), test, yes, self.expression())
        self.depth -= 1
        return test

    def _coalesced(self) -> Expression:
        start = self.at
        left = self._level(0)
        self.skip_blanks()
        while self.peek(2) == "??" and self.peek(3) != "??=":
            self.at += 2
            self.skip_space()
            left = Binary(*self.span(start), "??", left, self._level(0))
            self.skip_blanks()
        return left

    def _level(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._sum()
        start = self.at
        left = self._level(level + 1)
        for _ in range(_MAX_TERMS):
            self.skip_blanks()
            dashed = _DASHED.match(self.text, self.at)
            name = operator_name(dashed[1]) if dashed is not None else None
            if dashed is None or name not in _LEVELS[level]:
                break
            self.at = dashed.end()
            self.skip_space()
            right = self._level(level + 1)
            left = Binary(*self.span(start), dashed[1].lower(), left, right)
        return left

    def _sum(self) -> Expression:
        return self._joined("+-", self._product)

    def _product(self) -> Expression:
        return self._joined("*/%", self._format)

    def _joined(self, operators: str, part: object) -> Expression:
        start = self.at
        left: Expression = part()  # type: ignore[operator]
        for _ in range(_MAX_TERMS):
            self.skip_blanks()
            char = self.peek()
            if not char or char not in operators or self.peek(2)[1:] == "=" or self.peek(2) in ("++", "--"):
                break
            if char == "-" and _DASHED.match(self.text, self.at) and operator_name(_DASHED.match(self.text, self.at)[1]):  # type: ignore[index]
                break
            self.at += 1
            self.skip_space()
            left = Binary(*self.span(start), char, left, part())  # type: ignore[operator]
        return left

    def _format(self) -> Expression:
        start = self.at
        left = self._range()
        self.skip_blanks()
        while (dashed := _DASHED.match(self.text, self.at)) is not None and dashed[1].lower() == "f":
            self.at = dashed.end()
            self.skip_space()
            left = Binary(*self.span(start), "f", left, self._range())
            self.skip_blanks()
        return left

    def _range(self) -> Expression:
        start = self.at
        left = self._array()
        self.skip_blanks()
        if self.peek(2) == "..":
            self.at += 2
            self.skip_blanks()
            return Binary(*self.span(start), "..", left, self._array())
        return left

    def _array(self) -> Expression:
        start = self.at
        items = [self.unary()]
        while True:
            self.skip_blanks()
            if self.peek() != "," or not self.allows_commas():
                break
            self.at += 1
            self.skip_space()
            items.append(self.unary())
        return items[0] if len(items) == 1 else Array(*self.span(start), tuple(items))

    def allows_commas(self) -> bool:
        return True

    def unary(self) -> Expression:
        """An operand with what stands in front of it."""
        start = self.at
        self.enter()
        try:
            return self._unary(start)
        finally:
            self.depth -= 1

    def _unary(self, start: int) -> Expression:
        if self.peek() == "!":
            self.at += 1
            self.skip_blanks()
            return Unary(*self.span(start), "!", self.unary())
        if self.peek() == ",":
            self.at += 1
            self.skip_blanks()
            return Array(*self.span(start), (self.unary(),))
        if self.peek(2) in ("++", "--"):
            operator = self.peek(2)
            self.at += 2
            return Unary(*self.span(start), operator, self.unary())
        dashed = _DASHED.match(self.text, self.at)
        if dashed is not None and dashed[1].lower() in ("not", "bnot", "split", "join", "isplit", "csplit"):
            self.at = dashed.end()
            self.skip_blanks()
            name = dashed[1].lower()
            return Unary(*self.span(start), "!" if name == "not" else name, self.unary())
        if self.peek() and self.peek() in "+-" and re.match(r"[-+]\s*[\d$(\[]", self.text[self.at : self.at + 8]):
            operator = self.peek()
            self.at += 1
            self.skip_blanks()
            return Unary(*self.span(start), operator, self.unary())
        kind = _TYPE.match(self.text, self.at)
        if kind is not None:
            self.at = kind.end()
            following = self.peek()
            if following in ("$", "(", "@", "[", "'", '"', "{") or following.isdigit() or (following == " " and self._casts()):
                self.skip_blanks()
                return Cast(*self.span(start), kind[1].lower(), self.unary())
            return self.postfix(TypeName(*self.span(start), kind[1]))
        return self.postfix(self.operand())

    def _casts(self) -> bool:
        ahead = re.match(r"\s+([$(@\[\"'\d])", self.text[self.at : self.at + 40])
        return ahead is not None

    def operand(self) -> Expression:
        """A value by itself."""
        start = self.at
        char = self.peek()
        if char == "$":
            return self._dollar(start)
        if char == "(":
            return self._output(start, 1, is_list=False)
        if char == "@":
            return self._at(start)
        if char and char in "'\u2018\u2019\u201a\u201b":
            return self.single()
        if char and char in '"\u201c\u201d\u201e':
            return self.double()
        if char == "{":
            self.at += 1
            return self.block_until(start)
        number = _NUMBER.match(self.text, self.at)
        if number is not None:
            self.at = number.end()
            return Letters(*self.span(start), number[0] if number[0].startswith("0x") else re.sub(r"[lLdD]$", "", number[0]), True)
        raise Misread(self.at)

    def _dollar(self, start: int) -> Expression:
        if self.peek(2) == "$(":
            return self._output(start, 2, is_list=False)
        found = self.variable()
        if found is None:
            raise Misread(start)
        return found

    def _output(self, start: int, length: int, *, is_list: bool) -> Expression:
        self.enter()
        self.at += length
        body = self.statements_until(")")
        self.depth -= 1
        if self.peek() != ")":
            raise Misread(start)
        self.at += 1
        return Output(*self.span(start), body, is_list)

    def _at(self, start: int) -> Expression:
        following = self.peek(2)[1:]
        if following == "(":
            return self._output(start, 2, is_list=True)
        if following == "{":
            return self._hashtable(start)
        if following and following in "'\"\u2018\u2019\u201c\u201d":
            return self.here()
        name = re.compile(r"@([A-Za-z_]\w*)").match(self.text, self.at)
        if name is None:
            raise Misread(start)
        self.at = name.end()
        return Variable(*self.span(start), lowered(name[1]), True)

    def _hashtable(self, start: int) -> Expression:
        self.enter()
        self.at += 2
        pairs: list[tuple[Expression, Statement]] = []
        while True:
            self.skip_space()
            while self.peek() == ";":
                self.at += 1
                self.skip_space()
            if self.peek() in ("}", ""):
                break
            key = self._key()
            self.skip_space()
            if self.peek() != "=":
                raise Misread(self.at)
            self.at += 1
            self.skip_space()
            pairs.append((key, self.statement()))
        self.depth -= 1
        self.at += 1
        return Hashtable(*self.span(start), tuple(pairs))

    def _key(self) -> Expression:
        start = self.at
        word = _KEY.match(self.text, self.at)
        if word is not None:
            self.at = word.end()
            return Letters(*self.span(start), word[0])
        return self.postfix(self.operand())

    def postfix(self, node: Expression, *, in_text: bool = False) -> Expression:
        """The value with members, calls and indexes behind it."""
        start = node.start - self.shift
        while True:
            char, two = self.peek(), self.peek(2)
            if two in ("?.", "?[") and not in_text:
                self.at += 1
                continue
            if char == "." and not in_text and (broken := _BROKEN.match(self.text, self.at)) is not None:
                node = self._member(node, start, broken.end() - self.at)
            elif two == "::" or (char == "." and re.match(r"\.[\w$\"'(]", two)):
                node = self._member(node, start, 2 if two == "::" else 1)
            elif char == "[":
                self.at += 1
                self.skip_space()
                index = self.expression()
                self.skip_space()
                if self.peek() != "]":
                    raise Misread(self.at)
                self.at += 1
                node = Index(*self.span(start), node, index)
            elif two in ("++", "--"):
                self.at += 2
                node = Unary(*self.span(start), f"post{two}", node)
            else:
                return node

    def _member(self, node: Expression, start: int, length: int) -> Expression:
        self.at += length
        begin = self.at
        word = _MEMBER.match(self.text, self.at)
        if word is not None:
            self.at = word.end()
            name: Expression = Letters(*self.span(begin), word[0])
        else:
            name = self.operand()
        if self.peek() != "(":
            return Member(*self.span(start), node, name)
        self.enter()
        self.at += 1
        arguments: list[Expression] = []
        while True:
            self.skip_space()
            if self.peek() in (")", ""):
                break
            arguments.append(self.argument())
            self.skip_space()
            if self.peek() == ",":
                self.at += 1
        self.depth -= 1
        self.at += 1
        return Invocation(*self.span(start), node, name, tuple(arguments))

    def argument(self) -> Expression:
        raise NotImplementedError
