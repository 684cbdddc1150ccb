"""What a command prints when its work is done, and the exit code that it leaves with."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from scanner.cli.options import Output
from scanner.discover.record import inventory_record
from scanner.judge.outcome import EXIT_CODES
from scanner.model.installation import Inventory
from scanner.model.report import Outcome, Report
from scanner.render.language import ENGLISH
from scanner.render.stage import rendered, save, write
from scanner.render.terminal import show_verdicts

_COUNTED = {
    None: frozenset(Outcome),
    "inconclusive": frozenset({Outcome.BLOCKED, Outcome.REVIEW, Outcome.INCONCLUSIVE, Outcome.ERROR}),
    "review": frozenset({Outcome.BLOCKED, Outcome.REVIEW, Outcome.ERROR}),
    "block": frozenset({Outcome.BLOCKED, Outcome.ERROR}),
    "never": frozenset({Outcome.ERROR}),
}
"""`--fail-on` -> outcomes that keep their exit code; all others give 0."""


def show_report(report: Report, outputs: tuple[Output, ...], *, fail_on: str | None = None) -> int:
    """Write the report files, print the verdict table, return the exit code."""
    write_outputs(report, outputs)
    if all(output.path is not None for output in outputs):
        show_verdicts(report, tuple(output.path for output in outputs if output.path is not None))
    return exit_code(report.summary.outcome, fail_on)


def counted(count: int, noun: str) -> str:
    """ "1 error", "2 errors"."""
    return ENGLISH.ngettext(f"{{count}} {noun}", f"{{count}} {noun}s", count)


def exit_code(outcome: Outcome, fail_on: str | None) -> int:
    """The exit code of an outcome, 0 where `--fail-on` lets it go."""
    return EXIT_CODES[outcome] if outcome in _COUNTED[fail_on] else 0


def write_outputs(report: Report, outputs: tuple[Output, ...]) -> None:
    """Write each output to its file or to standard output, signed where a key is given."""
    for output in outputs:
        if output.path is None:
            sys.stdout.buffer.write(rendered(report, output.format, output.language))
            continue
        write(report, output.path, format=output.format, language=output.language)
        if output.key is not None:
            from scanner.render.intoto import sign  # brings cryptography with it

            save(sign(output.path, output.key), output.path)


def show_inventory(inventory: Inventory, output: Path | None) -> int:
    """Write `inventory.json` if asked for, print the table. 3 where nothing could be looked at."""
    if output is not None:
        save(json.dumps(inventory_record(inventory), indent=2, ensure_ascii=False).encode() + b"\n", output)
    console = Console(soft_wrap=not sys.stdout.isatty())
    table = Table("tool", "version", "kind", "found by", "root", box=None, pad_edge=False)
    for each in inventory.installations:
        table.add_row(
            each.name, each.version or "unknown", each.kind.value, ", ".join(sorted({source.channel for source in each.sources})), each.root
        )
    if inventory.installations:
        console.print(table)
    gaps = sum(entry.is_gap for entry in inventory.coverage)
    click.echo(
        f"{len(inventory.installations)} tools, {len(inventory.servers)} MCP servers, {len(inventory.settings)} settings, "
        f"{len(inventory.candidates)} candidates; {gaps} places could not be read"
    )
    for entry in inventory.coverage:
        if entry.is_gap:
            click.echo(f"  not read: {entry.subject}: {entry.reason}")
    return 0
