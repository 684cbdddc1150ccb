"""Which functions lie near a signal read: the candidates for slices."""

from dataclasses import dataclass

from scanner.analyze.javascript.reads import Read
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Symbol
from scanner.code.javascript.tree import Node

CALLS = 3
"""How many calls a candidate lies from a read (EMULATION: the known cases lie within two)."""
_FAN_OUT = 48
"""A function that more units mention is a service that everybody uses (is this a first-party host?): its users are not near."""
_UNIT_BYTES = 64 * 1024
"""A unit larger than this cannot be the target of a slice."""
MOST = 700
"""Candidates kept, nearest first; two and a half times what the largest measured bundle has."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name whose value is worth running."""

    symbol: Symbol
    unit: int
    """The unit that gives the symbol its value."""
    distance: int
    """Calls between it and the nearest read."""
    signals: tuple[str, ...]
    """Signals read within that distance, sorted."""


def candidates_of(meaning: Meaning, reads: list[Read]) -> list[Candidate]:
    """Candidates nearest first, then in order of their units."""
    reached: dict[Symbol, tuple[int, int]] = {}
    signals: dict[Symbol, set[str]] = {}
    wave: list[Symbol] = []
    for read in reads:
        for symbol in holders(meaning, read.node):
            if symbol not in reached:
                reached[symbol] = (0, read.node.tree.owner)
                wave.append(symbol)
            signals.setdefault(symbol, set()).add(read.signal)
    for distance in range(1, CALLS + 1):
        wave = _callers(meaning, wave, distance, reached, signals)
    found = [
        Candidate(symbol, unit, distance, tuple(sorted(signals[symbol])))
        for symbol, (distance, unit) in reached.items()
        if meaning.code.size(unit) <= _UNIT_BYTES
    ]
    found.sort(key=lambda item: (item.distance, item.unit, item.symbol.name))
    return found[:MOST]


def _callers(
    meaning: Meaning,
    wave: list[Symbol],
    distance: int,
    reached: dict[Symbol, tuple[int, int]],
    signals: dict[Symbol, set[str]],
) -> list[Symbol]:
    following: list[Symbol] = []
    for symbol in wave:
        users = [unit for unit in meaning.code.users_of(symbol) if meaning.code.size(unit) <= _UNIT_BYTES]
        if len(users) > _FAN_OUT:
            continue  # a service used everywhere
        for unit in users:
            for mention in meaning.mentions_in(symbol, unit):
                for holder in holders(meaning, mention):
                    if holder != symbol:
                        signals.setdefault(holder, set()).update(signals[symbol])
                        if holder not in reached:
                            reached[holder] = (distance, unit)
                            following.append(holder)
    return following


def holders(meaning: Meaning, node: Node) -> list[Symbol]:
    """The names of the program whose value contains the node: the function, class, variable or lazily assigned name around it."""
    found: list[Symbol] = []
    at: Node | None = node
    while at is not None:
        name = None
        match at.kind:
            case "function_declaration" | "generator_function_declaration" | "class_declaration":
                name = at.get("name")
            case "variable_declarator":
                name = at.get("name")
            case "assignment_expression":
                name = at.get("left")
        if name is not None and name.kind == "identifier" and name.binding is None and name is not node:
            symbol = meaning.code.symbol(node.tree.owner, name.text)
            if symbol is not None and not _is_lazy_name(meaning, at, symbol):
                found.append(symbol)
                break
        at = at.parent
    return found


def _is_lazy_name(meaning: Meaning, node: Node, symbol: Symbol) -> bool:
    """True for the name of a lazy initialiser: what it holds is assigned to other names."""
    value = node.get("value")
    if value is None or value.kind != "call_expression":
        return False
    callee = value.get("function")
    return callee is not None and callee.text in meaning.code.cut(symbol.module).once
