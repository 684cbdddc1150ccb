"""Small Python programs, run whole: the worker that tries one program under its personas."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from scanner.code.text import SourceText, read_text
from scanner.emulate.effort import after_processor_time
from scanner.emulate.explore import Allowance, Explored, explore
from scanner.emulate.handing import Taker, differences_handed
from scanner.emulate.kin import sayings_of
from scanner.emulate.kinship import scripts_beside
from scanner.emulate.layout import files_of, paths_of, trails_beside
from scanner.emulate.python.package import OFFERED, own_paths, package_of, path_of
from scanner.emulate.python.reach import within_reach
from scanner.emulate.python.refutation import Together, refuted
from scanner.emulate.python.run import Loaded, load, run_program
from scanner.emulate.showing import Emulated, Gathered, subject_of
from scanner.emulate.source import SourceTree
from scanner.emulate.start import Start
from scanner.emulate.stated import literals_of, texts_beside
from scanner.model.artifact import Artifact
from scanner.model.handover import Handover
from scanner.model.observation import FlowTraced
from scanner.model.program import Language, Program
from scanner.ruleset.signals import Signal, signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.dictionary import dictionary_of
from scanner.world.persona import Persona, persona
from scanner.world.recording import Recording
from scanner.world.trial import Budget, Known, hold_trial

RUN_SECONDS = 4.0
"""Time for one persona; a made-up tool needs two hundredths."""
LARGE_RUN_SECONDS = 10.0
"""Where the program imports a megabyte; a copy of `pygments` takes three."""
BUDGET = Budget(runs=100, found=12, panel=10, uncompared=12, pairs=24, sweep=280, turns=12)
"""Measured: 20 ms a run on a quiet core."""
ALLOWANCE = Allowance(runs=60, seconds=10.0, starts=4, patience=20)
LIBRARY_ALLOWANCE = replace(ALLOWANCE, patience=4)
"""For what is imported, which hardly ever asks for arguments."""
TRIALS_SECONDS = 60.0
"""No further way of starting, and no further persona, is tried after this time: what was seen until then must not be lost."""
HANDED_SECONDS = 20.0
"""Processor time for all runs with what other programs of the package hand to it."""
ENTRIES = 3
"""Entries of a program that are started."""


def can_run_python(program: Program) -> bool:
    """True for a Python program that holds anything."""
    return program.language is Language.PYTHON and any(module.size_bytes for module in program.modules)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonProgram:
    """One program to run."""

    program: Program
    rules: tuple[Path, ...]
    engines: Path
    """Folder in which the compiled engine is kept."""
    flows: tuple[FlowTraced, ...] = ()
    """Static claims about the program, which running it may refute."""
    seconds: float = TRIALS_SECONDS
    """No further way of starting, and no further persona, is tried after this processor time."""
    handovers: tuple[Handover, ...] = ()
    """What other programs of the package hand to it."""
    is_only_handed: bool = False
    """True: it was run as the user starts it, and only what is handed to it is left."""


def run_python(subject: PythonProgram) -> Emulated:
    """Run the program's entries under their personas and compare. For `Crew`. Raises Refusal where the engine is missing."""
    reach = within_reach(subject.program)
    subject = replace(subject, program=reach.program)
    signals, sinks = signals_of(subject.rules), sinks_of(subject.rules)
    paths = paths_of(subject.program)
    texts = {path: read_text(module) for path, module in paths.items()}
    source = "\n".join(one.text for one in texts.values())
    literals = (*literals_of(source, Language.PYTHON), *texts_beside(subject.program))
    known = Known(source=source, literals=literals, dictionary=dictionary_of(subject.rules))
    is_late = after_processor_time(subject.seconds)
    loaded = _loaded(subject, paths, texts, signals, reach.farther)
    sayings = sayings_of(subject.handovers, trails_beside(subject.program))
    loaded.tree.kin = (*loaded.tree.kin, sayings)
    known = replace(known, values=sayings.values)
    together = Together()
    gathered = Gathered(signals=signals)
    for entry in (*loaded.package.entries[:ENTRIES], *loaded.package.hooks) if not subject.is_only_handed else ():
        path = path_of(entry) if path_of(entry) in paths else next(iter(paths))
        seen = subject_of(path, paths, texts, signals, "python")
        if is_late():
            gathered.left_out(f"{PurePosixPath(path).name} was not started: the time was spent on other entries")
            continue
        for one in ways_of_starting(loaded, entry, source):
            if is_late():
                gathered.left_out(f"{PurePosixPath(path).name} can be started in more ways than there was time for")
                break
            run = partial(_run, loaded, one.start)
            trial = hold_trial(run, signals, sinks, known=known, budget=BUDGET, is_late=is_late, turn=run)
            together.add(trial, sinks)
            gathered.add(trial, seen, PurePosixPath(path).name)
    taker = Taker(
        run=partial(_run, loaded), texts={path: one.text for path, one in texts.items()}, entries=loaded.package.entries[:ENTRIES],
        names=loaded.package.names, known=known, signals=signals, sinks=sinks_of(subject.rules),
        is_late=after_processor_time(HANDED_SECONDS),
        subject=lambda path: subject_of(path_of(path), paths, texts, signals, "python"),
    )  # fmt: skip
    gathered.observations += differences_handed(subject.handovers, taker)
    gathered.gaps += taker.gaps
    not_borne_out = () if subject.is_only_handed else refuted(subject.flows, together, loaded.places, paths, signals)
    return gathered.emulated(refuted=(*not_borne_out, *taker.refuted(subject.flows, lambda flow: None)))


