"""Requests to the provider that the user configured: each takes its key, its path and its fields in its own way."""

import re
from ipaddress import IPv4Address

from scanner.ruleset.suffixes import registered_domain
from scanner.world.dictionary import place_words
from scanner.world.form import carrier_between
from scanner.world.ipv4 import is_address
from scanner.world.named import ABSENT, ROUTING_AXES, LeafDifference, renamed
from scanner.world.persona import Change, Persona

_PATH = ".url.path"
_DECODED = "entry of a decoded list"
_WORD_CHARS = 4
"""Of a word by which a service is known; shorter ones are codes of countries and regions."""
_OWN_ENDINGS = frozenset({"localhost", "local", "lan", "home"})
"""Last labels of names that only a network of one's own answers (RFC 6761, RFC 6762 appendix G)."""
_STATED = frozenset({"compared literal", "regular expression"})
"""Values that the program compares in plain text, outside of lists."""
_SECRET_HEADER = re.compile(r"(request\[\d+\])\.headers\.[\w-]*(?:authorization|key|token|order)$")
"""Where a request says who sends it; of its headers the order as well, which another one changes."""


def in_dialects(found: list[LeafDifference], persona: Persona, base: Persona) -> list[LeafDifference]:
    """Requests in the dialect of the provider that the user configured, whose host the program names in plain text.

    Such a provider may be asked by another path, which changes the whole request, or with headers and fields that others do not know.
    """
    if not all(change.axis in ROUTING_AXES for change in persona.changes):
        return found
    if all(change.origin != _DECODED for change in persona.changes):
        found = _with_blocks(found)
    if all(change.origin in _STATED for change in persona.changes):
        found = _with_moved_secrets(found)
    if not all(is_named_service(change, base) for change in persona.changes):
        return found
    is_whole = all(_is_named_host(change, base) for change in persona.changes)
    spoken = tuple(one.leaf.path.removesuffix(_PATH) + "." for one in found if is_whole and _is_another_path(one))
    return renamed(found, "routing", lambda one: one.leaf.path.startswith(spoken) or (one.carrier == "field" and one.is_one_sided))


def _is_another_path(one: LeafDifference) -> bool:
    return one.leaf.path.endswith(_PATH) and not one.is_one_sided and carrier_between(one.control, one.persona) is None


def _with_blocks(found: list[LeafDifference]) -> list[LeafDifference]:
    """A text that one request holds as it is and the other as the text of a block (`[{"type": "text", "text": ...}]`), with its marks."""
    alone = {(one.leaf.path, one.control) for one in found if one.persona == ABSENT}
    inside = {(one.leaf.path, one.persona) for one in found if one.control == ABSENT}
    blocks = tuple(
        f"{path}["
        for there, here in ((alone, inside), (inside, alone))
        for path, text in there
        if any(other.startswith(f"{path}[") and said == text for other, said in here)
    )
    if not blocks:
        return found
    lengths = tuple(f"{path.removesuffix('[')}.length" for path in blocks)
    marks = {_mark(one) for one in found if one.leaf.path.startswith(blocks)}  # what a block is marked with, tools and messages are, too

    def is_of_blocks(one: LeafDifference) -> bool:
        path = one.leaf.path
        is_marked = one.is_one_sided and _mark(one) in marks
        return is_marked or path.startswith(blocks) or f"{path}[" in blocks or path in lengths

    return renamed(found, "routing", is_of_blocks)


def _mark(one: LeafDifference) -> tuple[str, str, str]:
    """The last two names of a place and what both sides have there."""
    return ".".join(one.leaf.path.rsplit(".", 2)[1:]), one.control, one.persona


def _with_moved_secrets(found: list[LeafDifference]) -> list[LeafDifference]:
    """A secret that stands in another header is how another provider takes it; with another path, fields that others have not, too.

    What both requests have and say differently stays what it is.
    """
    gone: set[tuple[str, str]] = set()
    come: set[tuple[str, str]] = set()
    for one in found:
        if (match := _SECRET_HEADER.match(one.leaf.path)) is not None and one.is_one_sided:
            present = one.persona if one.control == ABSENT else one.control
            (come if one.control == ABSENT else gone).add((match[1], present.split(" ")[-1]))
    moved = {request for request, _ in gone & come}
    paths = {one.leaf.path for one in found if not one.is_one_sided}
    spoken = {request for request in moved if f"{request}{_PATH}" in paths}

    def is_moved(one: LeafDifference) -> bool:
        path = one.leaf.path
        if (match := _SECRET_HEADER.match(path)) is not None and match[1] in moved:
            return True
        is_other = path.endswith((_PATH, ".keys", ".headers.order")) or one.is_one_sided
        return is_other and path.split(".", 1)[0] in spoken

    return renamed(found, "routing", is_moved)


def is_named_service(change: Change, base: Persona) -> bool:
    """Whether a value is a host that the program names, or holds a word that it names outside of lists and that says no place."""
    if _is_named_host(change, base):
        return True
    word, _, rest = change.value.partition(".")
    is_word = change.origin in _STATED and rest == base.value(change.axis) and len(word) >= _WORD_CHARS
    return is_word and place_words().isdisjoint(re.split(r"\W", word))


def _is_named_host(change: Change, base: Persona) -> bool:
    """Whether a value is a host that the program names whole or by its owner's ending, outside of lists."""
    host, labels = change.value, change.value.split(".")
    if labels[0] == "localhost" or labels[-1] in _OWN_ENDINGS or (is_address(host) and IPv4Address(host).is_private):
        return True  # a server of the user's own machine or network
    own = base.value(change.axis).split(".")
    rest = labels[1:] if labels[0] == own[0] and registered_domain(".".join(labels[1:])) is not None else labels  # an ending of one owner
    return change.origin == "compared literal" and not any(label in rest for label in own[:-1])
