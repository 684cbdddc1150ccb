"""Further requests whose reason the user is shown, and those that only look so."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.difference import differences
from scanner.world.persona import Change, persona
from scanner.world.recording import Act, Event, Recording, Request

SIGNALS = signals_of((shipped("rules"),))
SINKS = sinks_of((shipped("rules"),))


def _asked(host: str, method: str = "GET", body: str | None = None, *, query: str = "") -> Request:
    return Request(via="httpx", method=method, url=f"https://{host}/simple/pip/{query}", headers=(("accept", "text/html"),), body=body)


def _shown(text: str) -> Act:
    return Act(kind="print", name="stdout", text=text)


ZONE = ("timezone", "Asia/Shanghai")
LANGUAGE = ("locale", "zh-CN")
MIRROR = "pypi.mirrors.sample.cn"


@pytest.mark.parametrize(("change", "line", "further", "is_hidden"), [
    (ZONE, "Sample  0.2  your time zone is Asia/Shanghai", _asked(MIRROR), False),
    (LANGUAGE, "Sample  0.2  your locale's country is CN", _asked(MIRROR), False),
    (ZONE, "your time zone is Asia/Shanghai", _asked(MIRROR), True),  # whom it asks it does not say
    (ZONE, "Sample  0.2  near", _asked(MIRROR), True),  # nor here why
    (LANGUAGE, "Sample  0.2  CN", _asked(MIRROR), True),
    (ZONE, "Sample  0.2  your time zone is Asia/Shanghai", _asked(MIRROR, query="?n=1"), True),
    (ZONE, "Sample  0.2  your time zone is Asia/Shanghai", _asked(MIRROR, "POST", '{"n": 1}'), True),
])  # fmt: skip
def test_a_host_that_is_shown_with_the_reason_may_be_asked(
    change: tuple[str, str], line: str, further: Request, is_hidden: bool
) -> None:
    """Bug: a program that times the mirrors near its user, and says why each, was a covert gate."""
    axis, value = change
    first = _asked("pypi.sample.org")
    left: list[Event] = [first, _shown("main index")]
    right: list[Event] = [first, further, _shown("main index"), _shown(line)]
    who = persona(SIGNALS, (Change(axis=axis, value=value, origin="panel"),))
    found = differences(Recording(events=left), Recording(events=right), who, persona(SIGNALS), SINKS)
    assert any(one.is_hidden for one in found) is is_hidden
