"""Every made-up tool that tells persons apart is found, and its honest twin is not accused."""

from pathlib import Path

import pytest

from tests.analyze.python.pairs import PAIRS, Pair
from tests.analyze.python.programs import flows_of, followed


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_dirty_one_is_found(tmp_path: Path, pair: Pair) -> None:
    found = {(signal, flow.selects, flow.sink) for flow in flows_of(followed(tmp_path, dict(pair.dirty))) for signal in flow.signals}
    assert pair.expected in found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_honest_twin_is_not_accused(tmp_path: Path, pair: Pair) -> None:
    flows = flows_of(followed(tmp_path, dict(pair.benign)))
    outward = [flow for flow in flows if flow.sink not in ("terminal", "delay")]
    assert [flow for flow in outward if flow.selects != "nothing" and flow.signals != ("gateway_host",)] == []
    assert all(flow.selects in ("nothing", *pair.allowed) for flow in flows if flow.sink is not None and flow.signals != ("gateway_host",))
