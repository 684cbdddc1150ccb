"""`policy lint`, `policy test` and `policy explain`."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from scanner.acquire.spec import parse_spec
from scanner.cli.options import day_of, examining_options, judging_of, judging_options, platform_of, rules_options, ruleset_of, run_of
from scanner.cli.progress import steps
from scanner.cli.sections import Command
from scanner.cli.shown import counted
from scanner.judge.explanation import explain, explanation_text
from scanner.judge.trial import try_policies
from scanner.model.finding import FindingKind
from scanner.model.installation import ToolKind
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report, Tool
from scanner.pipeline import report_without_bytes, vet
from scanner.render.stage import read
from scanner.ruleset.complaints import meant
from scanner.ruleset.finding_fields import COMMON_FIELDS, TOOL_FIELDS, fields_by_kind
from scanner.ruleset.policies import ScanMode
from scanner.ruleset.policy_set import lint_documents, load_with_tests, shipped_documents

REFUSED = 2


@click.group("policy", short_help="Lint, test and explain policies.")
def policy_group() -> None:
    """Work on policies, overlays, waivers and catalogs."""


@policy_group.command("lint", cls=Command, short_help="Check policies, overlays, waivers and catalogs.", examples=(
    ("policy lint my-policy.yaml waivers.yaml", "everything that is wrong, with file, line and key"),
    ("policy lint policies/ --strict", "for CI: expired waivers and unknown fields fail too"),
))  # fmt: skip
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--at", metavar="DATE", help="Judge dates as of this day (YYYY-MM-DD, UTC); default today.")
@click.option("--rules", multiple=True, type=click.Path(), help="Folder with further detection rules. Repeatable.")
def lint_command(files: tuple[str, ...], strict: bool, at: str | None, rules: tuple[str, ...]) -> int:
    """Check files beside the shipped catalog, frameworks and policies; without files, the shipped ones."""
    lint = lint_documents(map(Path, files) if files else shipped_documents(), at=day_of(at), rules=map(Path, rules))
    for refusal in lint.errors:
        click.echo(f"error: {refusal}")
    for warning in lint.warnings:
        click.echo(f"warning: {warning}")
    click.echo(f"{counted(len(lint.errors), 'error')}, {counted(len(lint.warnings), 'warning')}")
    return REFUSED if lint.errors or (strict and lint.warnings) else 0


@policy_group.command("test", cls=Command, short_help="Run the tests of policies.", examples=(
    ("policy test policies/", "a folder with policies and *.test.yaml"),
))  # fmt: skip
@click.argument("files", nargs=-1, type=click.Path())
def test_command(files: tuple[str, ...]) -> int:
    """Run the policy tests in the files or folders given (with the policies that they are for); without any, the shipped ones."""
    trial = try_policies(load_with_tests(map(Path, files)))
    for failure in trial.failures:
        click.echo(
            f"{failure.file}:{failure.line}: {failure.case}: {failure.control} is {failure.actual}, "
            f"not {failure.expected}: {failure.message}"
        )
    for gap in trial.untested:
        click.echo(f"{gap.file}:{gap.line}: {gap.control} has no test that ends in {', '.join(gap.missing)}")
    checked, untested = counted(len(trial.checked), "expectation"), counted(len(trial.untested), "control")
    click.echo(f"{checked}, {len(trial.failures)} wrong, {untested} not tested through")
    return 1 if trial.failures or trial.untested or not trial.checked else 0


@policy_group.command("explain", cls=Command, short_help="Show why a control says what it says.", examples=(
    ("policy explain AIT-SOV-001 --region CN --overlay cn", "every value with the line it comes from"),
    ("policy explain AIT-SOV-001 --report report.json", "each condition with its truth on each tool"),
))  # fmt: skip
@click.argument("control")
@click.option("--tool", help="A tool of --report by key or id; or, without a report, a spec or path to vet, or a tool id.")
@click.option("--report", "stored", type=click.Path(), help="A stored report in JSON.")
@examining_options
@judging_options
def explain_command(control: str, tool: str | None, stored: str | None, **given: Any) -> int:
    """Show every effective value of a control with file and line, and each condition with its truth on a tool."""
    report = read(Path(stored)) if stored else None
    judging = judging_of(given, ScanMode.HOST_AUDIT if report and report.command == "scan" else ScanMode.PRE_APPROVAL)
    asked = partial(explain, control, policies=judging.policies, at=judging.at, site=judging.site)
    explanation = asked()  # refuses an unknown control before anything is examined
    if report is None and tool:
        report = _report_on(tool, given)
    if report is not None:
        tools = _tools_of(report, tool) if stored else report.tools
        explanation = asked(tools=tools, findings=report.findings, coverage=report.coverage)
    click.echo(explanation_text(explanation))
    return 0


def _tools_of(report: Report, tool: str | None) -> tuple[Tool, ...]:
    tools = tuple(each for each in report.tools if tool in (None, each.key, each.tool_id, each.name, each.subject))
    if not tools:
        raise UsageRefused(f"the report has no tool {tool}{meant(tool, (each.key for each in report.tools))}")
    return tools


def _report_on(tool: str, given: dict[str, Any]) -> Report:
    run, judging = run_of(given), judging_of(given, ScanMode.PRE_APPROVAL)
    if ":" in tool or Path(tool).exists():
        parse_spec(tool)
        with steps() as progress:
            return vet((tool,), wanted=platform_of(None), run=run.showing(progress.on_step, progress.on_bytes), judging=judging)
    named = run.catalog.by_id.get(tool)
    if named is None:
        way_out = f"give npm:NAME@VERSION, a path, or --report{meant(tool, run.catalog.by_id)}"
        raise UsageRefused(f"'{tool}' is no spec, no path and no tool of the catalog: {way_out}")
    unseen = Tool(
        key=tool,
        tool_id=tool,
        name=tool,
        version=None,
        kind=ToolKind(named.kind),
        vendor=named.vendor,
        purl=None,
        subject=tool,
        artifacts=(),
    )
    return report_without_bytes(unseen, run=run, judging=judging)


@policy_group.command("fields", cls=Command, short_help="List what conditions may ask findings for.", examples=(
    ("policy fields", "every kind of finding"),
    ("policy fields net.endpoint", "the fields of one kind, and the rules that conclude it"),
))  # fmt: skip
@click.argument("kind", required=False)
@rules_options
def fields_command(kind: str | None, **given: Any) -> int:
    """List the kinds of findings with the fields that conditions and messages of a policy may name."""
    rules = ruleset_of(given).rules
    fields = fields_by_kind(rules)
    if kind is not None and kind not in fields:
        raise UsageRefused(f"'{kind}' is no kind of finding{meant(kind, fields)}")
    for each in sorted(fields) if kind is None else (FindingKind(kind),):
        click.echo(f"{each}: {', '.join(sorted(fields[each] - COMMON_FIELDS))}")
        if kind is not None:
            for rule in (rule for rule in rules if rule.kind is each):
                click.echo(f"  rule {rule.id}: {rule.description.strip()}")
    click.echo(f"every kind: {', '.join(sorted(COMMON_FIELDS))}; in messages also of the tool: {', '.join(sorted(TOOL_FIELDS))}")
    return 0
