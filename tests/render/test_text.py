"""What is read in a terminal, a pipe or a comment: short, and obeyed by nothing."""

import dataclasses
import io
import re

import pytest
from rich.console import Console

from scanner.model.report import Outcome
from scanner.render.headline import headline_of, outcome_of
from scanner.render.language import ENGLISH, language_of
from scanner.render.markdown import render_markdown
from scanner.render.terminal import show_verdicts
from tests.render import sample


def _printed(report: object, *, terminal: bool) -> str:
    out = io.StringIO()
    show_verdicts(report, (), console=Console(file=out, force_terminal=terminal, width=100, highlight=False))
    return out.getvalue()


def test_a_pipe_gets_one_plain_line_for_each_verdict_that_counts_and_the_outcome() -> None:
    lines = [line.split("\t") for line in _printed(sample.blocked(), terminal=False).splitlines()]

    assert [line[:3] for line in lines[:-1]] == [
        ["fail", "acme-agent@3.2.0", "AIT-COV-001"],
        ["fail", "acme-agent@3.2.0", "AIT-COV-002"],
        ["fail", "acme-agent@3.2.0", "AIT-SOV-001"],
        ["not_evaluated", "harbor@1.9.4", "AIT-COV-001"],
    ]
    assert lines[-1] == ["blocked", "Do not allow Acme Agent 3.2.0."]


def test_a_terminal_gets_the_sentence_the_table_and_what_to_do_next() -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", _printed(sample.blocked(), terminal=True))

    assert "Blocked  Do not allow Acme Agent 3.2.0." in shown
    assert "2 parts were not examined to the end" in shown
    assert "-o report.html" in shown


@pytest.mark.parametrize("terminal", [True, False])
def test_a_hostile_report_sends_no_control_sequence_of_its_own(terminal: bool) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", _printed(sample.hostile(), terminal=terminal))

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\u200b]", shown)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (sample.blocked, "Do not allow Acme Agent 3.2.0."),
        (sample.inconclusive, "No verdict is possible for Harbor CLI 1.9.4."),
        (sample.passed, "Nothing that the policy forbids was found in Lint Buddy 0.8.1."),
        (sample.empty, "Nothing was examined."),
    ],
    ids=lambda made: getattr(made, "__name__", None),
)
def test_the_outcome_is_said_in_a_sentence(made: object, sentence: str) -> None:
    assert headline_of(made(), ENGLISH).sentence == sentence


def test_the_headline_says_what_decided_and_what_to_do() -> None:
    headline = headline_of(sample.blocked(), ENGLISH)

    assert headline.reason.startswith("It looks at the host of the configured gateway and the time zone and hides the answer")
    assert headline.action.endswith("Deadline: 2 days.")


def test_each_tool_has_the_outcome_of_its_own_verdicts() -> None:
    report = sample.blocked()

    assert [outcome_of(tool, report) for tool in report.tools] == [Outcome.BLOCKED, Outcome.INCONCLUSIVE, Outcome.PASS]


def test_markdown_names_what_failed_and_what_was_not_examined() -> None:
    text = render_markdown(sample.blocked(), ENGLISH).decode()

    assert text.startswith("## unmask: Blocked\n")
    assert all(each in text for each in ("`AIT-COV-001`", sample.COVERT.id, "### Not everything was examined", sample.COVERAGE[5].subject))


def test_markdown_of_a_clean_report_claims_no_gap() -> None:
    assert "Not everything was examined" not in render_markdown(sample.passed(), ENGLISH).decode()


def test_markdown_of_a_hostile_report_neither_links_nor_mentions_nor_embeds() -> None:
    text = render_markdown(sample.hostile(), ENGLISH).decode()
    outside = re.sub(r"`[^`\n]*`", "", text)

    assert not re.search(r"(?<!\\)\]\(|@\w|(?<!\\)<(?!br>|sub>|/sub>|!-- -->)", outside)
    assert all(line.count("|") >= 3 for line in text.splitlines() if line.startswith("|"))


def test_markdown_is_written_in_chinese() -> None:
    assert "## unmask: 已阻止" in render_markdown(sample.blocked(), language_of("zh")).decode()


def test_an_installation_is_called_by_name_and_place_where_its_key_says_nothing() -> None:
    made = sample.blocked()
    tool = dataclasses.replace(sample.AGENT, key="774e5d12c4ede2af", subject="/home/ada/.local/agent")
    verdict = dataclasses.replace(made.verdicts[0], tool=tool.key)
    line = _printed(dataclasses.replace(made, tools=(tool,), verdicts=(verdict,)), terminal=False).splitlines()[0]

    assert line.split("\t")[1] == "Acme Agent 3.2.0 (/home/ada/.local/agent)"
