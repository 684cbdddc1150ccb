"""Environment variables that settings of editors, containers and others give to the programs they start.

Whatever the block is called: a key that is the name of a variable that matters, an item `NAME=value`, an object of `name` and `value`.
"""

from collections.abc import Callable, Iterator

from scanner.discover.document import Document, Leaf
from scanner.discover.layers import Layer
from scanner.discover.masks import SECRET, Masks
from scanner.discover.scene import Assignment, Scene
from scanner.discover.servers import is_in_server
from scanner.discover.startfile import wanted_variables


def variables_in(scene: Scene, read: tuple[Layer, ...], masks: Masks) -> Iterator[Assignment]:
    """The variables that matter, outside of a tool's own block of them and of declared servers. One file counts once."""
    wanted = wanted_variables(scene.catalog)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for layer in read:
        if layer.document is None or layer.file.format in ("dotenv", "sqlite", "registry"):
            continue  # in the ledger, or read as what it is
        for leaf in layer.document.leaves():
            name, value = _named(layer.document, leaf)
            if name not in wanted or not value or (layer.shown, leaf.path) in seen:
                continue  # another setting
            seen.add((layer.shown, leaf.path))
            if leaf.path[:-1] == _own_block(layer) or is_in_server(layer.document, layer.file.servers, leaf.path):
                continue  # judged with the tool's own settings; or what one server is given
            shown = f"{name}={SECRET if masks.is_secret(name, value) else masks.masked(value)}"
            yield Assignment(
                name=name,
                value=value,
                home=layer.home.shown if layer.home is not None else None,
                place=layer.document.place(leaf.path, _constant(shown)),
                scope=layer.file.scope,
                project=layer.project,
            )


def _named(document: Document, leaf: Leaf) -> tuple[str, str]:
    """(name, value); empty where the leaf is no variable."""
    if isinstance(leaf.value, bool) or not isinstance(leaf.value, str | int):
        return "", ""
    value = str(leaf.value)
    if leaf.in_list and leaf.path[-1] == "value":
        name = document.at((*leaf.path[:-1], "name"))
        return (name, value) if isinstance(name, str) else ("", "")
    if leaf.path[-1].isdecimal():
        name, _, value = value.partition("=")
        return name.strip(), value.strip()
    return leaf.path[-1], value


def _own_block(layer: Layer) -> tuple[str, ...] | None:
    return tuple(layer.tool.env_block.split(".")) if layer.tool.env_block else None


def _constant(shown: str) -> Callable[[str], str]:
    return lambda _: shown
