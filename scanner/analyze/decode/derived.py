"""What was decoded, as artifacts that go through the analysis again, with the way back to the literals."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scanner.analyze.decode.decoders import Decoder
from scanner.analyze.decode.readable import reads_as_text
from scanner.code.fold import Folded, Piece, folded, joined, packed
from scanner.code.text import SourceText
from scanner.model.artifact import Artifact, ArtifactKind, Fold
from scanner.workfolder import store


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """One literal (or array) with what lies under its layers. Character offsets."""

    start: int
    end: int
    layers: tuple[str, ...]
    content: bytes


FOLDED_NAME = "#decoded"
"""Last step of the trail of a text whose literals were put back in the clear."""
LITERALS_NAME = "#literals"
"""Last step of the trail of the texts that were decoded out of single literals."""
LITERAL_STEP = "literal@"
"""How the step of a trail begins that names a decoded literal by where it lies."""
_OWN_ARTIFACT_BYTES = 512
"""From here on decoded content is an artifact of its own, with its own kind."""
_JAVASCRIPT = re.compile(r"\b(?:function|const|let|var|return|require|import|export)\b.*[;{=(]")
_PYTHON = re.compile(r"^(?:import \w|from \w[\w.]* import |def \w+\(|class \w+[(:])", re.MULTILINE)


def artifacts_of(
    artifact: Artifact,
    source: SourceText,
    decoders: tuple[Decoder, ...],
    decoded: Iterable[Decoded],
    *,
    blobs: Path,
) -> tuple[Artifact, ...]:
    """The text with decoder calls replaced by what they give; large decoded contents; and all short decoded texts as one."""
    made = []
    pieces = tuple(_replacements(decoders))
    if pieces:
        mark = artifact.content.read_bytes()[: source.mark_bytes] if source.mark_bytes else b""
        written = (Piece(piece.start, piece.end, _literal(piece.text, artifact.kind)) for piece in pieces)
        made.append(_folded_artifact(artifact, source, folded(source, mark, written), blobs))
    short = list(pieces)
    for item in sorted(decoded, key=lambda item: (item.start, item.end)):
        if not reads_as_text(item.content):
            continue  # images and the like; executables and archives in literals are the business of unpacking
        text = item.content.decode("utf-8", "replace")
        if len(item.content) < _OWN_ARTIFACT_BYTES:
            short.append(Piece(item.start, item.end, text))
        else:
            made.append(_own_artifact(artifact, source, item, text, blobs))
    if short:
        made.append(_literals_artifact(artifact, joined(source, sorted(short)), blobs))
    return tuple(made)


def is_decoded_literals(artifact: Artifact) -> bool:
    """True for the texts of single literals, a literal on each line (or several lines)."""
    return artifact.fold is not None and artifact.kind is ArtifactKind.TEXT


def is_decoded_text(artifact: Artifact) -> bool:
    """True for what one literal held, where that is a text and no program."""
    return artifact.kind is ArtifactKind.TEXT and artifact.trail[-1].startswith(LITERAL_STEP)


def is_readable_twin(artifact: Artifact) -> bool:
    """True for a program's text with its literals in the clear: flow is followed in it. What its literals say is examined elsewhere."""
    return artifact.fold is not None and artifact.kind is not ArtifactKind.TEXT


def kind_of_text(text: str) -> ArtifactKind:
    """JavaScript, Python, JSON, XML or plain text, by the look of it."""
    head = text[:4096].strip()
    if head[:1] in "[{" and head:
        return ArtifactKind.JSON if _is_json(text) else ArtifactKind.TEXT
    if head.startswith("<"):
        return ArtifactKind.HTML if re.match(r"<(?:!doctype html|html|head|body|div|script)", head, re.IGNORECASE) else ArtifactKind.XML
    if _PYTHON.search(head):
        return ArtifactKind.PYTHON
    return ArtifactKind.JAVASCRIPT if _JAVASCRIPT.search(head) else ArtifactKind.TEXT


def _folded_artifact(artifact: Artifact, source: SourceText, made: Folded, blobs: Path) -> Artifact:
    content, segments = store(made.content, blobs), store(packed(made.segments), blobs)
    return Artifact(
        sha256=content.sha256,
        kind=artifact.kind,
        trail=(*artifact.trail, FOLDED_NAME),
        size_bytes=content.size_bytes,
        content=content.path,
        encoding=artifact.encoding or source.codec,
        origin=f"{len(made.segments)} literals decoded",
        is_entry=artifact.is_entry,
        fold=_fold(artifact, segments.path),
    )


def _literals_artifact(artifact: Artifact, made: Folded, blobs: Path) -> Artifact:
    content, segments = store(made.content, blobs), store(packed(made.segments), blobs)
    return Artifact(
        sha256=content.sha256,
        kind=ArtifactKind.TEXT,
        trail=(*artifact.trail, LITERALS_NAME),
        size_bytes=content.size_bytes,
        content=content.path,
        encoding="utf-8",
        origin=f"{len(made.segments)} literals decoded",
        fold=_fold(artifact, segments.path),
    )


def _fold(artifact: Artifact, segments: Path) -> Fold:
    return Fold(artifact=artifact.sha256, content=artifact.content, segments=segments)


def _own_artifact(artifact: Artifact, source: SourceText, item: Decoded, text: str, blobs: Path) -> Artifact:
    content = store(item.content, blobs)
    layers, offset = " in ".join(reversed(item.layers)), source.byte_offset(item.start)
    return Artifact(
        sha256=content.sha256,
        kind=kind_of_text(text),
        trail=(*artifact.trail, f"{LITERAL_STEP}{offset}"),
        size_bytes=content.size_bytes,
        content=content.path,
        encoding="utf-8",
        origin=f"{layers} literal at {offset}",
    )


def _replacements(decoders: tuple[Decoder, ...]) -> Iterator[Piece]:
    """One for each call, in order; a call inside another is part of it."""
    end = 0
    for call in sorted({call for decoder in decoders for call in decoder.calls}):
        if call.start >= end:
            end = call.end
            yield Piece(call.start, call.end, call.plain)


def _literal(plain: str, kind: ArtifactKind) -> str:
    return ascii(plain) if kind is ArtifactKind.PYTHON else json.dumps(plain)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
