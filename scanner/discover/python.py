"""Python packages in the environments of pip, pipx, uv, conda and others, by their metadata."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser

from packageurl import PackageURL
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from scanner.discover.manifest import INVENTORY, MANIFEST_BYTES, signs_of
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting
from scanner.discover.tree import Reading
from scanner.ruleset.catalog_layout import PackageRoot

_WORKER = "python"
_DIST_INFO = re.compile(r"^(?P<name>.+?)-(?P<version>[^-]+)\.(dist-info|egg-info)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    name: str
    version: str | None
    requires: tuple[str, ...]
    keywords: tuple[str, ...]
    reading: Reading


def find(scene: Scene) -> Found:
    """Tools among the installed distributions; unknown ones with a command and model libraries are candidates."""
    return Found(
        sightings=tuple(
            one for root in scene.catalog.layout.python for place in scene.places(root.path) for one in distributions_at(scene, root, place)
        )
    )


def distributions_at(scene: Scene, root: PackageRoot, place: Place) -> Iterator[Sighting]:
    """The tools of one `site-packages` folder."""
    asked = _asked_for(place) if root.is_flat else None
    for entry in place.tree.entries(place.path):
        named = _DIST_INFO.match(entry.name)
        if named is None or not entry.is_folder:
            continue  # code, or an egg link
        folder = f"{place.path}/{entry.name}"
        name = canonicalize_name(named.group("name"))
        tool = scene.catalog.named("pypi", name)
        if tool is None and ((asked is not None and name != asked) or not place.tree.facts(f"{folder}/entry_points.txt")):
            continue  # a dependency of something else, or a library without a command
        metadata = _metadata(scene, place, folder, is_known=tool is not None)
        if metadata is None:
            continue
        tool = scene.catalog.named("pypi", metadata.name)
        reason = (
            None
            if tool is not None
            else signs_of(
                dependencies=metadata.requires,
                known=scene.catalog.signs.pypi_dependencies,
                keywords=metadata.keywords,
                signs=scene.catalog.signs,
            )
        )
        if tool is None and (reason is None or metadata.name in scene.catalog.signs.pypi_dependencies):
            continue  # nothing says that it is an AI tool, or it is what they are made of
        yield Sighting(
            tool=tool,
            name=metadata.name,
            version=metadata.version,
            channel=root.channel,
            manifest=metadata.reading.shown,
            root=Place(tree=place.tree, path=_code_of(place, folder, metadata.name), home=place.home),
            purl=PackageURL(type="pypi", name=metadata.name, version=metadata.version).to_string(),
            reason=reason,
        )


def _asked_for(place: Place) -> str:
    """The distribution that a tool environment was made for: managers name the environment after it."""
    parts = place.path.split("/")
    return canonicalize_name(parts[-4] if parts[-3] in ("lib", "Lib") else parts[-3])


def _metadata(scene: Scene, place: Place, folder: str, *, is_known: bool) -> _Metadata | None:
    hides = INVENTORY if is_known else frozenset()
    for name in ("METADATA", "PKG-INFO"):
        reading = place.tree.read(f"{folder}/{name}", worker=_WORKER, cap_bytes=MANIFEST_BYTES, hides=hides)
        if reading is None:
            continue
        headers = HeaderParser().parsestr(reading.content.decode("utf-8", "replace"))
        stated = headers.get("Name")
        if not stated:
            scene.ledger.gap(_WORKER, reading.shown, "states no name", hides=hides, sha256=reading.sha256)
            return None
        keywords = re.split(r"[,\s]+", headers.get("Keywords") or "")
        return _Metadata(
            name=canonicalize_name(stated),
            version=headers.get("Version"),
            keywords=tuple(keywords),
            reading=reading,
            requires=tuple(_required(headers.get_all("Requires-Dist") or [])),
        )
    if is_known:
        scene.ledger.gap(_WORKER, place.tree.shown(folder), "has no metadata", hides=hides)
    return None


def _required(lines: list[str]) -> Iterator[str]:
    for line in lines:
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue  # written by an old tool; the others still count
        if requirement.marker is None or "extra" not in str(requirement.marker):
            yield canonicalize_name(requirement.name)


def _code_of(place: Place, folder: str, name: str) -> str:
    """The package or module that holds the distribution's code, by its own list of files; the metadata folder where it has no code."""
    reading = place.tree.read(f"{folder}/RECORD", worker=_WORKER, cap_bytes=MANIFEST_BYTES, hides=frozenset())
    counts: dict[str, int] = {}
    for line in reading.content.decode("utf-8", "replace").splitlines() if reading is not None else ():
        path = line.split(",", 1)[0]
        head = path.split("/", 1)[0]
        if path.endswith((".py", ".so", ".pyd")) and not head.endswith((".dist-info", "..")) and head != "__pycache__":
            counts[head] = counts.get(head, 0) + 1
    likely = name.replace("-", "_")
    best = max(counts, key=lambda head: (head == likely, counts[head], head), default=None)
    if best is None and place.tree.is_folder(f"{place.path}/{likely}"):
        best = likely
    return f"{place.path}/{best}" if best is not None else folder
