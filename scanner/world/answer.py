"""Answers of the made-up world: templates of the signals filled with a persona's values."""

import re
from dataclasses import dataclass

from scanner.world.persona import Persona
from scanner.world.shapes import shaped

_PLACEHOLDER = re.compile(r"\{\{([a-z_]+)(?:\.([a-z_]+))?\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text of the world and the signals that whoever gets it has read."""

    text: str
    reads: tuple[str, ...]
    """Signal ids, sorted."""


def filled(template: str, persona: Persona, *, owner: str) -> Answer:
    """The template with the persona's values. A template without placeholders reads the signal that owns it."""
    reads = {owner}

    def value(match: re.Match[str]) -> str:
        reads.add(match[1])
        return shaped(persona.value(match[1]), match[2])

    return Answer(text=_PLACEHOLDER.sub(value, template), reads=tuple(sorted(reads)))


def told(template: str, persona: Persona) -> Answer:
    """The template with the persona's values, of which each is read; a template without placeholders reads nothing."""
    answer = filled(template, persona, owner="")
    return Answer(text=answer.text, reads=tuple(one for one in answer.reads if one))