def _loaded(
    subject: PythonProgram,
    paths: dict[str, Artifact],
    texts: dict[str, SourceText],
    signals: tuple[Signal, ...],
    farther: tuple[Artifact, ...] = (),
) -> Loaded:
    """The program, ready to run; modules that hold nothing are no artifacts of code and lie beside it."""
    files = files_of(subject.program)
    empty = {path: files.pop(path).decode("utf-8", "replace") for path in list(files) if path.endswith(".py")}
    plain = {path: source.text for path, source in texts.items()} | empty
    package = package_of(plain, files, _named(subject.program, paths))
    beside = {path: read_text(module).text for path, module in paths_of(replace(subject.program, modules=farther)).items()}
    package = replace(package, modules=(*package.modules, *(path for path in beside if path not in plain)))
    loaded = load(SourceTree(beside | plain, files=files, names=package.names), package, signals, subject.engines)
    loaded.tree.kin = scripts_beside(files, signals, subject.engines)
    loaded.tells_places = bool(subject.flows)
    loaded.seconds = LARGE_RUN_SECONDS if farther else RUN_SECONDS
    return loaded


def ways_of_starting(loaded: Loaded, entry: str, source: str) -> tuple[Explored, ...]:
    """The ways of starting one entry that show most, as the control persona."""

    def as_control(start: Start) -> Recording:
        return _run(loaded, start, persona(loaded.signals))

    allowance = LIBRARY_ALLOWANCE if entry.endswith(OFFERED) else ALLOWANCE
    is_late = after_processor_time(allowance.seconds)
    found = tuple(explore(as_control, entry, names=loaded.package.names, source=source, allowance=allowance, is_late=is_late))
    if entry not in loaded.package.guarded or any(one.recording.has_way_out for one in found):
        return found
    start = Start(path=path_of(entry) + OFFERED, arguments=())
    return (*found, Explored(start=start, recording=as_control(start)))


def _run(loaded: Loaded, start: Start, person: Persona, turned: str | None = None) -> Recording:
    return run_program(loaded, start, person, seconds=loaded.seconds, turned=turned)


def _named(program: Program, paths: dict[str, Artifact]) -> list[str]:
    """Paths of what the container names as entries; an only module is one as a matter of course."""
    by_module = {id(module): path for path, module in paths.items()}
    named = [by_module[id(program.modules[index])] for index in program.entries if id(program.modules[index]) in by_module]
    return own_paths(named) if any(module.is_entry for module in program.modules) else []
