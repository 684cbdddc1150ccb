"""Skills and plugins that tools load: text and scripts that run with the tool's rights."""

import re

from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.discover.texts import MAX_SKILL_FOLDERS, TEXT_BYTES, skill_folders
from scanner.ruleset.catalog import Tool

_NAME = re.compile(rb"^name:\s*['\"]?([^\r\n'\"]+)", re.MULTILINE)
_VERSION = re.compile(rb"^\s*version:\s*['\"]?([^\r\n'\"]+)", re.MULTILINE)


def find(scene: Scene) -> Found:
    """Each folder with a `SKILL.md` in a tool's folder of skills, as an installation of its own; once where several tools read it."""
    sightings: dict[tuple[int, str], Sighting] = {}
    for tool, place in skill_folders(scene):
        for entry in place.tree.entries(place.path)[:MAX_SKILL_FOLDERS]:
            folder = place.tree.resolved(f"{place.path}/{entry.name}")
            reading = (
                place.tree.read(f"{folder}/SKILL.md", worker="skill", cap_bytes=TEXT_BYTES, hides=frozenset())
                if folder is not None
                else None
            )
            if folder is not None and reading is not None:
                sightings.setdefault(
                    (id(place.tree), folder),
                    _sighting(tool, entry.name, reading.content, reading.shown, Place(tree=place.tree, path=folder, home=place.home)),
                )
    return Found(sightings=tuple(sightings.values()))


def _sighting(tool: Tool, folder: str, content: bytes, manifest: str, root: Place) -> Sighting:
    """Name and version as the front matter states them."""
    front = content[3:].split(b"\n---", 1)[0] if content.startswith(b"---") else b""
    name, version = _NAME.search(front), _VERSION.search(front)
    return Sighting(
        tool=None,
        name=name.group(1).decode("utf-8", "replace").strip() if name is not None else folder,
        version=version.group(1).decode("utf-8", "replace").strip() if version is not None else None,
        channel="skill",
        manifest=manifest,
        root=root,
        vendor=None,
        reason=f"a skill that {tool.name} loads",
        is_known=True,
    )
