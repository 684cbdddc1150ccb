"""What goes to the very host that a setting of the user names: a forge is asked about what it keeps, a busy gateway is left in peace."""

import re
from collections import Counter
from collections.abc import Iterable

from scanner.ruleset.suffixes import registered_domain
from scanner.world.address import parts_of_address
from scanner.world.named import ROUTING_AXES, LeafDifference, renamed
from scanner.world.persona import Persona
from scanner.world.recording import Act, Event, Request

_NAMED_BY_USER = frozenset({"git_remote"})
"""Signals whose value is a host that the user's own project keeps its work on."""
_WAIT = re.compile(r"delay\[(\d+)\]\Z")
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


def paced_for_own_host(
    found: list[LeafDifference], left: Iterable[Event], right: Iterable[Event], persona: Persona, base: Persona
) -> list[LeafDifference]:
    """The pauses before the persona's own gateway is asked the same again, as routing: how long one waits is a matter of who was busy.

    A pause before anything else, and one of nearly the same length, which may spell something, stay what they are.
    """
    axes = [change.axis for change in persona.changes if change.axis in ROUTING_AXES]
    if not axes or len(axes) != len(persona.changes):
        return found
    sides = ((left, base), (right, persona))
    both = set[int].intersection(*(_waits_to_repeat(events, {who.value(axis) for axis in axes}) for events, who in sides))

    def applies(one: LeafDifference) -> bool:
        match = _WAIT.match(one.leaf.path)
        return match is not None and one.carrier == "delay" and not one.is_one_sided and int(match[1]) in both

    return renamed(found, "routing", applies)


def _waits_to_repeat(events: Iterable[Event], hosts: set[str]) -> set[int]:
    """Numbers of the pauses that lie between a request to one of the hosts and the same request."""
    before: Request | None = None
    waits: list[int] = []
    number, found = 0, set[int]()
    for event in events:
        if isinstance(event, Request):
            found |= {*waits} if event == before and parts_of_address(event.url).hostname in hosts else set()
            before, waits = event, []
        elif isinstance(event, Act) and event.kind == "delay":
            waits.append(number)
            number += 1
    return found
