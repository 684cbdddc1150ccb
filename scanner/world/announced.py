"""What a program tells its user of a choice that it made: who is told the reason and the choice is not watched in secret."""

import re
from collections.abc import Mapping

from scanner.world.echo import says_openly
from scanner.world.leaf import Leaf
from scanner.world.persona import Persona

_WORDS = re.compile(r"\w[\w'’-]*")
_WORD_LETTERS = 3
"""A choice of which no word is longer than this can stand in a line by chance."""


def announced_words(control: Mapping[str, Leaf], other: Mapping[str, Leaf], persona: Persona, base: Persona) -> frozenset[str]:
    """The words of what only the persona is shown on the terminal and that states the value by which it differs.

    control, other: all leaves of the two runs, by path.
    """
    shown = [[leaf.value for path, leaf in leaves.items() if path.startswith("print[")] for leaves in (control, other)]
    before = "\n".join(shown[0])
    stating = [text for text in shown[1] if text not in before and says_openly(before, text, persona, base, frozenset())]
    return frozenset(word for text in stating for word in _WORDS.findall(text))


def is_announced(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether every word in which a place differs is one that the user was shown. Marks and order have no words, and stay hidden."""
    chosen = set(_WORDS.findall(after)) - set(_WORDS.findall(before))
    return bool(words) and chosen <= words and any(len(word) >= _WORD_LETTERS for word in chosen)
