"""Emulation: small programs whole and slices of large ones, under personas, in limited child processes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from scanner.attempt import Attempt, Crew, Task
from scanner.emulate.program import TRIALS_SECONDS, WholeProgram, can_run_whole
from scanner.emulate.program import Emulated as Shown
from scanner.emulate.python.engine import Preparation, Prepared
from scanner.emulate.python.program import PythonProgram, can_run_python
from scanner.emulate.slices import Slices
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.observation import FlowTraced, Observation, SignalRead
from scanner.model.program import Language, Program, Slice

WHOLE = "emulate-program"
PYTHON = "emulate-python"
PYTHON_SECONDS = 110.0
"""Time for all personas of one Python program: some fifty starts of the interpreter."""
PREPARE_SECONDS = 240.0
"""Time to compile the interpreter, once on each machine: 17 to 30 s were measured."""
SLICES = "emulate-slices"
BATCH = 12
"""Slices that share one attempt: the start of the engine costs as much as some thirty of them."""
SLICE_SECONDS = 8.0
"""Time of an attempt for each slice in it."""
PROGRAM_SECONDS = 70.0
"""Time for one program beside its trials: the start of the engine, reading and compiling, the last run."""
ALL_SECONDS = 120.0
"""Time for the trials of all programs of an artifact, shared among them."""
LEAST_SECONDS = 8.0
"""Time for the trials of one program at least."""

OnStep = Callable[[str, str], None]
Seen = TypeVar("Seen", SignalRead, FlowTraced)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """What running the tool's own code showed."""

    observations: tuple[Observation, ...]
    coverage: tuple[Coverage, ...]
    refuted: tuple[str, ...] = ()
    """Identities of slices whose code ran under the personas concerned without any difference."""


def emulate(
    programs: tuple[Program, ...],
    slices: tuple[Slice, ...],
    *,
    crew: Crew,
    rules: tuple[Path, ...],
    blobs: Path,
    on_step: OnStep,
    engines: Path | None = None,
    observed: tuple[Observation, ...] = (),
) -> Emulated:
    """Run what can be run. Never raises for what the code does; what could not be run or seen is coverage.

    observed: what the static part saw in the same artifacts. engines: where compiled engines are kept between runs; None: in the work
    folder, for this run alone.
    """
    whole = [program for program in programs if can_run_whole(program)]
    python = [program for program in programs if can_run_python(program)]
    cut = [one for one in slices if one.language is Language.JAVASCRIPT]
    kept = engines or blobs
    if python:
        crew.run(_preparation(python[0], kept))  # what hinders it hinders the runs, too, which say so
    tasks = [
        *(_program_task(_whole(program, rules, observed, slices, seconds=_share(len(whole)), engines=kept)) for program in whole),
        *(_python_task(program, rules, kept, observed) for program in python),
        *_slice_tasks(cut, BATCH, rules, kept),
    ]
    observations: list[Observation] = []
    coverage: list[Coverage] = []
    refuted: list[str] = []
    for attempt in _attempts(tasks, crew, on_step):
        observations += attempt.value.observations if attempt.value is not None else ()
        refuted += attempt.value.refuted if attempt.value is not None else ()
        coverage += _coverage(attempt)
    return Emulated(observations=tuple(dict.fromkeys(observations)), coverage=tuple(coverage), refuted=tuple(dict.fromkeys(refuted)))


def _attempts(tasks: list[Task[Shown]], crew: Crew, on_step: OnStep) -> list[Attempt[Shown]]:
    """All attempts; of a batch of slices that failed each slice once more by itself, so that one costs only itself."""
    done = crew.run_all(tasks, on_end=lambda ended: on_step("emulate", ended.task.subject))
    kept: list[Attempt[Shown]] = []
    for attempt in done:
        batch = attempt.task.argument
        if attempt.value is None and isinstance(batch, Slices) and len(batch.slices) > 1:
            kept += crew.run_all(_slice_tasks(list(batch.slices), 1, batch.rules, batch.engines))
        else:
            kept.append(attempt)
    return kept


