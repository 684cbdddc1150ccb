"""The verdict of a run in a word, and its exit code (CONTRACT: precedence error, usage, blocked, inconclusive, review, pass)."""

from collections.abc import Iterable

from scanner.model.coverage import Coverage
from scanner.model.report import Enforcement, Outcome, Tool, Verdict, VerdictStatus

EXIT_CODES = {
    Outcome.PASS: 0,
    Outcome.BLOCKED: 1,
    Outcome.INCONCLUSIVE: 3,
    Outcome.REVIEW: 4,
    Outcome.ERROR: 5,
}
"""2 is wrong usage and belongs to no outcome."""

_DECIDED = frozenset({VerdictStatus.PASS, VerdictStatus.FAIL, VerdictStatus.WAIVED})


def outcome(verdicts: Iterable[Verdict], coverage: Iterable[Coverage], tools: Iterable[Tool]) -> Outcome:
    """What the verdicts come to. No tool, nothing examined to its end, or no control that could be decided, is inconclusive; so is a
    control of enforcement block or review that was not evaluated. A control of enforcement report changes nothing.
    """
    known = tuple(verdicts)
    if any(verdict.status is VerdictStatus.ERROR for verdict in known):
        return Outcome.ERROR
    if _any(known, VerdictStatus.FAIL, {Enforcement.BLOCK}):
        return Outcome.BLOCKED
    is_examined = bool(tuple(tools)) and not all(entry.is_gap for entry in coverage)
    is_decided = any(verdict.status in _DECIDED for verdict in known)
    if not is_examined or not is_decided or _any(known, VerdictStatus.NOT_EVALUATED, {Enforcement.BLOCK, Enforcement.REVIEW}):
        return Outcome.INCONCLUSIVE
    return Outcome.REVIEW if _any(known, VerdictStatus.FAIL, {Enforcement.REVIEW}) else Outcome.PASS


def _any(verdicts: tuple[Verdict, ...], status: VerdictStatus, enforcements: set[Enforcement]) -> bool:
    return any(verdict.status is status and verdict.enforcement in enforcements for verdict in verdicts)
