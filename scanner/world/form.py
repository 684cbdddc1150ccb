"""Whether two texts say the same and differ only in form, and what carries the difference."""

import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime

APOSTROPHES = frozenset(
    "'\u2019\u2018\u02bc\u02b9\u02bb\u02c8\u2032\u00b4\u0060\u201b\uff07\u055a\u05f3\ua78c\u02bd\u02be\u02bf\u1fbd\u1fbf\u1ffd\u1ffe\u2035"
)
QUOTES = frozenset('"\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\uff02\u02ba\u02dd\u3003\u301d\u301e')
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d\u2043\u02d7\u06d4\u2796\u30fc\u2500")
SEPARATORS = frozenset("-/._,:;|\u3001\uff0c\u060c\u00b7\u2022\u30fb\uff1a\uff1b\u2215\u2044\uff0f\u3002\uff0e")
"""Marks that stand between the parts of a date, a list, a name."""
_LIKENESS = dict(
    zip("аеорсухіјѕԁһѵԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХІЈЅοανιρυωⅼⅰ", "aeopcyxijsdhvqwABEZHIKMNOPTYXABEKMHOPCTYXIJSoavipuwli", strict=True)
)
"""Letters of other scripts that look like Latin ones. Source: UTS #39 confusables, the single-letter pairs with Latin."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_WORDS = re.compile(r"\w+|[^\w\s]")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})")
MAX_TEXT = 100_000


def skeleton(text: str) -> str:
    """What a reader sees: compatibility forms, look-alikes, case, white space, invisible marks, quotes and dashes made equal."""
    out = []
    for character in unicodedata.normalize("NFKC", text):
        if character in APOSTROPHES or character in QUOTES:
            out.append("'")
        elif character in DASHES:
            out.append("-")
        elif is_invisible(character) or character.isspace():
            continue
        else:
            out.append(_LIKENESS.get(character, character))
    return unicodedata.normalize("NFKC", "".join(out)).casefold()


def is_invisible(character: str) -> bool:
    """True for a character that shows nothing: format characters, fillers, variation selectors, tags."""
    code = ord(character)
    return (
        (unicodedata.category(character) in ("Cf", "Cc") and character not in "\n\t\r")
        or code in (0x115F, 0x1160, 0x3164, 0xFFA0, 0x034F, 0x2800)
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE01EF
    )


def carrier_between(left: str, right: str) -> str | None:
    """What carries the difference between two texts that say the same; None: they do not say the same."""
    if left == right or len(left) > MAX_TEXT or len(right) > MAX_TEXT:
        return None
    if skeleton(left) == skeleton(right):
        return _character_carrier(left, right)
    if (plain := _with_plain_times(left)) != left and plain == _with_plain_times(right):
        return "time_format"
    if _without_separators(left) == _without_separators(right) != "":
        return "separator_choice"
    if _is_number(left) and _is_number(right):
        return "digits" if _is_near(float(left), float(right)) else None
    left_words, right_words = _WORDS.findall(left.casefold()), _WORDS.findall(right.casefold())
    if len(left_words) > 1 and Counter(left_words) == Counter(right_words):
        return "word_order"
    if len(left_words) > 2 and set(left_words) == set(right_words) and abs(len(left_words) - len(right_words)) <= 2:
        return "duplicate"
    return _punctuation_carrier(left, right)


def suspicious_code_points(values: tuple[str, ...]) -> tuple[str, ...]:
    """`U+2019`-style names of characters that not all of the values have and that a reader cannot see or tell apart, sorted."""
    sets = [set(value) for value in values]
    differing = {one for each in sets for one in each if not all(one in other for other in sets)}
    return tuple(sorted(f"U+{ord(one):04X}" for one in differing if _is_confusable(one)))


def _is_confusable(character: str) -> bool:
    is_mark = character in APOSTROPHES | QUOTES | DASHES and character not in "'\"-`"
    return (
        is_mark
        or is_invisible(character)
        or (character.isspace() and character not in " \n\t\r")
        or character in _LIKENESS
        or (ord(character) > 127 and unicodedata.normalize("NFKC", character) != character)
    )


def _character_carrier(left: str, right: str) -> str:
    differing = (set(left) ^ set(right)) or set()
    if any(is_invisible(one) for one in differing) or Counter(filter(is_invisible, left)) != Counter(filter(is_invisible, right)):
        return "zero_width"
    if differing & DASHES - {"-"}:
        return "dash_choice"
    if any(not one.isspace() and ord(one) > 127 for one in differing):
        return "unicode_homoglyph"
    if differing & (APOSTROPHES | QUOTES):
        return "quote_choice"
    if "".join(left.split()) == "".join(right.split()):
        return "whitespace"
    return "case" if left.casefold() == right.casefold() else "unicode_homoglyph"


def _with_plain_times(text: str) -> str:
    """The text with every time stamp that names its offset as the moment it means, to the second."""

    def moment(match: re.Match[str]) -> str:
        try:
            stamp = datetime.fromisoformat(match[0].replace("Z", "+00:00").replace(" ", "T"))
        except ValueError:
            return match[0]
        return stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    return _STAMP.sub(moment, text)


def _without_separators(text: str) -> str:
    return "".join(one for one in skeleton(text) if one not in SEPARATORS)


def _punctuation_carrier(left: str, right: str) -> str | None:
    """A final stop, a comma before "and", an exclamation mark: the words are the same."""
    plain = [re.sub(r"[^\w]+", " ", text).strip().casefold() for text in (left, right)]
    return "punctuation" if plain[0] == plain[1] and len(plain[0]) > 3 else None


def _is_number(text: str) -> bool:
    return _NUMBER.match(text) is not None and len(text) < 40


def _is_near(left: float, right: float) -> bool:
    """Equal but for low digits: within two parts in a hundred."""
    return abs(left - right) <= max(abs(left), abs(right)) * 0.02
