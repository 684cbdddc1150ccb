"""Programs that are run whole: the worker that tries one program under its personas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from scanner.code.text import SourceText, read_text
from scanner.emulate.effort import EFFORT, IsLate, after_effort
from scanner.emulate.engine import configure
from scanner.emulate.entries import entries_of
from scanner.emulate.evidence import Subject
from scanner.emulate.explore import Allowance, Explored, explore
from scanner.emulate.focus import focus_on, named_readers, text_near
from scanner.emulate.handing import Taker, differences_handed
from scanner.emulate.kept import without_kept
from scanner.emulate.kin import Kin, sayings_of
from scanner.emulate.kinship import python_beside, scripts_beside
from scanner.emulate.layout import files_of, paths_of, trails_beside
from scanner.emulate.manifests import own_names
from scanner.emulate.run import Laid, run_program
from scanner.emulate.showing import Emulated, Gathered, subject_of
from scanner.emulate.source import SourceTree
from scanner.emulate.start import Learned, Start
from scanner.emulate.stated import digests_in, group_of, literals_of, texts_beside
from scanner.model.artifact import Artifact
from scanner.model.handover import Handover
from scanner.model.observation import FlowTraced, SignalRead
from scanner.model.program import Language, Program, SignalValue
from scanner.ruleset.signals import Signal, signals_of
from scanner.ruleset.sinks import Sink, sinks_of
from scanner.world.dictionary import dictionary_of
from scanner.world.panel import FoundText
from scanner.world.persona import Persona, persona
from scanner.world.recording import Recording
from scanner.world.refutation import speaks_against
from scanner.world.trial import Budget, Known, hold_trial
from scanner.world.tried import Trial

MAX_BYTES = 7 * 1024 * 1024
"""A program with more text than this is not run whole; its slices are. Of the registry's tools nine in ten have less."""
UNCUT_BYTES = 24 * 1024 * 1024
"""The same for a program out of which little or nothing was cut: 13 MB took 7 s to read and compile, 19 MB 16 s and 1 GB."""
SMALL_BYTES = 256 * 1024
"""Beyond this a program is taken for a bundle: most of its text belongs to libraries, and a run takes a second instead of a hundredth."""
RUN_SECONDS = 3.0
"""Time for one call into one persona's run; a made-up tool needs a hundredth."""
LARGE_RUN_SECONDS = 8.0
UNCUT_RUN_SECONDS = 16.0
BUDGET = Budget(runs=100, found=12, panel=10, uncompared=12, pairs=12, sweep=280, turns=16)
"""Measured: 15 ms a run on a quiet core."""
LARGE_BUDGET = Budget(runs=48, found=8, panel=6, uncompared=6, pairs=4, sweep=80, turns=8)
"""Measured: 0.1 to 1 s a run for bundles of 0.5 to 6 MB."""
ALLOWANCE = Allowance(runs=60, seconds=8.0, starts=4)
"""Measured: a tool with five subcommands is explored in 20 to 40 runs."""
LARGE_ALLOWANCE = Allowance(runs=30, seconds=15.0, starts=3)
TRIALS_SECONDS = 50.0
"""Time of the only program of an artifact; several share more, but not so many times as much."""
EXPLORING = 0.3
"""Share of a program's time after which no further way of starting is looked for."""
HANDED_SECONDS = 12.0
"""Time for all runs with what other programs of the package hand to it."""
DEAR_SECONDS = 1.0
"""A program of which a run takes longer is tried on all axes at once first: there is time for some ten personas."""
GROUPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeProgram:
    """One program to run."""

    program: Program
    rules: tuple[Path, ...]
    reads: tuple[SignalRead, ...] = ()
    """Where its text was seen to read signals."""
    flows: tuple[FlowTraced, ...] = ()
    """The static paths from signals in its text."""
    values: tuple[SignalValue, ...] = ()
    """What the static part saw signals compared with."""
    seconds: float = TRIALS_SECONDS
    """No further way of starting, and no further persona, is tried after this time."""
    engines: Path | None = None
    """Where the compiled engine is kept between runs."""
    handovers: tuple[Handover, ...] = ()
    """What other programs of the package hand to it."""
    is_only_handed: bool = False
    """True: it was run as the user starts it, and only what is handed to it is left."""


def can_run_whole(program: Program, *, is_uncut: bool = False) -> bool:
    """True for a program of JavaScript that is small enough. is_uncut: it could not be followed, or no slice was cut out of it."""
    return program.language is Language.JAVASCRIPT and 0 < _size(program) <= (UNCUT_BYTES if is_uncut else MAX_BYTES)


def _size(program: Program) -> int:
    return sum(module.size_bytes for module in program.modules)


