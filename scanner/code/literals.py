"""String literals, comments and regular expressions of code, cut out by a small state machine without parsing the rest.

Knows JavaScript (TypeScript and JSX included) and Python. Limit: whether `/` starts a regular expression is decided by what
stands before it; after `)` by what follows. A wrong guess costs at most the literals up to the next line end.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from scanner.model.artifact import ArtifactKind
from scanner.model.program import Language


class TokenKind(Enum):
    STRING = "string"
    TEMPLATE = "template"
    """A piece of a template between its delimiters: a backtick or `}` in front, a backtick or `${` at the end."""
    COMMENT = "comment"
    REGEX = "regex"


class Token(NamedTuple):
    """A range of characters, delimiters included. A named tuple, since a bundle has hundreds of thousands."""

    kind: TokenKind
    start: int
    end: int


class Constant(NamedTuple):
    """Text that a program states, literals joined by `+` (or standing side by side in Python) put together."""

    value: str
    start: int
    end: int
    parts: int
    """Literals it is made of."""


def language_of(kind: ArtifactKind) -> Language | None:
    """The language whose literals this module can cut out of such an artifact; None: none of its own."""
    if kind in (ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT, ArtifactKind.JSON):
        return Language.JAVASCRIPT
    if kind is ArtifactKind.PYTHON:
        return Language.PYTHON
    return None


def tokens_of(text: str, language: Language) -> Iterator[Token]:
    """All literals and comments in the order of the text. Raises ValueError for a language that is not known here."""
    match language:
        case Language.JAVASCRIPT:
            return _javascript_tokens(text)
        case Language.PYTHON:
            return _python_tokens(text)
        case Language.SHELL | Language.POWERSHELL:
            raise ValueError(f"no literals are cut out of {language}")


def value_of(text: str, token: Token, language: Language) -> str:
    """What a string or template piece says, escapes resolved."""
    if language is Language.PYTHON:
        return _python_value(text[token.start:token.end])
    end = token.end - 2 if text.endswith("${", token.start, token.end) and token.kind is TokenKind.TEMPLATE else token.end - 1
    inside = text[token.start + 1:end]
    return _JS_ESCAPE.sub(_js_escaped, inside) if "\\" in inside else inside


def constants_of(text: str, tokens: list[Token], language: Language) -> Iterator[Constant]:
    """The strings and whole templates among the tokens, joined where the program joins literals."""
    joins = _PYTHON_JOINS if language is Language.PYTHON else _JS_JOINS
    pending: list[Token] = []
    for token in tokens:
        if not _is_whole(text, token):
            continue  # comments, regular expressions and templates with holes state no text of their own
        if pending and not (token.start - pending[-1].end <= _JOIN_CHARS and joins(text[pending[-1].end:token.start])):
            yield _joined(text, pending, language)
            pending = []
        pending.append(token)
    if pending:
        yield _joined(text, pending, language)


def number_arrays_of(text: str) -> Iterator[Constant]:
    """Arrays and argument lists of small numbers, as the text between their brackets: characters may be written so."""
    for found in _NUMBERS.finditer(text):
        yield Constant(found.group(1), found.start(), found.end(), 1)


_NUMBERS = re.compile(r"[\[(]\s*+((?:0x[0-9a-fA-F]{1,4}|\d{1,5})(?:\s*+,\s*+(?:0x[0-9a-fA-F]{1,4}|\d{1,5})){11,200000})\s*+,?\s*+[\])]")
"""Twelve numbers or more below 100,000 between brackets: long enough for a list, short enough for characters."""
_JOIN_CHARS = 200
"""Longest space (with indentation) looked through for a `+` between two literals, or for code between two comments."""

_JS_TOP = re.compile(
    r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"' r"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'" r"|`|//[^\n]*+|/\*.*?\*/|/", re.DOTALL)
_JS_INSIDE = re.compile(_JS_TOP.pattern + r"|[{}]", re.DOTALL)
"""Inside a template's hole, where braces have to be counted."""
_JS_TEMPLATE = re.compile(r"[^`\\$]*+(?:(?:\\.|\$(?!\{))[^`\\$]*+)*+(?:`|\$\{)", re.DOTALL)
_JS_REGEX = re.compile(r"/(?![*/])(?:[^\\/\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*+\])++/[dgimsuvy]*+")
_JS_REGEX_USED = re.compile(r"\s*\.(?:test|exec|source|flags|\[Symbol)\b")
_JS_VALUE_ENDS = frozenset("])\"'`$_}") | frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_JS_WORD = re.compile(r"[\w$.]+\Z")
_JS_WORD_CHARS = 16
_JS_BEFORE_EXPRESSION = frozenset({
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "do", "else", "yield", "await",
})
_JS_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_JS_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r\n": "", "\r": ""}


