"""Syntax trees by tree-sitter."""

from functools import cache

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Tree

TreeNode = Node


def parse(code: bytes, *, is_typescript: bool = False) -> Tree:
    """The tree of a whole text. Text that is no program gives a tree with error nodes, never an exception."""
    return _parser(is_typescript).parse(code)


@cache
def _parser(is_typescript: bool) -> Parser:
    grammar = tree_sitter_typescript.language_typescript() if is_typescript else tree_sitter_javascript.language()
    return Parser(Language(grammar))
