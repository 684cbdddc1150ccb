"""Cuts a file or bundle into units (top-level statements) with exact byte ranges, without parsing it.

The depth of all brackets (`brackets`) tells the ends of statements; a file that does not balance is cut by tree-sitter instead.
Wrappers (the function a runtime or bundler puts around everything, the table of modules of webpack) are opened: their contents
are units of their own, with a scope that knows its parent.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from scanner.code.javascript import lexicon, syntax
from scanner.code.javascript.brackets import BRACE, COMMA, NEWLINE, SEMICOLON, Brackets, Unbalanced
from scanner.code.javascript.declarations import Declared, declared_by

WRAPPER_BYTES = 96 * 1024
"""A statement larger than this is looked into: lazy initialisers of real bundles end below, wrappers begin far above."""
_WRAPPER_SHARE = 0.6
"""A group of brackets that holds this share of a large statement is its body; the rest is wrapper."""
_OPENERS = frozenset(b"([{")


class UnitKind(StrEnum):
    STATEMENT = "statement"
    PROPERTY = "property"
    """One property of an object that is nothing but a table of modules."""
    WRAPPER = "wrapper"
    """A statement whose body was cut into units of its own; they have its scope as theirs."""


class Unit(NamedTuple):
    """One statement at the top of a scope. A named tuple, since a program has hundreds of thousands."""

    start: int
    """Offset in the source's UTF-8 bytes."""
    end: int
    kind: UnitKind
    scope: int
    """Index of the scope it stands in; 0 is that of the file."""
    declared: Declared
    body: tuple[int, int] | None = None
    """Of a wrapper: the range that its inner units fill; None for others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where the names of units live."""

    parent: int | None
    """None: the file."""
    wrapper: int | None
    """Index of the wrapper unit that makes the scope; None: the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A file in pieces."""

    units: tuple[Unit, ...]
    """In order of their start; a wrapper comes before what it wraps."""
    scopes: tuple[Scope, ...]
    is_parsed: bool
    """True: the bracket counter could not balance the file and tree-sitter cut it."""
    has_errors: bool
    """True: tree-sitter met text that is no program."""


class _Piece(NamedTuple):
    start: int
    end: int
    holes: tuple[tuple[int, int], ...]


def split(code: bytes, *, is_typescript: bool = False) -> Split:
    """Cut `code` into units. Never raises: text that is no program comes back with `has_errors`."""
    splitter = _Splitter(code, is_typescript)
    try:
        brackets = Brackets(code)
    except Unbalanced:
        splitter.cut_by_parsing()
    else:
        splitter.cut(brackets, 0, len(code), scope=0)
    return Split(units=tuple(splitter.units), scopes=tuple(splitter.scopes), is_parsed=splitter.is_parsed, has_errors=splitter.has_errors)


class _Splitter:
    def __init__(self, code: bytes, is_typescript: bool) -> None:
        self.code = code
        self.is_typescript = is_typescript
        self.units: list[Unit] = []
        self.scopes = [Scope(parent=None, wrapper=None)]
        self.is_parsed = False
        self.has_errors = False

    def cut(self, brackets: Brackets, start: int, end: int, *, scope: int) -> None:
        if self.code.startswith(b"#!", start):
            start = _line_end(self.code, start, end)
        for piece in statements(self.code, brackets, start, end):
            self._add(brackets, piece, UnitKind.STATEMENT, scope)

    def cut_by_parsing(self) -> None:
        self.is_parsed = True
        tree = syntax.parse(self.code, is_typescript=self.is_typescript)
        self.has_errors = tree.root_node.has_error
        for node in tree.root_node.children:
            if node.type in ("comment", "hash_bang_line", ";"):
                continue
            holes = tuple(_holes_by_parsing(node))
            declared = declared_by(self.code, node.start_byte, node.end_byte, holes)
            self.units.append(Unit(start=node.start_byte, end=node.end_byte, kind=UnitKind.STATEMENT, scope=0, declared=declared))

    def _add(self, brackets: Brackets, piece: _Piece, kind: UnitKind, scope: int) -> None:
        body = _body(self.code, brackets, piece) if piece.end - piece.start > WRAPPER_BYTES else None
        declared = declared_by(self.code, piece.start, piece.end, piece.holes)
        if body is None:
            self.units.append(Unit(start=piece.start, end=piece.end, kind=kind, scope=scope, declared=declared))
            return
        start, end, is_table = body
        self.units.append(Unit(start=piece.start, end=piece.end, kind=UnitKind.WRAPPER, scope=scope, declared=declared, body=(start, end)))
        inner = len(self.scopes)
        self.scopes.append(Scope(parent=scope, wrapper=len(self.units) - 1))
        if is_table:
            for part in properties(self.code, brackets, start, end):
                self._add(brackets, part, UnitKind.PROPERTY, inner)
        else:
            self.cut(brackets, start, end, scope=inner)


