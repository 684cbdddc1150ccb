"""Token files of tools that other users of the machine can read. Their content is never opened."""

from scanner.discover.managed import NO_BYTES
from scanner.discover.modes import is_readable_by_others
from scanner.discover.scene import Found, Scene
from scanner.model.artifact import ByteOffset
from scanner.model.installation import Setting, ToolObservation
from scanner.model.observation import Place as BytePlace
from scanner.model.observation import SettingSeen


def examine(scene: Scene) -> Found:
    """One row for each token file whose mode lets others read it."""
    settings: list[Setting] = []
    observations: list[ToolObservation] = []
    for tool in scene.catalog.tools:
        for pattern in tool.credentials:
            for place in scene.places(pattern):
                if not is_readable_by_others(place):
                    continue  # kept as it should be
                key = place.path.rsplit("/", 1)[-1]
                settings.append(Setting(tool=tool.id, file=place.shown, key=key, effective="(secret)", origin="user"))
                observations.append(
                    ToolObservation(
                        tool_id=tool.id,
                        observation=SettingSeen(
                            place=BytePlace(artifact=NO_BYTES, subject=place.shown, byte_offset=ByteOffset(0), byte_length=0, excerpt=""),
                            topic="secret_at_rest",
                            key=key,
                            effective="(secret)",
                            origin="user",
                            file=place.shown,
                            state="readable_by_others",
                        ),
                    )
                )
    return Found(settings=tuple(settings), observations=tuple(observations))
