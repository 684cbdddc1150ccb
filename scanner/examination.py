"""The byte side of the chain for one tool: unpack, analyze, emulate. A function of bytes, rules and limits alone."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, cast

from scanner.attempt import Crew
from scanner.code.text import read_text
from scanner.correlate.grouping import groups_of
from scanner.correlate.identity import Claim, claim_of
from scanner.correlate.main_program import Starter, starters_of
from scanner.memory import Memory
from scanner.model.artifact import SCRIPT_KINDS, Artifact, Sha256
from scanner.model.coverage import Capability, Coverage, CoverageStatus
from scanner.model.limits import Limits
from scanner.model.observation import Observation, Place
from scanner.model.program import Program
from scanner.ruleset.rules import Ruleset
from scanner.unpack.stage import Looked, Origin, Unpacked, look_at, unpack
from scanner.workfolder import WorkFolder, digest_of

if TYPE_CHECKING:
    from scanner.analyze.stage import Analyzed, OnSlices

OnStep = Callable[[str, str], None]
"""Progress: what is done, and on what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What the byte stages work with."""

    crew: Crew
    folder: WorkFolder
    limits: Limits
    ruleset: Ruleset
    memory: Memory
    on_step: OnStep
    emulates: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All that the bytes of one tool say."""

    claims: tuple[Claim, ...]
    """What the manifests say that decide what a tool is called: of all together, and of each group of a folder."""
    artifacts: tuple[Artifact, ...]
    observations: tuple[Observation, ...]
    refuted: tuple[str, ...]
    """Identities of static paths whose code ran under the personas concerned without any difference."""
    programs: tuple[Program, ...]
    starters: tuple[Starter, ...]
    coverage: tuple[Coverage, ...]

    @classmethod
    def nothing(cls, gap: Coverage) -> "Examination":
        """No bytes were examined; the gap says why."""
        return cls(claims=(), artifacts=(), observations=(), refuted=(), programs=(), starters=(), coverage=(gap,))


def examine(origins: tuple[Origin, ...], workshop: Workshop) -> Examination:
    """Examine the files of one tool, or recall what an earlier run saw in the same bytes under the same rules and limits."""
    workshop.folder.clear()
    neutral = tuple(replace(origin, path=origin.path.absolute(), name=_neutral(index, origin)) for index, origin in enumerate(origins))
    subjects = tuple(_looked_at(origin, workshop) if origin.path.is_dir() else origin for origin in neutral)
    key = _key(neutral, subjects, workshop)
    kept = workshop.memory.recall(key, Examination) if key else None
    if kept is not None:
        return _renamed(_found_again(kept, neutral), origins)
    fresh = _examine(subjects, workshop)
    if key and not any(entry.status is CoverageStatus.FAILED for entry in fresh.coverage):
        workshop.memory.keep(key, fresh, Examination)  # what failed on a loaded machine is tried again
    return _renamed(fresh, origins)


def _looked_at(origin: Origin, workshop: Workshop) -> Looked:
    """The files of a folder, which its digest is made of: reading them costs little beside the rest."""
    on_step = partial(workshop.on_step, "opening")
    return look_at(origin, crew=workshop.crew, limits=workshop.limits, blobs=workshop.folder.blobs, on_step=on_step)


def unpacked_artifacts(origins: tuple[Origin, ...], workshop: Workshop) -> tuple[Artifact, ...]:
    """What the files hold, opened and not analysed."""
    on_step = partial(workshop.on_step, "opening")
    return unpack(origins, crew=workshop.crew, limits=workshop.limits, blobs=workshop.folder.blobs, on_step=on_step).artifacts


def words_in(origins: tuple[Origin, ...], words: frozenset[str], workshop: Workshop) -> frozenset[str]:
    """Which of some words stand in scripts of these files, as they lie there: nothing is decoded."""
    scripts = [artifact for artifact in unpacked_artifacts(origins, workshop) if artifact.kind in SCRIPT_KINDS]
    found: set[str] = set()
    for script in scripts:
        try:
            text = read_text(script).text
        except OSError:
            continue  # it is gone: what is asked for is a guess
        found |= {word for word in words - found if word in text}
    return frozenset(found)


def find_slice(origins: tuple[Origin, ...], sha256: Sha256, workshop: Workshop) -> str | None:
    """The source of one slice of these files; None: there is no such slice."""
    _, analyzed = _analyzed(origins, workshop)
    return next((each.source for each in analyzed.slices if each.sha256 == sha256), None)


def _unfollowed(coverage: tuple[Coverage, ...]) -> frozenset[Sha256]:
    """Artifacts with code of JavaScript that was not followed."""
    return frozenset(each.sha256 for each in coverage if each.is_gap and each.sha256 and Capability.JS_SEMANTIC in each.capabilities)


