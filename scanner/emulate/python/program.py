"""Small Python programs, run whole: the worker that tries one program under its personas."""

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from scanner.code.text import read_text
from scanner.emulate.evidence import differences_seen, lists_decoded
from scanner.emulate.program import Emulated, files_of, gaps_of, literals_of, paths_of, subject_of
from scanner.emulate.python.engine import GuestStopped, run
from scanner.emulate.run import World
from scanner.emulate.source import SourceTree
from scanner.emulate.start import PROMPT, Learned
from scanner.model.artifact import Artifact
from scanner.model.coverage import Gap
from scanner.model.observation import EmulatorTested, Observation
from scanner.model.program import Language, Program
from scanner.ruleset.signals import Signal, signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.persona import Persona, persona
from scanner.world.recording import Comparison, Recording
from scanner.world.trial import Budget, Known, hold_trial


@dataclass(frozen=True, slots=True)
class _Found:
    compared: list[tuple[str, tuple[str, ...]]]
    made: list[str]


MAX_BYTES = 1024 * 1024
"""A program with more text than this is not run: it would spend its time on imports."""
RUN_SECONDS = 6.0
"""Time for one persona; a start takes 0.2 s on a quiet core."""
BUDGET = Budget(runs=48, found=8, panel=8, uncompared=8, pairs=4, sweep=0)
"""A run costs a quarter of a second: ten times a run of JavaScript."""
ENTRIES = 2
_FOUND = TypeAdapter(_Found)
_USUAL = ("__main__.py", "main.py", "cli.py", "app.py", "server.py", "agent.py", "__init__.py")


def can_run_python(program: Program) -> bool:
    """True for a Python program that is small enough."""
    return program.language is Language.PYTHON and 0 < sum(module.size_bytes for module in program.modules) <= MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonProgram:
    """One program to run."""

    program: Program
    rules: tuple[Path, ...]
    engines: Path
    """Folder in which the compiled engine is kept."""


def run_python(subject: PythonProgram) -> Emulated:
    """Run the program's entries under their personas and compare. For `Crew`. Raises Refusal where the engine is missing."""
    signals, sinks = signals_of(subject.rules), sinks_of(subject.rules)
    paths = paths_of(subject.program)
    texts = {path: read_text(module) for path, module in paths.items()}
    tree = SourceTree({path: source.text for path, source in texts.items()}, files=files_of(subject.program))
    source = "\n".join(one.text for one in texts.values())
    known = Known(source=source, literals=literals_of(source, Language.PYTHON))
    observations: list[Observation] = []
    gaps: list[Gap] = []
    for path in _entries(subject.program, paths):
        trial = hold_trial(_best_runner(tree, path, signals, subject.engines), signals, sinks, known=known, budget=BUDGET)
        seen = subject_of(path, paths, texts, signals, "python")
        observations += [*differences_seen(trial, signals, seen), *lists_decoded(trial, seen.place)]
        observations += [EmulatorTested(place=seen.place, what=what) for what in trial.control.suspects]
        gaps += gaps_of(trial, PurePosixPath(path).name)
    return Emulated(observations=tuple(dict.fromkeys(observations)), gaps=tuple(dict.fromkeys(gaps)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runner:
    tree: SourceTree
    path: str
    arguments: tuple[str, ...]
    signals: tuple[Signal, ...]
    engines: Path
    seconds: float = RUN_SECONDS
    learned: Learned = field(default_factory=Learned)

    def __call__(self, persona: Persona) -> Recording:
        """One run. Never raises for what the program does: `Recording.stopped` says why it was ended."""
        world = World(persona, self.signals, self.tree, learned=self.learned)

        def ask(kind: str, value: object) -> object:
            if kind == "start":
                return self._start(world)
            if kind == "left":
                return world.recording.has_way_out
            if kind == "found":
                _take_found(world.recording, value)
                return None
            answer = world.ask(f"{kind}\n{json.dumps(value)}")
            return None if answer is None else json.loads(answer)

        try:
            run(ask, seconds=self.seconds, engines=self.engines)
        except GuestStopped as stopped:
            world.recording.stopped = str(stopped)
        return world.recording

    def _start(self, world: World) -> dict[str, object]:
        """What the guest is told: the persona's facts, where modules lie, and what to run."""
        folder = PurePosixPath(self.path).parent
        while f"{folder}/__init__.py" in self.tree.modules():
            folder = folder.parent
        inner = PurePosixPath(self.path).parent.relative_to(folder).parts
        return {
            "facts": json.loads(world.facts(())),
            "paths": list(self.tree.modules()),
            "roots": [str(folder)],
            "entry": self.path,
            "package": ".".join(inner),
            "arguments": list(self.arguments),
            "prompt": PROMPT,
        }


def _take_found(recording: Recording, value: object) -> None:
    """What the persona's values were compared with, and the lists that the program made."""
    found = _FOUND.validate_python(value)
    recording.compared += [Comparison(how, texts) for how, texts in found.compared]
    recording.decoded += [(text, "made while it ran") for text in found.made]


def _best_runner(tree: SourceTree, path: str, signals: tuple[Signal, ...], engines: Path) -> _Runner:
    """The first way of asking that makes something leave: with the prompt as argument, or none at all."""
    runners = [_Runner(tree=tree, path=path, arguments=arguments, signals=signals, engines=engines) for arguments in ((PROMPT,), ())]
    for runner in runners:
        recording = runner(persona(signals))
        if recording.has_way_out or recording.stopped is not None:
            return runner
    return runners[0]


def _entries(program: Program, paths: dict[str, Artifact]) -> tuple[str, ...]:
    """Paths of what is started: the named entries, else the only module, else the usual names, else every module."""
    by_module = {id(module): path for path, module in paths.items()}
    named = [by_module[id(program.modules[index])] for index in program.entries if id(program.modules[index]) in by_module]
    usual = sorted((path for path in paths if PurePosixPath(path).name in _USUAL), key=lambda path: _USUAL.index(PurePosixPath(path).name))
    return tuple((named or usual or list(paths))[:ENTRIES])
