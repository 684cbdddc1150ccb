"""The settings files of the catalog that exist, read once each, with the scope in which their tool reads them."""

import base64
import binascii
from dataclasses import dataclass, field, replace
from typing import Any

from scanner.attempt import Task
from scanner.discover.document import Document, DocumentUnread, kind_of, read_document
from scanner.discover.place import Place
from scanner.discover.scene import Scene
from scanner.discover.sqlite import DatabaseFile, DatabaseValues
from scanner.discover.target import Home, Project
from scanner.discover.tree import Reading
from scanner.discover.unlisted import unlisted_settings
from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability, Stage
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_settings import Embedded, Key, SettingsFile

SETTINGS_BYTES = 4 * 1024 * 1024
"""Cap on a settings file. Most have a few kB; a list of projects with their history reaches some hundred kB."""

CONFIG_FILES = frozenset({Capability.CONFIG_FILES})

_WORKER = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One settings file as one tool reads it."""

    tool: Tool
    file: SettingsFile
    place: Place
    document: Document | None
    """None: it is there and could not be read."""
    project: Project | None = None

    @property
    def shown(self) -> str:
        """The file, and inside a hive the key."""
        steps = (self.file.key or "").replace("\\", "/")
        return f"{self.place.shown}!/{steps}" if steps else self.place.shown

    @property
    def home(self) -> Home | None:
        return self.project.home if self.project is not None else self.place.home


@dataclass(slots=True)
class _Reader:
    scene: Scene
    documents: dict[tuple[int, str, str], Document | None] = field(default_factory=dict)

    def document(self, place: Place, tool: Tool, file: SettingsFile) -> Document | None:
        """Several tools read the same file; it is parsed once."""
        key = (id(place.tree), place.tree.resolved(place.path) or place.path, tool.id if file.format == "sqlite" else file.format)
        if key not in self.documents:
            self.documents[key] = self._database(place, tool, file) if file.format == "sqlite" else self._text(place, file)
        return self.documents[key]

    def registered(self, place: Place, file: SettingsFile) -> Document | None:
        """The values below a key of a hive, nested as the keys are. None: the hive has no such key."""
        start = str(file.key).casefold()
        keys = [one for one in self.scene.registered("settings") if one.hive == place]
        keys = [one for one in keys if f"{one.key.casefold()}\\".startswith(f"{start}\\")]
        if not keys:
            return None
        value: dict[str, Any] = {}
        for one in keys:
            here = value
            for step in one.key[len(start) :].split("\\")[1:]:
                here = here.setdefault(step, {})
            here.update({name: list(item) if isinstance(item, tuple) else item for name, item in one.values.items()})
        facts = place.tree.facts(place.path)
        reading = Reading(
            path=place.path,
            shown=f"{place.shown}!/{str(file.key).replace(chr(92), '/')}",
            content=b"",
            sha256=keys[0].sha256,
            mode=facts.mode if facts is not None else 0,
            uid=facts.uid if facts is not None else 0,
        )
        return Document(reading=reading, format="registry", value=value, text="")

    def unwrapped(self, document: Document, embedded: Embedded) -> Document | None:
        """The document that a value holds; the whole one where it has no such value. None: the value cannot be read."""
        value = document.at(tuple(embedded.key.split(".")))
        if value is None:
            return document
        try:
            content = _content_of(value, embedded)
            inner = read_document(replace(document.reading, content=content), embedded.format)
        except (DocumentUnread, ValueError) as error:
            reason = f"the document in `{embedded.key}` {error}"
            self.scene.ledger.gap(_WORKER, document.reading.shown, reason, hides=CONFIG_FILES, sha256=document.reading.sha256)
            return None
        return replace(document, value={**inner.value, **{key: one for key, one in document.value.items() if key != embedded.key}})

    def _text(self, place: Place, file: SettingsFile) -> Document | None:
        reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=SETTINGS_BYTES, hides=CONFIG_FILES)
        if reading is None:
            return None
        try:
            document = read_document(reading, file.format)
        except DocumentUnread as error:
            self.scene.ledger.gap(_WORKER, reading.shown, str(error), hides=CONFIG_FILES, sha256=reading.sha256)
            return None
        for complaint in document.complaints:
            self.scene.ledger.gap(_WORKER, reading.shown, complaint, hides=frozenset(), sha256=reading.sha256)
        self.scene.ledger.done(_WORKER, reading.shown, sha256=reading.sha256, size_bytes=len(reading.content), answers=CONFIG_FILES)
        return document

    def _database(self, place: Place, tool: Tool, file: SettingsFile) -> Document | None:
        facts = place.tree.facts(place.path)
        if facts is None or not facts.is_file or file.table is None:
            return None
        patterns = tuple(key.pattern.pattern for key in self.scene.catalog.keys_of(tool))
        database = DatabaseFile(path=str(place.tree.on_disk(facts.path)), table=file.table, patterns=patterns)
        task: Task[DatabaseValues] = Task(
            stage=Stage.DISCOVER,
            worker=_WORKER,
            function="scanner.discover.sqlite:values_of",
            subject=place.shown,
            argument=database,
            capabilities=CONFIG_FILES,
        )
        attempt = self.scene.crew.run(task)
        if attempt.value is None:
            self.scene.ledger.add(attempt.coverage)
            return None
        value: dict[str, Any] = {}
        for one in attempt.value.values:
            here = value
            for step in one.path[:-1]:
                here = here.setdefault(step, {})
            here[one.path[-1]] = one.value
        sha256 = Sha256(attempt.value.sha256)
        self.scene.ledger.done(_WORKER, place.shown, sha256=sha256, size_bytes=attempt.value.size_bytes, answers=CONFIG_FILES)
        reading = Reading(path=facts.path, shown=place.shown, content=b"", sha256=sha256, mode=facts.mode, uid=facts.uid)
        return Document(reading=reading, format="sqlite", value=value, text="")


def layers(scene: Scene) -> tuple[Layer, ...]:
    """Every settings file of the catalog that exists, in catalog order."""
    reader = _Reader(scene)
    found: list[Layer] = []
    for tool in scene.catalog.tools:
        for file in tool.settings:
            if file.path.startswith(("{", "/")):
                places = [place for place in scene.places(file.path) if file.format != "registry" or reader.registered(place, file)]
                found += [_layer(reader, tool, file, place, None) for place in places]
                continue
            for project in scene.projects:
                for path in project.tree.matches(f"{project.path.rstrip('/')}/{file.path}"):
                    place = Place(tree=project.tree, path=path, home=project.home)
                    found.append(_layer(reader, tool, file, place, project))
    listed = frozenset((id(one.place.tree), one.place.tree.resolved(one.place.path) or one.place.path) for one in found)
    found += [_layer(reader, tool, file, place, project) for tool, file, place, project in unlisted_settings(scene, listed)]
    for layer in found:
        if layer.document is not None:
            _note_wrong_types(scene, layer, layer.document)
    return tuple(found)


def readers_of(read: tuple[Layer, ...]) -> dict[str, frozenset[str]]:
    """The tools that read each file."""
    found: dict[str, set[str]] = {}
    for layer in read:
        for shown in (layer.shown, layer.place.shown):
            found.setdefault(shown, set()).add(layer.tool.id)
    return {shown: frozenset(tools) for shown, tools in found.items()}


def _layer(reader: _Reader, tool: Tool, file: SettingsFile, place: Place, project: Project | None) -> Layer:
    document = reader.registered(place, file) if file.format == "registry" else reader.document(place, tool, file)
    if document is not None and file.embedded is not None:
        document = reader.unwrapped(document, file.embedded)
    return Layer(tool=tool, file=file, place=place, document=document, project=project)


def _content_of(value: object, embedded: Embedded) -> bytes:
    """The bytes of an embedded document. Raises ValueError."""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise DocumentUnread(f"is {kind_of(value)} where text is expected")
    if not embedded.is_base64:
        return value.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise DocumentUnread("is not base64") from error


def _note_wrong_types(scene: Scene, layer: Layer, document: Document) -> None:
    """(1) A value where an object of known settings is expected; (2) another kind of value than a switch takes."""
    keys = scene.catalog.keys_of(layer.tool)
    whole = {key.key for key in keys}
    for name, kinds in sorted(_containers(layer.tool, keys).items()):
        value = None if name in whole else document.at(tuple(name.split(".")))
        if value is not None and not isinstance(value, kinds):
            _gap(scene, document, name, f"is {kind_of(value)} where {'an object' if kinds is dict else 'a list or object'} is expected")
    for key in keys:
        value = None if "*" in key.key else document.at(tuple(key.key.split(".")))
        is_number = layer.file.format == "registry" and value in (0, 1)  # which is how the registry says so
        if value is not None and is_switch(key) and not isinstance(value, bool) and not is_number:
            _gap(scene, document, key.key, f"is {kind_of(value)} where true or false is expected")


def _containers(tool: Tool, keys: tuple[Key, ...]) -> dict[str, type[dict[str, Any]] | tuple[type, ...]]:
    """What holds known settings: an object, or either kind where `*` stands for its items."""
    found: dict[str, type[dict[str, Any]] | tuple[type, ...]] = {} if tool.env_block is None else {tool.env_block: dict}
    for key in keys:
        steps = key.key.split(".")
        for count in range(1, len(steps)):
            if "*" in "".join(steps[:count]):
                break  # any name may stand there
            found.setdefault(".".join(steps[:count]), (dict, list) if "*" in steps[count] else dict)
    return found


def _gap(scene: Scene, document: Document, name: str, what: str) -> None:
    place = document.position(tuple(name.split(".")))
    where = f" at {place}" if place is not None else ""
    scene.ledger.gap(_WORKER, document.reading.shown, f"`{name}`{where} {what}", hides=CONFIG_FILES, sha256=document.reading.sha256)


def is_switch(key: Key) -> bool:
    """True: the setting is either on or off."""
    values = key.enabled if key.enabled is not None else key.disabled
    return values is not None and all(isinstance(one, bool) for one in values)
