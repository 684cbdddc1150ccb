"""What is found while containers are opened: nodes still to open, artifacts, coverage; and the ways in which these are told."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from scanner.attempt import Task
from scanner.model.artifact import Artifact
from scanner.model.coverage import BYTE_CAPABILITIES, Coverage, CoverageStatus, Gap, Stage
from scanner.unpack.opened import Package

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the user named."""

    path: Path
    """A file or a folder."""
    name: str
    """The head of the trail. Files below a folder are named `name/relative`; empty: just `relative`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An artifact that may be a container."""

    artifact: Artifact
    openers: tuple[str, ...]
    level: int


@dataclass(slots=True)
class Tree:
    """What came out of one outermost artifact, or of the files of one folder."""

    artifacts: list[Artifact] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    packages: list[tuple[str, Package]] = field(default_factory=list)
    """With the subject of what holds them, which goes before the step of the manifest."""

    def extend(self, other: "Tree") -> None:
        self.artifacts += other.artifacts
        self.coverage += other.coverage
        self.packages += other.packages


def task_of(worker: str, function: str, argument: object, subject: str) -> Task[T]:
    """An attempt of this stage on something that has no digest yet."""
    return Task(stage=Stage.UNPACK, worker=worker, function=function, argument=argument, subject=subject, capabilities=BYTE_CAPABILITIES)


def below(origin: Origin, name: str | None) -> str:
    """The subject of a file below what the user named; None: of that itself."""
    return "/".join(part for part in (origin.name.rstrip("/") or ("" if name else "."), name) if part)


def done(worker: str, subject: str, size_bytes: int, artifact: Artifact | None = None) -> Coverage:
    """It was opened to the end."""
    return Coverage(
        stage=Stage.UNPACK,
        worker=worker,
        subject=subject,
        status=CoverageStatus.DONE,
        sha256=artifact.sha256 if artifact else None,
        bytes_total=size_bytes,
        bytes_examined=size_bytes,
    )


def gap_entry(worker: str, gap: Gap, subject: str, artifact: Artifact | None = None) -> Coverage:
    """Without a digest of its own, a gap has that of the container it was met in."""
    return Coverage(
        stage=Stage.UNPACK,
        worker=worker,
        subject=subject,
        status=gap.status,
        reason=gap.reason,
        sha256=gap.sha256 or (artifact.sha256 if artifact else None),
        bytes_total=gap.bytes_total,
        capabilities=BYTE_CAPABILITIES if gap.hides is None else gap.hides,
    )
