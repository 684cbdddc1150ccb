"""Programs of Python files for the flow analyzer."""

import hashlib
from pathlib import Path

from scanner.analyze.python.program import follow
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import FlowTraced, SignalRead
from scanner.model.program import Language, Program
from scanner.ruleset.locations import shipped


def program_of(folder: Path, files: dict[str, str | bytes], *, kind: ArtifactKind = ArtifactKind.PYTHON,
               language: Language = Language.PYTHON) -> ProgramSubject:
    modules = []
    for name, text in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        path.write_bytes(content)
        modules.append(Artifact(sha256=Sha256(hashlib.sha256(content).hexdigest()), kind=kind, trail=(name,), size_bytes=len(content), content=path))
    program = Program(language=language, root=(), modules=tuple(modules), entries=(0,) if len(modules) == 1 else ())
    return ProgramSubject(program=program, blobs=folder, rules=(shipped("rules"),))


def followed(folder: Path, files: dict[str, str | bytes]) -> Followed:
    return follow(program_of(folder, files))


def flows_of(result: Followed) -> list[FlowTraced]:
    return [one for one in result.observations if isinstance(one, FlowTraced)]


def signals_of(result: Followed) -> set[str]:
    return {one.signal for one in result.observations if isinstance(one, SignalRead)}
