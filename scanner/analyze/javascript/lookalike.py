"""Whether two texts, numbers or expressions look or mean the same to a reader, and in what they differ."""

import re
from collections.abc import Sequence

from scanner.analyze.javascript import likeness
from scanner.code.javascript.bindings import key_of
from scanner.code.javascript.pure import Pure
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.strings import template_parts
from scanner.code.javascript.tree import Node

_SEPARATORS = frozenset("-/._:,;|\\ \t\n·•–—")
_IGNORED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
"""Characters that nobody sees."""


def carrier_of(pure: Pure, one: Node, other: Node, depth: int = 0) -> str | None:
    """In what the values of two expressions differ where they look or mean the same; None: equal, different, or not known."""
    one, other = _bare(one), _bare(other)
    if one.text == other.text or depth > 6:
        return None
    known_one, first = pure.value(one)
    known_other, second = pure.value(other)
    is_plain = isinstance(first, str | int | float) and isinstance(second, str | int | float) and not isinstance(first, bool)
    if known_one and known_other and is_plain:
        return likeness.carrier_of((str(first), str(second)))
    if one.kind == "object" and other.kind == "object":
        return _objects(pure, one, other, depth)
    if one.kind == "array" and other.kind == "array":
        return _arrays(pure, one, other, depth)
    if one.kind == "template_string" and other.kind == "template_string":
        return _templates(pure, one, other, depth)
    return _reshaped(pure, one, other) or _reshaped(pure, other, one) or _same_call(pure, one, other, depth)


def _bare(node: Node) -> Node:
    while node.kind in ("parenthesized_expression", "await_expression") and node.kids:
        node = node.kids[0]
    return node


def _objects(pure: Pure, one: Node, other: Node, depth: int) -> str | None:
    keys = [
        [(key_of(kid) or kid.text) if kid.kind in ("pair", "method_definition") else kid.text for kid in node.kids] for node in (one, other)
    ]
    if keys[0] != keys[1] and sorted(keys[0]) == sorted(keys[1]):
        return "field_order"
    if keys[0] != keys[1] and [key.casefold() for key in keys[0]] == [key.casefold() for key in keys[1]]:
        return "case"
    if keys[0] != keys[1]:
        return None
    return _parts(pure, [(kid.get("value") or kid) for kid in one.kids], [(kid.get("value") or kid) for kid in other.kids], depth)


def _arrays(pure: Pure, one: Node, other: Node, depth: int) -> str | None:
    texts = [[kid.text for kid in node.kids] for node in (one, other)]
    if texts[0] != texts[1] and sorted(texts[0]) == sorted(texts[1]) and len(texts[0]) > 1:
        return "field_order"
    return _parts(pure, one.kids, other.kids, depth) if len(one.kids) == len(other.kids) else None


def _templates(pure: Pure, one: Node, other: Node, depth: int) -> str | None:
    parts, others = template_parts(one), template_parts(other)
    marks = ["".join(part if isinstance(part, str) else "\ue000" for part in side) for side in (parts, others)]
    holes = [[part for part in side if not isinstance(part, str)] for side in (parts, others)]
    if marks[0] != marks[1] and [part.text for part in holes[0]] == [part.text for part in holes[1]]:
        return likeness.carrier_of(tuple(marks))
    if marks[0] == marks[1] and len(holes[0]) == len(holes[1]):
        return _parts(pure, holes[0], holes[1], depth)
    return None


def _parts(pure: Pure, one: Sequence[Node], other: Sequence[Node], depth: int) -> str | None:
    """The carrier where all parts are equal or alike."""
    found = None
    for left, right in zip(one, other, strict=True):
        if left.text == right.text:
            continue
        carrier = carrier_of(pure, left, right, depth + 1)
        if carrier is None:
            return None
        found = found or carrier
    return found


