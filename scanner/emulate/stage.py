"""Emulation: small programs whole and slices of large ones, under personas, in limited child processes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scanner.attempt import Attempt, Crew, Task
from scanner.emulate.program import Emulated as Shown
from scanner.emulate.program import WholeProgram, can_run_whole
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.observation import Observation
from scanner.model.program import Program, Slice

WHOLE = "emulate-program"
PROGRAM_SECONDS = 60.0
"""Time for all personas of one program, the start of the engine included."""

OnStep = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """What running the tool's own code showed."""

    observations: tuple[Observation, ...]
    coverage: tuple[Coverage, ...]
    refuted: tuple[str, ...] = ()
    """Identities of slices whose code ran under the personas concerned without any difference."""


def emulate(programs: tuple[Program, ...], slices: tuple[Slice, ...], *, crew: Crew, rules: tuple[Path, ...], blobs: Path, on_step: OnStep) -> Emulated:
    """Run what can be run. Never raises for what the code does; what could not be run or seen is coverage."""
    whole = [program for program in programs if can_run_whole(program)]
    tasks: list[Task[Shown]] = [_program_task(program, rules) for program in whole]
    observations: list[Observation] = []
    coverage: list[Coverage] = []
    refuted: list[str] = []
    for attempt in crew.run_all(tasks, on_end=lambda done: on_step("emulate", done.task.subject)):
        observations += attempt.value.observations if attempt.value is not None else ()
        refuted += attempt.value.refuted if attempt.value is not None else ()
        coverage += _coverage(attempt)
    return Emulated(observations=tuple(dict.fromkeys(observations)), coverage=tuple(coverage), refuted=tuple(dict.fromkeys(refuted)))


def _program_task(program: Program, rules: tuple[Path, ...]) -> Task[Shown]:
    entry = program.modules[program.entries[0]] if program.entries else program.modules[0]
    return Task(
        stage=Stage.EMULATE, worker=WHOLE, function="scanner.emulate.program:run_whole", argument=WholeProgram(program=program, rules=rules),
        subject=entry.subject, sha256=entry.sha256, bytes_total=sum(module.size_bytes for module in program.modules), seconds=PROGRAM_SECONDS,
    )


def _coverage(attempt: Attempt[Shown]) -> list[Coverage]:
    """The attempt's own entry, and one for each gap that it reports."""
    if attempt.value is None or not attempt.value.gaps:
        return [attempt.coverage]
    return [
        Coverage(
            stage=Stage.EMULATE, worker=attempt.task.worker, subject=attempt.task.subject, sha256=attempt.task.sha256,
            status=CoverageStatus.PARTIAL, reason=gap.reason, bytes_total=attempt.task.bytes_total, bytes_examined=None,
        )
        for gap in attempt.value.gaps
    ]
