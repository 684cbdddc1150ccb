"""Desktop applications: macOS bundles, Electron applications, Linux desktop entries and AppImages, by their manifests."""

import plistlib
import struct
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from scanner.code.jsontext import JsonRefused, read_json
from scanner.discover.manifest import INVENTORY, json_manifest, text_of
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.model.installation import Source

MAX_ARCHIVE_INDEX_BYTES = 64 * 1024 * 1024
"""Cap on the index of an Electron archive; large ones have 8 MiB."""
MAX_MANIFEST_BYTES = 1024 * 1024

_WORKER = "application"
_DESKTOP_ENTRIES = (
    "/usr/share/applications/*.desktop",
    "/usr/local/share/applications/*.desktop",
    "{data}/applications/*.desktop",
    "/var/lib/snapd/desktop/applications/*.desktop",
)
_APPIMAGES = (
    "{home}/Applications/*.AppImage",
    "{home}/.local/bin/*.AppImage",
    "{home}/Downloads/*.AppImage",
    "/opt/*.AppImage",
    "{home}/*.AppImage",
    "{home}/bin/*.AppImage",
)


def find(scene: Scene) -> Found:
    """Applications that the catalog knows."""
    sightings: list[Sighting] = []
    for root in scene.catalog.layout.applications:
        for place in scene.places(root.path):
            for entry in place.tree.entries(place.path):
                folder = Place(tree=place.tree, path=f"{place.path}/{entry.name}", home=place.home)
                if entry.is_folder:
                    sightings += _bundle(scene, folder) if entry.name.endswith(".app") else _electron(scene, folder)
    entries, pointers = _desktop_entries(scene)
    return Found(sightings=(*sightings, *entries, *_appimages(scene)), pointers=pointers)


def _bundle(scene: Scene, folder: Place) -> Iterator[Sighting]:
    reading = folder.tree.read(f"{folder.path}/Contents/Info.plist", worker=_WORKER, cap_bytes=MAX_MANIFEST_BYTES, hides=INVENTORY)
    if reading is None:
        return
    try:
        manifest: dict[str, Any] = plistlib.loads(reading.content)
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, OverflowError, RecursionError) as error:
        scene.ledger.gap(_WORKER, reading.shown, f"is not a property list: {error}", hides=INVENTORY, sha256=reading.sha256)
        return
    identifier = text_of(manifest, "CFBundleIdentifier") if isinstance(manifest, dict) else None
    tool = scene.catalog.named("bundle", identifier or "")
    if identifier is None or tool is None:
        return  # another application
    version = text_of(manifest, "CFBundleShortVersionString") or text_of(manifest, "CFBundleVersion")
    yield Sighting(
        tool=tool,
        name=text_of(manifest, "CFBundleName") or tool.name,
        version=version,
        channel="desktop",
        manifest=reading.shown,
        root=folder,
        purl=f"pkg:generic/{identifier}@{version}" if version is not None else None,
    )


def _electron(scene: Scene, folder: Place) -> Iterator[Sighting]:
    """(1) Beside the program, (2) in the newest of several versions side by side."""
    below = [
        f"{folder.path}/{entry.name}"
        for entry in folder.tree.entries(folder.path)
        if entry.is_folder and any(mark.isdigit() for mark in entry.name)
    ]
    for base in (folder.path, *reversed(below)):
        if not folder.tree.is_folder(f"{base}/resources"):
            continue  # no Electron application here
        found = _product(scene, folder, f"{base}/resources/app") or _archived(scene, folder, f"{base}/resources/app.asar")
        if found is None:
            continue
        name, version, manifest = found
        tool = scene.catalog.named("product", name)
        if tool is not None:
            yield Sighting(
                tool=tool,
                name=name,
                version=version,
                channel="desktop",
                manifest=folder.tree.shown(manifest),
                root=folder,
                purl=f"pkg:generic/{tool.id}@{version}" if version is not None else None,
            )
            return


