"""Diffs, comparisons and bisections: valid JSON, complete pages, and the same refusals as reports."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.model.refusal import UsageRefused
from scanner.render.comparison import COMPARED_FORMATS, matrix_of, write_compared
from tests.render import published, sample

RESULTS = [(sample.diff, "diff"), (sample.comparison, "compare"), (sample.bisection, "bisect"), (sample.fleet, "fleet")]


@pytest.mark.parametrize(("made", "schema"), RESULTS, ids=lambda each: each if isinstance(each, str) else "")
def test_the_json_is_valid_under_its_schema(made: Callable[[], object], schema: str, tmp_path: Path) -> None:
    write_compared(made(), tmp_path / "out.json")

    assert published.errors(published.own(schema), json.loads((tmp_path / "out.json").read_bytes())) == []


def test_a_diff_holds_findings_and_a_count() -> None:
    diff = sample.diff()

    assert ([each.id for each in diff.added], [each.id for each in diff.removed], diff.unchanged) == (
        [sample.COVERT.id, sample.HIDDEN_LIST.id],
        [sample.TELEMETRY.id],
        12,
    )


@pytest.mark.parametrize("chosen", COMPARED_FORMATS, ids=lambda chosen: chosen.name)
@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize(("made", "words"), [
    (sample.diff, (sample.COVERT.id, "acme-agent@3.2.0|Acme Agent 3.2.0", sample.TELEMETRY.id)),
    (sample.comparison, ("AIT-COV-001", "AIT-UNA-001", "Harbor CLI 1.9.4|harbor@1.9.4")),
    (sample.bisection, ("3.1.4", "3.3.1", sample.COVERT.id)),
    (sample.fleet, ("Acme Agent 3.2.0|Acme Agent", "laptop-4712|4712", "AIT-COV-001", "laptop-4713|4713")),
], ids=["diff", "compare", "bisect", "fleet"])  # fmt: skip
def test_every_format_says_what_was_found(
    chosen: object, code: str, made: Callable[[], object], words: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / f"out{chosen.suffix}"
    write_compared(made(), path, language=code)
    text = path.read_text(encoding="utf-8")

    assert [word for word in words if not any(form in text for form in word.split("|"))] == []


def test_the_matrix_puts_the_gravest_control_first_and_keeps_the_order_of_tools() -> None:
    rows = matrix_of(sample.comparison())

    assert [(row.control, [cell and cell.status.value for cell in row.cells]) for row in rows] == [
        ("AIT-COV-001", ["fail", "not_evaluated", "pass"]),
        ("AIT-COV-002", ["fail", "pass", "pass"]),
        ("AIT-SOV-001", ["fail", "pass", "pass"]),
        ("AIT-UNA-001", ["waived", "not_applicable", None]),
    ]


def test_a_tool_with_gaps_is_not_said_to_read_nothing(tmp_path: Path) -> None:
    write_compared(sample.comparison(), tmp_path / "out.md")
    reads = next(line for line in (tmp_path / "out.md").read_text().splitlines() if line.startswith("| Reads"))

    assert reads.split(" | ")[2:] == ["not known: not everything was examined", "nothing found |"]


def test_an_unknown_suffix_is_refused_with_the_list(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match=r"json.*html.*markdown"):
        write_compared(sample.diff(), tmp_path / "out.pdf")
