"""Whether a text is code of a language, by parsing its start."""

from functools import cache

import tree_sitter_bash
import tree_sitter_javascript
import tree_sitter_powershell
import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from scanner.model.artifact import ArtifactKind as Kind

_SAMPLE_CHARS = 16_384
_NODES_MAX = 20_000
ERROR_SHARE = 0.02
"""Errors per named node: code cut off in the middle has one or two, prose read as code one for every few words."""
_PLAIN_SHARE = 0.9
"""Prose with few marks parses as names behind names: more than this share of bare names is no program."""
_BARE = frozenset({"identifier", "word", "command_name", "command", "expression_statement", "program", "module", "ERROR"})


def parses_as(kind: Kind, text: str, *, error_share: float = ERROR_SHARE) -> bool:
    """True when the start of the text parses as a program of this kind. Kinds without a grammar are taken on their words."""
    parser = _parser(kind)
    if parser is None:
        return True
    sample = text if len(text) <= _SAMPLE_CHARS else text[:_SAMPLE_CHARS].rsplit("\n", 1)[0]
    named, errors, bare = _count(parser.parse(sample.encode("utf-8", "replace")).root_node)
    return named > 2 and errors <= 2 + named * error_share and bare < named * _PLAIN_SHARE


@cache
def _parser(kind: Kind) -> Parser | None:
    match kind:
        case Kind.JAVASCRIPT:
            grammar = tree_sitter_javascript.language()
        case Kind.TYPESCRIPT:
            grammar = tree_sitter_typescript.language_typescript()
        case Kind.PYTHON:
            grammar = tree_sitter_python.language()
        case Kind.SHELL:
            grammar = tree_sitter_bash.language()
        case Kind.POWERSHELL:
            grammar = tree_sitter_powershell.language()
        case _:
            return None
    return Parser(Language(grammar))


def _count(root: Node) -> tuple[int, int, int]:
    """Named nodes, errors, bare names, of the first `_NODES_MAX` nodes."""
    named = errors = bare = 0
    stack = [root]
    while stack and named < _NODES_MAX:
        node = stack.pop()
        named += node.is_named
        errors += node.is_error or node.is_missing
        bare += node.type in _BARE
        stack.extend(reversed(node.children))
    return named, errors, bare
