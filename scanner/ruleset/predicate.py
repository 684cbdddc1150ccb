"""Conditions over the fields of a record, in three-valued logic: what a missing field decides is unknown, neither true nor false.

The same conditions select observations in detection rules and findings in policies. Regular expressions run on RE2, in linear time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from scanner.ruleset.complaints import meant
from scanner.ruleset.operators import MAKERS, Decision, Operator
from scanner.ruleset.strict_yaml import Closed

Record = Mapping[str, object]
Params = Mapping[str, object]
Test = Callable[[Record], bool | None]
"""True, False, or None: unknown."""

_MISSING = object()
_VALUES_KEPT = 256
"""Answers kept for each leaf: more than a field of a closed set has, less than memory notices."""


class ConditionRefused(ValueError):
    """A condition that cannot be used with these parameters; the text is one sentence."""


class Leaf(Closed):
    """One claim about one field."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {
                    "properties": {"op": {"enum": ["present", "absent"]}},
                    "not": {"anyOf": [{"required": ["value"]}, {"required": ["param"]}]},
                },
                {
                    "properties": {"op": {"not": {"enum": ["present", "absent"]}}},
                    "oneOf": [{"required": ["value"]}, {"required": ["param"]}],
                },
            ]
        }
    )

    field: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
    op: Operator
    value: Any = None
    param: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] | None = None
    """Name of a parameter of the policy that holds the value."""

    @model_validator(mode="after")
    def _operand_fits(self) -> "Leaf":
        given = self.model_fields_set & {"value", "param"}
        if self.op in (Operator.PRESENT, Operator.ABSENT):
            if given:
                raise ValueError(f"the operator `{self.op}` takes neither `value` nor `param`")
        elif len(given) != 1 or (self.value is None and self.param is None):
            raise ValueError(f"the operator `{self.op}` takes exactly one of `value` and `param`")
        elif self.value == []:
            raise ValueError(f"the operator `{self.op}` decides nothing with an empty list; name values, or take the condition out")
        elif self.param is None:
            MAKERS[self.op](self.value)
        return self


class All(Closed):
    all: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Any_(Closed):
    model_config = ConfigDict(title="Any")

    any: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Not(Closed):
    negated: Annotated["Condition", Field(alias="not")]


def _branch(value: object) -> str:
    for name, model in (("all", All), ("any", Any_), ("not", Not)):
        if isinstance(value, model) or (isinstance(value, dict) and name in value):
            return name
    return "leaf"


Condition = Annotated[
    Annotated[All, Tag("all")] | Annotated[Any_, Tag("any")] | Annotated[Not, Tag("not")] | Annotated[Leaf, Tag("leaf")],
    Discriminator(_branch),
]
All.model_rebuild()
Any_.model_rebuild()
Not.model_rebuild()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafTruth:
    """What one leaf says of one record."""

    leaf: Leaf
    operand: object
    """The value compared with, parameters put in; None for `present` and `absent`."""
    actual: object
    """The record's value; None: the field is missing."""
    truth: bool | None


def truth(condition: All | Any_ | Not | Leaf, record: Record, *, params: Params | None = None) -> bool | None:
    """Whether the condition holds; None: the record does not say enough. Raises ConditionRefused as `compiled` does."""
    return compiled(condition, params or {})(record)


def compiled(condition: All | Any_ | Not | Leaf, params: Params) -> Test:
    """A function that tests records: for many records, and the same answers as `truth`.

    Raises ConditionRefused where a parameter is not given or does not suit its operator.
    """
    match condition:
        case All():
            return _conjunction(tuple(compiled(part, params) for part in condition.all))
        case Any_():
            return _disjunction(tuple(compiled(part, params) for part in condition.any))
        case Not():
            return _negation(compiled(condition.negated, params))
        case Leaf():
            return _leaf_test(condition, params)


