"""Packages of Linux distributions: what dpkg, RPM, apk, pacman and Nix recorded as installed."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scanner.attempt import Task
from scanner.discover.manifest import INVENTORY
from scanner.discover.place import Place
from scanner.discover.rpmfile import PackageDatabase, PackageRecords
from scanner.discover.scene import Found, Scene, Sighting
from scanner.model.artifact import Sha256
from scanner.model.coverage import Stage
from scanner.ruleset.catalog import Tool

LIST_BYTES = 64 * 1024 * 1024
"""Cap on a list of packages or of a package's files; a desktop with 4,000 packages has 5 MiB."""

_WORKER = "packages"
_RPM = (
    "/var/lib/rpm/rpmdb.sqlite",
    "/usr/lib/sysimage/rpm/rpmdb.sqlite",
    "/var/lib/rpm/Packages.db",
    "/usr/lib/sysimage/rpm/Packages.db",
    "/var/lib/rpm/Packages",
)
_APPLICATION = re.compile(r"(/(?:opt|usr/share|usr/lib|usr/lib64)/[^/]+)/resources(?:/|$)")
_COMMAND = re.compile(r"/usr(?:/local)?/bin/[^/]+")
_STORE_NAME = re.compile(r"[0-9a-z]{32}-(?P<name>.+?)-(?P<version>\d[\w.+-]*)")


def find(scene: Scene) -> Found:
    """Tools among the packages of the distribution."""
    return Found(sightings=(*_dpkg(scene), *_rpm(scene), *_apk(scene), *_pacman(scene), *_nix(scene)))


def _dpkg(scene: Scene) -> Iterator[Sighting]:
    for place in scene.places("/var/lib/dpkg/status"):
        for record in _text(place).split("\n\n"):
            fields = _fields(record, ": ")
            name, version = fields.get("Package", ""), fields.get("Version")
            tool = scene.catalog.named("deb", name)
            if tool is None or fields.get("Status") != "install ok installed":
                continue  # another package, or one that was removed
            listing = Place(tree=place.tree, path=f"/var/lib/dpkg/info/{name}.list", home=None)
            yield _sighting(tool, name, version, "deb", place.shown, _root(place, _text(listing).splitlines(), listing))


def _rpm(scene: Scene) -> Iterator[Sighting]:
    names = tuple(dict.fromkeys(name for tool in scene.catalog.tools for name in tool.packages.deb))
    for place in (one for path in _RPM for one in scene.places(path)):
        facts = place.tree.facts(place.path)
        if facts is None or not facts.is_file:
            continue  # a folder by that name
        task: Task[PackageRecords] = Task(
            stage=Stage.DISCOVER,
            worker=_WORKER,
            function="scanner.discover.rpmfile:package_records",
            argument=PackageDatabase(path=str(place.tree.on_disk(facts.path)), names=names),
            subject=place.shown,
            capabilities=INVENTORY,
        )
        attempt = scene.crew.run(task)
        if attempt.value is None:
            scene.ledger.add(attempt.coverage)
            continue
        sha256 = Sha256(attempt.value.sha256)
        if attempt.value.broken:
            reason = f"has {attempt.value.broken} records of packages that cannot be read"
            scene.ledger.gap(_WORKER, place.shown, reason, hides=INVENTORY, sha256=sha256)
        scene.ledger.done(_WORKER, place.shown, sha256=sha256, size_bytes=attempt.value.size_bytes, answers=INVENTORY)
        for one in attempt.value.packages:
            tool = scene.catalog.named("deb", one.name)
            if tool is not None:
                yield _sighting(tool, one.name, one.version, "rpm", place.shown, _root(place, one.files, place))


def _apk(scene: Scene) -> Iterator[Sighting]:
    """Alpine's list: one field a line, `F:` a folder, `R:` a file in it."""
    for place in (one for path in ("/lib/apk/db/installed", "/usr/lib/apk/db/installed") for one in scene.places(path)):
        for record in _text(place).split("\n\n"):
            fields = _fields(record, ":")
            tool = scene.catalog.named("deb", fields.get("P", ""))
            if tool is not None:
                files = _apk_files(record)
                yield _sighting(tool, fields["P"], fields.get("V"), "apk", place.shown, _root(place, files, place))


def _apk_files(record: str) -> Iterator[str]:
    folder = ""
    for line in record.splitlines():
        if line.startswith("F:"):
            folder = f"/{line[2:]}"
            yield folder
        elif line.startswith("R:"):
            yield f"{folder}/{line[2:]}"


def _pacman(scene: Scene) -> Iterator[Sighting]:
    """One folder for each package: `desc` has its name and version, `files` its paths."""
    for place in scene.places("/var/lib/pacman/local/*"):
        stem = re.fullmatch(r"(.+)-[^-]+-[^-]+", place.path.rsplit("/", 1)[-1])
        tool = scene.catalog.named("deb", stem.group(1)) if stem is not None else None
        if stem is None or tool is None:
            continue  # another package
        described = Place(tree=place.tree, path=f"{place.path}/desc", home=None)
        lines = _text(described).splitlines()
        version = next((after for before, after in pairwise(lines) if before == "%VERSION%"), None)
        listed = _text(Place(tree=place.tree, path=f"{place.path}/files", home=None)).splitlines()
        yield _sighting(tool, stem.group(1), version, "pacman", described.shown, _root(place, (f"/{one}" for one in listed), place))


def _nix(scene: Scene) -> Iterator[Sighting]:
    """Entries of the store, which keeps what was installed and what it was made from."""
    for store in scene.places("/nix/store"):
        for entry in store.tree.entries(store.path):
            named = _STORE_NAME.fullmatch(entry.name)
            name = named.group("name") if named is not None else ""
            tool = next((found for one in ("deb", "formula") if (found := scene.catalog.named(one, name))), None)
            if named is not None and tool is not None and entry.is_folder:
                folder = Place(tree=store.tree, path=f"{store.path}/{entry.name}", home=None)
                yield _sighting(tool, name, named.group("version"), "nix", folder.shown, folder)


def _root(place: Place, files: Iterable[str], otherwise: Place) -> Place:
    """The application folder or command that a package's files show; what lists them where they show none."""
    command: str | None = None
    for path in files:
        application = _APPLICATION.match(path)
        if application is not None:
            command = application.group(1)
            break
        command = command or (path if _COMMAND.fullmatch(path) else None)
    real = place.tree.resolved(command) if command is not None else None
    if real is not None:
        return Place(tree=place.tree, path=real, home=None)
    return otherwise if place.tree.facts(otherwise.path) is not None else place


def _text(place: Place) -> str:
    reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=LIST_BYTES, hides=INVENTORY)
    return reading.content.decode("utf-8", "replace") if reading is not None else ""


def _fields(record: str, separator: str) -> dict[str, str]:
    """The first value of each field of a record; continued lines are left out."""
    found: dict[str, str] = {}
    for line in record.splitlines():
        name, mark, value = line.partition(separator)
        if mark and not line[0].isspace():
            found.setdefault(name, value.strip())
    return found


def _sighting(tool: Tool, name: str, version: str | None, channel: str, manifest: str, root: Place) -> Sighting:
    kind = {"pacman": "alpm"}.get(channel, channel)
    return Sighting(
        tool=tool,
        name=name,
        version=version,
        channel=channel,
        manifest=manifest,
        root=root,
        purl=f"pkg:{kind}/{name}@{version}" if version is not None else None,
    )
