"""Where a slice is probed for decisions by hashes: in the definitions around its target, as the rest of it belongs to libraries."""

import re
from itertools import pairwise

import tree_sitter

from scanner.emulate.instrument import LANGUAGE, Edits, probed
from scanner.world.trial import SWEEP_MARKS

_STEPS = 3
"""How many uses away from the target a definition may be."""
_DEFINITION_CHARS = 6_000
"""Longest definition that is probed: code that decides about a place is short, and what is long is a library's."""
_SLICE_CHARS = 16_000
"""Text that is probed in one slice."""
_START = re.compile(r"^(?:try \{ |(?:async )?function\b|class\b|var\b|let\b|const\b|[\w$]+\s*=)", re.MULTILINE)
"""How a definition begins in a slice, on a line of its own."""
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_DEFINED = re.compile(r"(?:try \{ \(?)?(?:(?:async )?function\*?\s*|class\s+|var\s+|let\s+|const\s+)?([A-Za-z_$][\w$]*)")
PRELUDE = (
    "var __unmask_same = (a, b, at) => __unmask_turns(a, b, at, a === b) || a === b, "
    "__unmask_like = (a, b, at) => __unmask_turns(a, b, at, a == b) || a == b, "
    "__unmask_in = (key, owner, at) => __unmask_member(owner, key, at) in owner, "
    "__unmask_key = (owner, key, at) => __unmask_member(owner, key, at), "
    "__unmask_case = (value, labels, at) => __unmask_label(value, labels, at), __unmask_ran = [];"
)
"""What the probes of a slice note: decisions, and not what a persona's values are compared with."""


def probed_near(source: str, target: str) -> str:
    """The slice with probes around its target where it makes numbers of letters; as it is where it makes none there."""
    starts = [match.start() for match in _START.finditer(source)]
    bounds = list(pairwise([*starts, len(source)]))
    near = _near(source, target, bounds)
    if not any(SWEEP_MARKS.search(source, start, end) for start, end in near):
        return source
    parts, done = [], 0
    for start, end in sorted(near):
        parts += [source[done:start], _probed(source[start:end], start)]
        done = end
    return "".join([*parts, source[done:]])


def _near(source: str, target: str, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The definitions within so many uses of the target, nearest first, as long as there is room."""
    by_name: dict[str, list[tuple[int, int]]] = {}
    for start, end in bounds:
        found = _DEFINED.match(source, start, end)
        if found is not None and source.find("=", start, end) + source.find("{", start, end) > -2:  # not where names are only declared
            by_name.setdefault(found[1], []).append((start, end))
    kept: dict[tuple[int, int], None] = {}
    room, names = _SLICE_CHARS, [target]
    known = set(names)
    for _ in range(_STEPS + 1):
        further: dict[str, None] = {}
        for name in names:
            for start, end in by_name.get(name, ()):
                size = end - start
                if size > _DEFINITION_CHARS or size > room or (start, end) in kept:
                    continue  # a library's, or no room
                room -= size
                kept[start, end] = None
                further |= dict.fromkeys(one for one in _NAME.findall(source, start, end) if one in by_name and one not in known)
        names = list(further)
        known |= further.keys()
    return list(kept)


def _probed(text: str, place: int) -> str:
    """One definition with probes; as it is where it does not parse by itself."""
    encoded = text.encode("utf-8", "surrogatepass")
    tree = tree_sitter.Parser(LANGUAGE).parse(encoded)
    if tree.root_node.has_error:
        return text
    edits = Edits()
    probed(tree, edits, first=place, keeps_context=False)
    return edits.applied(encoded).decode("utf-8", "surrogatepass")
