"""Follows one JavaScript program: what it reads, what becomes of it, and what is worth running."""

import gc
from pathlib import Path

from scanner.analyze.handed import handed_variables, with_steps_before
from scanner.analyze.javascript.flow import Flow
from scanner.analyze.javascript.lists import Lists
from scanner.analyze.javascript.neighbourhood import candidates_of
from scanner.analyze.javascript.readers import fields_beside, telling_signals
from scanner.analyze.javascript.reads import Read, reads_of
from scanner.analyze.javascript.runnable import CONFIGURED, slices_of
from scanner.analyze.javascript.traces import traces_of
from scanner.analyze.javascript.waysout import WaysOut
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.code.javascript.meaning import Meaning
from scanner.code.javascript.program import Code
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.source import read_source
from scanner.model.coverage import Gap
from scanner.model.observation import Observation, SignalRead

_LOOKED_FOR = frozenset({"installed_software"})
"""A bundle looks for programs in order to start them: a slice for each such place costs two seconds and tells nothing."""


def follow(subject: ProgramSubject) -> Followed:
    """Signal reads and static paths as observations, candidates as slices, and gaps for code that could not be read.

    Bounds on how far a single value is followed are part of the method and no gap: what was compared, and what was chosen by
    it, is followed first.
    """
    is_collecting = gc.isenabled()
    gc.disable()  # a million nodes that refer to each other and all live to the end: collecting costs a third of the time
    code = Code(tuple(read_source(module) for module in subject.program.modules))
    meaning = Meaning(code)
    flow = _flow(meaning, subject.rules)
    reads, skipped = reads_of(meaning, subject.rules, handed_variables(subject.handovers))
    flow.run(reads)
    told = traces_of(flow)
    candidates = candidates_of(meaning, [read for read in reads if flow.is_small or read.signal not in CONFIGURED | _LOOKED_FOR])
    observations: list[Observation] = [_observation(code, read) for read in reads]
    observations += [item.observation for item in told]
    slices = slices_of(meaning, flow, told, candidates, reads)
    if is_collecting:
        gc.enable()
    return Followed(
        observations=with_steps_before(observations, subject.handovers),
        slices=slices,
        bytes_examined=sum(module.size_bytes for module in subject.program.modules),
        gaps=(*_unread(code), *(_too_large(code, unit) for unit in skipped)),
    )


def _flow(meaning: Meaning, rules: tuple[Path, ...]) -> Flow:
    pure = Pure(meaning)
    ways_out, telling = WaysOut(meaning, pure, rules), telling_signals(meaning.code, rules)
    return Flow(meaning, pure, Lists(meaning, pure), ways_out, telling, fields_beside(rules))


def _observation(code: Code, read: Read) -> SignalRead:
    source = code.source_of(read.node.tree.owner)
    return SignalRead(place=source.place(read.node.start, read.node.end), signal=read.signal, reader=read.reader)


def _unread(code: Code) -> list[Gap]:
    return [
        Gap(
            reason="the code does not parse as JavaScript or TypeScript",
            subject=module.source.artifact.name,
            sha256=module.source.artifact.sha256,
        )
        for module in code.modules
        if module.has_errors
    ]


def _too_large(code: Code, unit: int) -> Gap:
    source = code.source_of(unit)
    return Gap(
        reason=f"a statement of {code.size(unit)} bytes at {source.original(code.units[unit].start)} is too large to be followed",
        subject=source.artifact.name if len(code.modules) > 1 else None,
        sha256=source.artifact.sha256,
    )
