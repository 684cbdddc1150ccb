"""The page: discover -> acquire -> unpack -> analyze -> emulate -> correlate -> judge -> render, in one direction."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from socket import gethostname

from scanner import __version__
from scanner.acquire.platform import Platform, host_platform
from scanner.acquire.spec import parse_spec
from scanner.acquire.stage import Acquired, acquire
from scanner.attempt import Crew
from scanner.cachefolder import CACHE_BYTES, trim_now_and_then
from scanner.correlate.stage import Knowledge, correlate, knowledge_of
from scanner.discover.target import Target
from scanner.examination import Examination, Workshop, examine, find_slice, words_in
from scanner.judge.outcome import EXIT_CODES, outcome
from scanner.judge.stage import judge
from scanner.memory import Memory
from scanner.model.artifact import Sha256
from scanner.model.coverage import BYTE_CAPABILITIES, Capability, Coverage, CoverageStatus, Stage
from scanner.model.finding import Finding
from scanner.model.installation import Installation, Inventory
from scanner.model.limits import Limits
from scanner.model.observation import Observation
from scanner.model.report import Digests, Report, Summary, Tool, VerdictStatus
from scanner.nursery import WORKERS
from scanner.published import check_published
from scanner.ruleset.catalog import Catalog
from scanner.ruleset.effective import Site
from scanner.ruleset.policy_set import PolicySet
from scanner.ruleset.rules import Ruleset
from scanner.tools import Examined, folder_tools, host_tool, installation_tool, spec_tool, with_distinct_keys
from scanner.unpack.stage import Origin
from scanner.workfolder import WorkFolder

SCHEMA_VERSION = "1.0"

OnStep = Callable[[str, str], None]
OnBytes = Callable[[str, int, int | None], None]


class Depth(StrEnum):
    INVENTORY = "inventory"
    STATIC = "static"


def _silent(*_: object) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How to examine."""

    ruleset: Ruleset
    catalog: Catalog
    limits: Limits
    jobs: int
    cache: Path | None
    """Where results of earlier runs lie; None: none are read or written."""
    cache_bytes: int = CACHE_BYTES
    """Most that results and downloads of earlier runs may take."""
    emulates: bool
    on_step: OnStep = _silent
    on_bytes: OnBytes = _silent

    def showing(self, on_step: OnStep, on_bytes: OnBytes) -> "Run":
        """The same run with its progress shown."""
        return replace(self, on_step=on_step, on_bytes=on_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """How to judge."""

    policies: PolicySet
    at: date
    """Day (UTC) for waivers and approvals."""
    site: Site


def vet(specs: tuple[str, ...], *, wanted: Platform, run: Run, judging: Judging) -> Report:
    """Pre-approval: each spec is one tool. Raises UsageRefused, NetworkAway."""
    acquired = _acquired(specs, wanted, run)
    with _workshop(run) as workshop:
        examined = tuple(_examined_spec(each, run, workshop) for each in acquired)
    return _report("vet", examined, None, run, judging)


def scan_paths(paths: tuple[str, ...], *, target: Target | None, run: Run, judging: Judging) -> Report:
    """The tools that folders or files hold, each examined as `vet` would, and the settings of a target. Raises UsageRefused."""
    inventory = discovered(target, run) if target is not None else None
    with _workshop(run) as workshop:
        examined = [tool for name in paths for tool in _examined_folder(Path(name), name, run, workshop)]
        if inventory is not None:
            examined += _examined_inventory(inventory, Depth.STATIC, workshop)
    return _report("scan", examined, inventory, run, judging)


def scan_host(
    inventory: Inventory, *, depth: Depth, run: Run, judging: Judging, specs: tuple[str, ...] = (), is_online: bool = False
) -> Report:
    """The audit of a host: its inventory judged, at depth `static` with the bytes of every installation within reach.

    specs: packages to vet into the same report. is_online: ask the registries whether installed bytes are those published.
    Raises UsageRefused, NetworkAway.
    """
    acquired = _acquired(specs, host_platform(), run)
    with _workshop(run) as workshop:
        examined = _examined_inventory(inventory, depth, workshop, is_online)
        examined += [_examined_spec(each, run, workshop) for each in acquired]
    return _report("scan", examined, inventory, run, judging)


def report_without_bytes(tool: Tool, *, run: Run, judging: Judging) -> Report:
    """A tool of which only the name is known, judged: what needs its bytes is not evaluated."""
    unseen = Coverage(
        stage=Stage.UNPACK,
        worker="depth",
        subject=tool.subject,
        status=CoverageStatus.SKIPPED,
        reason="only the name of the tool was given",
        capabilities=BYTE_CAPABILITIES,
    )
    return _report("explain", (Examined(tool=tool, observations=(), refuted=frozenset(), coverage=(unseen,)),), None, run, judging)


def slice_source(spec: str, sha256: Sha256, *, wanted: Platform, run: Run) -> str | None:
    """The source of a slice that a finding was proven with, cut again from the artifact; None: it is not there any more."""
    (acquired,) = _acquired((spec,), wanted, run)
    with _workshop(run) as workshop:
        return find_slice(tuple(Origin(path=file.path, name=file.name) for file in acquired.files), sha256, workshop)


def words_held(spec: str, words: frozenset[str], *, wanted: Platform, run: Run) -> frozenset[str]:
    """Which of some words stand in the code of a package that is opened and not analysed. Raises UsageRefused, NetworkAway."""
    (acquired,) = _acquired((spec,), wanted, run)
    with _workshop(run) as workshop:
        return words_in(tuple(Origin(path=file.path, name=file.name) for file in acquired.files), words, workshop)


def _acquired(specs: tuple[str, ...], wanted: Platform, run: Run) -> tuple[Acquired, ...]:
    parsed = tuple(map(parse_spec, specs))
    return tuple(acquire(spec, wanted=wanted, on_bytes=run.on_bytes) for spec in parsed)


def _examined_inventory(inventory: Inventory, depth: Depth, workshop: Workshop, is_online: bool = False) -> list[Examined]:
    installed = [_examined_installation(each, inventory, depth, workshop, is_online) for each in inventory.installations]
    return [*installed, *_without_installation(inventory)]


def discovered(target: Target, run: Run) -> Inventory:
    """What is installed and how it is configured."""
    from scanner.discover.stage import discover  # pre-approval needs none of it

    return discover(target, catalog=run.catalog, on_step=partial(run.on_step, "looking for"))


@contextmanager
def _workshop(run: Run) -> Iterator[Workshop]:
    with WorkFolder() as folder, Crew(jobs=run.jobs, limits=run.limits, scratch=folder.scratch, functions=WORKERS) as crew:
        yield Workshop(
            crew=crew,
            folder=folder,
            limits=run.limits,
            ruleset=run.ruleset,
            memory=Memory(folder=run.cache),
            on_step=run.on_step,
            emulates=run.emulates,
        )
    if run.cache is not None:
        trim_now_and_then(run.cache.parent, limit_bytes=run.cache_bytes)


def _examined_spec(acquired: Acquired, run: Run, workshop: Workshop) -> Examined:
    origins = tuple(Origin(path=file.path, name=file.name) for file in acquired.files)
    return spec_tool(acquired, examine(origins, workshop), run.catalog)


def _examined_folder(path: Path, name: str, run: Run, workshop: Workshop) -> tuple[Examined, ...]:
    return folder_tools(name, examine((Origin(path=path, name=name),), workshop), run.catalog)


def _examined_installation(installation: Installation, inventory: Inventory, depth: Depth, workshop: Workshop, is_online: bool) -> Examined:
    origins = tuple(
        Origin(path=path, name=name) for name in (installation.root, *installation.parts) if (path := inventory.on_disk(name)).exists()
    )
    if depth is Depth.STATIC and origins:
        examination = examine(origins, workshop)
    else:
        examination = Examination.nothing(_not_opened(installation, depth))
    observations = _settings_of(installation, inventory)
    if is_online and origins:
        checked, coverage = check_published(installation, examination, wanted=host_platform(), workshop=workshop)
        observations = (*observations, *checked)
        examination = replace(examination, coverage=(*examination.coverage, *coverage))
    examination = replace(examination, coverage=(*examination.coverage, _settings_read(installation)))
    return installation_tool(installation, examination, observations)


def _settings_read(installation: Installation) -> Coverage:
    """Discovery reads settings, start files and processes first; what it could not read is a gap of its own, which prevails."""
    host = frozenset({Capability.CONFIG_FILES, Capability.SHELL_HISTORY, Capability.PROCESS_ARGS})
    return Coverage(stage=Stage.DISCOVER, worker="settings", subject=installation.root, status=CoverageStatus.DONE, capabilities=host)


def _settings_of(installation: Installation, inventory: Inventory) -> tuple[Observation, ...]:
    """The observations on its tool: those of its own home, and those of no home that another installation of the tool has."""
    homes = {each.home for each in inventory.installations if each.tool_id == installation.tool_id and each.home} - {installation.home}
    return tuple(
        item.observation
        for item in inventory.observations
        if item.tool_id == installation.tool_id and not any(item.observation.place.subject.startswith(f"{home}/") for home in homes)
    )


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


def _without_installation(inventory: Inventory) -> tuple[Examined, ...]:
    """Settings, servers and texts whose tool is not installed here, as one tool for each."""
    installed = {each.tool_id for each in inventory.installations}
    owners = dict.fromkeys(item.tool_id for item in inventory.observations if item.tool_id not in installed)
    return tuple(
        host_tool(owner, inventory, tuple(item.observation for item in inventory.observations if item.tool_id == owner)) for owner in owners
    )


def _report(command: str, examined: Iterable[Examined], inventory: Inventory | None, run: Run, judging: Judging) -> Report:
    tools = with_distinct_keys(examined)
    knowledge = knowledge_of(run.ruleset.roots, judging.policies.vendor_index)
    findings = tuple(finding for each in tools for finding in _findings(each, run, knowledge))
    coverage = (*(inventory.coverage if inventory else ()), *dict.fromkeys(entry for each in tools for entry in each.coverage))
    judgement = judge(tuple(each.tool for each in tools), findings, coverage, policies=judging.policies, at=judging.at, site=judging.site)
    verdict = outcome(judgement.verdicts, coverage, tuple(each.tool for each in tools))
    counts = Counter(each.status for each in judgement.verdicts)
    return Report(
        schema_version=SCHEMA_VERSION,
        generated_utc=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        command=command,
        host=inventory.host if inventory else gethostname(),
        product_version=__version__,
        digests=Digests(
            ruleset=run.ruleset.digest,
            policy=judging.policies.digest,
            rule_count=len(run.ruleset.folders),
            control_count=judging.policies.control_count,
        ),
        summary=Summary(
            outcome=verdict,
            exit_code=EXIT_CODES[verdict],
            tools=len(tools),
            findings=len(judgement.findings),
            verdicts=tuple((status, counts[status]) for status in VerdictStatus if counts[status]),
            gaps=sum(entry.is_gap for entry in coverage),
        ),
        tools=tuple(each.tool for each in tools),
        findings=judgement.findings,
        verdicts=judgement.verdicts,
        coverage=coverage,
        inventory=inventory,
    )


def _findings(examined: Examined, run: Run, knowledge: Knowledge) -> tuple[Finding, ...]:
    return correlate(
        examined.observations,
        tool=examined.tool.key,
        tool_id=examined.tool.tool_id,
        ruleset=run.ruleset,
        knowledge=knowledge,
        refuted=examined.refuted,
    )
