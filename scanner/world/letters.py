"""In which order a locale's people have letters: what `localeCompare` and collators of the made-up world need beside English.

Source: CLDR's collation rules. Han letters stand in the order of the national character set of the language, which is by sound in
GB 2312 and JIS X 0208, and by strokes in Big5; letters beyond its first level come last, by code point.
"""

from functools import cache
from typing import Any

_OWN_SCRIPT = {
    "zh": "Han", "ja": "Latin Hiragana Katakana Han", "ko": "Hangul Han", "ru": "Cyrillic", "uk": "Cyrillic", "be": "Cyrillic",
    "bg": "Cyrillic", "sr": "Cyrillic", "mk": "Cyrillic", "kk": "Cyrillic", "ky": "Cyrillic", "mn": "Cyrillic", "el": "Greek",
    "he": "Hebrew", "ar": "Arabic", "fa": "Arabic", "ur": "Arabic", "ps": "Arabic", "ug": "Arabic", "hi": "Devanagari", "mr": "Devanagari",
    "ne": "Devanagari", "th": "Thai", "ka": "Georgian", "hy": "Armenian",
}  # fmt: skip
"""Scripts that come before all others in a language."""
_LETTERS = {
    "sv": ("zåäö",), "fi": ("zåäö",), "da": ("zæøå",), "nb": ("zæøå",), "no": ("zæøå",), "is": ("dð", "zþæöå"), "es": ("nñ",),
    "pl": ("aą", "cć", "eę", "lł", "nń", "oó", "sś", "zźż"), "cs": ("cč", "rř", "sš", "zž"), "sk": ("aä", "cč", "oô", "sš", "zž"),
    "hr": ("cčć", "dđ", "sš", "zž"), "sl": ("cč", "sš", "zž"), "tr": ("cç", "gğ", "hı", "oö", "sş", "uü"),
    "az": ("cç", "eə", "gğ", "hı", "oö", "sş", "uü"), "et": ("sšzž", "wõäöü"), "lt": ("cč", "iy", "sš", "zž"),
    "lv": ("cč", "gģ", "kķ", "lļ", "nņ", "sš", "zž"), "ro": ("aăâ", "iî", "sș", "tț"), "hu": ("oö", "uü"),
    "vi": ("aăâ", "dđ", "eê", "oôơ", "uư"),
}  # fmt: skip
"""Letters that are letters of their own, each behind the one that its text begins with. Source: CLDR, collation/*.xml."""
_SETS = {
    "zh": ("gb2312", 0xB0A1, 0xD7FA),
    "zh-Hant": ("big5", 0xA440, 0xC67E),
    "ja": ("euc_jp", 0xB0A1, 0xCFD4),
    "ko": ("euc_kr", 0xCAA1, 0xFDFE),
}
"""(Python's codec, first and last code of the letters in daily use)."""
_TRADITIONAL = frozenset({"TW", "HK", "MO", "Hant"})
_BEYOND = 0x20000
"""Added to the code points of letters that the set does not have."""


@cache
def order_of(tag: str) -> dict[str, Any]:
    """The scripts that come first, and letters with the letter that they stand behind and how far."""
    language = tag.split("-")[0]
    behind = {letter: [text[0], at] for text in _LETTERS.get(language, ()) for at, letter in enumerate(text) if at}
    return {"scripts": _OWN_SCRIPT.get(language, "").split(), "letters": behind}


def weights_of(asked: dict[str, str]) -> list[int]:
    """The places of Han letters among each other, for the letters of a text."""
    parts = asked["locale"].split("-")
    name = "zh-Hant" if parts[0] == "zh" and _TRADITIONAL & set(parts) else parts[0]
    return [_weight(name, letter) for letter in asked["text"][:_MOST]]


_MOST = 1_000


def _weight(name: str, letter: str) -> int:
    if name in _SETS:
        codec, first, last = _SETS[name]
        try:
            code = int.from_bytes(letter.encode(codec), "big")
        except UnicodeEncodeError:
            code = 0
        if first <= code <= last:
            return code
    return _BEYOND + ord(letter)
