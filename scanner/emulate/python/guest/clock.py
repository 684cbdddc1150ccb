"""Guest side: time that does not run, and the zone of the persona."""

import datetime
import sys
import time
import types
from typing import Any

from channel import ask, tell
from watch import Told

_REAL = {name: getattr(time, name) for name in dir(time) if not name.startswith("__")}


class Clock(types.ModuleType):
    """Stands for the module `time`. What depends on the zone says that it was read."""

    def __init__(self, zone: str, now_ms: int) -> None:
        super().__init__("time")
        for name, value in _REAL.items():
            if name not in vars(Clock):  # what stands below answers for the persona
                setattr(self, name, value)
        self._zone = zone
        self._now = now_ms / 1000
        self._ticks = 0.0
        self._table = ask("zone", zone) or [[0, 0, "UTC", "UTC"]]

    def _at(self, seconds: float) -> tuple[int, str]:
        """Offset in seconds and abbreviation."""
        found = self._table[0]
        for entry in self._table:
            if entry[0] <= seconds * 1000:
                found = entry
        return int(found[1]) * 60, str(found[2])

    def _read(self) -> tuple[int, str]:
        tell("read", "timezone")
        return self._at(self._now)

    @property
    def tzname(self) -> tuple[str, str]:
        name = Told(self._read()[1])
        return (name, name)

    @property
    def timezone(self) -> int:
        return -self._read()[0]

    altzone = timezone

    @property
    def daylight(self) -> int:
        return 0

    def time(self) -> float:
        return self._now

    def time_ns(self) -> int:
        return int(self._now * 1e9)

    def monotonic(self) -> float:
        self._ticks += 0.001
        return self._ticks

    perf_counter = process_time = monotonic

    def monotonic_ns(self) -> int:
        return int(self.monotonic() * 1e9)

    perf_counter_ns = process_time_ns = monotonic_ns

    def sleep(self, seconds: float) -> None:
        tell("delay", {"ms": int(float(seconds) * 1000)})

    def tzset(self) -> None:
        return None

    def localtime(self, seconds: float | None = None) -> Any:
        tell("read", "timezone")
        moment = self._now if seconds is None else seconds
        offset, name = self._at(moment)
        plain = _REAL["gmtime"](moment + offset)
        return _REAL["struct_time"](tuple(plain)[:9], {"tm_zone": name, "tm_gmtoff": offset})

    def gmtime(self, seconds: float | None = None) -> Any:
        return _REAL["gmtime"](self._now if seconds is None else seconds)

    def mktime(self, parts: Any) -> float:
        import calendar

        return calendar.timegm(tuple(parts)) - self._at(self._now)[0]

    def strftime(self, form: str, parts: Any = None) -> str:
        if "%Z" in form or "%z" in form:
            offset, name = self._read()
            sign = "-" if offset < 0 else "+"
            form = form.replace("%Z", name).replace("%z", f"{sign}{abs(offset) // 3600:02}{abs(offset) // 60 % 60:02}")
        return str(_REAL["strftime"](form, self.localtime() if parts is None else parts))

    def ctime(self, seconds: float | None = None) -> str:
        return str(_REAL["asctime"](self.localtime(seconds)))


class Zone(datetime.tzinfo):
    """Stands for `zoneinfo.ZoneInfo`, whose tables the guest does not have."""

    def __init__(self, key: str) -> None:
        self.key = self.zone = Told(key)
        self._table = ask("zone", key)
        if self._table is None:
            from zoneinfo import ZoneInfoNotFoundError

            raise ZoneInfoNotFoundError(f"No time zone found with key {key}")

    def _entry(self, moment: Any) -> Any:
        found = self._table[0]
        wanted = 0.0 if moment is None else (moment.replace(tzinfo=None) - datetime.datetime(1970, 1, 1)).total_seconds() * 1000
        for entry in self._table:
            if entry[0] <= wanted - entry[1] * 60000:
                found = entry
        return found

    def utcoffset(self, moment: Any) -> datetime.timedelta:
        return datetime.timedelta(minutes=self._entry(moment)[1])

    def dst(self, moment: Any) -> datetime.timedelta:
        return datetime.timedelta(0)

    def tzname(self, moment: Any) -> str:
        return Told(self._entry(moment)[2])

    def __str__(self) -> str:
        return self.key

    def __repr__(self) -> str:
        return f"zoneinfo.ZoneInfo(key={self.key!r})"


def install(facts: dict[str, Any]) -> Clock:
    """Put the clock in the place of `time`, and zones in the place of `zoneinfo` and `tzlocal`."""
    clock = Clock(facts["timezone"], facts["now_ms"])
    sys.modules["time"] = clock
    datetime._time = clock  # the pure Python module keeps the name

    class Here(Zone):
        def __init__(self) -> None:
            tell("read", "timezone")
            super().__init__(facts["timezone"])

    zones = types.ModuleType("zoneinfo")
    zones.ZoneInfo = Zone
    zones.ZoneInfoNotFoundError = type("ZoneInfoNotFoundError", (KeyError,), {})
    zones.available_timezones = lambda: set(ask("values", "timeZone"))
    local = types.ModuleType("tzlocal")
    local.get_localzone = Here
    local.get_localzone_name = lambda: Here().key
    sys.modules.update({"zoneinfo": zones, "tzlocal": local})
    return clock
