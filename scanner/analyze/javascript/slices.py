"""Cuts a target and all that it needs out of a program, as a script of its own."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.analyze.javascript.identity import structure_digest
from scanner.analyze.javascript.parts import Piece, body_of, parts_of
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Symbol, mentions
from scanner.code.javascript.tree import CLASSES, FUNCTIONS, Node, pattern_names
from scanner.model.program import SlicePart

SLICE_BYTES = 120 * 1024
"""Size of a slice; beyond it names are left to stubs (EMULATION: with it 394 of 396 candidates ran)."""
_PIECE_BYTES = 24 * 1024
"""A definition larger than this is followed only from the target itself: small units deep, large ones not."""
_DEEP = 1
"""Distance from the target up to which large definitions are followed."""
_HEAD_BYTES = 32
"""Of a statement that are not part of the definition: `export default`, `const`, a semicolon."""
_USERS = 120
"""A name that more units mention is not searched for what is attached to it elsewhere."""
_UNIT_BYTES = 192 * 1024
"""Lazy initialisers beyond this are not searched for assignments."""
IMPORT_META = "__import_meta"
_BLANK = rb"(?:\s|/\*.*?\*/|//[^\n]*\n)*+"
_GIVEN = re.compile(rb"(?:%(blank)s\.%(blank)s[\w$]+)*+%(blank)s=(?![=>])" % {b"blank": _BLANK}, re.DOTALL)
"""What follows a name where it, or a part of what it names, is given a value."""
_GIVEN_PART = re.compile(rb"(?:%(blank)s\.%(blank)s[\w$]+)++%(blank)s=(?![=>])" % {b"blank": _BLANK}, re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A slice as text, with what it is made of."""

    source: str
    target: str
    nodes: tuple[Node, ...]
    """The definitions inside, the target's first."""
    unresolved: tuple[str, ...]
    left_out: tuple[str, ...]
    """Names of the program that did not fit and are stubs."""
    awaits: bool
    """Whether it awaits outside of all functions."""
    sha256: str
    identity: str
    parts: tuple[SlicePart, ...]


