"""Stands for `dateutil.tz`."""

import datetime as _datetime

from _unmask.clock import Here as _Here
from _unmask.clock import Zone as _Zone
from _unmask.clock import ZoneInfoNotFoundError as _Missing


class tzlocal(_Here):
    pass


def gettz(name=None):
    if not name:
        return tzlocal()
    try:
        return _Zone(name)
    except _Missing:
        return None


class tzutc(_datetime.tzinfo):
    def utcoffset(self, _):
        return _datetime.timedelta(0)

    dst = utcoffset

    def tzname(self, _):
        return "UTC"


UTC = tzutc()


def tzoffset(name, offset):
    return _datetime.timezone(offset if isinstance(offset, _datetime.timedelta) else _datetime.timedelta(seconds=offset), name or "")


tzfile = tzstr = gettz


def resolve_imaginary(moment):
    return moment
