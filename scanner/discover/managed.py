"""Settings that an organisation imposes: whether they are there, can be read by the tool, and are safe from the user."""

import hashlib

from scanner.discover.layers import Layer
from scanner.discover.modes import is_writable_by_users
from scanner.discover.scene import Found, Scene
from scanner.model.artifact import ByteOffset, Sha256
from scanner.model.installation import Installation, Setting, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import SettingSeen
from scanner.ruleset.catalog import Tool
from scanner.ruleset.catalog_settings import SettingsFile

NO_BYTES = Sha256(hashlib.sha256(b"").hexdigest())
"""Stands for a file that is not there."""


def examine(scene: Scene, read: tuple[Layer, ...], installed: tuple[Installation, ...]) -> Found:
    """For each tool that has such settings on this system: one row per file that is there, or one that says that none is.

    Nothing where only homes or projects are looked at. Absence is told of installed tools only.
    """
    if scene.ground.host is None:
        return Found()
    present = {one.tool_id for one in installed}
    rows: list[tuple[Setting, ToolObservation]] = []
    for tool in scene.catalog.tools:
        managed = [file for file in tool.settings if file.scope == "managed" and scene.fits(file.path) and not scene.is_for_home(file.path)]
        there = [one for one in read if one.tool is tool and one.file.scope == "managed" and one.place.home is None]
        if there:
            rows += [_row(tool, layer.shown, _state(scene, layer), layer) for layer in there]
        elif managed and tool.id in present:
            usual = next((file for file in managed if "*" not in file.path), managed[0])
            rows.append(_row(tool, _wanted(scene, usual), "absent", None))
    return Found(settings=tuple(setting for setting, _ in rows), observations=tuple(seen for _, seen in rows))


def _wanted(scene: Scene, file: SettingsFile) -> str:
    """Where the settings would be."""
    steps = (file.key or "").replace("\\", "/")
    return f"{scene.unfolded(file.path)}!/{steps}" if steps else scene.unfolded(file.path)


def _state(scene: Scene, layer: Layer) -> str:
    if layer.document is None:
        return "not_effective"
    return "writable_by_users" if is_writable_by_users(layer.place, scene.ground.superusers) else "present"


def _row(tool: Tool, file: str, state: str, layer: Layer | None) -> tuple[Setting, ToolObservation]:
    document = layer.document if layer is not None else None
    place = BytePlace(
        artifact=document.reading.sha256 if document is not None else NO_BYTES,
        subject=file,
        byte_offset=ByteOffset(0),
        byte_length=0,
        excerpt="",
    )
    key = file.rsplit("/", 1)[-1]
    return Setting(tool=tool.id, file=file, key=key, effective=state, origin="managed"), ToolObservation(
        tool_id=tool.id,
        observation=SettingSeen(place=place, topic="managed_policy", key=key, effective=state, origin="managed", file=file, state=state),
    )
