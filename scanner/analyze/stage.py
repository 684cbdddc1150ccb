"""Every artifact through every analyzer that knows its kind, then every program through the flow analyzers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scanner.analyze.analyzers import ANALYZERS
from scanner.analyze.handed import handed_variables
from scanner.analyze.places import all_restored, followed_in
from scanner.analyze.programs import programs_of
from scanner.analyze.sources import sources_of
from scanner.analyze.unread import unread
from scanner.analyze.worker import Analyzer, Examined, Followed, ProgramSubject, Subject
from scanner.attempt import Attempt, Crew, Task, Underway
from scanner.memory import Memory, relocated
from scanner.model.artifact import Artifact
from scanner.model.coverage import Coverage, CoverageStatus, Gap, Stage
from scanner.model.handover import Handover
from scanner.model.observation import FlowTraced, Observation
from scanner.model.program import Language, Program, Slice

DERIVED_ROUNDS = 4
"""How often decoded content is analysed again for what it holds in turn; deeper nesting is reported."""

FOLLOWED_TIMES = 2.0
"""Following a whole program may take so many times the limit of a worker: 75 MB in 3,729 modules took 72 s of the processor alone, and
117 s beside nine others, as they share its caches."""
EARLY_BYTES = 1 << 20
"""Programs of this size are followed before their files were examined for what they hide."""

OnStep = Callable[[str, str], None]
"""Progress: what is done, and on what."""


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
) -> Analyzed:
    """Run all analyzers. The result depends on bytes, names and rules only, not on the order of work."""
    context = _Context(crew=crew, rules=rules, ruleset_digest=ruleset_digest, blobs=blobs, memory=memory, on_step=on_step)
    known = {artifact.trail: artifact for artifact in artifacts}
    observations: list[Observation] = []
    coverage: list[Coverage] = []
    pending = [known[trail] for trail in sorted(known)]
    early = _start(context, programs_of(followed_in(pending)))
    for round_number in range(DERIVED_ROUNDS + 1):
        derived: list[Artifact] = []
        for artifact, examined, entries in _examine(context, pending, known):
            coverage += entries
            if examined is not None:
                observations += examined.observations
                derived += examined.derived
                coverage += [_gap_entry(gap, artifact, analyzer) for gap, analyzer in examined.all_gaps]
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
    followed_scripts = _follow(context, scripts, {})
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    crew: Crew
    rules: tuple[Path, ...]
    ruleset_digest: str
    blobs: Path
    memory: Memory
    on_step: OnStep


@dataclass(frozen=True, slots=True, kw_only=True)
class _AllExamined:
    """What all analyzers saw in one artifact."""

    observations: tuple[Observation, ...]
    derived: tuple[Artifact, ...]
    all_gaps: tuple[tuple[Gap, Analyzer], ...]


def _examine(
    context: _Context, artifacts: list[Artifact], known: Mapping[tuple[str, ...], Artifact]
) -> list[tuple[Artifact, _AllExamined | None, list[Coverage]]]:
    """One entry for each artifact, in order. Equal bytes under equal names are examined once."""
    tasks: list[Task[Examined]] = []
    plan: list[tuple[Artifact, list[tuple[Analyzer, str, int | None, Examined | None]]]] = []
    places: dict[str, int] = {}
    for artifact in artifacts:
        lines: list[tuple[Analyzer, str, int | None, Examined | None]] = []
        beside = sources_of(artifact, known)
        for analyzer in ANALYZERS:
            if analyzer.is_whole_program or artifact.kind not in analyzer.kinds:
                continue
            key = _artifact_key(context, artifact, analyzer, beside)
            kept = context.memory.recall(key, Examined) if key not in places else None
            if kept is not None and all(item.content.exists() for item in kept.derived):
                lines.append((analyzer, key, None, kept))
                continue
            if key not in places:
                places[key] = len(tasks)
                tasks.append(_task(context, analyzer, artifact, beside))
            lines.append((analyzer, key, places[key], None))
        plan.append((artifact, lines))
    attempts = context.crew.run_all(tasks, on_end=lambda done: context.on_step("analysing", done.task.subject))
    return [_gathered(context, artifact, lines, attempts) for artifact, lines in plan]


def _gathered(
    context: _Context,
    artifact: Artifact,
    lines: list[tuple[Analyzer, str, int | None, Examined | None]],
    attempts: tuple[Attempt[Examined], ...],
) -> tuple[Artifact, _AllExamined | None, list[Coverage]]:
    observations: list[Observation] = []
    derived: list[Artifact] = []
    gaps: list[tuple[Gap, Analyzer]] = []
    coverage = []
    for analyzer, key, index, kept in lines:
        attempt = attempts[index] if index is not None else None
        examined = kept if attempt is None else attempt.value
        coverage.append(_entry(analyzer, artifact, attempt, examined))
        if examined is None:
            continue
        if kept is None:
            context.memory.keep(key, examined, Examined)
        observations += relocated(examined.observations, {artifact.sha256: artifact.subject})
        derived += [replace(item, trail=(*artifact.trail, item.trail[-1])) for item in examined.derived]
        gaps += [(gap, analyzer) for gap in examined.gaps]
    return artifact, _AllExamined(observations=tuple(observations), derived=tuple(derived), all_gaps=tuple(gaps)), coverage


def _artifact_key(context: _Context, artifact: Artifact, analyzer: Analyzer, beside: tuple[Artifact, ...]) -> str:
    return context.memory.key(
        "examine",
        analyzer.name,
        context.ruleset_digest,
        artifact.sha256,
        artifact.kind,
        artifact.name,
        artifact.encoding or "",
        artifact.origin or "",
        str(artifact.is_entry),
        *(each.sha256 for each in beside),
    )


def _task(context: _Context, analyzer: Analyzer, artifact: Artifact, beside: tuple[Artifact, ...]) -> Task[Examined]:
    return Task(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        function=analyzer.function,
        seconds=analyzer.seconds,
        subject=artifact.subject,
        argument=Subject(artifact=artifact, blobs=context.blobs, rules=context.rules, beside=beside),
        sha256=artifact.sha256,
        bytes_total=artifact.size_bytes,
        capabilities=analyzer.provides,
        answer=Examined,
    )


def _entry(analyzer: Analyzer, artifact: Artifact, attempt: Attempt[Examined] | None, examined: Examined | None) -> Coverage:
    base = Coverage(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        subject=artifact.subject,
        sha256=artifact.sha256,
        status=CoverageStatus.DONE,
        bytes_total=artifact.size_bytes,
        capabilities=analyzer.provides,
    )
    if examined is not None:
        return replace(base, bytes_examined=examined.bytes_examined)
    assert attempt is not None
    return replace(base, status=attempt.coverage.status, reason=attempt.coverage.reason, bytes_examined=0)


def _gap_entry(gap: Gap, artifact: Artifact, analyzer: Analyzer) -> Coverage:
    return Coverage(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        status=gap.status,
        reason=gap.reason,
        bytes_total=gap.bytes_total,
        subject=f"{artifact.subject}!/{gap.subject}" if gap.subject else artifact.subject,
        sha256=gap.sha256 or artifact.sha256,
        capabilities=analyzer.provides if gap.hides is None else gap.hides,
    )


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


def _start(context: _Context, programs: tuple[Program, ...]) -> dict[str, Underway[Followed]]:
    """Large programs are followed while the files are examined: that takes as long as all else, and mostly nothing is decoded."""
    started: dict[str, Underway[Followed]] = {}
    for program, analyzer in _pairs(programs):
        key = _program_key(context, program, analyzer)
        if sum(module.size_bytes for module in program.modules) >= EARLY_BYTES and not context.memory.holds(key):
            started[key] = context.crew.start(_program_task(context, program, analyzer))
    return started


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
    context: _Context, programs: tuple[Program, ...], early: Mapping[str, Underway[Followed]], handovers: tuple[Handover, ...] = ()
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
    gaps = [_gap_entry(gap, head, analyzer) for gap in followed.gaps]
    return named, [replace(base, bytes_examined=followed.bytes_examined), *gaps]


def _program_key(context: _Context, program: Program, analyzer: Analyzer, handovers: tuple[Handover, ...] = ()) -> str:
    depth = len(program.root)
    modules = [f"{module.sha256} {module.kind} {module.origin or ''} {'!/'.join(module.trail[depth:])}" for module in program.modules]
    beside = [f"{each.sha256} {'!/'.join(each.trail[depth:])}" for each in program.beside]
    parts = (*modules, "beside", *beside, *_told(handovers))
    return context.memory.key("follow", analyzer.name, context.ruleset_digest, str(program.entries), *parts)


def _told(handovers: tuple[Handover, ...]) -> list[str]:
    """What of handovers a result depends on: names of variables, and the script that sets them."""
    return [f"handed {signal} {name}" for signal, name in handed_variables(handovers)] + [str(one.place.artifact) for one in handovers]


def _program_task(context: _Context, program: Program, analyzer: Analyzer, handovers: tuple[Handover, ...] = ()) -> Task[Followed]:
    return _followed_task(ProgramSubject(program=program, blobs=context.blobs, rules=context.rules, handovers=handovers), analyzer)


def _followed_task(argument: ProgramSubject, analyzer: Analyzer) -> Task[Followed]:
    program = argument.program
    head = program.modules[program.entries[0] if program.entries else 0]
    return Task(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        function=analyzer.function,
        seconds=analyzer.seconds,
        times=FOLLOWED_TIMES,
        subject=head.subject,
        argument=argument,
        sha256=head.sha256,
        bytes_total=sum(module.size_bytes for module in program.modules),
        capabilities=analyzer.provides,
        answer=Followed,
    )
