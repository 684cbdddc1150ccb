"""What analyzers and the emulator saw of one tool, turned into findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scanner.correlate.behaviour import behaviours_of
from scanner.correlate.conclusion import Subject, conclude
from scanner.correlate.destination import destination_of
from scanner.correlate.listing import distinct_lists
from scanner.model.finding import Finding
from scanner.model.observation import DifferenceSeen, EndpointSeen, FlowTraced, ListDecoded, Observation
from scanner.ruleset.rules import Ruleset
from scanner.ruleset.signals import signals_of
from scanner.ruleset.vendors import VendorIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the rule folders know beside the rules."""

    signal_classes: tuple[tuple[str, str], ...]
    """Signal id -> place, machine or user."""
    disclosed: tuple[tuple[str, str], ...]
    """(tool id, signal id) whose reading the catalog records as disclosed."""
    vendors: VendorIndex


def knowledge_of(roots: tuple[Path, ...], vendors: VendorIndex, disclosed: tuple[tuple[str, str], ...] = ()) -> Knowledge:
    """The knowledge of the rule folders. Raises DocumentRefused for a signal file that is not accepted."""
    return Knowledge(
        signal_classes=tuple((signal.id, signal.class_.value) for signal in signals_of(roots)), disclosed=disclosed, vendors=vendors
    )


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
    flows: list[FlowTraced] = []
    differences: list[DifferenceSeen] = []
    lists: list[ListDecoded] = []
    subjects: list[Subject] = []
    for item in observations:
        match item:
            case FlowTraced():
                flows.append(item)
            case DifferenceSeen():
                differences.append(item)
            case EndpointSeen():
                destination = destination_of(item, knowledge.vendors)
                subjects += [destination] if destination is not None else []
            case ListDecoded():
                lists.append(item)
            case _:
                subjects.append(item)
    behaviours = behaviours_of(
        flows,
        differences,
        signal_classes=dict(knowledge.signal_classes),
        refuted=refuted,
        disclosed=frozenset(signal for owner, signal in knowledge.disclosed if owner == tool_id),
    )
    return conclude(ruleset.rules, (*behaviours, *distinct_lists(lists), *subjects), tool=tool)
