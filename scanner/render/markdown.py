"""The report as Markdown for a comment on a pull request: the verdict, what failed, what was not examined."""

import re
from collections.abc import Sequence

from scanner.model.report import Outcome, Report, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.headline import callings, gravity, headline_of, outcome_of, tool_name
from scanner.render.language import Language
from scanner.render.words import COVERAGE_STATUSES, OUTCOMES, STANDINGS, standing_of, tally_of

LISTED = 50
"""Rows of one table; a comment has a limit of 65,536 characters on the usual sites."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~:&$-])")
_SHOWN = (VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED, VerdictStatus.ERROR, VerdictStatus.WAIVED)


def render_markdown(report: Report, language: Language) -> bytes:
    """GitHub-flavoured Markdown; text from artifacts and policies is escaped, so that it neither links, mentions nor embeds."""
    headline = headline_of(report, language)
    parts = [
        f"## unmask: {language.gettext(OUTCOMES[report.summary.outcome])}",
        f"**{safe(headline.sentence)}** {safe(headline.reason)}".strip(),
    ]
    if headline.action:
        parts.append(f"{language.gettext('What to do')}: {safe(headline.action)}")
    parts += [*_tools(report, language), *_verdicts(report, language), *_gaps(report, language)]
    parts.append(
        f"<sub>unmask {safe(report.product_version)} · {safe(report.generated_utc)} · {language.gettext('Rules')} "
        f"{code(report.digests.ruleset[:19])} · {language.gettext('Controls of the policy')} {code(report.digests.policy[:19])}</sub>"
    )
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _tools(report: Report, language: Language) -> list[str]:
    if not report.tools:
        return []
    rows = [_tool_row(tool, report, language) for tool in report.tools[:LISTED]]
    return [
        table((language.gettext("Tool"), language.gettext("Outcome"), language.gettext("Controls"), language.gettext("Findings")), rows),
        *_more(len(report.tools), language),
    ]


def _tool_row(tool: Tool, report: Report, language: Language) -> tuple[str, ...]:
    counts = tally_of(verdict for verdict in report.verdicts if verdict.tool == tool.key)
    tally = ", ".join(f"{count} {language.gettext(STANDINGS[standing])}" for standing, count in counts)
    findings = sum(finding.tool == tool.key for finding in report.findings)
    return (safe(tool_name(tool)), _outcome(outcome_of(tool, report), language), tally, str(findings))


def _outcome(outcome: Outcome, language: Language) -> str:
    name = language.gettext(OUTCOMES[outcome])
    return f"**{name}**" if outcome is not Outcome.PASS else name


def _verdicts(report: Report, language: Language) -> list[str]:
    shown = sorted((verdict for verdict in report.verdicts if verdict.status in _SHOWN), key=gravity)
    if not shown:
        return []
    called = callings(report)
    rows = [_verdict_row(verdict, called.get(verdict.tool, verdict.tool), language) for verdict in shown[:LISTED]]
    headings = (language.gettext("Status"), language.gettext("Control"), language.gettext("Tool"), language.gettext("What was found"))
    return [f"### {language.gettext('Controls')}", table(headings, rows), *_more(len(shown), language)]


def _verdict_row(verdict: Verdict, tool: str, language: Language) -> tuple[str, ...]:
    findings = "".join(f"<br>{code(finding)}" for finding in verdict.findings[:5])
    return (
        f"**{language.gettext(STANDINGS[standing_of(verdict)])}**",
        f"{code(verdict.control)} {safe(language.told(verdict.title), 160)}",
        safe(tool, 200),
        f"{safe(language.told(verdict.message), 240)}{findings}",
    )


def _gaps(report: Report, language: Language) -> list[str]:
    gaps = [entry for entry in report.coverage if entry.is_gap]
    if not gaps:
        return []
    rows = [
        (
            language.gettext(COVERAGE_STATUSES[entry.status]),
            code(clipped(entry.subject, 160)),
            safe(language.told(entry.reason or ""), 240),
        )
        for entry in gaps[:LISTED]
    ]
    headings = (language.gettext("Status"), language.gettext("What was not examined"), language.gettext("Why"))
    return [f"### {language.gettext('Not everything was examined')}", table(headings, rows), *_more(len(gaps), language)]


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _more(count: int, language: Language) -> list[str]:
    if count <= LISTED:
        return []
    return [language.ngettext("{count} more in the JSON report.", "{count} more in the JSON report.", count - LISTED)]


def safe(text: str, limit: int = 400) -> str:
    """One line with every character of the markup escaped; `@` and `://` lose their power to mention and to link."""
    return _SPECIAL.sub(r"\\\1", visible(clipped(" ".join(text.split()), limit))).replace("@", "@<!-- -->")


def code(text: str) -> str:
    """Text as inline code, which nothing in it can end."""
    return f"`{visible(' '.join(clipped(text, 200).split())).replace('`', chr(39)).replace('|', '/')}`" if text else ""