_RESHAPERS = {
    "toUpperCase": "case",
    "toLowerCase": "case",
    "toLocaleUpperCase": "case",
    "trim": "whitespace",
    "trimEnd": "whitespace",
    "padEnd": "whitespace",
    "normalize": "unicode_homoglyph",
    "reverse": "field_order",
    "toReversed": "field_order",
    "sort": "field_order",
    "toSorted": "field_order",
}


def _reshaped(pure: Pure, base: Node, changed: Node) -> str | None:
    """`changed` is `base` with its form changed by a method, or with something invisible added."""
    if (changed.kind == "binary_expression" and changed.op == "+") or changed.kind == "template_string":
        return _padded(pure, base, changed)
    if changed.kind != "call_expression":
        return None
    callee = changed.get("function")
    inner = None if callee is None or callee.kind != "member_expression" else callee.get("object")
    name = None if callee is None else callee.get("property")
    if inner is None or name is None:
        return None
    is_same = _bare(inner).text == base.text or _starts_with(inner, base)
    if not is_same:
        return None
    if name.text in _RESHAPERS:
        return _RESHAPERS[name.text]
    given = arguments(changed)
    if name.text in ("replace", "replaceAll") and len(given) == 2:
        return _replacement(pure, given[0], given[1])
    if name.text == "join" and given:
        by = pure.text(given[0])
        return "separator_choice" if by is not None and all(char in _SEPARATORS for char in by) else None
    return None


def _padded(pure: Pure, base: Node, changed: Node) -> str | None:
    kids = [part for part in template_parts(changed)] if changed.kind == "template_string" else [*changed.kids]
    texts = [part if isinstance(part, str) else pure.text(part) for part in kids if isinstance(part, str) or _bare(part).text != base.text]
    if len(texts) != len(kids) - 1 or not texts or any(text is None for text in texts):
        return None
    added = "".join(text or "" for text in texts)
    if not added:
        return None
    if not _IGNORED.sub("", added):
        return "zero_width"
    return "whitespace" if not added.strip() else "separator_choice" if all(char in ".!,;" for char in added) else None


def _starts_with(node: Node, base: Node) -> bool:
    """True for `base.split("-")` and the like: the form is taken apart and put together again."""
    node = _bare(node)
    if node.kind == "array":
        return len(node.kids) == 1 and node.kids[0].kind == "spread_element" and node.kids[0].kids[0].text == base.text
    callee = node.get("function") if node.kind == "call_expression" else None
    inner = None if callee is None else callee.get("object")
    name = None if callee is None else callee.get("property")
    if (
        inner is None
        or name is None
        or name.text not in ("split", "slice", "map", "filter", "concat", "reverse", "toString", "replace", "replaceAll")
    ):
        return False
    return _bare(inner).text == base.text or _starts_with(inner, base)


def _replacement(pure: Pure, wanted: Node, by: Node) -> str | None:
    replaced = pure.text(by)
    pattern = wanted.text[1:].rpartition("/")[0] if wanted.kind == "regex" else pure.text(wanted)
    if replaced is None or pattern is None:
        return None
    plain = re.sub(r"\\([^\w])", r"\1", pattern)
    if plain in ("\\s", "\\s+", " ") and not _IGNORED.sub("", replaced).strip():
        return "whitespace" if _IGNORED.sub("", replaced) == replaced else "zero_width"
    if _is_separator(plain.strip("[]")) and (_is_separator(replaced) or not replaced):
        return "separator_choice"
    return likeness.carrier_of((plain, replaced)) if len(plain) <= 3 else None


def _same_call(pure: Pure, one: Node, other: Node, depth: int) -> str | None:
    """Two calls of one function, with arguments that are alike."""
    callees = [node.get("function") or node.get("constructor") for node in (one, other)]
    if one.kind != other.kind or callees[0] is None or callees[1] is None or callees[0].text != callees[1].text:
        return None
    given, others = arguments(one), arguments(other)
    return _parts(pure, given, others, depth) if len(given) == len(others) else None


def _is_separator(text: str) -> bool:
    return bool(text) and len(text) <= 3 and all(char in _SEPARATORS for char in text)
