"""Time that passes only when the program waits, and the zone of the persona."""

import datetime
import sys
import time
import types
from typing import Any

from .channel import FACTS, ask, read, tell
from .environment import ENVIRONMENT

_REAL = {name: getattr(time, name) for name in dir(time) if not name.startswith("__")}
_PATIENCE = 2_000
"""Looks at the clock after which a program that waits by looking is let go on."""
_YEAR_MS = 366 * 86_400_000
_WAITS_TOLD = 60
"""Waits that are told; of a program that waits in a loop more say nothing."""
_WAITS_MOST = 150
"""Waits after which a program goes on for ever."""


class Stopped(BaseException):
    """The program waits without end: it is not gone on with."""


class Clock(types.ModuleType):
    """Stands for the module `time`. What depends on the zone says that it was read."""

    def __init__(self) -> None:
        super().__init__("time")
        for name, value in _REAL.items():
            if name not in vars(Clock):  # what stands below answers for the persona
                setattr(self, name, value)
        self.passed = 0.0
        """Seconds that the program waited."""
        self._looks = 0
        self._ticks = 0.0
        self._waits = 0
        self._zone = ""
        self._table: list[Any] = []

    def _now(self) -> float:
        self._looks += 1
        if self._looks > _PATIENCE:
            self.passed += 0.01
        return float(FACTS["now_ms"]) / 1000 + self.passed

    def _entries(self) -> list[Any]:
        name = ENVIRONMENT.changed.get("TZ") or FACTS["timezone"]
        if name != self._zone:
            self._zone = name
            self._table = ask("zone", name) or [[0, 0, "UTC", "UTC"]]
        return self._table

    def at(self, seconds: float) -> tuple[int, str]:
        """Offset in seconds and abbreviation."""
        found = self._entries()[0]
        for entry in self._table:
            if entry[0] <= seconds * 1000:
                found = entry
        return int(found[1]) * 60, str(found[2])

    def _this_year(self) -> list[tuple[int, str]]:
        """(offset, abbreviation) of the time of the year without and with daylight saving."""
        now = float(FACTS["now_ms"])
        kinds = {self.at(now / 1000)}
        kinds |= {(int(entry[1]) * 60, str(entry[2])) for entry in self._entries() if now - _YEAR_MS < entry[0] <= now + _YEAR_MS / 2}
        return sorted(kinds)

    @property
    def tzname(self) -> tuple[str, str]:
        read("timezone")
        kinds = self._this_year()
        return kinds[0][1], kinds[-1][1]

    @property
    def timezone(self) -> int:
        read("timezone")
        return -self._this_year()[0][0]

    @property
    def altzone(self) -> int:
        read("timezone")
        return -self._this_year()[-1][0]

    @property
    def daylight(self) -> int:
        return int(len(self._this_year()) > 1)

    def time(self) -> float:
        return self._now()

    def time_ns(self) -> int:
        return int(self._now() * 1e9)

    def monotonic(self) -> float:
        self._now()
        self._ticks += 1e-6
        return 1000.0 + self.passed + self._ticks

    perf_counter = process_time = thread_time = monotonic

    def monotonic_ns(self) -> int:
        return int(self.monotonic() * 1e9)

    perf_counter_ns = process_time_ns = thread_time_ns = monotonic_ns

    def clock_gettime(self, which: int) -> float:
        return self._now()

    def wait(self, seconds: float) -> None:
        """Let time pass, and tell of it."""
        seconds = max(0.0, float(seconds))
        self.passed += seconds
        self._looks = 0
        self._waits += 1
        if self._waits <= _WAITS_TOLD:
            tell("delay", {"ms": int(seconds * 1000)})
        elif self._waits > _WAITS_MOST:
            raise Stopped

    def sleep(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        for step in before_waiting:
            step(seconds)
        self.wait(seconds)

    def tzset(self) -> None:
        read("timezone")

    def localtime(self, seconds: float | None = None) -> Any:
        read("timezone")
        moment = self._now() if seconds is None else seconds
        offset, name = self.at(moment)
        plain = _REAL["gmtime"](moment + offset)
        is_dst = int(offset != self._this_year()[0][0]) if len(self._this_year()) > 1 else 0
        return _REAL["struct_time"]((*tuple(plain)[:8], is_dst), {"tm_zone": name, "tm_gmtoff": offset})

    def gmtime(self, seconds: float | None = None) -> Any:
        return _REAL["gmtime"](self._now() if seconds is None else seconds)

    def mktime(self, parts: Any) -> float:
        import calendar

        guess = calendar.timegm(tuple(parts))
        return float(guess - self.at(guess - self.at(guess)[0])[0])

    def strftime(self, form: str, parts: Any = None) -> str:
        if "%Z" in form or "%z" in form:
            read("timezone")
            offset, name = self.at(self._now())
            sign = "-" if offset < 0 else "+"
            form = form.replace("%Z", name).replace("%z", f"{sign}{abs(offset) // 3600:02}{abs(offset) // 60 % 60:02}")
        return str(_REAL["strftime"](form, self.localtime() if parts is None else parts))

    def ctime(self, seconds: float | None = None) -> str:
        return str(_REAL["asctime"](self.localtime(seconds)))

    def asctime(self, parts: Any = None) -> str:
        return str(_REAL["asctime"](self.localtime() if parts is None else parts))


before_waiting: list[Any] = []
"""Called with the seconds before the program waits: what else is to be done meanwhile is done."""


class ZoneInfoNotFoundError(KeyError):
    """As in `zoneinfo`."""


class Zone(datetime.tzinfo):
    """Stands for `zoneinfo.ZoneInfo`, whose tables the guest does not have."""

    def __init__(self, key: str) -> None:
        name = str(key)
        if name in ("localtime", "/etc/localtime"):
            read("timezone")
            name = str(FACTS["timezone"])
        self.key = self.zone = name
        self._table = ask("zone", name)
        if self._table is None:
            raise ZoneInfoNotFoundError(f"No time zone found with key {key}")

    @classmethod
    def no_cache(cls, key: str) -> "Zone":
        return cls(key)

    @classmethod
    def clear_cache(cls, **_: Any) -> None:
        return None

    @classmethod
    def from_file(cls, file: Any, key: Any = None) -> "Zone":
        content = file.read()
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        return cls(key or text.partition("zoneinfo/")[2].strip() or "UTC")

    def _entry(self, moment: Any) -> Any:
        found = self._table[0]
        wanted = 0.0 if moment is None else (moment.replace(tzinfo=None) - datetime.datetime(1970, 1, 1)).total_seconds() * 1000
        for entry in self._table:
            if entry[0] <= wanted - entry[1] * 60000:
                found = entry
        return found

    def utcoffset(self, moment: Any) -> datetime.timedelta | None:
        return None if moment is None and len(self._table) > 1 else datetime.timedelta(minutes=self._entry(moment)[1])

    def dst(self, moment: Any) -> datetime.timedelta | None:
        if moment is None:
            return None
        offset = self._entry(moment)[1]
        year = moment.replace(tzinfo=None) - datetime.datetime(1970, 1, 1)
        near = [entry[1] for entry in self._table if abs(entry[0] / 1000 - year.total_seconds()) < 370 * 86400] or [offset]
        return datetime.timedelta(minutes=max(0, offset - min([*near, offset])))

    def tzname(self, moment: Any) -> str | None:
        return None if moment is None and len(self._table) > 1 else str(self._entry(moment)[2])

    def __str__(self) -> str:
        return self.key

    def __repr__(self) -> str:
        return f"zoneinfo.ZoneInfo(key={self.key!r})"

    def __reduce__(self) -> Any:
        return (Zone, (self.key,))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Zone) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def localize(self, moment: Any, is_dst: bool = False) -> Any:
        """As zones of `pytz` have it."""
        return moment.replace(tzinfo=self)

    def normalize(self, moment: Any) -> Any:
        return moment


class Here(Zone):
    """The zone of the persona."""

    def __init__(self, *_: Any) -> None:
        read("timezone")
        super().__init__(str(FACTS["timezone"]))


CLOCK = Clock()


def install() -> None:
    """Put the clock in the place of `time`, and zones in the place of `zoneinfo`. Called before the image is taken."""
    previous = sys.modules.get("time")
    sys.modules["time"] = CLOCK
    for module in list(sys.modules.values()):
        held = getattr(module, "__dict__", {})
        if module is not None and module is not CLOCK and not str(held.get("__name__", "")).startswith("_unmask"):
            for name in ("time", "_time"):
                if held.get(name) is previous:
                    held[name] = CLOCK
    zones: Any = types.ModuleType("zoneinfo")
    zones.ZoneInfo, zones.ZoneInfoNotFoundError = Zone, ZoneInfoNotFoundError
    zones.InvalidTZPathWarning = RuntimeWarning
    zones.available_timezones = lambda: set(ask("values", "timeZone"))
    zones.TZPATH, zones.reset_tzpath = (), lambda *_, **__: None
    zones.__path__ = []
    sys.modules["zoneinfo"] = zones
