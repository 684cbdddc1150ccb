"""System packages: what dpkg, Homebrew, winget, Chocolatey, Scoop, Snap, Flatpak and the Windows app store recorded as installed."""

import re
from collections.abc import Iterator

from scanner.discover.manifest import INVENTORY
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.model.coverage import CoverageStatus
from scanner.ruleset.catalog import Tool

STATUS_BYTES = 64 * 1024 * 1024
"""Cap on dpkg's list; a desktop with 4,000 packages has 5 MiB."""

_WORKER = "packages"
_BREW = ("/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew")
_RPM = ("/var/lib/rpm/rpmdb.sqlite", "/usr/lib/sysimage/rpm/rpmdb.sqlite")


def find(scene: Scene) -> Found:
    """Tools in the records of system package managers. Records that need the manager itself to be read are gaps."""
    _note_unread(scene)
    return Found(
        sightings=(
            *_dpkg(scene),
            *_versioned(scene, "formula", "brew", tuple(f"{one}/Cellar" for one in _BREW)),
            *_versioned(scene, "cask", "brew-cask", tuple(f"{one}/Caskroom" for one in _BREW)),
            *_versioned(scene, "snap", "snap", ("/snap",)),
            *_flatpak(scene),
        )
    )


def _note_unread(scene: Scene) -> None:
    for path in _RPM:
        for place in scene.places(path):
            scene.ledger.gap(
                _WORKER,
                place.shown,
                "is a database of the system that is not read; tools are found by their own files",
                hides=frozenset(),
                status=CoverageStatus.SKIPPED,
            )


def _dpkg(scene: Scene) -> Iterator[Sighting]:
    for place in scene.places("/var/lib/dpkg/status"):
        reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=STATUS_BYTES, hides=INVENTORY)
        for record in reading.content.decode("utf-8", "replace").split("\n\n") if reading is not None else ():
            name = re.search(r"^Package: (.+)$", record, re.MULTILINE)
            tool = scene.catalog.named("deb", name.group(1)) if name is not None else None
            if name is None or tool is None or "\nStatus: install ok installed" not in record:
                continue  # another package, or one that was removed
            version = re.search(r"^Version: (.+)$", record, re.MULTILINE)
            yield Sighting(
                tool=tool,
                name=name.group(1),
                version=version.group(1) if version is not None else None,
                channel="deb",
                manifest=place.shown,
                root=_root_of_deb(place, name.group(1)),
                purl=f"pkg:deb/{name.group(1)}@{version.group(1)}" if version is not None else None,
            )


def _root_of_deb(place: Place, name: str) -> Place:
    """The application folder that the package's file list shows; the list itself where it shows none."""
    listing = f"/var/lib/dpkg/info/{name}.list"
    reading = place.tree.read(listing, worker=_WORKER, cap_bytes=STATUS_BYTES, hides=frozenset())
    for line in reading.content.decode("utf-8", "replace").splitlines() if reading is not None else ():
        if re.fullmatch(r"/(opt|usr/share|usr/lib)/[^/]+/resources", line) or re.fullmatch(r"/usr(/local)?/bin/[^/]+", line):
            path = line.removesuffix("/resources")
            real = place.tree.resolved(path)
            if real is not None:
                return Place(tree=place.tree, path=real, home=None)
    return Place(tree=place.tree, path=listing if reading is not None else place.path, home=None)


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
                    yield _sighting(tool, entry.name, below.name, channel, folder)


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
