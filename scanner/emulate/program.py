"""Programs that are run whole: the worker that tries one program under its personas."""

import re
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath

from scanner.code.literals import value_of
from scanner.code.text import SourceText, read_text
from scanner.code.tokens import TokenKind, tokens_of
from scanner.emulate.effort import EFFORT, after_effort
from scanner.emulate.engine import configure
from scanner.emulate.evidence import Subject, differences_seen, lists_decoded
from scanner.emulate.explore import Allowance, explore
from scanner.emulate.handing import Taker, differences_handed
from scanner.emulate.kin import Kin, sayings_of
from scanner.emulate.kinship import python_beside, scripts_beside
from scanner.emulate.manifests import own_names
from scanner.emulate.passing import handovers_in
from scanner.emulate.places import around, first_in_code, reader_words
from scanner.emulate.run import Laid, run_program
from scanner.emulate.source import ROOT, SourceTree
from scanner.emulate.start import Learned, Start
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import Gap
from scanner.model.handover import Handover
from scanner.model.observation import EmulatorTested, FlowTraced, Observation, Place, SignalRead
from scanner.model.program import Language, Program, SignalValue
from scanner.ruleset.signals import ReaderLanguage, Signal, signals_of
from scanner.ruleset.sinks import Sink, sinks_of
from scanner.ruleset.wellknown import well_known_hosts
from scanner.world.dictionary import Dictionary
from scanner.world.panel import FoundText
from scanner.world.persona import Persona, persona
from scanner.world.recording import Recording
from scanner.world.refutation import speaks_against
from scanner.world.trial import Budget, Known, Trial, hold_trial

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
FOCUS_PLACES = 400
"""Places of one module around which it is probed."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """What running it showed."""

    observations: tuple[Observation, ...]
    gaps: tuple[Gap, ...] = ()
    refuted: tuple[str, ...] = ()
    """Identities of slices whose code ran under the personas concerned without any difference."""
    handovers: tuple[Handover, ...] = ()
    """What it hands to other programs, as far as personas differ in that."""


def can_run_whole(program: Program, *, is_uncut: bool = False) -> bool:
    """True for a program of JavaScript that is small enough. is_uncut: it could not be followed, or no slice was cut out of it."""
    return program.language is Language.JAVASCRIPT and 0 < _size(program) <= (UNCUT_BYTES if is_uncut else MAX_BYTES)


def _size(program: Program) -> int:
    return sum(module.size_bytes for module in program.modules)


def run_whole(subject: WholeProgram) -> Emulated:
    """Run the program's entries under their personas and compare. For `Crew`."""
    configure(subject.engines)
    signals, sinks = signals_of(subject.rules), sinks_of(subject.rules)
    paths = paths_of(subject.program)
    texts = {path: read_text(module) for path, module in paths.items()}
    names = _names(subject.program, paths)
    is_large, is_uncut = _size(subject.program) > SMALL_BYTES, _size(subject.program) > MAX_BYTES
    focus = _focus(subject, paths, _named_readers(texts, signals) if is_uncut else {}) if is_large else None
    files = files_of(subject.program)
    tree = SourceTree({path: source.text for path, source in texts.items()}, files=files, names=names, focus=focus)
    tree.read_all()
    sayings = sayings_of(subject.handovers, trails_beside(subject.program))
    tree.kin = (*_kin(subject, texts, files, signals), sayings)
    source = "\n".join(one.text for one in texts.values())
    observations: list[Observation] = []
    gaps: list[Gap] = []
    known = _known(subject, source, _near(focus, texts) if focus else "")
    known = replace(known, values=(*known.values, *sayings.values))
    budget, allowance = (LARGE_BUDGET, LARGE_ALLOWANCE) if is_large else (BUDGET, ALLOWANCE)
    laid = Laid(tree)
    trials: list[Trial] = []
    is_late = after_effort(subject.seconds)
    allowance = replace(allowance, seconds=min(allowance.seconds, EXPLORING * subject.seconds))
    handed_on: list[Handover] = []
    for path in _entries(subject.program, paths) if not subject.is_only_handed else ():
        seen = subject_of(path, paths, texts, signals, "javascript", subject.reads)
        runner = _Runner(tree=tree, signals=signals, laid=laid, seconds=_run_seconds(subject.program))
        no_further = after_effort(allowance.seconds)
        for one in explore(runner.as_control, path, names=names, source=source, allowance=allowance, is_late=no_further, is_over=is_late):
            if is_late():
                reason = f"{PurePosixPath(path).name} can be started in more ways than there was time for"
                gaps.append(Gap(reason=reason, hides=frozenset()))
                break
            run = partial(runner.run, one.start)
            spent = replace(budget, groups=GROUPS) if min(runner.costs) > DEAR_SECONDS else budget
            trial = hold_trial(run, signals, sinks, known=known, budget=spent, is_late=is_late, turn=run)
            shown = differences_seen(trial, signals, seen)
            observations += [*shown, *lists_decoded(trial, seen.place)]
            handed_on += handovers_in(trial, seen, shown)
            observations += [EmulatorTested(place=seen.place, what=what) for what in trial.control.suspects]
            gaps += gaps_of(trial, PurePosixPath(path).name)
            trials.append(trial)
    taker = Taker(
        run=_Runner(tree=tree, signals=signals, laid=laid, seconds=_run_seconds(subject.program)).run,
        texts={path: one.text for path, one in texts.items()}, entries=_entries(subject.program, paths), names=names,
        known=known, signals=signals, sinks=sinks, is_late=after_effort(HANDED_SECONDS),
        subject=lambda path: subject_of(path, paths, texts, signals, "javascript", subject.reads),
    )  # fmt: skip
    observations += differences_handed(subject.handovers, taker)
    refuted = () if subject.is_only_handed else _refuted(trials, subject, signals, sinks, tree, paths)
    by_digest = _by_digest(paths)
    refuted += taker.refuted(subject.flows, lambda flow: _functions_of(_in_own_code(flow, by_digest), tree, by_digest))
    return Emulated(
        observations=tuple(dict.fromkeys(observations)),
        gaps=tuple(dict.fromkeys((*gaps, *taker.gaps))),
        refuted=tuple(dict.fromkeys(refuted)),
        handovers=tuple(handed_on),
    )


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


