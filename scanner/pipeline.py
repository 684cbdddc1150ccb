"""The page: discover -> acquire -> unpack -> analyze -> emulate -> correlate -> judge -> render, in one direction."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from socket import gethostname

from scanner import __version__
from scanner.acquire.platform import Platform
from scanner.acquire.spec import parse_spec
from scanner.acquire.stage import Acquired, acquire
from scanner.analyze.memory import Memory
from scanner.attempt import Crew
from scanner.correlate.stage import correlate
from scanner.discover.stage import Target, discover
from scanner.examination import Examination, Workshop, examine
from scanner.judge.stage import Judging, judge
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.finding import Finding
from scanner.model.installation import Inventory
from scanner.model.limits import Limits
from scanner.model.report import Report, Tool
from scanner.ruleset.rules import Ruleset, load_ruleset
from scanner.tools import Examined, folder_tools, installation_tool, spec_tool
from scanner.unpack.stage import Origin
from scanner.workfolder import WorkFolder

SCHEMA_VERSION = "1.0"

OnStep = Callable[[str, str], None]
OnBytes = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How to examine."""

    ruleset: Ruleset
    limits: Limits
    jobs: int
    cache: Path | None
    """Where results of earlier runs lie; None: none are read or written."""
    emulates: bool
    on_step: OnStep
    on_bytes: OnBytes


def vet(specs: tuple[str, ...], *, wanted: Platform, run: Run, judging: Judging) -> Report:
    """Pre-approval: each spec is one tool. Raises UsageRefused, NetworkAway."""
    parsed = tuple(map(parse_spec, specs))
    acquired = tuple(acquire(spec, wanted=wanted, on_bytes=run.on_bytes) for spec in parsed)
    with _workshop(run) as workshop:
        examined = tuple(_examined_spec(each, workshop) for each in acquired)
    return _report("vet", examined, None, run, judging)


def scan_paths(paths: tuple[Path, ...], *, names: tuple[str, ...], run: Run, judging: Judging, inventory: Inventory | None = None) -> Report:
    """The tools that folders or files hold, each examined as `vet` would. Raises UsageRefused."""
    with _workshop(run) as workshop:
        examined = tuple(tool for path, name in zip(paths, names, strict=True) for tool in _examined_folder(path, name, workshop))
    return _report("scan", examined, inventory, run, judging)


def scan_host(target: Target, *, depth: str, run: Run, judging: Judging) -> Report:
    """The audit of a host: its inventory, and (depth `static`) the bytes of every installation. Raises UsageRefused."""
    inventory = discover(target, on_step=run.on_step)
    return report_on_inventory(inventory, depth=depth, run=run, judging=judging)
