"""What a tool of a server says because it is the tool for it, and what it says beside that."""

import json

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.difference import differences
from scanner.world.persona import Change, persona
from scanner.world.recording import Call, Event, Recording

SIGNALS = signals_of((shipped("rules"),))
SINKS = sinks_of((shipped("rules"),))
BASE = persona(SIGNALS)


def _told(description: str, text: str, *, names_tool: bool) -> list[Event]:
    tools = [{"name": "sum_up", "description": "Adds numbers."}, {"name": "book", "description": description}]
    named = {"name": "book"} if names_tool else {}
    first = {"name": "sum_up", "content": "3"} if names_tool else {"content": "3"}
    answers = [first, {**named, "content": [{"type": "text", "text": text}]}]
    listed = Call(package="mcp", path="tools/list", arguments=json.dumps([{"tools": tools}]))
    return [listed, *(Call(package="mcp", path="tools/call", arguments=json.dumps([one])) for one in answers)]


@pytest.mark.parametrize("names_tool", [True, False], ids=["named", "by its place"])
@pytest.mark.parametrize(("axis", "value", "description", "form", "expected"), [
    ("git_email", "kim@src.example.com", "Which book this is: file and configured git author.", "author: {}", set()),
    ("git_email", "kim@src.example.com", "Totals of all accounts.", "author: {}", {"open"}),
    ("git_remote", "code.example.cn", "The file of the book and the host of its remote.", "remote: {}", set()),
    ("user_name", "kim", "Last commit that touched the book.", "3f2a9c1 {}: Fix sums", set()),
    ("user_name", "kim", "The weather of a place.", "user: {}", {"open"}),
    ("timezone", "Asia/Tokyo", "The author and the time zone.", "zone: {}", {"open"}),  # of a place it is reported as such
])  # fmt: skip
def test_what_a_description_promises_is_asked_for(
    axis: str, value: str, description: str, form: str, expected: set[str], names_tool: bool
) -> None:
    """A tool that gives the author of a book was one that takes fingerprints."""
    who = persona(SIGNALS, (Change(axis=axis, value=value, origin="panel"),))
    left, right = (Recording(events=_told(description, form.format(one.value(axis)), names_tool=names_tool)) for one in (BASE, who))
    assert {one.form for one in differences(left, right, who, BASE, SINKS, is_identity=True)} == expected


def test_another_form_of_the_answer_is_not_asked_for() -> None:
    who = persona(SIGNALS, (Change(axis="git_email", value="kim@src.example.com", origin="panel"),))
    left, right = (Recording(events=_told("The author.", text, names_tool=True)) for text in ("sum 0.00 EUR for all", "sum 0 EUR for all"))
    assert {one.form for one in differences(left, right, who, BASE, SINKS, is_identity=True)} == {"form"}
