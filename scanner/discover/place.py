"""A path of one tree, and the home it belongs to."""

from dataclasses import dataclass

from scanner.discover.target import Home
from scanner.discover.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A path of one tree, and the home it belongs to."""

    tree: Tree
    path: str
    home: Home | None

    @property
    def shown(self) -> str:
        return self.tree.shown(self.path)