def _product(scene: Scene, folder: Place, app: str) -> tuple[str, str | None, str] | None:
    """(name, version, manifest) of an unpacked Electron application."""
    product = json_manifest(folder.tree, f"{app}/product.json", scene.ledger, worker=_WORKER, is_known=False)
    package = json_manifest(folder.tree, f"{app}/package.json", scene.ledger, worker=_WORKER, is_known=False)
    stated = package[0] if package is not None else {}
    name = text_of(product[0], "nameShort") if product is not None else None
    name = name or text_of(stated, "productName") or text_of(stated, "name")
    if name is None:
        return None
    own = text_of(product[0], f"{name.casefold()}Version") if product is not None else None
    return name, own or text_of(stated, "version"), f"{app}/{'product' if product is not None else 'package'}.json"


def _archived(scene: Scene, folder: Place, archive: str) -> tuple[str, str | None, str] | None:
    """(name, version, manifest) out of an Electron archive: its index, then the package manifest alone."""
    head = folder.tree.part(archive, start=0, length=16)
    if head is None or len(head) < 16:
        return None
    four, index_bytes, _, text_bytes = struct.unpack("<4I", head)
    if four != 4 or text_bytes > MAX_ARCHIVE_INDEX_BYTES or index_bytes < text_bytes:
        scene.ledger.gap(_WORKER, folder.tree.shown(archive), "has no index that can be read", hides=INVENTORY)
        return None
    try:
        index = read_json((folder.tree.part(archive, start=16, length=text_bytes) or b"").decode("utf-8")).value
        entry = index["files"]["package.json"]
        content = folder.tree.part(archive, start=8 + index_bytes + int(entry["offset"]), length=min(entry["size"], MAX_MANIFEST_BYTES))
        manifest = read_json((content or b"").decode("utf-8")).value
    except (JsonRefused, UnicodeDecodeError, KeyError, TypeError, ValueError):
        scene.ledger.gap(_WORKER, folder.tree.shown(archive), "holds no package manifest that can be read", hides=INVENTORY)
        return None
    name = text_of(manifest, "productName") or text_of(manifest, "name") if isinstance(manifest, dict) else None
    return (name, text_of(manifest, "version"), archive) if name is not None else None


def _desktop_entries(scene: Scene) -> tuple[tuple[Sighting, ...], tuple[tuple[Place, Source], ...]]:
    sightings: list[Sighting] = []
    pointers: list[tuple[Place, Source]] = []
    for pattern in _DESKTOP_ENTRIES:
        for place in scene.places(pattern):
            reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=MAX_MANIFEST_BYTES, hides=frozenset())
            fields = _fields(reading.content.decode("utf-8", "replace")) if reading is not None else {}
            tool = scene.catalog.named("product", fields.get("Name", ""))
            program = fields.get("Exec", "").strip('"').split('"')[0].split(" %")[0].split(" --")[0]
            target = place.tree.resolved(program) if tool is not None and program.startswith("/") else None
            if tool is None or target is None or reading is None:
                continue  # another application, or one whose program is gone
            root = Place(tree=place.tree, path=target, home=place.home)
            pointers.append((root, Source(channel="desktop", path=reading.shown)))
            sightings.append(
                Sighting(
                    tool=tool,
                    name=tool.name,
                    version=fields.get("X-AppImage-Version"),
                    channel="desktop",
                    manifest=reading.shown,
                    root=root,
                )
            )
    return tuple(sightings), tuple(pointers)


def _fields(text: str) -> dict[str, str]:
    """Keys of the first group of a desktop entry."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("[") and found:
            break
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key.strip(), value.strip())
    return found


def _appimages(scene: Scene) -> Iterator[Sighting]:
    for pattern in _APPIMAGES:
        for place in scene.places(pattern):
            head = place.tree.part(place.path, start=0, length=11)
            if head is None or not head.startswith(b"\x7fELF") or head[8:10] != b"AI":
                continue  # named like one and is none
            name = place.path.rsplit("/", 1)[-1].split("-")[0].split("_")[0].removesuffix(".AppImage")
            tool = scene.catalog.named("product", name) or scene.catalog.named("product", name.title())
            if tool is not None:
                yield Sighting(
                    tool=tool,
                    name=tool.name,
                    version=None,
                    channel="desktop",
                    manifest=place.shown,
                    root=place,
                    is_weak=True,
                    reason="its file name is all that was read of this AppImage",
                )