def run_whole(subject: WholeProgram) -> Emulated:
    """Run the program's entries under their personas and compare. For `Crew`."""
    configure(subject.engines)
    opened = _opened(subject)
    gathered = Gathered(signals=opened.signals)
    trials = [] if subject.is_only_handed else list(_tried(opened, gathered, after_effort(subject.seconds)))
    taker = Taker(
        run=opened.runner().run,
        texts={path: one.text for path, one in opened.texts.items()}, entries=opened.entries, names=opened.tree.names,
        known=opened.known, signals=opened.signals, sinks=opened.sinks, is_late=after_effort(HANDED_SECONDS), subject=opened.subject_of,
    )  # fmt: skip
    gathered.observations += differences_handed(subject.handovers, taker)
    gathered.gaps += taker.gaps
    by_digest = _by_digest(opened.paths)
    handed = taker.refuted(subject.flows, lambda flow: _functions_of(_in_own_code(flow, by_digest), opened.tree, by_digest))
    return gathered.emulated(refuted=(*(() if subject.is_only_handed else _refuted(trials, opened)), *handed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A program laid out on the made-up host."""

    given: WholeProgram
    signals: tuple[Signal, ...]
    sinks: tuple[Sink, ...]
    paths: dict[str, Artifact]
    texts: dict[str, SourceText]
    tree: SourceTree
    laid: Laid
    near: str
    """Of a bundle the text near its signals; empty: it is none."""
    known: Known

    @property
    def is_large(self) -> bool:
        return _size(self.given.program) > SMALL_BYTES

    @property
    def entries(self) -> tuple[str, ...]:
        return entries_of(self.given.program, self.paths)

    def runner(self) -> "_Runner":
        return _Runner(tree=self.tree, signals=self.signals, laid=self.laid, seconds=_run_seconds(self.given.program))

    def subject_of(self, path: str) -> Subject:
        """What observations of an entry point at."""
        return subject_of(path, self.paths, self.texts, self.signals, "javascript", self.given.reads)


def _opened(subject: WholeProgram) -> _Opened:
    signals = signals_of(subject.rules)
    paths = paths_of(subject.program)
    texts = {path: read_text(module) for path, module in paths.items()}
    focus = None
    if _size(subject.program) > SMALL_BYTES:
        places = (*(read.place for read in subject.reads), *(step.place for flow in subject.flows for step in flow.steps))
        focus = focus_on(places, _by_digest(paths), named_readers(texts, signals) if _size(subject.program) > MAX_BYTES else {})
    files = files_of(subject.program)
    tree = SourceTree(
        {path: source.text for path, source in texts.items()}, files=files, names=_names(subject.program, paths), focus=focus
    )
    tree.read_all()
    sayings = sayings_of(subject.handovers, trails_beside(subject.program))
    tree.kin = (*_kin(subject, texts, files, signals), sayings)
    near = text_near(focus, texts) if focus else ""
    known = _known(subject, "\n".join(one.text for one in texts.values()), near)
    return _Opened(
        given=subject,
        signals=signals,
        sinks=sinks_of(subject.rules),
        paths=paths,
        texts=texts,
        tree=tree,
        laid=Laid(tree),
        near=near,
        known=replace(known, values=(*known.values, *sayings.values)),
    )


def _tried(opened: _Opened, gathered: Gathered, is_late: IsLate) -> Iterator[Trial]:
    """The trial of each way in which an entry can be started; what it shows is gathered."""
    budget, allowance = (LARGE_BUDGET, LARGE_ALLOWANCE) if opened.is_large else (BUDGET, ALLOWANCE)
    allowance = replace(allowance, seconds=min(allowance.seconds, EXPLORING * opened.given.seconds))
    for path in opened.entries:
        subject, name = opened.subject_of(path), PurePosixPath(path).name
        runner = opened.runner()
        ways = explore(
            runner.as_control, path, names=opened.tree.names, source=opened.known.source, allowance=allowance,
            is_late=after_effort(allowance.seconds), is_over=is_late, near=opened.near,
        )  # fmt: skip
        for way in _telling_first(ways, opened):
            if is_late():
                gathered.left_out(f"{name} can be started in more ways than there was time for")
                break
            run = partial(runner.run, way.start)
            spent = replace(budget, groups=GROUPS) if min(runner.costs) > DEAR_SECONDS else budget
            trial = hold_trial(run, opened.signals, opened.sinks, known=opened.known, budget=spent, is_late=is_late, turn=run)
            without_kept(trial, path, {where: one.text for where, one in opened.texts.items()}, opened.tree.names)
            gathered.add(trial, subject, name)
            yield trial


def _telling_first(ways: Iterator[Explored], opened: _Opened) -> Iterator[Explored]:
    """The ways of starting in their order; before all, those that go a static path to its end which the best one never goes.

    The time may be over after one of them, and what a static path says is borne out only where its code runs.
    """
    by_digest = _by_digest(opened.paths)
    paths = [needed for flow in opened.given.flows if (needed := _functions_of(flow, opened.tree, by_digest))]
    if not paths:
        yield from ways
        return
    found = list(ways)
    missed = [needed for needed in paths if not needed <= found[0].recording.ran]
    yield from sorted(found, key=lambda way: not any(needed <= way.recording.ran for needed in missed))


def _in_own_code(flow: FlowTraced, by_digest: dict[str, str]) -> FlowTraced:
    """A path without the steps that lie in another program."""
    return replace(flow, steps=tuple(step for step in flow.steps if step.place.artifact in by_digest))


def _kin(
    subject: WholeProgram, texts: dict[str, SourceText], files: dict[str, bytes], signals: tuple[Signal, ...]
) -> tuple[Kin, ...]:
    """The programs that it may start: those of Python beside it, and scripts of its own language."""
    if subject.engines is None:
        return ()
    own = {path: one.text.encode("utf-8", "surrogatepass") for path, one in texts.items()}
    return (*python_beside(files, signals, subject.engines), *scripts_beside(own | files, signals, subject.engines))


def _refuted(trials: list[Trial], opened: _Opened) -> tuple[str, ...]:
    """Identities of static paths whose code ran under personas that took both ways, without any difference that left."""
    by_id = {signal.id: signal for signal in opened.signals}
    by_digest = _by_digest(opened.paths)
    found = []
    for flow in opened.given.flows:
        axes = frozenset(by_id[name].axis for name in flow.signals if name in by_id)
        needed = _functions_of(flow, opened.tree, by_digest)
        met = [trial for trial in trials if needed is not None and needed <= trial.control.ran]
        if axes and met and all(speaks_against(trial, axes, flow.sink, opened.sinks) for trial in met):
            found.append(flow.identity)
    return tuple(found)


def _functions_of(flow: FlowTraced, tree: SourceTree, by_digest: dict[str, str]) -> set[int] | None:
    """Numbers of the functions that must have run for a path to have been gone; None: that cannot be known.

    Code outside of all functions that are noted counts as run only in small programs, where each is noted.
    """
    needed: set[int] = set()
    for place in dict.fromkeys(step.place for step in flow.steps):
        path = by_digest.get(place.artifact)
        if path is None or path.endswith((".ts", ".mts", ".cts", ".tsx")):
            return None  # of TypeScript the places are not known
        number = tree.function_at(path, int(place.byte_offset))
        if number is not None:
            needed.add(number)
        elif tree.is_focused:
            return None
    return needed


def _by_digest(paths: dict[str, Artifact]) -> dict[str, str]:
    return {artifact.sha256: path for path, artifact in paths.items()}


_LITERAL = re.compile(r"""(?<=["'`])[^"'`\\\n]{2,200}(?=["'`])""")


def _known(subject: WholeProgram, source: str, near: str) -> Known:
    literals = (*_LITERAL.findall(near), *literals_of(source), *digests_in(source), *texts_beside(subject.program))
    return Known(
        source=source,
        literals=tuple(dict.fromkeys(literals)),
        values=tuple((one.signal, FoundText(text=one.value, origin=one.origin, group=group_of(one))) for one in subject.values),
        dictionary=dictionary_of(subject.rules),
    )


def _run_seconds(program: Program) -> float:
    size = _size(program)
    return RUN_SECONDS if size <= SMALL_BYTES else LARGE_RUN_SECONDS if size <= MAX_BYTES else UNCUT_RUN_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runner:
    tree: SourceTree
    signals: tuple[Signal, ...]
    laid: Laid
    seconds: float
    learned: Learned = field(default_factory=Learned)
    costs: list[float] = field(default_factory=list)
    """Seconds that each run of the control took."""

    def run(self, start: Start, person: Persona, turned: str | None = None) -> Recording:
        return run_program(
            self.tree, start, person, self.signals, seconds=self.seconds, learned=self.learned, laid=self.laid, turned=turned
        )

    def as_control(self, start: Start) -> Recording:
        before = EFFORT.seconds()
        recording = self.run(start, persona(self.signals))
        self.costs.append(EFFORT.seconds() - before)
        return recording


def _names(program: Program, paths: dict[str, Artifact]) -> frozenset[str]:
    """What the program may call itself: names of its commands, package and entry files."""
    found = {PurePosixPath(path).stem for path in paths}
    for artifact in program.beside:
        if artifact.name == "package.json":
            found |= own_names(artifact.content.read_bytes())
    return frozenset(found - {"index", "main", "cli", "src"})
