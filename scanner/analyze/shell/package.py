"""What a script's package holds beside its scripts: files, programs in other languages, and the commands that it installs."""

import json
import tomllib
from collections.abc import Iterator
from typing import TypedDict

from scanner.model.artifact import SCRIPT_KINDS, Artifact, ArtifactKind
from scanner.model.program import Program

_OTHER_KINDS = SCRIPT_KINDS - {ArtifactKind.SHELL, ArtifactKind.POWERSHELL}
_MANIFEST_BYTES = 1 << 20


class Beside(TypedDict):
    """Fields of a `Machine`."""

    files: dict[str, Artifact]
    programs: frozenset[str]
    commands: dict[str, str]


def beside(program: Program) -> Beside:
    """What lies beside the scripts of a program, by path."""
    files = {artifact.trail[-1]: artifact for artifact in program.beside}
    commands = {name: target for path, artifact in files.items() for name, target in _commands(path, artifact)}
    return {
        "files": files,
        "programs": frozenset(path for path, artifact in files.items() if artifact.kind in _OTHER_KINDS),
        "commands": commands,
    }


def _commands(path: str, manifest: Artifact) -> Iterator[tuple[str, str]]:
    """Commands that a manifest states, each with the file or module that it starts."""
    read = _READERS.get(manifest.name)
    if read is None or manifest.size_bytes > _MANIFEST_BYTES:
        return
    folder = path.rpartition("/")[0]
    for name, target in read(manifest.content.read_text(encoding="utf-8", errors="replace")):
        yield name, target if target.startswith("module:") or not folder else f"{folder}/{target}"


def _of_package_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return
    commands = record.get("bin") if isinstance(record, dict) else None
    if isinstance(commands, str):
        commands = {str(record.get("name", "")).rpartition("/")[2]: commands}
    for name, target in commands.items() if isinstance(commands, dict) else ():
        if name and isinstance(target, str):
            yield str(name), target.removeprefix("./")


def _of_pyproject(text: str) -> Iterator[tuple[str, str]]:
    try:
        project = tomllib.loads(text).get("project")
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    scripts = project.get("scripts") if isinstance(project, dict) else None
    for name, target in scripts.items() if isinstance(scripts, dict) else ():
        if isinstance(target, str):
            yield str(name), f"module:{target.partition(':')[0]}"


_READERS = {"package.json": _of_package_json, "pyproject.toml": _of_pyproject}
