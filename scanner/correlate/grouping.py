"""Which artifacts of a scanned folder make one tool: packages, containers, programs, native files; the rest is loose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import basename, dirname

from scanner.model.artifact import EXECUTABLE_KINDS, Artifact
from scanner.model.program import Program

_MARKS = frozenset({"package.json", "pyproject.toml", "setup.py", "PKG-INFO"})
"""Files that make their folder the root of a package."""
_INFO = ".dist-info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One tool of a folder."""

    name: str
    """Path of its package folder, its archive, or the first of its files."""
    heads: frozenset[str]
    """First trail steps that belong to it."""
    artifacts: tuple[Artifact, ...]

    def owns(self, subject: str) -> bool:
        """Whether a subject (a trail joined by `!/`) lies in this group."""
        return subject.split("!/", 1)[0] in self.heads


def groups_of(artifacts: Iterable[Artifact], programs: Iterable[Program]) -> tuple[tuple[Group, ...], tuple[Artifact, ...]]:
    """The tools of a folder in name order, and the loose artifacts that belong to none of them."""
    artifacts = tuple(artifacts)
    installed = _distributions(artifacts)
    alone = {parent for parent, infos in installed.items() if len(infos) == 1}
    roots = _outermost({*alone, *(dirname(item.trail[0]) for item in artifacts if len(item.trail) == 1 and item.name in _MARKS)})
    containers = {item.trail[0] for item in artifacts if len(item.trail) > 1}
    leaders = {module.trail[0]: program.modules[0].trail[0] for program in programs for module in program.modules if len(module.trail) == 1}
    members: dict[str, list[Artifact]] = {}
    loose: list[Artifact] = []
    for artifact in artifacts:
        head = artifact.trail[0]
        root = next((root for root in roots if head.startswith(f"{root}/") or not root), None)
        owner = _distribution_of(head, installed)
        if root is not None:
            members.setdefault(root or ".", []).append(artifact)
        elif owner is not None:
            members.setdefault(owner, []).append(artifact)
        elif head in leaders and head not in containers:
            members.setdefault(leaders[head], []).append(artifact)
        elif head in containers or artifact.kind in EXECUTABLE_KINDS:
            members.setdefault(head, []).append(artifact)
        else:
            loose.append(artifact)
    groups = tuple(
        Group(name=name, heads=frozenset(item.trail[0] for item in items), artifacts=tuple(items))
        for name, items in sorted(members.items())
    )
    return groups, tuple(loose)


def _outermost(folders: set[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for folder in sorted(folders, key=lambda item: (item.count("/") if item else -1, item)):
        if not any(folder.startswith(f"{other}/") or not other for other in kept):
            kept.append(folder)
    return tuple(kept)


def _distributions(artifacts: tuple[Artifact, ...]) -> dict[str, dict[str, str]]:
    """Python packages as they are installed or as their wheel was unpacked: folder that holds them -> name -> folder of its manifest."""
    found: dict[str, dict[str, str]] = {}
    for item in artifacts:
        info = dirname(item.trail[0])
        if len(item.trail) == 1 and item.name == "METADATA" and info.endswith(_INFO):
            name = basename(info).removesuffix(_INFO).partition("-")[0]
            found.setdefault(dirname(info), {})[_folded(name)] = info
    return found


def _distribution_of(head: str, installed: dict[str, dict[str, str]]) -> str | None:
    """The folder of the manifest of the package that a file lies in by its name; None: of none."""
    folder = head
    while folder:
        folder, name = dirname(folder), basename(folder)
        found = installed.get(folder, {}).get(_folded(name.removesuffix(_INFO).partition("-")[0].removesuffix(".py")))
        if found is not None:
            return found
        if folder == dirname(folder):
            break
    return None


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()
