"""What the user named: a package of a registry, or a path."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scanner.model.refusal import UsageRefused

_NPM = re.compile(r"(?P<name>(?:@[a-z0-9~][a-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*)(?:@(?P<version>[^@\s/]+))?")
"""Package names as the npm registry admits them (upper case only in old ones)."""
_PYPI = re.compile(r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:==(?P<version>[A-Za-z0-9.!+_-]+))?")
"""Names after PEP 508; versions are checked by `packaging`."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:(?![\\/])")
"""A scheme of two letters or more, so that `C:\\` stays a path."""


class Ecosystem(StrEnum):
    NPM = "npm"
    PYPI = "pypi"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSpec:
    ecosystem: Ecosystem
    name: str
    version: str | None
    """A version or a dist-tag; None: the newest release."""

    def __str__(self) -> str:
        joiner = "@" if self.ecosystem is Ecosystem.NPM else "=="
        return f"{self.ecosystem}:{self.name}" + (f"{joiner}{self.version}" if self.version else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathSpec:
    path: Path
    name: str
    """As the user wrote it."""


Spec = PackageSpec | PathSpec


def parse_spec(text: str) -> Spec:
    """Read one argument of `vet`. Raises UsageRefused for a malformed spec or a path that does not exist."""
    for ecosystem, form in ((Ecosystem.NPM, _NPM), (Ecosystem.PYPI, _PYPI)):
        prefix = f"{ecosystem}:"
        if not text.startswith(prefix):
            continue
        match = form.fullmatch(text.removeprefix(prefix))
        if match is None:
            example = "npm:@scope/name@1.2.3" if ecosystem is Ecosystem.NPM else "pypi:name==1.2.3"
            raise UsageRefused(f"'{text}' is not a package spec; write {example}")
        return PackageSpec(ecosystem=ecosystem, name=match["name"], version=match["version"])
    path = Path(text)
    if not text or "\0" in text or not (path.exists() or path.is_symlink()):
        if _SCHEME.match(text):
            raise UsageRefused(f"'{text}' has a scheme that is not known; use npm:NAME@VERSION, pypi:NAME==VERSION, or a path")
        raise UsageRefused(f"'{text}' does not exist; give a file, a folder, npm:NAME@VERSION or pypi:NAME==VERSION")
    return PathSpec(path=path, name=text)
