"""The text that a string literal or a template without substitutions stands for."""

import re

from scanner.code.javascript.tree import Node

_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|[\s\S]))")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r\n": "", "\u2028": "", "\u2029": ""}


def string_value(node: Node) -> str | None:
    """The text of a literal; None: the node is no literal text."""
    if node.kind == "string":
        return unescaped(node.text[1:-1])
    if node.kind == "template_string" and all(kid.kind != "template_substitution" for kid in node.kids):
        return unescaped(node.text[1:-1])
    if node.kind in ("parenthesized_expression",) and len(node.kids) == 1:
        return string_value(node.kids[0])
    return None


def template_parts(node: Node) -> list[str | Node]:
    """A template in order: texts, and the expressions that are put in."""
    parts: list[str | Node] = []
    at = node.start + 1
    code = node.tree.code
    for kid in node.kids:
        if kid.kind != "template_substitution":
            continue
        text = code[at : kid.start].decode("utf-8", "replace")
        if text:
            parts.append(unescaped(text))
        parts.extend(kid.kids[:1])
        at = kid.end
    text = code[at : node.end - 1].decode("utf-8", "replace")
    if text:
        parts.append(unescaped(text))
    return parts


def unescaped(text: str) -> str:
    """The text with its escapes read; half surrogates are joined where they form a character."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(match: re.Match[str]) -> str:
    braced, four, two, octal, single = match.groups()
    if single is not None:
        return _SINGLE.get(single, single)
    if octal is not None:
        return chr(int(octal, 8))
    number = int(braced or four or two, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
