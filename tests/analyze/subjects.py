"""Artifacts made of text, for tests of analyzers."""

import hashlib
from pathlib import Path

from scanner.analyze.worker import Subject
from scanner.model.artifact import Artifact, ArtifactKind, Sha256


def artifact_of(content: str | bytes, folder: Path, *, kind: ArtifactKind = ArtifactKind.JAVASCRIPT, name: str = "cli.js",
                encoding: str | None = None) -> Artifact:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    sha256 = Sha256(hashlib.sha256(data).hexdigest())
    path = folder / sha256
    path.write_bytes(data)
    return Artifact(sha256=sha256, kind=kind, trail=(name,), size_bytes=len(data), content=path, encoding=encoding)


def subject_of(content: str | bytes, folder: Path, *, kind: ArtifactKind = ArtifactKind.JAVASCRIPT, name: str = "cli.js",
               encoding: str | None = None, rules: tuple[Path, ...] = ()) -> Subject:
    return Subject(artifact=artifact_of(content, folder, kind=kind, name=name, encoding=encoding), blobs=folder, rules=rules)
