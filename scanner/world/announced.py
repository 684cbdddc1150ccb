"""What a program tells its user of a choice that it made: who is told the reason and the choice is not watched in secret."""

import re
from collections.abc import Mapping, Sequence

from scanner.world.address import parts_of_address
from scanner.world.echo import forms_of, is_labelled, says_openly
from scanner.world.leaf import Leaf
from scanner.world.named import ABSENT, LeafDifference, renamed
from scanner.world.persona import Persona
from scanner.world.recording import Request

_WORDS = re.compile(r"\w[\w'’-]*")
_HOST_LETTERS = 4
"""Of a word by which a host is known."""
_WORD_LETTERS = 3
"""A choice of which no word is longer than this can stand in a line by chance."""


def announced_words(control: Mapping[str, Leaf], other: Mapping[str, Leaf], persona: Persona, base: Persona) -> frozenset[str]:
    """The words of what only the persona is shown on the terminal and that states the value by which it differs.

    control, other: all leaves of the two runs, by path.
    """
    shown = [[leaf.value for path, leaf in leaves.items() if path.startswith("print[")] for leaves in (control, other)]
    before = "\n".join(shown[0])
    stating = [text for text in shown[1] if text not in before and _states(before, text, persona, base)]
    return frozenset(word for text in stating for word in _WORDS.findall(text))


def _states(before: str, text: str, persona: Persona, base: Persona) -> bool:
    """Whether a line says the value: as nothing else does, or as a code (`CN`) in a sentence about what it is a code of."""
    if says_openly(before, text, persona, base, frozenset()):
        return True
    forms = [form for change in persona.changes for form in forms_of(change.axis, change.value)]
    is_said = any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms)
    return is_said and is_labelled("print", "", text, persona)


def with_announced_requests(found: list[LeafDifference], asked: Sequence[Request], words: frozenset[str]) -> list[LeafDifference]:
    """The differences, open what comes of further requests to hosts that the user was shown by name together with the reason.

    asked: the persona's requests beyond those that the control has. Only plain questions: what carries content says more.
    """
    shown = {word.lower() for word in words if len(word) >= _HOST_LETTERS}

    def is_shown(one: Request) -> bool:
        parts = parts_of_address(one.url)
        is_plain = one.method in ("GET", "HEAD") and one.body is None and not parts.query
        return is_plain and not shown.isdisjoint(re.split(r"[.-]", parts.hostname or ""))

    if not asked or not all(map(is_shown, asked)):
        return found
    return renamed(found, "open", lambda one: one.carrier == "request" or (one.control == ABSENT and one.leaf.path.startswith("request[")))


def is_announced(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether every word in which a place differs is one that the user was shown. Marks and order have no words, and stay hidden."""
    chosen = set(_WORDS.findall(after)) - set(_WORDS.findall(before))
    return bool(words) and chosen <= words and any(len(word) >= _WORD_LETTERS for word in chosen)
