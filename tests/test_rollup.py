"""The fleet view: the newest report of each host, the worst outcome, and what could not be read said aloud."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.model.installation import Inventory
from scanner.model.refusal import UsageRefused
from scanner.model.report import Outcome, Report
from scanner.render.comparison import write_compared
from scanner.render.stage import write
from scanner.rollup import roll_up
from tests.render import published, sample


def _audit(made: Report, host: str, day: int = 22) -> Report:
    inventory = Inventory(host=host, operating_system="linux", installations=(), servers=(), settings=(), observations=(), candidates=(), coverage=())
    return replace(made, host=host, command="scan", generated_utc=f"2026-11-{day}T09:00:00Z", inventory=inventory)


def _folder(path: Path, *reports: Report) -> Path:
    path.mkdir(exist_ok=True)
    for number, report in enumerate(reports):
        write(report, path / f"{number}.json")
    return path


def test_one_version_on_two_hosts_is_one_row_with_both(tmp_path: Path) -> None:
    fleet = roll_up([_folder(tmp_path, _audit(sample.blocked(), "b"), _audit(sample.blocked(), "a"), _audit(sample.passed(), "c"))])
    first = fleet.tools[0]
    assert (first.outcome, first.hosts) == (Outcome.BLOCKED, ("a", "b"))
    assert first.controls[0].hosts == ("a", "b")
    assert (fleet.outcome, [host.host for host in fleet.hosts]) == (Outcome.BLOCKED, ["a", "b", "c"])


def test_the_newest_report_of_a_host_counts(tmp_path: Path) -> None:
    fleet = roll_up([_folder(tmp_path, _audit(sample.passed(), "a", 23), _audit(sample.blocked(), "a", 22))])
    assert (fleet.outcome, fleet.superseded, len(fleet.hosts)) == (Outcome.PASS, 1, 1)


def test_tools_vetted_on_one_host_do_not_replace_each_other(tmp_path: Path) -> None:
    fleet = roll_up([_folder(tmp_path, sample.blocked(), sample.passed())])
    assert (fleet.superseded, len(fleet.hosts)) == (0, 2)


def test_a_report_that_cannot_be_read_is_never_a_pass(tmp_path: Path) -> None:
    folder = _folder(tmp_path, _audit(sample.passed(), "a"))
    (folder / "cut.json").write_text((folder / "0.json").read_text()[:500])
    (folder / "other.cdx.json").write_text("{}")
    fleet = roll_up([folder])
    assert (fleet.outcome, [Path(each.file).name for each in fleet.unread]) == (Outcome.INCONCLUSIVE, ["cut.json"])


def test_hosts_judged_by_different_policies_are_told(tmp_path: Path) -> None:
    other = _audit(sample.passed(), "b")
    other = replace(other, digests=replace(other.digests, policy="f" * 64))
    assert len(roll_up([_folder(tmp_path, _audit(sample.passed(), "a"), other)]).policies) == 2


@pytest.mark.parametrize("name", ["absent.json", "broken.json", "empty"])
def test_what_is_named_and_no_report_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageRefused):
        roll_up([tmp_path / name])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_format_is_written_and_the_json_is_valid(tmp_path: Path, language: str) -> None:
    fleet = roll_up([_folder(tmp_path / "in", _audit(sample.blocked(), "<b>x</b>"), _audit(sample.hostile(), "c"))])
    for suffix in ("json", "html", "md"):
        write_compared(fleet, tmp_path / f"fleet.{suffix}", language=language)
    assert published.errors(published.own("fleet"), json.loads((tmp_path / "fleet.json").read_text())) == []
    assert "<b>x</b>" not in (tmp_path / "fleet.html").read_text()
