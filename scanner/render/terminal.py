"""What a terminal shows when a run ends: the verdict in a sentence, a short table, and where the reports lie."""

import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scanner.model.report import Outcome, Report, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.headline import callings, gravity, headline_of, outcome_of, tool_name
from scanner.render.language import ENGLISH
from scanner.render.words import OUTCOMES, STANDINGS, Standing, standing_of, tally_of

LISTED_TOOLS = 40
LISTED_VERDICTS = 6
"""Verdicts of one tool that are listed below the table; the reports hold all."""

_STYLES = {
    Outcome.PASS: "green",
    Outcome.REVIEW: "yellow",
    Outcome.INCONCLUSIVE: "magenta",
    Outcome.BLOCKED: "bold red",
    Outcome.ERROR: "bold red",
}
_STANDING_STYLES = {Standing.FAIL: "red", Standing.REVIEW: "yellow", Standing.REPORTED: "dim"}
_TOLD = frozenset({VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED, VerdictStatus.ERROR})


def show_verdicts(report: Report, written: tuple[Path, ...], *, console: Console | None = None) -> None:
    """Print the outcome of a run to standard output. Into a pipe: one plain line for each verdict that counts, and the outcome.

    written: the report files, named at the end. console: where to print; None: standard output.
    """
    out = console or Console(soft_wrap=not sys.stdout.isatty(), highlight=False, emoji=False)
    if out.is_terminal:
        _show_table(report, written, out)
    else:
        _show_lines(report, out)


def _show_table(report: Report, written: tuple[Path, ...], out: Console) -> None:
    outcome = report.summary.outcome
    headline = headline_of(report, ENGLISH)
    out.print()
    out.print(f"[{_STYLES[outcome]}]{OUTCOMES[outcome]}[/]  {_safe(headline.sentence)}")
    for sentence in (headline.reason, headline.action):
        if sentence:
            out.print(f"  {_safe(sentence)}")
    if report.tools:
        out.print()
        out.print(_table(report))
    if len(report.tools) > LISTED_TOOLS:
        out.print(f"  and {len(report.tools) - LISTED_TOOLS} more tools")
    for tool in report.tools[:LISTED_TOOLS]:
        _show_tool(tool, report, out)
    if report.summary.gaps:
        parts = "part was" if report.summary.gaps == 1 else "parts were"
        out.print(f"\n[magenta]{report.summary.gaps} {parts} not examined to the end[/]; the reports say which and why.")
    if written:
        out.print(f"\nWritten: {', '.join(_safe(str(path)) for path in written)}")
    else:
        out.print("\nWrite a full report with [bold]-o report.html[/].")


def _table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("Tool", "Outcome", "Fail", "Review", "Open", "Waived", "Reported", "Pass", "Findings"):
        table.add_column(heading, justify="left" if heading in {"Tool", "Outcome"} else "right", overflow="fold")
    for tool in report.tools[:LISTED_TOOLS]:
        table.add_row(*_row(tool, report))
    return table


def _row(tool: Tool, report: Report) -> tuple[str, ...]:
    tally = Counter(dict(tally_of(verdict for verdict in report.verdicts if verdict.tool == tool.key)))
    outcome = outcome_of(tool, report)
    counts = (
        tally[Standing.FAIL],
        tally[Standing.REVIEW],
        tally[Standing.NOT_EVALUATED] + tally[Standing.ERROR],
        tally[Standing.WAIVED],
        tally[Standing.REPORTED],
        tally[Standing.PASS],
        sum(finding.tool == tool.key for finding in report.findings),
    )
    shown = (str(count) if count else "[dim]-[/]" for count in counts)
    return (_safe(tool_name(tool)), f"[{_STYLES[outcome]}]{OUTCOMES[outcome]}[/]", *shown)


def _show_tool(tool: Tool, report: Report, out: Console) -> None:
    told = sorted((each for each in report.verdicts if each.tool == tool.key and each.status in _TOLD), key=gravity)
    if not told:
        return
    out.print(f"\n[bold]{_safe(tool_name(tool))}[/]")
    for verdict in told[:LISTED_VERDICTS]:
        standing = standing_of(verdict)
        style = _STANDING_STYLES.get(standing, "magenta")
        out.print(f"  [{style}]{STANDINGS[standing]}[/] {_safe(verdict.control)}  {_safe(verdict.title)}")
        out.print(f"    [dim]{_safe(verdict.message)}[/]")
    if len(told) > LISTED_VERDICTS:
        out.print(f"  and {len(told) - LISTED_VERDICTS} more")


def _show_lines(report: Report, out: Console) -> None:
    """For programs and logs: tab-separated, one verdict a line, the outcome last."""
    told = sorted((each for each in report.verdicts if each.status in _TOLD), key=lambda each: (each.tool, gravity(each)))
    called = callings(report)
    lines = [_line(each, called.get(each.tool, each.tool)) for each in told]
    lines.append(f"{report.summary.outcome.value}\t{_plain(headline_of(report, ENGLISH).sentence)}")
    out.file.write("".join(f"{line}\n" for line in lines))


def _line(verdict: Verdict, tool: str) -> str:
    return "\t".join((verdict.status.value, _plain(tool), _plain(verdict.control), _plain(verdict.message)))


def _plain(text: str) -> str:
    """One line without anything that a terminal obeys."""
    return visible(clipped(" ".join(text.split()), 300)).encode("utf-8", "replace").decode()


def _safe(text: str) -> str:
    return escape(_plain(text))
