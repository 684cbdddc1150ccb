"""What a name may stand for anywhere in a module, told by its text alone: scopes are not known, so that all of one name are one."""

import re
from collections.abc import Iterator
from itertools import islice

import re2  # type: ignore[import-untyped]  # the package ships no types

from scanner.code.javascript.lexicon import IDENTIFIER

REACH = 400
"""How far behind a sign of assignment the word of the value may stand."""
_MOST_PLACES = 3000
"""More places of a word than real modules of some MB hold."""
_NAME_BYTES = (60, 2000)
"""How far before a sign of assignment the name is looked for that gets the value, and once more where it reaches farther."""
_NAME = rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*"
_LATIN = re2.Options()
_LATIN.encoding = re2.Options.Encoding.LATIN1  # bytes as they are
_ALIAS = re2.compile(rb"(" + _NAME + rb")\s*(?:\|\||&&|\?\?)?=\s*\(*\s*(" + _NAME + rb")\s*[,;)}\n]", _LATIN)
"""A name that is given the value of another. Looked for in whole programs, for which the patterns of Python take forty times as long."""
_GIVES = re.compile(rb"(?<![=!<>])=(?![=>])")
_RECEIVER = re.compile(rb"([\w$\x80-\xff]++)\s*+(?:[|&?]{2})?\Z")
_TAKEN = re.compile(rb"[\"']?\s*:\s*(" + _NAME + rb")")
"""Behind a key: the name under which a pattern takes it."""
_CLAUSE = re.compile(rb"import\b(?:[^;\"'`()=]++|\"[^\"\n]*\"(?=\s+as\b)|'[^'\n]*'(?=\s+as\b))*+")
"""What follows the word `import`, up to what no list of names holds; it is one where `from` ends it."""
_FROM_BYTES = 100
_FROM = re.compile(rb"\bfrom\s*\Z")
_PIECE = re.compile(rb"""[^"'`/,;()\[\]{}]++|[,;()\[\]{}]|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\$]|\\.|\$(?!\{))*+`""")
"""A piece of code that tells where a value ends: no regular expression, comment, division or template with code in it."""


class Namesakes:
    """Answers for the text of one module."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._handed: dict[bytes, list[bytes]] | None = None
        """Name -> names that are given its value."""
        self._imported: set[bytes] | None = None
        self._meaning: dict[bytes, set[bytes] | None] = {}
        """Word -> names that may stand for it; None: it occurs so often that any may."""

    def may_mean(self, name: bytes, *, before: bytes, meant: re.Pattern[bytes]) -> bool:
        """Whether a name is somewhere given a value in which the word `before` stands as `meant` matches it, or comes from outside."""
        if before not in self._meaning:
            places = list(islice((at for at in _occurrences(self._text, before) if meant.match(self._text, at)), _MOST_PLACES + 1))
            too_many = len(places) > _MOST_PLACES
            self._meaning[before] = None if too_many else self._closed(_given(self._text, places, len(before)))
        names = self._meaning[before]
        return names is None or name in names

    def _closed(self, names: set[bytes]) -> set[bytes]:
        """The names and those that come from other modules, with all to which their values are handed on."""
        if self._imported is None:
            self._imported = _imported(self._text)
        found = names | self._imported
        if not found:
            return found
        if self._handed is None:
            self._handed = {}
            for name, other in _ALIAS.findall(self._text):
                self._handed.setdefault(other, []).append(name)
        waiting = list(found)
        while waiting:
            more = [name for name in self._handed.get(waiting.pop(), ()) if name not in found]
            found.update(more)
            waiting += more
        return found


def _occurrences(text: bytes, word: bytes) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _given(text: bytes, places: list[int], length: int) -> set[bytes]:
    """Names that are given a value in which a word of that length may stand, or under which a pattern takes the property of that name."""
    names: set[bytes] = set()
    for at in places:
        for sign in _GIVES.finditer(text, max(0, at - REACH), at):
            name = _name_before(text, sign.start())
            if name and name not in names and value_end(text, sign.end()) > at:
                names.add(name)
        taken = _TAKEN.match(text, at + length)
        if taken is not None:
            names.add(taken[1])
    return names


def _name_before(text: bytes, end: int) -> bytes:
    """The name to the left of an assignment; empty: there is none."""
    name = b""
    for reach in _NAME_BYTES:
        start = max(0, end - reach)
        found = _RECEIVER.search(text, start, end)
        name = found[1] if found is not None else b""
        if found is None or found.start() > start:
            break
    return name


def _imported(text: bytes) -> set[bytes]:
    names: set[bytes] = set()
    at = text.find(b"import")  # whatever stands in a clause is no other one
    while at >= 0:
        clause = _CLAUSE.match(text, at)
        if clause is not None and _FROM.search(text, max(at, clause.end() - _FROM_BYTES), clause.end()):
            names.update(IDENTIFIER.findall(clause[0]))
        at = text.find(b"import", clause.end() if clause is not None else at + 1)
    return names


def value_end(text: bytes, start: int) -> int:
    """Where a value that starts at an offset ends, at the next comma, semicolon or closing bracket of its own level; `REACH` bytes on,
    where it is longer or holds what is not known here.
    """
    at, last, depth = start, min(len(text), start + REACH), 0
    while at < last:
        piece = _PIECE.match(text, at)
        if piece is None:
            return start + REACH
        sign = text[at]
        depth += (sign in b"([{") - (sign in b")]}")
        if depth < 0 or (not depth and sign in b",;"):
            return at
        at = piece.end()
    return start + REACH