def _javascript_tokens(text: str) -> Iterator[Token]:
    depths: list[int] = []  # one per template that is open: braces open inside its hole
    at, end = 0, len(text)
    comments = (0, 0)  # where the last run of comments begins and ends
    if text.startswith("#!"):
        at = _line_end(text, 0)
        yield Token(TokenKind.COMMENT, 0, at)
    while at < end:
        found = (_JS_INSIDE if depths else _JS_TOP).search(text, at)
        if found is None:
            return
        start, at = found.span()
        first = text[start]
        code_end = comments[0] if _is_blank(text, comments[1], start) else start
        if first == "`" or (first == "}" and depths[-1] == 0):
            piece = _JS_TEMPLATE.match(text, at)
            if first == "}":
                depths.pop()
            if piece is None:
                continue  # a template that is never closed
            at = piece.end()
            if text[at - 1] == "{":
                depths.append(0)
            yield Token(TokenKind.TEMPLATE, start, at)
        elif first == "{":
            depths[-1] += 1
        elif first == "}":
            depths[-1] -= 1
        elif (token := _string_comment_or_regex(text, start, at, code_end)) is not None:
            at = token.end
            yield token
            if token.kind is TokenKind.COMMENT:
                comments = (code_end, at)


def _string_comment_or_regex(text: str, start: int, end: int, code_end: int) -> Token | None:
    """None: a slash that divides."""
    if text[start] != "/":
        return Token(TokenKind.STRING, start, end)
    if end - start > 1:
        return Token(TokenKind.COMMENT, start, end)
    regex = _regex_at(text, start, code_end)
    return None if regex is None else Token(TokenKind.REGEX, start, regex)


def _is_blank(text: str, start: int, end: int) -> bool:
    return end - start < _JOIN_CHARS and not text[start:end].strip()


def _regex_at(text: str, slash: int, code_end: int) -> int | None:
    """Where the regular expression that begins at `slash` ends; None: the slash divides. Code in front ends at `code_end`."""
    found = _JS_REGEX.match(text, slash)
    if found is None:
        return None
    before = text[max(0, code_end - 64):code_end].rstrip()
    last = before[-1:] or "("
    if last not in _JS_VALUE_ENDS:
        divides = before.endswith(("++", "--"))
    elif last == ")":
        divides = _JS_REGEX_USED.match(text, found.end()) is None
    elif last == "}":
        divides = False
    elif last in "]\"'`":
        divides = True
    else:
        word = _JS_WORD.search(before[-_JS_WORD_CHARS:])
        divides = word is None or word.group() not in _JS_BEFORE_EXPRESSION
    return None if divides else found.end()


def _js_escaped(found: re.Match[str]) -> str:
    long, short, byte, octal, single = found.groups()
    if single is not None:
        return _JS_SINGLE.get(single, single)
    if octal is not None:
        return chr(int(octal, 8))
    point = int(long or short or byte, 16)
    return chr(point) if point <= 0x10FFFF else "\ufffd"


_PYTHON_TOKEN = re.compile(
    r"#[^\n]*+"
    r"|(?:(?<!\w)[rRbBuUfFtT]{1,2})?(?:"
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""'
    r"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+')", re.DOTALL)
_PYTHON_PREFIX = re.compile(r"[rRbBuUfFtT]*")
_PYTHON_ESCAPE = re.compile(
    r"\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([\\'\"abfnrtv\n]))")
_PYTHON_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "\n": ""}


def _python_tokens(text: str) -> Iterator[Token]:
    for found in _PYTHON_TOKEN.finditer(text):
        start, end = found.span()
        yield Token(TokenKind.COMMENT if text[start] == "#" else TokenKind.STRING, start, end)


def _python_value(literal: str) -> str:
    found = _PYTHON_PREFIX.match(literal)
    prefix = found.group().lower() if found else ""
    quotes = 3 if literal.startswith(('"""', "'''"), len(prefix)) else 1
    inside = literal[len(prefix) + quotes:-quotes]
    return inside if "r" in prefix or "\\" not in inside else _PYTHON_ESCAPE.sub(_python_escaped, inside)


def _python_escaped(found: re.Match[str]) -> str:
    long, short, byte, octal, single = found.groups()
    if single is not None:
        return _PYTHON_SINGLE.get(single, single)
    point = int(octal, 8) if octal is not None else int(long or short or byte, 16)
    return chr(point) if point <= 0x10FFFF else "\ufffd"


def _is_whole(text: str, token: Token) -> bool:
    if token.kind is TokenKind.TEMPLATE:
        return text[token.start] == "`" and text[token.end - 1] == "`"
    return token.kind is TokenKind.STRING


def _joined(text: str, run: list[Token], language: Language) -> Constant:
    value = value_of(text, run[0], language) if len(run) == 1 else "".join(value_of(text, token, language) for token in run)
    return Constant(value, run[0].start, run[-1].end, len(run))


def _js_joins(between: str) -> bool:
    return between.strip() == "+"


def _python_joins(between: str) -> bool:
    rest = between.strip()
    return rest in ("+", "\\") or (not rest and between.count("\n") <= 1)


_JS_JOINS = _js_joins
_PYTHON_JOINS = _python_joins


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found
