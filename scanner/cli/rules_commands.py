"""`rules lint`, `rules test` and `rules list`."""

from typing import Any

import click
from rich.console import Console
from rich.table import Table

from scanner.cli.options import examining_options, judging_of, judging_options, rules_options, ruleset_of, run_of
from scanner.cli.progress import steps
from scanner.cli.sections import Command
from scanner.cli.shown import counted
from scanner.rulecheck import check_rule
from scanner.ruleset.policies import ScanMode


@click.group("rules", short_help="List, lint and test detection rules.")
def rules_group() -> None:
    """Work on detection rules."""


@rules_group.command("list", cls=Command)
@rules_options
def list_command(**given: Any) -> int:
    """List the detection rules with what each concludes from."""
    table = Table("rule", "kind", "from", "grade", "title", box=None, pad_edge=False)
    for folder in ruleset_of(given).folders:
        rule = folder.rule
        table.add_row(rule.id, rule.kind.value, rule.source, rule.grade.value, rule.title)
    Console(soft_wrap=True).print(table)
    return 0


@rules_group.command("lint", cls=Command, short_help="Check that rules can be read.")
@rules_options
def lint_command(**given: Any) -> int:
    """Check that every rule, signal and way out can be read. The first that is refused is named with file and line."""
    ruleset = ruleset_of(given)
    click.echo(f"{counted(len(ruleset.folders), 'detection rule')}, digest {ruleset.digest[:16]}: all can be read")
    return 0


@rules_group.command("test", cls=Command, short_help="Run the samples of rules.", examples=(
    ("rules test my-rule --rules my-rules/", "what must match matches, and what is clean stays clean"),
))  # fmt: skip
@click.argument("names", nargs=-1)
@examining_options
@judging_options
def test_command(names: tuple[str, ...], **given: Any) -> int:
    """Run the samples of all rules, or of those named, through the whole chain."""
    run, judging = run_of(given), judging_of(given, ScanMode.PRE_APPROVAL)
    folders = [folder for folder in run.ruleset.folders if not names or folder.rule.id in names]
    unknown = set(names) - {folder.rule.id for folder in folders}
    if unknown:
        raise click.UsageError(f"there is no rule {', '.join(sorted(unknown))}; see `unmask rules list`")
    wrong = 0
    with steps() as progress:
        for folder in folders:
            for check in check_rule(folder, run=run.showing(progress.on_step, progress.on_bytes), judging=judging):
                wrong += not check.is_right
                if not check.is_right:
                    click.echo(f"{check.rule}: {check.sample} {check.message}")
    click.echo(f"{counted(len(folders), 'rule')} tested, {counted(wrong, 'sample')} wrong")
    return 1 if wrong else 0
