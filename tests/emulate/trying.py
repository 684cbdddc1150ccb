"""Runs made-up sources through the worker, in this process."""

import hashlib
from pathlib import Path

from scanner.emulate.program import WholeProgram, run_whole
from scanner.emulate.showing import Emulated
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import DifferenceSeen
from scanner.model.program import Language, Program
from scanner.ruleset.locations import shipped


def program_of(folder: Path, files: dict[str, str], *, entry: str) -> Program:
    """A program of these files, written below `folder`."""
    modules = []
    for name, text in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        content = path.read_bytes()
        modules.append(
            Artifact(
                sha256=Sha256(hashlib.sha256(content).hexdigest()),
                kind=ArtifactKind.JAVASCRIPT,
                trail=("tool.tgz", name),
                size_bytes=len(content),
                content=path,
                is_entry=name == entry,
            )
        )
    index = next(i for i, module in enumerate(modules) if module.trail[-1] == entry)
    return Program(language=Language.JAVASCRIPT, root=("tool.tgz",), modules=tuple(modules), entries=(index,))


def emulated(folder: Path, files: dict[str, str], *, entry: str = "main.js") -> Emulated:
    """What running the program whole shows."""
    return run_whole(WholeProgram(program=program_of(folder, files, entry=entry), rules=(shipped("rules"),)))


def seen(result: Emulated) -> tuple[DifferenceSeen, ...]:
    """The differences among the observations."""
    return tuple(one for one in result.observations if isinstance(one, DifferenceSeen))
