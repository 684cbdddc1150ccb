"""What of a Python program its entries import: the part of a large one that is run."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from scanner.code.python.imports import Imports, imports_in
from scanner.code.text import read_text
from scanner.emulate.python.package import CARRIED, own_paths, starts_of
from scanner.model.artifact import Artifact
from scanner.model.program import Program

WHOLE_BYTES = 1024 * 1024
"""A program with no more text than this is laid out whole."""
REACH_BYTES = 1024 * 1024
"""Of a larger one, the modules nearest to its entries by their imports, up to this size together: more would spend the time on imports."""
LATE = 4
"""How much farther a module is that is only imported when it is used."""
FARTHER_COUNT = 4_000
READ_BYTES = 4 * 1024 * 1024
"""A module with more text than this is a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A program as far as its entries import it."""

    program: Program
    farther: tuple[Artifact, ...]
    """Modules that are laid out beside it, as an import whose name is put together may ask for them."""


def within_reach(program: Program) -> Reach:
    """The program with the modules that its entries import, directly or through others; a small one as it is.

    Copies of packages for which something stands in are left out.
    """
    if sum(module.size_bytes for module in program.modules) <= WHOLE_BYTES:
        return Reach(program=program, farther=())
    paths = {PurePosixPath("/".join(module.trail[len(program.root) :])): module for module in program.modules}
    by_path = {path: module for path, module in paths.items() if not _is_stood_for(path)}
    trails = {module.trail: path for path, module in by_path.items()}
    entries = [program.modules[index] for index in program.entries]
    own = set(own_paths([trails[module.trail] for module in entries if module.trail in trails]))
    named = [module for module in entries if trails.get(module.trail) in own]
    first = [*named, *(by_path[path] for path in starts_of(tuple(by_path), _files(program)) if by_path[path] not in named)]
    kept = _nearest(first, Imports(by_path), trails)
    modules = tuple(module for module in program.modules if module.trail in kept)
    places = {module.trail: index for index, module in enumerate(modules)}
    started = tuple(places[one.trail] for one in named if one.trail in places)
    farther = tuple(module for module in by_path.values() if module.trail not in kept and module.size_bytes <= READ_BYTES)
    return Reach(program=replace(program, modules=modules, entries=started), farther=farther[:FARTHER_COUNT])


def _is_stood_for(path: PurePosixPath) -> bool:
    """Whether a module belongs to a copy of a package for which something stands in."""
    return any(
        folder in CARRIED and name.removesuffix(".py") in _stand_ins() for folder, name in zip(path.parts, path.parts[1:], strict=False)
    )


@cache
def _stand_ins() -> frozenset[str]:
    return frozenset(path.stem for path in (Path(__file__).parent / "guest" / "packages").iterdir())


def _files(program: Program) -> dict[str, bytes]:
    return {"/".join(one.trail[len(program.root) :]): one.content.read_bytes() for one in program.beside}


def _nearest(first: Iterable[Artifact], imports: Imports[Artifact], paths: dict[tuple[str, ...], PurePosixPath]) -> set[tuple[str, ...]]:
    """Trails of the modules that are kept."""
    left = REACH_BYTES
    kept: set[tuple[str, ...]] = set()
    waiting = [(0, index, module) for index, module in enumerate(first)]
    count = len(waiting)
    while waiting:
        distance, _, module = heapq.heappop(waiting)
        if module.trail in kept or module.size_bytes > min(left, READ_BYTES):
            continue  # a smaller one may still have room
        left -= module.size_bytes
        kept.add(module.trail)
        for one in imports_in(read_text(module).text):
            for target in imports.targets(paths[module.trail], (one,)):
                count += 1
                heapq.heappush(waiting, (distance + (LATE if one.is_late else 1), count, target))
    return kept
