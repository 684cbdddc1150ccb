"""Which artifacts a piece of bytecode was compiled from, where the container holds them."""

import re
from collections.abc import Mapping

from scanner.model.artifact import BYTECODE_KINDS, BYTECODE_STEP, SHARED_STEP, Artifact, ArtifactKind

_PYCACHE = re.compile(r"(?P<folder>.*?)(?:__pycache__/)?(?P<stem>[^/]+?)(?:\.(?:cpython|pypy)-?\d+[^/]*?)?(?:\.opt-\d)?\.py[co]")
"""`pkg/__pycache__/module.cpython-311.pyc` and `pkg/module.pyc` (PEP 3147, PEP 488)."""

_SHARED = re.compile(re.escape(SHARED_STEP).replace(re.escape("{count}"), r"\d+") + re.escape(BYTECODE_STEP))
_SCRIPTS = frozenset({ArtifactKind.JAVASCRIPT, ArtifactKind.TYPESCRIPT})


def sources_of(artifact: Artifact, known: Mapping[tuple[str, ...], Artifact]) -> tuple[Artifact, ...]:
    """The source of the same module in the same container, of all modules where they share one piece of bytecode.

    Empty: the container holds none, or the artifact is no bytecode.
    """
    if artifact.kind not in BYTECODE_KINDS:
        return ()
    *container, name = artifact.trail
    if _SHARED.fullmatch(name):
        inside = (known[trail] for trail in sorted(known) if trail[:-1] == artifact.trail[:-1])
        return tuple(each for each in inside if each.kind in _SCRIPTS)
    if name.endswith(BYTECODE_STEP):
        named = [name.removesuffix(BYTECODE_STEP)]
    elif match := _PYCACHE.fullmatch(name):
        named = [f"{match['folder']}{match['stem']}.py"]
    else:
        named = []
    found = (known.get((*container, each)) for each in named)
    return tuple(each for each in found if each is not None and each.kind is not ArtifactKind.JS_BYTECODE)
