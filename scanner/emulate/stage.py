"""Emulation: small programs whole and slices of large ones, under personas, in limited child processes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from scanner.attempt import Attempt, Crew, Task
from scanner.emulate.effort import SHARE
from scanner.emulate.handing import handed_to, is_left_for_others
from scanner.emulate.program import TRIALS_SECONDS, WholeProgram, can_run_whole
from scanner.emulate.python.engine import Preparation, Prepared
from scanner.emulate.python.program import TRIALS_SECONDS as PYTHON_MOST_SECONDS
from scanner.emulate.python.program import PythonProgram, can_run_python
from scanner.emulate.recall import key_of, subjects_of
from scanner.emulate.showing import Emulated as Shown
from scanner.emulate.slice_runs import SLICES, OnStep, SliceRuns
from scanner.memory import Memory, relocated
from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage
from scanner.model.handover import Handover
from scanner.model.observation import FlowTraced, Observation, SignalRead
from scanner.model.program import Program, Slice

WHOLE = "emulate-program"
PYTHON = "emulate-python"
PYTHON_SECONDS = 110.0
"""Time for all personas of one Python program: some fifty starts of the interpreter."""
HANDED_SECONDS = 25.0
"""More time for a program to which others hand something."""
PYTHON_TRIALS_SECONDS = 90.0
"""Processor time for the trials of all Python programs of an artifact, shared among them."""
PREPARE_SECONDS = 240.0
"""Time to compile the interpreter, once on each machine: 17 to 30 s were measured."""
PROGRAM_SECONDS = 70.0
"""Time for one program beside its trials: the start of the engine, reading and compiling, the last run."""
ALL_SECONDS = 120.0
"""Time for the trials of all programs of an artifact, shared among them."""
LARGER = 2
"""Larger programs of an artifact that are run whole where nothing was cut out of them."""
LEAST_SECONDS = 8.0
"""Time for the trials of one program at least."""

Seen = TypeVar("Seen", SignalRead, FlowTraced)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """What running the tool's own code showed."""

    observations: tuple[Observation, ...]
    coverage: tuple[Coverage, ...]
    refuted: tuple[str, ...] = ()
    """Identities of slices whose code ran under the personas concerned without any difference."""
    handovers: tuple[Handover, ...] = ()
    """What programs hand to others, as far as personas differ in that."""


def emulate(
    programs: tuple[Program, ...],
    slices: tuple[Slice, ...],
    *,
    crew: Crew,
    rules: tuple[Path, ...],
    ruleset_digest: str,
    blobs: Path,
    memory: Memory,
    on_step: OnStep,
    observed: tuple[Observation, ...] = (),
    unfollowed: frozenset[Sha256] = frozenset(),
    handovers: tuple[Handover, ...] = (),
    ahead: SliceRuns | None = None,
) -> Emulated:
    """Run what can be run and was not run before. Never raises for what the code does; what could not be run or seen is coverage.

    observed: what the static part saw in the same artifacts. unfollowed: those with code of JavaScript that it could not follow.
    handovers: what scripts hand to programs of theirs. ahead: runs of slices that were started when they were cut.
    """
    whole = [program for program in programs if can_run_whole(program)]
    whole += [program for program in programs if program not in whole and _is_missed(program, slices, unfollowed)][:LARGER]
    python = [program for program in programs if can_run_python(program)]
    engines = _engines(memory, blobs)
    tasks = [
        *(
            _program_task(
                _whole(program, rules, observed, slices, handed_to(program, handovers), seconds=_share(len(whole)), engines=engines)
            )
            for program in whole
        ),
        *(
            _python_task(program, rules, engines, observed, handed_to(program, handovers), seconds=PYTHON_TRIALS_SECONDS / len(python))
            for program in python
        ),
    ]
    ahead = ahead or slice_runs_of(crew, rules, ruleset_digest, blobs, memory)
    ahead.start(slices)
    attempts = list(_recalled_or_made(tasks, crew, memory, ruleset_digest, on_step))
    handed_on = tuple(dict.fromkeys(one for attempt in attempts if attempt.value is not None for one in attempt.value.handovers))
    attempts += _recalled_or_made(list(_handed_tasks(tasks, handed_on)), crew, memory, ruleset_digest, on_step)
    shown = [(attempt.coverage, attempt.value) for attempt in attempts]
    shown += ahead.seen(slices, on_step)
    observations: list[Observation] = []
    coverage: list[Coverage] = []
    refuted: list[str] = []
    for entry, value in shown:
        observations += value.observations if value is not None else ()
        refuted += value.refuted if value is not None else ()
        coverage += _coverage(entry, value)
    return Emulated(
        observations=tuple(dict.fromkeys(observations)),
        coverage=_added_up(coverage),
        refuted=tuple(dict.fromkeys(refuted)),
        handovers=handed_on,
    )


def slice_runs_of(crew: Crew, rules: tuple[Path, ...], ruleset_digest: str, blobs: Path, memory: Memory) -> SliceRuns:
    """For slices that should be run before all of the artifact was followed."""
    return SliceRuns(crew=crew, rules=rules, ruleset_digest=ruleset_digest, engines=_engines(memory, blobs), memory=memory)


