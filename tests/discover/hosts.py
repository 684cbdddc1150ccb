"""Builds file trees that look like hosts, and discovers them."""

import json
import plistlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.attempt import Crew
from scanner.discover.stage import discover
from scanner.discover.target import Target
from scanner.model.installation import Inventory
from scanner.model.limits import Limits
from scanner.ruleset.catalog import Catalog, load_catalog
from scanner.ruleset.locations import shipped


@cache
def catalog() -> Catalog:
    """The shipped catalog, read once."""
    return load_catalog(shipped("rules", "catalog"))


@contextmanager
def crew() -> Iterator[Crew]:
    with TemporaryDirectory() as scratch, Crew(jobs=1, limits=Limits(), scratch=Path(scratch)) as workers:
        yield workers


def discovered(target: Target) -> Inventory:
    with crew() as workers:
        return discover(target, catalog=catalog(), crew=workers)


def of_root(root: Path, **given: object) -> Inventory:
    return discovered(Target(root=root, host="fixture", **given))  # type: ignore[arg-type]  # passed on as named


def of_home(home: Path, *projects: Path) -> Inventory:
    return discovered(Target(root=None, homes=(home,), projects=projects, host="fixture"))


def put(path: Path, content: str | bytes | dict | list) -> Path:  # type: ignore[type-arg]  # any JSON value
    """Write a file with the folders that it needs; objects and lists as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict | list):
        content = json.dumps(content, indent=2)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def npm_package(modules: Path, name: str, version: str = "1.0.0", **manifest: object) -> Path:
    put(modules / name / "package.json", {"name": name, "version": version, **manifest})
    return modules / name


def distribution(site: Path, name: str, version: str = "1.0.0", *, requires: tuple[str, ...] = (), command: bool = True) -> Path:
    bare = name.replace("-", "_")
    folder = site / f"{bare}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {one}" for one in requires)]
    put(folder / "METADATA", "\n".join(lines) + "\n")
    put(folder / "RECORD", f"{bare}/__init__.py,,\n{bare}-{version}.dist-info/METADATA,,\n")
    put(site / bare / "__init__.py", "")
    if command:
        put(folder / "entry_points.txt", f"[console_scripts]\n{name} = {bare}:main\n")
    return folder


def extension(folder: Path, identifier: str, version: str = "1.0.0", **manifest: object) -> Path:
    publisher, _, name = identifier.partition(".")
    put(folder / f"{identifier}-{version}" / "package.json", {"publisher": publisher, "name": name, "version": version, **manifest})
    return folder / f"{identifier}-{version}"


def bundle(applications: Path, name: str, identifier: str, version: str = "1.0") -> Path:
    content = plistlib.dumps({"CFBundleIdentifier": identifier, "CFBundleName": name, "CFBundleShortVersionString": version})
    put(applications / f"{name}.app" / "Contents" / "Info.plist", content)
    return applications / f"{name}.app"


def electron(folder: Path, name: str, version: str = "1.0.0") -> Path:
    put(folder / "resources/app/product.json", {"nameShort": name})
    put(folder / "resources/app/package.json", {"name": name.lower(), "version": version})
    return folder


def plugin(plugins: Path, identifier: str, version: str = "1.0", name: str = "Plugin") -> Path:
    folder = plugins / name
    (folder / "lib").mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "lib" / f"{name}.jar", "w") as jar:
        jar.writestr(
            "META-INF/plugin.xml", f"<idea-plugin><id>{identifier}</id><name>{name}</name><version>{version}</version></idea-plugin>"
        )
    return folder


def tools_of(inventory: Inventory) -> list[tuple[str, str | None]]:
    return [(one.tool_id, one.version) for one in inventory.installations]


def states(inventory: Inventory, tool: str) -> set[tuple[str, str, str]]:
    """(topic, key, state) of a tool's settings."""
    return {
        (one.observation.topic, one.observation.key, one.observation.state)
        for one in inventory.observations
        if one.tool_id == tool and one.observation.kind == "setting"
    }


def gaps(inventory: Inventory) -> list[tuple[str, str | None]]:
    return [(one.subject, one.reason) for one in inventory.coverage if one.is_gap]
