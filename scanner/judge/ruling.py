"""What one control says of one asset, before waivers: three-valued, and unknown is never a pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scanner.judge.asset import Asset, selects
from scanner.judge.capability import Capabilities, State
from scanner.judge.fact import Fact, Facts, filled, shown
from scanner.model.finding import FindingKind, Grade
from scanner.model.report import VerdictStatus
from scanner.ruleset.effective import EffectiveControl
from scanner.ruleset.policies import Clause, Policy
from scanner.ruleset.predicate import Test, compiled

MESSAGES_SHOWN = 3
"""Findings described in a verdict's message; the rest are counted."""
_MESSAGES_TRIED = 50
"""Findings looked at for different messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyClause:
    """A clause with its conditions compiled."""

    clause: Clause
    kind: FindingKind
    where: Test | None
    every: Test | None
    at_least: int
    grades: frozenset[Grade] | None
    """Those that count; None: all, and an unknown one."""
    floor: float | None
    """Lowest confidence that counts; None: any, and an unknown one."""

    def means(self, fact: Fact) -> bool | None:
        """Whether grade, confidence and `where` choose this fact; None: undecided."""
        is_unsure = False
        if self.grades is not None and fact.grade not in self.grades:
            if fact.grade is not None:
                return False
            is_unsure = True
        if self.floor is not None:
            if fact.confidence is None:
                is_unsure = True
            elif fact.confidence < self.floor:
                return False
        answer = True if self.where is None else self.where(fact.record)
        return None if is_unsure and answer is not False else answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyControl:
    effective: EffectiveControl
    clauses: tuple[ReadyClause, ...]
    in_force_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One fact that breaks a control, or a clause of `require` that no fact fulfils (`fact` is None)."""

    clause: ReadyClause
    fact: Fact | None
    count: int = 0
    """Facts that fulfil the clause; only where `fact` is None."""

    def message(self, asset: Asset) -> str:
        """What is wrong, in words."""
        if self.fact is None:
            return f"{self.count} of the {self.clause.at_least} {self.clause.kind} required were found"
        return _message(self.clause, self.fact, asset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    status: VerdictStatus
    message: str
    violations: tuple[Violation, ...] = ()
    undecided: tuple[Fact, ...] = ()
    """Facts that lack a field which decides."""


def ready(effective: EffectiveControl) -> ReadyControl:
    """A control made ready to be asked about many assets."""
    content = effective.policy.content
    return ReadyControl(
        effective=effective,
        clauses=tuple(_ready_clause(clause, effective.params) for clause in effective.control.clauses),
        in_force_from=content.metadata.effective_from if isinstance(content, Policy) else None,
    )


def rule(control: ReadyControl, asset: Asset, facts: Facts, capabilities: Capabilities, *, at: date) -> Ruling:
    """Decide one control.

    What was found decides first: a violation is a failure even when the analysis was not complete. What was not found decides only
    when everything that the control needs was complete.
    """
    outside = _why_outside(control, asset, at)
    if outside is not None:
        return Ruling(status=VerdictStatus.NOT_APPLICABLE, message=outside)
    is_forbidden = control.effective.control.forbid is not None
    violations: list[Violation] = []
    undecided: list[Fact] = []
    missing: list[Violation] = []
    for clause in control.clauses:
        if is_forbidden:
            _forbid(clause, facts, violations, undecided)
        else:
            _require(clause, facts, violations, undecided, missing)
    if violations:
        return _failed(violations, undecided, asset)
    needs = control.effective.control.needs
    gaps = [f"{need}: {capabilities[need].reason}" for need in needs if capabilities[need].state is State.INCOMPLETE]
    if gaps:
        return Ruling(status=VerdictStatus.NOT_EVALUATED, message=f"not evaluated: {'; '.join(gaps)}", undecided=tuple(undecided))
    if any(capabilities[need].state is State.OUTSIDE for need in needs):
        return Ruling(
            status=VerdictStatus.NOT_APPLICABLE,
            message="asks about what was not part of this examination (a host's settings, or a program)",
        )
    if undecided:
        return Ruling(status=VerdictStatus.NOT_EVALUATED, message=_undecided_message(undecided), undecided=tuple(undecided))
    if missing:
        return _failed(missing, undecided, asset)
    return Ruling(status=VerdictStatus.PASS, message="nothing forbidden was found" if is_forbidden else "what is required was found")


def kinds_of(control: ReadyControl) -> frozenset[FindingKind]:
    """The kinds of findings that the control looks at."""
    return frozenset(clause.kind for clause in control.clauses)


def _ready_clause(clause: Clause, params: Mapping[str, object]) -> ReadyClause:
    default = 0 if clause.every is not None else 1
    return ReadyClause(
        clause=clause,
        kind=clause.facts,
        where=None if clause.where is None else compiled(clause.where, params),
        every=None if clause.every is None else compiled(clause.every, params),
        grades=None if clause.min_grade is None else frozenset(grade for grade in Grade if grade.at_least(clause.min_grade)),
        floor=clause.min_confidence,
        at_least=default if clause.at_least is None else clause.at_least,
    )


def _why_outside(control: ReadyControl, asset: Asset, at: date) -> str | None:
    if control.in_force_from is not None and at < control.in_force_from:
        return f"its policy is not in force before {control.in_force_from}"
    scope, exempt = control.effective.control.applies_to, control.effective.control.exempt
    if scope is not None and selects(scope, asset) is False:
        return "the control does not apply to this tool"
    if exempt is not None and selects(exempt, asset) is True:
        return "the tool is exempt from this control"
    return None


def _forbid(clause: ReadyClause, facts: Facts, violations: list[Violation], undecided: list[Fact]) -> None:
    for fact in facts.get(clause.kind, ()):
        answer = clause.means(fact)
        if answer is True:
            violations.append(Violation(clause=clause, fact=fact))
        elif answer is None:
            undecided.append(fact)


def _require(
    clause: ReadyClause,
    facts: Facts,
    violations: list[Violation],
    undecided: list[Fact],
    missing: list[Violation],
) -> None:
    meant, perhaps = 0, 0
    for fact in facts.get(clause.kind, ()):
        answer = clause.means(fact)
        if answer is False:
            continue
        meant, perhaps = meant + (answer is True), perhaps + (answer is None)
        fulfils = True if clause.every is None else clause.every(fact.record)
        if answer is True and fulfils is False:
            violations.append(Violation(clause=clause, fact=fact))
        elif fulfils is not True:
            undecided.append(fact)
    if meant >= clause.at_least:
        return
    if meant + perhaps >= clause.at_least:
        undecided.extend(fact for fact in facts.get(clause.kind, ()) if clause.means(fact) is None)
        return
    missing.append(Violation(clause=clause, fact=None, count=meant))


def _message(clause: ReadyClause, fact: Fact, asset: Asset) -> str:
    if clause.clause.message is not None:
        return filled(clause.clause.message, fact.record, asset.record)
    named = [f"{key}={shown(value)}" for key, value in sorted(fact.record.items()) if key not in _PLAIN_KEYS and value is not None]
    return f"{clause.kind}: {', '.join(named[:4])}" if named else str(clause.kind)


_PLAIN_KEYS = frozenset({"kind", "grade", "confidence", "rule", "id"})


def _failed(violations: list[Violation], undecided: list[Fact], asset: Asset) -> Ruling:
    return Ruling(
        status=VerdictStatus.FAIL,
        message=described(tuple(violations), asset),
        violations=tuple(violations),
        undecided=tuple(undecided),
    )


def described(violations: tuple[Violation, ...], asset: Asset) -> str:
    """The first violations in words, and how many more there are."""
    messages: dict[str, None] = {}
    said = 0
    for violation in violations[:_MESSAGES_TRIED]:
        if len(messages) == MESSAGES_SHOWN:
            break
        messages.setdefault(violation.message(asset))
        said += 1
    more = len(violations) - said
    return "; ".join(messages) + (f"; and {more} more" if more > 0 else "")


def _undecided_message(undecided: list[Fact]) -> str:
    kinds = ", ".join(sorted({str(fact.kind) for fact in undecided}))
    return f"not evaluated: {len(undecided)} finding(s) of kind {kinds} lack a field that decides"
