"""Stands for `pendulum`."""

import datetime as _datetime

from _unmask.anything import fallback
from _unmask.clock import Here as _Here
from _unmask.clock import Zone as _Zone

__getattr__ = fallback("pendulum")


class DateTime(_datetime.datetime):
    @property
    def timezone(self):
        return self.tzinfo

    @property
    def timezone_name(self):
        return str(getattr(self.tzinfo, "key", self.tzinfo))

    tz = timezone

    @property
    def offset(self):
        return int(self.utcoffset().total_seconds())

    @property
    def offset_hours(self):
        return self.offset / 3600

    def in_timezone(self, zone):
        return _of(self.astimezone(timezone(zone)))

    in_tz = in_timezone

    def to_date_string(self):
        return self.strftime("%Y-%m-%d")

    def to_datetime_string(self):
        return self.strftime("%Y-%m-%d %H:%M:%S")

    def to_iso8601_string(self):
        return self.isoformat()

    def format(self, form, **_):
        for token, code in (
            ("YYYY", "%Y"),
            ("MMMM", "%B"),
            ("MM", "%m"),
            ("DD", "%d"),
            ("dddd", "%A"),
            ("HH", "%H"),
            ("mm", "%M"),
            ("ss", "%S"),
            ("ZZ", "%z"),
            ("z", "%Z"),
        ):
            form = form.replace(token, code)
        return self.strftime(form)


def _of(moment):
    return DateTime(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond, moment.tzinfo)


def timezone(name):
    return _Zone(name) if isinstance(name, str) else name


def local_timezone():
    return _Here()


def now(tz=None):
    return _of(_datetime.datetime.now(_Here() if tz is None else timezone(tz)))


def today(tz=None):
    return now(tz).replace(hour=0, minute=0, second=0, microsecond=0)


def datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tz="UTC"):
    return DateTime(year, month, day, hour, minute, second, microsecond, timezone(tz))


def parse(text, tz="UTC", **_):
    return _of(_datetime.datetime.fromisoformat(text).replace(tzinfo=timezone(tz)))


def from_timestamp(stamp, tz="UTC"):
    return _of(_datetime.datetime.fromtimestamp(stamp, timezone(tz)))


def duration(**parts):
    return _datetime.timedelta(**parts)


UTC = "UTC"
