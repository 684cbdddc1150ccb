"""What settings beside a program say that names of modules stand for: import maps of Deno, paths of TypeScript."""

import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from scanner.code.jsontext import JsonRefused, read_json

_MAPS = ("deno.json", "deno.jsonc", "import_map.json", "importmap.json")
_TYPESCRIPT = ("tsconfig.json", "jsconfig.json", "tsconfig.base.json")
_STEPS = 4
"""Names that lead on to names: one is usual."""


class Aliases:
    """The settings among the files of one program."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def meant(self, origin: str, name: str) -> str:
        """What an import map makes of a name in the module at `origin`: a path from the root, another name, or the same."""
        for _ in range(_STEPS):
            tables = ((folder, table) for folder, table in self._maps if _is_below(origin, folder))
            other = next((found for folder, table in tables if (found := _mapped(folder, table, name))), name)
            if other == name or other.startswith("/"):
                return other
            name = other
        return name

    def paths(self, origin: str, name: str) -> Iterator[str]:
        """Paths, without endings, at which TypeScript looks for a name in the module at `origin`."""
        for folder, options in self._options:
            if not _is_below(origin, folder):
                continue
            base, table = options.get("baseUrl"), options.get("paths")
            root = posixpath.normpath(posixpath.join(folder, base)) if isinstance(base, str) else folder
            for target in _starred(table, name) if isinstance(table, dict) else ():
                yield posixpath.normpath(posixpath.join(root, target))
            if isinstance(base, str):
                yield posixpath.join(root, name)

    @cached_property
    def _maps(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        return tuple((folder, table) for folder, value in self._tables(_MAPS) if isinstance(table := value.get("imports"), dict))

    @cached_property
    def _options(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        return tuple(
            (folder, options) for folder, value in self._tables(_TYPESCRIPT) if isinstance(options := value.get("compilerOptions"), dict)
        )

    def _tables(self, names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
        """(folder, content) of the files of these names, the deepest first; those that cannot be read say nothing."""
        paths = [path for path in self._files if posixpath.basename(path) in names and "/node_modules/" not in path]
        for path in sorted(paths, key=lambda one: (-one.count("/"), names.index(posixpath.basename(one)), one)):
            try:
                value = read_json(self._files[path].decode("utf-8-sig", "replace")).value
            except (JsonRefused, RecursionError):
                continue
            if isinstance(value, dict):
                yield posixpath.dirname(path), value


def _mapped(folder: str, table: dict[str, Any], name: str) -> str | None:
    """By a whole name, or the longest beginning that ends in a slash; Deno also takes what stands behind a package's name."""
    keys = [key for key in table if key == name or (name.startswith(key if key.endswith("/") else f"{key}/"))]
    if not keys or not isinstance(target := table[best := max(keys, key=len)], str):
        return None
    is_place = target.startswith((".", "/"))
    if best != name and not best.endswith("/") and is_place:
        return None
    rest = name[len(best) :]
    return posixpath.normpath(posixpath.join(folder, target + rest)) if target.startswith(".") else target + rest


def _starred(table: dict[str, Any], name: str) -> Iterator[str]:
    if (exact := table.get(name)) is not None:
        yield from (one for one in exact if isinstance(one, str)) if isinstance(exact, list) else ()
        return
    patterns = sorted((key for key in table if key.count("*") == 1), key=lambda key: -key.index("*"))
    for key in patterns:
        before, after = key.split("*")
        if name.startswith(before) and name.endswith(after) and len(name) >= len(before) + len(after):
            star = name[len(before) : len(name) - len(after)]
            yield from (one.replace("*", star) for one in table[key] if isinstance(one, str)) if isinstance(table[key], list) else ()
            return


def _is_below(path: str, folder: str) -> bool:
    return folder == "/" or path.startswith(f"{folder}/")
