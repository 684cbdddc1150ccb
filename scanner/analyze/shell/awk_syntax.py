"""The syntax of awk, as far as it is followed: patterns, blocks, expressions, functions of the program's own."""

import re
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    r'[ \t\r]*(?:\\\n)?[ \t]*(?:(?P<newline>\n|;|#[^\n]*)|(?P<number>\d+(?:\.\d+)?)|"(?P<string>(?:[^"\\]|\\.)*)"|(?P<name>[A-Za-z_]\w*)'
    r"|(?P<operator>\+\+|--|&&|\|\||[-+*/%^]=|[<>=!]=|!~|>>|[-+*/%^<>=!~?:,(){}\[\]$|]))",
    re.DOTALL,
)
_REGEX = re.compile(r"[ \t]*/((?:[^/\\\n]|\\.)*)/")
_MAX_TOKENS = 4_000
_MAX_DEPTH = 40
_STATEMENTS = frozenset(
    {"print", "printf", "if", "else", "while", "for", "next", "exit", "delete", "break", "continue", "return", "do"}
)
_KEYS = "\x1c"
"""Between the keys of an item that has several (SUBSEP)."""
_BINARY = (("||",), ("&&",), ("in",), ("~", "!~"), ("<", "<=", "==", "!=", ">", ">="), (" ",), ("+", "-"), ("*", "/", "%"))
_CONCATENATION = _BINARY.index((" ",))

Node = tuple[Any, ...]
"""("kind", parts...)."""


class Unread(ValueError):
    """Something of awk that is not followed."""


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: Node | None
    """None: every line."""
    body: tuple[Node, ...] | None
    """None: print the line."""


@dataclass(frozen=True, slots=True)
class Function:
    parameters: tuple[str, ...]
    body: tuple[Node, ...]


