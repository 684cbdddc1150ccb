"""Packages beside those of the distribution: what Homebrew, Snap and Flatpak installed."""

import re
from collections.abc import Iterator

from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.ruleset.catalog import Tool

DESCRIPTION_BYTES = 64 * 1024

_BREW = ("/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew")


def find(scene: Scene) -> Found:
    """Tools in the folders of these managers."""
    return Found(
        sightings=(
            *_versioned(scene, "formula", "brew", tuple(f"{one}/Cellar" for one in _BREW)),
            *_versioned(scene, "cask", "brew-cask", tuple(f"{one}/Caskroom" for one in _BREW)),
            *_versioned(scene, "snap", "snap", ("/snap",)),
            *_flatpak(scene),
        )
    )


def _versioned(scene: Scene, kind: str, channel: str, folders: tuple[str, ...]) -> Iterator[Sighting]:
    """Layouts `<folder>/<name>/<version>`: each version that is there is installed."""
    for pattern in folders:
        for place in scene.places(pattern):
            for entry in place.tree.entries(place.path):
                tool = scene.catalog.named(kind, entry.name)
                if tool is None or not entry.is_folder:
                    continue  # another package
                for below in place.tree.entries(f"{place.path}/{entry.name}"):
                    if not below.is_folder or below.name.startswith("."):
                        continue  # the link to the current one, or the manager's own notes
                    folder = Place(tree=place.tree, path=f"{place.path}/{entry.name}/{below.name}", home=place.home)
                    version = _snap_version(folder) if channel == "snap" else below.name
                    yield _sighting(tool, entry.name, version, channel, folder)


def _snap_version(folder: Place) -> str | None:
    """Folders of Snap are named by revision; the version is in the package's own description."""
    described = folder.tree.part(f"{folder.path}/meta/snap.yaml", start=0, length=DESCRIPTION_BYTES)
    stated = re.search(rb"^version:\s*['\"]?([^\s'\"]+)", described or b"", re.MULTILINE)
    return stated.group(1).decode("utf-8", "replace") if stated is not None else None


def _flatpak(scene: Scene) -> Iterator[Sighting]:
    for pattern in ("/var/lib/flatpak/app/*", "{data}/flatpak/app/*"):
        for place in scene.places(pattern):
            name = place.path.rsplit("/", 1)[-1]
            tool = scene.catalog.named("flatpak", name)
            if tool is not None:
                yield _sighting(tool, name, None, "flatpak", place)


def _sighting(tool: Tool, name: str, version: str | None, channel: str, folder: Place) -> Sighting:
    real = folder.tree.resolved(folder.path) or folder.path
    kind = {"brew": "brew", "brew-cask": "brew"}.get(channel, "generic")
    return Sighting(
        tool=tool,
        name=name,
        version=version,
        channel=channel,
        manifest=folder.shown,
        root=Place(tree=folder.tree, path=real, home=folder.home),
        purl=f"pkg:{kind}/{name}@{version}" if version is not None else None,
    )
