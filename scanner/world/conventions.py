"""What follows from a locale or a country where commands of systems tell it: paper, first day of the week, formats, codes and names."""

import locale as system_locale
import re
from collections.abc import Callable
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from scanner.world.cldr import likely_region

_LETTER = frozenset({"US", "CA", "MX", "BZ", "CL", "CO", "CR", "GT", "NI", "PA", "PH", "PR", "SV", "VE"})
"""Regions that use paper of the size Letter. Source: CLDR, paperSize."""
_UNITS_OF_USA = frozenset({"US", "LR", "MM"})
"""Regions that measure in inches and pounds. Source: CLDR, measurementSystem."""
_DIAL = {
    "AE": 971, "AR": 54, "AT": 43, "AU": 61, "BE": 32, "BR": 55, "BY": 375, "CA": 1, "CH": 41, "CN": 86, "CU": 53, "CZ": 420, "DE": 49,
    "DK": 45, "ES": 34, "FI": 358, "FR": 33, "GB": 44, "HK": 852, "ID": 62, "IE": 353, "IL": 972, "IN": 91, "IQ": 964, "IR": 98, "IT": 39,
    "JP": 81, "KP": 850, "KR": 82, "KZ": 7, "MO": 853, "MX": 52, "MY": 60, "NL": 31, "NO": 47, "NZ": 64, "PH": 63, "PK": 92, "PL": 48,
    "PT": 351, "RU": 7, "SA": 966, "SE": 46, "SG": 65, "SY": 963, "TH": 66, "TR": 90, "TW": 886, "UA": 380, "US": 1, "VN": 84, "ZA": 27,
}  # fmt: skip
"""Region -> number in front of telephone numbers of it, by which Windows knows it as well. Source: ITU-T E.164."""
_DATES_OF_LIBC = {"zh": "%Y年%m月%d日", "ja": "%Y年%m月%d日", "ko": "%Y년 %m월 %d일"}
_WINDOWS_LANGUAGES = {
    "en-US": "ENU", "en-GB": "ENG", "en-SG": "ENE", "en-IN": "ENN", "en-AU": "ENA", "en-CA": "ENC", "zh-CN": "CHS", "zh-TW": "CHT",
    "zh-HK": "ZHH", "zh-SG": "ZHI", "de-DE": "DEU", "ru-RU": "RUS", "fa-IR": "FAR", "ja-JP": "JPN", "ko-KR": "KOR", "fr-FR": "FRA",
}  # fmt: skip
"""Locale -> what `sLanguage` holds. Source: Microsoft's list of language identifiers."""
_SIGNS = {
    "AED": "د.إ", "BRL": "R$", "BYN": "Br", "CNY": "¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "INR": "₹", "IRR": "﷼", "JPY": "¥",
    "KRW": "₩", "KZT": "₸", "RUB": "₽", "SGD": "$", "TRY": "₺", "TWD": "NT$", "UAH": "₴", "USD": "$", "VND": "₫",
}  # fmt: skip
_CODE_PAGES = {"zh": "936", "ja": "932", "ko": "949", "ru": "1251", "fa": "1256", "ar": "1256", "he": "1255", "tr": "1254", "pl": "1250"}
_CODE_PAGE = "1252"
_LCIDS = {name.replace("_", "-"): number for number, name in sorted(system_locale.windows_locale.items(), reverse=True)}
_NO_LCID = 0x1000
"""What Windows gives a locale that has no number of its own."""


def convention(tag: str, name: str) -> str:
    """What a locale such as `zh-CN` has by a name such as `paper`; of a locale that is not known, what American English has.

    Raises KeyError for a name that is not known.
    """
    return _OF_LOCALE[name](tag, _locale(tag))


def convention_of_region(region: str, name: str) -> str:
    """What a region such as `CN` has by a name such as `dial`; the region itself or nothing where it is not known."""
    return _OF_REGION[name](region.upper())


def sign_of_currency(code: str) -> str:
    """`¥` for `CNY`; the code itself where it has no sign."""
    return _SIGNS.get(code, code)


def is_of_locale(name: str) -> bool:
    """Whether a locale has something by this name."""
    return name in _OF_LOCALE


def is_of_region(name: str) -> bool:
    """Whether a region has something by this name."""
    return name in _OF_REGION