def leaves_of(condition: All | Any_ | Not | Leaf) -> tuple[Leaf, ...]:
    """Every leaf, in the order in which they are written."""
    match condition:
        case All():
            return tuple(leaf for part in condition.all for leaf in leaves_of(part))
        case Any_():
            return tuple(leaf for part in condition.any for leaf in leaves_of(part))
        case Not():
            return leaves_of(condition.negated)
        case Leaf():
            return (condition,)


def leaf_truths(condition: All | Any_ | Not | Leaf, record: Record, *, params: Params | None = None) -> tuple[LeafTruth, ...]:
    """Every leaf with what it says of the record, none left out, in the order in which they are written."""
    given = params or {}
    found = []
    for leaf in leaves_of(condition):
        actual = lookup(record, leaf.field)
        found.append(
            LeafTruth(
                leaf=leaf,
                operand=_operand(leaf, given),
                actual=None if actual is _MISSING else actual,
                truth=_leaf_test(leaf, given)(record),
            )
        )
    return tuple(found)


def lookup(record: Record, name: str) -> object:
    """A field by its name, dotted names through nested mappings; a sentinel that equals nothing where it is missing or None."""
    value = record.get(name, _MISSING)
    if value is _MISSING and "." in name:
        at: object = record
        for step in name.split("."):
            at = at.get(step, _MISSING) if isinstance(at, Mapping) else _MISSING
        value = at
    return _MISSING if value is None else value


def is_missing(value: object) -> bool:
    """Whether `lookup` found nothing."""
    return value is _MISSING


def _conjunction(parts: tuple[Test, ...]) -> Test:
    def test(record: Record) -> bool | None:
        result: bool | None = True
        for part in parts:
            one = part(record)
            if one is False:
                return False
            if one is None:
                result = None
        return result

    return test


def _disjunction(parts: tuple[Test, ...]) -> Test:
    def test(record: Record) -> bool | None:
        result: bool | None = False
        for part in parts:
            one = part(record)
            if one is True:
                return True
            if one is None:
                result = None
        return result

    return test


def _negation(part: Test) -> Test:
    def test(record: Record) -> bool | None:
        one = part(record)
        return None if one is None else not one

    return test


def _operand(leaf: Leaf, params: Params) -> object:
    if leaf.param is None:
        return leaf.value
    if leaf.param not in params:
        raise ConditionRefused(f"the parameter `{leaf.param}` is not defined{meant(leaf.param, params)}")
    return params[leaf.param]


def _leaf_test(leaf: Leaf, params: Params) -> Test:
    name, is_dotted = leaf.field, "." in leaf.field
    if leaf.op is Operator.PRESENT:
        return lambda record: not is_missing(lookup(record, name))
    if leaf.op is Operator.ABSENT:
        return lambda record: is_missing(lookup(record, name))
    try:
        decide = MAKERS[leaf.op](_operand(leaf, params))
    except ConditionRefused:
        raise
    except ValueError as error:
        raise ConditionRefused(f"field `{name}`, operator `{leaf.op}`: {error}") from error

    if is_dotted:
        return lambda record: _decided(decide, lookup(record, name))
    return _remembering(name, decide)


def _remembering(name: str, decide: Decision) -> Test:
    """A test of a field that keeps its answers on the first values: most fields have few, and many controls ask about the same ones."""
    kept: dict[object, bool | None] = {}

    def test(record: Record) -> bool | None:
        value = record.get(name)
        if value is None:
            return None
        kind = type(value)
        if kind is not str and kind is not tuple:
            return decide(value)  # True and 1 are one key of a dictionary and two values here
        answer = kept.get(value, _MISSING)
        if answer is _MISSING:
            answer = decide(value)
            if len(kept) < _VALUES_KEPT:
                kept[value] = answer
        return answer  # type: ignore[return-value]  # the sentinel was replaced above

    return test


def _decided(decide: Decision, value: object) -> bool | None:
    return None if value is _MISSING else decide(value)
