"""Ways in which programs turn a value before they compare it, so that the names which they look for do not stand in the artifact."""

import base64
import binascii
import codecs
from collections.abc import Callable

Turn = Callable[[str], str]

TURNS: tuple[tuple[Turn, Turn], ...] = (
    (lambda text: text[::-1], lambda text: text[::-1]),
    (lambda text: codecs.encode(text, "rot13"), lambda text: codecs.encode(text, "rot13")),
    (lambda text: base64.b64encode(text.encode()).decode(), lambda text: base64.b64decode(text, validate=True).decode()),
    (
        lambda text: base64.b64encode(text.encode()).decode().rstrip("="),
        lambda text: base64.b64decode(text + "=" * (-len(text) % 4)).decode(),
    ),
    (lambda text: text.encode().hex(), lambda text: bytes.fromhex(text).decode()),
)
"""(turned, turned back)."""


def turned_forms(value: str) -> tuple[str, ...]:
    """The texts that a value may be turned into."""
    return tuple(turn(value) for turn, _ in TURNS)


def turned_back(text: str, value: str, control: str) -> str | None:
    """What the text means where the control's value was turned into `value`; None: no known way turns it so."""
    for turn, back in TURNS:
        if turn(control).lower() == value.lower():
            try:
                return back(text)
            except (ValueError, binascii.Error):
                return None
    return None
