"""Tools side by side: what counts as a destination, and what the map draws."""

from dataclasses import replace

from scanner.comparing import _column
from scanner.model.finding import Grade
from scanner.render.flowmap import drawn, routes_of
from tests.render import sample

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
