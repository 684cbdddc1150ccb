"""Answers to the questions that a tool asks about letters that are not known: each way that matters is tried once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from scanner.analyze.shell import globs
from scanner.analyze.shell.comparing import decided, is_safe, translated
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import Split
from scanner.analyze.shell.state import State
from scanner.analyze.shell.values import Hole, of_hole
from scanner.analyze.tracing import Taint, together

T = TypeVar("T")

MAX_WAYS = 8
"""Questions of one run of a tool that are tried both ways."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    taint: Taint | None
    entries: tuple[str, ...]


@dataclass(slots=True)
class Oracle:
    """Says no to all questions but a few."""

    machine: Machine
    yes: frozenset[int] = frozenset()
    """Indices of the questions that are answered with yes."""
    asked: list[Question] = field(default_factory=list)
    answered: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict)
    """Answers by letters and entries: what is asked again is the same question."""

    def is_known(self, *letters: str) -> bool:
        """Whether nothing unknown stands in the letters."""
        return not any(self.machine.holes_in(each) for each in letters)

    def is_one_unknown(self, letters: str) -> bool:
        """Whether nothing of the letters is known."""
        parts = self.machine.restored(letters.strip()).parts
        return len(parts) == 1 and isinstance(parts[0], Hole)

    def part_of(self, letters: str, label: str) -> str:
        """The letters of a part of what is not known."""
        hole = self.machine.restored(letters.strip()).parts[0]
        assert isinstance(hole, Hole)
        return self.machine.spelled(of_hole(self.machine.derived(hole, label)))

    def are_kept(self, before: str, after: str) -> bool:
        """Whether all that is not known in the one letters stands in the others too."""
        kept = self.machine.holes_in(after)
        return all(hole in kept for hole in self.machine.holes_in(before))

    def known_front(self, letters: str) -> str:
        """The letters in front of the first unknown part."""
        first = self.machine.restored(letters).parts[:1]
        return first[0] if first and isinstance(first[0], str) else ""

    def ask(self, letters: str, entries: tuple[str, ...]) -> bool:
        """Whether letters that hold something unknown are, or match, one of the entries."""
        key = letters, entries
        if key not in self.answered:
            taint = together(*(hole.taint for hole in self.machine.holes_in(letters)))
            self.asked.append(Question(taint, entries))
            self.answered[key] = len(self.asked) - 1 in self.yes
        return self.answered[key]

    def is_same(self, one: str, other: str) -> bool:
        if one == other:
            return True
        if self.is_known(one, other):
            return False
        return self.ask(one + other, globs.telling(each for each in (one, other) if self.is_known(each)))

    def finds(self, expression: str, text: str, *, ignores_case: bool = False) -> bool:
        """Whether a regular expression is found in the text."""
        try:
            pattern = re.compile(translated(expression), re.IGNORECASE if ignores_case else 0)
        except (re.error, OverflowError, RecursionError):
            return self.ask(text, ())
        if not is_safe(expression, text):
            return self.ask(text, ())
        if self.is_known(text) or expression in ("", ".", ".*", "^"):
            return pattern.search(text) is not None
        if "(?" not in expression and any(self.is_known(match[0]) for match in pattern.finditer(text)):
            return True  # in letters that are known, whatever stands beside them
        entries = globs.entries_of_regex(expression)
        return self.ask(text, entries) if entries or pattern.search(text) is None else True


def consulted(machine: Machine, state: State, node: object, layers: tuple[str, ...], run: Callable[[Oracle], T]) -> "T | Split[T]":
    """What a run comes to, for every way that its questions may be answered."""
    plain = Oracle(machine)
    result = run(plain)
    if not plain.asked:
        return result
    ways = list(_ways(machine, plain.asked, run))
    questions = [question for _, question in ways]
    taints = [
        decided(machine, node, question.taint, question.entries, layers).taint
        for question in dict.fromkeys((*plain.asked, *questions))
        if question.taint is not None and question.entries
    ]
    hint = together(*(question.taint for question in (*plain.asked, *questions)))
    labels = [question.entries for question in questions]
    condition = machine.condition(node, together(*taints), len(ways) + 1, state.guards, labels, hint=hint)
    return Split(condition, (*(outcome for outcome, _ in ways), result))


def _asked_of_all(asked: list[Question]) -> list[tuple[frozenset[int], Question]]:
    """The same question about many texts, as of all variables of the environment: answered with yes for all of them at once."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, question in enumerate(asked):
        if question.taint is not None and question.entries:
            groups.setdefault(question.entries, []).append(index)
    return [
        (frozenset(group), Question(together(*(asked[index].taint for index in group)), entries))
        for entries, group in groups.items()
        if len(group) > 1
    ]


def _ways(machine: Machine, asked: list[Question], run: Callable[[Oracle], T]) -> Iterator[tuple[T, Question]]:
    """What a run comes to when one question is answered with yes, and the question; then with yes to one that is only asked behind it."""
    waiting = [(frozenset({index}), question) for index, question in enumerate(asked)]
    if len(asked) > MAX_WAYS:
        waiting = [*_asked_of_all(asked), *waiting]
    known = {question.entries for question in asked}
    for _ in range(MAX_WAYS):
        if not waiting:
            return
        yes, question = waiting.pop(0)
        oracle = Oracle(machine, yes)
        yield run(oracle), question
        for index, further in enumerate(oracle.asked[max(yes) + 1 :], max(yes) + 1):
            if further.entries and further.entries not in known:
                known.add(further.entries)
                waiting.append((yes | {index}, further))