def _examine(subjects: tuple[Origin | Looked, ...], workshop: Workshop) -> Examination:
    from scanner.analyze.places import all_restored
    from scanner.analyze.stage import follow_handed
    from scanner.emulate.stage import (  # not needed, as below, where an earlier run's result is recalled: half of the start
        emulate,
        slice_runs_of,
    )

    rules, blobs = workshop.ruleset.roots, workshop.folder.blobs
    runs = slice_runs_of(workshop.crew, rules, workshop.ruleset.digest, blobs, workshop.memory)
    unpacked, analyzed = _analyzed(subjects, workshop, on_slices=runs.start if workshop.emulates else None)
    observations, coverage = analyzed.observations, (*unpacked.coverage, *analyzed.coverage)
    refuted: tuple[str, ...] = ()
    if workshop.emulates:
        emulated = emulate(
            analyzed.programs,
            analyzed.slices,
            crew=workshop.crew,
            rules=rules,
            ruleset_digest=workshop.ruleset.digest,
            blobs=blobs,
            memory=workshop.memory,
            on_step=workshop.on_step,
            observed=analyzed.observations,
            unfollowed=_unfollowed(analyzed.coverage),
            handovers=analyzed.handovers,
            ahead=runs,
        )
        taken = follow_handed(analyzed.programs, emulated.handovers, crew=workshop.crew, rules=rules, blobs=blobs)
        executed = all_restored((*emulated.observations, *taken), analyzed.artifacts)
        observations, coverage = (*observations, *executed), (*coverage, *emulated.coverage)
        refuted = emulated.refuted
    return Examination(
        claims=_claims(analyzed.artifacts, analyzed.programs),
        artifacts=analyzed.artifacts,
        observations=observations,
        refuted=refuted,
        programs=analyzed.programs,
        starters=starters_of(analyzed.artifacts),
        coverage=coverage,
    )


def _analyzed(
    subjects: tuple[Origin | Looked, ...], workshop: Workshop, on_slices: "OnSlices | None" = None
) -> "tuple[Unpacked, Analyzed]":
    from scanner.analyze.stage import analyze

    on_step = partial(workshop.on_step, "opening")
    unpacked = unpack(subjects, crew=workshop.crew, limits=workshop.limits, blobs=workshop.folder.blobs, on_step=on_step)
    analyzed = analyze(
        unpacked.artifacts,
        crew=workshop.crew,
        rules=workshop.ruleset.roots,
        ruleset_digest=workshop.ruleset.digest,
        blobs=workshop.folder.blobs,
        memory=workshop.memory,
        on_step=workshop.on_step,
        on_slices=on_slices,
    )
    return unpacked, analyzed


def _claims(artifacts: tuple[Artifact, ...], programs: tuple[Program, ...]) -> tuple[Claim, ...]:
    groups, _ = groups_of(artifacts, programs)
    claims = (claim_of(each) for each in (artifacts, *(group.artifacts for group in groups)))
    return tuple(dict.fromkeys(claim for claim in claims if claim is not None))


def _neutral(index: int, origin: Origin) -> str:
    """The name that a subject has while it is examined, so that results do not depend on where it lies.

    The base name stays: it decides between kinds of text that bytes cannot tell apart.
    """
    return f"\x01{index}/{origin.path.name}"


def _renamed(examination: Examination, origins: tuple[Origin, ...]) -> Examination:
    heads = {_neutral(index, origin): origin.name for index, origin in enumerate(origins)}

    def rename(text: str) -> str:
        for head, name in heads.items():
            if head in text:
                return text.replace(head, name)
        return text

    return cast(Examination, _walked(examination, rename))


def _walked(value: object, rename: Callable[[str], str]) -> object:
    match value:
        case Artifact():
            return replace(value, trail=(rename(value.trail[0]), *value.trail[1:]))
        case Starter() | Claim() | Place():
            return replace(value, subject=rename(value.subject))
        case Coverage():
            return replace(value, subject=rename(value.subject), reason=rename(value.reason) if value.reason else None)
        case tuple():
            return tuple(_walked(item, rename) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _walked(getattr(value, field.name), rename) for field in fields(value)}
        return replace(value, **changes)
    return value


def _found_again(examination: Examination, origins: tuple[Origin, ...]) -> Examination:
    """The recalled result with the contents of files of folders where they lie now; what was unpacked is gone."""
    folders = [origin for origin in origins if origin.path.is_dir()]

    def located(artifact: Artifact) -> Artifact:
        head = artifact.trail[0]
        origin = next((each for each in folders if len(artifact.trail) == 1 and head.startswith(f"{each.name}/")), None)
        return replace(artifact, content=origin.path / head.removeprefix(f"{origin.name}/")) if origin is not None else artifact

    return replace(examination, artifacts=tuple(map(located, examination.artifacts)))


def _key(origins: tuple[Origin, ...], subjects: tuple[Origin | Looked, ...], workshop: Workshop) -> str | None:
    """Identity of the result; None: nothing is kept."""
    if workshop.memory.folder is None:
        return None
    digests = (subject.digest if isinstance(subject, Looked) else digest_of(subject.path) for subject in subjects)
    parts = [part for origin, digest in zip(origins, digests, strict=True) for part in (origin.path.name, digest)]
    return workshop.memory.key("examination", workshop.ruleset.digest, str(workshop.limits), str(workshop.emulates), *parts)
