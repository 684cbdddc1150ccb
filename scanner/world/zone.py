"""Time zones of the made-up world: offsets over time, names, and what Windows calls them."""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources

from babel.core import get_global

CLOCK_UTC = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
"""The moment at which every run starts: the same calendar day in every zone from UTC-10 to UTC+13."""
CLOCK_MS = int(CLOCK_UTC.timestamp() * 1000)

_FIRST_YEAR, _LAST_YEAR = 1970, 2038
_STEP = timedelta(days=28)
"""No zone changed its offset twice within four weeks and back, but for a few Ramadans: those are missed."""

_WINDOWS = {
    "Asia/Shanghai": "China Standard Time",
    "Asia/Urumqi": "Central Asia Standard Time",
    "Asia/Hong_Kong": "China Standard Time",
    "Asia/Singapore": "Singapore Standard Time",
    "Europe/Moscow": "Russian Standard Time",
    "Asia/Tehran": "Iran Standard Time",
    "Europe/Berlin": "W. Europe Standard Time",
    "America/New_York": "Eastern Standard Time",
    "Asia/Kolkata": "India Standard Time",
    "Asia/Tokyo": "Tokyo Standard Time",
    "Asia/Taipei": "Taipei Standard Time",
    "Asia/Seoul": "Korea Standard Time",
    "UTC": "UTC",
    "Europe/London": "GMT Standard Time",
    "Europe/Paris": "Romance Standard Time",
    "Europe/Minsk": "Belarus Standard Time",
    "Europe/Kiev": "FLE Standard Time",
    "Europe/Kyiv": "FLE Standard Time",
    "America/Los_Angeles": "Pacific Standard Time",
}
"""Source: CLDR windowsZones, the rows of the zones that the shipped panel uses and their neighbours."""

_WINDOWS_CITIES = {
    "China Standard Time": "Beijing, Chongqing, Hong Kong, Urumqi",
    "Central Asia Standard Time": "Astana",
    "Singapore Standard Time": "Kuala Lumpur, Singapore",
    "Russian Standard Time": "Moscow, St. Petersburg",
    "Iran Standard Time": "Tehran",
    "W. Europe Standard Time": "Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
    "Eastern Standard Time": "Eastern Time (US & Canada)",
    "Pacific Standard Time": "Pacific Time (US & Canada)",
    "India Standard Time": "Chennai, Kolkata, Mumbai, New Delhi",
    "Tokyo Standard Time": "Osaka, Sapporo, Tokyo",
    "UTC": "Coordinated Universal Time",
    "GMT Standard Time": "Dublin, Edinburgh, Lisbon, London",
    "Romance Standard Time": "Brussels, Copenhagen, Madrid, Paris",
}
"""What Windows' lists show of a zone behind its offset; of others here the city. Source: the registry of Windows, `Time Zones`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From one moment on, a zone has this offset."""

    from_ms: int
    """Milliseconds since 1970 in UTC."""
    offset_minutes: int
    """East of Greenwich is positive."""
    abbreviation: str
    name: str


def is_zone(name: str) -> bool:
    """True for a name that the time-zone tables know."""
    return _zone(name) is not None


@cache
def zone_names() -> frozenset[str]:
    """Every name that the time-zone tables know."""
    return frozenset(zoneinfo.available_timezones())


@cache
def transitions(name: str) -> tuple[Transition, ...] | None:
    """The offsets of a zone from 1970 to 2038 in order of time; None: there is no such zone."""
    zone = _zone(name)
    if zone is None:
        return None
    found = [_transition(zone, name, datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC))]
    moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    end = datetime(_LAST_YEAR, 1, 1, tzinfo=UTC)
    while moment < end:
        after = moment + _STEP
        if after.astimezone(zone).utcoffset() != moment.astimezone(zone).utcoffset():
            found.append(_transition(zone, name, _turn(zone, moment, after)))
        moment = after
    return tuple(found)


@cache
def zone_with_offset(minutes: int) -> str | None:
    """A zone that has this offset (east is positive) at the start of a run; None: no zone has."""
    return next(
        (
            name
            for name in sorted(zone_names())
            if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/")) and _now(name) == minutes
        ),
        None,
    )


@cache
def zone_below(text: str) -> str | None:
    """The first zone of a continent or country (`Africa/`, `America/Argentina`); None: no zone begins so."""
    return _first_below().get(text.rstrip("/")) if len(text) > 2 else None


@cache
def _first_below() -> dict[str, str]:
    """Continent, or continent and country -> its first zone."""
    found: dict[str, str] = {}
    for name in sorted(zone_names()):
        parts = name.split("/")
        for count in range(1, len(parts)):
            found.setdefault("/".join(parts[:count]), name)
    return found


@cache
def zone_beginning(text: str) -> str | None:
    """The first zone whose name goes on from the text: `Asia/Shang`; None: none does, or the text names no place in a continent."""
    _, slash, place = text.partition("/")
    if not slash or len(place) < _PLACE_CHARS:
        return None
    return next((name for name in sorted(zone_names()) if name.startswith(text)), None)


_PLACE_CHARS = 2


_LARGEST = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto", "ID": "Asia/Jakarta", "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City", "RU": "Europe/Moscow", "US": "America/New_York",
}  # fmt: skip
"""Country of several zones -> that of its largest city."""


def zone_of_country(country: str) -> str:
    """The zone that tables of addresses tell for most addresses of a country."""
    listed = get_global("territory_zones").get(country.upper(), ())
    return _LARGEST.get(country.upper()) or next(iter(listed), "UTC")


