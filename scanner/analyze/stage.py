"""Every artifact through every analyzer that knows its kind, then every program through the flow analyzers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scanner.analyze.analyzers import ANALYZERS
from scanner.analyze.examining import Context, OnStep, examine_artifacts, gap_entry
from scanner.analyze.handed import handed_variables
from scanner.analyze.places import all_restored, followed_in
from scanner.analyze.programs import programs_of
from scanner.analyze.unread import unread
from scanner.analyze.worker import Analyzer, Followed, ProgramSubject
from scanner.attempt import Attempt, Crew, Task, Underway
from scanner.memory import Memory, relocated
from scanner.model.artifact import Artifact
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.handover import Handover
from scanner.model.observation import FlowTraced, Observation
from scanner.model.program import Language, Program, Slice

DERIVED_ROUNDS = 4
"""How often decoded content is analysed again for what it holds in turn; deeper nesting is reported."""

FOLLOWED_TIMES = 2.0
"""Following a whole program may take so many times the limit of a worker: 75 MB in 3,729 modules took 72 s of the processor alone, and
117 s beside nine others, as they share its caches."""
_LARGE_BYTES = 1 << 20
"""Of more code than this an analyzer may fill the memory of its child."""
EARLY_BYTES = 1 << 20
"""Programs of this size, and scripts, are followed before their files were examined for what they hide."""


OnSlices = Callable[[tuple[Slice, ...]], None]
"""Told slices that were cut before all is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzed:
    observations: tuple[Observation, ...]
    slices: tuple[Slice, ...]
    programs: tuple[Program, ...]
    artifacts: tuple[Artifact, ...]
    """What was given, and what was decoded out of it."""
    handovers: tuple[Handover, ...]
    """What scripts hand to programs of theirs, as far as signals decide that."""
    coverage: tuple[Coverage, ...]


def analyze(
    artifacts: Iterable[Artifact],
    *,
    crew: Crew,
    rules: tuple[Path, ...],
    ruleset_digest: str,
    blobs: Path,
    memory: Memory,
    on_step: OnStep,
    on_slices: OnSlices | None = None,
) -> Analyzed:
    """Run all analyzers. The result depends on bytes, names and rules only, not on the order of work.

    on_slices: told the slices of a large program as soon as that was followed, in a thread of its own.
    """
    context = Context(crew=crew, rules=rules, ruleset_digest=ruleset_digest, blobs=blobs, memory=memory, on_step=on_step)
    known = {artifact.trail: artifact for artifact in artifacts}
    observations: list[Observation] = []
    coverage: list[Coverage] = []
    pending = [known[trail] for trail in sorted(known)]
    early_scripts, early = _start(context, programs_of(followed_in(pending)), on_slices)
    for round_number in range(DERIVED_ROUNDS + 1):
        derived: list[Artifact] = []
        for examined in examine_artifacts(context, pending, known):
            observations += examined.observations
            derived += examined.derived
            gaps = (gap_entry(gap, examined.artifact, analyzer) for gap, analyzer in examined.gaps)
            coverage += (*examined.coverage, *gaps)
        pending = [artifact for artifact in derived if artifact.trail not in known]
        known |= {artifact.trail: artifact for artifact in pending}
        if not pending:
            break
        if round_number == DERIVED_ROUNDS:
            coverage += [_too_deep(artifact) for artifact in pending]
    coverage += unread(known.values())
    programs = programs_of(followed_in(known.values()))
    slices: list[Slice] = []
    scripts = tuple(program for program in programs if program.language in _SCRIPTS)
    followed_scripts = _follow(context, scripts, early_scripts)
    handovers = tuple(one for followed, _ in followed_scripts if followed is not None for one in followed.handovers)
    others = tuple(program for program in programs if program not in scripts)
    for followed, entries in (*followed_scripts, *_follow(context, others, early, handovers)):
        coverage += entries
        if followed is not None:
            observations += followed.observations
            slices += followed.slices
    return Analyzed(
        observations=all_restored(tuple(observations), known.values()),
        slices=all_restored(tuple(slices), known.values()),
        handovers=all_restored(handovers, known.values()),
        programs=programs,
        artifacts=tuple(known[trail] for trail in sorted(known)),
        coverage=tuple(coverage),
    )


