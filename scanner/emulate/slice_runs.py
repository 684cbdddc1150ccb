"""Slices handed to the crew: as soon as they were cut, a handful in an attempt, each recalled and kept by itself."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scanner.attempt import Crew, Task, Underway
from scanner.emulate.alike import Example, alike_parts, example_of, taken_over
from scanner.emulate.recall import key_of, subjects_of
from scanner.emulate.showing import Emulated
from scanner.emulate.slices import Slices, SlicesRun
from scanner.memory import Memory, relocated
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.program import Language, Slice

SLICES = "emulate-slices"
BATCH = 4
"""Slices that share one attempt: the nearest to a signal come first and take ten times what the others do, so that few share it."""
SLICE_SECONDS = 8.0
"""Time of an attempt for each slice in it."""
ATTEMPT_SECONDS = 20.0
"""Time of an attempt beside that: the engine is compiled once on each machine."""

OnStep = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class _Started:
    """Where the answer for a slice will be."""

    underway: Underway[SlicesRun]
    index: int


@dataclass(slots=True, kw_only=True)
class SliceRuns:
    """The runs of slices of one artifact. `start` may be called by several threads."""

    crew: Crew
    rules: tuple[Path, ...]
    ruleset_digest: str
    engines: Path
    memory: Memory
    _started: dict[str, _Started] = field(default_factory=dict)
    _keys: dict[Slice, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, slices: Sequence[Slice]) -> None:
        """Hand over those that are run, were not run before and are not under way."""
        with self._lock:
            keys = {self._key(one): one for one in _run(slices)}
            fresh = [(key, one) for key, one in keys.items() if key not in self._started and not self._is_known(key, one)]
            for start in range(0, len(fresh), BATCH):
                batch = fresh[start : start + BATCH]
                underway = self.crew.start(self._task([one for _, one in batch]))
                self._started |= {key: _Started(underway, index) for index, (key, _) in enumerate(batch)}

    def seen(self, slices: Sequence[Slice], on_step: OnStep) -> list[tuple[Coverage, Emulated | None]]:
        """For each slice that is run, in order, how that ended and what it showed.

        What failed together is attempted once more by itself, so that one slice costs only itself.
        """
        self.start(slices)
        wanted = [(one, self._key(one)) for one in _run(slices)]
        found = {key: seen for one, key in wanted if (seen := self._found(one, key, on_step)) is not None}
        again = [(one, key) for one, key in wanted if key not in found]
        attempts = self.crew.run_all([self._task([one]) for one, _ in again])
        failed = {key: attempt.coverage for (_, key), attempt in zip(again, attempts, strict=True) if attempt.value is None}
        found |= {key: attempt.value.seen[0] for (_, key), attempt in zip(again, attempts, strict=True) if attempt.value is not None}
        for one, key in wanted:
            if key in self._started and key in found:
                self._keep(one, key, found[key])
        return [(failed.get(key) or _done(one), self._relocated(one, found.get(key))) for one, key in wanted]

    def _is_known(self, key: str, one: Slice) -> bool:
        """Whether an earlier run has its answer: its own, or that of a slice of another version that does the same."""
        if self.memory.holds(key):
            return True
        example = self.memory.recall(self._alike(one), Example) if one.parts else None
        seen = taken_over(example, one) if example is not None else None
        if seen is not None:
            self._keep(one, key, seen)
        return seen is not None and self.memory.holds(key)

    def _keep(self, one: Slice, key: str, seen: Emulated) -> None:
        self.memory.keep(key, seen, Emulated)
        example = example_of(one, seen)
        if example is not None:
            self.memory.keep(self._alike(one), example, Example)

    def _alike(self, one: Slice) -> str:
        return self.memory.key("alike", self.ruleset_digest, str(self.crew.limits), *alike_parts(one))

    def _found(self, one: Slice, key: str, on_step: OnStep) -> Emulated | None:
        """What it showed in this run or in an earlier one; None: it has to be attempted by itself."""
        started = self._started.get(key)
        if started is None:
            return self.memory.recall(key, Emulated)
        answer = started.underway.result().value
        on_step("emulate", one.place.subject)
        return answer.seen[started.index] if answer is not None else None

    def _relocated(self, one: Slice, seen: Emulated | None) -> Emulated | None:
        return relocated(seen, subjects_of(self._task([one]))) if seen is not None else None

    def _key(self, one: Slice) -> str:
        """What its result depends on; asked for as often as a slice is started, waited for and kept."""
        key = self._keys.get(one)
        if key is None:
            key = self._keys[one] = self.memory.key("emulate", self.ruleset_digest, str(self.crew.limits), key_of(self._task([one])))
        return key

    def _task(self, slices: list[Slice]) -> Task[SlicesRun]:
        head = slices[0].place
        return Task(
            stage=Stage.EMULATE,
            worker=SLICES,
            function="scanner.emulate.slices:run_slices",
            argument=Slices(slices=tuple(slices), rules=self.rules, engines=self.engines),
            subject=head.subject,
            sha256=head.artifact,
            bytes_total=sum(len(one.source) for one in slices),
            seconds=ATTEMPT_SECONDS + SLICE_SECONDS * len(slices),
            answer=SlicesRun,
        )


def _run(slices: Sequence[Slice]) -> Iterator[Slice]:
    """Those of a language whose slices are run."""
    return (one for one in slices if one.language is Language.JAVASCRIPT)


def _done(one: Slice) -> Coverage:
    size = len(one.source)
    return Coverage(
        stage=Stage.EMULATE,
        worker=SLICES,
        subject=one.place.subject,
        sha256=one.place.artifact,
        status=CoverageStatus.DONE,
        bytes_total=size,
        bytes_examined=size,
    )
