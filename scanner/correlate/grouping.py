"""Which artifacts of a scanned folder make one tool: packages, containers, programs, native files; the rest is loose."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import dirname

from scanner.model.artifact import EXECUTABLE_KINDS, Artifact
from scanner.model.program import Program

_MARKS = frozenset({"package.json", "pyproject.toml", "setup.py", "PKG-INFO"})
"""Files that make their folder the root of a package."""


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
    roots = _outermost({dirname(item.trail[0]) for item in artifacts if len(item.trail) == 1 and item.name in _MARKS})
    containers = {item.trail[0] for item in artifacts if len(item.trail) > 1}
    leaders = {module.trail[0]: program.modules[0].trail[0] for program in programs for module in program.modules if len(module.trail) == 1}
    members: dict[str, list[Artifact]] = {}
    loose: list[Artifact] = []
    for artifact in artifacts:
        head = artifact.trail[0]
        root = next((root for root in roots if head.startswith(f"{root}/") or not root), None)
        if root is not None:
            members.setdefault(root or ".", []).append(artifact)
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
