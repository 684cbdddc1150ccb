"""What the string literals of JavaScript (TypeScript and JSX included) and Python say, each joined with its neighbours."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scanner.code.tokens import NEAR_CHARS, Token, TokenKind
from scanner.model.artifact import ArtifactKind
from scanner.model.program import Language


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


def value_of(text: str, token: Token, language: Language) -> str:
    """What a string or template piece says, escapes resolved."""
    if language is Language.PYTHON:
        return _python_value(text[token.start : token.end])
    end = token.end - 2 if text.endswith("${", token.start, token.end) and token.kind is TokenKind.TEMPLATE else token.end - 1
    inside = text[token.start + 1 : end]
    return _JS_ESCAPE.sub(_js_escaped, inside) if "\\" in inside else inside


def constants_of(text: str, tokens: Sequence[Token], language: Language) -> Iterator[Constant]:
    """The strings and whole templates among the tokens, joined where the program joins literals."""
    joins = _python_joins if language is Language.PYTHON else _js_joins
    pending: list[Token] = []
    for token in tokens:
        if not _is_whole(text, token):
            continue  # comments, regular expressions and templates with holes state no text of their own
        if pending and not (token.start - pending[-1].end <= NEAR_CHARS and joins(text[pending[-1].end : token.start])):
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
_JS_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_JS_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r\n": "", "\r": ""}


def _js_escaped(found: re.Match[str]) -> str:
    long, short, byte, octal, single = found.groups()
    if single is not None:
        return _JS_SINGLE.get(single, single)
    if octal is not None:
        return chr(int(octal, 8))
    point = int(long or short or byte, 16)
    return chr(point) if point <= 0x10FFFF else "\ufffd"


_PYTHON_PREFIX = re.compile(r"[rRbBuUfFtT]*")
_PYTHON_ESCAPE = re.compile(r"\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([\\'\"abfnrtv\n]))")
_PYTHON_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "\n": ""}


def _python_value(literal: str) -> str:
    found = _PYTHON_PREFIX.match(literal)
    prefix = found.group().lower() if found else ""
    quotes = 3 if literal.startswith(('"""', "'''"), len(prefix)) else 1
    inside = literal[len(prefix) + quotes : -quotes]
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
