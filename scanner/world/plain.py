"""Differences that everybody understands who reads them, though they do not state the persona's value: where a day begins, units,
currencies, weekdays, mirrors, how many there are."""

import re
from datetime import date, datetime

from scanner.world.cldr import currency_codes, formats_of
from scanner.world.persona import Persona
from scanner.world.zone import is_midnight, is_same_hour

_SECONDS = re.compile(r"\d{10}(?:\.\d+)?\Z")
_MILLISECONDS = re.compile(r"\d{13}\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)\Z")
_MEASURES = frozenset({
    "celsius", "fahrenheit", "feet", "imperial", "inch", "inches", "kilograms", "kilometers", "km", "kmh", "kph", "meters", "metric", "mi",
    "miles", "mm", "mph", "pounds", "12h", "24h", "h12", "h23", "h24",
})  # fmt: skip
"""Words for units of length, weight, speed, heat and the clock, as services take them."""
_WORD = re.compile(r"(\w+)")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ARCHIVE = re.compile(r"[^/]*\d[^/]*\.(?:tgz|tar\.\w+|zip|gz|xz|br|7z|whl|exe|msi|dmg|pkg|deb|rpm|AppImage|node)\Z")
"""A file that is downloaded by its version."""
_WHOSE_PORT = frozenset({"host_name", "machine_id", "user_email", "user_name", "workspace"})
_OWN_PORT = re.compile(r"(?<![\w.])((?:localhost|127\.0\.0\.1|\[::1\]):)\d{2,5}(?!\d)")

_COUNTED = {
    "fonts": re.compile(r"font|typeface", re.IGNORECASE),
    "installed_software": re.compile(r"program|software|package|command|application|\btools?\b", re.IGNORECASE),
}
"""Axis of which a machine has several -> what they are called."""
_COUNT = re.compile(r"(?<![\w.])\d{1,4}(?![\w.]*\d)")


def is_plain(path: str, before: str, after: str, persona: Persona, base: Persona) -> bool:
    """True for the bounds of the local day, for units and the first day of the week by locale, for counts of what is named, and for
    the same file from a mirror.
    """
    axes = {change.axis for change in persona.changes}
    if axes <= {"timezone", "utc_offset"}:
        return _bounds_day(before, base.value("timezone")) and _bounds_day(after, persona.value("timezone"))
    if axes <= {"locale", "os_region", "currency"}:
        begin_week = all(_begins_week(text, who.value("locale")) for text, who in ((before, base), (after, persona)))
        return begin_week or _are_measures(before, after, base.value("locale"), persona.value("locale"))
    if axes <= _COUNTED.keys():
        return all(_counts_openly(before, after, _COUNTED[axis]) for axis in axes)
    return axes == {"package_mirror"} and path.endswith(".url.path") and _is_same_file(before, after)


def waits_for_hour(before: str, after: str, persona: Persona, base: Persona) -> bool:
    """Whether two waits end at the same hour of the local day: a daily task, which each does in the own morning."""
    if not all(change.axis in ("timezone", "utc_offset") for change in persona.changes):
        return False
    try:
        waits = float(before), float(after)
    except ValueError:
        return False
    return is_same_hour(*waits, base.value("timezone"), persona.value("timezone"))


def differs_by_own_port(before: str, after: str, persona: Persona) -> bool:
    """Whether two texts are equal but for a port of the user's own machine, of which each user, machine or project has another."""
    if not all(change.axis in _WHOSE_PORT for change in persona.changes):
        return False
    return before != after and _OWN_PORT.sub(r"\1", before) == _OWN_PORT.sub(r"\1", after)


def _bounds_day(text: str, zone: str) -> bool:
    moment = _moment(text)
    return moment is not None and is_midnight(zone, moment)


def _are_measures(before: str, after: str, control: str, locale: str) -> bool:
    """Whether all words in which two texts differ are units, currencies, or the days on which the week begins in two locales."""
    left, right = (_WORD.split(text) for text in (before, after))  # with what stands between the words
    if len(left) != len(right) or left[::2] != right[::2]:
        return False
    pairs = [(one.lower(), other.lower()) for one, other in zip(left[1::2], right[1::2], strict=True) if one != other]
    begin = (_first_day(control), _first_day(locale))
    return bool(pairs) and all({*pair} <= _MEASURES or {*pair} <= currency_codes() or (pair == begin and all(begin)) for pair in pairs)


def _counts_openly(before: str, after: str, kind: re.Pattern[str]) -> bool:
    """Whether two texts are equal but for numbers in lines that say what is counted: `Font families: 6`."""
    pairs = list(zip(before.splitlines(), after.splitlines(), strict=False))
    differing = [(one, other) for one, other in pairs if one != other]
    are_said = all(kind.search(one) and _COUNT.sub("0", one) == _COUNT.sub("0", other) for one, other in differing)
    return len(before.splitlines()) == len(after.splitlines()) and bool(differing) and are_said


def _first_day(locale: str) -> str:
    """What the day on which weeks begin is called in English; empty: not known."""
    formats = formats_of(locale)
    return "" if formats is None else _DAYS[formats["first_day"] - 1]


def _begins_week(text: str, locale: str) -> bool:
    """Whether a date is the day on which weeks begin where the locale is used."""
    formats = formats_of(locale)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False  # it is no date
    return formats is not None and day.isoweekday() == formats["first_day"]


def _moment(text: str) -> float | None:
    """Seconds since 1970 that a text says; None: it says none."""
    if _SECONDS.match(text):
        return float(text)
    if _MILLISECONDS.match(text):
        return int(text) / 1000
    if _ISO.match(text) is None:
        return None
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return None  # a day that no month has


def _is_same_file(before: str, after: str) -> bool:
    names = [text.rpartition("/")[2] for text in (before, after)]
    return names[0] == names[1] and _ARCHIVE.match(names[0]) is not None
