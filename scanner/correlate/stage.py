"""What analyzers and the emulator saw of one tool, turned into findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from scanner.correlate.behaviour import behaviours_of
from scanner.correlate.conclusion import Subject, conclude
from scanner.model.finding import Finding
from scanner.model.observation import DifferenceSeen, FlowTraced, Observation
from scanner.ruleset.rules import Ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the rule folders know beside the rules."""

    signal_classes: tuple[tuple[str, str], ...]
    """Signal id -> place, machine or user."""
    disclosed: tuple[tuple[str, str], ...]
    """(tool id, signal id) whose reading the catalog records as disclosed."""


def correlate(
    observations: Iterable[Observation],
    *,
    tool: str,
    tool_id: str,
    ruleset: Ruleset,
    knowledge: Knowledge,
    refuted: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """All findings on one tool.

    refuted: identities of static paths whose code ran under the personas concerned without any difference.
    """
    observations = tuple(observations)
    flows = [item for item in observations if isinstance(item, FlowTraced)]
    differences = [item for item in observations if isinstance(item, DifferenceSeen)]
    behaviours = behaviours_of(
        flows,
        differences,
        signal_classes=dict(knowledge.signal_classes),
        refuted=refuted,
        disclosed=frozenset(signal for owner, signal in knowledge.disclosed if owner == tool_id),
    )
    subjects: list[Subject] = [*behaviours, *(item for item in observations if not isinstance(item, FlowTraced | DifferenceSeen))]
    return conclude(ruleset.rules, subjects, tool=tool)
