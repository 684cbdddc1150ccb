"""Stands for `arrow`."""

import datetime as _datetime

from _unmask.anything import fallback
from _unmask.clock import Here as _Here
from _unmask.clock import Zone as _Zone

__getattr__ = fallback("arrow")


class Arrow:
    def __init__(self, moment):
        self.datetime = moment

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.datetime, name)

    def to(self, zone):
        return Arrow(self.datetime.astimezone(_zone(zone)))

    def format(self, form="YYYY-MM-DD HH:mm:ssZZ", locale="en"):
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
            ("ZZZ", "%Z"),
        ):
            form = form.replace(token, code)
        return self.datetime.strftime(form)

    def shift(self, **parts):
        return Arrow(
            self.datetime
            + _datetime.timedelta(
                **{name: value for name, value in parts.items() if name in ("weeks", "days", "hours", "minutes", "seconds")}
            )
        )

    def humanize(self, *_, **__):
        return "just now"

    def floor(self, _):
        return self

    def __str__(self):
        return self.datetime.isoformat()

    def __lt__(self, other):
        return self.datetime < getattr(other, "datetime", other)

    def __eq__(self, other):
        return self.datetime == getattr(other, "datetime", other)

    __hash__ = None


def _zone(zone):
    if zone in ("local", None):
        return _Here()
    return _Zone(zone) if isinstance(zone, str) else zone


def now(tz="local"):
    return Arrow(_datetime.datetime.now(_zone(tz)))


def utcnow():
    return Arrow(_datetime.datetime.now(_datetime.UTC))


def get(*values, tzinfo=None, **_):
    if not values:
        return utcnow()
    first = values[0]
    if isinstance(first, str):
        return Arrow(_datetime.datetime.fromisoformat(first))
    if isinstance(first, int | float):
        return Arrow(_datetime.datetime.fromtimestamp(first, _datetime.UTC))
    return Arrow(first)