def _engines(memory: Memory, blobs: Path) -> Path:
    """Where compiled engines are kept: beside the results of earlier runs, or for this run only."""
    return memory.folder.parent / "engines" if memory.folder is not None else blobs


def _handed_tasks(tasks: list[Task[Shown]], handovers: tuple[Handover, ...]) -> Iterator[Task[Shown]]:
    """The programs to which others, as they ran, handed something: once more, with that."""
    for task in tasks:
        subject = task.argument
        if not isinstance(subject, WholeProgram | PythonProgram):
            continue  # slices are started by nobody
        handed = handed_to(subject.program, [one for one in handovers if one.target or is_left_for_others(one, subject.program)])
        if handed:
            again = replace(subject, handovers=handed, is_only_handed=True)
            yield replace(task, argument=again)


def _is_missed(program: Program, slices: tuple[Slice, ...], unfollowed: frozenset[Sha256]) -> bool:
    """Whether of a larger program too little would be run: it was not followed, or nothing was cut out of it."""
    modules = {module.sha256 for module in program.modules}
    is_cut = any(one.place.artifact in modules for one in slices)
    return (not is_cut or bool(modules & unfollowed)) and can_run_whole(program, is_uncut=True)


def _recalled_or_made(
    tasks: list[Task[Shown]], crew: Crew, memory: Memory, ruleset_digest: str, on_step: OnStep
) -> Iterator[Attempt[Shown]]:
    """What each task gave in an earlier run, or gives now, in the order of the tasks."""
    keys = [memory.key("emulate", ruleset_digest, str(crew.limits), key_of(task)) for task in tasks]
    kept = [memory.recall(key, Shown) for key in keys]
    made = iter(_attempts([task for task, old in zip(tasks, kept, strict=True) if old is None], crew, on_step))
    for task, key, old in zip(tasks, keys, kept, strict=True):
        attempt = Attempt.recalled(task, old) if old is not None else next(made)
        if old is None and attempt.value is not None:
            memory.keep(key, attempt.value, Shown)
        yield replace(attempt, value=relocated(attempt.value, subjects_of(task)))


def _attempts(tasks: list[Task[Shown]], crew: Crew, on_step: OnStep) -> tuple[Attempt[Shown], ...]:
    python = next((task.argument for task in tasks if isinstance(task.argument, PythonProgram)), None)
    if python is not None:
        crew.run(_preparation(python.program, python.engines))  # what hinders it hinders the runs, too, which say so
    return crew.run_all(tasks, on_end=lambda ended: on_step("emulate", ended.task.subject))


def _share(count: int) -> float:
    """Seconds for each of so many programs."""
    return min(TRIALS_SECONDS, max(LEAST_SECONDS, ALL_SECONDS / count))


def _whole(
    program: Program,
    rules: tuple[Path, ...],
    observed: tuple[Observation, ...],
    slices: tuple[Slice, ...],
    handovers: tuple[Handover, ...],
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
        handovers=handovers,
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
        seconds=SHARE * subject.seconds + PROGRAM_SECONDS + HANDED_SECONDS * bool(subject.handovers),
    )


def _python_task(
    program: Program,
    rules: tuple[Path, ...],
    engines: Path,
    observed: tuple[Observation, ...],
    handovers: tuple[Handover, ...],
    *,
    seconds: float,
) -> Task[Shown]:
    entry = program.modules[program.entries[0]] if program.entries else program.modules[0]
    return Task(
        stage=Stage.EMULATE,
        worker=PYTHON,
        function="scanner.emulate.python.program:run_python",
        argument=PythonProgram(
            program=program,
            rules=rules,
            engines=engines,
            flows=_about(program, observed, FlowTraced),
            seconds=max(LEAST_SECONDS, min(PYTHON_MOST_SECONDS, seconds)),
            handovers=handovers,
        ),
        subject=entry.subject,
        sha256=entry.sha256,
        bytes_total=sum(module.size_bytes for module in program.modules),
        seconds=PYTHON_SECONDS + HANDED_SECONDS * bool(handovers),
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


def _coverage(entry: Coverage, value: Shown | None) -> list[Coverage]:
    """How an attempt ended, or one entry for each gap that it reports.

    A program that was not run at all hides what it does: code that brings its worker down must not pass for it. Of slices there are many.
    """
    if value is None and entry.worker != SLICES:
        return [replace(entry, capabilities=frozenset({Capability.CODE_FLOW}))]
    gaps = value.gaps if value is not None else ()
    return [replace(entry, status=CoverageStatus.PARTIAL, reason=gap.reason, bytes_examined=None) for gap in gaps] or [entry]


def _added_up(coverage: list[Coverage]) -> tuple[Coverage, ...]:
    """The slices of an artifact that were run to the end as one entry, in the place of the first."""
    sums: dict[tuple[str, str], Coverage] = {}
    for entry in coverage:
        key = (entry.worker, entry.subject) if entry.worker == SLICES and entry.status is CoverageStatus.DONE else (str(id(entry)), "")
        known = sums.get(key)
        total = (entry.bytes_total or 0) + (known.bytes_total or 0 if known is not None else 0)
        sums[key] = entry if known is None else replace(known, bytes_total=total, bytes_examined=total)
    return tuple(sums.values())
