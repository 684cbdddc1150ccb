"""The words of a locale: names of languages and regions, plurals, lists, short numbers, distances in time (CLDR, by Babel)."""

from collections.abc import Callable
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal
from babel.units import UnknownUnitError, format_unit

_LENGTHS = {"long": "long", "short": "short", "narrow": "narrow"}
_LIST_STYLES = {"conjunction": "standard", "disjunction": "or", "unit": "unit"}
_TEXT_CHARS = 2_000


def wording(asked: dict[str, Any]) -> Any:
    """Answer one question of the guest's `Intl`: {locale, kind, ...} -> text, list or None where the locale or the word is not known."""
    try:
        locale = Locale.parse(str(asked["locale"]), sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    answer = _ANSWERS.get(str(asked["kind"]))
    try:
        return None if answer is None else answer(locale, asked)
    except (KeyError, ValueError, TypeError, ArithmeticError, UnknownUnitError):
        return None  # what this locale has no word for


def _name(locale: Locale, asked: dict[str, Any]) -> str | None:
    code = str(asked["code"])
    match asked["type"]:
        case "language":
            found = locale.languages.get(code.replace("-", "_"))
            return found or locale.languages.get(code.split("-")[0])
        case "region":
            return locale.territories.get(code.upper())
        case "script":
            return locale.scripts.get(code)
        case "currency":
            return locale.currencies.get(code.upper())
    return None


def _plural(locale: Locale, asked: dict[str, Any]) -> str:
    return str((locale.ordinal_form if asked.get("type") == "ordinal" else locale.plural_form)(asked["value"]))


def _plurals(locale: Locale, asked: dict[str, Any]) -> list[str]:
    tags = (locale.ordinal_form if asked.get("type") == "ordinal" else locale.plural_form).tags
    return [one for one in ("few", "many", "one", "two", "zero") if one in tags] + ["other"]


def _list(locale: Locale, asked: dict[str, Any]) -> str:
    style = _LIST_STYLES[asked["type"]] + ("" if asked["style"] == "long" else f"-{asked['style']}")
    items = [str(one)[:_TEXT_CHARS] for one in asked["items"]]
    try:
        return format_list(items, style=style, locale=locale)  # type: ignore[arg-type]  # any style that the locale has
    except ValueError:
        return format_list(items, locale=locale)


def _compact(locale: Locale, asked: dict[str, Any]) -> str:
    """Two digits where there is but one before the point, as ICU rounds; a stated number of digits is kept."""
    style: Literal["long", "short"] = "long" if asked["style"] == "long" else "short"

    def said(digits: int) -> str:
        return format_compact_decimal(asked["value"], format_type=style, locale=locale, fraction_digits=digits)

    if asked.get("digits") is not None:
        return said(int(asked["digits"]))
    whole = said(0)
    count = sum(letter.isdigit() for letter in whole)
    if count > 4:  # a language without a word for the size
        return str(format_decimal(round(asked["value"]), locale=locale))
    return said(1) if count == 1 else whole


def _unit(locale: Locale, asked: dict[str, Any]) -> str:
    length = _LENGTHS[asked["style"]]
    return format_unit(asked["value"], str(asked["unit"]), length=length, locale=locale)  # type: ignore[arg-type]  # one of three


def _distance(locale: Locale, asked: dict[str, Any]) -> str | None:
    style = "" if asked["style"] == "long" else f"-{asked['style']}"
    field, value = locale._data["date_fields"][f"{asked['unit']}{style}"], asked["value"]
    fixed = field.get("relative", {}).get(value) if asked["numeric"] == "auto" else None
    if fixed is not None:
        return str(fixed)
    pattern = field["past" if asked["past"] else "future"][str(locale.plural_form(abs(value)))]
    return str(pattern).replace("{0}", str(asked["text"]))


_ANSWERS: dict[str, Callable[[Locale, dict[str, Any]], Any]] = {
    "name": _name,
    "plural": _plural,
    "plurals": _plurals,
    "list": _list,
    "compact": _compact,
    "unit": _unit,
    "distance": _distance,
}
