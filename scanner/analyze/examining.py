"""Every artifact through every analyzer that knows its kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scanner.analyze.analyzers import ANALYZERS
from scanner.analyze.batch import Batch, BatchExamined, Piece
from scanner.analyze.sources import sources_of
from scanner.analyze.worker import Analyzer, Examined, Subject
from scanner.attempt import Attempt, Crew, Task
from scanner.memory import Memory, relocated
from scanner.model.artifact import Artifact
from scanner.model.coverage import Coverage, Gap, Stage
from scanner.model.observation import Observation

SMALL_BYTES = 256 * 1024
"""Artifacts up to this size share an attempt; a larger one is worth an attempt for each analyzer, which run side by side."""
BATCH_BYTES = 512 * 1024
BATCH_PIECES = 64
BATCH_SECONDS = 20.0
"""Processor time of a batch: a hundred times what it takes. What is slower is attempted by itself, within the limit of a worker."""

OnStep = Callable[[str, str], None]
"""Progress: what is done, and on what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the analyzers work with."""

    crew: Crew
    rules: tuple[Path, ...]
    ruleset_digest: str
    blobs: Path
    memory: Memory
    on_step: OnStep


@dataclass(frozen=True, slots=True, kw_only=True)
class AllExamined:
    """What all analyzers of its kind saw in one artifact."""

    artifact: Artifact
    observations: tuple[Observation, ...]
    derived: tuple[Artifact, ...]
    gaps: tuple[tuple[Gap, Analyzer], ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The answers of all analyzers of an artifact, in their order."""

    seen: tuple[Examined, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An artifact that was not examined before."""

    artifact: Artifact
    analyzers: tuple[Analyzer, ...]
    beside: tuple[Artifact, ...]

    @property
    def is_small(self) -> bool:
        return self.artifact.size_bytes <= SMALL_BYTES


def examine_artifacts(context: Context, artifacts: list[Artifact], known: Mapping[tuple[str, ...], Artifact]) -> list[AllExamined]:
    """One entry for each artifact, in order. Equal bytes under equal names are examined once."""
    plan: list[tuple[Artifact, tuple[Analyzer, ...], str]] = []
    jobs: dict[str, _Job] = {}
    answers: dict[str, tuple[Attempt[Examined], ...]] = {}
    for artifact in artifacts:
        analyzers = tuple(one for one in ANALYZERS if not one.is_whole_program and artifact.kind in one.kinds)
        job = _Job(artifact=artifact, analyzers=analyzers, beside=sources_of(artifact, known))
        key = _key(context, job)
        plan.append((artifact, analyzers, key))
        if not analyzers or key in jobs or key in answers:
            continue
        kept = context.memory.recall(key, _Kept)
        if kept is not None and all(item.content.exists() for seen in kept.seen for item in seen.derived):
            answers[key] = tuple(Attempt.recalled(_task(context, one, job), seen) for one, seen in zip(analyzers, kept.seen, strict=True))
        else:
            jobs[key] = job
    made = _examined(context, list(jobs.values()))
    for key, attempts in zip(jobs, made, strict=True):
        answers[key] = attempts
        seen = tuple(attempt.value for attempt in attempts if attempt.value is not None)
        if len(seen) == len(attempts):
            context.memory.keep(key, _Kept(seen=seen), _Kept)
    return [_gathered(artifact, analyzers, answers.get(key, ())) for artifact, analyzers, key in plan]


def gap_entry(gap: Gap, artifact: Artifact, analyzer: Analyzer) -> Coverage:
    """What an analyzer says that it did not examine."""
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


def _examined(context: Context, jobs: list[_Job]) -> list[tuple[Attempt[Examined], ...]]:
    """For each job the attempts of its analyzers, in order."""
    large = {
        (index, number): context.crew.start(_task(context, analyzer, job))
        for index, job in enumerate(jobs)
        if not job.is_small
        for number, analyzer in enumerate(job.analyzers)
    }
    batches = [(batch, context.crew.start(_batch_task(context, [jobs[index] for index in batch]))) for batch in _batches(jobs)]
    found: dict[tuple[int, int], Attempt[Examined]] = {}
    for place, underway in large.items():
        found[place] = underway.result()
        context.on_step("analysing", found[place].task.subject)
    for batch, shared in batches:
        attempt = shared.result()
        context.on_step("analysing", attempt.task.subject)
        found |= _of_batch(context, jobs, batch, attempt.value)
    alone = [(index, number) for index, job in enumerate(jobs) for number in range(len(job.analyzers)) if (index, number) not in found]
    tasks = [_task(context, jobs[index].analyzers[number], jobs[index]) for index, number in alone]
    found |= zip(alone, context.crew.run_all(tasks), strict=True)
    return [tuple(found[index, number] for number in range(len(job.analyzers))) for index, job in enumerate(jobs)]


def _batches(jobs: list[_Job]) -> Iterator[list[int]]:
    """The small ones, by their indices, a handful at a time."""
    batch: list[int] = []
    total = 0
    for index, job in enumerate(jobs):
        if not job.is_small:
            continue
        if batch and (len(batch) == BATCH_PIECES or total + job.artifact.size_bytes > BATCH_BYTES):
            yield batch
            batch, total = [], 0
        batch.append(index)
        total += job.artifact.size_bytes
    if batch:
        yield batch


def _of_batch(
    context: Context, jobs: list[_Job], batch: list[int], answer: BatchExamined | None
) -> Iterator[tuple[tuple[int, int], Attempt[Examined]]]:
    """What came of a batch; nothing for what has to be attempted by itself."""
    for index, seen in zip(batch, answer.seen if answer is not None else (), strict=False):
        for number, examined in enumerate(seen):
            if examined is not None:
                yield (index, number), Attempt.recalled(_task(context, jobs[index].analyzers[number], jobs[index]), examined)


def _gathered(artifact: Artifact, analyzers: tuple[Analyzer, ...], attempts: tuple[Attempt[Examined], ...]) -> AllExamined:
    observations: list[Observation] = []
    derived: list[Artifact] = []
    gaps: list[tuple[Gap, Analyzer]] = []
    coverage: list[Coverage] = []
    for analyzer, attempt in zip(analyzers, attempts, strict=True):
        examined = attempt.value
        entry = replace(attempt.coverage, subject=artifact.subject, bytes_examined=examined.bytes_examined if examined is not None else 0)
        coverage.append(entry)
        if examined is not None:
            observations += relocated(examined.observations, {artifact.sha256: artifact.subject})
            derived += [replace(item, trail=(*artifact.trail, item.trail[-1])) for item in examined.derived]
            gaps += [(gap, analyzer) for gap in examined.gaps]
    return AllExamined(
        artifact=artifact, observations=tuple(observations), derived=tuple(derived), gaps=tuple(gaps), coverage=tuple(coverage)
    )


def _key(context: Context, job: _Job) -> str:
    artifact = job.artifact
    return context.memory.key(
        "examine",
        context.ruleset_digest,
        artifact.sha256,
        artifact.kind,
        artifact.name,
        artifact.encoding or "",
        artifact.origin or "",
        str(artifact.is_entry),
        *(each.sha256 for each in job.beside),
    )


def _subject(context: Context, job: _Job) -> Subject:
    return Subject(artifact=job.artifact, blobs=context.blobs, rules=context.rules, beside=job.beside)


def _task(context: Context, analyzer: Analyzer, job: _Job) -> Task[Examined]:
    return Task(
        stage=Stage.ANALYZE,
        worker=analyzer.name,
        function=analyzer.function,
        seconds=analyzer.seconds,
        subject=job.artifact.subject,
        argument=_subject(context, job),
        sha256=job.artifact.sha256,
        bytes_total=job.artifact.size_bytes,
        capabilities=analyzer.provides,
        answer=Examined,
    )


def _batch_task(context: Context, jobs: list[_Job]) -> Task[BatchExamined]:
    pieces = tuple(Piece(subject=_subject(context, job), functions=tuple(analyzer.function for analyzer in job.analyzers)) for job in jobs)
    return Task(
        stage=Stage.ANALYZE,
        worker="batch",
        function="scanner.analyze.batch:examine_batch",
        seconds=min(BATCH_SECONDS, context.crew.limits.worker_s),
        subject=jobs[0].artifact.subject,
        argument=Batch(pieces=pieces),
        answer=BatchExamined,
    )
