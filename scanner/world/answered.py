"""What a server of the program answers its own clients: it is theirs to see, so that only marks count that they cannot see."""

from scanner.world.named import LeafDifference
from scanner.world.persona import Persona
from scanner.world.recording import Act, Event

TO_CLIENT = "client:"
"""How the names of frames begin that are answers to a client."""
_LANGUAGE_AXES = frozenset({"locale", "os_region", "currency"})
_CLIENT_AXES = frozenset({"client_address", "client_country"})
_UNSEEN = frozenset({"zero_width"})
_MARKS = _UNSEEN | {
    "quote_choice", "dash_choice", "unicode_homoglyph", "whitespace", "punctuation", "word_order", "duplicate", "case", "field_order",
    "body_spelling",
}  # fmt: skip
"""Carriers that serve no client, wherever it is."""
_FORMATS = frozenset({"separator_choice", "time_format"})
"""How dates and numbers are written where a client is."""


def is_answer(event: Event) -> bool:
    """Whether an event is what a client was answered."""
    return isinstance(event, Act) and event.kind == "frame" and event.name.startswith(TO_CLIENT)


def without_open_answers(found: list[LeafDifference], persona: Persona) -> list[LeafDifference]:
    """The differences, without those of answers to clients that are no hidden marks: other languages, formats, contents and offers."""
    axes = {change.axis for change in persona.changes}
    marks = _UNSEEN if axes & _LANGUAGE_AXES else _MARKS if axes & _CLIENT_AXES else _MARKS | _FORMATS

    def is_told(one: LeafDifference) -> bool:
        return (one.leaf.endpoint or "").startswith(TO_CLIENT) and not (one.form == "form" and one.carrier in marks)

    return [one for one in found if not is_told(one)]
