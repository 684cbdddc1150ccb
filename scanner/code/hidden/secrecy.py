"""Instructions that a model is given behind its user's back: something that it knows of them is to be passed on, and nobody told.

Each of three things must stand near the others: that it be kept from the user, what it is about, and that it be passed on. One alone
is ordinary: prompts ask a model not to mention a reminder, and tools ask for a path. Does not see what is said in languages other than
English.
"""

import re
from collections.abc import Iterator

from scanner.code.hidden.run import Hidden
from scanner.ruleset.instructions import Instructions

NEAR_CHARS = 420
"""How far from the words of secrecy the rest may stand: a long description of a tool."""


def secret_instructions(text: str, instructions: Instructions) -> Iterator[Hidden]:
    """Each of them in order, as the stretch of text that all three things stand in; of those that overlap the first."""
    end = 0
    for told in instructions.kept_from_user.finditer(text.encode("utf-8", "replace").decode()):  # no half of a pair of surrogates
        low, high = max(end, told.start() - NEAR_CHARS), told.end() + NEAR_CHARS
        about = _nearest(instructions.facts_of_user, text, told, low, high)
        passed = _nearest(instructions.passing_on, text, told, low, high)
        if told.start() < end or about is None or passed is None:
            continue
        start, end = min(told.start(), about.start(), passed.start()), max(told.end(), about.end(), passed.end())
        yield Hidden(kind="secrecy", start=start, end=end, code_points=(), visible=text[start:end])


def _nearest(pattern: re.Pattern[str], text: str, told: re.Match[str], low: int, high: int) -> re.Match[str] | None:
    found = [match for match in pattern.finditer(text, low, high) if match.end() <= told.start() or match.start() >= told.end()]
    return min(found, key=lambda match: min(abs(match.start() - told.end()), abs(told.start() - match.end())), default=None)
