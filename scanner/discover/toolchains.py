"""Programs that `cargo install`, `go install` and `deno install` put into a home, by what these record of them."""

import re
from collections.abc import Iterator

from packageurl import PackageURL

from scanner.discover.manifest import INVENTORY, json_manifest, member, name_says_so, signs_of
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene, Sighting

GO_PROGRAM_BYTES = 512 * 1024 * 1024
"""How much of a program is searched for the record that the Go linker puts into it."""

_WORKER = "toolchain"
_INSTALLED = re.compile(r"(?P<name>[\w-]+) (?P<version>\d[\w.+-]*) \(")
"""A key of cargo's list: name, version and source."""
_BLOCK_BYTES = 4 * 1024 * 1024
_GO_MAGIC = b"\xff Go buildinf:"
_GO_INLINE = 2
"""Flag of the record: its texts follow it. The form with pointers ended with Go 1.17."""
_GO_TEXTS_AT = 32
_GO_BORDER_BYTES = 16
"""Marks before and after the text of the modules."""
_MAX_GO_RECORD_BYTES = 1024 * 1024
_DENO_PACKAGE = re.compile(r"""\bnpm:/?(?P<name>(?:@[\w.-]+/)?[\w.-]+)(?:@(?P<version>[^'"\s/]+))?""")
_LAUNCHER_BYTES = 64 * 1024


def find(scene: Scene) -> Found:
    """Tools among these programs; unknown ones that are built with a model's library are candidates."""
    return Found(sightings=(*_cargo(scene), *_go(scene), *_deno(scene)))


def _cargo(scene: Scene) -> Iterator[Sighting]:
    for place in scene.places("{cargo}/.crates2.json"):
        found = json_manifest(place.tree, place.path, scene.ledger, worker=_WORKER, is_known=True)
        for key, entry in member(found[0], "installs").items() if found is not None else ():
            stated = _INSTALLED.match(key)
            if stated is None:
                continue  # written by another version of cargo
            name = stated.group("name")
            tool = scene.catalog.named("cargo", name)
            reason = None if tool is not None else name_says_so(name, scene.catalog.signs)
            programs = entry.get("bins") if isinstance(entry, dict) else None
            if (tool is None and reason is None) or not isinstance(programs, list):
                continue  # another program
            folder = place.path.rsplit("/", 1)[0]
            paths = [path for one in programs[:20] if (path := place.tree.resolved(f"{folder}/bin/{one}")) is not None]
            roots = [Place(tree=place.tree, path=path, home=place.home) for path in paths]
            yield Sighting(
                tool=tool,
                name=name,
                version=stated.group("version"),
                channel="cargo",
                manifest=place.shown,
                root=roots[0] if roots else place,
                parts=tuple(roots[1:]),
                reason=reason,
                purl=PackageURL(type="cargo", name=name, version=stated.group("version")).to_string(),
            )


def _go(scene: Scene) -> Iterator[Sighting]:
    for place in scene.places("{go}/bin/*"):
        record = _go_record(place)
        path = re.search(r"^path\t(\S+)", record, re.MULTILINE)
        if path is None:
            continue  # not a program in Go
        module = re.search(r"^mod\t(\S+)\t(\S+)", record, re.MULTILINE)
        tool = scene.catalog.named("go", path.group(1))
        needed = re.findall(r"^dep\t(\S+)", record, re.MULTILINE)
        reason = (
            None
            if tool is not None
            else signs_of(dependencies=needed, known=scene.catalog.signs.go_dependencies, keywords=(), signs=scene.catalog.signs)
        )
        if tool is None and reason is None:
            continue  # another program
        stated = module.group(2) if module is not None else ""
        version = stated.removeprefix("v") if re.match(r"v\d", stated) else None
        name = path.group(1)
        namespace, _, last = name.rpartition("/")
        yield Sighting(
            tool=tool,
            name=name,
            version=version,
            channel="go",
            manifest=place.shown,
            root=Place(tree=place.tree, path=place.tree.resolved(place.path) or place.path, home=place.home),
            reason=reason,
            purl=PackageURL(type="golang", namespace=namespace or None, name=last, version=stated or None).to_string(),
        )


def _go_record(place: Place) -> str:
    """The text that the linker puts into a program: its package, modules and settings. Empty: there is none."""
    tail = b""
    for start in range(0, GO_PROGRAM_BYTES, _BLOCK_BYTES):
        block = place.tree.part(place.path, start=start, length=_BLOCK_BYTES)
        if not block or (start == 0 and not block.startswith((b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe"))):
            return ""
        at = (tail + block).find(_GO_MAGIC)
        if at >= 0:
            content = place.tree.part(place.path, start=start - len(tail) + at, length=_MAX_GO_RECORD_BYTES) or b""
            if len(content) <= _GO_TEXTS_AT or not content[15] & _GO_INLINE:
                return ""
            _, rest = _counted(content[_GO_TEXTS_AT:])
            return _counted(rest)[0][_GO_BORDER_BYTES:-_GO_BORDER_BYTES].decode("utf-8", "replace")
        tail = block[-len(_GO_MAGIC) :]
    return ""


def _counted(content: bytes) -> tuple[bytes, bytes]:
    """(text, what follows): texts stand after their length, in groups of seven bits."""
    length = shift = 0
    for index, one in enumerate(content[:10]):
        length |= (one & 0x7F) << shift
        shift += 7
        if not one & 0x80:
            return content[index + 1 : index + 1 + length], content[index + 1 + length :]
    return b"", b""


def _deno(scene: Scene) -> Iterator[Sighting]:
    """Launchers that start a package of npm."""
    for place in scene.places("{deno}/bin/*"):
        facts = place.tree.facts(place.path)
        if facts is None or not facts.is_file or facts.size_bytes > _LAUNCHER_BYTES:
            continue  # Deno itself
        reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=_LAUNCHER_BYTES, hides=INVENTORY)
        named = _DENO_PACKAGE.search(reading.content.decode("utf-8", "replace")) if reading is not None else None
        name = named.group("name") if named is not None else ""
        tool = scene.catalog.named("npm", name)
        if named is None or tool is None:
            continue  # another program
        version = named.group("version")
        stored = [
            Place(tree=place.tree, path=found.path, home=place.home)
            for found in scene.places(f"{{deno_cache}}/npm/*/{name}/{version or '*'}")
            if found.home == place.home
        ]
        yield Sighting(
            tool=tool,
            name=name,
            version=version or (stored[-1].path.rsplit("/", 1)[-1] if stored else None),
            channel="deno",
            manifest=place.shown,
            root=stored[-1] if stored else place,
        )