def zone_called(text: str) -> str | None:
    """A zone by what clocks and Windows call it, or by its offset: `China Standard Time`, `MSK`, `+03:30`; None: no such name."""
    text = text.strip("() ")
    if match := re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", text):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return zone_with_offset(-minutes if match[1] == "-" else minutes)
    if len(text) < 3:
        return None
    low = text.lower()
    for name, called, others in _calls():
        if low in others or (len(text) > 4 and low in called):
            return name
    return None


@cache
def _calls() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Each zone that Windows has a name for: that name, and all that clocks call it, in lower case."""
    found = []
    for name, called in _WINDOWS.items():
        others = {abbreviation(name), *(one.name for one in transitions(name) or ())}
        found.append((name, called.lower(), frozenset({called.lower(), *(other.lower() for other in others)})))
    return tuple(found)


def offset_text(name: str, *, separator: str) -> str:
    """Offset at the start of the run, `+08:00` with separator ":"; `+00:00` for a name that is no zone."""
    minutes = _now(name)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{separator}{abs(minutes) % 60:02d}"


def clock_texts(name: str) -> tuple[str, ...]:
    """How a clock in the zone shows the start of the run: `18:30`, `6:30 PM`, in names `1830`; empty for a name that is no zone."""
    zone = _zone(name)
    if zone is None:
        return ()
    local = CLOCK_UTC.astimezone(zone)
    named = (f"{local:%H}{mark}{local:%M}" for mark in _IN_NAMES)
    return (f"{local:%H:%M}", f"{local.hour % 12 or 12}:{local:%M}", f"{local:%Y-%m-%d}T{local:%H}", *named)


def is_midnight(name: str, seconds: float) -> bool:
    """Whether a day of the zone begins at a moment (seconds since 1970) or ends with that second; False for a name that is no zone."""
    zone = _zone(name)
    if zone is None:
        return False
    local = datetime.fromtimestamp(seconds, zone)
    return (local.hour, local.minute, local.second) in ((0, 0, 0), (23, 59, 59))


def is_same_hour(before_ms: float, after_ms: float, control: str, name: str) -> bool:
    """Whether two waits (milliseconds) end at one hour of the local day in two zones: of long ones also across a change to summer time."""
    if min(before_ms, after_ms) < _SHORT_WAIT_MS or _zone(control) is None or _zone(name) is None:
        return False
    west = (_now(control) - _now(name)) * 60_000
    apart = [(after_ms - before_ms - shift + _DAY_MS / 2) % _DAY_MS - _DAY_MS / 2 for shift in (west, 0)]
    is_daily = min(before_ms, after_ms) > _DAY_MS - 2 * _HOUR_MS
    return abs(apart[0]) < 2_000 or (is_daily and min(abs(abs(apart[1]) - _HOUR_MS), abs(apart[1])) < 2_000)


_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000
_SHORT_WAIT_MS = 60_000
"""Who waits no longer than this does not wait for an hour of the day."""
_IN_NAMES = ("", "-", "_", ".", "h")
"""Between hours and minutes where a name may hold no colon."""


def abbreviation(name: str) -> str:
    """Short name at the start of the run; the name itself where it is no zone."""
    zone = _zone(name)
    return name if zone is None else CLOCK_UTC.astimezone(zone).tzname() or name


@cache
def posix_rule(name: str) -> str:
    """The rule of a zone for the years to come, the last line of its file: `CST-8`, `EST5EDT,M3.2.0,M11.1.0` (RFC 9636, section 3.3)."""
    if not is_zone(name):
        return ""
    package, _, base = f"tzdata.zoneinfo.{name.replace('/', '.')}".rpartition(".")
    try:
        content = resources.files(package).joinpath(base).read_bytes()
    except (OSError, ModuleNotFoundError):
        return ""
    return content.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def windows_name(name: str) -> str:
    """What Windows calls the zone; the name itself where that is not recorded."""
    return _WINDOWS.get(name) or _windows_names().get(name, name)


@cache
def _windows_names() -> dict[str, str]:
    """The zone that stands first for each of Windows' names -> that name. Source: CLDR, windowsZones."""
    return {str(zone): str(name) for name, zone in sorted(get_global("windows_zone_mapping").items(), reverse=True)}


def windows_display(name: str) -> str:
    """How Windows shows the zone in lists: `(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi`."""
    offset = offset_text(name, separator=":")
    cities = _WINDOWS_CITIES.get(windows_name(name), name.rpartition("/")[2].replace("_", " "))
    return f"(UTC{'' if offset == '+00:00' else offset}) {cities}"


def local_time(name: str, pattern: str) -> str:
    """The start of the run as a clock in the zone shows it, by a pattern of `strftime`; that of UTC for a name that is no zone."""
    return CLOCK_UTC.astimezone(_zone(name) or UTC).strftime(pattern)


def offset_minutes(name: str) -> int:
    """Offset at the start of the run, east of Greenwich positive; 0 for a name that is no zone."""
    return _now(name)


def _now(name: str) -> int:
    zone = _zone(name)
    return 0 if zone is None else _minutes(zone, CLOCK_UTC)


def _minutes(zone: zoneinfo.ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


def _turn(zone: zoneinfo.ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)


def _transition(zone: zoneinfo.ZoneInfo, name: str, moment: datetime) -> Transition:
    short = moment.astimezone(zone).tzname() or name
    return Transition(
        from_ms=int(moment.timestamp() * 1000), offset_minutes=_minutes(zone, moment), abbreviation=short, name=_long_name(name, short)
    )


def _long_name(name: str, short: str) -> str:
    """As V8 prints it in brackets, near enough: what the place is called."""
    if short.isalpha() and name not in _WINDOWS:
        return short
    return {"UTC": "Coordinated Universal Time"}.get(name, _WINDOWS.get(name, name))


@cache
def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    if name not in zone_names():
        return None
    return zoneinfo.ZoneInfo(name)
