"""The options that commands share, and what they are turned into."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from scanner.acquire.download import cache_root
from scanner.acquire.platform import Platform, host_platform, parse_platform
from scanner.cachefolder import CACHE_BYTES
from scanner.cli.sections import EXAMINING, JUDGING, OUTPUT, SectionOption
from scanner.discover.target import Target
from scanner.model.limits import MIB, Limits
from scanner.model.refusal import UsageRefused
from scanner.pipeline import Judging, Run
from scanner.render.formats import FORMATS, format_of
from scanner.render.stage import check_writable
from scanner.ruleset.catalog import load_catalog
from scanner.ruleset.complaints import meant
from scanner.ruleset.effective import Site
from scanner.ruleset.locations import shipped
from scanner.ruleset.policies import ScanMode
from scanner.ruleset.policy_set import PolicySet, load_policies
from scanner.ruleset.rules import Ruleset, load_ruleset

F = TypeVar("F", bound=Callable[..., Any])

FAIL_ON = ("block", "review", "inconclusive", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    path: Path | None
    """None: standard output."""
    format: str
    language: str
    key: Path | None
    """Private key to sign with; None: not signed."""


def _options(section: str, *declared: tuple[tuple[str, ...], dict[str, Any]]) -> Callable[[F], F]:
    """A decorator that gives a command these options under one heading, in this order."""

    def decorate(command: F) -> F:
        for names, settings in reversed(declared):
            command = click.option(*names, cls=SectionOption, section=section, **settings)(command)
        return command

    return decorate


def _option(*names: str, **settings: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    return names, settings


judging_options = _options(
    JUDGING,
    _option("--policy", "policies", multiple=True, type=click.Path(),
            help="Policy file or folder; replaces the shipped set. Repeatable."),
    _option("--overlay", "overlays", multiple=True, type=click.Path(),
            help="Overlay of a region or business unit, by file or id. Repeatable."),
    _option("--waivers", "waivers", multiple=True, type=click.Path(), help="Waiver file. Repeatable."),
    _option("--catalog", "catalogs", multiple=True, type=click.Path(), help="Catalog of approved and denied tools. Repeatable."),
    _option("--region", metavar="CODE", help="Region of this asset, as policies name it (CN, EU, US ...)."),
    _option("--business-unit", metavar="NAME", help="Business unit of this asset, as overlays name it."),
    _option("--tag", "tags", metavar="NAME", multiple=True, help="Tag of this asset, as policies name it. Repeatable."),
    _option("--at", "at", metavar="DATE", help="Judge as of this day (YYYY-MM-DD, UTC); default today."),
)  # fmt: skip
"""Policy, and what is stated of the asset."""

failing_options = _options(
    JUDGING,
    _option("--fail-on", type=click.Choice(FAIL_ON), default=None,
            help="Weakest outcome that gives a non-zero exit code; default: every one but pass."),
)  # fmt: skip
"""For commands whose exit code is the outcome."""

rules_options = _options(
    EXAMINING,
    _option("--rules", "rules", multiple=True, type=click.Path(), help="Folder with further detection rules. Repeatable."),
    _option("--no-builtin-rules", is_flag=True, help="Leave the shipped rules out."),
)

_limit_options = _options(
    EXAMINING,
    _option("--no-emulation", is_flag=True, help="Do not run the tool's code in the WebAssembly sandbox (static analysis only)."),
    _option("--jobs", type=click.IntRange(1, 256), metavar="N", default=None, help="Worker processes; default: the cores of this machine."),
    _option("--no-cache", is_flag=True, help="Neither read nor write results of earlier runs."),
    _option("--cache-max", type=click.IntRange(0), metavar="MIB", default=CACHE_BYTES // MIB, show_default=True,
            help="Results and downloads kept for later runs; what was unused longest goes first."),
    _option("--max-nesting", type=click.IntRange(1), metavar="N", default=Limits().nesting_levels, show_default=True,
            help="Containers inside containers."),
    _option("--max-entries", type=click.IntRange(1), metavar="N", default=Limits().entries, show_default=True,
            help="Entries of one artifact."),
    _option("--max-unpacked", type=click.IntRange(1), metavar="MIB", default=Limits().unpacked_bytes // MIB, show_default=True,
            help="Unpacked size of one artifact."),
    _option("--max-ratio", type=click.IntRange(1), metavar="N", default=Limits().ratio, show_default=True,
            help="Unpacked to packed size, above 64 MiB."),
    _option("--worker-seconds", type=click.FloatRange(min=0.1), metavar="S", default=Limits().worker_s, show_default=True,
            help="Processor time of one worker; twice that to follow a whole program."),
    _option("--worker-memory", type=click.IntRange(64), metavar="MIB", default=Limits().worker_bytes // MIB, show_default=True,
            help="Memory of one worker."),
)  # fmt: skip


def examining_options(command: F) -> F:
    """Rules, limits and speed."""
    return rules_options(_limit_options(command))


output_options = _options(
    OUTPUT,
    _option("-o", "--output", "outputs", multiple=True, type=click.Path(),
            help=f"Report file; the suffix gives the format ({' '.join(each.suffix for each in FORMATS)}). Repeatable."),
    _option("--format", "formats", metavar="NAME", multiple=True,
            help=f"Format where the file's name does not say it, or of standard output ({' '.join(each.name for each in FORMATS)})."),
    _option("--sign-key", type=click.Path(), help="Private key (`unmask keygen`) that signs the .intoto.json outputs."),
    _option("--lang", "language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the report."),
)  # fmt: skip
"""Report files."""


def outputs_of(given: dict[str, Any]) -> tuple[Output, ...]:
    """The outputs asked for, each checked to be writable and of a known format. Raises UsageRefused.

    Formats go to the outputs in order where there is one for each, else to those whose names say none. Formats without any
    output are written to standard output.
    """
    paths, formats = [Path(name) for name in given["outputs"]], list(given["formats"])
    key = Path(given["sign_key"]) if given["sign_key"] else None
    if key is not None and not key.is_file():
        raise UsageRefused(f"the key {key} does not exist; make one with `unmask keygen PATH`")
    if not paths:
        return tuple(_output(None, format_of(Path("-"), name).name, given, key) for name in formats)
    if len(formats) != len(paths):
        formats = _spread(paths, formats)
    outputs = []
    for path, name in zip(paths, formats, strict=True):
        outputs.append(_output(path, format_of(path, name).name, given, key))
        check_writable(path)
    return tuple(outputs)


def _output(path: Path | None, name: str, given: dict[str, Any], key: Path | None) -> Output:
    return Output(path=path, format=name, language=given["language"], key=key if name == "intoto" else None)


def _spread(paths: list[Path], formats: list[str]) -> list[str | None]:
    """One format for each path: None where its name says it."""
    left = list(formats)
    named = {each.suffix for each in FORMATS}
    spread = [None if path.name.lower().endswith(tuple(named)) or not left else left.pop(0) for path in paths]
    if left:
        raise UsageRefused(f"--format {left[0]} has no output; name a file for it with -o")
    return spread


def ruleset_of(given: dict[str, Any]) -> Ruleset:
    """The rules, from `rules_options`. Raises UsageRefused."""
    builtin = () if given["no_builtin_rules"] else (shipped("rules"),)
    return load_ruleset((*builtin, *(Path(name) for name in given["rules"])))


def run_of(given: dict[str, Any]) -> Run:
    """How to examine, from the options of `examining_options`. Raises UsageRefused."""
    limits = Limits(
        nesting_levels=given["max_nesting"],
        entries=given["max_entries"],
        unpacked_bytes=given["max_unpacked"] * MIB,
        ratio=given["max_ratio"],
        worker_s=given["worker_seconds"],
        worker_bytes=given["worker_memory"] * MIB,
    )
    return Run(
        ruleset=ruleset_of(given),
        catalog=load_catalog(shipped("rules", "catalog")),
        limits=limits,
        jobs=given["jobs"] or os.cpu_count() or 1,
        cache=None if given["no_cache"] else cache_root() / "analysis",
        cache_bytes=given["cache_max"] * MIB,
        emulates=not given["no_emulation"],
    )


def judging_of(given: dict[str, Any], scan_mode: ScanMode) -> Judging:
    """How to judge, from the options of `judging_options`. Raises UsageRefused."""
    policies = load_policies(
        map(Path, given["policies"]),
        overlays=map(Path, given["overlays"]),
        waivers=map(Path, given["waivers"]),
        catalogs=map(Path, given["catalogs"]),
    )
    site = Site(
        region=_region(given["region"], policies),
        business_unit=given["business_unit"],
        asset_tags=frozenset(given["tags"]),
        scan_mode=scan_mode,
    )
    return Judging(policies=policies, at=day_of(given["at"]), site=site)


def _region(text: str | None, policies: PolicySet) -> str | None:
    """The region named. Raises UsageRefused for one that nothing knows: overlays and approvals would silently not apply to it."""
    if text is None:
        return None
    from babel import Locale  # few runs name a region

    own = policies.regions()
    name = text.upper()
    if name in {"EU", *(region.upper() for region in own)} or (len(name) == 2 and name in Locale("en").territories):
        return name
    way_out = "give a country in two letters (CN, US, GB), EU, or one that an overlay names"
    raise UsageRefused(f"'{text}' is no region: {way_out}{meant(name, own)}")


def target_of(root: str | None, homes: tuple[str, ...], projects: tuple[str, ...]) -> Target:
    """Where to discover: this host, a tree, or homes and projects alone. Raises UsageRefused for a folder that is not there."""
    for name in (*((root,) if root else ()), *homes, *projects):
        if not Path(name).is_dir():
            raise UsageRefused(f"'{name}' is not a folder; give one that exists")
    is_live = root is None and not homes and not projects
    base = Path(root) if root else Path("/") if is_live else None
    return Target(root=base, homes=tuple(map(Path, homes)), projects=tuple(map(Path, projects)), is_live=is_live)


def platform_of(text: str | None) -> Platform:
    """The platform named, or this machine's. Raises UsageRefused."""
    return parse_platform(text) if text else host_platform()


def day_of(text: str | None) -> date:
    """The day named, or today (UTC). Raises UsageRefused."""
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageRefused(f"'{text}' is not a day; write YYYY-MM-DD") from error
