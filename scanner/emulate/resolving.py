"""Which file of a program the name of a module means, by the rules of Node (https://nodejs.org/api/esm.html#resolution-algorithm).

Without a lock file of the manager that laid the packages out: files in `node_modules` are those of the artifact.
"""

import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property

from scanner.emulate.aliases import Aliases
from scanner.emulate.manifests import exported, record_of, targets

SUFFIXES = (
    "",
    ".js",
    ".mjs",
    ".cjs",
    ".ts",
    ".mts",
    ".cts",
    ".tsx",
    ".jsx",
    ".json",
    "/index.js",
    "/index.mjs",
    "/index.cjs",
    "/index.ts",
    "/index.json",
)
"""Tried in this order behind a name; more than Node's own, as bundlers and TypeScript allow."""
_USUAL_MAINS = ("dist/index", "lib/index", "src/index", "build/index", "main", "dist/main", "lib/main")


class Paths:
    """The files of one program."""

    def __init__(self, texts: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        self._texts, self._files = texts, files
        self._manifests: dict[str, dict[str, object] | None] = {}
        self._aliases = Aliases(files)

    def meant(self, origin: str, name: str) -> str:
        """What the settings of the program make of a name in the module at `origin`."""
        return name if name.startswith((".", "/")) else self._aliases.meant(origin, name)

    def find(self, origin: str, name: str) -> str | None:
        """The file that `name` means in the module at `origin`; None: no file of the program."""
        if name.startswith("/"):
            return self._with_suffix(posixpath.normpath(name))
        folder = posixpath.dirname(origin)
        if name.startswith("."):
            return self._with_suffix(posixpath.normpath(posixpath.join(folder, name)))
        if (own := self._of_own_package(folder, name)) is not None or name.startswith("#"):
            return own
        for above in _upwards(folder):
            base = posixpath.join(above, "node_modules", name)
            found = self._with_suffix(base) or self._main(base) or self._part_of_package(posixpath.join(above, "node_modules"), name)
            if found is not None:
                return found
        return self._of_sibling(name) or self._named("/", self._aliases.paths(origin, name))

    def _of_sibling(self, name: str) -> str | None:
        """What a name means that a manifest elsewhere in the tree has: installing links the packages of a repository to each other."""
        parts = name.split("/")
        own = "/".join(parts[: 2 if name.startswith("@") else 1])
        for base in self._siblings.get(own, ()):
            if (found := self._main(base) if own == name else self._below(base, name.removeprefix(own))) is not None:
                return found
        return None

    def _below(self, base: str, rest: str) -> str | None:
        """What the `exports` of a package say of a name below its own, else the file of that name."""
        manifest = self._manifest(base) or {}
        if isinstance(manifest.get("exports"), dict):
            return self._named(base, targets(manifest["exports"], f".{rest}"))
        return self._with_suffix(posixpath.normpath(f"{base}{rest}"))

    @cached_property
    def _siblings(self) -> dict[str, list[str]]:
        """Name of a package -> folders whose manifest has it, the nearest to the root first. Those in `node_modules` are found by path."""
        found: dict[str, list[str]] = {}
        folders = (posixpath.dirname(path) for path in self._files if posixpath.basename(path) == "package.json")
        for folder in sorted(folders, key=lambda one: (one.count("/"), one)):
            name = (self._manifest(folder) or {}).get("name")
            if isinstance(name, str) and "/node_modules/" not in f"{folder}/":
                found.setdefault(name, []).append(folder)
        return found

    def _of_own_package(self, folder: str, name: str) -> str | None:
        """What the nearest manifest's `imports` says of `#name`, or its `exports` of a name that begins with the package's own."""
        above = next((one for one in _upwards(folder) if self._manifest(one) is not None), folder)
        manifest = self._manifest(above)
        if manifest is None:
            return None
        if name.startswith("#"):
            return self._named(above, targets(manifest.get("imports"), name))
        own = manifest.get("name")
        if not isinstance(own, str) or not own or not f"{name}/".startswith(f"{own}/"):
            return None
        return self._named(above, targets(manifest.get("exports"), f".{name.removeprefix(own)}"))

    def _part_of_package(self, folder: str, name: str) -> str | None:
        """What the `exports` of a package in `node_modules` say of a name below its own."""
        parts = name.split("/")
        count = 2 if name.startswith("@") else 1
        base = posixpath.join(folder, *parts[:count])
        if len(parts) <= count or (manifest := self._manifest(base)) is None:
            return None
        return self._named(base, targets(manifest.get("exports"), "/".join((".", *parts[count:]))))

    def _main(self, base: str) -> str | None:
        """The main module that the manifest of a package names, else the usual or the only one."""
        if (manifest := self._manifest(base)) is not None:
            named = (*exported(manifest.get("exports")), manifest.get("module"), manifest.get("main"))
            if (found := self._named(base, (one for one in named if isinstance(one, str)))) is not None:
                return found
        for name in _USUAL_MAINS:
            if (found := self._with_suffix(posixpath.join(base, name))) is not None:
                return found
        inside = [path for path in self._texts if path.startswith(base + "/")]
        return inside[0] if len(inside) == 1 else None

    def _named(self, base: str, names: Iterator[str]) -> str | None:
        """The first file that is there."""
        paths = (self._with_suffix(posixpath.normpath(posixpath.join(base, name))) for name in names)
        return next((path for path in paths if path is not None), None)

    def _manifest(self, folder: str) -> dict[str, object] | None:
        if folder not in self._manifests:
            content = self._files.get(f"{folder}/package.json")
            self._manifests[folder] = record_of(content) if content is not None else None
        return self._manifests[folder]

    def _with_suffix(self, path: str) -> str | None:
        for suffix in SUFFIXES:
            if path + suffix in self._texts or path + suffix in self._files:
                return path + suffix
        stem, ending = posixpath.splitext(path)
        if ending in (".js", ".mjs", ".cjs"):  # TypeScript names the compiled file
            for other in (".ts", ".tsx", ".mts", ".cts"):
                if stem + other in self._texts:
                    return stem + other
        return None


def _upwards(folder: str) -> Iterator[str]:
    """The folder, the one it lies in, and so on to the root."""
    while folder not in ("/", ""):
        yield folder
        folder = posixpath.dirname(folder)
    yield folder
