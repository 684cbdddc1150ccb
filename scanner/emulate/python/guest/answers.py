"""What the made-up user answers when a program asks: the prompt for free text, the first choice, yes."""

from collections import Counter
from typing import Any

from .channel import FACTS

_MOST = 12
_SAME_MOST = 3
"""Answers to one free question that is asked again: as many lines as the user types, so that two ways of asking hear the same."""
_asked: Counter[str] = Counter()


class NobodyAnswers(EOFError):
    """The user was asked too often."""


def answer(question: Any = "", *, choices: Any = None, kind: str = "text", default: Any = None) -> Any:
    """The answer to one question. Raises NobodyAnswers."""
    is_free = kind == "text" and not choices
    _asked[str(question) if is_free else ""] += 1
    if _asked.total() > _MOST or (is_free and _asked[str(question)] > _SAME_MOST):
        raise NobodyAnswers("EOF when reading a line")
    if kind == "confirm":
        return True
    listed = list(choices.items()) if isinstance(choices, dict) else list(choices or ())
    if listed:
        first = value_of(listed[0])
        return [first] if kind == "checkbox" else first
    if kind == "number":
        return 3 if default is None else default
    if kind == "password":
        return "key-for-the-made-up-world"
    return str(FACTS.get("prompt", ""))


def value_of(choice: Any) -> Any:
    """The value of a choice in any of the forms that packages take."""
    if isinstance(choice, dict):
        return choice.get("value", choice.get("name"))
    if isinstance(choice, tuple | list) and len(choice) == 2:
        return choice[0]
    return getattr(choice, "value", choice) if not hasattr(choice, "_member_map_") else choice
