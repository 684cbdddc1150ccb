"""Stands for `dateutil.relativedelta`."""

import calendar
import datetime


class relativedelta:
    def __init__(self, dt1=None, dt2=None, *, years=0, months=0, weeks=0, days=0, hours=0, minutes=0, seconds=0, **absolute):
        if dt1 is not None and dt2 is not None:
            months = (dt1.year - dt2.year) * 12 + dt1.month - dt2.month - (dt1.day < dt2.day)
            years, months = divmod(months, 12)
        self.years, self.months, self.days, self.absolute = years, months, days + 7 * weeks, absolute
        self.hours, self.minutes, self.seconds = hours, minutes, seconds

    def __radd__(self, moment, sign=1):
        month = moment.month - 1 + sign * (self.months + 12 * self.years)
        year, month = moment.year + month // 12, month % 12 + 1
        found = moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
        found = found.replace(
            **{
                name: value
                for name, value in self.absolute.items()
                if name in ("year", "month", "day", "hour", "minute", "second", "microsecond")
            }
        )
        return found + sign * datetime.timedelta(days=self.days, hours=self.hours, minutes=self.minutes, seconds=self.seconds)

    __add__ = __radd__

    def __rsub__(self, moment):
        return self.__radd__(moment, -1)

    def __neg__(self):
        return relativedelta(
            years=-self.years, months=-self.months, days=-self.days, hours=-self.hours, minutes=-self.minutes, seconds=-self.seconds
        )


MO, TU, WE, TH, FR, SA, SU = range(7)
