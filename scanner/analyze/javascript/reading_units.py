"""Where to look for reads: in a large program only the units that may hold a reader, told by the text around its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.analyze.javascript.readers import COMMANDS, FILES, SMALL_BYTES, TEXT_CALL, Readers
from scanner.analyze.javascript.standing import Standing, places
from scanner.code.javascript.program import Code

_NEAR_ENVIRONMENT = rb"(?:\.|(?<=[\w$)\].])\[\s?[\"'`]|[{,]\s*[\"']?)%s(?![\w$])"
"""How the name of a variable stands where it is read: as a property, the text of one, or in a pattern."""
_CALLEES = {
    kind: re.compile(rb"(?<![\w$])(?:" + b"|".join(re.escape(word.encode()) for word in sorted(words)) + rb")(?![\w$])" + more)
    for kind, words, more in (("command", COMMANDS, rb"|promisify|execa|child_process"), ("file", FILES, b""))
}
"""What a unit must be able to call for its texts to be command lines or paths; requests are sent by too many names."""
_CALL_BYTES = 1000
"""How far the pieces of one text may stand apart, code between them included."""
_UNIT_BYTES = 2 << 20
"""A unit larger than this is data or a wrapper that could not be opened."""


def units_to_read(code: Code, readers: Readers) -> tuple[list[int], list[int]]:
    """The units that may read a signal, and those among them that are too large to be read; both in order."""
    if code.bytes_total <= SMALL_BYTES:
        chosen = [unit for module in code.modules for unit in code.cut(module.index).units or () if code.units[unit].body is None]
    else:
        standing = Standing(code)
        chosen = sorted(
            {
                *_units_with_words(code, standing, readers),
                *_units_with_variables(code, standing, readers),
                *_units_with_aliases(code, readers),
                *_units_with_texts(code, standing, readers),
            }
        )
    large = [unit for unit in chosen if code.size(unit) > _UNIT_BYTES]
    return [unit for unit in chosen if code.size(unit) <= _UNIT_BYTES], [unit for unit in large if not _is_data(code.text(unit), readers)]


_LITERAL = re.compile(rb"""\"(?:[^"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\$]|\\.|\$(?!\{))*+`""", re.DOTALL)
_STARTS_CODE = re.compile(rb"\b(?:env|exec\w*|spawn\w*|require|import|eval|Function|fetch)\b|`")
_DATA_CODE_BYTES = 1 << 20
"""Brackets, commas and numbers of a table; more is code."""


def _is_data(text: bytes, readers: Readers) -> bool:
    """True for a unit that holds the words of readers in the texts of a table alone, as vocabularies do."""
    code = _LITERAL.sub(b"", text)
    if len(code) > _DATA_CODE_BYTES or _STARTS_CODE.search(code):
        return False
    return not any(_stands(code, word.encode(), pattern) for word, _, pattern in _words(readers))


def _units_with_words(code: Code, standing: Standing, readers: Readers) -> Iterator[int]:
    for word, before, pattern in _words(readers):
        name = word.encode()
        for index in code.modules_with(word):
            if not code.is_bulk(index) and not _may_stand(code, standing, index, name, pattern, before):
                continue  # cutting costs more than searching
            for unit in code.users_in(index, name):
                if standing.may_read(unit, name, pattern, before) if before else _stands(code.text(unit), name, pattern):
                    yield unit


def _may_stand(code: Code, standing: Standing, index: int, word: bytes, pattern: re.Pattern[bytes], before: str) -> bool:
    if before:
        return standing.may_read_in(index, word, pattern, before)
    return _stands(code.modules[index].source.code, word, pattern)


def _units_with_variables(code: Code, standing: Standing, readers: Readers) -> Iterator[int]:
    for name in list(code.names()):
        if readers.variables.match(name):
            near = re.compile(_NEAR_ENVIRONMENT % re.escape(name.encode()))
            variable = name.encode()
            for index in code.modules_with(name):
                if not code.is_bulk(index) and not _stands(code.modules[index].source.code, variable, near):
                    continue  # cutting costs more than searching
                yield from (unit for unit in code.users_in(index, variable) if standing.may_be_variable(unit, variable, near))


def _stands(text: bytes, word: bytes, pattern: re.Pattern[bytes]) -> bool:
    return next(places(text, word, pattern), None) is not None