def _refuted(
    trials: list[Trial],
    subject: WholeProgram,
    signals: tuple[Signal, ...],
    sinks: tuple[Sink, ...],
    tree: SourceTree,
    paths: dict[str, Artifact],
) -> tuple[str, ...]:
    """Identities of static paths whose code ran under personas that took both ways, without any difference that left."""
    by_id = {signal.id: signal for signal in signals}
    by_digest = _by_digest(paths)
    found = []
    for flow in subject.flows:
        axes = frozenset(by_id[name].axis for name in flow.signals if name in by_id)
        needed = _functions_of(flow, tree, by_digest)
        met = [trial for trial in trials if needed is not None and needed <= trial.control.ran]
        if axes and met and all(speaks_against(trial, axes, flow.sink, sinks) for trial in met):
            found.append(flow.identity)
    return tuple(dict.fromkeys(found))


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


NEAR_CHARS = 3_000
"""How far from a read of a signal the texts stand that are tried first: in a bundle most texts are those of libraries."""


def _near(focus: dict[str, tuple[int, ...]], texts: dict[str, SourceText]) -> str:
    """The text around the places that are known of its signals, each stretch once."""
    parts = []
    for path, offsets in focus.items():
        encoded = texts[path].text.encode("utf-8", "surrogatepass")
        end = 0
        for offset in sorted(offsets):
            start = max(end, offset - NEAR_CHARS)
            end = max(end, offset + NEAR_CHARS)
            parts.append(encoded[start:end].decode("utf-8", "replace"))
    return "\n".join(parts)


def _known(subject: WholeProgram, source: str, near: str) -> Known:
    literals = (*_LITERAL.findall(near), *literals_of(source), *_digests_in(source), *texts_beside(subject.program))
    return Known(
        source=source,
        literals=tuple(dict.fromkeys(literals)),
        values=tuple((one.signal, FoundText(text=one.value, origin=one.origin, group=group_of(one))) for one in subject.values),
        dictionary=dictionary_of(subject.rules),
    )


WORD_PLACES = 12
"""Places of one word: what stands more often is a word of libraries."""


def _named_readers(texts: dict[str, SourceText], signals: tuple[Signal, ...]) -> dict[str, dict[int, None]]:
    """Where the words of expressions that read signals stand, for code of which too little is known."""
    words = dict.fromkeys(word for signal in signals for word in reader_words(signal, "javascript"))
    found: dict[str, dict[int, None]] = {}
    for path, source in texts.items():
        encoded = source.text.encode("utf-8", "surrogatepass")
        for word in words:
            places = [match.start() for match in islice(re.finditer(re.escape(word.encode()), encoded), WORD_PLACES + 1)]
            if len(places) <= WORD_PLACES:
                found.setdefault(path, {}).update(dict.fromkeys(places))
    return found


