"""Characters in a text that a reader cannot see or tell apart, and comments that a rendered page does not show.

Characters where they belong are no finding: joiners in emoji and in scripts that join letters, direction marks beside right-to-left
letters, variation selectors after emoji and ideographs, flags of regions, a byte order mark at the start.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["zero_width", "bidirectional", "tag", "confusable", "variation_selector", "html_comment"]

_ZERO_WIDTH = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
_BIDIRECTIONAL = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OVERRIDES = frozenset("\u202d\u202e\u2066\u2067\u2068\u202a\u202b")
"""Change the order in which letters that follow are shown."""
_RUN = re.compile(
    "(?P<tag>[\U000e0000-\U000e007f]+)|(?P<selector>[\ufe00-\ufe0f\U000e0100-\U000e01ef]+)"
    f"|(?P<bidi>[{''.join(sorted(_BIDIRECTIONAL))}]+)|(?P<zero>[{''.join(sorted(_ZERO_WIDTH))}]+)"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMENT = re.compile(r"<!--(?P<text>.*?)(?:-->|\Z)", re.DOTALL)
_NOTE = re.compile(r"^\[(?://|comment|\^)[^\]\n]*\]:\s*#?\s*[\"'(<](?P<text>[^\n]*)[\"')>]\s*$", re.MULTILINE | re.IGNORECASE)
_UNSEEN = re.compile(
    r"<\w+[^>]{0,300}?\bstyle\s*=\s*[\"'][^\"'>]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0)"
    r"[^>]{0,300}>(?P<text>[^<]{1,4000})<",
    re.IGNORECASE,
)
"""Bounded everywhere: a page of openings that never close costs no more than reading it."""
_LOOKALIKES = frozenset("асеорхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοορ")
"""Cyrillic and Greek letters that most fonts draw as Latin ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """One run of such characters, or one comment."""

    kind: Kind
    start: int
    """In characters."""
    end: int
    code_points: tuple[str, ...]
    """`U+200B`-style, in order of first appearance."""
    visible: str
    """The run made visible: tag characters and selectors that carry letters are decoded."""


def hidden_in(text: str, instructions: re.Pattern[str]) -> tuple[Hidden, ...]:
    """Everything hidden in a text, in its order. Comments only where `instructions` matches: authors leave notes in comments."""
    found = [*_characters(text), *_confusables(text), *_comments(text, instructions)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _characters(text: str) -> Iterator[Hidden]:
    if text.isascii():
        return
    for run in _RUN.finditer(text):
        kind = str(run.lastgroup)
        before = text[run.start() - 1] if run.start() else ""
        after = text[run.end()] if run.end() < len(text) else ""
        match kind:
            case "tag":
                if before != "\U0001f3f4" or not run.group().endswith("\U000e007f"):  # not the flag of a region
                    yield _hidden("tag", run, _tags(run.group()))
            case "selector":
                if len(run.group()) > 1 or not _takes_selector(before, run.group()):
                    yield _hidden("variation_selector", run, _selectors(run.group()))
            case "bidi":
                if set(run.group()) & _OVERRIDES or not _has_right_to_left(text, run.start()):
                    yield _hidden("bidirectional", run, None)
            case _:
                if not _belongs(text, run, before, after):
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
        or before == "\u200d"
        or unicodedata.category(before) == "Lo"
    )


def _has_right_to_left(text: str, at: int) -> bool:
    """True: the line has letters that are written from right to left, beside which single direction marks belong."""
    end = text.find("\n", at)
    return any(map(_is_right_to_left, text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]))


def _is_right_to_left(one: str) -> bool:
    return bool(one) and unicodedata.bidirectional(one) in ("R", "AL", "AN", "RLE", "RLO", "RLI")


def _belongs(text: str, run: re.Match[str], before: str, after: str) -> bool:
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
            return before.isalpha() and after.isalpha() and not before.isascii()
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
    """Words of Latin letters in which letters of another script stand that look like Latin ones."""
    if text.isascii():
        return
    for word in _WORD.finditer(text):
        odd = [one for one in word.group() if one in _LOOKALIKES]
        if not odd or not any(one.isascii() for one in word.group()):
            continue  # one script, or two that are told apart
        if all(one.isascii() or one in _LOOKALIKES for one in word.group()) and len(odd) < len(word.group()):
            marked = "".join(f"{one}⟨U+{ord(one):04X}⟩" if one in _LOOKALIKES else one for one in word.group())
            points = tuple(dict.fromkeys(f"U+{ord(one):04X}" for one in odd))
            yield Hidden(kind="confusable", start=word.start(), end=word.end(), code_points=points, visible=marked)


def _comments(text: str, instructions: re.Pattern[str]) -> Iterator[Hidden]:
    for pattern in (_COMMENT, _NOTE, _UNSEEN):
        for comment in pattern.finditer(text):
            content = comment["text"].strip()
            if content and instructions.search(content):
                yield Hidden(kind="html_comment", start=comment.start(), end=comment.end(), code_points=(), visible=content)
