"""Node packages under the global folders of every package manager, by their manifests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from packageurl import PackageURL

from scanner.discover.document import shortened
from scanner.discover.manifest import INVENTORY, json_manifest, member, model_hosts_in, signs_of, text_of
from scanner.discover.place import Place
from scanner.discover.scene import Assignment, Found, Scene, Sighting
from scanner.discover.tree import Reading
from scanner.model.artifact import ByteOffset, LineNumber
from scanner.model.installation import ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import ScriptDeclared
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_layout import PackageRoot

INSTALL_EVENTS = ("preinstall", "install", "postinstall", "prepare")
"""Scripts that npm runs when a package is installed (`prepare` for git dependencies only)."""

NPMRC_BYTES = 256 * 1024

_WORKER = "node"
_PLATFORM_VERSION = re.compile(r"^(\d[^-]*)-(linux|darwin|win32|windows|macos)\b.*$")
"""A platform package published under the tool's own name carries its platform in the version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    root: PackageRoot
    folder: Place
    """With links followed: managers link from the global folder into a store."""
    manifest: dict[str, Any]
    reading: Reading
    tool: Tool | None
    name: str


def find(scene: Scene) -> Found:
    """Tools in the package folders of the layout; unknown packages that look like AI tools are candidates."""
    sightings: list[Sighting] = []
    observations: list[ToolObservation] = []
    for root in scene.catalog.layout.node:
        for place in scene.places(root.path):
            for package in _packages(scene, root, place):
                sightings += _sightings(scene, package)
                if package.tool is not None:
                    observations += [
                        ToolObservation(tool_id=package.tool.id, observation=one)
                        for one in install_scripts(package.manifest, package.reading)
                    ]
    return Found(sightings=tuple(sightings), observations=tuple(observations))


def packages_at(scene: Scene, root: PackageRoot, place: Place) -> tuple[Sighting, ...]:
    """Tools in one `node_modules` folder that was met elsewhere."""
    return tuple(one for package in _packages(scene, root, place) for one in _sightings(scene, package))


def npm_prefixes(scene: Scene) -> tuple[Assignment, ...]:
    """Where `prefix` in npm's own settings moves the global folder; said as the variable that does the same."""
    found = []
    for pattern in ("{home}/.npmrc", "/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc"):
        for place in scene.places(pattern):
            reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=NPMRC_BYTES, hides=INVENTORY)
            match = re.search(rb"^\s*prefix\s*=\s*(.+?)\s*$", reading.content, re.MULTILINE) if reading is not None else None
            if reading is not None and match is not None:
                found.append(
                    Assignment(
                        name="NPM_CONFIG_PREFIX",
                        value=match.group(1).decode("utf-8", "replace").strip("\"'"),
                        home=place.home.shown if place.home is not None else None,
                        place=_place(reading, match.start(), match.end()),
                    )
                )
    return tuple(found)


def install_scripts(manifest: dict[str, Any], reading: Reading) -> Iterator[ScriptDeclared]:
    """The scripts of a package manifest that run at install time, with their place in its bytes."""
    scripts = member(manifest, "scripts")
    for event in INSTALL_EVENTS:
        command = scripts.get(event)
        if not isinstance(command, str) or event == "prepare":
            continue  # `prepare` does not run for packages from a registry
        found = re.search(rb'"%s"\s*:\s*"(?:[^"\\]|\\.)*"' % event.encode(), reading.content)
        start, end = found.span() if found is not None else (0, 0)
        yield ScriptDeclared(place=_place(reading, start, end), event=event, command=command)


def _place(reading: Reading, start: int, end: int) -> BytePlace:
    return BytePlace(
        artifact=reading.sha256,
        subject=reading.shown,
        byte_offset=ByteOffset(start),
        byte_length=end - start,
        excerpt=shortened(reading.content[start:end].decode("utf-8", "replace")),
        line=LineNumber(reading.content.count(b"\n", 0, start) + 1),
    )


def _packages(scene: Scene, root: PackageRoot, place: Place) -> Iterator[_Package]:
    asked = _asked_for(scene, place) if root.is_flat else frozenset()
    for name in _names(place):
        folder = place.tree.resolved(f"{place.path}/{name}")
        if folder is None:
            continue  # a link whose target was removed
        is_known = _tool(scene, name) is not None
        if root.is_flat and not is_known and name not in asked:
            continue  # a dependency of something else
        found = json_manifest(place.tree, f"{folder}/package.json", scene.ledger, worker=_WORKER, is_known=is_known)
        if found is None:
            continue
        manifest, reading = found
        stated = text_of(manifest, "name") or name
        tool = _tool(scene, stated)
        yield _Package(
            root=root,
            folder=Place(tree=place.tree, path=folder, home=place.home),
            manifest=manifest,
            reading=reading,
            tool=tool,
            name=stated,
        )


