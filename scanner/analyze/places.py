"""Places of evidence, changed wherever they lie in a result; those of decoded text turned back to the bytes they stand for."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TypeVar

from scanner.analyze.decode.derived import is_readable_twin
from scanner.code.fold import OffsetMap
from scanner.code.text import shortened
from scanner.model.artifact import SOURCE_MAP_ORIGIN, SOURCE_MAP_STEP, TRAIL_SEPARATOR, Artifact, ByteOffset, Fold
from scanner.model.observation import Place
from scanner.model.places import with_places

T = TypeVar("T")

_EXCERPT_BYTES = 1600
"""Enough of the original for the longest excerpt in any codec."""


def restored(value: T, artifact: Artifact) -> T:
    """What was found in a folded artifact, with evidence in the original: its bytes, and as `decoded` what was read in their stead.

    Returns the value as it is for an artifact that is no fold. Raises OSError when the table of segments cannot be read.
    """
    return value if artifact.fold is None else with_places(value, _Folds((artifact,)).original)


def all_restored(values: tuple[T, ...], artifacts: Iterable[Artifact]) -> tuple[T, ...]:
    """The same for what was found in many artifacts."""
    folds = _Folds(artifacts)
    return with_places(values, folds.original) if folds else values


class _Folds:
    """The folded ones of some artifacts, by the bytes and the names that evidence may give."""

    def __init__(self, artifacts: Iterable[Artifact]) -> None:
        self._known: dict[tuple[str, str], Artifact] = {}
        for artifact in artifacts:
            if artifact.fold is not None:
                for subject in (_original_subject(artifact), artifact.subject):
                    self._known[artifact.sha256, subject] = artifact
        self._offsets: dict[tuple[str, ...], OffsetMap] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def original(self, place: Place) -> Place:
        """The place in the original, as often as that is folded in turn."""
        seen: set[tuple[str, str]] = set()
        while (key := (place.artifact, place.subject)) in self._known and key not in seen:
            seen.add(key)
            place = self._turned_back(place, self._known[key])
        return place

    def _turned_back(self, place: Place, artifact: Artifact) -> Place:
        assert artifact.fold is not None
        offsets = self._offsets.get(artifact.trail)
        if offsets is None:
            offsets = self._offsets[artifact.trail] = OffsetMap.read(artifact.fold.segments)
        return _restored(place, artifact.fold, _original_subject(artifact), offsets, artifact.encoding or "utf-8")


def _original_subject(artifact: Artifact) -> str:
    return TRAIL_SEPARATOR.join(artifact.trail[:-1])


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
