"""Tools and versions side by side: what changed between two, where a behaviour starts and ends, several against one policy."""

from collections.abc import Callable
from dataclasses import dataclass, field

from univers.versions import InvalidVersion, SemverVersion

from scanner.acquire.npm import published_versions
from scanner.acquire.platform import Platform
from scanner.acquire.spec import Ecosystem, PackageSpec, parse_spec
from scanner.model.comparison import Bisection, ComparedTool, Comparison, Destination, Diff, Examined, Shows
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report, Tool
from scanner.pipeline import SCHEMA_VERSION, Judging, Run, vet

NEIGHBOURS = 3
"""Versions tried beside one that can't be evaluated, before the search gives that side up."""
SPOT_CHECKS = 2
"""Versions inside the found range that are examined to test the assumption of one unbroken range."""


def diff(before: str, after: str, *, wanted: Platform, run: Run, judging: Judging) -> Diff:
    """What `after` shows and `before` does not, and the other way round. Raises UsageRefused, NetworkAway."""
    one, two = (vet((spec,), wanted=wanted, run=run, judging=judging) for spec in (before, after))
    old, new = _by_id(one), _by_id(two)
    return Diff(
        schema_version=SCHEMA_VERSION,
        before=one.tools[0],
        after=two.tools[0],
        added=tuple(new[key] for key in sorted(new.keys() - old.keys())),
        removed=tuple(old[key] for key in sorted(old.keys() - new.keys())),
        unchanged=len(old.keys() & new.keys()),
        coverage=tuple(entry for report in (one, two) for entry in report.coverage if entry.is_gap),
    )


def compare(specs: tuple[str, ...], *, wanted: Platform, run: Run, judging: Judging) -> Comparison:
    """Several tools against one policy. Raises UsageRefused, NetworkAway."""
    if len(specs) < 2:
        raise UsageRefused("compare needs two tools or more; to check a single one, use `unmask vet`")
    report = vet(specs, wanted=wanted, run=run, judging=judging)
    return Comparison(report=report, columns=tuple(_column(tool, report) for tool in report.tools))


def bisect(
    spec: str, *, kind: FindingKind, affected: str, wanted: Platform, run: Run, judging: Judging, on_version: Callable[[str], None]
) -> Bisection:
    """First and last version that show a kind of finding, by binary search on both sides of one that does.

    Each version is examined at most once, and what was examined is remembered: a search that was cut off goes on where it
    stopped. Raises UsageRefused where the affected version does not show it, NetworkAway.
    """
    package = parse_spec(spec)
    if not isinstance(package, PackageSpec) or package.ecosystem is not Ecosystem.NPM or package.version is not None:
        raise UsageRefused(f"'{spec}' is not a package whose versions can be searched; write npm:NAME")
    versions = _ordered(published_versions(package.name))
    if affected not in versions:
        raise UsageRefused(f"npm has no {package.name}@{affected}; see `npm view {package.name} versions`")
    search = _Search(package=package.name, versions=versions, kind=kind, wanted=wanted, run=run, judging=judging, on_version=on_version)
    middle = versions.index(affected)
    if search.shows(middle) is not Shows.YES:
        why = search.seen[middle].reason or f"no finding of kind {kind}"
        raise UsageRefused(f"{package.name}@{affected} does not show it ({why}); name a version that does with --affected")
    first, last = search.edge(middle, -1), search.edge(middle, len(versions))
    checked = search.spot_check(first, last) if first is not None and last is not None else None
    return Bisection(
        schema_version=SCHEMA_VERSION,
        package=spec,
        finding_kind=kind.value,
        affected=affected,
        first=None if first is None else versions[first],
        last=None if last is None else versions[last],
        examined=tuple(search.seen[index] for index in sorted(search.seen)),
        assumption="The affected versions are taken to be one unbroken range. "
        + (checked or "It was not checked: one end is not settled."),
    )