@cache
def _locale(tag: str) -> Locale:
    for name in (tag, tag.split("-")[0], "en-US"):
        try:
            return Locale.parse(name, sep="-")
        except (ValueError, UnknownLocaleError):
            continue  # a value of the artifact that is no locale
    return Locale("en")


def _region(locale: Locale) -> str:
    return likely_region(locale)


_LONGER = {
    "CD": ("COD", "180"), "DE": ("DEU", "276"), "ET": ("ETH", "231"), "FR": ("FRA", "250"), "MM": ("MMR", "104"), "SD": ("SDN", "729"),
    "TL": ("TLS", "626"), "YE": ("YEM", "887"),
}  # fmt: skip
"""Regions that have the codes of countries that are no more, too. Source: ISO 3166-1."""


@cache
def _longer_codes() -> dict[str, tuple[str, str]]:
    """Region -> code of three letters, number of three digits."""
    codes: dict[str, tuple[str, str]] = {}
    for other, regions in sorted(get_global("territory_aliases").items()):
        if len(regions) == 1 and re.fullmatch(r"[A-Z]{3}|\d{3}", other):
            letters, digits = codes.get(regions[0], ("", ""))
            codes[regions[0]] = (letters, other) if other.isdigit() else (other, digits)
    return {**codes, **_LONGER}


_SEVERAL = {
    "ar": "ara", "az": "aze", "et": "est", "fa": "fas", "hr": "hrv", "ku": "kur", "lv": "lav", "mn": "mon", "ms": "msa", "ps": "pus",
    "ro": "ron", "sq": "sqi", "sr": "srp", "sw": "swa", "uz": "uzb", "zh": "zho",
}  # fmt: skip


@cache
def _longer_languages() -> dict[str, str]:
    """Language -> code of three letters (ISO 639-2/T), which Unicode's tables name first but for those of several languages."""
    found: dict[str, str] = {}
    for other, short in get_global("language_aliases").items():
        if len(other) == 3 and len(short) == 2:
            found.setdefault(short, other)
    return {**found, **_SEVERAL}


def _named_region(region: str) -> str:
    return str(Locale("en").territories.get(region, region))


def _day(locale: Locale) -> str:
    """The short date with years of four digits, as Windows writes it."""
    return re.sub(r"y+", "yyyy", str(locale.date_formats["short"].pattern).split("'")[0].strip())


def _day_of_libc(locale: Locale) -> str:
    pattern = _DATES_OF_LIBC.get(locale.language) or re.sub(r"([yMd])\1*", lambda part: _LIBC[part[1]], _day(locale))
    return re.sub(r"[\u200e\u200f]", "", pattern)


_LIBC = {"y": "%Y", "M": "%m", "d": "%d"}


def _is_half(locale: Locale) -> bool:
    """Whether hours are counted to twelve."""
    return "a" in str(locale.time_formats["short"].pattern)


def _order(locale: Locale) -> str:
    """Of day, month and year: 0 for the month first, 1 for the day, 2 for the year."""
    return {"M": "0", "d": "1", "y": "2"}.get(next((one for one in _day(locale) if one in "Mdy"), "M"), "0")


def _names(locale: Locale, kind: str, width: str) -> str:
    if kind == "days":
        return ";".join(str(locale.days["format"][width][(number - 1) % 7]) for number in range(7))
    return ";".join(str(locale.months["format"][width][number]) for number in range(1, 13))


def _symbol(locale: Locale, name: str, usual: str) -> str:
    """A sign in numbers as systems write them: with the digits of all."""
    return str(locale.number_symbols.get("latn", {}).get(name, usual)).replace("\u202f", "\u00a0")


def _paper(locale: Locale, letter: str, other: str) -> str:
    return letter if _region(locale) in _LETTER else other


def _units(locale: Locale, american: str, metric: str) -> str:
    return american if _region(locale) in _UNITS_OF_USA else metric


def _lcid(tag: str) -> int:
    return _LCIDS.get(tag, _NO_LCID)


