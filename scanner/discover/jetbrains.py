"""Plugins of JetBrains editors, by the `plugin.xml` in their folder or in one of their archives (opened in a child)."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from scanner.attempt import Refusal, Task
from scanner.discover.manifest import INVENTORY, name_says_so
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.discover.tree import Tree
from scanner.model.coverage import Stage

MANIFEST_BYTES = 4 * 1024 * 1024
"""Cap on `plugin.xml` unpacked; large ones have 300 kB."""
MAX_ARCHIVES = 60
"""Archives of one plugin that are opened; the manifest is in one of the first by size in name order."""

_WORKER = "jetbrains"
_MANIFEST = "META-INF/plugin.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginFiles:
    """What may hold one plugin's manifest."""

    manifest: Path | None
    archives: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """What the manifest states; all None: no file holds one."""

    id: str | None
    name: str | None
    version: str | None
    vendor: str | None


def find(scene: Scene) -> Found:
    """Plugins that the catalog knows, and others whose name says that they are AI tools."""
    folders = [
        (place.tree, f"{place.path}/{entry.name}", place)
        for pattern in scene.catalog.layout.jetbrains
        for place in scene.places(pattern)
        for entry in place.tree.entries(place.path)
        if entry.is_folder
    ]
    tasks: list[tuple[Place, Task[Plugin]]] = []
    for tree, path, parent in folders:
        files = _files(tree, path)
        folder = Place(tree=tree, path=path, home=parent.home)
        if files.manifest is not None or files.archives:
            tasks.append(
                (
                    folder,
                    Task(
                        stage=Stage.DISCOVER,
                        worker=_WORKER,
                        function="scanner.discover.jetbrains:plugin_of",
                        argument=files,
                        subject=folder.shown,
                        capabilities=INVENTORY,
                    ),
                )
            )
    sightings = []
    for (folder, _), attempt in zip(tasks, scene.crew.run_all(task for _, task in tasks), strict=True):
        if attempt.value is None:
            scene.ledger.add(attempt.coverage)
        elif attempt.value.id is not None:
            sightings += _sighting(scene, folder, attempt.value)
    return Found(sightings=tuple(sightings))


def plugin_of(files: PluginFiles) -> Plugin:
    """Worker: read the manifest of one plugin. Raises Refusal where an archive or the manifest is broken."""
    if files.manifest is not None:
        return _described(files.manifest.read_bytes()[:MANIFEST_BYTES])
    broken: str | None = None
    for archive in files.archives:
        try:
            with zipfile.ZipFile(archive) as opened, opened.open(_MANIFEST) as stream:
                return _described(stream.read(MANIFEST_BYTES))
        except KeyError:
            continue  # a library of the plugin
        except (zipfile.BadZipFile, OSError, EOFError) as error:
            broken = f"{archive.name} cannot be opened ({error})"
    if broken is not None:
        raise Refusal(f"no manifest was found, and {broken}")
    return Plugin(id=None, name=None, version=None, vendor=None)


def _files(tree: Tree, folder: str) -> PluginFiles:
    manifest = tree.resolved(f"{folder}/{_MANIFEST}")
    archives = [f"{folder}/lib/{entry.name}" for entry in tree.entries(f"{folder}/lib") if entry.is_file and entry.name.endswith(".jar")]
    return PluginFiles(
        manifest=tree.on_disk(manifest) if manifest is not None else None,
        archives=tuple(tree.on_disk(path) for path in archives[:MAX_ARCHIVES]),
    )


def _described(content: bytes) -> Plugin:
    if b"<!ENTITY" in content:
        raise Refusal("the plugin's manifest defines entities, which no real one does")
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise Refusal(f"the plugin's manifest is not XML: {error}") from error

    def _text(name: str) -> str | None:
        return (root.findtext(name) or "").strip() or None

    return Plugin(id=_text("id") or _text("name"), name=_text("name"), version=_text("version"), vendor=_text("vendor"))


def _sighting(scene: Scene, folder: Place, plugin: Plugin) -> list[Sighting]:
    tool = scene.catalog.named("jetbrains", plugin.id or "")
    reason = None if tool is not None else name_says_so(plugin.name or "", scene.catalog.signs)
    if tool is None and reason is None:
        return []
    return [
        Sighting(
            tool=tool,
            name=plugin.name or plugin.id or folder.path.rsplit("/", 1)[-1],
            version=plugin.version,
            channel="jetbrains",
            manifest=folder.shown,
            root=folder,
            vendor=plugin.vendor,
            reason=reason,
            purl=f"pkg:jetbrains/{plugin.id}@{plugin.version}" if plugin.version is not None else None,
        )
    ]