def _focus(subject: WholeProgram, paths: dict[str, Artifact], named: dict[str, dict[int, None]]) -> dict[str, tuple[int, ...]]:
    """Where probes are put into a large program: at what is known of its signals.

    named: path -> places where words of readers stand.
    """
    by_digest = _by_digest(paths)
    found: dict[str, dict[int, None]] = {}
    steps = (step.place for flow in subject.flows for step in flow.steps)
    for place in (*(read.place for read in subject.reads), *steps):
        if (path := by_digest.get(place.artifact)) is not None:
            found.setdefault(path, {}).setdefault(int(place.byte_offset), None)
    for path, places in named.items():
        found.setdefault(path, {}).update(places)
    return {path: tuple(offsets)[:FOCUS_PLACES] for path, offsets in found.items()}


_LITERAL = re.compile(r"""(?<=["'`])[^"'`\\\n]{2,200}(?=["'`])""")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9A-Za-z])")


def _digests_in(source: str) -> tuple[str, ...]:
    """Texts of the length of a hash, wherever in a large source they stand."""
    return tuple(dict.fromkeys(_DIGEST.findall(source)))[:LITERALS]


def group_of(value: SignalValue) -> str:
    """Entries of a list share a group, hosts and words apart, as one long list must not leave out the other; single texts have none."""
    return f"{value.origin} {'host' if '.' in value.value else 'word'}" if "list" in value.origin else ""


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


def texts_beside(program: Program) -> tuple[str, ...]:
    """The texts that data files of the package state, each once; the first thousands only."""
    found: dict[str, None] = {}
    for artifact in program.beside:
        if artifact.kind in (ArtifactKind.JSON, ArtifactKind.TEXT, ArtifactKind.YAML) and artifact.name not in ("package.json", "LICENSE"):
            for match in re.finditer(r"[\w.@:/+=-]{2,120}", artifact.content.read_text(encoding="utf-8", errors="replace")):
                found.setdefault(match[0], None)
        if len(found) >= LITERALS:
            break
    return tuple(found)


@cache
def dictionary_of(rules: tuple[Path, ...]) -> Dictionary:
    """What the catalogs of the rules know of hosts."""
    hosts: dict[str, None] = {}
    for folder in rules:
        for path in sorted((folder / "catalog").glob("vendors*.yaml")):
            hosts |= dict.fromkeys(re.findall(r"\bhost: ([\w.-]+)", path.read_text(encoding="utf-8")))
    return Dictionary(hosts=tuple(hosts | dict.fromkeys(well_known_hosts(rules))))


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


def paths_of(program: Program) -> dict[str, Artifact]:
    """Where each module lies on the made-up host."""
    return _located(program, program.modules)


def trails_beside(program: Program) -> dict[str, str]:
    """How the trail of each file beside the modules ends -> where it lies on the made-up host."""
    return {artifact.trail[-1]: path for path, artifact in _located(program, program.beside).items()}


def files_of(program: Program) -> dict[str, bytes]:
    """What lies beside the modules on the made-up host: path -> content."""
    return {path: artifact.content.read_bytes() for path, artifact in _located(program, program.beside).items()}


_PLAIN_PART = re.compile(r"[\x00-\x1f%?#]")
"""What a path of the made-up host has none of: an address that is made of the path and taken apart again is the same path."""


def _located(program: Program, artifacts: tuple[Artifact, ...]) -> dict[str, Artifact]:
    found: dict[str, Artifact] = {}
    for module in artifacts:
        steps = module.trail[len(program.root) :] if module.trail[: len(program.root)] == program.root else module.trail[-1:]
        below = PurePosixPath("/".join(steps) or module.name)
        if module.kind is ArtifactKind.PYTHON and below.suffix == ".pyc":
            below = below.with_suffix(".py")  # the module that holds what was compiled
        clean = "/".join(_PLAIN_PART.sub("", part) for part in below.parts if part not in ("/", "..", "."))
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
    path: str,
    paths: dict[str, Artifact],
    texts: dict[str, SourceText],
    signals: tuple[Signal, ...],
    language: ReaderLanguage,
    reads: tuple[SignalRead, ...] = (),
) -> Subject:
    """What observations of the entry at `path` point at: its beginning, and where a signal is read.

    reads: what the static part saw; of other signals the first place in code, outside of comments, that names a reader is taken.
    """
    seen = {read.signal: replace(read.place, note=f"reads {read.signal}") for read in reversed(reads)}
    words = {signal.id: reader_words(signal, language) for signal in signals}

    def locate(signal: str) -> Place | None:
        if signal in seen:
            return seen[signal]
        for word in words.get(signal, ()):
            for where, source in texts.items():
                if (at := first_in_code(word, source.text, where)) is not None:
                    start, end = around(source.text, at, at + len(word))
                    return source.place(paths[where], start, end, note=f"reads {signal}")
        return None

    whole = texts[path]
    return Subject(place=whole.place(paths[path], 0, min(len(whole.text), HEAD_CHARS)), identity=PurePosixPath(path).name, locate=locate)
