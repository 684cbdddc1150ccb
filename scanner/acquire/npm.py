"""Packages of an npm registry: the version named, and the platform packages that hold its payload."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packageurl import PackageURL
from univers.version_range import NpmVersionRange
from univers.versions import InvalidVersion, SemverVersion

from scanner.acquire.download import Integrity, NotPublished, OnBytes, fetch_document, fetch_file
from scanner.acquire.platform import Platform
from scanner.model.refusal import NetworkAway

_PUBLIC = "https://registry.npmjs.org"
_ALIAS = re.compile(r"npm:(?P<name>(?:@[^/]+/)?[^@]+)@(?P<version>.+)")
_EXACT = re.compile(r"[0-9][0-9A-Za-z.+-]*")
_SYSTEM_WORDS = re.compile(r"(?<![a-z])(linux|darwin|macos|win32|windows|win|freebsd|android|openbsd|netbsd|sunos)(?![a-z0-9])")
_MACHINE_WORDS = re.compile(r"(?<![a-z0-9])(x64|arm64|ia32|arm|riscv64|loong64|ppc64|ppc64le|s390x|mips64el)(?![a-z0-9])")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?")
FORWARDED_MOST = 2
"""Dependencies of a package under an old or short name, whose program is in another one: two real ones have one and two."""
FAMILY_MOST = 24
"""Packages of a tool's own family that are fetched with it; more are named in the coverage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NpmPackage:
    """One published version."""

    name: str
    version: str
    tarball_url: str
    integrity: Integrity
    optional: tuple[tuple[str, str], ...]
    """Optional dependencies: name in node_modules, and version or `npm:` alias."""
    dependencies: tuple[tuple[str, str], ...]
    """Dependencies that are not inside the package: name, and version, range or alias."""
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


def version_records(name: str) -> dict[str, Any]:
    """All versions of a package that the registry offers, each with its abbreviated record. Raises NotPublished, NetworkAway."""
    try:
        document = fetch_document(f"{registry_url()}/{quote(name, safe='@')}", accept="application/vnd.npm.install-v1+json")
    except NotPublished as error:
        raise NotPublished(f"npm has no package {name}") from error
    versions = document.get("versions") if isinstance(document, dict) else None
    if not isinstance(versions, dict):
        raise NetworkAway(f"the registry's answer for {name} lists no versions; check the registry address")
    return versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What npm would install beside a package, as far as it belongs to the same tool."""

    packages: tuple[NpmPackage, ...]
    missing: tuple[str, ...]
    """Packages that the tool names and the registry does not know, as `name@version`."""
    others: tuple[str, ...]
    """Names of dependencies of other makers, which are not followed."""


def parts_of(package: NpmPackage, wanted: Platform) -> Parts:
    """The platform packages that hold its payload, and the dependencies of its own family, transitively.

    Of a package with few dependencies those of one version each are parts, too: it forwards to them. Raises NetworkAway.
    """
    forwarded = _forwarded(package)
    found: dict[str, NpmPackage] = {}
    missing: dict[str, None] = {}
    others: dict[str, None] = {}
    waiting = [package]
    while waiting:
        current = waiting.pop(0)
        for name, version in (*_payloads(current, wanted), *current.dependencies):
            if name in found or name == package.name:
                continue  # it is there
            is_payload = (name, version) in current.optional
            is_part = _is_family(name, package.name) or (current is package and name in forwarded)
            if not is_payload and (not is_part or len(found) >= FAMILY_MOST):
                others[name] = None
                continue
            part = _resolved(name, version)
            if part is None:
                missing[f"{name}@{version}"] = None
            elif not is_payload or _fits(part, wanted):
                found[name] = part
                waiting.append(part)
    return Parts(packages=tuple(found.values()), missing=tuple(missing), others=tuple(sorted(others)))


def _forwarded(package: NpmPackage) -> frozenset[str]:
    if len(package.dependencies) > FORWARDED_MOST:
        return frozenset()
    return frozenset(name for name, version in package.dependencies if _VERSION.fullmatch(version))


def _payloads(package: NpmPackage, wanted: Platform) -> Iterator[tuple[str, str]]:
    """The optional dependencies with a version of their own whose names do not say another platform.

    A range is an ordinary optional dependency: no payload is pinned to this version.
    """
    for name, version in package.optional:
        alias = _ALIAS.fullmatch(version)
        number = alias["version"] if alias else version
        said = f"{name} {version}".lower()
        systems, machines = set(_SYSTEM_WORDS.findall(said)), set(_MACHINE_WORDS.findall(said))
        if systems and wanted.system not in systems and not (wanted.system == "win32" and systems & {"windows", "win"}):
            continue  # asking the registry for each platform would cost a request each
        if machines and wanted.machine not in machines:
            continue  # likewise
        if _EXACT.fullmatch(number):
            yield name, version


def _is_family(name: str, main: str) -> bool:
    """Whether a dependency is a part of the tool: of the same scope, or named after it."""
    scope = main.partition("/")[0] if main.startswith("@") else None
    return name.startswith(f"{scope}/") if scope else name.startswith((f"{main}-", f"@{main}/"))


def _resolved(name: str, version: str) -> NpmPackage | None:
    """The package that npm would install for a version, range, tag or alias; None: the registry has none."""
    alias = _ALIAS.fullmatch(version)
    real, number = (alias["name"], alias["version"]) if alias else (name, version)
    try:
        if not _EXACT.fullmatch(number) and (newest := _newest_in(version_records(real), number)) is not None:
            number = newest
        return find_package(real, number)
    except NotPublished:
        return None


def _newest_in(versions: Iterable[str], wanted: str) -> str | None:
    """The highest release in a range; None: it is no range, or none fits."""
    try:
        bounds = NpmVersionRange.from_native(wanted)  # type: ignore[no-untyped-call]
        fitting = [number for each in versions if "-" not in each and (number := SemverVersion(each)) in bounds]
    except (InvalidVersion, ValueError):
        return None
    return str(max(fitting)) if fitting else None


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
            dependencies=tuple(
                (str(key), str(value))
                for key, value in sorted((record.get("dependencies") or {}).items())
                if key not in bundled and key not in optional
            ),
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
