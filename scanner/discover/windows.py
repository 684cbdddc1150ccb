"""Programs of a Windows tree: what its registry, winget, Chocolatey, Scoop and the store recorded as installed."""

import re
from collections.abc import Iterator

from scanner.discover.manifest import INVENTORY, name_says_so
from scanner.discover.place import Place
from scanner.discover.registry import RegistryKey
from scanner.discover.scene import Found, Scene, Sighting
from scanner.ruleset.catalog import Tool

NUSPEC_BYTES = 1024 * 1024

_WORKER = "packages"
_NAME_TAIL = re.compile(r"\s*(\((user|machine|x64|x86|arm64|64-bit)\)|version\s+v?[\d.]+|v?\d+(\.\d+)+.*)\s*$", re.IGNORECASE)
"""What installers add to the name of their program."""


def find(scene: Scene) -> Found:
    """Tools in the records of installers and of package managers for Windows; unknown programs whose name says that they are AI tools."""
    return Found(
        sightings=(*_programs(scene), *_winget(scene), *_scoop(scene), *_chocolatey(scene), *_store_folders(scene), *_store_records(scene))
    )


def _programs(scene: Scene) -> Iterator[Sighting]:
    """The registry's list of programs that can be uninstalled."""
    for record in scene.registered("programs"):
        stated = record.text("DisplayName")
        if stated is None or record.values.get("SystemComponent") == 1:
            continue  # a part of something else, which lists itself
        name = _bare(stated)
        tool = _known(scene, name, record.name)
        reason = None if tool is not None else name_says_so(name, scene.catalog.signs)
        if tool is None and reason is None:
            continue  # another program
        version = record.text("DisplayVersion")
        yield Sighting(
            tool=tool,
            name=name,
            version=version,
            channel="registry",
            manifest=record.shown,
            root=_root(scene, record),
            vendor=record.text("Publisher"),
            reason=reason,
            purl=f"pkg:generic/{tool.id}@{version}" if tool is not None and version is not None else None,
        )


def _bare(name: str) -> str:
    before = ""
    while before != name:
        before, name = name, _NAME_TAIL.sub("", name)
    return name or before


def _known(scene: Scene, name: str, key: str) -> Tool | None:
    by_name = scene.catalog.named("product", name)
    return by_name or scene.catalog.named("winget", key) or scene.catalog.named("msix", key)


def _root(scene: Scene, record: RegistryKey) -> Place:
    """The folder that the record names, where it is in the tree; else the hive, as all that is known of the program."""
    tree = record.hive.tree
    for name in ("InstallLocation", "DisplayIcon", "UninstallString"):
        found = record.located(record.text(name) or "")
        if found is not None and found.casefold().endswith((".exe", ".ico", ".dll")):
            found = found.rsplit("/", 1)[0]
        if found:
            return Place(tree=tree, path=found, home=scene.home_holding(tree, found))
    steps = record.key.replace("\\", "/")
    return Place(tree=tree, path=f"{record.hive.path}!/{steps}", home=record.hive.home)


def _winget(scene: Scene) -> Iterator[Sighting]:
    for pattern in ("{local}/Microsoft/WinGet/Packages/*", "{program_files}/WinGet/Packages/*"):
        for place in scene.places(pattern):
            name = place.path.rsplit("/", 1)[-1].split("_")[0]
            tool = scene.catalog.named("winget", name)
            if tool is not None:
                yield _sighting(tool, name, None, "winget", place)


def _scoop(scene: Scene) -> Iterator[Sighting]:
    """Folders `<app>/<version>` and `<app>/current`, of the user and of the machine."""
    for pattern in ("{home}/scoop/apps/*", "{program_data}/scoop/apps/*"):
        for place in scene.places(pattern):
            name = place.path.rsplit("/", 1)[-1]
            tool = next((found for channel in ("winget", "formula", "cask") if (found := scene.catalog.named(channel, name))), None)
            for entry in place.tree.entries(place.path) if tool is not None else ():
                if tool is not None and entry.is_folder and entry.name != "current":
                    folder = Place(tree=place.tree, path=f"{place.path}/{entry.name}", home=place.home)
                    yield _sighting(tool, name, entry.name, "scoop", folder)


def _chocolatey(scene: Scene) -> Iterator[Sighting]:
    for place in scene.places("{program_data}/chocolatey/lib/*"):
        name = place.path.rsplit("/", 1)[-1]
        tool = scene.catalog.named("chocolatey", name)
        if tool is None:
            continue  # another package
        reading = place.tree.read(f"{place.path}/{name}.nuspec", worker=_WORKER, cap_bytes=NUSPEC_BYTES, hides=INVENTORY)
        version = re.search(rb"<version>([^<]+)</version>", reading.content) if reading is not None else None
        yield _sighting(tool, name, version.group(1).decode("utf-8", "replace") if version is not None else None, "chocolatey", place)


def _store_folders(scene: Scene) -> Iterator[Sighting]:
    """Folders named `<identity>_<version>_<architecture>__<publisher>`."""
    for place in scene.places("{program_files}/WindowsApps/*"):
        parts = place.path.rsplit("/", 1)[-1].split("_")
        tool = scene.catalog.named("msix", parts[0])
        if tool is not None and len(parts) >= 3:
            yield _sighting(tool, parts[0], parts[1], "msix", place)


def _store_records(scene: Scene) -> Iterator[Sighting]:
    """The registry's list of store packages, which names the same folders also where they were not copied."""
    for record in scene.registered("packages"):
        parts = record.name.split("_")
        tool = scene.catalog.named("msix", parts[0])
        if tool is None or len(parts) < 3:
            continue  # another package
        for base in scene.places("{program_files}"):
            folder = Place(tree=base.tree, path=f"{base.path}/WindowsApps/{record.name}", home=None)
            yield _sighting(tool, parts[0], parts[1], "msix", folder, manifest=record.shown)


def _sighting(tool: Tool, name: str, version: str | None, channel: str, folder: Place, manifest: str | None = None) -> Sighting:
    real = folder.tree.resolved(folder.path) or folder.path
    return Sighting(
        tool=tool,
        name=name,
        version=version,
        channel=channel,
        manifest=manifest or folder.shown,
        root=Place(tree=folder.tree, path=real, home=folder.home),
        purl=f"pkg:generic/{name}@{version}" if version is not None else None,
    )