class Slicer:
    """Cuts slices out of one program."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self._pieces: dict[Symbol, list[Piece]] = {}

    def cut(self, target: Symbol) -> Cut | None:
        """The slice that defines `target`; None: nothing in the program gives it a value that can be cut out."""
        pieces, left_out = self._gather(target)
        if not pieces.get(target):
            return None
        names = self._names(target, pieces)
        ordered = _ordered(target, pieces)
        declared = sorted(
            {names[symbol] for symbol in pieces} | {name for items in pieces.values() for piece in items for name in _pattern(piece)}
        )
        external = self._external(pieces)
        unresolved = sorted({name for items in pieces.values() for piece in items for name in piece.unresolved} - external.keys())
        lines = [f"var {', '.join(declared)};"] if declared else []
        lines += [f"var {name}; try {{ {name} = {value}; }} catch (e) {{}}" for name, value in sorted(external.items())]
        marks: dict[Symbol, int] = {}
        at = sum(len(line) + 1 for line in lines)
        for piece in ordered:
            for line, mark in self._emit(piece, names):
                lines.append(line)
                if mark is not None:
                    marks[piece.symbol] = at + mark
                at += len(line) + 1
        source = "\n".join(lines) + "\n"
        nodes = [piece.node for piece in pieces[target]]
        nodes += [piece.node for piece in ordered if piece.symbol != target]
        stubs = sorted({symbol.name for symbol in left_out})
        return Cut(
            source=source,
            target=names[target],
            nodes=tuple(nodes),
            unresolved=tuple(sorted({*unresolved, *stubs})),
            left_out=tuple(stubs),
            awaits=any(_awaits(piece.node) for piece in ordered),
            sha256=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
            identity=structure_digest(nodes[0]),
            parts=parts_of(target, pieces, marks, external),
        )

    def pieces(self, symbol: Symbol) -> list[Piece]:
        """The definitions of a symbol: its declaration, or the assignments in lazy initialisers, and what is attached to it."""
        found = self._pieces.get(symbol)
        if found is None:
            found = self._pieces[symbol] = [self._piece(symbol, node) for node in self._definitions(symbol)]
        return found

    def _gather(self, target: Symbol) -> tuple[dict[Symbol, list[Piece]], set[Symbol]]:
        pieces: dict[Symbol, list[Piece]] = {}
        left_out: set[Symbol] = set()
        room = SLICE_BYTES
        waiting = [(target, 0)]
        while waiting:
            symbol, depth = waiting.pop(0)
            if symbol in pieces or symbol in left_out:
                continue
            most = room if depth <= _DEEP else min(room, _PIECE_BYTES)
            if self._least_bytes(symbol) > most or (size := _bytes_of(found := self.pieces(symbol))) > most:
                left_out.add(symbol)
                continue
            room -= size
            pieces[symbol] = found
            waiting.extend((need, depth + 1) for piece in found for need in piece.needs)
        return pieces, left_out

    def _least_bytes(self, symbol: Symbol) -> int:
        """What its pieces come to at least, told without parsing: of statements that declare nothing else."""
        code = self.meaning.code
        alone = [unit for unit in code.definers(symbol) if code.units[unit].declared.names == (symbol.name,)]
        return sum(code.size(unit) - _HEAD_BYTES for unit in alone if not code.units[unit].declared.imports)

    def _definitions(self, symbol: Symbol) -> Iterator[Node]:
        """Whole statements or assignments that give the symbol its value, in order."""
        code = self.meaning.code
        definers = [unit for unit in code.definers(symbol) if code.size(unit) <= _UNIT_BYTES]
        has_value = False
        for unit in definers:
            for node in code.fragment(unit).free.get(symbol.name, []):
                definition = _definition(node)
                if definition is not None:
                    has_value = True
                    yield definition
        name = symbol.name.encode()
        given = _GIVEN_PART if has_value else _GIVEN
        users = code.users_in(symbol.module, name)
        for unit in users if len(users) <= _USERS else ():
            if unit in definers or code.size(unit) > _UNIT_BYTES or code.units[unit].declared.is_function:
                continue
            if not _is_given(code.text(unit), name, given):
                continue  # parsing costs more than searching
            for node in code.fragment(unit).free.get(symbol.name, []):
                definition = _attachment(self.meaning, node)
                if definition is not None:
                    yield definition

    def _piece(self, symbol: Symbol, node: Node) -> Piece:
        piece = Piece(symbol, node)
        seen: set[Symbol] = {symbol}
        fragment, code = node.tree, self.meaning.code
        for name, mention in mentions(fragment, node.start, node.end):
            found = code.symbol(fragment.owner, name)
            if found is None:
                if name not in piece.unresolved:
                    piece.unresolved.append(name)
                continue
            piece.renamed.append((mention, name, found))
            if found not in seen:
                seen.add(found)
                piece.needs.append(found)
        return piece

    def _names(self, target: Symbol, pieces: dict[Symbol, list[Piece]]) -> dict[Symbol, str]:
        """Names in the slice: those of the target's own scope stay, others get a suffix where two symbols share one."""
        home = (target.module, target.scope)
        wanted = {*pieces, *(need for items in pieces.values() for piece in items for need in piece.needs)}
        taken: dict[str, Symbol] = {}
        names: dict[Symbol, str] = {}
        for symbol in sorted(wanted, key=lambda item: ((item.module, item.scope) != home, item.module, item.scope, item.name)):
            name = symbol.name
            if name in taken:
                name = f"{symbol.name}$m{symbol.module}s{symbol.scope}"
            taken[name] = symbol
            names[symbol] = name
        return names

    def _external(self, pieces: dict[Symbol, list[Piece]]) -> dict[str, str]:
        """Names that come from modules outside of the program, and the expression that asks the world for them."""
        found: dict[str, str] = {}
        for symbol in pieces:
            link = self.meaning.code.cut(symbol.module).imports.get(symbol.name) if symbol.scope == 0 else None
            if link is None or link.module is None:
                continue
            module = f'require("{link.module}")'
            if link.outer == "default":
                found[symbol.name] = f"(function (m) {{ return m && m.__esModule ? m.default : m; }})({module})"
            else:
                found[symbol.name] = module if link.outer == "*" else f'{module}["{link.outer}"]'
        return found

    def _emit(self, piece: Piece, names: dict[Symbol, str]) -> Iterator[tuple[str, int | None]]:
        """Lines, and where in each a function begins to run that is the whole definition."""
        node, name = piece.node, names[piece.symbol]
        if self._is_lazy(node):
            yield f"{name} = function () {{}};", None
            return
        body = body_of(node)
        if node.kind in FUNCTIONS and node.kind != "arrow_function":
            yield self._text(piece, node, names), None if body is None else self._before(piece, node, body, names)
        elif node.kind in CLASSES:
            yield f"try {{ {name} = ({self._text(piece, node, names)}); }} catch (e) {{}}", None
        elif node.kind == "variable_declarator":
            pattern, value = node.get("name"), node.get("value")
            if pattern is None or value is None:
                return
            start = f"try {{ ({self._text(piece, pattern, names)} = "
            mark = None if body is None else len(start) + self._before(piece, value, body, names)
            yield f"{start}{self._text(piece, value, names)}); }} catch (e) {{}}", mark
        else:
            yield f"try {{ {self._text(piece, node, names)}; }} catch (e) {{}}", None

    def _before(self, piece: Piece, function: Node, body: Node, names: dict[Symbol, str]) -> int:
        """Characters before what the body of a function holds."""
        return len(self._between(piece, function.start, body.start, names)) + 1

    def _is_lazy(self, node: Node) -> bool:
        value = node.get("value") if node.kind == "variable_declarator" else None
        callee = value.get("function") if value is not None and value.kind == "call_expression" else None
        if value is None or callee is None or not self.meaning.code.is_once_helper(node.tree.owner, callee.text):
            return False
        held = value.get("arguments")
        first = held.kids[0] if held is not None and held.kids else None
        return first is not None and (first.kind == "object" or _is_bare(first))

    def _text(self, piece: Piece, node: Node, names: dict[Symbol, str]) -> str:
        """The text of a node with names of the program as the slice calls them, and without what a script cannot hold."""
        return self._between(piece, node.start, node.end, names)

    def _between(self, piece: Piece, first: int, last: int, names: dict[Symbol, str]) -> str:
        code = piece.node.tree.code
        edits: list[tuple[int, int, str]] = []
        for mention, name, symbol in piece.renamed:
            wanted = names.get(symbol, name)
            if wanted == name or not first <= mention.start < last:
                continue
            is_short = mention.kind.startswith("shorthand_property_identifier")
            edits.append((mention.start, mention.end, f"{name}: {wanted}" if is_short else wanted))
        if code.find(b"import", first, last) >= 0:
            metas = (kid for kid in piece.node.walk() if kid.kind == "meta_property" and first <= kid.start < last)
            edits += [(kid.start, kid.end, IMPORT_META) for kid in metas]
        parts: list[str] = []
        at = first
        for start, end, text in sorted(edits):
            parts += (code[at:start].decode("utf-8", "replace"), text)
            at = end
        parts.append(code[at:last].decode("utf-8", "replace"))
        return "".join(parts)


