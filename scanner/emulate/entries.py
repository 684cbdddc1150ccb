"""Which files of a program are started: those that its package names, else the sources of what it names, else the usual ones."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from scanner.emulate.layout import located
from scanner.emulate.manifests import exported, record_of
from scanner.model.artifact import Artifact
from scanner.model.program import Program

ENTRIES = 3
"""Entries of a program that are started."""
_USUAL = re.compile(r"/(index|main|cli|app|tool|bin|agent|server|extension)\.[cm]?[jt]sx?$")
_DECLARED = re.compile(r"\.d$")
"""What is left of the name of a file of declarations."""


def entries_of(program: Program, paths: dict[str, Artifact]) -> tuple[str, ...]:
    """Paths of what is started: the named entries, else the only module, else the sources of what its manifests start, else the usual
    names, else every module; the first few.
    """
    by_module = {id(module): path for path, module in paths.items()}
    named = [by_module[id(program.modules[index])] for index in program.entries if id(program.modules[index]) in by_module]
    if not named:
        named = list(dict.fromkeys(_sources(program, tuple(paths)))) or [path for path in paths if _USUAL.search(path)] or list(paths)
    return tuple(named[:ENTRIES])


def _sources(program: Program, paths: tuple[str, ...]) -> Iterator[str]:
    """Modules that what the manifests start was made of: `out/extension.js`, which is not there, of `src/extension.ts`."""
    for place, artifact in located(program, program.beside).items():
        if artifact.name != "package.json":
            continue
        folder = f"{PurePosixPath(place).parent}/"
        own = {path: _parts(path.removeprefix(folder)) for path in paths if path.startswith(folder)}
        for made in _started(record_of(artifact.content.read_bytes()) or {}):
            wanted = _parts(made)
            alike = {path: _in_common(wanted, parts) for path, parts in own.items()}
            if alike and (best := max(alike.values())) > 0:
                yield min((path for path, count in alike.items() if count == best), key=lambda path: (path.count("/"), path))


def _started(manifest: dict[str, object]) -> Iterator[str]:
    commands = manifest.get("bin")
    named = [manifest.get("main"), manifest.get("module"), manifest.get("browser")]
    named += commands.values() if isinstance(commands, dict) else [commands]
    yield from (one for one in named if isinstance(one, str))
    yield from exported(manifest.get("exports"))


def _parts(path: str) -> tuple[str, ...]:
    """The steps of a path, the last without its ending."""
    pure = PurePosixPath(path)
    return (*(part for part in pure.parts[:-1] if part != "."), _DECLARED.sub("", pure.stem))


def _in_common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many of the last steps are the same."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
