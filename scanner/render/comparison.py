"""Tools, versions and hosts side by side, as JSON, HTML and Markdown: a diff, a comparison, a bisection, a fleet."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from scanner.model.comparison import Bisection, ComparedTool, Comparison, Diff, Edge, Shows
from scanner.model.finding import Finding
from scanner.model.fleet import Fleet
from scanner.model.refusal import UsageRefused
from scanner.model.report import Tool, Verdict
from scanner.render.fleet import fleet_parts, outcomes_of, sentence_of
from scanner.render.headline import gravity, outcome_of, tool_name
from scanner.render.html import page_bytes
from scanner.render.json import JsonObject, coverage_object, document_of, encoded, finding_object, tool_object
from scanner.render.language import Language, language_of
from scanner.render.markdown import LISTED, code, safe, table
from scanner.render.stage import save
from scanner.render.story import Story, story_of
from scanner.render.words import KINDS, N_, SIGNALS, STANDINGS, WAYS_OUT, standing_of

SHOWN = {Shows.YES: N_("yes"), Shows.NO: N_("no"), Shows.NOT_EVALUATED: N_("Not evaluated")}
"""What a version shows, in the words of a page."""

Compared = Diff | Comparison | Bisection | Fleet


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFormat:
    name: str
    suffix: str
    render: Callable[[Compared, Language], bytes]


def write_compared(result: Compared, path: Path, *, format: str | None = None, language: str = "en") -> None:
    """Write a diff, comparison, bisection or fleet in the format that its name, or else the suffix, says.

    Raises UsageRefused for an unknown format, suffix or language, and for a place that cannot be written.
    """
    save(compared_format_of(path, format).render(result, language_of(language)), path)


def compared_format_of(path: Path, name: str | None) -> ComparedFormat:
    """Raises UsageRefused with the list of what there is."""
    for candidate in COMPARED_FORMATS:
        if candidate.name == name or (name is None and path.name.lower().endswith(candidate.suffix)):
            return candidate
    choices = ", ".join(f"{each.name} ({each.suffix})" for each in COMPARED_FORMATS)
    raise UsageRefused(f"{path} cannot be written as {name or 'its suffix says'}; choose one of {choices}")


def _json(result: Compared, language: Language) -> bytes:
    match result:
        case Diff():
            return encoded(_diff_object(result))
        case Comparison():
            return encoded(_comparison_object(result))
        case Bisection():
            return encoded(TypeAdapter(Bisection).dump_python(result, mode="json"))
        case Fleet():
            return encoded(TypeAdapter(Fleet).dump_python(result, mode="json"))


def _html(result: Compared, language: Language) -> bytes:
    match result:
        case Diff():
            names = (tool_name(result.before), tool_name(result.after))
            return page_bytes(
                "diff.html.j2", language, diff=result, names=names, added=_stories(result.added, names[1], "added", language),
                removed=_stories(result.removed, names[0], "removed", language),
            )  # fmt: skip
        case Comparison():
            return page_bytes("compare.html.j2", language, comparison=result, names=_names(result), matrix=matrix_of(result),
                              outcomes=tuple(outcome_of(tool, result.report) for tool in result.report.tools))  # fmt: skip
        case Bisection():
            return page_bytes("bisect.html.j2", language, bisection=result,
                              ends=tuple(sentence_of_edge(edge, language) for edge in (result.lower, result.upper)))  # fmt: skip
        case Fleet():
            return page_bytes("fleet.html.j2", language, fleet=result, sentence=sentence_of(result, language), outcomes=outcomes_of(result))


def _markdown(result: Compared, language: Language) -> bytes:
    match result:
        case Diff():
            parts = _diff_parts(result, language)
        case Comparison():
            parts = _comparison_parts(result, language)
        case Bisection():
            parts = _bisection_parts(result, language)
        case Fleet():
            parts = fleet_parts(result, language)
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


COMPARED_FORMATS: tuple[ComparedFormat, ...] = (
    ComparedFormat(name="json", suffix=".json", render=_json),
    ComparedFormat(name="html", suffix=".html", render=_html),
    ComparedFormat(name="markdown", suffix=".md", render=_markdown),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One control over all tools."""

    control: str
    title: str
    policy: str
    cells: tuple[Verdict | None, ...]
    """In the order of the tools; None: the control was not applied to it."""


def matrix_of(comparison: Comparison) -> tuple[MatrixRow, ...]:
    """A row for each control, those with the gravest verdict first."""
    by_control: dict[tuple[str, str], dict[str, Verdict]] = {}
    for verdict in comparison.report.verdicts:
        by_control.setdefault((verdict.policy, verdict.control), {})[verdict.tool] = verdict
    order = sorted(by_control, key=lambda key: (min(map(gravity, by_control[key].values())), key))
    return tuple(_row(by_control[key], comparison.report.tools) for key in order)


def _row(verdicts: dict[str, Verdict], tools: tuple[Tool, ...]) -> MatrixRow:
    first = next(iter(verdicts.values()))
    return MatrixRow(control=first.control, title=first.title, policy=first.policy, cells=tuple(verdicts.get(tool.key) for tool in tools))


def _names(comparison: Comparison) -> tuple[str, ...]:
    return tuple(tool_name(tool) for tool in comparison.report.tools)


