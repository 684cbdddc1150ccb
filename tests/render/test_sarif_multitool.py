"""Microsoft's own validator, with the rules of GitHub's code scanning, has nothing to say about our SARIF."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.model.report import Report
from scanner.render.language import ENGLISH
from scanner.render.sarif import render_sarif
from tests.render import sample
from tests.render.multitool import multitool, said

__all__ = ["multitool"]

pytestmark = [pytest.mark.real]


@pytest.mark.parametrize(
    "made", [sample.blocked, sample.inconclusive, sample.passed, sample.empty, sample.hostile], ids=lambda made: made.__name__
)
def test_the_validator_finds_nothing(made: Callable[[], Report], multitool: Path, tmp_path: Path) -> None:
    assert said(multitool, render_sarif(made(), ENGLISH), tmp_path) == []


def test_rules_of_both_kinds_run_and_can_fail(multitool: Path, tmp_path: Path) -> None:
    log = json.loads(render_sarif(sample.blocked(), ENGLISH))
    run = log["runs"][0]
    run["results"][0]["ruleIndex"] = 99
    for result in run["results"]:
        result.pop("locations")
    del run["tool"]["driver"]["rules"][0]["help"]
    kinds = {line.split(" ", 2)[1].rstrip(":")[:2] for line in said(multitool, json.dumps(log).encode(), tmp_path)}

    assert kinds >= {"GH", "SA"} or kinds >= {"GH", "JS"}
