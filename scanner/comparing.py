"""Tools and versions side by side: what changed between two, several against one policy."""

from scanner.acquire.platform import Platform
from scanner.model.comparison import ComparedTool, Comparison, Destination, Diff
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report, Tool
from scanner.pipeline import SCHEMA_VERSION, Judging, Run, vet


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