def _slice_tasks(slices: list[Slice], size: int, rules: tuple[Path, ...], engines: Path | None) -> list[Task[Shown]]:
    batches = [tuple(slices[start : start + size]) for start in range(0, len(slices), size)]
    return [
        Task(
            stage=Stage.EMULATE,
            worker=SLICES,
            function="scanner.emulate.slices:run_slices",
            argument=Slices(slices=batch, rules=rules, engines=engines),
            subject=batch[0].place.subject,
            sha256=batch[0].place.artifact,
            bytes_total=sum(len(one.source) for one in batch),
            seconds=20.0 + SLICE_SECONDS * len(batch),
        )
        for batch in batches
    ]


def _share(count: int) -> float:
    """Seconds for each of so many programs."""
    return min(TRIALS_SECONDS, max(LEAST_SECONDS, ALL_SECONDS / count))


def _whole(
    program: Program,
    rules: tuple[Path, ...],
    observed: tuple[Observation, ...],
    slices: tuple[Slice, ...],
    *,
    seconds: float,
    engines: Path,
) -> WholeProgram:
    """The program with what the static part knows of its modules."""
    modules = {module.sha256 for module in program.modules}
    values = (value for one in slices if one.place.artifact in modules for value in one.values)
    return WholeProgram(
        program=program,
        rules=rules,
        reads=_about(program, observed, SignalRead),
        flows=_about(program, observed, FlowTraced),
        values=tuple(dict.fromkeys(values)),
        seconds=seconds,
        engines=engines,
    )


def _about(program: Program, observed: tuple[Observation, ...], kind: type[Seen]) -> tuple[Seen, ...]:
    """The observations of one kind in the modules of a program."""
    modules = {module.sha256 for module in program.modules}
    return tuple(one for one in observed if isinstance(one, kind) and one.place.artifact in modules)


def _program_task(subject: WholeProgram) -> Task[Shown]:
    program = subject.program
    entry = program.modules[program.entries[0]] if program.entries else program.modules[0]
    return Task(
        stage=Stage.EMULATE,
        worker=WHOLE,
        function="scanner.emulate.program:run_whole",
        argument=subject,
        subject=entry.subject,
        sha256=entry.sha256,
        bytes_total=sum(module.size_bytes for module in program.modules),
        seconds=subject.seconds + PROGRAM_SECONDS,
    )


def _python_task(program: Program, rules: tuple[Path, ...], engines: Path, observed: tuple[Observation, ...]) -> Task[Shown]:
    entry = program.modules[program.entries[0]] if program.entries else program.modules[0]
    return Task(
        stage=Stage.EMULATE,
        worker=PYTHON,
        function="scanner.emulate.python.program:run_python",
        argument=PythonProgram(program=program, rules=rules, engines=engines, flows=_about(program, observed, FlowTraced)),
        subject=entry.subject,
        sha256=entry.sha256,
        bytes_total=sum(module.size_bytes for module in program.modules),
        seconds=PYTHON_SECONDS,
    )


def _preparation(program: Program, engines: Path) -> Task[Prepared]:
    return Task(
        stage=Stage.EMULATE,
        worker=PYTHON,
        function="scanner.emulate.python.engine:prepare",
        argument=Preparation(engines=engines),
        subject=program.modules[0].subject,
        seconds=PREPARE_SECONDS,
    )


def _coverage(attempt: Attempt[Shown]) -> list[Coverage]:
    """The attempt's own entry, and one for each gap that it reports."""
    if attempt.value is None or not attempt.value.gaps:
        return [attempt.coverage]
    return [
        Coverage(
            stage=Stage.EMULATE,
            worker=attempt.task.worker,
            subject=attempt.task.subject,
            sha256=attempt.task.sha256,
            status=CoverageStatus.PARTIAL,
            reason=gap.reason,
            bytes_total=attempt.task.bytes_total,
            bytes_examined=None,
        )
        for gap in attempt.value.gaps
    ]
