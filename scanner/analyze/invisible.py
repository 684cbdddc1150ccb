"""Characters that a reader cannot see or tell apart, and the uses of them that are ordinary writing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

CharacterClass = Literal["zero_width", "bidirectional", "tag", "confusable", "variation_selector"]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A run of such characters, of one class. Character offsets."""

    characters: CharacterClass
    start: int
    end: int


ZERO_WIDTH = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\U0001d173-\U0001d17a"
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
TAGS = "\U000e0000-\U000e007f"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

_INVISIBLE = re.compile(f"[{TAGS}{SELECTORS}{BIDIRECTIONAL}{ZERO_WIDTH}]")
"""One set, since a set is found ten times as fast as a choice of sets."""
_RUNS: tuple[tuple[CharacterClass, re.Pattern[str]], ...] = (
    ("tag", re.compile(f"[{TAGS}]+")),
    ("variation_selector", re.compile(f"[{SELECTORS}]+")),
    ("bidirectional", re.compile(f"[{BIDIRECTIONAL}]+")),
    ("zero_width", re.compile(f"[{ZERO_WIDTH}]+")),
)
_WORD_CHARS = 60
_WORD = re.compile(rf"[^\W\d_]{{4,{_WORD_CHARS}}}")
"""Words long enough that a letter of another script in them is no symbol or unit."""
_OTHER_SCRIPT = re.compile(r"[\u0370-\u058f\u13a0-\u13ff\uab70-\uabbf\U0001d400-\U0001d7ff]")
LOOKALIKES = "аеорсухіјѕԁԛԝһӏАВЕКМНОРСТХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιорԍցոսհօքԱ"
"""Cyrillic, Greek and Armenian letters with the shape of a Latin one (Unicode TR 39, confusables)."""
_LOOKALIKE = re.compile(f"[{LOOKALIKES}]")
_LATIN = re.compile("[A-Za-z]")


def suspects_in(text: str) -> Iterator[Suspect]:
    """Runs of invisible characters outside of their ordinary uses, in order, then words of mixed scripts.

    Ordinary are joiners between emoji and in Arabic and Indic words, spaces of zero width in scripts without spaces, direction
    marks beside right-to-left letters and in balanced pairs, selectors after the characters they select, and the mark at the start.
    """
    if text.isascii():
        return
    at = 0
    while (found := _INVISIBLE.search(text, at)) is not None:
        suspect = _run_at(text, found.start())
        at = suspect.end
        if not _is_ordinary(text, suspect):
            yield suspect
    yield from _mixed_words(text)


def made_visible(text: str) -> str:
    """The text with such characters written out; a run of tag characters is decoded to the ASCII that it spells."""
    text = re.sub(f"[{TAGS}]{{2,}}", lambda run: f"⟨tags: {''.join(chr(ord(char) & 0x7F) for char in run.group())}⟩", text)
    text = re.sub(f"[{SELECTORS}]{{4,}}", lambda run: f"⟨selectors: {_selected(run.group())}⟩", text)
    return re.sub(f"[{TAGS}{SELECTORS}{BIDIRECTIONAL}{ZERO_WIDTH}{LOOKALIKES}]", lambda char: f"⟨{code_point(char.group())}⟩", text)


def code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


_NEAR_CHARS = 8
_MARKUP = tuple("*_`~")
"""Beside marks of emphasis a space of zero width ends the word for Markdown."""
_ZERO_WIDTH_RUN = 4
"""This many in a row are no ordinary use in any script."""


def _run_at(text: str, start: int) -> Suspect:
    """The run of one class that begins at a character of such a class."""
    name, found = next((name, found) for name, run in _RUNS if (found := run.match(text, start)) is not None)
    return Suspect(name, start, found.end())


def _is_ordinary(text: str, suspect: Suspect) -> bool:
    start, end = suspect.start, suspect.end
    before, after = text[start - 1 : start], text[end : end + 1]
    match suspect.characters:
        case "tag":
            return before == "\U0001f3f4" and text[end - 1] == "\U000e007f"  # flags of England, Scotland, Wales
        case "variation_selector":
            return end - start == 1 and _takes_selector(before)
        case "bidirectional":
            return _is_right_to_left(text[max(0, start - 40) : end + 40]) or _is_balanced(text, start, end)
        case "confusable":
            return False
        case "zero_width":
            return _is_ordinary_zero_width(text, start, end, before, after)


