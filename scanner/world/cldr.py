"""How a locale writes dates, numbers and money: what the made-up world's `Intl` needs of Unicode's locale data (CLDR, by Babel)."""

from contextlib import suppress
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_CURRENCIES = (
    "AED", "AUD", "BRL", "BYN", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "IDR", "ILS", "INR", "IRR", "JPY", "KRW", "KZT", "MXN", "MYR",
    "NOK", "PHP", "PLN", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
)  # fmt: skip
_SKELETONS = ("yMd", "yMEd", "yMMMd", "yMMMEd", "yMMM", "yMMMM", "yM", "Md", "MMMd", "MMMMd")
_CALENDARS = {"TH": "buddhist", "IR": "persian", "AF": "persian"}
"""Region -> calendar that is used there first, where that is not the Gregorian one. Source: CLDR, calendarPreferenceData."""
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "beng": 0x9E6, "mymr": 0x1040}
"""Numbering system -> code point of its digit zero. Source: Unicode."""


@cache
def formats_of(tag: str) -> dict[str, Any] | None:
    """Names, patterns and signs of a locale such as `zh-CN`, as the guest's `Intl` takes them; None: no such locale is known."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    likely = _likely(locale)
    region = likely_region(locale)
    numbering = locale.default_numbering_system
    symbols = {**_PLAIN_SYMBOLS, **locale.number_symbols.get("latn", {}), **locale.number_symbols.get(numbering, {})}
    skeletons = {name: str(locale.datetime_skeletons[name].pattern) for name in _SKELETONS if name in locale.datetime_skeletons}
    return {
        "months": {width: [locale.months["format"][name][i] for i in range(1, 13)] for width, name in _WIDTHS},
        "days": {width: [locale.days["format"][name][(i - 1) % 7] for i in range(7)] for width, name in _WIDTHS},
        "periods": [locale.day_periods["format"]["abbreviated"].get(one, one.upper()) for one in ("am", "pm")],
        "patterns": {**skeletons, **{style: str(locale.date_formats[style].pattern) for style in ("short", "medium", "long", "full")}},
        "time": str(locale.time_formats["short"].pattern),
        "joint": str(locale.datetime_formats["medium"]).replace("{1}", "").replace("{0}", ""),
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "money": str(locale.currency_formats["standard"].pattern).split(";")[0],
        "signs": {code: locale.currency_symbols.get(code, code) for code in _CURRENCIES},
        "zero": _ZEROS.get(numbering),
        "numbering": numbering,
        "calendar": _CALENDARS.get(region, "gregory"),
        "first_day": locale.first_week_day + 1,
        "weekend": [locale.weekend_start + 1, locale.weekend_end + 1],
        "likely": likely.split("_"),
    }


def likely_region(locale: Locale) -> str:
    """The region of a locale, or the one where most of those live who speak its language."""
    return str(locale.territory or _likely(locale).rpartition("_")[2])


@cache
def currency_codes() -> frozenset[str]:
    """The codes of currencies (ISO 4217) in lower case."""
    return frozenset(code.lower() for code in map(str, Locale("en").currencies) if len(code) == 3)


@cache
def names_of(tag: str) -> frozenset[str]:
    """What the language and the region of a locale are called in English and in the language itself; `de-US` need not be a known locale."""
    language, *others = tag.replace("_", "-").split("-")
    language = language.lower()  # files of locales are found by exact names
    region = next((part.upper() for part in others if len(part) == 2), "")
    names: set[str | None] = set()
    for said in ("en", language):
        with suppress(ValueError, UnknownLocaleError):
            locale = Locale(said)
            names |= {locale.languages.get(language), locale.languages.get(f"{language}_{region}"), locale.territories.get(region)}
    return frozenset(name for name in names if name)


_PLAIN_SYMBOLS = {"decimal": ".", "group": ","}
"""Signs in numbers where a locale has none of its own."""
_WIDTHS = (("long", "wide"), ("short", "abbreviated"))


def _likely(locale: Locale) -> str:
    """Language, script and region that a tag stands for: `zh_Hans_CN` for `zh`."""
    known = get_global("likely_subtags")
    for key in (f"{locale.language}_{locale.territory}", locale.language):
        found = known.get(key)
        if found is not None:
            language, script, region = found.split("_")
            return f"{language}_{locale.script or script}_{locale.territory or region}"
    return str(locale)
