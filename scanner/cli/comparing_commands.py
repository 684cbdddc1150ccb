"""`diff`, `compare`, `bisect` and `fleet`."""

from pathlib import Path
from typing import Any

import click

from scanner.bisecting import bisect
from scanner.cli.options import examining_options, failing_options, judging_of, judging_options, platform_of, run_of
from scanner.cli.progress import steps
from scanner.cli.sections import Command
from scanner.cli.shown import exit_code, show_report
from scanner.comparing import compare, diff
from scanner.model.finding import Finding, FindingKind
from scanner.model.report import VerdictStatus
from scanner.render.chips import visible
from scanner.render.comparison import Compared, compared_format_of, sentence_of_edge, write_compared
from scanner.render.fleet import sentence_of
from scanner.render.language import ENGLISH
from scanner.render.stage import check_writable
from scanner.rollup import roll_up
from scanner.ruleset.policies import ScanMode

UNSETTLED, ADDED = 3, 4

_output = click.option("-o", "--output", "outputs", multiple=True, type=click.Path(), help="Result file (.json .html .md). Repeatable.")
_language = click.option(
    "--lang", "language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the HTML page."
)
_platform = click.option(
    "--platform", help="Which native build is meant (linux-x64, darwin-arm64, win32-x64 ...); default: this machine's."
)


@click.command("diff", cls=Command, short_help="Show what changed in behaviour between two versions.", examples=(
    ("diff npm:tool@1.0.0 npm:tool@1.1.0 -o diff.html", "two versions of a package"),
    ("diff old/ new/", "two folders"),
))  # fmt: skip
@click.argument("before")
@click.argument("after")
@_platform
@_output
@_language
@examining_options
@judging_options
def diff_command(before: str, after: str, **given: Any) -> int:
    """Show what changed in behaviour between two versions, whatever their minifier renamed. Exit code 4 where behaviour was added."""
    outputs = _checked(given["outputs"])
    run, judging, wanted = run_of(given), judging_of(given, ScanMode.PRE_APPROVAL), platform_of(given["platform"])
    with steps() as progress:
        result = diff(before, after, wanted=wanted, run=run.showing(progress.on_step, progress.on_bytes), judging=judging)
    _written(result, outputs, given["language"])
    for mark, findings in (("+", result.added), ("-", result.removed)):
        for finding in findings:
            click.echo(f"{mark} {_line(finding)}")
    click.echo(
        f"{len(result.added)} added, {len(result.removed)} removed, {result.unchanged} unchanged; {len(result.coverage)} gaps on both sides"
    )
    return ADDED if result.added else 0


@click.command("compare", cls=Command, short_help="Set tools side by side against one policy.", examples=(
    ("compare npm:one npm:two pypi:three -o compare.html", "what each reads and sends, as a matrix"),
))  # fmt: skip
@click.argument("specs", nargs=-1, required=True)
@_platform
@_output
@_language
@examining_options
@judging_options
@failing_options
def compare_command(specs: tuple[str, ...], **given: Any) -> int:
    """Set tools side by side against one policy: what each reads, sends, and where."""
    outputs = _checked(given["outputs"])
    run, judging, wanted = run_of(given), judging_of(given, ScanMode.PRE_APPROVAL), platform_of(given["platform"])
    with steps() as progress:
        result = compare(specs, wanted=wanted, run=run.showing(progress.on_step, progress.on_bytes), judging=judging)
    _written(result, outputs, given["language"])
    for column in result.columns:
        click.echo(f"{column.tool}: reads {', '.join(column.reads) or 'no signal'}; sends by {', '.join(column.sends) or 'no known way'}; "
                   f"{len(column.destinations)} hosts; {column.gaps} gaps")  # fmt: skip
    return show_report(result.report, (), fail_on=given["fail_on"])


@click.command("bisect", cls=Command, short_help="Find the first and last version that show a finding.", examples=(
    ("bisect npm:tool --finding covert.channel --affected 1.1.0", "run it again after Ctrl-C: it goes on where it stopped"),
    ("bisect npm:tool --finding covert.channel --affected 1.1.0 --platform darwin-arm64", "as it is installed there"),
))  # fmt: skip
@click.argument("package")
@click.option("--finding", "kind", required=True, type=click.Choice([each.value for each in FindingKind]), help="Kind of the finding.")
@click.option("--affected", required=True, metavar="VERSION", help="A version that shows it.")
@_platform
@_output
@_language
@examining_options
@judging_options
def bisect_command(package: str, kind: str, affected: str, **given: Any) -> int:
    """Find the first and the last version of npm:NAME or pypi:NAME that show a kind of finding, with few downloads."""
    outputs = _checked(given["outputs"])
    run, judging, wanted = run_of(given), judging_of(given, ScanMode.PRE_APPROVAL), platform_of(given["platform"])
    with steps() as progress:
        showing = run.showing(progress.on_step, progress.on_bytes)
        result = bisect(
            package, kind=FindingKind(kind), affected=affected, wanted=wanted, run=showing, judging=judging, on_version=progress.on_step
        )
    _written(result, outputs, given["language"])
    for each in result.examined:
        click.echo(f"{each.version}\t{each.shows.value}\t{visible(each.reason or each.withdrawn or '')}".rstrip())
    for name, edge in (("first", result.lower), ("last", result.upper)):
        click.echo(f"{name}\t{sentence_of_edge(edge, ENGLISH)}")
    click.echo(f"{len(result.examined)} versions vetted, {len(result.opened)} more opened, on {result.platform}. {result.assumption}.")
    return 0 if result.first and result.last else UNSETTLED


@click.command("fleet", cls=Command, short_help="Roll the reports of many hosts up into one view.", examples=(
    ("fleet reports/ -o fleet.html -o fleet.json", "the newest report of each host in a folder"),
    ("fleet reports/ --fail-on block", "exit code 1 only where a host is blocked"),
))  # fmt: skip
@click.argument("reports", nargs=-1, required=True, type=click.Path())
@_output
@_language
@failing_options
def fleet_command(reports: tuple[str, ...], **given: Any) -> int:
    """Roll JSON reports of many hosts up: which tools run where, and what the policy says of them. Nothing is judged again."""
    outputs = _checked(given["outputs"])
    fleet = roll_up(map(Path, reports))
    _written(fleet, outputs, given["language"])
    for tool in fleet.tools:
        name = f"{tool.name} {tool.version}" if tool.version else tool.name
        failed = ", ".join(each.control for each in tool.controls if each.status is VerdictStatus.FAIL)
        hosts = ENGLISH.ngettext("{count} host", "{count} hosts", len(tool.hosts))
        click.echo(f"{tool.outcome}\t{visible(name)}\t{hosts}\t{failed}")
    for each in fleet.unread:
        click.echo(f"not read: {visible(each.reason)}")
    click.echo(f"{fleet.outcome}\t{sentence_of(fleet, ENGLISH)} Reports: {len(fleet.hosts)} read, {len(fleet.unread)} not.")
    return exit_code(fleet.outcome, given["fail_on"])


def _checked(names: tuple[str, ...]) -> tuple[Path, ...]:
    paths = tuple(map(Path, names))
    for path in paths:
        compared_format_of(path, None)
        check_writable(path)
    return paths


def _written(result: Compared, outputs: tuple[Path, ...], language: str) -> None:
    for path in outputs:
        write_compared(result, path, language=language)


def _line(finding: Finding) -> str:
    return f"{finding.kind.value}  {finding.grade.value}  {visible(finding.title)}  [{finding.id}]"
