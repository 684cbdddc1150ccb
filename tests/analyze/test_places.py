from dataclasses import replace
from pathlib import Path

from scanner.analyze.places import followed_in, restored
from scanner.code.fold import Piece, folded, packed
from scanner.code.text import source_text
from scanner.model.artifact import SOURCE_MAP_ORIGIN, Artifact, ByteOffset, Fold
from scanner.model.observation import Place, Step
from scanner.model.places import with_places
from tests.analyze.subjects import artifact_of

TEXT = 'send(d("YQ==")); // ü'


def test_steps_and_places_at_any_depth_point_at_the_original(tmp_path: Path) -> None:
    original = artifact_of(TEXT, tmp_path)
    made = folded(source_text(TEXT.encode()), b"", [Piece(5, 14, '"a"')])
    (tmp_path / "table").write_bytes(packed(made.segments))
    twin = artifact_of(made.content, tmp_path)
    fold = Fold(artifact=original.sha256, content=original.content, segments=tmp_path / "table")
    twin = type(twin)(sha256=twin.sha256, kind=twin.kind, trail=("cli.js", "#decoded"), size_bytes=twin.size_bytes, content=twin.content, fold=fold)
    inside = Place(artifact=twin.sha256, subject="cli.js", byte_offset=ByteOffset(5), byte_length=3, excerpt='"a"')
    whole = Place(artifact=twin.sha256, subject=twin.subject, byte_offset=ByteOffset(0), byte_length=9, excerpt='send("a")')
    other = Place(artifact=original.sha256, subject="x", byte_offset=ByteOffset(1), byte_length=1, excerpt="e")
    steps = (Step(role="source", text="reads", place=inside), Step(role="sink", text="sends", place=whole), Step(role="call", text="", place=other))
    found = restored(steps, twin)
    assert [(step.place.byte_offset, step.place.byte_length, step.place.excerpt, step.place.decoded) for step in found] == [
        (5, 9, 'd("YQ==")', '"a"'), (0, 15, 'send(d("YQ=="))', 'send("a")'), (1, 1, "e", None)]
    assert [step.place.subject for step in found] == ["cli.js", "cli.js", "x"]
    assert restored(steps, original) is steps
    assert with_places((1, "x", None), lambda place: place) == (1, "x", None)


def _at(folder: Path, *trail: str, origin: str | None = None) -> Artifact:
    made = artifact_of(TEXT, folder)
    return Artifact(
        sha256=made.sha256, kind=made.kind, trail=trail, size_bytes=made.size_bytes, content=made.content, encoding=None, origin=origin
    )


def test_sources_in_a_map_are_followed_only_where_what_was_made_of_them_is_not_there(tmp_path: Path) -> None:
    """4,000 sources of a map beside its bundle were run as programs, and findings pointed at what nobody runs."""
    bundle = _at(tmp_path, "a.tgz", "dist/index.js")
    mapped = _at(tmp_path, "a.tgz", "dist/index.js.map", "../src/git.ts", origin=SOURCE_MAP_ORIGIN)
    alone = _at(tmp_path, "a.tgz", "dist/other.js.map", "../src/git.ts", origin=SOURCE_MAP_ORIGIN)
    assert followed_in((bundle, mapped, alone)) == (bundle, alone)
    large = replace(bundle, size_bytes=20_000_000)
    assert followed_in((large, mapped)) == (large, mapped)
