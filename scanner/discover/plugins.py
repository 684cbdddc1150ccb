"""Plugins of Neovim, Vim, Emacs and Zed, which keep one folder for each, named after its repository or package."""

import re
import tomllib

from scanner.discover.manifest import name_says_so, text_of
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting

MANIFEST_BYTES = 256 * 1024

_WORKER = "plugin"
_VERSIONED = re.compile(r"(?P<name>.+?)-(?P<version>\d[\w.]*)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find(scene: Scene) -> Found:
    """Plugins that the catalog knows, and others whose name says that they are AI tools."""
    sightings: list[Sighting] = []
    seen: set[tuple[int, str]] = set()
    for root in scene.catalog.layout.plugins:
        for place in scene.places(root.path):
            real = place.tree.resolved(place.path)
            if real is None or not place.tree.is_folder(real) or (id(place.tree), real) in seen:
                continue  # a file beside the plugins, or a link to one of them
            seen.add((id(place.tree), real))
            name, version = _stated(scene, place)
            tool = scene.catalog.named("plugin", name)
            reason = None if tool is not None else name_says_so(_CAMEL.sub(" ", name), scene.catalog.signs)
            if tool is None and reason is None:
                continue  # another plugin
            sightings.append(
                Sighting(
                    tool=tool,
                    name=name,
                    version=version,
                    channel=root.channel,
                    manifest=place.shown,
                    root=Place(tree=place.tree, path=real, home=place.home),
                    reason=reason,
                )
            )
    return Found(sightings=tuple(sightings))


def _stated(scene: Scene, place: Place) -> tuple[str, str | None]:
    """(name, version): by the manifest of an extension, else by the folder."""
    folder = place.path.rsplit("/", 1)[-1]
    reading = place.tree.read(f"{place.path}/extension.toml", worker=_WORKER, cap_bytes=MANIFEST_BYTES, hides=frozenset())
    if reading is not None:
        try:
            manifest = tomllib.loads(reading.content.decode("utf-8", "replace"))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            scene.ledger.gap(_WORKER, reading.shown, f"is not TOML: {error}", hides=frozenset(), sha256=reading.sha256)
        else:
            return text_of(manifest, "id") or folder, text_of(manifest, "version")
    named = _VERSIONED.fullmatch(folder)
    return (named.group("name"), named.group("version")) if named is not None else (folder, None)
