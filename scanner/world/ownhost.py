"""Requests that go to the very host which a setting of the user's project names: a forge is asked about what it keeps."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from scanner.ruleset.suffixes import registered_domain
from scanner.world.address import parts_of_address
from scanner.world.named import LeafDifference
from scanner.world.persona import Persona
from scanner.world.recording import Event, Request

_NAMED_BY_USER = frozenset({"git_remote"})
"""Signals whose value is a host that the user's own project keeps its work on."""
_REQUEST = re.compile(r"request\[(\d+)\]\.|requests\.count\Z")


def told_to_own_host(found: list[LeafDifference], left: Iterable[Event], right: Iterable[Event], persona: Persona) -> list[LeafDifference]:
    """The differences, with requests that only the persona sends, all to its own host or a neighbour under one domain, as open.

    Where any of them goes elsewhere, or the control sends what the persona does not, nothing is taken for open.
    """
    own = {registered_domain(change.value) for change in persona.changes if change.axis in _NAMED_BY_USER}
    if len(own) != len(persona.changes) or None in own:
        return found
    before, after = _hosts(left), _hosts(right)
    more = after - before
    if not more or before - after or any(registered_domain(host) not in own for host in more):
        return found
    shared = sum(before.values())
    return [replace(one, form="open", carrier=None) if one.form == "gate" and _is_of_more(one.leaf.path, shared) else one for one in found]


def _hosts(events: Iterable[Event]) -> Counter[str]:
    return Counter(parts_of_address(one.url).hostname or "" for one in events if isinstance(one, Request))


def _is_of_more(path: str, shared: int) -> bool:
    """Whether a leaf is of a request behind those that both sides send."""
    match = _REQUEST.match(path)
    return match is not None and (match[1] is None or int(match[1]) >= shared)
