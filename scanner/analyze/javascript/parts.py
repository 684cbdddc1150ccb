"""The definitions of a slice as a graph: what is equal in it across versions does the same, whatever a minifier called it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.analyze.javascript.identity import likeness_digest
from scanner.code.javascript.program import Symbol
from scanner.code.javascript.tree import FUNCTIONS, Node, parameters
from scanner.model.program import SlicePart

DIGEST_CHARS = 32


@dataclass(slots=True, eq=False)
class Piece:
    """One definition that goes into a slice."""

    symbol: Symbol
    node: Node
    """The declaration, declarator or assignment."""
    needs: list[Symbol] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    renamed: list[tuple[Node, str, Symbol]] = field(default_factory=list)
    """Mentions of names of the program, the name, and what it means."""
    digest: str = ""
    """Empty: not made yet."""


def parts_of(
    target: Symbol, pieces: Mapping[Symbol, list[Piece]], marks: Mapping[Symbol, int], given: Mapping[str, str]
) -> tuple[SlicePart, ...]:
    """What the target leads to, in the order in which it is met. given: names that are asked of the world, and by which expression."""
    numbers = {target: 0}
    waiting = [target]
    parts: list[SlicePart] = []
    for symbol in waiting:  # grows on the way
        needs = _needs(pieces[symbol])
        for need in needs:
            if need in pieces and need not in numbers:
                numbers[need] = len(numbers)
                waiting.append(need)
        parts.append(
            SlicePart(
                digest=_digest(pieces[symbol], given.get(symbol.name, "")),
                mark=marks.get(symbol) if len(pieces[symbol]) == 1 else None,
                needs=tuple(numbers.get(need, -1) for need in needs),
            )
        )
    return tuple(parts)


def body_of(node: Node) -> Node | None:
    """Where a definition that is nothing but a function begins to run; None: it is none, or more may run before or in another way."""
    function = node if node.kind in FUNCTIONS else node.get("value") if node.kind == "variable_declarator" else None
    if function is None or function.kind not in FUNCTIONS:
        return None
    name, body = node.get("name"), function.get("body")
    if name is None or name.kind != "identifier" or body is None or body.kind != "statement_block":
        return None
    if any(parameter.kind != "identifier" for parameter in parameters(function)):
        return None  # a default is computed before the body begins
    first = body.kids[0] if body.kids else None
    is_directive = first is not None and first.kind == "expression_statement" and first.kids and first.kids[0].kind == "string"
    return None if is_directive else body


def _needs(pieces: list[Piece]) -> list[Symbol]:
    """What they mention, each once, in the order of the text."""
    found: dict[Symbol, None] = {}
    for piece in pieces:
        found |= dict.fromkeys(symbol for _, _, symbol in sorted(piece.renamed, key=lambda one: one[0].start))
    return list(found)


def _digest(pieces: list[Piece], given: str) -> str:
    total = hashlib.sha256(given.encode("utf-8", "surrogatepass"))
    for piece in pieces:
        piece.digest = piece.digest or likeness_digest(piece.node, piece.unresolved)
        total.update(piece.digest.encode())
    return total.hexdigest()[:DIGEST_CHARS]
