"""A step that a signal decides: the order of a list."""

from pathlib import Path

import pytest

from tests.analyze.python.programs import flows_of, followed

TURNED = """
import httpx, sys, time
def send(tools):
    httpx.post("https://api.sample.com/v1/chat/completions", json={"model": "m", "messages": [], "tools": tools})
def order(tools):
    step = 1 if TEST else -1
    print(time.tzname[0] == "CST")
    return LISTED[::step]
def main(tools):
    send(order(tools))
"""


def _sent(folder: Path, test: str, listed: str) -> set[tuple[str, str | None]]:
    flows = flows_of(followed(folder, {"main.py": TURNED.replace("TEST", test).replace("LISTED", listed)}))
    return {(one.selects, one.carrier) for one in flows if one.sink == "model_request"}


@pytest.mark.parametrize("listed", ["sorted(tools)", '["read", "write"]'])
def test_the_order_of_a_list_follows_a_step_that_the_zone_decides(tmp_path: Path, listed: str) -> None:
    """`tools[::step]` was taken for the same list for everybody."""
    assert _sent(tmp_path, 'time.tzname[0] == "CST"', listed) == {("form", "field_order")}


@pytest.mark.parametrize("listed", ["sorted(tools)", '["read", "write"]'])
def test_a_step_that_the_user_decides_says_nothing(tmp_path: Path, listed: str) -> None:
    assert _sent(tmp_path, "len(sys.argv) > 2", listed) == set()
