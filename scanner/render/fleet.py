"""A fleet for a reader: its verdict in a sentence, and as Markdown."""

from collections import Counter

from scanner.model.fleet import Fleet, FleetTool
from scanner.model.report import Outcome
from scanner.render.language import Language
from scanner.render.markdown import LISTED, code, safe, table
from scanner.render.words import OUTCOMES, STANDINGS, standing_of


def sentence_of(fleet: Fleet, language: Language) -> str:
    """What the fleet comes to."""
    concerned = sum(host.outcome is fleet.outcome for host in fleet.hosts)
    match fleet.outcome:
        case Outcome.PASS:
            return language.gettext("Nothing that the policy forbids was found on any host.")
        case Outcome.BLOCKED:
            return language.ngettext("On {count} host a tool must not run.", "On {count} hosts a tool must not run.", concerned)
        case Outcome.REVIEW:
            return language.ngettext("On {count} host a person has to decide.", "On {count} hosts a person has to decide.", concerned)
        case Outcome.INCONCLUSIVE | Outcome.ERROR:
            return language.gettext("Not every host could be judged.")


def outcomes_of(fleet: Fleet) -> tuple[tuple[Outcome, int], ...]:
    """How many hosts have each outcome; without those that none has."""
    counts = Counter(host.outcome for host in fleet.hosts)
    return tuple((outcome, counts[outcome]) for outcome in reversed(OUTCOMES) if counts[outcome])


def fleet_parts(fleet: Fleet, language: Language) -> list[str]:
    """Paragraphs and tables of Markdown."""
    headings = tuple(map(language.gettext, ("Tool", "Outcome", "Hosts", "Controls")))
    hosts = tuple(map(language.gettext, ("Host", "Outcome", "Tools", "Gaps", "Examined")))
    parts = [
        f"## {language.gettext(OUTCOMES[fleet.outcome])}: {sentence_of(fleet, language)}",
        table(headings, [_tool_row(tool, language) for tool in fleet.tools[:LISTED]]),
        table(
            hosts,
            [
                (safe(each.host), language.gettext(OUTCOMES[each.outcome]), str(each.tools), str(each.gaps), safe(each.generated_utc))
                for each in fleet.hosts[:LISTED]
            ],
        ),
    ]
    if len(fleet.policies) > 1:
        parts.append(language.gettext("Hosts were judged by different policies; their verdicts cannot be compared throughout."))
    parts += [f"- {safe(each.reason)}" for each in fleet.unread[:LISTED]]
    return parts


def _tool_row(tool: FleetTool, language: Language) -> tuple[str, ...]:
    told = "<br>".join(f"{language.gettext(STANDINGS[standing_of(each)])}: {code(each.control)}" for each in tool.controls)
    name = safe(f"{tool.name} {tool.version}" if tool.version else tool.name)
    return (name, language.gettext(OUTCOMES[tool.outcome]), str(len(tool.hosts)), told or "-")
