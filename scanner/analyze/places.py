"""Places of evidence, changed wherever they lie in a result; those of decoded text turned back to the bytes they stand for."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from scanner.analyze.decode.derived import is_readable_twin
from scanner.code.fold import OffsetMap
from scanner.code.text import shortened
from scanner.model.artifact import SOURCE_MAP_ORIGIN, SOURCE_MAP_STEP, TRAIL_SEPARATOR, Artifact, ByteOffset, Fold
from scanner.model.observation import Place

T = TypeVar("T")

_EXCERPT_BYTES = 1600
"""Enough of the original for the longest excerpt in any codec."""


def with_places(value: T, change: Callable[[Place], Place]) -> T:
    """The same value (of dataclasses and tuples) with every place in it changed."""
    return cast(T, _changed(value, change))


def restored(value: T, artifact: Artifact) -> T:
    """What was found in a folded artifact, with evidence in the original: its bytes, and as `decoded` what was read in their stead.

    Returns the value as it is for an artifact that is no fold. Raises OSError when the table of segments cannot be read.
    """
    fold = artifact.fold
    if fold is None:
        return value
    offsets = OffsetMap.read(fold.segments)
    codec = artifact.encoding or "utf-8"
    subject = TRAIL_SEPARATOR.join(artifact.trail[:-1])

    def change(place: Place) -> Place:
        is_within = place.artifact == artifact.sha256 and place.subject in (artifact.subject, subject)
        return _restored(place, fold, subject, offsets, codec) if is_within else place

    return with_places(value, change)


def all_restored(values: tuple[T, ...], artifacts: Iterable[Artifact]) -> tuple[T, ...]:
    """The same for what was found in many artifacts."""
    for artifact in artifacts:
        if artifact.fold is not None:
            values = restored(values, artifact)
    return values


def followed_in(artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """The artifacts that programs are made of: a text with its literals in the clear stands in the place of the one it was made from.

    Without the sources that a source map carries of a program which is there itself, and small enough to be run as a whole: that is what
    runs, and a map may say anything. Of larger ones the sources can be run where the whole cannot.
    """
    artifacts = tuple(artifacts)
    sizes = {artifact.trail: artifact.size_bytes for artifact in artifacts}
    readable = {artifact.trail[:-1]: artifact for artifact in artifacts if is_readable_twin(artifact)}
    return tuple(
        dataclasses.replace(readable[artifact.trail], trail=artifact.trail) if artifact.trail in readable else artifact
        for artifact in artifacts
        if artifact.fold is None and not _is_mapped(artifact, sizes)
    )


_RUN_WHOLE_BYTES = 7 * 1024 * 1024
"""As `scanner/emulate/program.py` says."""


def _is_mapped(artifact: Artifact, sizes: Mapping[tuple[str, ...], int]) -> bool:
    if artifact.origin != SOURCE_MAP_ORIGIN or len(artifact.trail) < 2:
        return False
    *container, map_name, _ = artifact.trail
    made = ((*container, map_name.removesuffix(suffix)) for suffix in (".map", SOURCE_MAP_STEP) if map_name.endswith(suffix))
    return any(0 < sizes.get(trail, 0) <= _RUN_WHOLE_BYTES for trail in made)


def _restored(place: Place, fold: Fold, subject: str, offsets: OffsetMap, codec: str) -> Place:
    offset, length = offsets.original(place.byte_offset, place.byte_length)
    with fold.content.open("rb") as stream:
        stream.seek(offset)
        excerpt = shortened(stream.read(min(length, _EXCERPT_BYTES)).decode(codec, "replace"))
    return dataclasses.replace(
        place,
        artifact=fold.artifact,
        subject=subject,
        byte_offset=ByteOffset(offset),
        byte_length=length,
        excerpt=excerpt,
        decoded=place.decoded or (place.excerpt if place.excerpt != excerpt else None),
        line=None,
    )


def _changed(value: Any, change: Callable[[Place], Place]) -> Any:
    if isinstance(value, Place):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    changes = {name: _changed(old, change) for name, old in fields.items() if isinstance(old, Place | tuple)}
    return dataclasses.replace(value, **changes) if changes else value
