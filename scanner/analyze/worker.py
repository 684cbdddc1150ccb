"""The one shape of an analyzer: what it is given, what it gives back, how it is listed."""

from dataclasses import dataclass
from pathlib import Path

from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.coverage import Capability, Gap
from scanner.model.handover import Handover
from scanner.model.observation import Observation
from scanner.model.program import Program, Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One artifact to examine."""

    artifact: Artifact
    blobs: Path
    """Where derived content is stored (`workfolder.store`)."""
    rules: tuple[Path, ...]
    """Rule folders: the shipped `rules/` first, then those the user added. May be empty."""
    beside: tuple[Artifact, ...] = ()
    """For bytecode: the artifacts that it was compiled from, where the container holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What an analyzer saw in one artifact."""

    observations: tuple[Observation, ...]
    bytes_examined: int
    derived: tuple[Artifact, ...] = ()
    """Content that was decoded out of the artifact and goes through the analysis again (text, code, executables)."""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSubject:
    """One program to follow."""

    program: Program
    blobs: Path
    rules: tuple[Path, ...]
    handovers: tuple[Handover, ...] = ()
    """What other programs of the package hand to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What a flow analyzer saw in one program."""

    observations: tuple[Observation, ...]
    slices: tuple[Slice, ...]
    bytes_examined: int
    gaps: tuple[Gap, ...] = ()
    handovers: tuple[Handover, ...] = ()
    """What it hands to other programs, as far as signals decide that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer:
    """One line of the list in `scanner/analyze/analyzers.py`."""

    name: str
    function: str
    """`scanner.analyze.module:function`, taking a `Subject` and returning `Examined`, or `ProgramSubject` and `Followed`."""
    kinds: frozenset[ArtifactKind]
    provides: frozenset[Capability]
    is_whole_program: bool = False
    reads_beside: bool = False
    """Whether it reads the files that lie beside a program's modules."""
    fills_memory: bool = False
    """True: of a large program it keeps most of what it makes to the end, so that its child is ended after it."""
    seconds: float | None = None
