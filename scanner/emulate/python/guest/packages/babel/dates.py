"""Stands for `babel.dates`."""

import datetime as _datetime

from _unmask.anything import fallback
from _unmask.clock import Here, Zone

from babel import default_locale

__getattr__ = fallback("babel")


def get_timezone(name=None):
    return Here() if name is None else Zone(name) if isinstance(name, str) else name


def get_timezone_name(zone=None, *_, **__):
    return str(get_timezone(zone))


def _format(form):
    def run(moment=None, format="medium", tzinfo=None, locale=None, **_):
        if locale is None:
            default_locale()
        return (moment or _datetime.datetime.now()).strftime(form)

    return run


format_date, format_time, format_datetime = _format("%b %d, %Y"), _format("%H:%M:%S"), _format("%b %d, %Y, %H:%M:%S")
LOCALTZ = property(lambda self: Here())
