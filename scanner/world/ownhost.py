"""Requests that go to the very host which a setting of the user's project names: a forge is asked about what it keeps."""

import re
from collections import Counter
from collections.abc import Iterable

from scanner.ruleset.suffixes import registered_domain
from scanner.world.address import parts_of_address
from scanner.world.named import LeafDifference, renamed
from scanner.world.persona import Persona
from scanner.world.recording import Event, Request

_NAMED_BY_USER = frozenset({"git_remote"})
"""Signals whose value is a host that the user's own project keeps its work on."""
_REQUEST = re.compile(r"request\[(\d+)\]\.|requests\.count\Z")


def told_to_own_host(
    found: list[LeafDifference], left: Iterable[Event], right: Iterable[Event], persona: Persona, base: Persona
) -> list[LeafDifference]:
    """The differences of requests that go to the persona's own host or a neighbour under one domain, as routing.

    That are requests which only the persona sends, and those of which the control sends one to its own host instead.
    Where any of the persona's goes elsewhere, or the control sends more to others, nothing is taken for routing.
    """
    axes = [change.axis for change in persona.changes if change.axis in _NAMED_BY_USER]
    own, control = ({registered_domain(who.value(axis)) for axis in axes} for who in (persona, base))
    if len(axes) != len(persona.changes) or None in own:
        return found
    hosts = [[parts_of_address(one.url).hostname or "" for one in events if isinstance(one, Request)] for events in (left, right)]
    before, after = (Counter(side) for side in hosts)
    more, fewer = after - before, before - after
    if not more or not {registered_domain(host) for host in more} <= own or not {registered_domain(host) for host in fewer} <= control:
        return found
    shared = {index for index, pair in enumerate(zip(*hosts, strict=False)) if pair[0] not in fewer or pair[1] not in more}
    return renamed(found, "routing", lambda one: one.form in ("gate", "open") and _is_of_own(one.leaf.path, shared))


def _is_of_own(path: str, shared: set[int]) -> bool:
    """Whether a leaf is of a request that both sides do not send alike."""
    match = _REQUEST.match(path)
    return match is not None and (match[1] is None or int(match[1]) not in shared)