@dataclass(slots=True, kw_only=True)
class _Search:
    package: str
    versions: tuple[str, ...]
    kind: FindingKind
    wanted: Platform
    run: Run
    judging: Judging
    on_version: Callable[[str], None]
    seen: dict[int, Examined] = field(default_factory=dict)

    def shows(self, index: int) -> Shows:
        """Examine one version, unless it was."""
        if index not in self.seen:
            self.on_version(self.versions[index])
            self.seen[index] = self._examined(self.versions[index])
        return self.seen[index].shows

    def edge(self, inside: int, outside: int) -> int | None:
        """The affected version farthest from `inside` towards `outside`; None: versions between can't be evaluated."""
        while abs(outside - inside) > 1:
            probe = self._evaluable((inside + outside) // 2, inside, outside)
            if probe is None:
                return None
            if self.shows(probe) is Shows.YES:
                inside = probe
            else:
                outside = probe
        return inside

    def spot_check(self, first: int, last: int) -> str:
        """A sentence on whether versions inside the range show it too."""
        inner = sorted({first + (last - first) * part // (SPOT_CHECKS + 1) for part in range(1, SPOT_CHECKS + 1)} - {first, last})
        broken = [self.versions[index] for index in inner if self.shows(index) is Shows.NO]
        broken += [self.versions[index] for index, one in self.seen.items() if first < index < last and one.shows is Shows.NO]
        if broken:
            return f"It does not hold: {', '.join(sorted(set(broken)))} inside the range do not show it."
        return f"{sum(1 for index in self.seen if first <= index <= last)} versions inside the range were examined and show it."

    def _evaluable(self, middle: int, inside: int, outside: int) -> int | None:
        """A version strictly between the bounds that can be evaluated: the middle, else one halfway to `inside` again and again, for
        what cannot be evaluated is mostly a stretch of versions far away from the edge; else a neighbour of the middle.
        """
        low, high = sorted((inside, outside))
        nearer = [middle]
        while abs(nearer[-1] - inside) > 1:
            nearer.append((nearer[-1] + inside) // 2 if nearer[-1] < inside else -((-nearer[-1] - inside) // 2))
        around = [middle + step * side for step in range(1, NEIGHBOURS + 1) for side in (-1, 1)]
        for index in dict.fromkeys((*nearer, *around)):
            if low < index < high and self.shows(index) is not Shows.NOT_EVALUATED:
                return index
        return None

    def _examined(self, version: str) -> Examined:
        try:
            report = vet((f"npm:{self.package}@{version}",), wanted=self.wanted, run=self.run, judging=self.judging)
        except UsageRefused as error:  # a version that was withdrawn between the list and the download
            return Examined(version=version, shows=Shows.NOT_EVALUATED, reason=str(error))
        found = tuple(sorted({finding.id for finding in report.findings if finding.kind is self.kind}))
        if found:
            return Examined(version=version, shows=Shows.YES, findings=found)
        hiding = next((entry for entry in report.coverage if entry.is_gap and entry.capabilities), None)
        if hiding is not None:
            return Examined(version=version, shows=Shows.NOT_EVALUATED, reason=f"{hiding.worker} on {hiding.subject}: {hiding.reason}")
        return Examined(version=version, shows=Shows.NO)


def _ordered(versions: tuple[str, ...]) -> tuple[str, ...]:
    known = []
    for text in versions:
        try:
            known.append((SemverVersion(text), text))
        except InvalidVersion:
            continue  # npm itself installs no version that is not semantic
    return tuple(text for _, text in sorted(known))


def _by_id(report: Report) -> dict[str, Finding]:
    return {finding.id: finding for finding in report.findings}


def _column(tool: Tool, report: Report) -> ComparedTool:
    findings = [finding for finding in report.findings if finding.tool == tool.key]
    return ComparedTool(
        tool=tool.key,
        reads=tuple(sorted({signal for finding in findings for signal in _words(finding, "signals")})),
        sends=tuple(sorted({way for finding in findings for way in _words(finding, "way_out")})),
        destinations=tuple(
            Destination(
                host=str(finding.attribute("host")),
                role=_text(finding, "role"),
                owner=_text(finding, "owner"),
                processing=_words(finding, "processing"),
                parent_jurisdiction=_text(finding, "parent_jurisdiction"),
            )
            for finding in sorted(findings, key=lambda item: (item.attribute("role") is None, str(item.attribute("host"))))
            if finding.kind is FindingKind.NET_ENDPOINT and finding.grade is not Grade.D  # a bare name is no destination
        ),
        gaps=sum(1 for entry in report.coverage if entry.is_gap and entry.subject.startswith(tool.subject)),
    )


def _words(finding: Finding, name: str) -> tuple[str, ...]:
    value = finding.attribute(name)
    return value if isinstance(value, tuple) else () if value is None else (str(value),)


def _text(finding: Finding, name: str) -> str | None:
    value = finding.attribute(name)
    return None if value is None else str(value)
