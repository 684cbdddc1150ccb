"""`discover`, `scan` and `vet`."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from scanner.cli.options import (
    examining_options,
    failing_options,
    judging_of,
    judging_options,
    output_options,
    outputs_of,
    platform_of,
    run_of,
    target_of,
)
from scanner.cli.progress import steps
from scanner.cli.sections import Command
from scanner.cli.shown import show_inventory, show_report
from scanner.discover.target import Target
from scanner.model.installation import Inventory
from scanner.model.refusal import UsageRefused
from scanner.pipeline import Depth, Run, discovered, scan_host, scan_paths, vet
from scanner.render.stage import check_writable
from scanner.ruleset.catalog import load_catalog
from scanner.ruleset.locations import shipped
from scanner.ruleset.policies import ScanMode


@click.command("discover", cls=Command, short_help="List the AI tools of a host and their settings.", examples=(
    ("discover", "this host; as root: of all users"),
    ("discover --root /mnt/image -o inventory.json", "a mounted image, written as JSON"),
))  # fmt: skip
@click.option("--root", type=click.Path(), help="A file tree taken as the root of a host (mounted image, backup, fixture).")
@click.option("--home", "homes", multiple=True, type=click.Path(), help="One home folder, whatever the system it comes from. Repeatable.")
@click.option("--project", "projects", multiple=True, type=click.Path(), help="A repository with agent files of its own. Repeatable.")
@click.option("-o", "--output", type=click.Path(), help="Write the inventory as JSON.")
def discover_command(root: str | None, homes: tuple[str, ...], projects: tuple[str, ...], output: str | None) -> int:
    """List the AI tools of this host, with how each was found. Nothing that is found is run."""
    target = target_of(root, homes, projects)
    path = Path(output) if output else None
    if path is not None:
        check_writable(path)
    with steps() as progress:
        from scanner.discover.stage import discover

        inventory = discover(target, catalog=load_catalog(shipped("rules", "catalog")), on_step=partial(progress.on_step, "looking for"))
    return show_inventory(inventory, path)


@click.command("scan", cls=Command, short_help="Audit this host, a file tree, folders or files.", examples=(
    ("scan -o report.html -o report.json", "audit this host"),
    ("scan --root /mnt/image --region CN --overlay cn -o cn.html", "an image, by the rules of a region"),
    ("scan ~/Downloads --fail-on block", "every package and program in a folder"),
    ("scan --inventory inventory.json --depth inventory", "judge what `discover` or osquery found elsewhere"),
))  # fmt: skip
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--root", type=click.Path(), help="A file tree taken as the root of a host (mounted image, backup, fixture).")
@click.option("--home", "homes", multiple=True, type=click.Path(), help="One home folder, whatever the system it comes from. Repeatable.")
@click.option("--project", "projects", multiple=True, type=click.Path(), help="A repository with agent files of its own. Repeatable.")
@click.option("--inventory", type=click.Path(), help="Judge an inventory made elsewhere (inventory.json, osquery, Fleet, CycloneDX).")
@click.option("--vet", "specs", multiple=True, help="Check this package too, into the same report (npm:..., pypi:...). Repeatable.")
@click.option("--depth", type=click.Choice([each.value for each in Depth]), default=Depth.STATIC.value, show_default=True,
              help="`inventory`: settings and versions only; `static`: the bytes of every installation too.")  # fmt: skip
@click.option("--online", is_flag=True, help="Ask the registries whether installed bytes are those that were published.")
@examining_options
@judging_options
@failing_options
@output_options
def scan_command(paths: tuple[str, ...], **given: Any) -> int:
    """Audit this host, a file tree, or the folders and files given, through to the report."""
    outputs, run = outputs_of(given), run_of(given)
    judging = judging_of(given, ScanMode.HOST_AUDIT)
    depth = Depth(given["depth"])
    if paths and (given["root"] or given["inventory"] or given["specs"]):
        raise UsageRefused("paths exclude --root, --inventory and --vet; give one of them")
    for name in paths:
        if not Path(name).exists():
            raise UsageRefused(f"'{name}' does not exist; give a folder or a file")
    target = None
    if not paths or given["homes"] or given["projects"]:
        target = target_of(given["root"], given["homes"], given["projects"])
    with steps() as progress:
        run = run.showing(progress.on_step, progress.on_bytes)
        if paths or target is None:
            report = scan_paths(paths, target=target, run=run, judging=judging)
        else:
            inventory = _inventory(given["inventory"], target, run)
            report = scan_host(inventory, depth=depth, run=run, judging=judging, specs=given["specs"], is_online=given["online"])
    return show_report(report, outputs, fail_on=given["fail_on"])


def _inventory(imported: str | None, target: Target, run: Run) -> Inventory:
    if imported is None:
        return discovered(target, run)
    from scanner.discover.imports import import_inventory

    return import_inventory(Path(imported), catalog=run.catalog)


@click.command("vet", cls=Command, short_help="Check packages and files before anyone installs them.", examples=(
    ("vet npm:@scope/tool@1.2.3 -o report.html", "a package of npm"),
    ("vet pypi:tool==1.2.3 ./tool.vsix", "several at once"),
    ("vet npm:tool --platform win32-x64", "the build for another system"),
    ("vet npm:tool --format sarif > report.sarif", "into a pipe"),
))  # fmt: skip
@click.argument("specs", nargs=-1, required=True)
@click.option("--platform", help="Which native build is meant (linux-x64, darwin-arm64, win32-x64 ...); default: this machine's.")
@examining_options
@judging_options
@failing_options
@output_options
def vet_command(specs: tuple[str, ...], **given: Any) -> int:
    """Check tools before anyone installs them: npm:NAME@VERSION, pypi:NAME==VERSION, a file or a folder."""
    outputs, run, wanted = outputs_of(given), run_of(given), platform_of(given["platform"])
    judging = judging_of(given, ScanMode.PRE_APPROVAL)
    with steps() as progress:
        report = vet(specs, wanted=wanted, run=run.showing(progress.on_step, progress.on_bytes), judging=judging)
    return show_report(report, outputs, fail_on=given["fail_on"])
