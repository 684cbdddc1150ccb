"""`discover`, `scan` and `vet`."""

from pathlib import Path
from typing import Any

import click

from scanner.cli.options import examining_options, judging_of, judging_options, output_options, outputs_of, platform_of, run_of, target_of
from scanner.cli.progress import steps
from scanner.cli.shown import show_inventory, show_report
from scanner.discover.stage import discover
from scanner.model.refusal import UsageRefused
from scanner.pipeline import Depth, judge_inventory, read_inventory, scan_host, scan_paths, vet


@click.command("discover")
@click.option("--root", type=click.Path(), help="A file tree taken as the root of a host (mounted image, backup, fixture).")
@click.option("--home", "homes", multiple=True, type=click.Path(), help="One home folder, whatever the system it comes from. Repeatable.")
@click.option("--project", "projects", multiple=True, type=click.Path(), help="A repository with agent files of its own. Repeatable.")
@click.option("-o", "--output", type=click.Path(), help="Write the inventory as JSON.")
def discover_command(root: str | None, homes: tuple[str, ...], projects: tuple[str, ...], output: str | None) -> int:
    """List the AI tools of this host, with how each was found. Nothing that is found is run."""
    target = target_of(root, homes, projects)
    path = Path(output) if output else None
    with steps() as progress:
        inventory = discover(target, on_step=progress.on_step)
    return show_inventory(inventory, path)


@click.command("scan")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--root", type=click.Path(), help="A file tree taken as the root of a host (mounted image, backup, fixture).")
@click.option("--home", "homes", multiple=True, type=click.Path(), help="One home folder, whatever the system it comes from. Repeatable.")
@click.option("--project", "projects", multiple=True, type=click.Path(), help="A repository with agent files of its own. Repeatable.")
@click.option("--inventory", type=click.Path(), help="Judge an inventory made elsewhere (inventory.json, osquery, Fleet, CycloneDX).")
@click.option("--depth", type=click.Choice([each.value for each in Depth]), default=Depth.STATIC.value, show_default=True,
              help="`inventory`: settings and versions only; `static`: the bytes of every installation too.")
@click.option("--online", is_flag=True, help="Ask the registries whether installed bytes are those that were published.")
@examining_options
@judging_options
@output_options
def scan_command(paths: tuple[str, ...], **given: Any) -> int:
    """Audit this host, a file tree, or the folders and files given, through to the report."""
    outputs, judging = outputs_of(given), judging_of(given)
    run = run_of(given)
    depth = Depth(given["depth"])
    if paths and (given["root"] or given["inventory"]):
        raise UsageRefused("paths, --root and --inventory exclude each other; give one of them")
    for name in paths:
        if not Path(name).exists():
            raise UsageRefused(f"'{name}' does not exist; give a folder or a file")
    with steps() as progress:
        run = run.showing(progress.on_step, progress.on_bytes)
        if given["inventory"]:
            report = judge_inventory(read_inventory(Path(given["inventory"])), depth=depth, run=run, judging=judging)
        elif paths:
            report = scan_paths(paths, homes=given["homes"], projects=given["projects"], run=run, judging=judging)
        else:
            target = target_of(given["root"], given["homes"], given["projects"])
            report = scan_host(target, depth=depth, online=given["online"], run=run, judging=judging)
    return show_report(report, outputs, fail_on=given["fail_on"])


@click.command("vet")
@click.argument("specs", nargs=-1, required=True)
@click.option("--platform", help="Which native build is meant (linux-x64, darwin-arm64, win32-x64 ...); default: this machine's.")
@examining_options
@judging_options
@output_options
def vet_command(specs: tuple[str, ...], **given: Any) -> int:
    """Check tools before anyone installs them: npm:NAME@VERSION, pypi:NAME==VERSION, a file or a folder."""
    outputs, judging = outputs_of(given), judging_of(given)
    run, wanted = run_of(given), platform_of(given["platform"])
    with steps() as progress:
        report = vet(specs, wanted=wanted, run=run.showing(progress.on_step, progress.on_bytes), judging=judging)
    return show_report(report, outputs, fail_on=given["fail_on"])
