"""What the user named, as verified files with the identity that the registry gives them."""

from dataclasses import dataclass
from pathlib import Path

from scanner.acquire import npm, pypi, requirements
from scanner.acquire.download import OnBytes, cache_root
from scanner.acquire.platform import Platform
from scanner.acquire.spec import Ecosystem, PackageSpec, PathSpec, Spec
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.workfolder import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquiredFile:
    path: Path
    name: str
    """Head of the trail: the spec or path as the user named it; for a platform package its own spec."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquired:
    """One tool to examine."""

    subject: str
    """As the user named it, with the version that was resolved."""
    files: tuple[AcquiredFile, ...]
    name: str | None
    """Package name by the registry; None: a local path, identified from its content."""
    version: str | None
    purl: str | None
    coverage: tuple[Coverage, ...]


def acquire(spec: Spec, *, wanted: Platform, downloads: Path | None = None, on_bytes: OnBytes | None = None) -> Acquired:
    """Bring one spec to disk; never runs an install script.

    `downloads`: where verified files are kept (default: below the user's cache). Raises UsageRefused (NotPublished), NetworkAway.
    """
    folder = downloads or cache_root() / "downloads"
    match spec:
        case PathSpec():
            return Acquired(
                subject=spec.name, files=(AcquiredFile(path=spec.path, name=spec.name),), name=None, version=None, purl=None, coverage=()
            )
        case PackageSpec(ecosystem=Ecosystem.NPM):
            return _acquire_npm(spec, wanted, folder, on_bytes)
        case PackageSpec(ecosystem=Ecosystem.PYPI):
            return _acquire_pypi(spec, wanted, folder, on_bytes)
    raise AssertionError("every kind of spec is handled above")


def _acquire_npm(spec: PackageSpec, wanted: Platform, folder: Path, on_bytes: OnBytes | None) -> Acquired:
    package = npm.find_package(spec.name, spec.version)
    parts = npm.parts_of(package, wanted)
    files = tuple(
        AcquiredFile(path=npm.fetch_package(part, folder, on_bytes), name=f"npm:{part.name}@{part.version}")
        for part in (package, *parts.packages)
    )
    return Acquired(
        subject=files[0].name,
        files=files,
        name=package.name,
        version=package.version,
        purl=package.purl,
        coverage=_coverage(files, parts.missing, parts.others),
    )


def _acquire_pypi(spec: PackageSpec, wanted: Platform, folder: Path, on_bytes: OnBytes | None) -> Acquired:
    release = pypi.find_release(spec.name, spec.version, wanted)
    path = pypi.fetch_release(release, folder, on_bytes)
    parts = requirements.parts_of(release, path, wanted, folder, on_bytes)
    files = tuple(AcquiredFile(path=at, name=f"pypi:{part.name}=={part.version}") for part, at in ((release, path), *parts.files))
    return Acquired(
        subject=files[0].name,
        files=files,
        name=release.name,
        version=release.version,
        purl=release.purl,
        coverage=_coverage(files, parts.missing, parts.others),
    )


def _coverage(files: tuple[AcquiredFile, ...], missing: tuple[str, ...], others: tuple[str, ...]) -> tuple[Coverage, ...]:
    gaps = [_missing_gap(files[0].name, name) for name in missing]
    return (*map(_done, files), *gaps, *((_dependencies_gap(files[0].name, others),) if others else ()))


def _done(file: AcquiredFile) -> Coverage:
    size = file.path.stat().st_size
    return Coverage(
        stage=Stage.ACQUIRE,
        worker="registry",
        subject=file.name,
        sha256=digest_of(file.path),
        status=CoverageStatus.DONE,
        bytes_total=size,
        bytes_examined=size,
    )


def _missing_gap(subject: str, name: str) -> Coverage:
    return Coverage(
        stage=Stage.ACQUIRE,
        worker="registry",
        subject=subject,
        status=CoverageStatus.SKIPPED,
        reason=f"it names {name}, which the registry does not have: nobody gets it, unless somebody publishes it",
    )


def _dependencies_gap(subject: str, names: tuple[str, ...]) -> Coverage:
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return Coverage(
        stage=Stage.ACQUIRE,
        worker="dependencies",
        subject=subject,
        status=CoverageStatus.SKIPPED,
        reason=f"{len(names)} package(s) that it installs beside itself were not fetched ({shown}); vet them on their own",
    )
