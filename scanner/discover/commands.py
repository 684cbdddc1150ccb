"""Commands in the folders of PATH: further ways to what is installed, and programs that lie there by themselves."""

import re

from scanner.discover.native import is_native
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.discover.tree import is_inside
from scanner.model.installation import Source

SHIM_BYTES = 64 * 1024
"""Cap on a launcher script; those of pnpm and npm have 2 kB."""

_WORKER = "command"
_SHIM_TARGETS = (
    re.compile(r"^#\s*cmd-shim-target=(.+)$", re.MULTILINE),
    re.compile(r'"?\$(?:basedir|\{basedir\})/([^"\s]+\.(?:js|mjs|cjs|exe))"?'),
    re.compile(r'"?%~?dp0%?\\([^"\s]+\.(?:js|mjs|cjs|exe))"?', re.IGNORECASE),
)
"""What launchers of pnpm and npm name as their program."""


def find(scene: Scene) -> Found:
    """Links and launchers point at installations; a native program by a tool's name that nothing else explains is a candidate."""
    pointers: list[tuple[Place, Source]] = []
    sightings: list[Sighting] = []
    for pattern in scene.catalog.layout.commands:
        for place in scene.places(pattern):
            for entry in place.tree.entries(place.path):
                command = re.sub(r"\.(exe|cmd|ps1|bat)$", "", entry.name, flags=re.IGNORECASE)
                tool = scene.catalog.by_command.get(command)
                if tool is None or entry.is_folder:
                    continue  # another command
                here = Place(tree=place.tree, path=f"{place.path}/{entry.name}", home=place.home)
                target = _target(here)
                if target is None:
                    continue  # a link to nothing, or to what may not be followed
                pointers.append((target, Source(channel="path", path=here.shown)))
                if is_native(target):
                    sightings.append(
                        Sighting(
                            tool=tool,
                            name=tool.name,
                            version=None,
                            channel="path",
                            manifest=here.shown,
                            root=target,
                            is_weak=True,
                            reason=f"a program named {entry.name} lies in a folder of PATH",
                        )
                    )
    return Found(pointers=tuple(pointers), sightings=tuple(sightings))


def _target(command: Place) -> Place | None:
    """What a command starts: a link's target, a launcher's program, or the file itself."""
    real = command.tree.resolved(command.path)
    facts = command.tree.facts(command.path)
    if real is None or facts is None or not facts.is_file:
        return None
    if facts.size_bytes <= SHIM_BYTES:
        content = command.tree.part(real, start=0, length=SHIM_BYTES)
        shim = _shim_target(real, (content or b"").decode("utf-8", "replace"))
        for path in shim:
            found = command.tree.resolved(path)
            if found is not None and is_inside(found, "/"):
                return Place(tree=command.tree, path=found, home=command.home)
    return Place(tree=command.tree, path=real, home=command.home)


def _shim_target(launcher: str, text: str) -> list[str]:
    folder = launcher.rsplit("/", 1)[0]
    found = []
    for pattern in _SHIM_TARGETS:
        for match in pattern.finditer(text):
            path = match.group(1).strip().replace("\\", "/")
            found.append(_normal(path if path.startswith("/") else f"{folder}/{path}"))
    return found


def _normal(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/" + "/".join(steps)
