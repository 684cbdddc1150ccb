"""The verdict in a sentence that a manager understands, for the run and for each tool."""

from dataclasses import dataclass

from scanner.model.finding import Finding, FindingKind
from scanner.model.report import Enforcement, Outcome, Remediation, Report, Severity, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped
from scanner.render.language import Language
from scanner.render.story import signals_told
from scanner.render.words import N_

_SEVERITY_ORDER = tuple(Severity)
_ENFORCEMENT_ORDER = tuple(Enforcement)
_STATUS_ORDER = (
    VerdictStatus.ERROR,
    VerdictStatus.FAIL,
    VerdictStatus.NOT_EVALUATED,
    VerdictStatus.WAIVED,
    VerdictStatus.PASS,
    VerdictStatus.NOT_APPLICABLE,
)
_DECIDED = frozenset({VerdictStatus.PASS, VerdictStatus.FAIL, VerdictStatus.WAIVED})
NAMED_TOOLS = 3
"""Tools that the sentence names; more are counted."""

_OPENINGS = {
    Outcome.BLOCKED: N_("Do not allow {tools}."),
    Outcome.REVIEW: N_("A person has to decide about {tools}."),
    Outcome.INCONCLUSIVE: N_("No verdict is possible for {tools}."),
    Outcome.PASS: N_("Nothing that the policy forbids was found in {tools}."),
    Outcome.ERROR: N_("The run ended with an internal error; this report is not complete."),
}
_REASONS = {
    FindingKind.COVERT_CHANNEL: N_(
        "It looks at {signals} and hides the answer in the form of what it sends: the recipient can read it back, the user cannot see it."
    ),
    FindingKind.COVERT_GATE: N_("It looks at {signals} and silently decides by the answer what it asks, offers or sends."),
    FindingKind.REGION_PROBE: N_("It looks at {signals} and compares the answer with a list."),
    FindingKind.REGION_REQUEST: N_("It sends {signals} in its requests."),
    FindingKind.REGION_TELEMETRY: N_("It sends {signals} to telemetry."),
    FindingKind.IDENTITY_FINGERPRINT: N_("It sends {signals} from the machine."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    sentence: str
    reason: str
    """What decided it; empty where the sentence says it all."""
    action: str
    """What to do; empty: nothing."""


def headline_of(report: Report, language: Language) -> Headline:
    outcome = report.summary.outcome
    if not report.tools:
        return Headline(
            sentence=language.gettext("Nothing was examined."),
            reason=language.gettext("No AI tool and no artifact was found where this run looked, so nothing can be said about it."),
            action="",
        )
    concerned = tuple(tool for tool in report.tools if outcome_of(tool, report) is outcome) or report.tools
    sentence = language.gettext(_OPENINGS[outcome]).format(tools=_named(concerned, language))
    worst = min((each for each in report.verdicts if _concerns(each, outcome)), key=gravity, default=None)
    return Headline(sentence=sentence, reason=_reason(report, worst, language), action=_action(worst, language))


def outcome_of(tool: Tool, report: Report) -> Outcome:
    """The outcome that the verdicts on one tool call for (CONTRACT: the precedence of exit codes)."""
    mine = [verdict for verdict in report.verdicts if verdict.tool == tool.key]
    for outcome in (Outcome.ERROR, Outcome.BLOCKED, Outcome.INCONCLUSIVE, Outcome.REVIEW):
        if any(_concerns(verdict, outcome) for verdict in mine):
            return outcome
    return Outcome.PASS if any(verdict.status in _DECIDED for verdict in mine) else Outcome.INCONCLUSIVE


def gravity(verdict: Verdict) -> tuple[int, int, int, str]:
    """Sorts verdicts, the gravest first."""
    return (
        _STATUS_ORDER.index(verdict.status),
        _ENFORCEMENT_ORDER.index(verdict.enforcement),
        _SEVERITY_ORDER.index(verdict.severity),
        verdict.control,
    )


def _concerns(verdict: Verdict, outcome: Outcome) -> bool:
    """Whether this verdict by itself leads to the outcome."""
    match outcome:
        case Outcome.ERROR:
            return verdict.status is VerdictStatus.ERROR
        case Outcome.BLOCKED:
            return verdict.status is VerdictStatus.FAIL and verdict.enforcement is Enforcement.BLOCK
        case Outcome.INCONCLUSIVE:
            return verdict.status is VerdictStatus.NOT_EVALUATED and verdict.enforcement is not Enforcement.REPORT
        case Outcome.REVIEW:
            return verdict.status is VerdictStatus.FAIL and verdict.enforcement is Enforcement.REVIEW
        case Outcome.PASS:
            return False


def tool_name(tool: Tool) -> str:
    return clipped(f"{tool.name} {tool.version}" if tool.version else tool.name, 120)


def callings(report: Report) -> dict[str, str]:
    """Key of each tool -> what a line calls it: the key where that says what it is, else name, version and place."""
    return {
        tool.key: tool.key if tool.key.startswith((tool.name, tool.tool_id)) else f"{tool_name(tool)} ({clipped(tool.subject, 160)})"
        for tool in report.tools
    }


def _named(tools: tuple[Tool, ...], language: Language) -> str:
    if len(tools) <= NAMED_TOOLS:
        return language.joined(tuple(tool_name(tool) for tool in tools))
    return language.ngettext("{count} tool", "{count} tools", len(tools))


def _reason(report: Report, worst: Verdict | None, language: Language) -> str:
    if report.summary.outcome is Outcome.PASS:
        if report.summary.gaps:
            return language.ngettext(
                "{count} part was not examined; no control needed it.",
                "{count} parts were not examined; no control needed them.",
                report.summary.gaps,
            )
        return language.gettext("Everything that the policy asks about was examined to the end.")
    if worst is None:
        return ""
    if worst.status is VerdictStatus.NOT_EVALUATED:
        first = worst.message.removeprefix("not evaluated: ").split("; ")[0].split(": ", 2)[-1]  # without the analysis and the path
        return language.gettext("“{title}” could not be decided: {reason}").format(
            title=clipped(language.told(worst.title), 200), reason=clipped(language.told(first), 240)
        )
    decisive = next((each for each in report.findings if each.id in worst.findings and each.tool == worst.tool), None)
    return _reason_of(decisive, language) or language.gettext("It fails “{title}”.").format(title=clipped(language.told(worst.title), 200))


def _reason_of(finding: Finding | None, language: Language) -> str:
    if finding is None or finding.kind not in _REASONS:
        return ""
    signals = signals_told(finding, language)
    return language.gettext(_REASONS[finding.kind]).format(signals=clipped(signals, 300)) if signals else ""


def _action(worst: Verdict | None, language: Language) -> str:
    """A control that was not evaluated asks for an examination; its remediation is for those that fail it."""
    if worst is not None and worst.status is VerdictStatus.NOT_EVALUATED:
        return language.gettext(
            "Have a person look at what was not examined, or accept it in an overlay with approval (`on_not_evaluated`)."
        )
    if worst is None or worst.remediation is None:
        return ""
    return " ".join(
        part for part in (clipped(language.told(worst.remediation.summary), 300), deadline_told(worst.remediation, language)) if part
    )


def deadline_told(remediation: Remediation, language: Language) -> str:
    if remediation.deadline_days is None:
        return ""
    return language.ngettext("Deadline: {count} day.", "Deadline: {count} days.", remediation.deadline_days)
