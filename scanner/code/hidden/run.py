"""One run of characters that a reader does not see or cannot tell apart, or one text that is kept from view."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["zero_width", "bidirectional", "tag", "confusable", "variation_selector", "html_comment", "control", "concealed", "secrecy"]
"""The names that the report publishes (`HiddenText.characters`)."""
_SHOWN_CHARS = 40
"""Characters of a run that are written out by their code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """One such run or text. What surrounds it was looked at: it is not there as ordinary writing."""

    kind: Kind
    start: int
    """In characters."""
    end: int
    code_points: tuple[str, ...]
    """`U+200B`-style, in order of first appearance; empty for text that is kept from view by other means."""
    visible: str
    """The run made visible: tag characters and selectors that carry letters are decoded."""


def code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def code_points(chars: str) -> tuple[str, ...]:
    """Each of them once, in order of first appearance."""
    return tuple(code_point(char) for char in dict.fromkeys(chars))


def written_out(run: str) -> str:
    """The code points of a run, those of a long one cut."""
    return "".join(f"⟨{code_point(char)}⟩" for char in run[:_SHOWN_CHARS])
