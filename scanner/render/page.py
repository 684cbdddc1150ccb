"""What the HTML report shows, in the order it shows it: a report arranged for a reader, without any markup."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from scanner.model.artifact import TRAIL_SEPARATOR
from scanner.model.coverage import Coverage, CoverageStatus, Stage
from scanner.model.finding import Finding, Grade
from scanner.model.report import Outcome, Report, Tool, Verdict, VerdictStatus
from scanner.render.chips import visible
from scanner.render.flowmap import FlowMap, Route, drawn, routes_of
from scanner.render.headline import Headline, gravity, headline_of, outcome_of, tool_name
from scanner.render.language import Language
from scanner.render.story import FLOW_KINDS, Story, story_of
from scanner.render.words import Standing, tally_of

TOLD_STORIES = 1_000
"""Findings that are told with their evidence, those first that decided the verdict; the rest is a line each, so that a page stays small."""
OPEN_STORIES = 3
"""Findings that are unfolded when the page opens, those first that decided the verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRow:
    tool: Tool
    name: str
    anchor: str
    outcome: Outcome
    counts: tuple[tuple[Standing, int], ...]
    """Without the standings that no verdict has, the gravest first."""
    verdicts: tuple[Verdict, ...]
    """The gravest first."""
    findings: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    stage: Stage
    counts: tuple[tuple[CoverageStatus, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    report: Report
    headline: Headline
    tools: tuple[ToolRow, ...]
    stories: tuple[Story, ...]
    told_stories: int
    open_stories: int
    routes: tuple[Route, ...]
    map: FlowMap | None
    gaps: tuple[Coverage, ...]
    stages: tuple[StageRow, ...]
    anchors: dict[tuple[str, str], str]
    """(tool key, finding id) -> anchor of its story."""
    counts: tuple[tuple[Standing, int], ...]
    """Of all verdicts."""
    not_evaluated: int
    kinds: tuple[tuple[str, str], ...]
    """Kinds that occur: value and name."""
    grades: tuple[Grade, ...]
    """Grades that occur."""


def page_of(report: Report, language: Language) -> Page:
    anchors = _anchors(report.findings)
    citing = _citing(report.verdicts)
    names = {tool.key: tool_name(tool) for tool in report.tools}
    ordered = sorted(report.findings, key=lambda each: _weight(each, citing))
    stories = tuple(
        story_of(
            each,
            anchor=anchors[each.tool, each.id],
            tool=names.get(each.tool, each.tool),
            verdicts=citing.get((each.tool, each.id), ()),
            language=language,
        )
        for each in ordered
    )
    routes = routes_of(report.findings)
    return Page(
        report=report,
        headline=headline_of(report, language),
        tools=_tool_rows(report),
        stories=stories,
        told_stories=TOLD_STORIES,
        open_stories=min(OPEN_STORIES, sum(_is_decisive(story) for story in stories)),
        routes=routes,
        map=drawn(routes, report.tools, unknown=language.gettext("unknown")),
        gaps=tuple(entry for entry in report.coverage if entry.is_gap),
        stages=_stage_rows(report.coverage),
        anchors=anchors,
        counts=tally_of(report.verdicts),
        not_evaluated=sum(verdict.status is VerdictStatus.NOT_EVALUATED for verdict in report.verdicts),
        kinds=tuple(dict.fromkeys((story.finding.kind.value, story.kind) for story in stories)),
        grades=tuple(sorted({each.grade for each in report.findings})),
    )


def _anchors(findings: tuple[Finding, ...]) -> dict[tuple[str, str], str]:
    """The finding's id; with a number where a second tool shows the same finding."""
    seen: Counter[str] = Counter()
    anchors = {}
    for finding in findings:
        seen[finding.id] += 1
        count = seen[finding.id]
        anchor = visible(finding.id)
        anchors[finding.tool, finding.id] = anchor if count == 1 else f"{anchor}--{count}"
    return anchors


def _citing(verdicts: tuple[Verdict, ...]) -> dict[tuple[str, str], tuple[Verdict, ...]]:
    citing: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for finding in verdict.findings:
            citing[verdict.tool, finding].append(verdict)
    return {key: tuple(sorted(several, key=gravity)) for key, several in citing.items()}


def _weight(finding: Finding, citing: dict[tuple[str, str], tuple[Verdict, ...]]) -> tuple[object, ...]:
    """Sorts findings: what failed a control first, then what flows, then by grade."""
    verdicts = citing.get((finding.tool, finding.id), ())
    rank = gravity(verdicts[0])[:3] if verdicts else (9, 9, 9)
    return (*rank, finding.kind not in FLOW_KINDS, finding.grade.value, finding.kind.value, finding.tool, finding.id)


def _is_decisive(story: Story) -> bool:
    return any(verdict.status is VerdictStatus.FAIL for verdict in story.verdicts)


def _tool_rows(report: Report) -> tuple[ToolRow, ...]:
    findings = Counter(finding.tool for finding in report.findings)
    by_tool: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in report.verdicts:
        by_tool[verdict.tool].append(verdict)
    return tuple(
        _tool_row(tool, number, report, tuple(sorted(by_tool[tool.key], key=gravity)), findings[tool.key])
        for number, tool in enumerate(report.tools, start=1)
    )


def _tool_row(tool: Tool, number: int, report: Report, verdicts: tuple[Verdict, ...], findings: int) -> ToolRow:
    return ToolRow(
        tool=tool,
        name=tool_name(tool),
        anchor=f"tool-{number}",
        outcome=outcome_of(tool, report),
        counts=tally_of(verdicts),
        verdicts=verdicts,
        findings=findings,
        gaps=sum(entry.is_gap and _is_about(entry, tool) for entry in report.coverage),
    )


def _is_about(entry: Coverage, tool: Tool) -> bool:
    """Whether a gap lies in the tool or in a package that was fetched with it."""
    if entry.subject == tool.subject or entry.subject.startswith((f"{tool.subject}!/", f"{tool.subject}/")):
        return True
    return entry.subject.split(TRAIL_SEPARATOR, 1)[0] in {artifact.trail[0] for artifact in tool.artifacts}


def _stage_rows(coverage: tuple[Coverage, ...]) -> tuple[StageRow, ...]:
    counts = Counter((entry.stage, entry.status) for entry in coverage)
    stages = {entry.stage for entry in coverage}
    return tuple(
        StageRow(stage=stage, counts=tuple((status, counts[stage, status]) for status in CoverageStatus))
        for stage in Stage
        if stage in stages
    )
