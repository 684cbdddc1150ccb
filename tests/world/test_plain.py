"""Where a day begins, units and mirrors are said openly; what only looks like them is not."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import Change, persona
from scanner.world.plain import differs_by_own_port, is_plain, waits_for_hour

SIGNALS = signals_of((shipped("rules"),))
BASE = persona(SIGNALS)  # its zone is eight hours before UTC
NEW_YORK, MIRROR, INDIA = ("timezone", "America/New_York"), ("package_mirror", "mirror.sample.cn"), ("locale", "hi-IN")
GERMANY = ("locale", "de-DE")
FONT = ("fonts", "SimSun")


@pytest.mark.parametrize(
    ("axis", "path", "before", "after", "expected"),
    [
        (NEW_YORK, "body.since", "1795276800", "1795230000", False),
        (NEW_YORK, "body.since", "1795276800", "1795323600", True),
        (NEW_YORK, "body.since", "1795276800000", "1795323600000", True),
        (NEW_YORK, "query.to", "2026-11-21T16:00:00.000Z", "2026-11-22T05:00:00.000Z", True),
        (NEW_YORK, "query.to", "2026-11-21T15:59:59.999Z", "2026-11-22T04:59:59.999Z", True),
        (NEW_YORK, "query.at", "2026-11-22T10:30:00.000Z", "2026-11-21T21:30:00.000Z", False),
        (NEW_YORK, "query.to", "2026-11-31T16:00:00Z", "2026-11-22T05:00:00Z", False),
        (NEW_YORK, "query.unit", "metric", "imperial", False),
        (INDIA, "query.unit", "metric", "imperial", True),
        (INDIA, "query.unit", "metric", "m1", False),
        (INDIA, "body.mode", "fast", "slow", False),
        (INDIA, "query.symbols", "USD", "EUR", True),
        (INDIA, "query.symbols", "USD", "QQQ", False),
        (INDIA, "body.text", "in USD, metric units", "in INR, imperial units", True),
        (INDIA, "body.text", "in USD, metric units", "in INR, secret units", False),
        (INDIA, "body.text", "in USD, metric units", "in INR; metric units", False),
        (NEW_YORK, "query.symbols", "USD", "EUR", False),
        (GERMANY, "body.text", "First day of the week: Sunday", "First day of the week: Monday", True),
        (GERMANY, "body.text", "First day of the week: Sunday", "First day of the week: Friday", False),
        (GERMANY, "query.week", "2026-11-22", "2026-11-16", True),
        (GERMANY, "query.week", "2026-11-22", "2026-11-17", False),
        (GERMANY, "query.week", "2026-11-22", "2026-11-99", False),
        (MIRROR, "request[0].url.path", "/t/releases/download/v1.0.0/t-1.0.0-linux.tgz", "/binaries/t/t-1.0.0-linux.tgz", True),
        (MIRROR, "request[0].url.path", "/t/releases/download/v1.0.0/t-1.0.0-linux.tgz", "/binaries/t/t-1.0.1-linux.tgz", False),
        (MIRROR, "request[0].url.path", "/v1/messages", "/v2/messages", False),
        (FONT, "body.text", "Answer.\nFont families: 0", "Answer.\nFont families: 6", True),
        (FONT, "body.text", "Answer 0.\nFont families: 1", "Answer 6.\nFont families: 1", False),
        (FONT, "body.text", "Fonts: none, in short", "Fonts: none, in brief", False),
        (GERMANY, "body.text", "Font families: 0", "Font families: 6", False),
        (INDIA, "request[0].url.path", "/a/t-1.0.0.tgz", "/b/t-1.0.0.tgz", False),
    ],
)
def test_what_everybody_understands_is_no_hidden_form(axis: tuple[str, str], path: str, before: str, after: str, expected: bool) -> None:
    """The start of the local day in seconds, units of a weather service and a mirror of releases were covert."""
    who = persona(SIGNALS, (Change(axis=axis[0], value=axis[1], origin="panel"),))
    assert is_plain(path, before, after, who, BASE) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("http://127.0.0.1:2012", "http://127.0.0.1:3120", True),
        ("http://localhost:20123/cb", "http://localhost:31200/cb", True),
        ("http://localhost:20123/cb", "http://localhost:31200/cc", False),
        ("http://api.example.com:20123/cb", "http://api.example.com:31200/cb", False),
        ("http://localhost:80/", "http://localhost:80/", False),
    ],
)
def test_a_port_of_the_own_machine_is_told_from_others(before: str, after: str, expected: bool) -> None:
    users, places = (persona(SIGNALS, (Change(axis=axis, value=value, origin="panel"),)) for axis, value in (("user_name", "kim"), NEW_YORK))
    assert differs_by_own_port(before, after, users) is expected
    assert not differs_by_own_port(before, after, places)


@pytest.mark.parametrize(
    ("axis", "before", "after", "expected"),
    [
        (NEW_YORK, 7, 20, True),  # until the same hour of two local days, thirteen hours apart
        (NEW_YORK, 20, 9, True),
        (NEW_YORK, 7, 19, False),
        (NEW_YORK, 0.01, 13.01, False),  # nobody who waits for half a minute waits for a day
        (NEW_YORK, 24, 23, True),  # across the end of summer time
        (NEW_YORK, 24, 20, False),
        (INDIA, 7, 20, False),
    ],
)
def test_a_wait_for_an_hour_of_the_local_day(axis: tuple[str, str], before: float, after: float, expected: bool) -> None:
    """A daily task that runs in the user's own morning was a covert gate by its delay."""
    who = persona(SIGNALS, (Change(axis=axis[0], value=axis[1], origin="panel"),))
    assert waits_for_hour(str(before * 3_600_000), str(after * 3_600_000), who, BASE) is expected
