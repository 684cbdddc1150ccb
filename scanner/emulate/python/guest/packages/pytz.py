"""Stands for `pytz`."""

import datetime

from _unmask.channel import ask as _ask
from _unmask.clock import Zone as _Zone
from _unmask.clock import ZoneInfoNotFoundError as _Missing


class UnknownTimeZoneError(KeyError):
    pass


class AmbiguousTimeError(Exception):
    pass


NonExistentTimeError = InvalidTimeError = AmbiguousTimeError
BaseTzInfo = _Zone


def timezone(name):
    if str(name).upper() == "UTC":
        return utc
    try:
        return _Zone(name)
    except _Missing as error:
        raise UnknownTimeZoneError(name) from error


class _Utc(datetime.tzinfo):
    zone = "UTC"

    def utcoffset(self, _):
        return datetime.timedelta(0)

    dst = utcoffset

    def tzname(self, _):
        return "UTC"

    def localize(self, moment, is_dst=False):
        return moment.replace(tzinfo=self)

    def normalize(self, moment, is_dst=False):
        return moment

    def __str__(self):
        return "UTC"

    def __repr__(self):
        return "<UTC>"


utc = UTC = _Utc()


def FixedOffset(minutes):
    return datetime.timezone(datetime.timedelta(minutes=minutes))


def __getattr__(name):
    if name in ("all_timezones", "common_timezones"):
        return list(_ask("values", "timeZone"))
    if name in ("all_timezones_set", "common_timezones_set"):
        return set(_ask("values", "timeZone"))
    if name in ("country_timezones", "country_names"):
        return {}
    if name == "exceptions":
        import sys

        return sys.modules[__name__]
    raise AttributeError(name)
