"""What pip would install beside a release of PyPI, as far as it belongs to the same tool (core metadata 2.x of its wheel).

Source archives are not asked: what they need is only known when they are built.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.metadata import parse_email
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from scanner.acquire.download import NotPublished, OnBytes
from scanner.acquire.platform import Platform
from scanner.acquire.pypi import PypiRelease, fetch_release, find_release, version_records

FORWARDED_MOST = 2
"""Requirements of a package under an old or short name, whose program is in another one."""
FAMILY_MOST = 24
"""Packages of a tool's own family that are fetched with it; more are named in the coverage."""
METADATA_BYTES = 1024 * 1024
"""Longer metadata are not read: the longest that were met, with a long README, have 0.2 MB."""
_REQUIREMENTS_MOST = 2_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)
"""What the library raises for archives that it cannot read, encrypted ones included."""
_SYSTEMS = {"linux": ("linux", "Linux", "posix"), "darwin": ("darwin", "Darwin", "posix"), "win32": ("win32", "Windows", "nt")}
_MACHINES = {"x64": {"win32": "AMD64"}, "arm64": {"linux": "aarch64", "win32": "ARM64"}, "ia32": {"linux": "i686", "win32": "x86"}}
_OTHER_MACHINES = {"x64": "x86_64", "arm64": "arm64", "ia32": "i386"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Packages of the same tool, fetched and verified."""

    files: tuple[tuple[PypiRelease, Path], ...]
    missing: tuple[str, ...]
    """What the tool requires of its own family and the index does not have."""
    others: tuple[str, ...]
    """Names of requirements of other makers, which are not followed."""


@dataclass(frozen=True, slots=True)
class _Wheel:
    requirements: tuple[Requirement, ...]
    has_code: bool
    """Whether it holds more than its own metadata."""


def parts_of(release: PypiRelease, path: Path, wanted: Platform, folder: Path, on_bytes: OnBytes | None = None) -> Parts:
    """The requirements of the release's own family, transitively; and of one that only forwards, those that it forwards to.

    path: the release's file. Raises NetworkAway.
    """
    first = _wheel_at(path)
    forwarded = _forwarded(first, _environment(wanted))
    found: dict[str, tuple[PypiRelease, Path]] = {}
    missing: dict[str, None] = {}
    others: dict[str, None] = {}
    waiting: list[tuple[_Wheel, frozenset[str]]] = [(first, frozenset())]
    while waiting:
        wheel, extras = waiting.pop(0)
        for wish in _wished(wheel, _environment(wanted), extras):
            name = str(canonicalize_name(wish.name))
            if name in found or name == release.name:
                continue  # it is there
            is_part = wish.url is None and (name.startswith(f"{release.name}-") or (wheel is first and name in forwarded))
            if not is_part or len(found) >= FAMILY_MOST:
                others[name] = None
                continue
            part = _resolved(wish, wanted)
            if part is None:
                missing[f"{name}{wish.specifier}"] = None
                continue
            found[name] = (part, fetch_release(part, folder, on_bytes))
            waiting.append((_wheel_at(found[name][1]), frozenset(wish.extras)))
    return Parts(files=tuple(found.values()), missing=tuple(missing), others=tuple(sorted(others)))


def _forwarded(wheel: _Wheel, environment: dict[str, str]) -> frozenset[str]:
    """The few requirements of a wheel that has no code, or of one that has, those of one version each."""
    wished = tuple(_wished(wheel, environment, frozenset()))
    if len(wished) > FORWARDED_MOST:
        return frozenset()
    return frozenset(str(canonicalize_name(one.name)) for one in wished if not wheel.has_code or _pinned(one) is not None)


def _wished(wheel: _Wheel, environment: dict[str, str], extras: frozenset[str]) -> Iterator[Requirement]:
    """The requirements that hold on a platform, with these extras."""
    for wish in wheel.requirements:
        if wish.marker is None or any(wish.marker.evaluate({**environment, "extra": extra}) for extra in ("", *sorted(extras))):
            yield wish


def _pinned(wish: Requirement) -> str | None:
    """The one version that is wished for; None: there may be several."""
    exact = [one.version for one in wish.specifier if one.operator == "==" and "*" not in one.version]
    return exact[0] if exact else None


def _resolved(wish: Requirement, wanted: Platform) -> PypiRelease | None:
    """The release that pip would install; None: the index has none."""
    try:
        version = _pinned(wish)
        if version is None:
            offered = (Version(number) for number, why in version_records(wish.name).items() if why is None)
            version = str(max(wish.specifier.filter(offered), default="")) or None
            if version is None:
                return None
        return find_release(wish.name, version, wanted)
    except NotPublished:
        return None


def _wheel_at(path: Path) -> _Wheel:
    """What a wheel says; nothing where the file is a source archive or damaged, which is said when it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            stated = [name for name in names if name.count("/") == 1 and name.endswith(".dist-info/METADATA")]
            with archive.open(stated[0]) if stated else path.open("rb") as stream:
                content = stream.read(METADATA_BYTES + 1) if stated else b""
    except _DAMAGED:
        return _Wheel((), has_code=True)
    has_code = any(not name.split("/", 1)[0].endswith(".dist-info") for name in names)
    return _Wheel(tuple(_requirements(content)) if len(content) <= METADATA_BYTES else (), has_code=has_code)


def _requirements(metadata: bytes) -> Iterator[Requirement]:
    fields, _ = parse_email(metadata)
    for line in fields.get("requires_dist", ())[:_REQUIREMENTS_MOST]:
        try:
            yield Requirement(line)
        except InvalidRequirement:
            continue  # pip would refuse the package


def _environment(wanted: Platform) -> dict[str, str]:
    """The platform as markers name it; the version of Python is this one's."""
    sys_platform, system, os_name = _SYSTEMS[wanted.system]
    machine = _MACHINES[wanted.machine].get(wanted.system, _OTHER_MACHINES[wanted.machine])
    return {"sys_platform": sys_platform, "platform_system": system, "os_name": os_name, "platform_machine": machine}
