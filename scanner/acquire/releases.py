"""The published versions of a package, in their order, with what the registry says against them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from packaging.version import InvalidVersion as InvalidPythonVersion
from packaging.version import Version as PythonVersion
from univers.versions import InvalidVersion, SemverVersion

from scanner.acquire import npm, pypi
from scanner.acquire.platform import Platform
from scanner.acquire.spec import Ecosystem, PackageSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One version that the registry offers."""

    version: str
    is_prerelease: bool
    withdrawn: str | None
    """What its maker says against it ("deprecated: ...", "yanked: ..."); it can be installed all the same. None: nothing."""


def releases_of(package: PackageSpec) -> tuple[Release, ...]:
    """Every version in the order of its ecosystem. What the registry has removed is not among them. Raises NotPublished, NetworkAway.

    Versions that are the payload of another one on a single platform (`1.0.0-linux-x64`) are left out: nobody installs them by themselves.
    """
    if package.ecosystem is Ecosystem.NPM:
        records = npm.version_records(package.name)
        payloads = set(_payloads(package.name, records.values()))
        return _ordered(_npm_release(version, record) for version, record in records.items() if version not in payloads)
    return _ordered(
        _pypi_release(version, why_yanked) for version, why_yanked in pypi.version_records(package.name).items()
    )


def stated_digests(package: PackageSpec, wanted: Platform) -> tuple[str, ...]:
    """What the registry says the files of one version hash to, without any download. Raises NotPublished, NetworkAway."""
    if package.ecosystem is Ecosystem.NPM:
        main = npm.find_package(package.name, package.version)
        return tuple(part.integrity.hexdigest for part in (main, *npm.parts_of(main, wanted).packages))
    return (pypi.find_release(package.name, package.version, wanted).integrity.hexdigest,)


_Ordered = tuple[SemverVersion | PythonVersion, Release]


def _ordered(entries: Iterable[_Ordered | None]) -> tuple[Release, ...]:
    known: list[Any] = [entry for entry in entries if entry is not None]
    by_number: Callable[[Any], Any] = lambda entry: entry[0]  # noqa: E731 - univers gives its versions no types
    return tuple(release for _, release in sorted(known, key=by_number))


def _npm_release(version: str, record: Any) -> _Ordered | None:
    """None: npm itself installs no version that is not semantic."""
    try:
        number = SemverVersion(version)
    except InvalidVersion:
        return None
    said = record.get("deprecated") if isinstance(record, dict) else None
    withdrawn = f"deprecated: {said}" if isinstance(said, str) and said else "deprecated" if said else None
    return number, Release(version=version, is_prerelease="-" in version.partition("+")[0], withdrawn=withdrawn)


def _pypi_release(version: str, why_yanked: str | None) -> _Ordered | None:
    """None: pip installs no version that PEP 440 does not know."""
    try:
        number = PythonVersion(version)
    except InvalidPythonVersion:
        return None
    withdrawn = None if why_yanked is None else f"yanked: {why_yanked}" if why_yanked else "yanked"
    return number, Release(version=version, is_prerelease=number.is_prerelease, withdrawn=withdrawn)


def _payloads(name: str, records: Iterable[Any]) -> Iterator[str]:
    for record in records:
        optional = record.get("optionalDependencies") if isinstance(record, dict) else None
        for target in optional.values() if isinstance(optional, dict) else ():
            other, _, version = str(target).removeprefix("npm:").rpartition("@")
            if other == name:
                yield version
