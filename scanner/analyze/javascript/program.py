"""Follows one JavaScript program: what it reads, what becomes of it, and what is worth running."""

from scanner.analyze.javascript.neighbourhood import Candidate, candidates_of
from scanner.analyze.javascript.reads import Read, reads_of
from scanner.analyze.javascript.slices import Cut, Slicer
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Code
from scanner.code.javascript.source import Source, read_source
from scanner.model.coverage import Gap
from scanner.model.observation import Observation, SignalRead, Step
from scanner.model.program import Language, Slice

MOST_SLICES = 120
"""Slices handed over, the most telling first: with more, emulation of a large bundle takes longer than everything else."""


def follow(subject: ProgramSubject) -> Followed:
    """Signal reads as observations, candidates as slices, and gaps for code that could not be read to its end."""
    sources = tuple(read_source(module) for module in subject.program.modules)
    code = Code(sources)
    meaning = Meaning(code)
    reads, skipped = reads_of(meaning, subject.rules)
    candidates, _ = candidates_of(meaning, reads)
    slices = _slices(meaning, candidates, reads)
    gaps = [*_unread(code), *(_too_large(code, unit) for unit in skipped)]
    observations: list[Observation] = [_observation(code, read) for read in reads]
    return Followed(observations=tuple(observations), slices=slices, bytes_examined=sum(s.artifact.size_bytes for s in sources), gaps=tuple(gaps))


def _slices(meaning: Meaning, candidates: list[Candidate], reads: list[Read]) -> tuple[Slice, ...]:
    slicer = Slicer(meaning)
    by_owner: dict[int, list[Read]] = {}
    for read in reads:
        by_owner.setdefault(read.node.tree.owner, []).append(read)
    found: list[Slice] = []
    for candidate in sorted(candidates, key=_rank)[:MOST_SLICES]:
        cut = slicer.cut(candidate.symbol)
        if cut is not None:
            found.append(_slice(meaning.code, cut, by_owner))
    return tuple(found)


def _rank(candidate: Candidate) -> tuple[int, int, int]:
    return (-len(candidate.signals), candidate.distance, candidate.unit)


def _slice(code: Code, cut: Cut, by_owner: dict[int, list[Read]]) -> Slice:
    target = cut.nodes[0]
    inside = [read for node in cut.nodes for read in by_owner.get(node.tree.owner, ()) if node.start <= read.node.start < node.end]
    steps = [Step(role="source", text=f"reads {read.signal}", place=_source(code, read).place(read.node.start, read.node.end)) for read in inside]
    return Slice(
        sha256=cut.sha256, language=Language.JAVASCRIPT, source=cut.source, target=cut.target,
        place=code.source_of(target.tree.owner).place(target.start, target.end),
        signals=tuple(sorted({read.signal for read in inside})), values=(), list_kind=None, list_size=None, list_summary=None,
        unresolved=cut.unresolved, steps=tuple(steps), way_out=None, way_out_complete=False, identity=cut.identity,
    )


def _observation(code: Code, read: Read) -> SignalRead:
    return SignalRead(place=_source(code, read).place(read.node.start, read.node.end), signal=read.signal, reader=read.reader)


def _source(code: Code, read: Read) -> Source:
    return code.source_of(read.node.tree.owner)


def _unread(code: Code) -> list[Gap]:
    return [
        Gap(reason="the code does not parse as JavaScript or TypeScript", subject=module.source.artifact.name, sha256=module.source.artifact.sha256)
        for module in code.modules if module.has_errors
    ]


def _too_large(code: Code, unit: int) -> Gap:
    source = code.source_of(unit)
    return Gap(
        reason=f"a statement of {code.size(unit)} bytes at {source.original(code.units[unit].start)} is too large to be followed",
        sha256=source.artifact.sha256,
    )