_OF_LOCALE: dict[str, Callable[[str, Locale], str]] = {
    "country_code": lambda _, locale: _region(locale),
    "country_name": lambda _, locale: _named_region(_region(locale)),
    "alpha_three": lambda _, locale: _longer_codes().get(_region(locale), (_region(locale), ""))[0],
    "country_number": lambda _, locale: _longer_codes().get(_region(locale), ("", "0"))[1].lstrip("0"),
    "dial": lambda _, locale: str(_DIAL.get(_region(locale), 1)),
    "prefix": lambda _, locale: "011" if _DIAL.get(_region(locale)) == 1 else "00",
    "language_name": lambda _, locale: str(Locale("en").languages.get(locale.language, locale.language)),
    "own_name": lambda _, locale: str(locale.get_display_name() or locale.language),
    "display_name": lambda tag, locale: str(locale.get_display_name("en") or tag),
    "language_three": lambda _, locale: _longer_languages().get(locale.language, locale.language),
    "paper_height": lambda _, locale: _paper(locale, "279", "297"),
    "paper_width": lambda _, locale: _paper(locale, "216", "210"),
    "paper_name": lambda _, locale: _paper(locale, "letter", "a4"),
    "paper_number": lambda _, locale: _paper(locale, "1", "9"),
    "measurement": lambda _, locale: _units(locale, "2", "1"),
    "is_american": lambda _, locale: _units(locale, "1", "0"),
    "is_metric": lambda _, locale: _units(locale, "0", "1"),
    "metric": lambda _, locale: _units(locale, "false", "true"),
    "units": lambda _, locale: _units(locale, "Inches", "Centimeters"),
    "temperature": lambda _, locale: _units(locale, "Fahrenheit", "Celsius"),
    "first_day": lambda _, locale: str((locale.first_week_day + 1) % 7 + 1),
    "first_day_of_windows": lambda _, locale: str(locale.first_week_day),
    "first_day_name": lambda _, locale: str(Locale("en").days["format"]["wide"][locale.first_week_day]),
    "days": lambda _, locale: _names(locale, "days", "wide"),
    "short_days": lambda _, locale: _names(locale, "days", "abbreviated"),
    "months": lambda _, locale: _names(locale, "months", "wide"),
    "short_months": lambda _, locale: _names(locale, "months", "abbreviated"),
    "date_format": lambda _, locale: _day_of_libc(locale),
    "time_format": lambda _, locale: "%r" if _is_half(locale) else "%T",
    "half_format": lambda _, locale: "%I:%M:%S %p" if _is_half(locale) else "",
    "halves": lambda _, locale: "AM;PM" if _is_half(locale) else ";",
    "short_date": lambda _, locale: _day(locale),
    "long_date": lambda _, locale: re.sub(r"EEEE", "dddd", re.sub(r"(?<!y)y(?!y)", "yyyy", str(locale.date_formats["full"].pattern))),
    "short_time": lambda _, locale: "h:mm tt" if _is_half(locale) else "HH:mm",
    "long_time": lambda _, locale: "h:mm:ss tt" if _is_half(locale) else "HH:mm:ss",
    "is_full_clock": lambda _, locale: "0" if _is_half(locale) else "1",
    "order": lambda _, locale: _order(locale),
    "decimal": lambda _, locale: _symbol(locale, "decimal", "."),
    "group": lambda _, locale: _symbol(locale, "group", ","),
    "list": lambda _, locale: ";" if _symbol(locale, "decimal", ".") == "," else ",",
    "sign_first": lambda _, locale: "1" if str(locale.currency_formats["standard"].pattern).startswith("¤") else "0",
    "sign_spaced": lambda _, locale: "1" if "\u00a0" in str(locale.currency_formats["standard"].pattern).split(";")[0] else "0",
    "lcid": lambda tag, _: f"{_lcid(tag):04x}",
    "lcid_long": lambda tag, _: f"{_lcid(tag):08X}",
    "lcid_number": lambda tag, _: str(_lcid(tag)),
    "windows_language": lambda tag, locale: _WINDOWS_LANGUAGES.get(tag, locale.language.upper()),
    "code_page": lambda _, locale: "950" if _script(locale) == "Hant" else _CODE_PAGES.get(locale.language, _CODE_PAGE),
    "apple_language": lambda tag, locale: f"zh-{_script(locale)}-{_region(locale)}" if locale.language == "zh" else tag,
}


def _script(locale: Locale) -> str:
    return str(locale.script or ("Hans" if locale.language != "zh" or _region(locale) not in ("TW", "HK", "MO") else "Hant"))


_OF_REGION: dict[str, Callable[[str], str]] = {
    "country_name": _named_region,
    "dial": lambda region: str(_DIAL.get(region, 1)),
    "alpha_three": lambda region: _longer_codes().get(region, (region, ""))[0],
    "metric": lambda region: "False" if region in _UNITS_OF_USA else "True",
}
