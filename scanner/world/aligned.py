"""The events of two records side by side: what only one of them has must not shift all that follows."""

from difflib import SequenceMatcher

from scanner.world.address import parts_of_address
from scanner.world.leaf import key_of
from scanner.world.named import ROUTING_AXES
from scanner.world.persona import Persona
from scanner.world.recording import Act, Event, Request


def aligned(left: list[Event], right: list[Event]) -> tuple[list[Event], list[Event], bool]:
    """Both with what only one side sends or runs behind all that both do; True where both send the same requests in another order."""
    return _requests_aligned(*_commands_aligned(left, right))


def without_tunnels(events: list[Event], who: Persona) -> list[Event]:
    """The events without requests that only open a way to a server through the proxy, both of which the user configured."""
    own = {who.value(axis) for axis in ROUTING_AXES}
    return [one for one in events if not (isinstance(one, Request) and one.method == "CONNECT" and _leads_to(one, own))]


def _leads_to(request: Request, own: set[str]) -> bool:
    parts = parts_of_address(request.url)
    return parts.hostname in own or parts.path.strip("/").rpartition(":")[0] in own


def _requests_aligned(left: list[Event], right: list[Event]) -> tuple[list[Event], list[Event], bool]:
    """The events with requests that only one side has moved behind those that both have; True where both have the same in another order."""
    left_requests = [event for event in left if isinstance(event, Request)]
    right_requests = [event for event in right if isinstance(event, Request)]
    left_keys, right_keys = [key_of(one) for one in left_requests], [key_of(one) for one in right_requests]
    if left_keys != right_keys and sorted(left_keys) == sorted(right_keys):
        return _by_key(left), _by_key(right), True
    if len(left_requests) == len(right_requests):
        return left, right, False
    matcher = SequenceMatcher(None, left_keys, right_keys, autojunk=False)
    pairs = [(block.a + i, block.b + i) for block in matcher.get_matching_blocks() for i in range(block.size)]
    both_left, both_right = {a for a, _ in pairs}, {b for _, b in pairs}

    def ordered(events: list[Event], requests: list[Request], both: set[int]) -> list[Event]:
        rest = [event for event in events if not isinstance(event, Request)]
        return [*(requests[i] for i in sorted(both)), *(one for i, one in enumerate(requests) if i not in both), *rest]

    return ordered(left, left_requests, both_left), ordered(right, right_requests, both_right), False


def _commands_aligned(left: list[Event], right: list[Event]) -> tuple[list[Event], list[Event]]:
    """The events with commands that only one side runs moved behind all others: one that is left out must not shift the rest."""
    sides = [[event for event in events if isinstance(event, Act) and event.kind == "command"] for events in (left, right)]
    if len(sides[0]) == len(sides[1]):
        return left, right
    texts = [[(one.name, one.text) for one in side] for side in sides]
    blocks = SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_matching_blocks()
    both = [{id(side[start + i]) for start, size in spans for i in range(size)} for side, spans in zip(
        sides, ([(one.a, one.size) for one in blocks], [(one.b, one.size) for one in blocks]), strict=True
    )]  # fmt: skip

    def ordered(events: list[Event], side: list[Act], kept: set[int]) -> list[Event]:
        single = [one for one in side if id(one) not in kept]
        return [*(event for event in events if not any(event is one for one in single)), *single]

    return ordered(left, sides[0], both[0]), ordered(right, sides[1], both[1])


def _by_key(events: list[Event]) -> list[Event]:
    return [
        *sorted((one for one in events if isinstance(one, Request)), key=key_of),
        *(one for one in events if not isinstance(one, Request)),
    ]
