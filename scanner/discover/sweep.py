"""A bounded walk through homes and the usual extra folders: package folders and projects that no list of places names.

Looks at folders at most MAX_DEPTH below a home and MAX_FOLDERS of them; what lies deeper is not seen.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.discover.node import packages_at
from scanner.discover.place import Place
from scanner.discover.python import distributions_at
from scanner.discover.scene import Found, Scene, Sighting
from scanner.discover.target import Project
from scanner.model.coverage import CoverageStatus
from scanner.ruleset.catalog import Catalog
from scanner.ruleset.catalog_layout import PackageRoot

MAX_DEPTH = 5
"""Levels below a home: `~/work/team/app/packages/web` is the fifth."""
MAX_FOLDERS = 4_000
"""Folders listed per home: 0.1 s on a warm file system."""

_SKIPPED = frozenset(
    {
        ".git",
        "node_modules",
        "site-packages",
        "dist-packages",
        "__pycache__",
        ".Trash",
        "Library",
        "AppData",
        ".cache",
        ".npm",
        ".cargo",
        ".rustup",
        ".gradle",
        ".m2",
        ".pnpm",
        "go",
        "Pictures",
        "Music",
        "Movies",
        "Videos",
        ".vscode",
        ".cursor",
        ".local",
        ".config",
        ".vscode-server",
        ".cursor-server",
        ".bun",
        ".nvm",
        ".claude",
        ".codex",
        ".gemini",
        ".pyenv",
        ".docker",
        "snap",
        "Applications",
        "proc",
        "sys",
        "dev",
        "run",
    }
)
"""Folders that other discoverers look into, or that hold no work."""
_COMMON_FOLDERS = frozenset({".github", ".vscode"})
"""Folders of most repositories: only an agent's file in them says something."""
_EXTRA_ROOTS = ("/opt/*", "/srv/*", "/workspace", "/workspaces", "/app", "/data")
_NODE = PackageRoot(channel="project", path="node_modules", is_flat=True)
_PYTHON = PackageRoot(channel="venv", path="site-packages", is_flat=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What the walk met."""

    found: Found
    projects: tuple[Project, ...]


def sweep(scene: Scene) -> Swept:
    """Tools in `node_modules` and virtual environments of projects, and the projects themselves. Folders of the layout come again; the
    merge joins them."""
    markers = project_markers(scene.catalog)
    telling = _relative_paths(scene.catalog, _COMMON_FOLDERS) - {".vscode/settings.json"}
    sightings: list[Sighting] = []
    projects: list[Project] = list(scene.projects)
    for start in _starts(scene):
        for folder, names in _walk(scene, start):
            if "node_modules" in names:
                sightings += packages_at(scene, _NODE, _below(folder, "node_modules"))
            if "pyvenv.cfg" in names:
                for place in _environments(folder):
                    sightings += distributions_at(scene, _PYTHON, place)
            is_given = any(one.tree.on_disk(one.path) == folder.tree.on_disk(folder.path) for one in scene.projects)
            is_common = names & _COMMON_FOLDERS
            is_project = names & markers or (is_common and any(folder.tree.matches(_join(folder.path, one)) for one in telling))
            if folder.path != start.path and is_project and not is_given:
                projects.append(Project(tree=folder.tree, path=folder.path, home=start.home, is_given=False))
    for project in scene.projects:
        sightings += packages_at(scene, _NODE, Place(tree=project.tree, path=_join(project.path, "node_modules"), home=None))
    return Swept(found=Found(sightings=tuple(sightings)), projects=tuple(projects))


def project_markers(catalog: Catalog) -> frozenset[str]:
    """Names whose presence in a folder says that it has agent files of its own: first steps of the catalog's relative paths."""
    relative = {path.split("/")[0] for path in _relative_paths(catalog, None)}
    return frozenset(relative - _COMMON_FOLDERS - {"CONVENTIONS.md", ".rules"} | {".mcp.json"})


def _relative_paths(catalog: Catalog, below: frozenset[str] | None) -> frozenset[str]:
    """The catalog's paths in projects; those whose first step is one of `below`."""
    paths = [one.path for tool in catalog.tools for one in tool.settings if one.scope in ("project", "project_local")]
    paths += [path for tool in catalog.tools for path in (*tool.texts, *tool.skills)]
    return frozenset(path for path in paths if not path.startswith(("{", "/")) and (below is None or path.split("/")[0] in below))


def _starts(scene: Scene) -> Iterator[Place]:
    for home in scene.ground.homes:
        yield Place(tree=home.tree, path=home.path, home=home)
    for pattern in _EXTRA_ROOTS:
        yield from scene.places(pattern)


def _walk(scene: Scene, start: Place) -> Iterator[tuple[Place, frozenset[str]]]:
    waiting = deque([(start.path, 0)])
    count = 0
    facts = start.tree.facts(start.path)
    device = facts.device if facts is not None else None
    while waiting:
        path, depth = waiting.popleft()
        count += 1
        if count > MAX_FOLDERS:
            reason = f"has more than {MAX_FOLDERS} folders; those beyond were not searched for projects"
            scene.ledger.gap("sweep", start.shown, reason, hides=frozenset())
            return
        here = start.tree.facts(path)
        if here is not None and here.device != device:
            reason = "is another file system, which was not searched for projects; name it with --project"
            scene.ledger.gap("sweep", start.tree.shown(path), reason, hides=frozenset(), status=CoverageStatus.SKIPPED)
            continue  # a network share may answer late or never
        entries = start.tree.entries(path)
        yield Place(tree=start.tree, path=path, home=start.home), frozenset(entry.name for entry in entries)
        if depth < MAX_DEPTH:
            waiting += [
                (_join(path, entry.name), depth + 1)
                for entry in entries
                if entry.is_folder and entry.name not in _SKIPPED and not (entry.name.startswith(".") and depth > 0)
            ]


def _environments(folder: Place) -> Iterator[Place]:
    for pattern in ("lib/python*/site-packages", "Lib/site-packages"):
        for path in folder.tree.matches(_join(folder.path, pattern)):
            yield Place(tree=folder.tree, path=path, home=folder.home)


def _below(folder: Place, name: str) -> Place:
    return Place(tree=folder.tree, path=_join(folder.path, name), home=folder.home)


def _join(path: str, name: str) -> str:
    return f"/{name}" if path == "/" else f"{path}/{name}"