def statements(code: bytes, brackets: Brackets, start: int, end: int) -> list[_Piece]:
    """The statements between two offsets, each with the groups and literals at its own level."""
    pieces: list[_Piece] = []
    holes: list[tuple[int, int]] = []
    begin = at = _skip_blank(code, start, end)
    has_block = False
    level = brackets.level(start, end)
    for byte, first, last in zip(level.bytes, level.starts, level.ends, strict=True):
        if first < at or byte == COMMA:
            continue
        at = last
        is_end = byte == SEMICOLON
        if byte == NEWLINE:
            after = _skip_blank(code, first, end)
            is_end = _begins_statement(code, begin, first, after, end)
            at = first if is_end else after
        elif not is_end:
            holes.append((first, last))
            is_end = byte == BRACE and _ends_statement(code, begin, first, last, end, has_block=has_block)
            has_block = has_block or byte == BRACE
        if is_end:
            if at > begin + 1 or byte != SEMICOLON:
                pieces.append(_Piece(begin, at, tuple(holes)))
            holes = []
            has_block = False
            begin = at = _skip_blank(code, at, end)
    if begin < end and code[begin:end].strip():
        last = len(code[:end].rstrip()) if end - begin < WRAPPER_BYTES else end
        pieces.append(_Piece(begin, max(last, begin + 1), tuple(holes)))
    return pieces


def properties(code: bytes, brackets: Brackets, start: int, end: int) -> list[_Piece]:
    """The properties (or elements) between two offsets, cut at the commas of their own level."""
    pieces: list[_Piece] = []
    holes: list[tuple[int, int]] = []
    begin = _skip_blank(code, start, end)
    level = brackets.level(start, end)
    for byte, first, last in zip(level.bytes, level.starts, level.ends, strict=True):
        if byte == COMMA:
            pieces.append(_Piece(begin, first, tuple(holes)))
            holes = []
            begin = _skip_blank(code, last, end)
        elif byte not in (SEMICOLON, NEWLINE):
            holes.append((first, last))
    if code[begin:end].strip():
        pieces.append(_Piece(begin, end, tuple(holes)))
    return pieces


def _begins_statement(code: bytes, begin: int, newline: int, after: int, end: int) -> bool:
    """True when the line that starts at `after` begins a statement of its own (the semicolon was left out)."""
    if lexicon.NEW_STATEMENT.match(code, after, end) is None:
        return False
    line = code[max(begin, newline - 200) : newline].split(b"//")[0].rstrip()
    return (
        bool(line) and line[-1] not in lexicon.CONTINUES and not line.endswith((b"async", b"export", b"default", b"return", b"else", b"=>"))
    )


def _ends_statement(code: bytes, begin: int, brace: int, close: int, end: int, *, has_block: bool) -> bool:
    """True when the brace that closes before `close` ends the statement that starts at `begin` and may have had braces before."""
    if not has_block and declares_block(code[begin : min(begin + 48, brace)]):
        return True
    after = _skip_blank(code, close, end)
    return lexicon.NEW_STATEMENT.match(code, after, end) is not None and not _is_open_clause(code, begin, after)


def declares_block(head: bytes) -> bool:
    """True for the head of a function or class declaration, whose first braces are its end."""
    words = head.split(None, 3)
    if words[:1] == [b"export"]:
        words = words[1:]
        if words[:1] == [b"default"]:
            words = words[1:]
    if words[:1] == [b"async"]:
        words = words[1:]
    return bool(words) and (words[0] == b"class" or words[0].startswith((b"function*", b"function(")) or words[0] == b"function")


def _is_open_clause(code: bytes, begin: int, after: int) -> bool:
    """`if (a) {} else {}` and `try {} finally {}` go on after the brace; their words are no starts of statements, so only `do` is left."""
    return code.startswith(b"do", begin) and code.startswith(b"while", after)


def _body(code: bytes, brackets: Brackets, piece: _Piece) -> tuple[int, int, bool] | None:
    """The range inside of a large statement that is worth cutting on its own, and whether it is a table; None: leave it whole."""
    if piece.end - piece.start <= WRAPPER_BYTES or not piece.holes:
        return None
    first, last = max(piece.holes, key=lambda hole: hole[1] - hole[0])
    if last - first < _WRAPPER_SHARE * (piece.end - piece.start) or code[first] not in _OPENERS:
        return None
    if code[first] == BRACE:
        before = code[max(piece.start, first - 16) : first].rstrip()
        is_function = before.endswith((b"=>", b")", b"{", b"}", b";"))
        return first + 1, last - 1, not is_function
    holes = tuple(hole for part in properties(code, brackets, first + 1, last - 1) for hole in part.holes)
    return _body(code, brackets, _Piece(first + 1, last - 1, holes))


def _holes_by_parsing(node: "syntax.TreeNode") -> list[tuple[int, int]]:
    kinds = (
        "statement_block",
        "class_body",
        "object",
        "array",
        "arguments",
        "formal_parameters",
        "string",
        "template_string",
        "regex",
        "object_pattern",
        "array_pattern",
        "named_imports",
        "export_clause",
        "parenthesized_expression",
        "comment",
    )
    holes: list[tuple[int, int]] = []
    waiting = list(reversed(node.children))
    while waiting:
        child = waiting.pop()
        if child.type in kinds:
            holes.append((child.start_byte, child.end_byte))
        else:
            waiting.extend(reversed(child.children))
    return holes


def _skip_blank(code: bytes, at: int, end: int) -> int:
    return lexicon.BLANK.match(code, at, end).end()  # type: ignore[union-attr]  # the pattern matches the empty text


def _line_end(code: bytes, start: int, end: int) -> int:
    at = code.find(b"\n", start, end)
    return end if at < 0 else at + 1
