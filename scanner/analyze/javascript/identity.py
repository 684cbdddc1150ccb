"""Digests of code that stay equal when a minifier chooses other names."""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterator
from operator import attrgetter

from scanner.code.javascript.strings import string_value
from scanner.code.javascript.tree import Node

_NODES = 4000
"""How much of a large definition goes into its digest."""


def structure_digest(node: Node) -> str:
    """Digest over kinds of nodes, operators, property names and literals; names of variables are numbered by first use."""
    digest = hashlib.sha256()
    for word in _words(node):
        digest.update(word.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def likeness_digest(node: Node, kept: Collection[str]) -> str:
    """Digest over the whole text of a definition, its variables numbered by first use; `kept`: names that mean something by themselves."""
    code, mentions = node.tree.code, node.tree.mentions
    meant = {name.encode("utf-8", "surrogatepass") for name in kept}
    numbers: dict[bytes, int] = {}
    parts: list[bytes] = []
    at = node.start
    for index in range(bisect_left(mentions, node.start, key=attrgetter("start")), len(mentions)):
        mention = mentions[index]
        if mention.start >= node.end:
            break
        name = code[mention.start : mention.end]
        if name in meant:
            continue
        parts.append(code[at : mention.start])
        if mention.kind != "identifier":  # `{ name }` names a property, too
            parts.append(name)
        parts.append(b"\0%d\0" % numbers.setdefault(name, len(numbers)))
        at = mention.end
    parts.append(code[at : node.end])
    return hashlib.sha256(b"".join(parts)).hexdigest()


def text_digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _words(node: Node) -> Iterator[str]:
    numbers: dict[str, int] = {}
    for count, item in enumerate(node.walk()):
        if count >= _NODES:
            return
        match item.kind:
            case "identifier" | "shorthand_property_identifier_pattern":
                is_global = item.binding is None and item.text not in item.tree.declared and len(item.text) > 3
                yield item.text if is_global and item.text[:1].isupper() else f"v{numbers.setdefault(item.text, len(numbers))}"
            case "property_identifier" | "shorthand_property_identifier" | "number" | "regex":
                yield item.text
            case "string":
                yield string_value(item) or ""
            case "string_fragment" | "escape_sequence":
                yield item.text
            case _:
                yield f"{item.kind}{item.op or ''}"
