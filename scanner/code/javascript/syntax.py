"""Syntax trees by tree-sitter."""

import sys
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
    return Parser(_language(is_typescript))


@cache
def _language(is_typescript: bool) -> Language:
    return Language(tree_sitter_typescript.language_typescript() if is_typescript else tree_sitter_javascript.language())


class Words(dict[int, tuple[str, bool]]):
    """Symbol of a grammar -> its name, always the same text, and whether nodes of it are named. Asking a node itself makes a new text."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __missing__(self, symbol: int) -> tuple[str, bool]:
        found = self[symbol] = (sys.intern(self._language.node_kind_for_id(symbol) or "ERROR"), self._language.node_kind_is_named(symbol))
        return found


@cache
def words(is_typescript: bool) -> Words:
    """The symbols of a grammar."""
    return Words(_language(is_typescript))


@cache
def fields(is_typescript: bool) -> tuple[str | None, ...]:
    """The fields of a grammar by their number; 0 is none."""
    language = _language(is_typescript)
    return (None, *(language.field_name_for_id(number) for number in range(1, language.field_count + 1)))
