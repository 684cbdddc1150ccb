"""Syntax trees of shell and PowerShell, with one way to ask both for commands, variables, texts and branches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import tree_sitter
import tree_sitter_bash
import tree_sitter_powershell

from scanner.code.text import SourceText, read_text
from scanner.model.artifact import Artifact, ArtifactKind
from scanner.model.observation import Place
from scanner.model.program import Language

Node = tree_sitter.Node

MAX_PIPES = 5_000
"""In one line: the parser's own recursion ends the process at some 50,000."""
MAX_BYTES = 2 * 1024 * 1024
"""The largest install script met has 90 kB."""
_VARIABLES = {
    Language.SHELL: re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)"),
    Language.POWERSHELL: re.compile(r"\$\{?((?:env:|script:|global:)?[A-Za-z_][A-Za-z0-9_]*)", re.IGNORECASE),
}
_TEXTS = frozenset(
    {
        "string_content",
        "raw_string",
        "word",
        "extglob_pattern",
        "regex",
        "expandable_string_literal",
        "verbatim_string_characters",
        "generic_token",
        "ansi_c_string",
        "number",
        "simple_name",
        "path_command_name",
        "verbatim_string_literal",
    }
)


@dataclass(frozen=True, slots=True)
class Script:
    """One parsed script."""

    artifact: Artifact
    language: Language
    text: SourceText
    encoded: bytes
    """The text as UTF-8: what the tree's offsets count."""
    root: Node

    def source(self, node: Node) -> str:
        return self.encoded[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def place(self, node: Node, *, note: str | None = None, decoded: str | None = None) -> Place:
        start = len(self.encoded[: node.start_byte].decode("utf-8", "surrogatepass"))
        end = start + len(self.encoded[node.start_byte : node.end_byte].decode("utf-8", "surrogatepass"))
        return self.text.place(self.artifact, start, end, note=note, decoded=decoded)

    def variables(self, node: Node) -> tuple[str, ...]:
        """Names of the variables mentioned in a node, each once, in order."""
        return tuple(dict.fromkeys(found[1] for found in _VARIABLES[self.language].finditer(self.source(node))))

    def texts(self, node: Node) -> tuple[str, ...]:
        """The literal texts in a node, quotes taken off; parts of a text that a variable fills are left out."""
        found = [self.source(item).strip("\"'") for item in walk(node) if item.type in _TEXTS and not _holds_text(item)]
        return tuple(dict.fromkeys(found))


def parse(artifact: Artifact) -> Script:
    """Parse a script. Raises ValueError for one that is larger than `MAX_BYTES`, or has more pipes in a line than the parser bears.

    Mistakes show as `has_error` of the root.
    """
    if artifact.size_bytes > MAX_BYTES:
        raise ValueError(f"the script is larger than {MAX_BYTES} bytes")
    if any(line.count(b"|") > MAX_PIPES for line in artifact.content.read_bytes().splitlines()):
        raise ValueError(f"a line of the script has more than {MAX_PIPES} pipes")
    language = Language.POWERSHELL if artifact.kind is ArtifactKind.POWERSHELL else Language.SHELL
    text = read_text(artifact)
    encoded = text.text.encode("utf-8", "surrogatepass")
    return Script(artifact=artifact, language=language, text=text, encoded=encoded, root=_parser(language).parse(encoded).root_node)


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in source order."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += reversed(item.named_children)


def _holds_text(node: Node) -> bool:
    return any(child.type in _TEXTS for child in node.named_children)


@cache
def _parser(language: Language) -> tree_sitter.Parser:
    grammar = tree_sitter_powershell.language() if language is Language.POWERSHELL else tree_sitter_bash.language()
    return tree_sitter.Parser(tree_sitter.Language(grammar))