def _bytes_of(pieces: list[Piece]) -> int:
    return sum(piece.node.end - piece.node.start for piece in pieces)


def _is_given(text: bytes, name: bytes, given: re.Pattern[bytes]) -> bool:
    """Whether a name, or a part of what it names, stands before a sign of assignment somewhere."""
    at = text.find(name)
    while at >= 0:
        if given.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _awaits(node: Node) -> bool:
    """Whether a definition awaits outside of all functions, itself included."""
    if node.tree.code.find(b"await", node.start, node.end) < 0:
        return False
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if at.kind in FUNCTIONS:
            continue
        if at.kind == "await_expression":
            return True
        waiting.extend(at.kids)
    return False


def _definition(mention: Node) -> Node | None:
    """The declaration that a mention names; None: it is a use, or a declaration without a value."""
    parent = mention.parent
    while parent is not None and parent.kind in (
        "object_pattern",
        "array_pattern",
        "pair_pattern",
        "assignment_pattern",
        "object_assignment_pattern",
        "rest_pattern",
    ):
        parent = parent.parent
    if parent is None:
        return None
    if parent.kind == "variable_declarator" and mention.start < (parent.get("name") or mention).end:
        return parent if parent.get("value") is not None else None
    if (parent.kind in CLASSES or parent.kind in FUNCTIONS) and mention.field == "name" and parent.kind != "method_definition":
        return parent
    return None


