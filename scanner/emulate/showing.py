"""What the trials of a program's entries showed, gathered while they are held."""

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from scanner.code.text import SourceText
from scanner.emulate.evidence import Subject, differences_seen, lists_decoded
from scanner.emulate.passing import handovers_in
from scanner.emulate.places import around, first_in_code, reader_words
from scanner.model.artifact import Artifact
from scanner.model.coverage import Gap
from scanner.model.handover import Handover
from scanner.model.observation import EmulatorTested, Observation, Place, SignalRead
from scanner.ruleset.signals import ReaderLanguage, Signal
from scanner.world.tried import Trial

HEAD_CHARS = 400
"""Start of the entry that stands for a program whose reads cannot be located."""
SHOWN_GAPS = 8
"""Unanswered questions that are named in the coverage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulated:
    """What running it showed."""

    observations: tuple[Observation, ...]
    gaps: tuple[Gap, ...] = ()
    refuted: tuple[str, ...] = ()
    """Identities of slices whose code ran under the personas concerned without any difference."""
    handovers: tuple[Handover, ...] = ()
    """What it hands to other programs, as far as personas differ in that."""
    ran: tuple[int, ...] | None = None
    """Of a slice: numbers of the parts that were called under any persona; None: not told."""


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What is known after some of the trials."""

    signals: tuple[Signal, ...]
    observations: list[Observation] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)

    def add(self, trial: Trial, subject: Subject, name: str) -> None:
        """name: the file whose start was tried."""
        shown = differences_seen(trial, self.signals, subject)
        self.observations += [*shown, *lists_decoded(trial, subject.place)]
        self.observations += [EmulatorTested(place=subject.place, what=what) for what in trial.control.suspects]
        self.handovers += handovers_in(trial, subject, shown)
        self.gaps += _gaps_of(trial, name)

    def left_out(self, reason: str) -> None:
        """Something was not tried."""
        self.gaps.append(Gap(reason=reason, hides=frozenset()))

    def emulated(self, refuted: tuple[str, ...]) -> Emulated:
        return Emulated(
            observations=tuple(dict.fromkeys(self.observations)),
            gaps=tuple(dict.fromkeys(self.gaps)),
            refuted=tuple(dict.fromkeys(refuted)),
            handovers=tuple(self.handovers),
        )


def _gaps_of(trial: Trial, name: str) -> list[Gap]:
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