def follow_handed(
    programs: tuple[Program, ...], handovers: tuple[Handover, ...], *, crew: Crew, rules: tuple[Path, ...], blobs: Path
) -> tuple[Observation, ...]:
    """What scripts do with what other programs of their package, which were run, hand to them."""
    tasks = []
    for program, analyzer in _pairs(tuple(one for one in programs if one.language in _SCRIPTS)):
        mine = _started_with(program, handovers)
        if mine:
            argument = ProgramSubject(program=program, blobs=blobs, rules=rules, handovers=mine)
            tasks.append(_followed_task(argument, analyzer))
    found: list[Observation] = []
    for attempt in crew.run_all(tasks):
        found += [one for one in attempt.value.observations if isinstance(one, FlowTraced)] if attempt.value is not None else []
    return tuple(found)


_SCRIPTS = frozenset({Language.SHELL, Language.POWERSHELL})


def _too_deep(artifact: Artifact) -> Coverage:
    return Coverage(
        stage=Stage.ANALYZE,
        worker="decoded content",
        subject=artifact.subject,
        sha256=artifact.sha256,
        status=CoverageStatus.SKIPPED,
        bytes_total=artifact.size_bytes,
        reason=f"content encoded more than {DERIVED_ROUNDS} times over was not analysed further",
    )


def _start(
    context: Context, programs: tuple[Program, ...], on_slices: OnSlices | None
) -> tuple[dict[str, Underway[Followed]], dict[str, Underway[Followed]]]:
    """Scripts, and other programs that are large, are followed while the files are examined: mostly nothing is decoded that changes them.

    The others are fewer than the files, and may wait for what scripts hand to them.
    """
    scripts: dict[str, Underway[Followed]] = {}
    others: dict[str, Underway[Followed]] = {}
    for program, analyzer in sorted(_pairs(programs), key=lambda pair: pair[0].language in _SCRIPTS):  # the large ones take longest
        is_script = program.language in _SCRIPTS
        if not is_script and sum(module.size_bytes for module in program.modules) < EARLY_BYTES:
            continue
        key = _program_key(context, program, analyzer)
        if not context.memory.holds(key):
            task = _program_task(context, program, analyzer)
            started = context.crew.start(task, then=partial(_tell_slices, program, analyzer, on_slices))
            (scripts if is_script else others)[key] = started
    return scripts, others


def _tell_slices(program: Program, analyzer: Analyzer, on_slices: OnSlices | None, attempt: Attempt[Followed]) -> None:
    followed, _ = _followed(program, analyzer, attempt, attempt.value)
    if followed is not None and followed.slices and on_slices is not None:
        on_slices(followed.slices)


def _pairs(programs: tuple[Program, ...]) -> list[tuple[Program, Analyzer]]:
    """Each program with each flow analyzer of its kind; programs of no flow analyzer are left to `main program` coverage.

    An analyzer that does not read the files beside a program is not given them, so that its result does not depend on them.
    """
    return [
        (program if analyzer.reads_beside else replace(program, beside=()), analyzer)
        for program in programs
        for analyzer in ANALYZERS
        if analyzer.is_whole_program and program.modules[0].kind in analyzer.kinds
    ]


