"""Where the files of a program lie on the made-up host."""

import re
from pathlib import PurePosixPath

from scanner.emulate.source import ROOT
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.program import Program


def paths_of(program: Program) -> dict[str, Artifact]:
    """Where each module lies on the made-up host."""
    return located(program, program.modules)


def trails_beside(program: Program) -> dict[str, str]:
    """How the trail of each file beside the modules ends -> where it lies on the made-up host."""
    return {artifact.trail[-1]: path for path, artifact in located(program, program.beside).items()}


def files_of(program: Program) -> dict[str, bytes]:
    """What lies beside the modules on the made-up host: path -> content."""
    return {path: artifact.content.read_bytes() for path, artifact in located(program, program.beside).items()}


_PLAIN_PART = re.compile(r"[\x00-\x1f%?#]")
"""What a path of the made-up host has none of: an address that is made of the path and taken apart again is the same path."""


def located(program: Program, artifacts: tuple[Artifact, ...]) -> dict[str, Artifact]:
    """Where each of some files of a program lies on the made-up host."""
    found: dict[str, Artifact] = {}
    for module in artifacts:
        steps = module.trail[len(program.root) :] if module.trail[: len(program.root)] == program.root else module.trail[-1:]
        below = PurePosixPath("/".join(steps) or module.name)
        if module.kind is ArtifactKind.PYTHON and below.suffix == ".pyc":
            below = below.with_suffix(".py")  # the module that holds what was compiled
        clean = "/".join(_PLAIN_PART.sub("", part) for part in below.parts if part not in ("/", "..", "."))
        found.setdefault(f"{ROOT}/{clean}", module)
    return found
