"""Where the string literals, comments and regular expressions of code lie, found by a small state machine without parsing the rest.

Knows JavaScript (TypeScript and JSX included) and Python. Takes time in proportion to the text, whatever the text: an opener
that finds no end is not tried again before the place where its end was missed.

Limit: whether `/` starts a regular expression is decided by what stands before it; after `)` by what follows. A wrong guess costs
at most the literals up to the next line end.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

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


def tokens_of(text: str, language: Language) -> Iterator[Token]:
    """All literals and comments in the order of the text. Raises ValueError for a language that is not known here."""
    match language:
        case Language.JAVASCRIPT:
            return _JavaScript(text).tokens()
        case Language.PYTHON:
            return _python_tokens(text)
        case Language.SHELL | Language.POWERSHELL:
            raise ValueError(f"no literals are cut out of {language}")


def is_blank_between(text: str, start: int, end: int) -> bool:
    """True for a short range of white space."""
    return end - start < NEAR_CHARS and not text[start:end].strip()


NEAR_CHARS = 200
"""Longest space (with indentation) that is looked through between two literals or two comments."""

_BODIES = {
    '"': re.compile(r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+', re.DOTALL),
    "'": re.compile(r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*+", re.DOTALL),
    '"""': re.compile(r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+', re.DOTALL),
    "'''": re.compile(r"[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+", re.DOTALL),
    "`": re.compile(r"[^`\\$]*+(?:(?:\\.|\$(?!\{))[^`\\$]*+)*+", re.DOTALL),
    "/": re.compile(r"(?:[^\\/\[\n]++|\\[^\n]|\[[^\]\\\n]*+(?:\\[^\n][^\]\\\n]*+)*+\])++"),
}
"""What lies between an opener and its end, by opener."""

_JS_OPENER = re.compile(r"[\"'`]|//[^\n]*+|/\*|/")
_JS_OPENER_INSIDE = re.compile(_JS_OPENER.pattern + r"|[{}]")
"""Inside a template's hole, where braces have to be counted."""
_JS_REGEX_FLAGS = re.compile(r"/[dgimsuvy]*+")
_JS_REGEX_USED = re.compile(r"\s*\.(?:test|exec|source|flags|\[Symbol)\b")
_JS_VALUE_ENDS = frozenset("])\"'`$_}") | frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_JS_WORD = re.compile(r"[\w$.]+\Z")
_JS_WORD_CHARS = 16
_JS_BEFORE_EXPRESSION = frozenset(
    {
        "return",
        "typeof",
        "case",
        "in",
        "of",
        "delete",
        "void",
        "throw",
        "new",
        "instanceof",
        "do",
        "else",
        "yield",
        "await",
    }
)
_PYTHON_OPENER = re.compile(r"#[^\n]*+|(?:(?<!\w)[rRbBuUfFtT]{1,2})?(?P<quotes>\"\"\"|'''|\"|')")


class _Bodies:
    """Ends of literals, with the memory of openers that have none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open_until: dict[str, int] = {}

    def stop(self, opener: str, start: int) -> int | None:
        """Where the body that begins at `start` is followed by its end. None: it has none."""
        if start <= self._open_until.get(opener, -1):
            return None
        found = _BODIES[opener].match(self._text, start)
        stop = start if found is None else found.end()
        if self._text.startswith(opener, stop) or (opener == "`" and self._text.startswith("${", stop)):
            return stop
        self._open_until[opener] = stop
        if opener == "/" and self._text.startswith("[", stop):  # a set without an end: nothing on this line is a regular expression
            self._open_until[opener] = _line_end(self._text, stop)
        return None


class _JavaScript:
    def __init__(self, text: str) -> None:
        self._text = text
        self._bodies = _Bodies(text)
        self._depths: list[int] = []
        """One for each template that is open: the braces open inside its hole."""
        self._comments = (0, 0)
        """Where the last run of comments begins and ends."""

    def tokens(self) -> Iterator[Token]:
        at = 0
        if self._text.startswith("#!"):
            at = _line_end(self._text, 0)
            yield Token(TokenKind.COMMENT, 0, at)
        while True:
            found = (_JS_OPENER_INSIDE if self._depths else _JS_OPENER).search(self._text, at)
            if found is None:
                return
            start, at = found.span()
            token = self._token(self._text[start], start, at)
            if token is not None:
                at = token.end
                yield token

    def _token(self, first: str, start: int, end: int) -> Token | None:
        """The token that an opener begins. None: a brace, a slash that divides, or an opener without an end."""
        match first:
            case "'" | '"':
                stop = self._bodies.stop(first, end)
                return None if stop is None else Token(TokenKind.STRING, start, stop + 1)
            case "`":
                return self._template(start, end)
            case "{":
                self._depths[-1] += 1
                return None
            case "}":
                self._depths[-1] -= 1
                if self._depths[-1] >= 0:
                    return None
                self._depths.pop()
                return self._template(start, end)
            case _:
                return self._comment_or_regex(start, end)

    def _template(self, start: int, end: int) -> Token | None:
        stop = self._bodies.stop("`", end)
        if stop is None:
            return None
        if self._text[stop] == "$":
            self._depths.append(0)
            return Token(TokenKind.TEMPLATE, start, stop + 2)
        return Token(TokenKind.TEMPLATE, start, stop + 1)

    def _comment_or_regex(self, start: int, end: int) -> Token | None:
        code_end = self._comments[0] if is_blank_between(self._text, self._comments[1], start) else start
        if end - start == 1:
            stop = self._regex_end(start, code_end)
            return None if stop is None else Token(TokenKind.REGEX, start, stop)
        if self._text[start + 1] == "*":
            close = self._text.find("*/", end)
            end = len(self._text) if close < 0 else close + 2
        self._comments = (code_end, end)
        return Token(TokenKind.COMMENT, start, end)

    def _regex_end(self, slash: int, code_end: int) -> int | None:
        """Where the regular expression that begins at `slash` ends; None: the slash divides. Code in front ends at `code_end`."""
        before = self._text[max(0, code_end - 64) : code_end].rstrip()
        last = before[-1:] or "("
        if last in "]\"'`" or (last not in _JS_VALUE_ENDS and before.endswith(("++", "--"))):
            return None
        if last in _JS_VALUE_ENDS and last not in ")}":
            word = _JS_WORD.search(before[-_JS_WORD_CHARS:])
            if word is None or word.group() not in _JS_BEFORE_EXPRESSION:
                return None
        stop = self._bodies.stop("/", slash + 1)
        flags = None if stop is None else _JS_REGEX_FLAGS.match(self._text, stop)
        if flags is None or (last == ")" and _JS_REGEX_USED.match(self._text, flags.end()) is None):
            return None
        return flags.end()


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _python_tokens(text: str) -> Iterator[Token]:
    bodies = _Bodies(text)
    at = 0
    while (found := _PYTHON_OPENER.search(text, at)) is not None:
        start, at = found.span()
        quotes = found.group("quotes")
        if quotes is None:
            yield Token(TokenKind.COMMENT, start, at)
            continue
        stop = bodies.stop(quotes, at)
        if stop is not None:
            at = stop + len(quotes)
            yield Token(TokenKind.STRING, start, at)
