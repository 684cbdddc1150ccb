"""Why a control says what it says of a tool: every effective value with its origin, every leaf with its truth value."""

from dataclasses import dataclass
from datetime import date

from scanner.judge.addition import RULE
from scanner.judge.asset import Asset, asset_of, selects
from scanner.judge.capability import Completeness, capabilities_of
from scanner.judge.fact import by_kind, fact_of, shown
from scanner.judge.ruling import ready
from scanner.judge.stage import judge
from scanner.model.coverage import Capability, Coverage
from scanner.model.finding import Finding
from scanner.model.refusal import UsageRefused
from scanner.model.report import Tool, Verdict, VerdictStatus
from scanner.ruleset.complaints import meant
from scanner.ruleset.effective import EffectiveControl, EffectiveValue, Site, text_of
from scanner.ruleset.policies import Clause
from scanner.ruleset.policy_set import PolicySet
from scanner.ruleset.predicate import LeafTruth, leaf_truths


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTruth:
    """What one clause says of one finding."""

    finding: str
    title: str
    grade: str
    confidence: float | None
    is_meant: bool | None
    """After grade, confidence and `where`; None: undecided."""
    where: tuple[LeafTruth, ...]
    every: tuple[LeafTruth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTruth:
    side: str
    """`forbid` or `require`."""
    clause: Clause
    file: str
    line: int
    facts: tuple[FactTruth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolTruth:
    """What the control says of one tool."""

    tool: str
    applies: bool | None
    exempt: bool | None
    needs: tuple[tuple[Capability, Completeness], ...]
    clauses: tuple[ClauseTruth, ...]
    status: VerdictStatus
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    control: str
    policy: str
    file: str
    line: int
    values: tuple[EffectiveValue, ...]
    tools: tuple[ToolTruth, ...]
    """Empty where no tool was asked for."""


def explain(
    control: str,
    *,
    policies: PolicySet,
    at: date,
    site: Site | None = None,
    tools: tuple[Tool, ...] = (),
    findings: tuple[Finding, ...] = (),
    coverage: tuple[Coverage, ...] = (),
) -> Explanation:
    """Explain one control, on the given tools if there are any. Raises UsageRefused for a control that no policy has."""
    place = site or Site()
    controls = {one.control.id: one for one in policies.controls_at(place, at)}
    if control not in controls:
        raise UsageRefused(f"no loaded policy has the control {control}{meant(control.upper(), controls)}")
    effective = controls[control]
    capabilities = capabilities_of(tools, coverage, has_vendors=bool(policies.vendors))
    examined = tuple(finding for finding in findings if finding.rule != RULE)  # a stored report holds what judging added to it
    judgement = judge(tools, examined, coverage, policies=policies, at=at, site=place)
    verdicts = {verdict.tool: verdict for verdict in judgement.verdicts if verdict.control == control}
    truths = []
    for tool in tools:
        own = tuple(finding for finding in judgement.findings if finding.tool == tool.key)
        needs = tuple((need, capabilities[tool.key][need]) for need in effective.control.needs)
        clauses = _clauses(effective, own)
        truths.append(_tool_truth(asset_of(tool, place), effective, needs, clauses, verdicts[tool.key]))
    document = effective.policy.document
    return Explanation(
        control=control,
        policy=effective.policy.id,
        file=document.file,
        line=document.line_of(effective.keys),
        values=effective.values,
        tools=tuple(truths),
    )


def explanation_text(explanation: Explanation) -> str:
    """The explanation for a terminal."""
    lines = [f"{explanation.control}  ({explanation.policy}, {explanation.file}:{explanation.line})", "", "Effective values"]
    for value in explanation.values:
        lines.append(f"  {value.name}: {value.value}")
        lines += [f"      {origin.value}  <- {origin.note}, {origin.file}:{origin.line}" for origin in value.origins]
    for tool in explanation.tools:
        lines += ["", *_tool_lines(tool)]
    return "\n".join(lines)


def _tool_lines(tool: ToolTruth) -> list[str]:
    lines = [f"On {tool.tool}: {tool.status}", f"  {tool.message}", f"  applies: {_word(tool.applies)}, exempt: {_word(tool.exempt)}"]
    lines += [f"  needs {need}: {state.state} ({state.reason})" for need, state in tool.needs]
    for clause in tool.clauses:
        lines.append(f"  {clause.side} {clause.clause.facts}  ({clause.file}:{clause.line})")
        if not clause.facts:
            lines.append("    no such finding")
        for fact in clause.facts:
            lines.append(
                f"    finding {fact.finding} (grade {fact.grade}, confidence {fact.confidence}): {_word(fact.is_meant)}  {fact.title}"
            )
            lines += [_leaf_line("where", leaf) for leaf in fact.where]
            lines += [_leaf_line("every", leaf) for leaf in fact.every]
    return lines


def _leaf_line(part: str, leaf: LeafTruth) -> str:
    operand = "" if leaf.leaf.value is None and leaf.leaf.param is None else f" {text_of(leaf.operand)}"
    named = f" (param {leaf.leaf.param})" if leaf.leaf.param else ""
    actual = "missing" if leaf.actual is None else shown(leaf.actual)
    return f"      {part}: {leaf.leaf.field} {leaf.leaf.op}{operand}{named}; is {actual}: {_word(leaf.truth)}"


def _word(truth: bool | None) -> str:
    return "unknown" if truth is None else "true" if truth else "false"


def _clauses(effective: EffectiveControl, findings: tuple[Finding, ...]) -> tuple[ClauseTruth, ...]:
    titles = {finding.id: finding.title for finding in findings}
    facts = tuple(fact_of(finding) for finding in findings)
    side = "forbid" if effective.control.forbid is not None else "require"
    grouped = by_kind(facts)
    document = effective.policy.document
    return tuple(
        ClauseTruth(
            side=side,
            clause=clause.clause,
            file=document.file,
            line=document.line_of((*effective.keys, side, index)),
            facts=tuple(
                FactTruth(
                    finding=fact.id,
                    title=titles.get(fact.id, ""),
                    grade=str(fact.grade),
                    confidence=fact.confidence,
                    is_meant=clause.means(fact),
                    where=leaf_truths(clause.clause.where, fact.record, params=effective.params) if clause.clause.where else (),
                    every=leaf_truths(clause.clause.every, fact.record, params=effective.params) if clause.clause.every else (),
                )
                for fact in grouped.get(clause.kind, ())
            ),
        )
        for index, clause in enumerate(ready(effective).clauses)
    )


def _tool_truth(
    asset: Asset,
    effective: EffectiveControl,
    needs: tuple[tuple[Capability, Completeness], ...],
    clauses: tuple[ClauseTruth, ...],
    verdict: Verdict,
) -> ToolTruth:
    scope, exempt = effective.control.applies_to, effective.control.exempt
    return ToolTruth(
        tool=asset.key,
        applies=True if scope is None else selects(scope, asset),
        exempt=False if exempt is None else selects(exempt, asset),
        needs=needs,
        clauses=clauses,
        status=verdict.status,
        message=verdict.message,
    )
