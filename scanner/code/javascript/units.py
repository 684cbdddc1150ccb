"""Cuts a file or bundle into units (top-level statements) with exact byte ranges, without parsing it.

A bracket counter driven by one regular expression finds the ends of statements; a file that it cannot balance is cut by
tree-sitter instead. Wrappers (the function a runtime or bundler puts around everything, the table of modules of webpack) are
opened: their contents are units of their own, with a scope that knows its parent.
"""

from dataclasses import dataclass
from enum import StrEnum

from scanner.code.javascript import lexicon, syntax
from scanner.code.javascript.declarations import Declared, declared_by

WRAPPER_BYTES = 96 * 1024
"""A statement larger than this is looked into: lazy initialisers of real bundles end below, wrappers begin far above."""
_WRAPPER_SHARE = 0.6
"""A group of brackets that holds this share of a large statement is its body; the rest is wrapper."""
_OPENERS = {0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D}
_CLOSERS = frozenset(_OPENERS.values())
_TEMPLATE = 0x60
_SEMICOLON, _BRACE, _BRACE_END, _SLASH, _NEWLINE, _COMMA = 0x3B, 0x7B, 0x7D, 0x2F, 0x0A, 0x2C


class UnitKind(StrEnum):
    STATEMENT = "statement"
    PROPERTY = "property"
    """One property of an object that is nothing but a table of modules."""
    WRAPPER = "wrapper"
    """A statement whose body was cut into units of its own; they have its scope as theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One statement at the top of a scope."""

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


