"""Text from which a program takes the user's own name, or the machine's, before anybody reads it: that tells less, not more."""

import re

from scanner.world.echo import forms_of
from scanner.world.persona import Persona

_SIGN = re.compile(r"[ -~]{0,40}\Z")
"""What may stand in the place of a name: a few plain letters, or nothing."""


def is_withheld(before: str, after: str, persona: Persona) -> bool:
    """Whether the texts differ only in that the persona's value, wherever it stands in the control's, became one and the same sign."""
    forms = {form for change in persona.changes for form in forms_of(change.axis, change.value)}
    return any(_is_taken_out(before, after, form) for form in forms)


def _is_taken_out(before: str, after: str, form: str) -> bool:
    parts = re.split(re.escape(form), before, flags=re.IGNORECASE)
    count = len(parts) - 1
    if not count or not after.startswith(parts[0]):
        return False
    length, rest = divmod(len(after) - sum(map(len, parts)), count)
    sign = after[len(parts[0]) :][: max(0, length)]
    return not rest and form.lower() not in sign.lower() and _SIGN.match(sign) is not None and sign.join(parts) == after
