"""What several changes show together counts where none shows anything alone, and each of them is needed."""

from collections.abc import Callable
from itertools import count

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.difference import differences
from scanner.world.leaf import leaves_of
from scanner.world.persona import Change, Persona, persona
from scanner.world.recording import Recording, Request
from scanner.world.together import Asking, agreed, people_of

SIGNALS, SINKS = signals_of((shipped("rules"),)), sinks_of((shipped("rules"),))
ZONE = Change(axis="timezone", value="Asia/Shanghai", origin="panel")
NAME = Change(axis="host_name", value="build-7", origin="compared literal")
LANG = Change(axis="locale", value="zh-CN", origin="panel")
COUNTER = count()


def _asking(says: Callable[[frozenset[str]], str]) -> Asking:
    """People whose one request holds what is said of the axes that they differ on."""

    def run(changes: tuple[Change, ...]) -> tuple[Persona, Recording]:
        text = says(frozenset(change.axis for change in changes))
        request = Request(via="fetch", method="POST", url="https://api.example.com/v1/chat", headers=(), body=f'{{"text": "{text}"}}')
        return persona(SIGNALS, changes), Recording(events=[request])

    return Asking(
        run=run,
        compare=lambda left, right, other, base: differences(left, right, other, base, SINKS),
        leaves=lambda recording: leaves_of(recording.events, SINKS),
        is_late=lambda: False,
    )


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        (lambda axes: "It’s" if {"timezone", "host_name"} <= axes else "It's", ("timezone", "host_name")),
        (lambda axes: "It’s" if {"timezone", "host_name", "locale"} <= axes else "It's", ("timezone", "host_name", "locale")),
        (lambda axes: "It’s" if {"timezone"} <= axes else "It's", None),
        (lambda axes: "It’s" if len(axes & {"timezone", "host_name", "locale"}) > 1 else "It's", ("host_name", "locale")),
        (lambda axes: "".join(sorted(axes)), None),
        (lambda axes: f"In Asia/Shanghai on build-7{len(axes)}" if {"timezone", "host_name"} <= axes else "Somewhere", None),
        (lambda axes: f"x{next(COUNTER)}", None),
        (lambda axes: "It's", None),
    ],
    ids=["two", "three", "one", "any two", "each", "openly", "never the same", "nothing"],
)
def test_only_what_needs_several_changes_counts(says: Callable[[frozenset[str]], str], expected: tuple[str, ...] | None) -> None:
    asking, changes = _asking(says), (ZONE, NAME, LANG)
    shown = [asking.run(one)[1] for one in ((), *((change,) for change in changes))]
    found = agreed([changes], shown, asking)
    assert (None if found is None else tuple(change.axis for change in found.persona.changes)) == expected


def test_people_have_what_the_artifact_looks_for_or_are_elsewhere_in_everything() -> None:
    there = Change(axis="timezone", value="Asia/Tehran", origin="entry of a decoded list")
    people = people_of({"timezone": (ZONE, there), "host_name": (NAME,), "locale": (LANG,)})
    assert people == ((there, NAME, LANG), (ZONE, LANG))
    assert people_of({"timezone": (ZONE,)}) == ()
