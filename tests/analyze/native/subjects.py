"""Subjects of the native analyzers, made by the tests."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from scanner.analyze.worker import Subject
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.ruleset.locations import shipped

RULES = (shipped("rules"),)


def subject_of(path: Path, kind: ArtifactKind, *, beside: tuple[Artifact, ...] = ()) -> Subject:
    content = path.read_bytes()
    blobs = path.parent / "blobs"
    blobs.mkdir(exist_ok=True)
    artifact = Artifact(sha256=Sha256(hashlib.sha256(content).hexdigest()), kind=kind, trail=(path.name,), size_bytes=len(content), content=path)
    return Subject(artifact=artifact, blobs=blobs, rules=RULES, beside=beside)


def compiled(folder: Path, source: str, *options: str) -> Path:
    """An ELF file that the machine's C compiler makes of the source."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler on this machine: apt-get install gcc")
    text, binary = folder / "program.c", folder / "program"
    text.write_text(source)
    subprocess.run([compiler, "-o", str(binary), str(text), *options], check=True, capture_output=True)
    return binary
