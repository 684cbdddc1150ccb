"""The syntax of jq, as far as it is followed. Definitions, `reduce`, `foreach`, `label` and `try ... catch` are not."""

import re
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:#[^\n]*\n\s*)*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<variable>\$(?:__loc__|[A-Za-z_]\w*(?:::\w+)*))|(?P<format>@[a-z0-9]+)"
    r"|(?P<field>\.[A-Za-z_]\w*)|(?P<name>[A-Za-z_]\w*)|(?P<quote>\")"
    r"|(?P<operator>\?//=?|//=|//|\|=|\+=|-=|\*=|/=|%=|==|!=|<=|>=|\.\.|[-+*/%=<>|,.:;?(){}\[\]]))"
)
_MAX_TOKENS = 6_000
_MAX_DEPTH = 60
_LEVELS = (("=", "|=", "+=", "-=", "*=", "/=", "//="), ("or",), ("and",), ("==", "!=", "<", "<=", ">", ">="), ("+", "-"), ("*", "/", "%"))
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}

Node = tuple[Any, ...]


class Unread(ValueError):
    """Something of jq that is not followed."""


def filter_of(program: str) -> Node:
    """The filter that a program is. Raises Unread."""
    parser = _Parser(program)
    made = parser.pipe()
    if parser.kind != "end":
        raise Unread(parser.value)
    return made


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.count = 0
        self.depth = 0
        self.kind, self.value = "", ""
        self.advance()

    def advance(self) -> None:
        self.count += 1
        if self.count > _MAX_TOKENS:
            raise Unread("long")
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            if re.sub(r"#[^\n]*", "", self.text[self.at :]).strip():
                raise Unread(self.text[self.at : self.at + 10])
            self.kind, self.value = "end", ""
            return
        self.at = found.end()
        self.kind = found.lastgroup or ""
        self.value = found[self.kind]

    def is_at(self, *values: str) -> bool:
        return self.kind in ("operator", "name") and self.value in values

    def expect(self, value: str) -> None:
        if not self.is_at(value):
            raise Unread(f"{value} expected")
        self.advance()

    def pipe(self) -> Node:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Unread("deep")
        left = self.comma()
        if self.is_at("as"):
            self.advance()
            name = self.value
            if self.kind != "variable":
                raise Unread("pattern")
            self.advance()
            self.expect("|")
            made: Node = ("bind", left, name[1:], self.pipe())
        elif self.is_at("|"):
            self.advance()
            made = ("pipe", left, self.pipe())
        else:
            made = left
        self.depth -= 1
        return made

    def comma(self) -> Node:
        items = [self.alternative()]
        while self.is_at(","):
            self.advance()
            items.append(self.alternative())
        return items[0] if len(items) == 1 else ("comma", tuple(items))

    def alternative(self) -> Node:
        left = self.binary(0)
        if not self.is_at("//"):
            return left
        self.advance()
        return ("alternative", left, self.alternative())

    def binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self.postfix()
        left = self.binary(level + 1)
        while self.is_at(*_LEVELS[level]):
            operator = self.value
            self.advance()
            right = self.alternative() if level == 0 else self.binary(level + 1)
            left = ("binary", operator, left, right)
        return left

    def postfix(self) -> Node:
        node = self.term()
        while True:
            if self.kind == "field":
                node = ("field", node, ("text", self.value[1:]))
                self.advance()
            elif self.is_at("?"):
                self.advance()
            elif self.is_at("["):
                node = self.subscript(node)
            elif self.is_at("."):
                self.advance()
                if self.kind == "quote":
                    node = ("field", node, self.string(None))
                elif not self.is_at("["):
                    raise Unread(".")
            else:
                return node

    def subscript(self, node: Node) -> Node:
        self.advance()
        if self.is_at("]"):
            self.advance()
            return ("each", node)
        start = None if self.is_at(":") else self.pipe()
        if self.is_at(":"):
            self.advance()
            end = None if self.is_at("]") else self.pipe()
            self.expect("]")
            return ("slice", node, start, end)
        self.expect("]")
        return ("field", node, start)

    def term(self) -> Node:
        kind, value = self.kind, self.value
        if kind == "quote":
            return self.string(None)
        if kind == "format":
            self.advance()
            return self.string(value[1:]) if self.kind == "quote" else ("format", value[1:])
        if kind == "field":
            self.advance()
            return ("field", ("here",), ("text", value[1:]))
        if self.is_at("-"):
            self.advance()
            return ("binary", "-", ("text_number", "0"), self.postfix())
        return self.simple_term(kind, value)

    def simple_term(self, kind: str, value: str) -> Node:
        self.advance()
        if kind == "number":
            return ("text_number", value)
        if kind == "variable":
            return ("variable", value[1:])
        if kind == "name":
            return self.word(value)
        if value == "..":
            return ("all",)
        if value == ".":
            return ("field", ("here",), self.string(None)) if self.kind == "quote" else ("here",)
        if value == "(":
            made = self.pipe()
            self.expect(")")
            return made
        if value == "[":
            if self.is_at("]"):
                self.advance()
                return ("array", None)
            inner = self.pipe()
            self.expect("]")
            return ("array", inner)
        if value == "{":
            return self.object()
        raise Unread(value)

    def word(self, name: str) -> Node:
        if name in ("foreach", "def", "label", "import", "include", "limit"):
            raise Unread(name)
        if name == "reduce":
            return self.reduction()
        if name == "try":
            return self.attempt()
        if name == "if":
            return self.condition()
        if name in ("true", "false", "null"):
            return ("constant", {"true": True, "false": False, "null": None}[name])
        arguments: list[Node] = []
        if self.is_at("("):
            self.advance()
            arguments.append(self.pipe())
            while self.is_at(";"):
                self.advance()
                arguments.append(self.pipe())
            self.expect(")")
        return ("call", name, tuple(arguments))

    def reduction(self) -> Node:
        """What follows `reduce`."""
        items = self.postfix()
        self.expect("as")
        name = self.value
        if self.kind != "variable":
            raise Unread("pattern")
        self.advance()
        self.expect("(")
        first = self.pipe()
        self.expect(";")
        following = self.pipe()
        self.expect(")")
        return ("reduce", items, name[1:], first, following)

    def attempt(self) -> Node:
        """What follows `try`."""
        body = self.postfix()
        if not self.is_at("catch"):
            return ("try", body)
        self.advance()
        return ("try", body, self.postfix())

    def condition(self) -> Node:
        test = self.pipe()
        self.expect("then")
        yes = self.pipe()
        if self.is_at("elif"):
            self.advance()
            return ("if", test, yes, self.condition())
        no: Node = ("here",)
        if self.is_at("else"):
            self.advance()
            no = self.pipe()
        self.expect("end")
        return ("if", test, yes, no)

    def object(self) -> Node:
        pairs: list[tuple[Node, Node]] = []
        while not self.is_at("}"):
            pairs.append(self.pair())
            if self.is_at(","):
                self.advance()
            elif not self.is_at("}"):
                raise Unread("}")
        self.advance()
        return ("object", tuple(pairs))

    def pair(self) -> tuple[Node, Node]:
        kind, value = self.kind, self.value
        if kind == "variable":
            self.advance()
            return ("text", value[1:]), ("variable", value[1:])
        if self.is_at("("):
            self.advance()
            key = self.pipe()
            self.expect(")")
        elif kind == "quote":
            key = self.string(None)
        elif kind == "format":
            self.advance()
            key = self.string(value[1:])
        elif kind in ("name", "number"):
            key = ("text", value)
            self.advance()
        else:
            raise Unread(value)
        if not self.is_at(":"):
            return key, ("field", ("here",), key)
        self.advance()
        return key, self.pair_value()

    def pair_value(self) -> Node:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise Unread("deep")
        left = self.alternative()
        while self.is_at("|"):
            self.advance()
            left = ("pipe", left, self.alternative())
        self.depth -= 1
        return left

    def string(self, form: str | None) -> Node:
        """The string whose opening quote is the current token."""
        parts: list[Node] = []
        letters: list[str] = []
        while True:
            char = self.text[self.at : self.at + 1]
            if not char:
                raise Unread('"')
            self.at += 1
            if char == '"':
                break
            if char != "\\":
                letters.append(char)
                continue
            following = self.text[self.at : self.at + 1]
            self.at += 1
            if following == "(":
                parts.append(("text", "".join(letters)))
                letters = []
                self.advance()
                parts.append(self.pipe())
                if not self.is_at(")"):
                    raise Unread(")")
            elif following == "u":
                letters.append(chr(int(self.text[self.at : self.at + 4] or "0", 16)))
                self.at += 4
            else:
                letters.append(_ESCAPES.get(following, following))
        parts.append(("text", "".join(letters)))
        self.advance()
        return parts[0] if len(parts) == 1 else ("string", form, tuple(parts))
