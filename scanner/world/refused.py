"""Runs that end because the program tells its user that it can't go on: what it then does not send is decided in front of the user."""

from scanner.world.named import ABSENT, LeafDifference
from scanner.world.recording import Act, Call, Event, Recording, Request

_IS_ERROR = ".arguments[0].isError"
_SUCCESS = frozenset({"", "0", "null", "None", "undefined"})
"""What an exit code says where nothing went wrong."""


def without_refused(found: list[LeafDifference], control: Recording, other: Recording) -> list[LeafDifference]:
    """The differences, without what only the other side does where one side fails, says so to its user and sends nothing at all.

    What both sides do, and what is told on the terminal, stays.
    """
    for side, beside, is_control in ((control, other, True), (other, control, False)):
        failed = tuple(f"{one.leaf.path.removesuffix(_IS_ERROR)}." for one in found if _fails(one, is_control=is_control))
        if _refuses(side, beside, has_answered=bool(failed)):
            return [one for one in found if one.leaf.way_out == "terminal" or not _is_missed(one, failed, is_control=is_control)]
    return found


def _fails(one: LeafDifference, *, is_control: bool) -> bool:
    """Whether a tool of a server tells the model by the text of its answer that it failed, on this side alone."""
    mine, others = (one.control, one.persona) if is_control else (one.persona, one.control)
    return one.leaf.path.endswith(_IS_ERROR) and mine == "true" and others in (ABSENT, "false")


def _is_missed(one: LeafDifference, failed: tuple[str, ...], *, is_control: bool) -> bool:
    return (one.control if is_control else one.persona) == ABSENT or f"{one.leaf.path}.".startswith(failed or ("\0",))


def _refuses(one: Recording, beside: Recording, *, has_answered: bool) -> bool:
    """Whether a run ended in an error that its user reads and the other run does not show, before anything was sent or written.

    has_answered: a model was told of it.
    """
    if one.stopped is not None or any(_leaves(event) for event in one.events):
        return False
    if has_answered:
        return True
    has_failed = bool(set(one.errors) - set(beside.errors)) or any(code not in _SUCCESS for code in _acts(one, "exit"))
    return has_failed and (bool(one.errors) or bool(set(_acts(one, "print")) - set(_acts(beside, "print"))))


def _leaves(event: Event) -> bool:
    if isinstance(event, Call):
        return event.package != "mcp"  # what a server answers
    return isinstance(event, Request) or event.kind in ("file", "frame")


def _acts(recording: Recording, kind: str) -> list[str]:
    return [event.text for event in recording.events if isinstance(event, Act) and event.kind == kind]
