"""Whether installed bytes are those that the registry published: asked only when the user says `--online`."""

from pathlib import PurePosixPath

from packageurl import PackageURL

from scanner.acquire.platform import Platform
from scanner.acquire.spec import parse_spec
from scanner.acquire.stage import acquire
from scanner.examination import Examination, Workshop, unpacked_artifacts
from scanner.model.artifact import Artifact, ByteOffset, Sha256
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage
from scanner.model.installation import Installation
from scanner.model.observation import IntegrityChecked, Place
from scanner.model.refusal import NetworkAway, UsageRefused
from scanner.unpack.stage import Origin

NAMED_FILES = 5
"""Differing files that a finding names; more are counted."""
_REWRITTEN = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})
"""Files of a wheel that installers write anew."""


def check_published(
    installation: Installation, examination: Examination, *, wanted: Platform, workshop: Workshop
) -> tuple[tuple[IntegrityChecked, ...], tuple[Coverage, ...]]:
    """Compare every file of the published package with the installed one. What cannot be asked is a gap and no finding."""
    spec = _spec_of(installation.purl)
    if spec is None:
        return (), (_gap(installation, "no registry publishes it under a name and version that its manifest states"),)
    try:
        acquired = acquire(parse_spec(spec), wanted=wanted)
    except (UsageRefused, NetworkAway) as refusal:
        return (), (_gap(installation, str(refusal)),)
    published = unpacked_artifacts((Origin(path=acquired.files[0].path, name=spec),), workshop)
    differing = _differing(_files_of(published, in_archive=True), _files_of(examination.artifacts, in_archive=False))
    done = Coverage(
        stage=Stage.ACQUIRE,
        worker="registry comparison",
        subject=installation.root,
        status=CoverageStatus.DONE,
        capabilities=frozenset({Capability.INTEGRITY}),
    )
    return (_observation(installation, examination, spec, differing),), (done,)


def _spec_of(purl: str | None) -> str | None:
    if purl is None:
        return None
    named = PackageURL.from_string(purl)
    if named.type == "npm" and named.version:
        return f"npm:{named.namespace + '/' if named.namespace else ''}{named.name}@{named.version}"
    return f"pypi:{named.name}=={named.version}" if named.type == "pypi" and named.version else None


def _files_of(artifacts: tuple[Artifact, ...], *, in_archive: bool) -> dict[str, Sha256]:
    """Path below the package -> digest, of files that lie directly in the archive or the installed folder."""
    files = {}
    for artifact in artifacts:
        if len(artifact.trail) != (2 if in_archive else 1):
            continue
        path = PurePosixPath(artifact.trail[-1])
        files["/".join(path.parts[1:]) if in_archive and path.parts[0] == "package" else str(path)] = artifact.sha256
    return files


def _differing(published: dict[str, Sha256], installed: dict[str, Sha256]) -> tuple[str, ...]:
    """Published files that are installed with other bytes, in name order. Files that are not installed are no sign of change."""
    changed = []
    for name, sha256 in published.items():
        if PurePosixPath(name).name in _REWRITTEN:
            continue
        found = next((digest for path, digest in installed.items() if path == name or path.endswith(f"/{name}")), None)
        if found is not None and found != sha256:
            changed.append(name)
    return tuple(sorted(changed))


def _observation(installation: Installation, examination: Examination, spec: str, differing: tuple[str, ...]) -> IntegrityChecked:
    if differing:
        more = f" and {len(differing) - NAMED_FILES} more" if len(differing) > NAMED_FILES else ""
        detail = f"{', '.join(differing[:NAMED_FILES])}{more} differ from {spec}"
    else:
        detail = f"every installed file equals the one that {spec} publishes"
    concerned = (artifact for artifact in examination.artifacts if not differing or artifact.trail[0].endswith(differing[0]))
    artifact = next(concerned, None)
    place = Place(
        artifact=artifact.sha256 if artifact else Sha256("0" * 64),
        subject=artifact.subject if artifact else installation.root,
        byte_offset=ByteOffset(0),
        byte_length=artifact.size_bytes if artifact else 0,
        excerpt=artifact.name if artifact else "",
    )
    return IntegrityChecked(place=place, registry_hash_match=not differing, signature=None, detail=detail)


def _gap(installation: Installation, reason: str) -> Coverage:
    return Coverage(
        stage=Stage.ACQUIRE,
        worker="registry comparison",
        subject=installation.root,
        status=CoverageStatus.SKIPPED,
        reason=reason,
        capabilities=frozenset({Capability.INTEGRITY}),
    )