def _attachment(meaning: Meaning, mention: Node) -> Node | None:
    """The assignment to the name or to a property of it that a mention starts, where a lazy initialiser or the module itself runs it."""
    node, parent = mention, mention.parent
    while parent is not None and parent.kind == "member_expression" and node.field == "object":
        node, parent = parent, parent.parent
    if parent is None or parent.kind != "assignment_expression" or node.field != "left":
        return None
    return parent if _runs_at_start(meaning, parent) else None


def _runs_at_start(meaning: Meaning, node: Node) -> bool:
    function = node.function()
    if function is None:
        return True
    call = function.parent.parent if function.parent is not None and function.parent.kind == "arguments" else None
    if function.kind == "method_definition" and function.parent is not None and function.parent.parent is not None:
        call = function.parent.parent.parent  # __esm({"src/x.ts"() {...}})
    if call is None or call.kind != "call_expression" or call.function() is not None:
        return False
    callee = call.get("function")
    return callee is not None and meaning.code.is_once_helper(node.tree.owner, callee.text) and _is_bare(function)


def _is_bare(function: Node) -> bool:
    """True for a function without parameters: the body of a lazy initialiser, not a module with exports of its own."""
    held = function.get("parameters")
    return function.kind in FUNCTIONS and function.get("parameter") is None and (held is None or not held.kids)


def _pattern(piece: Piece) -> list[str]:
    """Other names that a destructuring declarator of a piece declares."""
    node = piece.node
    pattern = node.get("name") if node.kind == "variable_declarator" else None
    return [] if pattern is None or pattern.kind == "identifier" else [name.text for name in pattern_names(pattern)]


def _ordered(target: Symbol, pieces: dict[Symbol, list[Piece]]) -> list[Piece]:
    """Pieces in an order in which each comes after those that it needs, as far as there are no circles."""
    ordered: list[Piece] = []
    done: set[Symbol] = set()
    stack: list[tuple[Symbol, int]] = [(target, 0)]
    entered: set[Symbol] = set()
    while stack:
        symbol, phase = stack.pop()
        if phase == 1:
            if symbol not in done:
                done.add(symbol)
                ordered.extend(pieces[symbol])
            continue
        if symbol in entered or symbol not in pieces:
            continue
        entered.add(symbol)
        stack.append((symbol, 1))
        needs = [need for piece in pieces[symbol] for need in piece.needs]
        stack.extend((need, 0) for need in reversed(needs))
    functions = [piece for piece in ordered if piece.node.kind in FUNCTIONS]
    emitted: set[int] = set()
    rest = []
    for piece in ordered:
        if piece.node.kind not in FUNCTIONS and id(piece.node) not in emitted:
            emitted.add(id(piece.node))
            rest.append(piece)
    return [*functions, *rest]
