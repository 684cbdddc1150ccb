"""`render`, `explain`, `keygen` and `verify`."""

from pathlib import Path
from typing import Any

import click

from scanner.cli.options import examining_options, judging_of, judging_options, output_options, outputs_of, platform_of, run_of
from scanner.cli.progress import steps
from scanner.cli.sections import Command
from scanner.cli.shown import write_outputs
from scanner.model.finding import Finding
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report
from scanner.pipeline import slice_source, vet
from scanner.render.chips import marked, visible
from scanner.render.intoto import keygen, verify
from scanner.render.stage import read
from scanner.ruleset.complaints import meant
from scanner.ruleset.policies import ScanMode

DIFFERS = 1


@click.command("render", cls=Command, short_help="Write a stored report in other formats.", examples=(
    ("render report.json -o report.sarif -o report.html --lang zh", "no tool is examined again"),
))  # fmt: skip
@click.argument("report", type=click.Path())
@output_options
def render_command(report: str, **given: Any) -> int:
    """Write a stored report in other formats."""
    outputs = outputs_of(given)
    if not outputs:
        raise UsageRefused("nothing to write; name a file with -o, for example -o report.html")
    stored = read(Path(report))
    write_outputs(stored, outputs)
    return 0


@click.command("explain", cls=Command, short_help="Show how a finding was proven, and run it again.", examples=(
    ("explain covert-channel-0550 report.json", "the first digits of an id will do"),
    ("explain covert-channel-0550 report.json --no-run", "only what the report holds"),
))  # fmt: skip
@click.argument("finding")
@click.argument("report", type=click.Path())
@click.option(
    "--run/--no-run", "runs", default=True, help="Examine the artifact again and compare; needs the package or path that the report names."
)
@click.option("--platform", help="Which native build is meant, as for `vet`.")
@examining_options
@judging_options
def explain_command(finding: str, report: str, runs: bool, platform: str | None, **given: Any) -> int:
    """Show how a finding of a stored report was proven: the path, the code that was run, what each persona got. Then run it again."""
    stored = read(Path(report))
    found = _found(finding, stored)
    for each in found:
        _show(each)
    if not runs:
        return 0
    run, judging = run_of({**given, "no_cache": True}), judging_of(given, ScanMode.PRE_APPROVAL)
    subject = next(tool.subject for tool in stored.tools if tool.key == found[0].tool)
    with steps() as progress:
        showing = run.showing(progress.on_step, progress.on_bytes)
        if found[0].slice_sha256 is not None:
            source = slice_source(subject, found[0].slice_sha256, wanted=platform_of(platform), run=showing)
            click.echo(
                f"\nThe slice that was run ({found[0].slice_sha256[:16]}):\n{visible(source)}"
                if source
                else "\nThe slice is not there any more."
            )
        again = vet((subject,), wanted=platform_of(platform), run=showing, judging=judging)
    return _compared(found[0], again)


@click.command("keygen", cls=Command, short_help="Make a key pair for signing reports.", examples=(
    ("keygen audit.key", "writes audit.key and audit.key.pub"),
    ("vet npm:tool -o report.json -o report.intoto.json --sign-key audit.key", "signs what is said of the tool"),
))  # fmt: skip
@click.argument("path", type=click.Path())
def keygen_command(path: str) -> int:
    """Make an Ed25519 key pair for signing reports: PATH (private) and PATH.pub."""
    click.echo(f"wrote {path} (keep it secret) and {keygen(Path(path))}")
    return 0


@click.command("verify", cls=Command, short_help="Check the signature of a report.", examples=(
    ("verify report.intoto.json --key audit.key.pub", "and that report.json beside it is the one signed"),
))  # fmt: skip
@click.argument("path", type=click.Path())
@click.option("--key", required=True, type=click.Path(), help="The public key.")
def verify_command(path: str, key: str) -> int:
    """Check the signature of a signed statement (.intoto.json) and the report beside it."""
    verified = verify(Path(path), Path(key))
    shown = f"the report {verified.report} is the one that was signed" if verified.report else "no report lies beside it to compare"
    click.echo(f"signature holds (key {verified.key_id[:16]}); result {verified.result}; {shown}")
    return 0


def _found(name: str, stored: Report) -> list[Finding]:
    """The finding of that id, or the one whose id begins so; of each tool that shows it."""
    ids = {each.id for each in stored.findings}
    named = {name} & ids or {each for each in ids if each.startswith(name)}
    if len(named) != 1:
        several = f": {', '.join(sorted(named)[:5])}; give one of them" if named else meant(name, ids) or "; give an id of the report"
        raise UsageRefused(f"the report has {len(named) or 'no'} finding{'s' if named else ''} {name}{several}")
    return [each for each in stored.findings if each.id in named]


def _show(finding: Finding) -> None:
    click.echo(
        f"{finding.id}  {finding.kind.value}  grade {finding.grade.value}  confidence {finding.confidence:.2f}\n{visible(finding.title)}"
    )
    for name, value in finding.attributes:
        click.echo(f"  {name}: {visible(', '.join(value) if isinstance(value, tuple) else str(value))}")
    for number, step in enumerate(finding.steps, 1):
        click.echo(
            f"  {number}. {step.role}: {visible(step.text)}\n"
            f"     {step.place.subject} +{step.place.byte_offset}: {visible(step.place.excerpt)}"
        )
    for persona in finding.personas:
        click.echo(f"  {persona.persona}: {marked(persona.value)}")
    for note in finding.notes:
        click.echo(f"  note: {note}")


def _compared(finding: Finding, again: Report) -> int:
    same = next((each for each in again.findings if each.id == finding.id), None)
    if same is None:
        click.echo("\nExamined again: the finding is NOT reproduced.")
        return DIFFERS
    is_equal = (same.kind, same.grade, same.attributes, same.personas) == (
        finding.kind,
        finding.grade,
        finding.attributes,
        finding.personas,
    )
    click.echo(f"\nExamined again: the finding is reproduced{', equal in every value' if is_equal else ', with other values'}.")
    return 0 if is_equal else DIFFERS
