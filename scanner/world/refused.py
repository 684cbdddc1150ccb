"""Runs that end because the program tells its user that it can't go on: what it then does not send is decided in front of the user."""

import re

from scanner.world.answered import is_answer
from scanner.world.echo import forms_of
from scanner.world.named import ABSENT, ROUTING_AXES, LeafDifference
from scanner.world.persona import Persona
from scanner.world.recording import Act, Call, Event, Recording, Request

_IS_ERROR = ".arguments[0].isError"
_OF_CLIENT = frozenset({"client_address", "client_country"})
"""What servers are told of whom they serve."""
_SETTINGS = ROUTING_AXES | {"environment", "git_remote", "installed_software", "os_version", "workspace"}
"""Of these the user knows what he set, or what his machine has."""
_PLACE = re.compile(
    r"\b(?:regions?|countr(?:y|ies)|locations?|locales?|languages?|time ?zones?|territor(?:y|ies)|jurisdictions?|where you)\b",
    re.IGNORECASE,
)
_SUCCESS = frozenset({"", "0", "null", "None", "undefined"})
"""What an exit code says where nothing went wrong."""


def without_refused(
    found: list[LeafDifference], control: Recording, other: Recording, persona: Persona, base: Persona
) -> list[LeafDifference]:
    """The differences, without what only the other side does where one side fails, says so to its user and sends nothing at all.

    Who is left out for what the machine tells of him, and not for a setting, must be told that reason. What both sides do, and what is
    told on the terminal, stays.
    """
    for side, beside, who, is_control in ((control, other, base, True), (other, control, persona, False)):
        failed = tuple(f"{one.leaf.path.removesuffix(_IS_ERROR)}." for one in found if _fails(one, is_control=is_control))
        said = _said(side, beside, found, failed, is_control=is_control)
        if _refuses(side, beside, has_answered=bool(failed)) and _is_reason(said, persona, who):
            return [one for one in found if one.leaf.way_out == "terminal" or not _is_missed(one, failed, is_control=is_control)]
    return found


def without_unserved(found: list[LeafDifference], control: Recording, other: Recording, persona: Persona) -> list[LeafDifference]:
    """The differences between two clients of a server, without the requests that it sends only for the one where it turns the other down.

    Who asks is told so by the status. What it sends for both stays.
    """
    if any(change.axis not in _OF_CLIENT for change in persona.changes):
        return found
    turned_down = (set(control.refusals) - set(other.refusals), set(other.refusals) - set(control.refusals))

    def is_unserved(one: LeafDifference) -> bool:
        if one.leaf.path == "requests.count":
            return any(turned_down)
        missing = turned_down[0] if one.control == ABSENT else turned_down[1] if one.persona == ABSENT else ()
        return one.leaf.path.startswith("request[") and bool(missing)

    return [one for one in found if not is_unserved(one)]


def _fails(one: LeafDifference, *, is_control: bool) -> bool:
    """Whether a tool of a server tells the model by the text of its answer that it failed, on this side alone."""
    mine, others = (one.control, one.persona) if is_control else (one.persona, one.control)
    return one.leaf.path.endswith(_IS_ERROR) and mine == "true" and others in (ABSENT, "false")


def _is_missed(one: LeafDifference, failed: tuple[str, ...], *, is_control: bool) -> bool:
    return (one.control if is_control else one.persona) == ABSENT or f"{one.leaf.path}.".startswith(failed)


def _said(side: Recording, beside: Recording, found: list[LeafDifference], failed: tuple[str, ...], *, is_control: bool) -> str:
    """What only this side is told: by errors, on the terminal, in answers of a server."""
    shown = [text for text in _acts(side, "print") if text not in _acts(beside, "print")]
    answers = [one.control if is_control else one.persona for one in found if one.leaf.path.startswith(failed)]
    return "\n".join([*(text for text in side.errors if text not in beside.errors), *shown, *answers])


def _is_reason(said: str, persona: Persona, who: Persona) -> bool:
    """Whether a text says why: it states the value, or for a place that it is one."""
    axes = [change.axis for change in persona.changes if change.axis not in _SETTINGS]
    return bool(said) and all(_PLACE.search(said) or any(text in said for text in forms_of(axis, who.value(axis))) for axis in axes)


def _refuses(one: Recording, beside: Recording, *, has_answered: bool) -> bool:
    """Whether a run ended in an error that the other run does not show, before anything was sent or written.

    has_answered: a model was told of it.
    """
    if one.stopped is not None or any(_leaves(event) for event in one.events):
        return False
    if has_answered:
        return True
    return bool(set(one.errors) - set(beside.errors)) or any(code not in _SUCCESS for code in _acts(one, "exit"))


def _leaves(event: Event) -> bool:
    if isinstance(event, Call):
        return event.package != "mcp"  # what a server answers
    return isinstance(event, Request) or (event.kind in ("file", "frame") and not is_answer(event))


def _acts(recording: Recording, kind: str) -> list[str]:
    return [event.text for event in recording.events if isinstance(event, Act) and event.kind == kind]