def _names(place: Place) -> Iterator[str]:
    """Package names below a `node_modules` folder, scopes opened."""
    for entry in place.tree.entries(place.path):
        if entry.name.startswith(".") or not (entry.is_folder or entry.is_link):
            continue  # files and the manager's own folders
        if not entry.name.startswith("@"):
            yield entry.name
            continue
        for below in place.tree.entries(f"{place.path}/{entry.name}"):
            if below.is_folder or below.is_link:
                yield f"{entry.name}/{below.name}"


def _asked_for(scene: Scene, place: Place) -> frozenset[str]:
    """What the manifest beside a flat folder names: those packages were asked for, the others came with them."""
    parent = place.path.rsplit("/", 1)[0]
    found = json_manifest(place.tree, f"{parent}/package.json", scene.ledger, worker=_WORKER, is_known=False)
    if found is None:
        return frozenset()
    return frozenset(member(found[0], "dependencies"))


def _tool(scene: Scene, name: str) -> Tool | None:
    return scene.catalog.named("npm", name) or scene.catalog.named("npm_parts", name)


def _sightings(scene: Scene, package: _Package) -> Iterator[Sighting]:
    version = text_of(package.manifest, "version")
    reason = None
    if package.tool is None:
        reason = _reason(scene, package)
        if reason is None:
            return
    platform = _PLATFORM_VERSION.match(version) if version is not None and package.tool is not None else None
    yield Sighting(
        tool=package.tool,
        name=package.name,
        version=platform.group(1) if platform is not None else version,
        channel=package.root.channel,
        manifest=package.reading.shown,
        root=package.folder,
        purl=_purl(package.name, version),
        reason=reason,
        parts=tuple(_parts(package)),
        is_part=_is_part(package, platform is not None),
    )


def _is_part(package: _Package, has_platform_version: bool) -> bool:
    """True for a platform package: bytes of a tool that another package starts."""
    if package.tool is None:
        return False
    from_parts = not any(package.name == one for one in package.tool.packages.npm)
    return has_platform_version or (from_parts and "os" in package.manifest and "cpu" in package.manifest)


def _parts(package: _Package) -> Iterator[Place]:
    """Platform packages: named as optional dependencies, lying inside the package or beside it."""
    beside = package.folder.path[: -len(f"/{package.name}")] if package.folder.path.endswith(f"/{package.name}") else None
    for name in sorted(member(package.manifest, "optionalDependencies")):
        for folder in (f"{package.folder.path}/node_modules", beside):
            if folder is None or package.tool is None:
                continue  # a renamed folder has no known neighbours
            real = package.folder.tree.resolved(f"{folder}/{name}")
            if real is not None and package.folder.tree.is_folder(real) and _is_own(package, name):
                yield Place(tree=package.folder.tree, path=real, home=package.folder.home)
                break


def _is_own(package: _Package, name: str) -> bool:
    """True: the optional dependency is a platform package of the tool, by its name or as an alias of the tool's own package."""
    wanted = member(package.manifest, "optionalDependencies").get(name)
    alias = f"npm:{package.name}@"
    scope = package.name.split("/")[0]
    is_relative = name.startswith(f"{package.name}-") or (scope.startswith("@") and name.startswith(f"{scope}/"))
    is_listed = package.tool is not None and any(fnmatchcase(name, one) for one in package.tool.packages.npm_parts)
    return is_relative or is_listed or (isinstance(wanted, str) and wanted.startswith(alias))


def _reason(scene: Scene, package: _Package) -> str | None:
    commands = package.manifest.get("bin")
    if not commands:
        return None  # a library: nothing that a person starts
    if any(fnmatchcase(package.name, one) for one in scene.catalog.signs.npm_dependencies):
        return None  # what AI tools are made of
    dependencies = (*member(package.manifest, "dependencies"), *member(package.manifest, "peerDependencies"))
    keywords = package.manifest.get("keywords")
    reason = signs_of(
        dependencies=dependencies,
        known=scene.catalog.signs.npm_dependencies,
        keywords=keywords if isinstance(keywords, list) else (),
        signs=scene.catalog.signs,
    )
    if reason is not None:
        return reason
    paths = [commands] if isinstance(commands, str) else list(commands.values()) if isinstance(commands, dict) else []
    for path in paths[:4]:
        if isinstance(path, str):
            found = model_hosts_in(package.folder.tree, f"{package.folder.path}/{path.removeprefix('./')}", scene.catalog.signs)
            if found is not None:
                return found
    return None


def _purl(name: str, version: str | None) -> str:
    namespace, _, bare = name.rpartition("/")
    return PackageURL(type="npm", namespace=namespace or None, name=bare, version=version).to_string()
