"""The page: discover -> acquire -> unpack -> analyze -> emulate -> correlate -> judge -> render, in one direction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scanner.acquire.platform import Platform
from scanner.acquire.spec import parse_spec
from scanner.acquire.stage import acquire
from scanner.discover.stage import Target, discover
from scanner.judge.stage import Judging
from scanner.model.installation import Inventory
from scanner.model.limits import Limits
from scanner.model.report import Report
from scanner.ruleset.rules import Ruleset

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
        examined = tuple(_examined_spec(each, run, workshop) for each in acquired)
    return _report("vet", examined, None, run, judging)


def scan_paths(
    paths: tuple[Path, ...], *, names: tuple[str, ...], run: Run, judging: Judging, inventory: Inventory | None = None
) -> Report:
    """The tools that folders or files hold, each examined as `vet` would. Raises UsageRefused."""
    with _workshop(run) as workshop:
        examined = tuple(tool for path, name in zip(paths, names, strict=True) for tool in _examined_folder(path, name, run, workshop))
    return _report("scan", examined, inventory, run, judging)


def scan_host(target: Target, *, depth: Depth, run: Run, judging: Judging) -> Report:
    """The audit of a host: its inventory, and (depth `static`) the bytes of every installation. Raises UsageRefused."""
    return judge_inventory(discover(target, catalog=run.catalog, on_step=run.on_step), depth=depth, run=run, judging=judging)


def judge_inventory(inventory: Inventory, *, depth: Depth, run: Run, judging: Judging) -> Report:
    """An inventory judged, with the bytes of its installations where they are within reach and depth is `static`."""
    with _workshop(run) as workshop:
        examined = tuple(_examined_installation(each, inventory, depth, workshop) for each in inventory.installations)
    return _report("scan", (*examined, *_without_installation(inventory)), inventory, run, judging)


@contextmanager
def _workshop(run: Run) -> Iterator[Workshop]:
    with WorkFolder() as folder, Crew(jobs=run.jobs, limits=run.limits, scratch=folder.scratch) as crew:
        yield Workshop(
            crew=crew,
            folder=folder,
            limits=run.limits,
            ruleset=run.ruleset,
            memory=Memory(folder=run.cache),
            on_step=run.on_step,
            emulates=run.emulates,
        )


def _examined_spec(acquired: Acquired, run: Run, workshop: Workshop) -> Examined:
    origins = tuple(Origin(path=file.path, name=file.name) for file in acquired.files)
    return spec_tool(acquired, examine(origins, workshop), run.catalog)


def _examined_folder(path: Path, name: str, run: Run, workshop: Workshop) -> tuple[Examined, ...]:
    return folder_tools(name, examine((Origin(path=path, name=name),), workshop), run.catalog)


def _examined_installation(installation: Installation, inventory: Inventory, depth: Depth, workshop: Workshop) -> Examined:
    observations = tuple(item.observation for item in inventory.observations if item.tool_id == installation.tool_id)
    root = Path(installation.root)
    if depth is Depth.STATIC and root.exists():
        examination = examine((Origin(path=root, name=installation.root),), workshop)
    else:
        examination = Examination.nothing(_not_opened(installation, depth))
    return installation_tool(installation, examination, observations)


def _not_opened(installation: Installation, depth: Depth) -> Coverage:
    reason = "depth `inventory`: the bytes were not opened" if depth is Depth.INVENTORY else "its bytes are not within reach of this scan"
    return Coverage(
        stage=Stage.UNPACK,
        worker="depth",
        subject=installation.root,
        status=CoverageStatus.SKIPPED,
        reason=reason,
        capabilities=BYTE_CAPABILITIES,
    )


def _report(command: str, examined: Iterable[Examined], inventory: Inventory | None, run: Run, judging: Judging) -> Report:
    tools = with_distinct_keys(examined)
    findings = tuple(finding for each in tools for finding in _findings(each, run))
    coverage = (*(inventory.coverage if inventory else ()), *dict.fromkeys(entry for each in tools for entry in each.coverage))
    judgement = judge(tuple(each.tool for each in tools), findings, coverage, judging)
    return Report(
        schema_version=SCHEMA_VERSION,
        generated_utc=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        command=command,
        host=inventory.host if inventory else gethostname(),
        product_version=__version__,
        digests=Digests(
            ruleset=run.ruleset.digest,
            policy=judgement.policy_digest,
            rule_count=len(run.ruleset.folders),
            control_count=judgement.control_count,
        ),
        summary=judgement.summary,
        tools=tuple(each.tool for each in tools),
        findings=(*findings, *judgement.findings),
        verdicts=judgement.verdicts,
        coverage=coverage,
        inventory=inventory,
    )


def _findings(examined: Examined, run: Run) -> tuple[Finding, ...]:
    return correlate(
        examined.observations,
        tool=examined.tool.key,
        tool_id=examined.tool.tool_id,
        ruleset=run.ruleset,
        knowledge=run.knowledge,
        refuted=examined.refuted,
    )
