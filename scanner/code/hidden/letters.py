"""Words of letters that look like Latin ones and are not."""

import re
import unicodedata
from collections.abc import Iterator

from scanner.code.hidden.run import Hidden, code_point, code_points
from scanner.code.hidden.sets import LOOKALIKES, STYLED
from scanner.code.hidden.writing import Writing

_WORD_CHARS = 60
_WORD = re.compile(rf"[^\W\d_]{{3,{_WORD_CHARS}}}")
_ODD = re.compile(f"[{LOOKALIKES}{STYLED}]")
_LOOKALIKE = re.compile(f"[{LOOKALIKES}]")
_STYLED_ONLY = re.compile(f"[{STYLED}]+")
_GREEK = re.compile("[\u0370-\u03ff]")
_SYMBOL_CHARS = 3
"""Greek letters in words no longer than this are symbols of quantities, with units beside them."""


def disguised_words(text: str, writing: Writing) -> Iterator[Hidden]:
    """Words of Latin letters among which some of another script stand that look Latin, or that another face disguises.

    Words mostly of the other script are not meant to pass for Latin ones, and full width is usual beside ideographs.
    """
    end = 0
    for seam in _ODD.finditer(text):
        at = seam.start()
        if at < end or not _is_seam(text, at):
            continue  # in a word that was looked at, or within letters of its own script
        near = _WORD.finditer(text, max(end, at - _WORD_CHARS), at + _WORD_CHARS)
        word = next((word for word in near if word.start() <= at < word.end()), None)
        if word is None:
            continue  # too short to be a word
        end = word.end()
        if (visible := _disguise(word.group())) is None or (_STYLED_ONLY.search(word.group()) and writing.is_wide(at)):
            continue  # letters of another word, or as usual in text of that width
        odd = "".join(_ODD.findall(word.group()))
        yield Hidden(kind="confusable", start=word.start(), end=end, code_points=code_points(odd), visible=visible)


def _is_seam(text: str, at: int) -> bool:
    """A letter with a Latin one beside it, or one that is a Latin letter in another face."""
    around = text[max(0, at - 1) : at + 2]
    return any(one.isascii() and one.isalpha() for one in around) or _STYLED_ONLY.match(around[-1]) is not None


def _disguise(letters: str) -> str | None:
    """The word with what its letters are; None: it does not pass for a Latin word."""
    if _STYLED_ONLY.fullmatch(letters):
        return unicodedata.normalize("NFKC", letters)
    odd = _ODD.findall(letters)
    if any(not one.isascii() for one in _ODD.sub("", letters)) or len(odd) * 2 > len(letters):
        return None
    if len(letters) <= _SYMBOL_CHARS and any(map(_GREEK.match, odd)):
        return None
    return "".join(f"{one}⟨{code_point(one)}⟩" if one in odd else one for one in letters)
