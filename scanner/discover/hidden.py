"""Characters in a text that a reader cannot see or tell apart.

Characters where they belong are no finding: joiners in emoji and in scripts that join letters, direction marks beside right-to-left
letters, variation selectors after emoji and ideographs, flags of regions, a byte order mark at the start.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["zero_width", "bidirectional", "tag", "confusable", "variation_selector", "html_comment", "control", "concealed"]

_ZERO_WIDTH = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2028\u2029\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
    "\U0001d173\U0001d174\U0001d175\U0001d176\U0001d177\U0001d178\U0001d179\U0001d17a"
)
_BIDIRECTIONAL = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OVERRIDES = frozenset("\u202d\u202e")
"""Show letters in the order of the other direction, whatever they are: no text needs it."""
_OPENS, _CLOSES = frozenset("\u2066\u2067\u2068\u202a\u202b"), frozenset("\u2069\u202c")
_REGION = re.compile("[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,3}\U000e007f")
"""The tags of a region's flag: a country, a part of it, the end."""
_CONTROL = re.compile("(?:[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]|\r(?!\n))+")
_RUN = re.compile(
    "(?P<tag>[\U000e0000-\U000e007f]+)|(?P<selector>[\ufe00-\ufe0f\U000e0100-\U000e01ef]+)"
    f"|(?P<bidi>[{''.join(sorted(_BIDIRECTIONAL))}]+)|(?P<zero>[{''.join(sorted(_ZERO_WIDTH))}]+)"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_LOOKALIKES = frozenset("ӏӀᎪᎡᎢᎥᎩᎫᎬᎳᎷᎻᎽᏀᏃᏎᏏᏒᏔᏙᏚᏞᏟᏢᏦᏴօոսցհյԼՕՍасеорхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοορ")
"""Cyrillic, Cherokee, Armenian and Greek letters that most fonts draw as Latin ones."""


_STYLED = frozenset(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *range(0x1D400, 0x1D6A4))))
"""Latin letters of full width, and those that mathematics sets in other faces."""
_WITHOUT_STYLED = dict.fromkeys(map(ord, _STYLED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """One run of such characters, or one text that is kept from view."""

    kind: Kind
    start: int
    """In characters."""
    end: int
    code_points: tuple[str, ...]
    """`U+200B`-style, in order of first appearance."""
    visible: str
    """The run made visible: tag characters and selectors that carry letters are decoded."""


def hidden_characters(text: str) -> Iterator[Hidden]:
    """Runs of characters that are not seen, and words with letters that are not what they look like."""
    yield from _controls(text)
    if not text.isascii():
        yield from _characters(text)
        yield from _confusables(text)


def _controls(text: str) -> Iterator[Hidden]:
    """Characters that move the cursor or hide text on a terminal. A lone carriage return is one where lines end otherwise."""
    for run in _CONTROL.finditer(text):
        if run.group() == "\r" and "\n" not in text:
            continue  # lines of an old Mac
        yield _hidden("control", run, None)


@dataclass(slots=True)
class _Line:
    """What surrounds a run decides whether it belongs there; looked at once for all runs of a line."""

    text: str
    _has_right_to_left: bool | None = None
    _is_balanced: bool | None = None
    _has_accents: bool | None = None

    def directs(self) -> bool:
        """True: letters from right to left need marks of direction, and those that open and close are balanced."""
        if self._has_right_to_left is None:
            self._has_right_to_left = any(map(_is_right_to_left, self.text))
        if self._is_balanced is None:
            self._is_balanced = sum(map(self.text.count, _OPENS)) == sum(map(self.text.count, _CLOSES))
        return self._has_right_to_left and self._is_balanced

    def has_accents(self) -> bool:
        """True: a language other than English, which hyphenates its words."""
        if self._has_accents is None:
            self._has_accents = any(one.isalpha() and not one.isascii() for one in self.text)
        return self._has_accents


def _lines(text: str) -> Iterator[tuple[int, _Line]]:
    """(where it begins, the line), those of ASCII left out."""
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            yield start, _Line(line)
        start += len(line) + 1


def _characters(text: str) -> Iterator[Hidden]:
    for start, line in _lines(text):
        for run in _RUN.finditer(text, start, start + len(line.text)):
            kind = str(run.lastgroup)
            before = text[run.start() - 1] if run.start() else ""
            after = text[run.end()] if run.end() < len(text) else ""
            match kind:
                case "tag":
                    if before != "\U0001f3f4" or not _REGION.fullmatch(run.group()):
                        yield _hidden("tag", run, _tags(run.group()))
                case "selector":
                    if len(run.group()) > 1 or not _takes_selector(before, run.group()):
                        yield _hidden("variation_selector", run, _selectors(run.group()))
                case "bidi":
                    if set(run.group()) & _OVERRIDES or not line.directs():
                        yield _hidden("bidirectional", run, None)
                case _:
                    if not _belongs(line, run, before, after):
                        yield _hidden("zero_width", run, None)


def _hidden(kind: Kind, run: re.Match[str], meaning: str | None) -> Hidden:
    points = tuple(dict.fromkeys(f"U+{ord(one):04X}" for one in run.group()))
    names = "".join(f"⟨U+{ord(one):04X}⟩" for one in run.group()[:40])
    return Hidden(kind=kind, start=run.start(), end=run.end(), code_points=points, visible=meaning or names)


def _tags(run: str) -> str:
    return "".join(chr(ord(one) - 0xE0000) for one in run if 0xE0020 <= ord(one) <= 0xE007E)


def _selectors(run: str) -> str | None:
    """The bytes that a run of selectors carries, where they are text: the first 16 stand for 0 to 15, the others for 16 to 255."""
    content = bytes(ord(one) - 0xFE00 if ord(one) < 0xE0100 else ord(one) - 0xE0100 + 16 for one in run)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if len(text) > 1 and text.isprintable() else None


def _takes_selector(before: str, selector: str) -> bool:
    if not before:
        return False
    if ord(selector) >= 0xE0100 or selector <= "\ufe0d":
        return unicodedata.category(before) == "Lo" or unicodedata.category(before) in ("Sm", "So")
    return (
        unicodedata.category(before) in ("So", "Sm", "Sk", "Po", "Pd", "Sc")
        or before in "0123456789#*"
        or ord(before) >= 0x1F000
        or "\u2000" <= before <= "\u33ff"
        or before == "\u200d"
        or unicodedata.category(before) == "Lo"
    )


def _is_right_to_left(one: str) -> bool:
    """True for letters and digits; the marks of direction themselves say nothing of the text."""
    return bool(one) and unicodedata.bidirectional(one) in ("R", "AL", "AN") and unicodedata.category(one) != "Cf"


def _belongs(line: _Line, run: re.Match[str], before: str, after: str) -> bool:
    one = run.group()
    if one == "\ufeff":
        return run.start() == 0
    if len(one) > 1 or not before:
        return False
    match one:
        case "\u200d":
            return (_is_pictograph(before) and _is_pictograph(after)) or (_joins(before) and (_joins(after) or not after.strip()))
        case "\u200c":
            return _joins(before) and _joins(after)
        case "\u200b":
            return _breaks_without_space(before) or _breaks_without_space(after)
        case "\u00ad":
            return before.isalpha() and after.isalpha() and line.has_accents()
        case "\u2800":
            return _script(before) == "BRAILLE" or _script(after) == "BRAILLE"
        case "\u061c":
            return _is_right_to_left(before) or _is_right_to_left(after)
        case "\u115f" | "\u1160" | "\u17b4" | "\u17b5" | "\u180e":
            return _script(before) in ("HANGUL", "KHMER", "MONGOLIAN")
        case _:
            return False


def _is_pictograph(one: str) -> bool:
    return bool(one) and (unicodedata.category(one) in ("So", "Sk") or one in "\ufe0f♂♀⚕⚖✈❤" or 0x1F3FB <= ord(one) <= 0x1F3FF)


@cache
def _script(one: str) -> str:
    return unicodedata.name(one, "").split(" ")[0] if one else ""


def _joins(one: str) -> bool:
    return _script(one) in (
        "ARABIC",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "ORIYA",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "MYANMAR",
        "KHMER",
        "MONGOLIAN",
        "SYRIAC",
        "NKO",
        "TIBETAN",
    )


def _breaks_without_space(one: str) -> bool:
    return _script(one) in ("THAI", "KHMER", "LAO", "MYANMAR", "TIBETAN", "HIRAGANA", "KATAKANA", "CJK", "JAVANESE")


def _confusables(text: str) -> Iterator[Hidden]:
    """Words of Latin letters in which letters of another script stand that look like Latin ones, or which another face disguises."""
    for start, line in _lines(text):
        is_wide = any(map(_is_wide, line.text.translate(_WITHOUT_STYLED)))
        for word in _WORD.finditer(text, start, start + len(line.text)):
            letters = word.group()
            if letters.isascii():
                continue  # as most words
            if all(one in _STYLED for one in letters):
                if not is_wide:
                    yield _styled(word)
                continue
            odd = [one for one in letters if one in _LOOKALIKES]
            if odd and len(odd) < len(letters) and all(one.isascii() or one in _LOOKALIKES for one in letters):
                marked = "".join(f"{one}⟨U+{ord(one):04X}⟩" if one in _LOOKALIKES else one for one in letters[:200])
                points = tuple(dict.fromkeys(f"U+{ord(one):04X}" for one in odd))
                yield Hidden(kind="confusable", start=word.start(), end=word.end(), code_points=points, visible=marked)


def _styled(word: re.Match[str]) -> Hidden:
    """A word of letters that only look Latin in another width or face: searches for the word do not find it, and a model reads it."""
    points = tuple(dict.fromkeys(f"U+{ord(one):04X}" for one in word.group()))
    return Hidden(
        kind="confusable", start=word.start(), end=word.end(), code_points=points, visible=unicodedata.normalize("NFKC", word.group())
    )


def _is_wide(one: str) -> bool:
    """True for ideographs, kana and Hangul, beside which letters of full width are usual."""
    return unicodedata.east_asian_width(one) == "W"
