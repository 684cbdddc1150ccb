"""Places of evidence, changed wherever they lie in a result; those of decoded text turned back to the bytes they stand for."""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar, cast

from scanner.code.fold import OffsetMap
from scanner.code.text import shortened
from scanner.model.artifact import Artifact, ByteOffset, Fold
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
    return with_places(value, lambda place: _restored(place, fold, offsets, codec) if place.artifact == artifact.sha256 else place)


def _restored(place: Place, fold: Fold, offsets: OffsetMap, codec: str) -> Place:
    offset, length = offsets.original(place.byte_offset, place.byte_length)
    with fold.content.open("rb") as stream:
        stream.seek(offset)
        excerpt = shortened(stream.read(min(length, _EXCERPT_BYTES)).decode(codec, "replace"))
    return dataclasses.replace(
        place, artifact=fold.artifact, subject=fold.subject, byte_offset=ByteOffset(offset), byte_length=length,
        excerpt=excerpt, decoded=place.decoded or (place.excerpt if place.excerpt != excerpt else None), line=None,
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
