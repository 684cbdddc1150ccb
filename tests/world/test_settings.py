"""Settings of the made-up world that a program writes back say nothing about the user."""

import json

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.persona import Change, persona
from scanner.world.settings import MARK, setting, without_given

SIGNALS = signals_of((shipped("rules"),))


def test_settings_that_are_written_back_are_left_out() -> None:
    """A tool that read its settings and kept them was told to write the host of the gateway to a file."""
    other = persona(SIGNALS, (Change(axis="gateway_host", value="gateway.example.cn", origin="panel"),))
    given = setting("baseUrl", other, SIGNALS)
    assert given is not None
    held = {MARK: "/home/user/.tool/config.json", "baseUrl": given.text, "inner": {"baseUrl": given.text}, "zone": "own"}
    assert json.loads(without_given(json.dumps(held), other, SIGNALS)) == {"inner": {}, "zone": "own"}


def test_settings_that_are_written_back_later_are_left_out_too() -> None:
    """A program that reads them again is not told by a mark any more."""
    other = persona(SIGNALS, (Change(axis="gateway_host", value="gateway.example.cn", origin="panel"),))
    names = ("baseUrl", "apiUrl", "endpoint", "gateway", "zone")
    held = {name: answer.text for name in names if (answer := setting(name, other, SIGNALS)) is not None} | {"own": 1}
    assert len(held) > 4
    assert json.loads(without_given(json.dumps(held), other, SIGNALS)) == {"own": 1}
    chosen = json.dumps({"baseUrl": held["baseUrl"]})
    assert without_given(chosen, other, SIGNALS) == chosen


def test_what_the_program_makes_of_them_is_kept() -> None:
    other = persona(SIGNALS, (Change(axis="gateway_host", value="gateway.example.cn", origin="panel"),))
    held = {MARK: "/home/user/.tool/config.json", "seen": "gateway.example.cn", "list": [1]}
    assert json.loads(without_given(json.dumps(held), other, SIGNALS)) == {"seen": "gateway.example.cn", "list": [1]}
    assert without_given("gateway.example.cn", other, SIGNALS) == "gateway.example.cn"
    for text in (f"{{{MARK}", "[" * 5000, '{"a":' * 5000, "{}", "[]"):
        assert without_given(text, other, SIGNALS) == text
