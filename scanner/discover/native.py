"""Programs that a tool's own installer, or its first launch, puts where the catalog says."""

import re

from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.ruleset.catalog import Program, Tool

NATIVE_MAGICS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf")
"""First bytes of ELF, PE, Mach-O and universal Mach-O files."""

_VERSION = re.compile(r"\d+(?:\.\d+)+(?:[-+.][0-9A-Za-z.-]+)?")


def find(scene: Scene) -> Found:
    """Each documented program that is there. A link is another way to what it leads to, not another program."""
    sightings = []
    for tool in scene.catalog.tools:
        for program in tool.programs:
            for place in scene.places(program.path):
                facts = place.tree.facts(place.path)
                if facts is None or not (facts.is_file or facts.is_folder):
                    continue  # a socket or device by that name
                root = Place(tree=place.tree, path=facts.path, home=place.home)
                if facts.is_file and not is_native(root):
                    continue  # a script that starts something else, which is found as what it is
                sightings.append(
                    Sighting(
                        tool=tool,
                        name=tool.name,
                        version=_version(program, facts.path),
                        channel="native",
                        manifest=place.shown,
                        root=root,
                        vendor=tool.vendor,
                        purl=_purl(tool, _version(program, facts.path)),
                    )
                )
    return Found(sightings=tuple(sightings))


def is_native(place: Place) -> bool:
    """True for a file whose first bytes are those of a native program."""
    head = place.tree.part(place.path, start=0, length=4)
    return head is not None and head.startswith(NATIVE_MAGICS)


def _version(program: Program, path: str) -> str | None:
    match program.version:
        case "none":
            return None
        case "name":
            named = path.rsplit("/", 1)[-1]
        case "parent":
            named = path.rsplit("/", 2)[-2]
    found = _VERSION.search(named)
    return found.group() if found is not None else None


def _purl(tool: Tool, version: str | None) -> str | None:
    """The package under which the same version is published, where the tool is on npm."""
    if not tool.packages.npm or version is None:
        return None
    return f"pkg:generic/{tool.id}@{version}"
