"""Small programs, run whole: the worker that tries one program under its personas."""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from scanner.code.literals import value_of
from scanner.code.text import SourceText, read_text
from scanner.code.tokens import TokenKind, tokens_of
from scanner.emulate.evidence import Subject, differences_seen, lists_decoded
from scanner.emulate.run import PROMPT, Start, run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.model.artifact import Artifact
from scanner.model.coverage import Gap
from scanner.model.observation import EmulatorTested, Observation, Place
from scanner.model.program import Language, Program
from scanner.ruleset.signals import ReaderLanguage, Signal, signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.persona import Persona, persona
from scanner.world.recording import Recording
from scanner.world.trial import Budget, Known, Trial, hold_trial

MAX_BYTES = 2 * 1024 * 1024
"""A program with more text than this is not run whole; its slices are."""
RUN_SECONDS = 3.0
"""Time for one call into one persona's run; a made-up tool needs a hundredth."""
BUDGET = Budget(runs=100, found=12, panel=10, uncompared=12, pairs=12, sweep=280)
"""Measured: 15 ms a run on a quiet core."""
ENTRIES = 3
"""Entries of a program that are started."""
LITERALS = 4_000
HEAD_CHARS = 400
"""Start of the entry that stands for a program whose reads cannot be located."""
SHOWN_GAPS = 8
"""Unanswered questions that are named in the coverage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeProgram:
    """One program to run."""

    program: Program
    rules: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """What running it showed."""

    observations: tuple[Observation, ...]
    gaps: tuple[Gap, ...] = ()
    refuted: tuple[str, ...] = ()
    """Identities of slices whose code ran under the personas concerned without any difference."""


def can_run_whole(program: Program) -> bool:
    """True for a program of JavaScript that is small enough."""
    return program.language is Language.JAVASCRIPT and 0 < sum(module.size_bytes for module in program.modules) <= MAX_BYTES


def run_whole(subject: WholeProgram) -> Emulated:
    """Run the program's entries under their personas and compare. For `Crew`."""
    signals, sinks = signals_of(subject.rules), sinks_of(subject.rules)
    paths = paths_of(subject.program)
    texts = {path: read_text(module) for path, module in paths.items()}
    tree = SourceTree({path: source.text for path, source in texts.items()})
    tree.read_all()
    source = "\n".join(one.text for one in texts.values())
    literals = literals_of(source)
    observations: list[Observation] = []
    gaps: list[Gap] = []
    for path in _entries(subject.program, paths):
        start = _best_start(tree, path, signals)
        trial = hold_trial(
            _Runner(tree=tree, start=start, signals=signals),
            signals,
            sinks,
            known=Known(source=source, literals=literals),
            budget=BUDGET,
        )
        seen = subject_of(path, paths, texts, signals, "javascript")
        observations += [*differences_seen(trial, signals, seen), *lists_decoded(trial, seen.place)]
        observations += [EmulatorTested(place=seen.place, what=what) for what in trial.control.suspects]
        gaps += gaps_of(trial, PurePosixPath(path).name)
    return Emulated(observations=tuple(dict.fromkeys(observations)), gaps=tuple(dict.fromkeys(gaps)))


def literals_of(source: str, language: Language = Language.JAVASCRIPT) -> tuple[str, ...]:
    """The texts that a source states, each once, in order; the first thousands only."""
    found: dict[str, None] = {}
    for token in tokens_of(source, language):
        if token.kind in (TokenKind.STRING, TokenKind.TEMPLATE) and token.end - token.start < 400:
            found.setdefault(value_of(source, token, language), None)
        elif token.kind is TokenKind.REGEX and token.end - token.start < 400:
            found.update(
                dict.fromkeys(
                    re.findall(r"\.?[A-Za-z][\w/.-]{1,40}", source[token.start + 1 : token.end].replace("\\.", ".").replace("\\/", "/"))
                )
            )
        if len(found) >= LITERALS:
            break
    return tuple(text for text in found if text)


