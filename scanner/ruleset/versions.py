"""Which versions a `vers:` range covers, with prereleases counted so that none slips past a decision.

Ordering is that of the ecosystem (univers). A version is looked at twice: as it stands and as the release that it leads to or is built on
(`1.4.0-rc.1` -> `1.4.0`, `1.4.0+b1` -> `1.4.0`). A denial covers it when either lies in the range, a permission only when both do.
"""

import re
from functools import lru_cache

from packaging.version import InvalidVersion as InvalidPythonVersion
from packaging.version import Version as PythonVersion
from univers.version_range import VersionRange
from univers.versions import InvalidVersion, SemverVersion

_SEMVER = re.compile(r"v?[0-9]+(\.[0-9]+){0,2}([-+][0-9A-Za-z.+-]+)?")
"""What may stand in a range: univers reads `1.x` as 1.0.0."""


class RangeRefused(ValueError):
    """A text that is no version range; the text is one sentence."""


def check_range(text: str) -> str:
    """The range itself. Raises RangeRefused where it is none."""
    _range(text)
    return text


def touches(text: str, version: str) -> bool | None:
    """True: the version or its release lies in the range (use for denials). None: the version cannot be ordered."""
    sides = _sides(text, version)
    return None if sides is None else any(sides)


def covers(text: str, version: str) -> bool | None:
    """True: the version and its release both lie in the range (use for permissions). None: the version cannot be ordered."""
    sides = _sides(text, version)
    return None if sides is None else all(sides)


@lru_cache(maxsize=4096)
def _sides(text: str, version: str) -> tuple[bool, ...] | None:
    span = _range(text)
    order = span.version_class
    assert order is not None  # only the abstract range has none
    try:
        return tuple(order(one) in span for one in (version, _release(text, version)))
    except InvalidVersion:
        return None


def _release(text: str, version: str) -> str:
    if text.startswith("vers:pypi/"):
        try:
            return PythonVersion(version).base_version
        except InvalidPythonVersion:
            return version
    return version.partition("+")[0].partition("-")[0]


@lru_cache(maxsize=1024)
def _range(text: str) -> VersionRange:
    if not text.startswith("vers:"):
        raise RangeRefused(f"`{text}` is no version range; write one as vers:npm/>=1.2.0|<2.0.0")
    try:
        span: VersionRange = VersionRange.from_string(text, validate=True)  # type: ignore[no-untyped-call]  # univers is typed in part
    except (ValueError, TypeError) as error:
        raise RangeRefused(f"`{text}` is no version range ({_reason(error)})") from error
    for constraint in span.constraints:
        version = constraint.version
        if isinstance(version, SemverVersion) and not _SEMVER.fullmatch(str(version.string)):
            raise RangeRefused(f"`{text}` is no version range: `{version.string}` is no version; write bounds as >=1.2.0|<2.0.0")
    return span


def _reason(error: Exception) -> str:
    """What univers says, without the text of its objects."""
    text = str(error).splitlines()[0]
    return "one of its bounds makes another one idle" if "cannot be followed by" in text else text
