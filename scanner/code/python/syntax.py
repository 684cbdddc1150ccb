"""Syntax trees of Python with places in the bytes of the artifact, also where parts of a file do not parse."""

import ast
import re
import warnings
from dataclasses import dataclass, field

import tree_sitter
import tree_sitter_python

from scanner.code.text import SourceText, source_text
from scanner.model.artifact import Artifact
from scanner.model.observation import Place

MAX_BYTES = 4 * 1024 * 1024
"""The largest hand-written module met has 1 MB; larger ones are tables."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_ROUNDS = 30
"""Mistakes that are left out one by one before every statement that does not parse is."""
_STATEMENT = re.compile(r"_statement\Z|_definition\Z|\AERROR\Z")
_PASS = "pass"


class SyntaxRefused(ValueError):
    """Nothing of the file can be read as Python; the text says why."""


@dataclass(frozen=True, slots=True)
class Module:
    """One parsed file."""

    artifact: Artifact
    text: SourceText
    tree: ast.Module
    unread: tuple[str, ...]
    """Statements that do not parse and were left out."""
    _starts: tuple[int, ...] = field(repr=False)

    def place(self, node: ast.AST, *, note: str | None = None, decoded: str | None = None) -> Place:
        """Where the node stands; the whole file for nodes that have no place."""
        start, end = self.span(node)
        return self.text.place(self.artifact, start, end, note=note, decoded=decoded)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """First character and the one after the last."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end_column = getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or column
        return self._char(line, column), self._char(end_line, end_column)

    def _char(self, line: int, column_bytes: int) -> int:
        """`ast` counts columns in bytes of UTF-8, whatever the file is written in."""
        if line > len(self._starts):
            return len(self.text.text)
        start = self._starts[line - 1]
        piece = self.text.text[start : start + column_bytes]
        if piece.isascii():
            return start + column_bytes
        return start + len(piece.encode("utf-8", "surrogatepass")[:column_bytes].decode("utf-8", "ignore"))


def parse(artifact: Artifact) -> Module:
    """Parse one artifact. What `print` of Python 2 prints is kept; other statements of other versions, or broken ones, are left out.

    Raises SyntaxRefused when nothing is left, or the file is larger than `MAX_BYTES`.
    """
    if artifact.size_bytes > MAX_BYTES:
        raise SyntaxRefused(f"the file is larger than {MAX_BYTES} bytes")
    content = artifact.content.read_bytes()
    text = source_text(content, encoding=artifact.encoding or _declared(content))
    starts = (0, *(found.end() for found in _LINE_END.finditer(text.text)))
    readable: str = text.text
    unread: list[str] = []
    for attempt in range(_ROUNDS):
        tree = _tree(readable)
        if isinstance(tree, ast.Module):
            return Module(artifact=artifact, text=text, tree=tree, unread=tuple(unread), _starts=starts)
        if attempt == 0 and (printing := _without_print(readable)) != readable:
            readable = printing
            continue
        readable, pieces = _blanked(readable, None if attempt == _ROUNDS - 2 else tree)
        unread += pieces
        if not pieces:
            break
    raise SyntaxRefused("it is not Python that this version can read")


def _tree(text: str) -> ast.Module | int | None:
    """The tree; else the line, from 1, of the first mistake; None where none is named."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in the artifact's literals are no concern of ours
        try:
            return ast.parse(text, type_comments=False)
        except SyntaxError as error:
            return error.lineno
        except (ValueError, UnicodeEncodeError, MemoryError):
            return None  # MemoryError: the parser's own limit of nesting


def _declared(content: bytes) -> str | None:
    """Codec named in the first two lines (PEP 263)."""
    for line in content.split(b"\n", 2)[:2]:
        if (cookie := _COOKIE.match(line)) is not None:
            return cookie[1].decode("ascii", "replace")
    return None


def _without_print(text: str) -> str:
    """The text with every `print` statement of Python 2 as a tuple of what it prints; length and lines stay as they are.

    Where it prints to (`>>stream`) is not kept.
    """
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    waiting = [_root(bytes(content))]
    while waiting:
        node = waiting.pop()
        waiting += node.named_children
        if node.type == "print_statement":
            content[node.start_byte : node.start_byte + len(_PRINT_AS)] = _PRINT_AS
        elif node.type == "chevron":
            content[node.start_byte : node.start_byte + 2] = b"  "
    return content.decode("utf-8", "surrogatepass")


_PRINT_AS = b"()  ,"
"""As long as `print`."""


def _root(encoded: bytes) -> tree_sitter.Node:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language())).parse(encoded).root_node


def _blanked(text: str, line: int | None) -> tuple[str, list[str]]:
    """The text with the innermost statement at a line replaced by `pass`, and what was; length and lines stay as they are.

    Without a line: every statement of the outermost level that does not parse.
    """
    encoded = text.encode("utf-8", "surrogatepass")
    root = _root(encoded)
    innermost = _statement_at(root, line - 1) if line is not None else None
    spans = [(innermost.start_byte, innermost.end_byte)] if innermost is not None else _unparsed_at_top(encoded, root)
    content = bytearray(encoded)
    left_out: list[str] = []
    for start, end in spans:
        piece = bytes(content[start:end])
        kept = re.sub(rb"[^\r\n]", b" ", piece)
        if len(piece) >= len(_PASS) and b"\n" not in piece[: len(_PASS)]:
            kept = _PASS.encode() + kept[len(_PASS) :]
        if kept != piece:
            left_out.append(piece.decode("utf-8", "surrogatepass"))
        content[start:end] = kept
    return content.decode("utf-8", "surrogatepass"), left_out


def _statement_at(root: tree_sitter.Node, row: int) -> tree_sitter.Node | None:
    """The innermost statement that begins or goes on in a row, from 0; None: none does."""
    found: tree_sitter.Node | None = None
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node is not root and (_STATEMENT.search(node.type) or node.parent is root):
            found = node
        waiting += [
            child for child in node.named_children if child.start_point.row <= row <= child.end_point.row and child.type != "comment"
        ]
    return found


def _unparsed_at_top(encoded: bytes, root: tree_sitter.Node) -> list[tuple[int, int]]:
    """Statements of the outermost level that `ast` does not accept."""
    return [
        (child.start_byte, child.end_byte)
        for child in root.children
        if child.type != "comment"
        and not isinstance(_tree(encoded[child.start_byte : child.end_byte].decode("utf-8", "surrogatepass")), ast.Module)
    ]