def _is_ordinary_zero_width(text: str, start: int, end: int, before: str, after: str) -> bool:
    if end - start >= _ZERO_WIDTH_RUN:
        return False
    run = text[start:end]
    if run == "\ufeff":
        return start == 0 or before == "\n"
    if "\u200d" in run and _is_emoji(before) and _is_emoji(after):
        return True
    if set(run) <= {"\u200c", "\u200d", "\u034f"}:
        return _joins(before) or _joins(after)
    if set(run) <= {"\u200b", "\u2060", "\u17b4", "\u17b5", "\u180e"}:
        is_markup = run == "\u200b" and (before in _MARKUP or after in _MARKUP)
        return is_markup or any(map(_has_no_spaces, text[max(0, start - _NEAR_CHARS) : end + _NEAR_CHARS]))
    return set(run) <= {"\u115f", "\u1160", "\u3164", "\uffa0"} and ("\u1100" <= before <= "\u11ff" or "\u3130" <= before <= "\ud7ff")


def _mixed_words(text: str) -> Iterator[Suspect]:
    """Latin words with letters of another script that look Latin."""
    end = 0
    for seam in _LOOKALIKE.finditer(text):
        around = text[max(0, seam.start() - 1) : seam.start() + 2]
        if seam.start() < end or not _LATIN.search(around):
            continue  # in a word that was looked at, or within letters of its own script
        near = _WORD.finditer(text, max(end, seam.start() - _WORD_CHARS), seam.start() + _WORD_CHARS)
        word = next((word for word in near if word.start() <= seam.start() < word.end()), None)
        if word is None:
            continue  # too short to be a word
        end = word.end()
        letters = word.group()
        others = len(_OTHER_SCRIPT.findall(letters))
        if others == len(_LOOKALIKE.findall(letters)) and others * 2 <= len(letters):
            yield Suspect("confusable", word.start(), word.end())


def _takes_selector(char: str) -> bool:
    return _is_emoji(char) or _is_ideograph(char) or char in "#*0123456789" or "\u2000" <= char <= "\u33ff" or "\u1000" <= char <= "\u18ff"


def _is_emoji(char: str) -> bool:
    return (
        char in ("©", "®")
        or "\u2190" <= char <= "\u2bff"
        or "\u3030" <= char <= "\u3299"
        or "\U0001f000" <= char <= "\U0001faff"
        or char in ("\ufe0f", "\u200d", "\u203c", "\u2049", "\u2122", "\u2139")
    )


def _is_ideograph(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def _joins(char: str) -> bool:
    return _JOINING.match(char) is not None


def _has_no_spaces(char: str) -> bool:
    return _SPACELESS.match(char) is not None or _is_ideograph(char)


def _is_right_to_left(text: str) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None


_JOINING = re.compile("[\u0600-\u18af\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]")
"""Scripts in which joiners are part of spelling: Arabic to Mongolian."""
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u18af\uff00-\uffef]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _is_balanced(text: str, start: int, end: int) -> bool:
    """Isolates that open and close on one line, as message formats put around inserted values; no override."""
    line_start = text.rfind("\n", max(0, start - 2000), start) + 1
    line_end = text.find("\n", end, end + 2000)
    line = text[max(line_start, start - 2000) : line_end if line_end >= 0 else end + 2000]
    if re.search("[\u202a-\u202e]", line):
        return False
    if not set(text[start:end]) & set("\u2066\u2067\u2068\u2069"):
        return False
    return sum(map(line.count, "\u2066\u2067\u2068")) == line.count("\u2069")


def _selected(run: str) -> str:
    """Bytes as they are hidden in variation selectors: 1 to 16 stand for 0 to 15, 17 to 256 for the rest."""
    numbers = bytes((ord(char) - 0xFE00 if char <= "\ufe0f" else ord(char) - 0xE0100 + 16) & 0xFF for char in run)
    return numbers.decode("utf-8", "replace")
