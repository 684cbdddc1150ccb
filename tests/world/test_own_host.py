"""What goes to the host that a setting of the user names."""

import json

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.difference import differences
from scanner.world.persona import Change, persona
from scanner.world.recording import Act, Event, Recording, Request

SIGNALS = signals_of((shipped("rules"),))
SINKS = sinks_of((shipped("rules"),))
HOST, OTHER = persona(SIGNALS).value("gateway_host"), "relay.example.org"


def _turn(host: str, text: str) -> Request:
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": text}]})
    return Request(via="fetch", method="POST", url=f"https://{host}/v1/messages", headers=(), body=body)


def _paused(host: str, ms: int, then: str) -> list[Event]:
    return [_turn(host, "hello"), Act(kind="delay", name="delay", text=str(ms)), _turn(host, then)]


def _forms(left: list[Event], right: list[Event], axis: str, value: str) -> set[tuple[str, str | None]]:
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis=axis, value=value, origin="panel"),))
    found = differences(Recording(events=left), Recording(events=right), other, base, SINKS)
    return {(one.form, one.carrier) for one in found if one.leaf.way_out == "delay"}


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (_paused(OTHER, 500, "hello"), ("routing", None)),
        (_paused(OTHER, 500, "something else"), ("gate", "delay")),
        (_paused(OTHER, 1003, "hello"), ("form", "timing")),
    ],
)
def test_how_long_one_waits_to_ask_the_own_gateway_again_is_a_matter_of_that_gateway(
    right: list[Event], expected: tuple[str, str | None]
) -> None:
    left = _paused(HOST, 1000, "hello" if right[0] == right[2] else "something else")
    assert _forms(left, right, "gateway_host", OTHER) == {expected}


def test_a_pause_that_the_zone_chooses_is_hidden_though_the_same_is_asked_again() -> None:
    assert _forms(_paused(HOST, 1000, "hello"), _paused(HOST, 5000, "hello"), "timezone", "Asia/Tehran") == {("gate", "delay")}