def _stories(findings: tuple[Finding, ...], tool: str, prefix: str, language: Language) -> tuple[Story, ...]:
    return tuple(
        story_of(finding, anchor=f"{prefix}-{number}", tool=tool, verdicts=(), language=language)
        for number, finding in enumerate(findings, 1)
    )


def _diff_object(diff: Diff) -> JsonObject:
    return {
        "schema_version": diff.schema_version,
        "before": tool_object(diff.before),
        "after": tool_object(diff.after),
        "added": [finding_object(finding) for finding in diff.added],
        "removed": [finding_object(finding) for finding in diff.removed],
        "unchanged": diff.unchanged,
        "coverage": [coverage_object(entry) for entry in diff.coverage],
    }


def _comparison_object(comparison: Comparison) -> JsonObject:
    return {
        "schema_version": comparison.report.schema_version,
        "tools": TypeAdapter(tuple[ComparedTool, ...]).dump_python(comparison.columns, mode="json"),
        "controls": [
            {
                "control": row.control,
                "policy": row.policy,
                "title": row.title,
                "status": {
                    tool.key: None if cell is None else cell.status.value
                    for tool, cell in zip(comparison.report.tools, row.cells, strict=True)
                },
            }
            for row in matrix_of(comparison)
        ],
        "report": document_of(comparison.report),
    }


def _diff_parts(diff: Diff, language: Language) -> list[str]:
    title = language.gettext("What changed between {before} and {after}")
    parts = [f"## {safe(title.format(before=tool_name(diff.before), after=tool_name(diff.after)))}"]
    for name, findings in ((language.gettext("Added"), diff.added), (language.gettext("Removed"), diff.removed)):
        parts.append(f"### {name} ({len(findings)})")
        if findings:
            headings = (language.gettext("Grade"), language.gettext("Kind"), language.gettext("Finding"))
            rows = [
                (each.grade.value, language.gettext(KINDS[each.kind]), f"{safe(language.told(each.title))}<br>{code(each.id)}")
                for each in findings
            ]
            parts.append(table(headings, rows[:LISTED]))
    parts.append(
        f"{language.gettext('Unchanged')}: {diff.unchanged}. {language.ngettext('{count} gap', '{count} gaps', len(diff.coverage))}."
    )
    return parts


def _comparison_parts(comparison: Comparison, language: Language) -> list[str]:
    headings = (language.gettext("Control"), *(safe(tool_name(tool)) for tool in comparison.report.tools))
    rows = [
        (f"{code(row.control)} {safe(language.told(row.title), 160)}",
         *(language.gettext("not applied") if cell is None else language.gettext(STANDINGS[standing_of(cell)]) for cell in row.cells))
        for row in matrix_of(comparison)
    ]  # fmt: skip
    reads = (language.gettext("Reads"), *(_phrases(column, column.reads, SIGNALS, language) for column in comparison.columns))
    sends = (language.gettext("Sends"), *(_phrases(column, column.sends, WAYS_OUT, language) for column in comparison.columns))
    gaps = (language.gettext("Gaps"), *(str(column.gaps) for column in comparison.columns))
    return [f"## {language.gettext('Tools side by side')}", table(headings, [reads, sends, gaps, *rows])]


def _phrases(column: ComparedTool, names: tuple[str, ...], words: dict[str, str], language: Language) -> str:
    told = safe(", ".join(language.gettext(words.get(name, name)) for name in names))
    if told:
        return told
    return language.gettext("not known: not everything was examined") if column.gaps else language.gettext("nothing found")


def sentence_of_edge(edge: Edge, language: Language) -> str:
    """How far one end of the range is known."""
    if edge.between:
        unknown = language.ngettext("{count} version between could not be evaluated", "{count} versions between could not be evaluated",
                                    len(edge.between))  # fmt: skip
        if edge.shows_not is None:
            return language.gettext("not settled: {shows} shows it; {unknown}").format(shows=edge.shows, unknown=unknown)
        told = language.gettext("not settled: {shows} shows it, {shows_not} does not; {unknown}")
        return told.format(shows=edge.shows, shows_not=edge.shows_not, unknown=unknown)
    if edge.shows_not is None:
        return language.gettext("{shows}; nothing is published beyond it").format(shows=edge.shows)
    return language.gettext("{shows}; {shows_not} next to it does not show it").format(shows=edge.shows, shows_not=edge.shows_not)


def _bisection_parts(bisection: Bisection, language: Language) -> list[str]:
    rows = [
        (safe(each.version), language.gettext(SHOWN[each.shows]),
         "<br>".join((*map(code, each.findings), *(safe(language.told(text)) for text in (each.reason, each.withdrawn) if text))))
        for each in bisection.examined
    ]  # fmt: skip
    headings = (language.gettext("Version"), language.gettext("Shows it"), language.gettext("Findings"))
    ends = ((language.gettext("First"), bisection.lower), (language.gettext("Last"), bisection.upper))
    return [
        f"## {code(bisection.package)}: {safe(bisection.finding_kind)} ({safe(bisection.platform)})",
        "<br>".join(f"{name}: {safe(sentence_of_edge(edge, language))}" for name, edge in ends),
        safe(language.told(bisection.assumption), 1000),
        table(headings, rows),
    ]
