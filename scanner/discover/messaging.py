"""Native messaging hosts: programs outside the browser that its extensions may start and talk to."""

from collections.abc import Iterator

from scanner.discover.manifest import json_manifest, name_says_so, text_of
from scanner.discover.masks import Masks
from scanner.discover.place import Place
from scanner.discover.registry import path_on_drive
from scanner.discover.scene import Found, Scene
from scanner.discover.tree import Reading
from scanner.model.artifact import ByteOffset
from scanner.model.installation import Installation, Setting, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import SettingSeen

_WORKER = "browser"


def examine(scene: Scene, installed: tuple[Installation, ...], masks: Masks) -> Found:
    """One row for each host of an AI tool: which program, for the extensions of whom."""
    settings: list[Setting] = []
    observations: list[ToolObservation] = []
    for place in _manifests(scene):
        found = json_manifest(place.tree, place.path, scene.ledger, worker=_WORKER, is_known=False)
        name, program = (text_of(found[0], key) for key in ("name", "path")) if found is not None else (None, None)
        owner = _owner(scene, name, program, installed) if name is not None and program is not None else None
        if found is None or name is None or program is None or owner is None:
            continue  # a host of another program
        callers = found[0].get("allowed_origins") or found[0].get("allowed_extensions") or []
        told = f"{program} for {', '.join(str(one) for one in callers[:4])}" if isinstance(callers, list) else program
        seen = _seen(found[1], f"native_messaging_host.{name}", masks.masked(told))
        settings.append(Setting(tool=owner, file=seen.file, key=seen.key, effective=seen.effective, origin=seen.origin))
        observations.append(ToolObservation(tool_id=owner, observation=seen))
    return Found(settings=tuple(settings), observations=tuple(observations))


def _manifests(scene: Scene) -> Iterator[Place]:
    for pattern in scene.catalog.layout.messaging_hosts:
        yield from scene.places(pattern)
    for record in scene.registered("messaging_hosts"):
        found = record.located(record.text("") or "")
        if found is not None:
            yield Place(tree=record.hive.tree, path=found, home=record.hive.home)


def _owner(scene: Scene, name: str, program: str, installed: tuple[Installation, ...]) -> str | None:
    """(1) The installation that holds the program, (2) the tool of its command, (3) the installed tool of the vendor that the name states,
    (4) the host's own name where that says that it is an AI tool."""
    path = path_on_drive(program) or program
    holders = [one for one in installed if path.casefold().startswith(f"{one.root.casefold()}/") or path == one.root]
    if holders:
        return max(holders, key=lambda one: len(one.root)).tool_id
    tool = scene.catalog.by_command.get(path.rsplit("/", 1)[-1].removesuffix(".exe"))
    if tool is not None:
        return tool.id
    steps = set(name.casefold().split("."))
    for one in installed:
        if one.vendor is not None and one.vendor.casefold().split(" ")[0] in steps:
            return one.tool_id
    return name if name_says_so(name, scene.catalog.signs) else None


def _seen(reading: Reading, key: str, effective: str) -> SettingSeen:
    place = BytePlace(
        artifact=reading.sha256, subject=reading.shown, byte_offset=ByteOffset(0), byte_length=len(reading.content), excerpt=effective[:200]
    )
    return SettingSeen(place=place, topic="flag", key=key, effective=effective, origin="user", file=reading.shown, state="present")
