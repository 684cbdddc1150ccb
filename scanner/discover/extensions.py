"""Editor extensions of Visual Studio Code and its relatives, their remote servers and the ones built into the application."""

from collections.abc import Iterator
from typing import Any

from scanner.discover.manifest import json_manifest, member, signs_of, text_of
from scanner.discover.node import install_scripts
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.model.installation import ToolObservation
from scanner.ruleset.catalog_layout import PackageRoot

_WORKER = "extension"


def find(scene: Scene) -> Found:
    """Extensions that the catalog knows; others that contribute what only AI tools do are candidates."""
    sightings: list[Sighting] = []
    observations: list[ToolObservation] = []
    for root in scene.catalog.layout.extensions:
        for place in scene.places(root.path):
            for entry in place.tree.entries(place.path):
                if not entry.is_folder and not entry.is_link:
                    continue  # the editor's own list of extensions
                folder = Place(tree=place.tree, path=f"{place.path}/{entry.name}", home=place.home)
                for sighting, scripts in _extension(scene, root, folder):
                    sightings.append(sighting)
                    observations += scripts
    return Found(sightings=tuple(sightings), observations=tuple(observations))


def _extension(scene: Scene, root: PackageRoot, folder: Place) -> Iterator[tuple[Sighting, tuple[ToolObservation, ...]]]:
    named = folder.path.rsplit("/", 1)[-1].casefold()
    is_known = any(named.startswith(one) for tool in scene.catalog.tools for one in tool.packages.vscode)
    found = json_manifest(folder.tree, f"{folder.path}/package.json", scene.ledger, worker=_WORKER, is_known=is_known)
    if found is None:
        return
    manifest, reading = found
    publisher, name = text_of(manifest, "publisher"), text_of(manifest, "name")
    if publisher is None or name is None:
        return  # not an extension's manifest
    identifier = f"{publisher}.{name}".casefold()
    version = text_of(manifest, "version")
    tool = scene.catalog.named("vscode", identifier)
    reason = None if tool is not None else _reason(scene, manifest)
    if tool is None and reason is None:
        return  # nothing says that it is an AI tool
    real = folder.tree.resolved(folder.path) or folder.path
    yield (
        Sighting(
            tool=tool,
            name=identifier,
            version=version,
            channel=root.channel,
            manifest=reading.shown,
            root=Place(tree=folder.tree, path=real, home=folder.home),
            vendor=publisher,
            reason=reason,
            purl=f"pkg:vscode/{publisher.casefold()}/{name.casefold()}@{version}" if version is not None else None,
        ),
        tuple(ToolObservation(tool_id=tool.id, observation=one) for one in install_scripts(manifest, reading)) if tool is not None else (),
    )


def _reason(scene: Scene, manifest: dict[str, Any]) -> str | None:
    contributed = sorted(set(member(manifest, "contributes")) & set(scene.catalog.signs.extension_contributions))
    if contributed:
        return f"contributes {', '.join(contributed)} to the editor"
    categories = manifest.get("categories")
    if isinstance(categories, list) and "AI" in categories:
        return "is in the category AI"
    keywords = manifest.get("keywords")
    return signs_of(
        dependencies=member(manifest, "dependencies"),
        known=scene.catalog.signs.npm_dependencies,
        keywords=keywords if isinstance(keywords, list) else (),
        signs=scene.catalog.signs,
    )