def _units_with_aliases(code: Code, readers: Readers) -> Iterator[int]:
    """Units that call a reader by the name that an import gave it."""
    for word in sorted(readers.words.exact):
        renamed = re.compile(re.escape(word.encode()) + rb"[\"']?\s+as\b")
        for index in code.modules_with(word):
            if renamed.search(code.modules[index].source.code) is None:
                continue  # cutting costs more than searching
            module = code.cut(index)
            for local, link in module.imports.items():
                if link.outer == word != local:
                    yield from code.users_in(index, local.encode())


def _units_with_texts(code: Code, standing: Standing, readers: Readers) -> Iterator[int]:
    """Units that hold all pieces of the text of a command, file or address reader, and may call what takes such texts."""
    for kind, group in readers.texts.items():
        callees = _CALLEES.get(kind)
        for reader in sorted({reader for _, _, reader in group}):
            match = TEXT_CALL.match(reader)
            pieces = _pieces(match["text"]) if match else []
            if not pieces:
                continue
            words = [piece.word for piece in pieces]
            for index in code.modules_holding(words):
                whole = code.modules[index].source.code
                if not code.is_bulk(index) and (not all(word in whole for word in words) or next(_starts(whole, pieces), None) is None):
                    continue  # cutting costs more than searching
                for unit in code.units_holding(index, max(words, key=len)):
                    starts = _starts(code.text(unit), pieces)
                    if any(callees is None or standing.may_call(unit, start, callees) for start in starts):
                        yield unit


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of a glob, with how it stands in code: a command begins its text or follows a separator, a whole word ends there."""

    word: bytes
    is_first: bool
    is_whole: bool

    def places(self, text: bytes, start: int, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where it begins, with the sign before it, and ends in a part of a text.

        Searching for the word alone takes a twentieth of what a pattern for all of it takes.
        """
        at = text.find(self.word, start, end)
        while at >= 0:
            after = at + len(self.word)
            if not self.is_whole or _WORD_END.match(text, after):
                before = _BEFORE_COMMAND.search(text, max(0, at - _BLANKS_BYTES), at) if self.is_first else None
                if before is not None:
                    yield before.start(), after
                elif not self.is_first:
                    yield at, after
            at = text.find(self.word, at + 1, end)


_BEFORE_COMMAND = re.compile(rb"(?:[\"'`;|&({}/]|\\n|-c)\s*\Z")
_WORD_END = re.compile(rb"[\s\"'`]")
_BLANKS_BYTES = 100
"""How far before a command the sign may stand that it follows."""


def _starts(text: bytes, pieces: list[_Piece]) -> Iterator[int]:
    """Where the first piece of a text stands with the others behind it, near enough to be given to one call."""
    for start, end in pieces[0].places(text, 0):
        at: int | None = end
        for piece in pieces[1:]:
            found = next(piece.places(text, at, start + _CALL_BYTES), None) if at is not None else None
            at = found[1] if found is not None else None
        if at is not None:
            yield start


def _pieces(text: str) -> list[_Piece]:
    """The words of a glob."""
    found = []
    is_first = True
    for part in re.findall(r"\*|[^*\\ /]+ ?", text):
        word = part.rstrip().encode()
        if part != "*" and len(word) > 1:
            found.append(_Piece(word, is_first, part.endswith(" ")))
        is_first = False
    return found


def _words(readers: Readers) -> Iterator[tuple[str, str, re.Pattern[bytes]]]:
    """For each reader by name: its last word, the word before it, and what the text around the word must look like."""
    for reader in sorted({reader for _, _, reader in readers.names}):
        parts = [part for part in reader.replace("()", "").split(".") if part != "*"]
        word = parts[-1].encode()
        if not reader.endswith("()"):
            pattern = rb"(?<![\w$])" + re.escape(word) + rb"(?![\w$])"
        elif len(parts) == 1:
            pattern = rb"(?<![\w$])" + re.escape(word) + rb"\s*\("
        else:
            pattern = (
                rb"(?:\.|\[[\"'])" + re.escape(word) + rb"(?:[\"']\])?\s*(?:\?\.)?\(|[{,]\s*" + re.escape(word) + rb"\s*(?:as\b|[,}:])"
            )
        yield parts[-1], parts[-2] if len(parts) > 1 else "", re.compile(pattern)
