"""Which slices are handed over for running, and what is known of each: reads, comparisons, values to try, the way out."""

from collections.abc import Iterator

from scanner.analyze.javascript.facts import NO_ENTRIES, Entries
from scanner.analyze.javascript.flow import Flow
from scanner.analyze.javascript.neighbourhood import Candidate, holders
from scanner.analyze.javascript.reads import Read
from scanner.analyze.javascript.slices import Cut, Slicer
from scanner.analyze.javascript.traces import Told
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Symbol
from scanner.code.javascript.tree import Node
from scanner.model.artifact import Sha256
from scanner.model.observation import Step
from scanner.model.program import Language, SignalValue, Slice

MOST_SLICES = 48
"""Slices handed over, the most telling first: running them is nine tenths of the time that emulation of a bundle takes."""
CONFIGURED = frozenset({"gateway_host", "proxy_host", "package_mirror", "user_name", "credential_file"})
_VALUES = 200
"""Values handed over for one signal."""
_STRENGTH = {"none": 0, "literal": 1, "hard_coded_list": 2, "encoded_list": 3}


def slices_of(meaning: Meaning, flow: Flow, told: list[Told], candidates: list[Candidate], reads: list[Read]) -> tuple[Slice, ...]:
    """Slices of the functions on told paths first, then of the candidates near place signals."""
    slicer = Slicer(meaning)
    targets: dict[Symbol, Told | None] = {}
    for item in told:
        for symbol in _targets(meaning, item):
            targets.setdefault(symbol, item)
    for candidate in sorted(candidates, key=lambda item: (-_weight(item), item.distance, item.unit, item.symbol.name)):
        if _weight(candidate) or flow.is_small:
            targets.setdefault(candidate.symbol, None)
    by_owner: dict[int, list[Read]] = {}
    for read in reads:
        by_owner.setdefault(read.node.tree.owner, []).append(read)
    tested = _tested(flow)
    found: list[Slice] = []
    seen: set[str] = set()
    for symbol, known in targets.items():
        if len(found) >= MOST_SLICES:
            break
        cut = slicer.cut(symbol)
        if cut is None or cut.identity in seen:
            continue  # the same function twice in the program gives the same answers
        piece = _slice(meaning, cut, known, by_owner, tested)
        if piece.signals:
            seen.add(cut.identity)
            found.append(piece)
    return tuple(found)


def _weight(candidate: Candidate) -> int:
    """How many signals lie near that no setting of the user gives: what is only configured is followed statically."""
    return sum(1 for signal in candidate.signals if signal not in CONFIGURED)


def _targets(meaning: Meaning, told: Told) -> Iterator[Symbol]:
    """The function in which a choice becomes text; for other decisions the last functions before the way out."""
    seen = told.observation
    if seen.selects == "nothing" and seen.compared_with in ("none", "literal"):
        return  # leaves openly: nothing to tell apart by running it
    if told.hub is not None:
        yield from _named(meaning, told.hub)
    if seen.selects != "nothing":
        for node in reversed(told.nodes[-3:]):
            yield from _named(meaning, node)


def _named(meaning: Meaning, function: Node) -> list[Symbol]:
    inner = function.get("body") or function
    return holders(meaning, inner)[:1]


def _tested(flow: Flow) -> list[tuple[str, Node, Entries]]:
    """Signal, place and entries of every comparison of a signal."""
    found: dict[tuple[str, int], None] = {}
    for _, fact in flow.arrivals:
        if fact.test >= 0:
            found[fact.signal, fact.test] = None
    return [(signal, flow.tests[test].node, flow.tests[test].entries) for signal, test in found]


def _slice(
    meaning: Meaning, cut: Cut, told: Told | None, by_owner: dict[int, list[Read]], tested: list[tuple[str, Node, Entries]]
) -> Slice:
    code = meaning.code
    target = cut.nodes[0]
    inside = [read for node in cut.nodes for read in by_owner.get(node.tree.owner, ()) if node.start <= read.node.start < node.end]
    owners = {node.tree.owner for node in cut.nodes}
    tests = [
        (signal, node, entries)
        for signal, node, entries in tested
        if node.tree.owner in owners and any(item.tree is node.tree and item.start <= node.start < item.end for item in cut.nodes)
    ]
    strongest = max(
        (entries for _, _, entries in tests), key=lambda entries: (_STRENGTH[entries.kind], len(entries.texts)), default=NO_ENTRIES
    )
    seen = None if told is None else told.observation
    return Slice(
        sha256=Sha256(cut.sha256),
        language=Language.JAVASCRIPT,
        source=cut.source,
        target=cut.target,
        place=code.source_of(target.tree.owner).place(target.start, target.end),
        signals=tuple(sorted({read.signal for read in inside})),
        values=tuple(_values(tests)),
        list_kind=strongest.kind if strongest.kind != "none" else None,
        list_size=len(strongest.texts) if strongest.kind in ("hard_coded_list", "encoded_list") else None,
        list_summary=seen.list_summary if seen is not None else None,
        unresolved=cut.unresolved,
        awaits=cut.awaits,
        steps=tuple(_steps(meaning, inside, tests)),
        way_out=None if seen is None else seen.sink,
        way_out_complete=seen is not None and seen.is_complete,
        identity=cut.identity,
        parts=cut.parts,
    )


def _values(tests: list[tuple[str, Node, Entries]]) -> Iterator[SignalValue]:
    counts: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for signal, _, entries in tests:
        for text in entries.texts:
            if (signal, text) in seen or counts.get(signal, 0) >= _VALUES:
                continue
            seen.add((signal, text))
            counts[signal] = counts.get(signal, 0) + 1
            yield SignalValue(signal=signal, value=text, origin=entries.origin)


def _steps(meaning: Meaning, reads: list[Read], tests: list[tuple[str, Node, Entries]]) -> Iterator[Step]:
    code = meaning.code
    for read in reads:
        place = code.source_of(read.node.tree.owner).place(read.node.start, read.node.end)
        yield Step(role="source", text=f"reads {read.signal} ({read.reader})", place=place)
    for signal, node, entries in tests:
        decoded = ", ".join(entries.texts) if entries.kind == "encoded_list" else None
        place = code.source_of(node.tree.owner).place(node.start, node.end, decoded=decoded)
        yield Step(role="compare", text=f"compares {signal} with {entries.kind.replace('_', ' ')} ({len(entries.texts)})", place=place)
