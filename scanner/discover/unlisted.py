"""Settings of tools that the catalog does not know: files in the usual places that declare MCP servers."""

import re
from collections.abc import Iterator

from scanner.discover.place import Place
from scanner.discover.scene import Scene
from scanner.discover.target import Project
from scanner.model.installation import ToolKind
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_settings import CATALOG_VERSION, Format, SettingsFile

SETTINGS_BYTES = 1024 * 1024
"""Larger files of an unknown program are its data."""

_FORMATS: dict[str, Format] = {"json": "json", "jsonc": "json", "toml": "toml", "yaml": "yaml", "yml": "yaml"}
_DECLARES = re.compile(rb"\b(mcp[._-]?servers|context_servers)\b", re.IGNORECASE)
_SERVERS = ("mcpServers", "mcp_servers", "context_servers", "mcp.servers", "mcp-servers")
_SERVERS_OF_OWN_FILE = (*_SERVERS, "servers", "mcp")
"""Keys of a file that is about servers only."""


def unlisted_settings(scene: Scene, listed: frozenset[tuple[int, str]]) -> Iterator[tuple[Tool, SettingsFile, Place, Project | None]]:
    """Such files with the tool that their folder is named after. `listed`: (tree, path) of the files that the catalog knows."""
    for pattern in scene.catalog.layout.unlisted_settings:
        for place, project in _places(scene, pattern):
            real = place.tree.resolved(place.path) or place.path
            name = place.path.rsplit("/", 1)[-1]
            format = _FORMATS.get(name.rsplit(".", 1)[-1].casefold())
            if (id(place.tree), real) in listed or format is None:
                continue  # known, or in a format that is not read
            facts = place.tree.facts(real)
            if facts is None or not facts.is_file or facts.size_bytes > SETTINGS_BYTES:
                continue
            is_own = "mcp" in name.casefold()
            if not is_own and not _DECLARES.search(place.tree.part(real, start=0, length=SETTINGS_BYTES) or b""):
                continue  # settings of another program
            file = SettingsFile(
                path=pattern,
                scope="user" if project is None else "project",
                format=format,
                servers=_SERVERS_OF_OWN_FILE if is_own else _SERVERS,
            )
            yield _tool(scene, place.path), file, place, project


def _places(scene: Scene, pattern: str) -> Iterator[tuple[Place, Project | None]]:
    if pattern.startswith("{"):
        yield from ((place, None) for place in scene.places(pattern))
        return
    for project in scene.projects:
        for path in project.tree.matches(f"{project.path.rstrip('/')}/{pattern}"):
            yield Place(tree=project.tree, path=path, home=project.home), project


def _tool(scene: Scene, path: str) -> Tool:
    """The tool that the folder of its settings is named after; one that only has this name where the catalog has none."""
    folders = [step for step in path.split("/")[:-1] if step.casefold() not in ("user", "settings", "config", "globalstorage")]
    name = (folders[-1] if folders else "unknown").lstrip(".")
    slug = re.sub(r"[^a-z0-9.]+", "-", name.casefold()).strip("-.") or "unknown"
    known = scene.catalog.by_id.get(slug)
    return known or Tool(api=CATALOG_VERSION, id=slug, name=name, kind=ToolKind.UNKNOWN, reviewed="1970-01-01", basis="reported")