class Unbalanced(ValueError):
    """The brackets of a range do not balance, as far as the counter understands it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    holes: tuple[tuple[int, int], ...]


def split(code: bytes, *, is_typescript: bool = False) -> Split:
    """Cut `code` into units. Never raises: text that is no program comes back with `has_errors`."""
    splitter = _Splitter(code, is_typescript)
    try:
        splitter.cut(0, len(code), scope=0)
    except Unbalanced:
        splitter = _Splitter(code, is_typescript)
        splitter.cut_by_parsing()
    return Split(units=tuple(splitter.units), scopes=tuple(splitter.scopes), is_parsed=splitter.is_parsed, has_errors=splitter.has_errors)


class _Splitter:
    def __init__(self, code: bytes, is_typescript: bool) -> None:
        self.code = code
        self.is_typescript = is_typescript
        self.units: list[Unit] = []
        self.scopes = [Scope(parent=None, wrapper=None)]
        self.is_parsed = False
        self.has_errors = False

    def cut(self, start: int, end: int, *, scope: int) -> None:
        if self.code.startswith(b"#!", start):
            start = _line_end(self.code, start, end)
        for piece in statements(self.code, start, end):
            self._add(piece, UnitKind.STATEMENT, scope)

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

    def _add(self, piece: _Piece, kind: UnitKind, scope: int) -> None:
        body = _body(self.code, piece) if piece.end - piece.start > WRAPPER_BYTES else None
        declared = declared_by(self.code, piece.start, piece.end, piece.holes)
        if body is None:
            self.units.append(Unit(start=piece.start, end=piece.end, kind=kind, scope=scope, declared=declared))
            return
        start, end, is_table = body
        self.units.append(Unit(start=piece.start, end=piece.end, kind=UnitKind.WRAPPER, scope=scope, declared=declared, body=(start, end)))
        inner = len(self.scopes)
        self.scopes.append(Scope(parent=scope, wrapper=len(self.units) - 1))
        if is_table:
            for part in properties(self.code, start, end):
                self._add(part, UnitKind.PROPERTY, inner)
        else:
            self.cut(start, end, scope=inner)


def statements(code: bytes, start: int, end: int) -> list[_Piece]:
    """The statements between two offsets, each with the bracketed and quoted ranges at its own level. Raises Unbalanced."""
    pieces: list[_Piece] = []
    holes: list[tuple[int, int]] = []
    begin = at = _skip_blank(code, start, end)
    while at < end:
        at = lexicon.SHALLOW.match(code, at, end).end()  # type: ignore[union-attr]  # the pattern matches the empty text
        if at >= end:
            break
        byte = code[at]
        is_end = False
        if byte == _SEMICOLON:
            at += 1
            is_end = True
        elif byte == _NEWLINE:
            after = _skip_blank(code, at, end)
            is_end = _begins_statement(code, begin, at, after, end)
            at = at if is_end else after
        elif byte in _OPENERS:
            close = _group_end(code, at, end)
            holes.append((at, close))
            is_end = byte == _BRACE and _ends_statement(code, begin, at, close, end, holes)
            at = close
        else:
            after, is_hole = _literal_end(code, at, end)
            if is_hole:
                holes.append((at, after))
            at = after
        if is_end:
            if at > begin + 1 or byte != _SEMICOLON:
                pieces.append(_Piece(begin, at, tuple(holes)))
            holes = []
            begin = at = _skip_blank(code, at, end)
    if begin < end and code[begin:end].strip():
        last = len(code[:end].rstrip()) if end - begin < WRAPPER_BYTES else end
        pieces.append(_Piece(begin, max(last, begin + 1), tuple(holes)))
    return pieces


def properties(code: bytes, start: int, end: int) -> list[_Piece]:
    """The properties (or elements) between two offsets, cut at the commas of their own level. Raises Unbalanced."""
    pieces: list[_Piece] = []
    holes: list[tuple[int, int]] = []
    begin = at = _skip_blank(code, start, end)
    while at < end:
        at = lexicon.FLAT.match(code, at, end).end()  # type: ignore[union-attr]  # the pattern matches the empty text
        if at >= end:
            break
        byte = code[at]
        if byte == _COMMA:
            pieces.append(_Piece(begin, at, tuple(holes)))
            holes = []
            begin = at = _skip_blank(code, at + 1, end)
        elif byte in _OPENERS:
            close = _group_end(code, at, end)
            holes.append((at, close))
            at = close
        elif byte in b"\"'`/":
            after, is_hole = _literal_end(code, at, end)
            if is_hole:
                holes.append((at, after))
            at = after
        elif byte in _CLOSERS:
            raise Unbalanced(f"a bracket closes at {at} that none opened")
        else:
            at += 1
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


def _ends_statement(code: bytes, begin: int, brace: int, close: int, end: int, holes: list[tuple[int, int]]) -> bool:
    """True when the brace that closes before `close` ends the statement that starts at `begin`."""
    head = code[begin : min(begin + 48, brace)]
    if declares_block(head) and not any(code[first] == _BRACE for first, _ in holes[:-1]):
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


def _group_end(code: bytes, at: int, end: int) -> int:
    """Offset after the bracket that closes the one at `at`. Raises Unbalanced."""
    stack = [_OPENERS[code[at]]]
    at += 1
    deep = lexicon.DEEP.match
    while stack:
        at = deep(code, at, end).end()  # type: ignore[union-attr]  # the pattern matches the empty text
        if at >= end:
            raise Unbalanced(f"a bracket is open at the end ({len(stack)} levels)")
        byte = code[at]
        closer = _OPENERS.get(byte)
        if closer is not None:
            stack.append(closer)
            at += 1
        elif byte in _CLOSERS:
            if stack[-1] == _TEMPLATE and byte == _BRACE_END:
                at = _template_rest(code, at + 1, end, stack)
                continue
            if stack.pop() != byte:
                raise Unbalanced(f"another bracket closes at {at} than was opened")
            at += 1
        elif byte == _TEMPLATE:
            head = lexicon.TEMPLATE_HEAD.match(code, at, end)
            if head is None:
                raise Unbalanced(f"the template at {at} has no end")
            stack.append(_TEMPLATE)
            at = head.end()
        else:
            at, _ = _literal_end(code, at, end)
    return at


def _template_rest(code: bytes, at: int, end: int, stack: list[int]) -> int:
    rest = lexicon.TEMPLATE_REST.match(code, at, end)
    if rest is None:
        raise Unbalanced(f"the template before {at} has no end")
    if code[rest.end() - 1] == _TEMPLATE:
        stack.pop()
    return rest.end()


def _literal_end(code: bytes, at: int, end: int) -> tuple[int, bool]:
    """Offset after the string, template, comment, regular expression or slash at `at`, and whether it hides names."""
    byte = code[at]
    if byte == _SLASH:
        for pattern in (lexicon.COMMENT, lexicon.REGEX):
            match = pattern.match(code, at, end)
            if match is not None:
                return match.end(), True
        return at + 1, False
    if byte == _TEMPLATE:
        plain = lexicon.TEMPLATE_PLAIN.match(code, at, end)
        if plain is not None:
            return plain.end(), True
        head = lexicon.TEMPLATE_HEAD.match(code, at, end)
        if head is None:
            raise Unbalanced(f"the template at {at} has no end")
        return _template_end(code, head.end(), end), True
    string = lexicon.STRING.match(code, at, end)
    if string is None:
        raise Unbalanced(f"the string at {at} has no end")
    return string.end(), True


def _template_end(code: bytes, at: int, end: int) -> int:
    """Offset after a template whose first substitution starts at `at`."""
    while True:
        at = _group_end_from(code, at, end)
        rest = lexicon.TEMPLATE_REST.match(code, at, end)
        if rest is None:
            raise Unbalanced(f"the template before {at} has no end")
        at = rest.end()
        if code[at - 1] == _TEMPLATE:
            return at


def _group_end_from(code: bytes, at: int, end: int) -> int:
    """As `_group_end` for the brace of a substitution, which lies right before `at`."""
    return _group_end(code, at - 1, end)


def _body(code: bytes, piece: _Piece) -> tuple[int, int, bool] | None:
    """The range inside of a large statement that is worth cutting on its own, and whether it is a table; None: leave it whole."""
    if piece.end - piece.start <= WRAPPER_BYTES or not piece.holes:
        return None
    first, last = max(piece.holes, key=lambda hole: hole[1] - hole[0])
    if last - first < _WRAPPER_SHARE * (piece.end - piece.start) or code[first] not in _OPENERS:
        return None
    if code[first] == _BRACE:
        before = code[max(piece.start, first - 16) : first].rstrip()
        is_function = before.endswith((b"=>", b")", b"{", b"}", b";"))
        return first + 1, last - 1, not is_function
    inner = _Piece(first + 1, last - 1, tuple(_groups(code, first + 1, last - 1)))
    return _body(code, inner)


def _groups(code: bytes, start: int, end: int) -> list[tuple[int, int]]:
    return [hole for piece in properties(code, start, end) for hole in piece.holes]


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
