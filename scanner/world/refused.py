"""Runs that end because the program tells its user that it can't go on: what it then does not send is decided in front of the user."""

from scanner.world.named import ABSENT, LeafDifference
from scanner.world.recording import Act, Call, Event, Recording, Request

_SUCCESS = frozenset({"", "0", "null", "None", "undefined"})
"""What an exit code says where nothing went wrong."""


def without_refused(found: list[LeafDifference], control: Recording, other: Recording) -> list[LeafDifference]:
    """The differences, without what only the other side does where one side fails, says so to its user and sends nothing at all.

    What both sides do, and what is told on the terminal, stays.
    """
    if _refuses(control, other):
        return [one for one in found if one.control != ABSENT or one.leaf.way_out == "terminal"]
    if _refuses(other, control):
        return [one for one in found if one.persona != ABSENT or one.leaf.way_out == "terminal"]
    return found


def _refuses(one: Recording, beside: Recording) -> bool:
    """Whether a run ended in an error that its user reads and the other run does not show, before anything was sent or written."""
    if one.stopped is not None or any(_leaves(event) for event in one.events):
        return False
    has_failed = bool(set(one.errors) - set(beside.errors)) or any(code not in _SUCCESS for code in _acts(one, "exit"))
    return has_failed and (bool(one.errors) or bool(set(_acts(one, "print")) - set(_acts(beside, "print"))))


def _leaves(event: Event) -> bool:
    return isinstance(event, Request | Call) or event.kind in ("file", "frame")


def _acts(recording: Recording, kind: str) -> list[str]:
    return [event.text for event in recording.events if isinstance(event, Act) and event.kind == kind]
