"""Code that no analyzer reads is a gap, once for each container."""

from pathlib import Path

from scanner.analyze.unread import unread
from scanner.model.artifact import Artifact, ArtifactKind, Sha256


def _artifact(kind: ArtifactKind, *trail: str) -> Artifact:
    return Artifact(sha256=Sha256("0" * 64), kind=kind, trail=trail, size_bytes=10, content=Path("/nowhere"))


def test_classes_of_java_are_one_gap_for_each_container() -> None:
    classes = [_artifact(ArtifactKind.JAVA_CLASS, "app.jar", name) for name in ("A.class", "B.class")]
    inner = _artifact(ArtifactKind.JAVA_CLASS, "app.jar", "lib.jar", "C.class")
    entries = unread([*classes, inner, _artifact(ArtifactKind.JAVASCRIPT, "app.jar", "x.js")])
    assert [(entry.subject, entry.bytes_total, entry.is_gap) for entry in entries] == [
        ("app.jar!/A.class", 20, True), ("app.jar!/lib.jar!/C.class", 10, True),
    ]


def test_what_an_analyzer_reads_is_none() -> None:
    assert unread([_artifact(kind, "x") for kind in (ArtifactKind.ELF, ArtifactKind.WASM, ArtifactKind.RUBY, ArtifactKind.DATA)]) == ()
