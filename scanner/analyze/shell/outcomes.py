"""Outcomes of tests and operations on values that are not wholly known: each case of the choices in them looked at by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, Union

from scanner.analyze.shell.values import Choice, Condition, Text, Value, assume, choose, first_condition, taint_or_hint
from scanner.analyze.tracing import Taint, together

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")

MAX_CASES = 48
"""Cases of one operation; beyond, further choices are taken as they usually go."""
MAX_OTHER_CASES = 10
"""Of these, cases that no signal decides."""
_MAX_LEAVES = 6
"""Answers of a test that no signal decides; with more, it is not known."""


@dataclass(frozen=True, slots=True)
class Maybe:
    """A test whose answer is not known."""

    taint: Taint | None = None
    """The signals that decide it; None: none does."""
    entries: tuple[str, ...] = ()
    """Texts for which the answer is yes."""


@dataclass(frozen=True, slots=True, eq=False)
class Split(Generic[T_co]):
    """An outcome for each way of a condition."""

    condition: Condition
    options: "tuple[T_co | Split[T_co], ...]"


Answer = bool | Maybe
Truth = Union[bool, Maybe, "Split[Answer]"]
UNSURE = Maybe()


def each_case(values: Sequence[Value], function: Callable[[tuple[Value, ...]], T], pinned: Mapping[Condition, int]) -> "T | Split[T]":
    """What the function says of the values, for every way that the conditions in them may go.

    pinned: conditions of which the way is known where the operation is done.
    """
    left = [MAX_CASES, MAX_OTHER_CASES]

    def cases(given: tuple[Value, ...], depth: int) -> T | Split[T]:
        while (condition := first_condition(given)) is not None and condition in pinned:
            given = tuple(assume(value, condition, pinned[condition]) for value in given)
        if condition is None:
            left[0] -= 1
            return function(given)
        is_other = condition.taint is None
        left[1] -= is_other
        if left[0] <= 0 or depth > 12 or (is_other and left[1] < 0):
            return cases(tuple(assume(value, condition, condition.default) for value in given), depth)
        options = tuple(cases(tuple(assume(value, condition, way) for value in given), depth + 1) for way in range(condition.count))
        return options[0] if all(option is options[0] for option in options) else Split(condition, options)

    return cases(tuple(values), 0)


def mapped(outcome: "T | Split[T]", function: Callable[[T], U]) -> "U | Split[U]":
    """The outcome with a function over its leaves."""
    if isinstance(outcome, Split):
        return Split(outcome.condition, tuple(mapped(option, function) for option in outcome.options))
    return function(outcome)


def value_of(outcome: "Value | Split[Value]") -> Value:
    """The value that an outcome of values is."""
    if isinstance(outcome, Split):
        return choose(outcome.condition, [value_of(option) for option in outcome.options])
    return outcome


def flattened(outcome: "T | Split[T] | Split[T | Split[T]]") -> "T | Split[T]":
    """An outcome whose leaves are outcomes, as one."""
    return outcome  # type: ignore[return-value]  # a leaf that is a Split is a branch already


def leaves_of(outcome: "T | Split[T]") -> list[T]:
    found: list[T] = []
    waiting: list[T | Split[T]] = [outcome]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Split):
            waiting += reversed(item.options)
        else:
            found.append(item)
    return found


def negated(truth: Truth) -> Truth:
    """The opposite."""
    if isinstance(truth, Split):
        return Split(truth.condition, tuple(negated(option) for option in truth.options))
    return truth if isinstance(truth, Maybe) else not truth


def either(one: Truth, other: Truth) -> Truth:
    """One of both, or both."""
    if one is True or other is True:
        return True
    if one is False:
        return other
    if other is False:
        return one
    return _united(one, other, either)


def both(one: Truth, other: Truth) -> Truth:
    """One and the other."""
    if one is False or other is False:
        return False
    if one is True:
        return other
    if other is True:
        return one
    return _united(one, other, both)


def simplified(truth: Truth) -> Truth:
    """The truth; where it has many leaves and no signal decides between them, only that it is not known."""
    if not isinstance(truth, Split):
        return truth
    leaves: list[Answer] = leaves_of(truth)
    if len(leaves) > MAX_CASES:
        return Maybe(taint_of_truth(truth))
    taint = taint_of_truth(truth)
    if len(leaves) > _MAX_LEAVES and (taint is None or taint.is_faint):
        return Maybe(taint)
    return truth


def _united(one: Truth, other: Truth, rule: Callable[[Truth, Truth], Truth]) -> Truth:
    if len(leaves_of(one)) * len(leaves_of(other)) > MAX_CASES:
        return Maybe(together(taint_of_truth(one), taint_of_truth(other)))
    if isinstance(one, Split):
        return Split(one.condition, tuple(rule(option, given(other, one.condition, way)) for way, option in enumerate(one.options)))
    if isinstance(other, Split):
        return Split(other.condition, tuple(rule(one, option) for option in other.options))
    assert isinstance(one, Maybe)
    assert isinstance(other, Maybe)
    return Maybe(together(one.taint, other.taint), tuple(dict.fromkeys((*one.entries, *other.entries))))


def given(outcome: "T | Split[T]", condition: Condition, way: int) -> "T | Split[T]":
    """The outcome if the condition went that way."""
    if not isinstance(outcome, Split):
        return outcome
    if outcome.condition is condition:
        return given(outcome.options[way], condition, way)
    return Split(outcome.condition, tuple(given(option, condition, way) for option in outcome.options))


def taint_deciding(outcome: "T | Split[T]", taint_of_leaf: Callable[[T], Taint | None]) -> Taint | None:
    """The signals on which it depends which leaf is the outcome, and those that decide in the leaves."""
    if not isinstance(outcome, Split):
        return taint_of_leaf(outcome)
    inner = together(*(taint_deciding(option, taint_of_leaf) for option in outcome.options))
    leaves = [leaf for option in outcome.options for leaf in leaves_of(option)]
    if all(leaf == leaves[0] for leaf in leaves[1:]):
        return inner
    return together(taint_or_hint(outcome.condition), inner)


def taint_of_truth(truth: Truth) -> Taint | None:
    """The signals that decide an answer."""
    return taint_deciding(truth, _own_taint)  # type: ignore[arg-type]  # a union's members are joined to object


def _own_taint(leaf: Answer) -> Taint | None:
    return leaf.taint if isinstance(leaf, Maybe) else None


def is_choice(value: Value) -> bool:
    """Whether anything in the value depends on a condition."""
    return isinstance(value, Choice) or (isinstance(value, Text) and any(isinstance(part, Choice) for part in value.parts))
