"""What a Windows session is given by the registry: its variables, and the commands that start with it."""

import re
from collections.abc import Iterator

from scanner.discover.document import shortened
from scanner.discover.launch import words_of
from scanner.discover.masks import Masks
from scanner.discover.place import Place
from scanner.discover.registry import RegistryKey
from scanner.discover.scene import Assignment, Scene
from scanner.discover.startfile import FlagSeen, flags_of, wanted_variables
from scanner.model.artifact import ByteOffset
from scanner.model.installation import Source
from scanner.model.observation import Place as BytePlace


def registered_variables(scene: Scene, masks: Masks) -> Iterator[Assignment]:
    """The variables that matter, of each user and of the machine."""
    wanted = wanted_variables(scene.catalog)
    for record in scene.registered("environment"):
        for name, value in record.values.items():
            if name in wanted and isinstance(value, str):
                shown = f"{name}={'(secret)' if masks.is_secret(name, value) else masks.masked(value)}"
                yield Assignment(name=name, value=value, home=_home(record), place=_place(record, shown), scope="environment")


def starting_flags(scene: Scene, masks: Masks) -> Iterator[FlagSeen]:
    """The arguments that matter, in commands that start with a session."""
    for record, command in _commands(scene):
        for tool, flag in flags_of(words_of(command), scene.catalog):
            yield FlagSeen(tool=tool, flag=flag, place=_place(record, masks.masked(command)), home=_home(record))


def starting_programs(scene: Scene) -> Iterator[tuple[Place, Source]]:
    """The programs that start with a session: a further way to what is installed there."""
    for record, command in _commands(scene):
        program = re.match(r'\s*(?:"([^"]+)"|(.+?\.exe)\b|(\S+))', command, re.IGNORECASE)
        found = record.located(next((one for one in program.groups() if one), "")) if program is not None else None
        if found is not None:
            place = Place(tree=record.hive.tree, path=found, home=scene.home_holding(record.hive.tree, found))
            yield place, Source(channel="autostart", path=record.shown)


def _commands(scene: Scene) -> Iterator[tuple[RegistryKey, str]]:
    for record in scene.registered("start"):
        yield from ((record, value) for value in record.values.values() if isinstance(value, str))


def _home(record: RegistryKey) -> str | None:
    return record.hive.home.shown if record.hive.home is not None else None


def _place(record: RegistryKey, excerpt: str) -> BytePlace:
    """The key: where its value stands in the hive's bytes is not known."""
    return BytePlace(artifact=record.sha256, subject=record.shown, byte_offset=ByteOffset(0), byte_length=0, excerpt=shortened(excerpt))
