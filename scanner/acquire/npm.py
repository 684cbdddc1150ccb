"""Packages of an npm registry: the version named, and the platform packages that hold its payload."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packageurl import PackageURL

from scanner.acquire.download import Integrity, NotPublished, OnBytes, fetch_document, fetch_file
from scanner.acquire.platform import Platform
from scanner.model.refusal import NetworkAway

_PUBLIC = "https://registry.npmjs.org"
_ALIAS = re.compile(r"npm:(?P<name>(?:@[^/]+/)?[^@]+)@(?P<version>.+)")
_SYSTEM_WORDS = re.compile(r"(?<![a-z])(linux|darwin|macos|win32|windows|win|freebsd|android|openbsd|netbsd|sunos)(?![a-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NpmPackage:
    """One published version."""

    name: str
    version: str
    tarball_url: str
    integrity: Integrity
    optional: tuple[tuple[str, str], ...]
    """Optional dependencies: name in node_modules, and version or `npm:` alias."""
    dependency_names: tuple[str, ...]
    """Dependencies that are not inside the package."""
    systems: tuple[str, ...]
    machines: tuple[str, ...]
    libc: tuple[str, ...]

    @property
    def purl(self) -> str:
        namespace, _, name = self.name.rpartition("/")
        return PackageURL(type="npm", namespace=namespace or None, name=name, version=self.version).to_string()


def registry_url() -> str:
    """The registry that npm itself would use by its environment, or the public one."""
    lower = os.environ.get("npm_config_registry")  # noqa: SIM112 - npm sets it in lower case
    return (lower or os.environ.get("NPM_CONFIG_REGISTRY") or _PUBLIC).rstrip("/")


def find_package(name: str, version: str | None) -> NpmPackage:
    """Resolve a version, a dist-tag, or (None) the newest release. Raises NotPublished, NetworkAway."""
    wanted = version or "latest"
    try:
        record = fetch_document(f"{registry_url()}/{quote(name, safe='@')}/{quote(wanted, safe='')}")
    except NotPublished as error:
        raise NotPublished(f"npm has no {name}@{wanted}; see `npm view {name} versions` for what is published") from error
    return _package_of(record, name)


def published_versions(name: str) -> tuple[str, ...]:
    """All versions of a package that the registry offers, in the registry's order. Raises NotPublished, NetworkAway."""
    try:
        record = fetch_document(f"{registry_url()}/{quote(name, safe='@')}", accept="application/vnd.npm.install-v1+json")
    except NotPublished as error:
        raise NotPublished(f"npm has no package {name}") from error
    return tuple(record.get("versions", {}))


def platform_packages(package: NpmPackage, wanted: Platform) -> Iterator[NpmPackage]:
    """The optional dependencies that npm would install on the wanted platform. Raises NetworkAway."""
    for name, version in package.optional:
        alias = _ALIAS.fullmatch(version)
        real, number = (alias["name"], alias["version"]) if alias else (name, version)
        named = set(_SYSTEM_WORDS.findall(f"{name} {number}".lower()))
        if named and wanted.system not in named and not (wanted.system == "win32" and named & {"windows", "win"}):
            continue  # the name says another system: asking the registry for each would cost a request a platform
        if not re.fullmatch(r"[0-9][0-9A-Za-z.+-]*", number):
            continue  # a range: an ordinary optional dependency, no payload pinned to this version
        found = find_package(real, number)
        if _fits(found, wanted):
            yield found


def fetch_package(package: NpmPackage, folder: Path, on_bytes: OnBytes | None = None) -> Path:
    """The package's tarball, verified. Raises NetworkAway."""
    return fetch_file(package.tarball_url, package.integrity, folder=folder, name=f"{package.name}@{package.version}", on_bytes=on_bytes)


def _package_of(record: Any, name: str) -> NpmPackage:
    if not isinstance(record, dict) or not isinstance(record.get("dist"), dict):
        raise NetworkAway(f"the registry's answer for {name} is not a package document; check the registry address")
    dist = record["dist"]
    try:
        integrity = Integrity.of_sri(dist["integrity"]) if dist.get("integrity") else Integrity(algorithm="sha1", hexdigest=dist["shasum"])
        bundled = record.get("bundleDependencies") or record.get("bundledDependencies") or []
        bundled = list(record.get("dependencies") or {}) if bundled is True else bundled
        optional = record.get("optionalDependencies") or {}
        return NpmPackage(
            name=str(record["name"]),
            version=str(record["version"]),
            tarball_url=_local(str(dist["tarball"])),
            integrity=integrity,
            optional=tuple(sorted((str(key), str(value)) for key, value in optional.items())),
            dependency_names=tuple(sorted(set(record.get("dependencies") or {}) - set(bundled) - set(optional))),
            systems=_words(record.get("os")),
            machines=_words(record.get("cpu")),
            libc=_words(record.get("libc")),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise NetworkAway(f"the registry's document of {name} lacks what a download needs ({error}); check the registry address") from error


def _local(url: str) -> str:
    """A mirror may pass on the public address of a tarball; its own path serves the same file."""
    return url.replace(_PUBLIC, registry_url(), 1) if url.startswith(_PUBLIC + "/") else url


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _fits(package: NpmPackage, wanted: Platform) -> bool:
    libc = "musl" if wanted.is_musl else "glibc"
    if wanted.system == "linux" and not package.libc and ("musl" in package.name) != wanted.is_musl:
        return False
    return (
        _admits(package.systems, wanted.system)
        and _admits(package.machines, wanted.machine)
        and (wanted.system != "linux" or _admits(package.libc, libc))
    )


def _admits(allowed: tuple[str, ...], value: str) -> bool:
    """npm's rule: a list of values, or of values excluded with `!`; an empty list admits all."""
    if f"!{value}" in allowed:
        return False
    positive = [item for item in allowed if not item.startswith("!")]
    return not positive or value in positive
