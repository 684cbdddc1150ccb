"""The reports of many hosts as one view of the fleet, read one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from scanner.model.fleet import Fleet, FleetControl, FleetHost, FleetTool, Unread
from scanner.model.refusal import UsageRefused
from scanner.model.report import Enforcement, Outcome, Report, Verdict, VerdictStatus
from scanner.render.headline import gravity, outcome_of
from scanner.render.stage import FORMATS, read

_OTHERS = tuple(each.suffix for each in FORMATS if each.suffix.endswith(".json") and each.suffix != ".json")
"""Reports in other formats, which may lie beside."""
SCHEMA_VERSION = "1.0"
_WORST_FIRST = (Outcome.ERROR, Outcome.BLOCKED, Outcome.INCONCLUSIVE, Outcome.REVIEW, Outcome.PASS)
"""CONTRACT: the precedence of exit codes."""
_TOLD = frozenset({VerdictStatus.ERROR, VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED, VerdictStatus.WAIVED})


def roll_up(paths: Iterable[Path]) -> Fleet:
    """Read the reports named, and those in the folders named. Of a host that was audited several times the newest counts.

    A file in a folder that is no report is listed as unread. Raises UsageRefused for a path that does not exist, a file named that is no
    report, and where there is no report at all.
    """
    newest: dict[object, _Digest] = {}
    unread: list[Unread] = []
    superseded = 0
    for file, is_named in _files(paths):
        try:
            digest = _Digest.of(read(file))
        except UsageRefused as refusal:
            if is_named:
                raise
            unread.append(Unread(file=str(file), reason=str(refusal)))
            continue
        known = newest.get(digest.key)
        superseded += known is not None
        if known is None or known.host.generated_utc <= digest.host.generated_utc:
            newest[digest.key] = digest
    if not newest:
        raise UsageRefused("there is no report to roll up; name JSON reports of `unmask scan`, or a folder of them")
    return _fleet(tuple(newest.values()), tuple(unread), superseded)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Digest:
    """What the fleet needs of one report; the rest is let go."""

    key: object
    """Reports of one key replace each other."""
    host: FleetHost
    tools: tuple[tuple[str, str | None, Outcome, tuple[Verdict, ...]], ...]

    @classmethod
    def of(cls, report: Report) -> "_Digest":
        verdicts: dict[str, list[Verdict]] = {}
        for verdict in report.verdicts:
            verdicts.setdefault(verdict.tool, []).append(verdict)
        tools = []
        for tool in report.tools:
            mine = tuple(verdicts.get(tool.key, ()))
            outcome = outcome_of(tool, replace(report, verdicts=mine))
            tools.append((tool.name, tool.version, outcome, tuple(each for each in mine if each.status in _TOLD)))
        host = FleetHost(
            host=report.host,
            generated_utc=report.generated_utc,
            outcome=report.summary.outcome,
            tools=len(report.tools),
            gaps=report.summary.gaps,
            policy=report.digests.policy,
        )
        is_audit = report.inventory is not None  # what was only vetted there is another thing each time
        key = report.host if is_audit else (report.host, tuple(tool.key for tool in report.tools))
        return cls(key=key, host=host, tools=tuple(tools))


@dataclass(slots=True)
class _Gathered:
    """One version of a tool while hosts are added."""

    hosts: dict[str, Outcome] = field(default_factory=dict)
    controls: dict[tuple[str, VerdictStatus, Enforcement], tuple[Verdict, dict[str, None]]] = field(default_factory=dict)

    def add(self, host: str, outcome: Outcome, verdicts: tuple[Verdict, ...]) -> None:
        self.hosts[host] = _worst((outcome, self.hosts.get(host, Outcome.PASS)))
        for verdict in verdicts:
            _, hosts = self.controls.setdefault((verdict.control, verdict.status, verdict.enforcement), (verdict, {}))
            hosts[host] = None

    def tool(self, name: str, version: str | None) -> FleetTool:
        ordered = sorted(self.controls.values(), key=lambda one: gravity(one[0]))
        return FleetTool(
            name=name,
            version=version,
            outcome=_worst(self.hosts.values()),
            hosts=tuple(sorted(self.hosts)),
            controls=tuple(
                FleetControl(
                    control=verdict.control,
                    title=verdict.title,
                    status=verdict.status,
                    enforcement=verdict.enforcement,
                    message=verdict.message,
                    hosts=tuple(sorted(hosts)),
                )
                for verdict, hosts in ordered
            ),
        )


def _fleet(digests: tuple[_Digest, ...], unread: tuple[Unread, ...], superseded: int) -> Fleet:
    gathered: dict[tuple[str, str | None], _Gathered] = {}
    for digest in digests:
        for name, version, outcome, verdicts in digest.tools:
            gathered.setdefault((name, version), _Gathered()).add(digest.host.host, outcome, verdicts)
    tools = [one.tool(name, version) for (name, version), one in gathered.items()]
    outcomes = [digest.host.outcome for digest in digests] + ([Outcome.INCONCLUSIVE] if unread else [])
    return Fleet(
        schema_version=SCHEMA_VERSION,
        outcome=_worst(outcomes),
        hosts=tuple(sorted((one.host for one in digests), key=lambda one: (_WORST_FIRST.index(one.outcome), one.host, one.generated_utc))),
        tools=tuple(sorted(tools, key=lambda one: (_WORST_FIRST.index(one.outcome), -len(one.hosts), one.name, one.version or ""))),
        superseded=superseded,
        policies=tuple(sorted({digest.host.policy for digest in digests})),
        unread=unread,
    )


def _worst(outcomes: Iterable[Outcome]) -> Outcome:
    return min(outcomes, key=_WORST_FIRST.index)


def _files(paths: Iterable[Path]) -> Iterable[tuple[Path, bool]]:
    """Each file with whether it was named itself."""
    for path in paths:
        if path.is_dir():
            yield from ((file, False) for file in sorted(path.glob("*.json")) if file.is_file() and not file.name.endswith(_OTHERS))
        elif path.exists():
            yield path, True
        else:
            raise UsageRefused(f"{path} does not exist; name JSON reports, or a folder of them")