def rules_of(program: str) -> tuple[list[Rule], dict[str, Function]]:
    """The rules of a program and its functions by name. Raises Unread."""
    parser = _Parser(program)
    return parser.rules(), parser.functions


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.count = 0
        self.depth = 0
        self.kind, self.value = "", ""
        self.start = 0
        self.functions: dict[str, Function] = {}
        self.advance()

    def advance(self) -> None:
        """Read the next token."""
        self.count += 1
        if self.count > _MAX_TOKENS:
            raise Unread("long")
        self.start = self.at
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            if self.text[self.at :].strip():
                raise Unread(self.text[self.at : self.at + 10])
            self.kind, self.value, self.at = "end", "", len(self.text)
            return
        self.at = found.end()
        self.kind = found.lastgroup or ""
        self.value = found[self.kind]

    def regex(self) -> Node:
        """A regular expression, where an operand may stand."""
        found = _REGEX.match(self.text, self.start)
        if found is None:
            raise Unread("/")
        self.at = found.end()
        self.advance()
        return ("regex", found[1].replace("\\/", "/"))

    def is_at(self, *values: str) -> bool:
        return self.kind in ("operator", "name") and self.value in values

    def expect(self, value: str) -> None:
        if not self.is_at(value):
            raise Unread(f"{value} expected")
        self.advance()

    def skip_lines(self) -> None:
        while self.kind == "newline":
            self.advance()

    def rules(self) -> list[Rule]:
        found: list[Rule] = []
        self.skip_lines()
        while self.kind != "end":
            pattern = None
            if self.is_at("function", "func"):
                self._function()
                self.skip_lines()
                continue
            if not self.is_at("{"):
                pattern = self.expression()
                if self.is_at(","):
                    raise Unread("range")
            body = self.block() if self.is_at("{") else None
            found.append(Rule(pattern, body))
            self.skip_lines()
        return found

    def _function(self) -> None:
        self.advance()
        name = self.value if self.kind == "name" else ""
        self.advance()
        self.expect("(")
        parameters: list[str] = []
        while not self.is_at(")"):
            if self.kind not in ("name", "newline"):
                raise Unread(")")
            parameters += [self.value] if self.kind == "name" else []
            self.advance()
            if self.is_at(","):
                self.advance()
        self.advance()
        self.skip_lines()
        self.functions[name] = Function(tuple(parameters), self.block())

    def block(self) -> tuple[Node, ...]:
        self.expect("{")
        found: list[Node] = []
        self.skip_lines()
        while not self.is_at("}"):
            if self.kind == "end":
                raise Unread("}")
            found.append(self.statement())
            self.skip_lines()
        self.advance()
        return tuple(found)

    def body(self) -> tuple[Node, ...]:
        self.skip_lines()
        return self.block() if self.is_at("{") else (self.statement(),)

    def statement(self) -> Node:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Unread("deep")
        made = self._statement()
        self.depth -= 1
        return made

    def _statement(self) -> Node:
        if self.is_at("{"):
            return ("block", self.block())
        word = self.value if self.kind == "name" and self.value in _STATEMENTS else ""
        if not word:
            return ("do", self.expression())
        self.advance()
        if word in ("print", "printf"):
            return self._print(word)
        if word == "if":
            return self._if()
        if word == "while":
            self.expect("(")
            test = self.expression()
            self.expect(")")
            return ("while", test, self.body())
        if word == "for":
            return self._for()
        if word in ("next", "exit", "break", "continue"):
            if word == "exit" and self.kind not in ("newline", "end") and not self.is_at("}"):
                return ("exit", self.expression())
            return (word,)
        if word == "return":
            return ("return", None if self.kind in ("newline", "end") or self.is_at("}") else self.expression())
        if word == "delete":
            return ("delete", self._operand())
        if word == "do":
            return self._do()
        raise Unread(word)

    def _do(self) -> Node:
        body = self.body()
        self.skip_lines()
        self.expect("while")
        self.expect("(")
        test = self.expression()
        self.expect(")")
        return ("block", (*body, ("while", test, body)))

    def _print(self, word: str) -> Node:
        arguments: list[Node] = []
        if self.kind not in ("newline", "end") and not self.is_at("}", "|", ">"):
            arguments.append(self.expression(is_printed=True))
            while self.is_at(","):
                self.advance()
                arguments.append(self.expression(is_printed=True))
        target = self._target()
        if len(arguments) == 1 and arguments[0][0] == "group":
            arguments = list(arguments[0][1])
        return (word, tuple(arguments), target)

    def _target(self) -> Node | None:
        """The file that is printed to; None: the output."""
        if self.is_at("|"):
            raise Unread("redirect")
        if not self.is_at(">", ">>"):
            return None
        self.advance()
        return self._binary(_CONCATENATION, True)

    def _if(self) -> Node:
        self.expect("(")
        test = self.expression()
        self.expect(")")
        then = self.body()
        before = (self.at, self.kind, self.value, self.start)
        self.skip_lines()
        if self.is_at("else"):
            self.advance()
            return ("if", test, then, self.body())
        self.at, self.kind, self.value, self.start = before
        return ("if", test, then, ())

    def _for(self) -> Node:
        self.expect("(")
        first = None if self.kind == "newline" else self.expression()
        if first is not None and first[0] == "in" and self.is_at(")"):
            self.advance()
            return ("each", first[1], first[2], self.body())
        self.advance()
        test = None if self.kind == "newline" else self.expression()
        self.advance()
        step = None if self.is_at(")") else self.expression()
        self.expect(")")
        return ("for", first, test, step, self.body())

    def expression(self, *, is_printed: bool = False) -> Node:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Unread("deep")
        made = self._ternary(is_printed)
        if self.is_at("=", "+=", "-=", "*=", "/=", "%="):
            operator = self.value
            self.advance()
            made = ("set", operator, made, self.expression(is_printed=is_printed))
        self.depth -= 1
        return made

    def _ternary(self, is_printed: bool) -> Node:
        test = self._binary(0, is_printed)
        if not self.is_at("?"):
            return test
        self.advance()
        yes = self._ternary(is_printed)
        self.expect(":")
        return ("choose", test, yes, self._ternary(is_printed))

    def _binary(self, level: int, is_printed: bool) -> Node:
        if level == len(_BINARY):
            return self._unary(is_printed)
        operators = _BINARY[level]
        left = self._binary(level + 1, is_printed)
        while True:
            if operators == (" ",):
                if not self._begins_operand():
                    return left
                left = ("concat", left, self._binary(level + 1, is_printed))
                continue
            if not self.is_at(*operators) or (is_printed and self.value == ">"):
                return left
            operator = self.value
            self.advance()
            if operator in ("~", "!~") and self.is_at("/", "/="):
                right = self.regex()
            else:
                right = self._binary(level + 1, is_printed)
            left = ("in", left, right) if operator == "in" else ("binary", operator, left, right)

    def _begins_operand(self) -> bool:
        if self.kind in ("number", "string"):
            return True
        return (self.kind == "name" and self.value not in _STATEMENTS and self.value != "in") or self.is_at("$", "(", "!")

    def _unary(self, is_printed: bool) -> Node:
        if self.is_at("!", "-", "+"):
            operator = self.value
            self.advance()
            return ("unary", operator, self._unary(is_printed))
        if self.is_at("++", "--"):
            operator = self.value
            self.advance()
            return ("step", operator, self._unary(is_printed))
        made = self._operand()
        if self.is_at("++", "--"):
            made = ("stepped", self.value, made)
            self.advance()
        return made

    def _operand(self) -> Node:
        kind, value = self.kind, self.value
        if self.is_at("/", "/="):
            return self.regex()
        if self.is_at("$"):
            self.advance()
            return ("field", self._operand())
        if self.is_at("("):
            return self._group()
        self.advance()
        if kind == "name" and value == "getline":
            return self._getline()
        if kind == "number":
            return ("text", value)
        if kind == "string":
            return ("text", _unescaped(value))
        if kind != "name" or value in _STATEMENTS:
            raise Unread(value)
        if self.is_at("(") and self.text[self.start : self.start + 1] == "(":
            return ("call", value, self._arguments())
        if self.is_at("["):
            self.advance()
            key = self.expression()
            while self.is_at(","):
                self.advance()
                key = ("concat", ("concat", key, ("text", _KEYS)), self.expression())
            self.expect("]")
            return ("item", value, key)
        return ("name", value)

    def _getline(self) -> Node:
        target = self._operand() if self.kind == "name" or self.is_at("$") else None
        if not self.is_at("<"):
            raise Unread("getline")
        self.advance()
        return ("getline", target, self._operand())

    def _group(self) -> Node:
        self.advance()
        items = [self.expression()]
        while self.is_at(","):
            self.advance()
            items.append(self.expression())
        self.expect(")")
        return items[0] if len(items) == 1 else ("group", tuple(items))

    def _arguments(self) -> tuple[Node, ...]:
        self.advance()
        items: list[Node] = []
        while not self.is_at(")"):
            if self.kind == "end":
                raise Unread(")")
            items.append(self.expression())
            if self.is_at(","):
                self.advance()
        self.advance()
        return tuple(items)


def _unescaped(text: str) -> str:
    """The letters of a text; bytes above 127 in a row are read as UTF-8."""
    marks = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "r": "\r"}

    def one(match: re.Match[str]) -> str:
        if match[1] or match[2]:
            number = int(match[1], 8) & 255 if match[1] else int(match[2], 16)
            return chr(number) if number < 128 else chr(0xDC00 + number)
        return marks.get(match[3], match[0])

    found = re.sub(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))", one, text, flags=re.DOTALL)
    return found.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if re.search("[\udc80-\udcff]", found) else found