def gaps_of(trial: Trial, name: str) -> list[Gap]:
    """What the trial of one entry did not see, in a few sentences."""
    control = trial.control
    found = []
    if control.stopped is not None:
        found.append(Gap(reason=f"{name} was run and {control.stopped}", hides=frozenset()))
    elif control.errors and not control.has_way_out:
        found.append(Gap(reason=f"{name} ended before anything left it: {control.errors[0]}", hides=frozenset()))
    if control.gaps and not control.has_way_out:
        asked = ", ".join(control.gaps[:SHOWN_GAPS]) + (
            f" and {len(control.gaps) - SHOWN_GAPS} more" if len(control.gaps) > SHOWN_GAPS else ""
        )
        found.append(Gap(reason=f"the made-up world has no answer for {asked}, which {name} asked for", hides=frozenset()))
    if trial.is_cut_short:
        found.append(
            Gap(
                reason=f"{name} was run under {len(trial.tried) + 2} personas; the limit on runs or time was hit before all were tried",
                hides=frozenset(),
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runner:
    tree: SourceTree
    start: Start
    signals: tuple[Signal, ...]
    asked: set[str] = field(default_factory=set)

    def __call__(self, persona: Persona) -> Recording:
        return run_program(self.tree, self.start, persona, self.signals, seconds=RUN_SECONDS, asked=self.asked)


def _best_start(tree: SourceTree, path: str, signals: tuple[Signal, ...]) -> Start:
    """The first way of asking that makes something leave: the prompt as argument, behind `-p`, or none at all."""
    starts = [Start(path=path, arguments=arguments, calls_exports=True) for arguments in ((PROMPT,), ("-p", PROMPT), ())]
    for start in starts:
        recording = _Runner(tree=tree, start=start, signals=signals)(persona(signals))
        if recording.has_way_out or recording.stopped is not None:
            return start
    return starts[0]


def paths_of(program: Program) -> dict[str, Artifact]:
    """Where each module lies on the made-up host."""
    found: dict[str, Artifact] = {}
    for module in program.modules:
        steps = module.trail[len(program.root) :] if module.trail[: len(program.root)] == program.root else module.trail[-1:]
        below = PurePosixPath("/".join(steps) or module.name)
        clean = "/".join(part for part in below.parts if part not in ("/", "..", "."))
        found.setdefault(f"{ROOT}/{clean}", module)
    return found


def _entries(program: Program, paths: dict[str, Artifact]) -> tuple[str, ...]:
    """Paths of what is started: the named entries, else the only module, else the usual names, else every module."""
    by_module = {id(module): path for path, module in paths.items()}
    named = [by_module[id(program.modules[index])] for index in program.entries if id(program.modules[index]) in by_module]
    if not named:
        usual = [path for path in paths if re.search(r"/(index|main|cli|app|tool|bin|agent|server)\.[cm]?[jt]sx?$", path)]
        named = usual or list(paths)
    return tuple(named[:ENTRIES])


def subject_of(
    path: str, paths: dict[str, Artifact], texts: dict[str, SourceText], signals: tuple[Signal, ...], language: ReaderLanguage
) -> Subject:
    """What observations of the entry at `path` point at: its beginning, and the first place that names a reader of a signal."""
    words = {signal.id: _reader_words(signal, language) for signal in signals}

    def locate(signal: str) -> Place | None:
        for word in words.get(signal, ()):
            for where, source in texts.items():
                if (at := source.text.find(word)) >= 0:
                    start, end = _around(source.text, at, at + len(word))
                    return source.place(paths[where], start, end, note=f"reads {signal}")
        return None

    whole = texts[path]
    return Subject(place=whole.place(paths[path], 0, min(len(whole.text), HEAD_CHARS)), identity=PurePosixPath(path).name, locate=locate)


def _reader_words(signal: Signal, language: ReaderLanguage) -> tuple[str, ...]:
    """Last names of the expressions that read a signal, those first that the rule names first."""
    names = (re.findall(r"[A-Za-z_$][\w$ -]{3,}", reader) for reader in signal.readers.get(language, ()))
    return tuple(dict.fromkeys(found[-1].strip() for found in names if found))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with what stands before and after it on its line, within the length of an excerpt."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return max(line_start, start - 120), min(line_end if line_end >= 0 else len(text), end + 160)