def _follow(
    context: Context, programs: tuple[Program, ...], early: Mapping[str, Underway[Followed]], handovers: tuple[Handover, ...] = ()
) -> list[tuple[Followed | None, list[Coverage]]]:
    """What each flow analyzer says of each program of its kinds. What was started early on modules that changed since is dropped."""
    pairs = _pairs(programs)
    handed = [_started_with(program, handovers) for program, _ in pairs]
    keys = [_program_key(context, program, analyzer, each) for (program, analyzer), each in zip(pairs, handed, strict=True)]
    for key in early.keys() - set(keys):
        early[key].drop()
    kept = [None if key in early else context.memory.recall(key, Followed) for key in keys]
    tasks = [
        _program_task(context, program, analyzer, each)
        for (program, analyzer), each, key, old in zip(pairs, handed, keys, kept, strict=True)
        if old is None and key not in early
    ]
    fresh = iter(context.crew.run_all(tasks, on_end=lambda done: context.on_step("following", done.task.subject)))
    gathered: list[tuple[Followed | None, list[Coverage]]] = []
    for (program, analyzer), key, old in zip(pairs, keys, kept, strict=True):
        attempt = early[key].result() if key in early else next(fresh) if old is None else None
        followed = old if attempt is None else attempt.value
        if attempt is not None and followed is not None:
            context.memory.keep(key, followed, Followed)
        gathered.append(_followed(program, analyzer, attempt, followed))
    return gathered


def _started_with(program: Program, handovers: tuple[Handover, ...]) -> tuple[Handover, ...]:
    """The handovers that start a program."""
    paths = [module.trail[-1] for module in program.modules] if handovers else []
    return tuple(one for one in handovers if one.started(paths) is not None)


def _followed(
    program: Program,
    analyzer: Analyzer,
    attempt: Attempt[Followed] | None,
    followed: Followed | None,
) -> tuple[Followed | None, list[Coverage]]:
    total = sum(module.size_bytes for module in program.modules)
    head = program.modules[program.entries[0] if program.entries else 0]
    base = Coverage(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        subject=head.subject,
        sha256=head.sha256,
        status=CoverageStatus.DONE,
        bytes_total=total,
        bytes_examined=total,
        capabilities=analyzer.provides,
    )
    if followed is None:
        assert attempt is not None
        return None, [replace(base, status=attempt.coverage.status, reason=attempt.coverage.reason, bytes_examined=0)]
    subjects = {str(module.sha256): module.subject for module in program.modules}
    named = replace(
        followed,
        observations=relocated(followed.observations, subjects),
        slices=relocated(followed.slices, subjects),
        handovers=relocated(followed.handovers, subjects),
    )
    gaps = [gap_entry(gap, head, analyzer) for gap in followed.gaps]
    return named, [replace(base, bytes_examined=followed.bytes_examined), *gaps]


def _program_key(context: Context, program: Program, analyzer: Analyzer, handovers: tuple[Handover, ...] = ()) -> str:
    depth = len(program.root)
    modules = [f"{module.sha256} {module.kind} {module.origin or ''} {'!/'.join(module.trail[depth:])}" for module in program.modules]
    beside = [f"{each.sha256} {'!/'.join(each.trail[depth:])}" for each in program.beside]
    parts = (*modules, "beside", *beside, *_told(handovers))
    return context.memory.key("follow", analyzer.name, context.ruleset_digest, str(program.entries), *parts)


def _told(handovers: tuple[Handover, ...]) -> list[str]:
    """What of handovers a result depends on: names of variables, and the script that sets them."""
    return [f"handed {signal} {name}" for signal, name in handed_variables(handovers)] + [str(one.place.artifact) for one in handovers]


def _program_task(context: Context, program: Program, analyzer: Analyzer, handovers: tuple[Handover, ...] = ()) -> Task[Followed]:
    return _followed_task(ProgramSubject(program=program, blobs=context.blobs, rules=context.rules, handovers=handovers), analyzer)


def _followed_task(argument: ProgramSubject, analyzer: Analyzer) -> Task[Followed]:
    program = argument.program
    head = program.modules[program.entries[0] if program.entries else 0]
    size = sum(module.size_bytes for module in program.modules)
    return Task(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        function=analyzer.function,
        seconds=analyzer.seconds,
        times=FOLLOWED_TIMES,
        subject=head.subject,
        argument=argument,
        sha256=head.sha256,
        bytes_total=size,
        capabilities=analyzer.provides,
        answer=Followed,
        is_last=analyzer.fills_memory and size > _LARGE_BYTES,
    )
