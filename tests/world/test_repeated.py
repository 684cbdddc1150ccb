"""Questions that one side asks once more for another value of the signal, and those that only look so."""

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.difference import differences
from scanner.world.persona import Change, persona
from scanner.world.recording import Event, Recording, Request

SIGNALS = signals_of((shipped("rules"),))
SINKS = sinks_of((shipped("rules"),))


def _asked(query: str, path: str = "search") -> Request:
    return Request(via="fetch", method="GET", url=f"https://api.sample.org/{path}?{query}", headers=(("accept", "*/*"),), body=None)


def _is_hidden(left: list[Event], right: list[Event]) -> bool:
    who = persona(SIGNALS, (Change(axis="locale", value="de-DE", origin="panel"),))
    found = differences(Recording(events=left), Recording(events=right), who, persona(SIGNALS), SINKS)
    return any(one.is_hidden for one in found)


FIRST, LAST = _asked("q=lake&lang=en&n=5"), _asked("q=lake", "map")


@pytest.mark.parametrize(
    ("further", "is_hidden"),
    [
        pytest.param("q=lake&lang=de&n=5", False, id="of the user's language, after the one that was asked for"),
        pytest.param("q=lake&lang=de&n=6", True, id="and of another number"),
        pytest.param("q=lake&lang=en&n=5", True, id="the very same once more"),
        pytest.param("q=lake&lang=en&n=6", True, id="of another number alone"),
        pytest.param("lang=de&q=lake&n=5", True, id="with its fields in another order"),
        pytest.param("q=lake&lang=fr&n=5", True, id="of a language that is not the user's"),
    ],
)
def test_a_question_may_be_asked_again_in_the_language_of_the_user(further: str, is_hidden: bool) -> None:
    """Bug: a server that keeps its answers asked again only for who speaks another language than the client had asked for."""
    assert _is_hidden([FIRST, LAST], [FIRST, _asked(further), LAST]) is is_hidden


@pytest.mark.parametrize(("own", "is_hidden"), [("en", False), ("fr", True)])
def test_who_speaks_the_language_that_was_asked_for_need_not_ask_again(own: str, is_hidden: bool) -> None:
    first = _asked("q=lake&lang=de&n=5")
    assert _is_hidden([first, _asked(f"q=lake&lang={own}&n=5"), LAST], [first, LAST]) is is_hidden


def test_a_second_question_of_another_kind_stays() -> None:
    assert _is_hidden([FIRST, LAST], [FIRST, LAST, _asked("q=lake&lang=de&n=5"), _asked("near=1", "more")])
