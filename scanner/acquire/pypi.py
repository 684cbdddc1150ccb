"""Releases of a Python package index, by the simple API in JSON (PEP 691)."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from packageurl import PackageURL
from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, canonicalize_name, parse_sdist_filename, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from scanner.acquire.download import Integrity, NotPublished, OnBytes, fetch_document, fetch_file
from scanner.acquire.platform import Platform, wheel_fits
from scanner.model.refusal import NetworkAway, UsageRefused

_PUBLIC = "https://pypi.org/simple"
_ACCEPT = "application/vnd.pypi.simple.v1+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PypiRelease:
    """One file of one release."""

    name: str
    version: str
    file_name: str
    url: str
    integrity: Integrity

    @property
    def purl(self) -> str:
        return PackageURL(type="pypi", name=self.name, version=self.version).to_string()


def index_url() -> str:
    """The index that pip itself would use by its environment, or the public one."""
    return (os.environ.get("PIP_INDEX_URL") or _PUBLIC).rstrip("/")


def find_release(name: str, version: str | None, wanted: Platform) -> PypiRelease:
    """The wheel of that version that fits the platform, or the source archive where there is none.

    None: the newest release that is no pre-release and not yanked. Raises NotPublished, NetworkAway, UsageRefused.
    """
    canonical = str(canonicalize_name(name))
    files = _files(name, canonical)
    number = _wanted_version(files, name, version)
    fitting = [file for file in files if file.version == number and file.fits(wanted)]
    if not fitting:
        raise NotPublished(f"the Python package index has no file of {name}=={number} for {wanted}; try another --platform")
    best = min(fitting, key=lambda file: (not file.is_wheel, not file.is_pure, file.entry["filename"]))
    digest = best.entry.get("hashes", {}).get("sha256")
    if not digest:
        raise NetworkAway(f"the index gives no sha256 for {best.entry['filename']}; its bytes can't be verified")
    return PypiRelease(
        name=canonical,
        version=str(number),
        file_name=str(best.entry["filename"]),
        url=urljoin(f"{index_url()}/{canonical}/", str(best.entry["url"])),
        integrity=Integrity(algorithm="sha256", hexdigest=str(digest)),
    )


def version_records(name: str) -> dict[str, str | None]:
    """All versions that have a file, each with why it was yanked (empty: no reason given; None: it was not).

    A version is yanked when all its files are. Raises NotPublished, NetworkAway.
    """
    found: dict[str, str | None] = {}
    for file in _files(name, str(canonicalize_name(name))):
        version = str(file.version)
        reason = file.entry.get("yanked")
        said = (reason if isinstance(reason, str) else "") if file.is_yanked else None
        found[version] = said if version not in found or found[version] is not None else None
    return found


def fetch_release(release: PypiRelease, folder: Path, on_bytes: OnBytes | None = None) -> Path:
    """The release's file, verified. Raises NetworkAway."""
    return fetch_file(release.url, release.integrity, folder=folder, name=release.file_name, on_bytes=on_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _IndexFile:
    entry: dict[str, Any]
    version: Version
    platforms: tuple[str, ...]
    """Platform tags; empty: a source archive."""
    is_yanked: bool

    @property
    def is_wheel(self) -> bool:
        return bool(self.platforms)

    @property
    def is_pure(self) -> bool:
        return "any" in self.platforms

    def fits(self, wanted: Platform) -> bool:
        return not self.is_wheel or any(wheel_fits(tag, wanted) for tag in self.platforms)


def _files(name: str, canonical: str) -> list[_IndexFile]:
    try:
        record = fetch_document(f"{index_url()}/{canonical}/", accept=_ACCEPT)
    except NotPublished as error:
        raise NotPublished(f"the Python package index has no {name}; check the spelling") from error
    return [found for entry in _entries(record, name) if (found := _file_of(entry, canonical)) is not None]


def _entries(record: Any, name: str) -> list[dict[str, Any]]:
    files = record.get("files") if isinstance(record, dict) else None
    if not isinstance(files, list):
        raise NetworkAway(f"the index's answer for {name} is not a project page (PEP 691); check the index address")
    return [entry for entry in files if isinstance(entry, dict) and isinstance(entry.get("filename"), str)]


def _file_of(entry: dict[str, Any], canonical: str) -> _IndexFile | None:
    """None: a file of a format that pip no longer installs (.egg, .exe)."""
    is_yanked = bool(entry.get("yanked"))
    try:
        if entry["filename"].endswith(".whl"):
            name, version, _, tags = parse_wheel_filename(entry["filename"])
            platforms = tuple(sorted({tag.platform for tag in tags}))
        else:
            name, version = parse_sdist_filename(entry["filename"])
            platforms = ()
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return None
    return _IndexFile(entry=entry, version=version, platforms=platforms, is_yanked=is_yanked) if str(name) == canonical else None


def _wanted_version(files: list[_IndexFile], name: str, version: str | None) -> Version:
    if version is None:
        stable = [file.version for file in files if not file.is_yanked and not file.version.is_prerelease]
        offered = stable or [file.version for file in files if not file.is_yanked]
        if not offered:
            raise NotPublished(f"the Python package index has no release of {name}")
        return max(offered)
    try:
        number = Version(version)
    except InvalidVersion as error:
        raise UsageRefused(f"'{version}' is not a version of a Python package (PEP 440)") from error
    if not any(file.version == number for file in files):
        raise NotPublished(f"the Python package index has no {name}=={version}; see `pip index versions {name}`")
    return number
