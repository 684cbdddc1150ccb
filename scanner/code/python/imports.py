"""Which modules of a program a module imports, read off its text."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Generic, NamedTuple, TypeVar

_IMPORT = re.compile(
    r"^(?P<indent>[ \t]{0,80})(?:from[ \t]+(?P<source>\.{0,8}[\w.]{0,200})[ \t]+import[ \t]*"
    r"(?:\((?P<many>[^)]{0,20000})\)|(?P<few>[^\n#;]{0,2000}))"
    r"|import[ \t]+(?P<plain>[\w., \t]{1,1000}))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")
_NAMED = re.compile(r"""["'](\.{0,3}[A-Za-z_]\w{0,80}(?:\.[A-Za-z_]\w{0,80}){1,8})["']""")
"""Texts that read like the dotted name of a module: what `importlib` and tables of late imports are given."""
Key = TypeVar("Key")


class Import(NamedTuple):
    """One statement of import."""

    source: str
    """Dotted name, with the dots of a relative one in front."""
    names: tuple[str, ...]
    """What is imported from it; empty where the module itself is."""
    is_late: bool = False
    """True where it happens in a function or on a condition, or the name stands in a text."""


def imports_in(text: str) -> tuple[Import, ...]:
    """The imports that a text states, those in texts (`importlib.import_module("a.b")`) included; each once, in order."""
    found: dict[Import, None] = {}
    for match in _IMPORT.finditer(text):
        is_late = match["indent"] != ""
        if match["plain"]:
            found |= dict.fromkeys(Import(part.split()[0], (), is_late) for part in match["plain"].split(",") if part.split())
        else:
            listed = _COMMENT.sub("", match["many"] or match["few"] or "")
            names = tuple(part.split()[0] for part in listed.replace("\\", " ").split(",") if part.split())
            found[Import(match["source"], names, is_late)] = None
    found |= dict.fromkeys(Import(name, (), True) for name in _NAMED.findall(text))
    return tuple(found)


class Imports(Generic[Key]):
    """Finds the modules that statements of import mean."""

    def __init__(self, modules: Mapping[PurePosixPath, Key]) -> None:
        """modules: path in the program -> whatever stands for the module."""
        self._by_path: dict[tuple[str, ...], Key] = {}
        self._by_ending: dict[tuple[str, ...], list[Key]] = {}
        for path, key in modules.items():
            parts = path.with_suffix("").parts
            parts = parts[:-1] if parts and parts[-1] == "__init__" else parts
            self._by_path[parts] = key
            for start in range(len(parts)):
                self._by_ending.setdefault(parts[start:], []).append(key)

    def targets(self, path: PurePosixPath, imports: Iterable[Import]) -> tuple[Key, ...]:
        """What these statements of the module at a path mean, packages above included; what is not the program's is left out."""
        found: dict[Key, None] = {}
        for one in imports:
            for parts, is_relative in self._names(path, one):
                for end in range(len(parts), 0, -1):
                    found |= dict.fromkeys(self._modules(parts[:end], is_relative=is_relative))
        return tuple(found)

    def _names(self, path: PurePosixPath, one: Import) -> list[tuple[tuple[str, ...], bool]]:
        bare = one.source.lstrip(".")
        dots = len(one.source) - len(bare)
        stem = tuple(bare.split(".")) if bare else ()
        if dots:
            folder = path.parent.parts
            stem = (*folder[: max(0, len(folder) - dots + 1)], *stem)
        return [(stem, dots > 0), *(((*stem, name), dots > 0) for name in one.names if name != "*")]

    def _modules(self, parts: tuple[str, ...], *, is_relative: bool) -> list[Key]:
        if is_relative:
            return [self._by_path[parts]] if parts in self._by_path else []
        found = self._by_ending.get(parts, [])
        return found if len(found) <= _MEANT else []


_MEANT = 3
"""A name that more modules end in tells nothing."""
