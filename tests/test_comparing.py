"""Bisection: the ends of the range with few examinations, also where stretches of versions cannot be evaluated."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from scanner.comparing import _column, _Search
from scanner.model.comparison import Examined, Shows
from scanner.model.finding import FindingKind, Grade
from scanner.render.flowmap import drawn, routes_of
from tests.render import sample


def _search(truth: Callable[[int], Shows], monkeypatch: pytest.MonkeyPatch) -> _Search:
    monkeypatch.setattr(_Search, "_examined", lambda self, version: Examined(version=version, shows=truth(int(version))))
    versions = tuple(map(str, range(100)))
    unused: dict[str, object] = {"wanted": None, "run": None, "judging": None}
    return _Search(package="p", versions=versions, kind=FindingKind.COVERT_CHANNEL, on_version=lambda _: None, **unused)  # type: ignore[arg-type]


def _shows(index: int, *, hidden: range) -> Shows:
    return Shows.NOT_EVALUATED if index in hidden else Shows.YES if 60 <= index <= 80 else Shows.NO


@pytest.mark.parametrize(
    ("hidden", "first", "last"),
    [
        (range(0), 60, 80),
        (range(50), 60, 80),
        (range(20, 58), 60, 80),
        (range(83, 100), 60, 80),
        (range(62, 66), 60, 80),
        (range(60), None, 80),
        (range(59, 60), None, 80),
        (range(81, 100), 60, None),
    ],
    ids=str,
)
def test_the_ends_are_found_unless_they_are_hidden(hidden: range, first: int | None, last: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    search = _search(lambda index: _shows(index, hidden=hidden), monkeypatch)
    assert search.shows(70) is Shows.YES
    assert (search.edge(70, -1), search.edge(70, 100)) == (first, last)
    assert len(search.seen) <= 30


def test_a_search_without_gaps_examines_few(monkeypatch: pytest.MonkeyPatch) -> None:
    search = _search(lambda index: _shows(index, hidden=range(0)), monkeypatch)
    assert (search.edge(70, -1), search.edge(70, 100)) == (60, 80)
    assert len(search.seen) <= 13


def test_a_broken_range_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    search = _search(lambda index: Shows.NO if index == 66 else _shows(index, hidden=range(0)), monkeypatch)
    assert "66 inside the range do not show it" in search.spot_check(60, 80)


NAMED = replace(sample.ENDPOINTS[0], id="n", grade=Grade.D, attributes=(("host", "aaa.example"),))


def test_names_that_merely_occur_are_no_destinations() -> None:
    column = _column(sample.AGENT, replace(sample.blocked(), findings=(NAMED, sample.ENDPOINTS[0])))
    assert [to.host for to in column.destinations] == [sample.ENDPOINTS[0].attribute("host")]


def test_the_map_draws_what_receives_data_before_names_that_merely_occur() -> None:
    routes = routes_of((NAMED, *sample.ENDPOINTS))
    assert routes[-1].destination.host == "aaa.example"
    drawing = drawn(routes, (sample.AGENT,), unknown="unknown")
    assert drawing is not None
    assert "aaa.example" not in {box.label for box in drawing.boxes}
    assert drawn(routes[-1:], (sample.AGENT,), unknown="unknown") is not None
