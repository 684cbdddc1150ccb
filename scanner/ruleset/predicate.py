"""Conditions over the fields of a record, in three-valued logic: what a missing field decides is unknown, neither true nor false.

The same conditions select observations in detection rules and findings in policies. Regular expressions run on RE2, in linear time.
"""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import re2  # type: ignore[import-untyped]  # the package ships no types
from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from scanner.ruleset.strict_yaml import Closed
from scanner.ruleset.versions import check_range, covers, touches

MAX_PATTERN_CHARS = 1000
"""Longest regular expression; RE2 compiles such a one in well under a millisecond."""

Record = Mapping[str, object]
Params = Mapping[str, object]
Test = Callable[[Record], bool | None]
"""True, False, or None: unknown."""

_MISSING = object()


class Operator(StrEnum):
    EQ = "eq"
    NE = "ne"
    IN = "in"
    """One of the values; for a field of several values: at least one of them is."""
    NOT_IN = "not_in"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    PRESENT = "present"
    ABSENT = "absent"
    MATCHES = "matches"
    """A regular expression (RE2 syntax) found anywhere in the text."""
    GLOB = "glob"
    """`*` and `?` over the whole text."""
    CONTAINS_ANY = "contains_any"
    CONTAINS_ALL = "contains_all"
    CONTAINS_NONE = "contains_none"
    SUBSET_OF = "subset_of"
    VERSION_IN = "version_in"
    """The version, or the release that a prerelease leads to, lies in the `vers:` range."""
    VERSION_NOT_IN = "version_not_in"
    """The version, or the release that a prerelease leads to, lies outside of the `vers:` range."""
    HOST_UNDER = "host_under"
    """The host is one of the names or below one of them, by whole labels."""
    HOST_NOT_UNDER = "host_not_under"
    IN_CIDR = "in_cidr"


class ConditionRefused(ValueError):
    """A condition that cannot be used with these parameters; the text is one sentence."""


class Leaf(Closed):
    """One claim about one field."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [
        {"properties": {"op": {"enum": ["present", "absent"]}}, "not": {"anyOf": [{"required": ["value"]}, {"required": ["param"]}]}},
        {"properties": {"op": {"not": {"enum": ["present", "absent"]}}}, "oneOf": [{"required": ["value"]}, {"required": ["param"]}]},
    ]})

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
        elif self.param is None:
            _MAKERS[self.op](self.value)
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
        found.append(LeafTruth(
            leaf=leaf, operand=_operand(leaf, given), actual=None if actual is _MISSING else actual, truth=_leaf_test(leaf, given)(record),
        ))
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
        raise ConditionRefused(f"the parameter `{leaf.param}` is not defined")
    return params[leaf.param]


def _leaf_test(leaf: Leaf, params: Params) -> Test:
    name, is_dotted = leaf.field, "." in leaf.field
    if leaf.op is Operator.PRESENT:
        return lambda record: not is_missing(lookup(record, name))
    if leaf.op is Operator.ABSENT:
        return lambda record: is_missing(lookup(record, name))
    try:
        decide = _MAKERS[leaf.op](_operand(leaf, params))
    except ConditionRefused:
        raise
    except ValueError as error:
        raise ConditionRefused(f"field `{name}`, operator `{leaf.op}`: {error}") from error

    def test(record: Record) -> bool | None:
        value = lookup(record, name) if is_dotted else record.get(name)
        return None if value is None or value is _MISSING else decide(value)
    return test


Decision = Callable[[Any], bool | None]


def _equals(operand: object) -> Decision:
    if isinstance(operand, list | tuple):
        wanted = tuple(operand)
        return lambda value: tuple(value) == wanted if isinstance(value, list | tuple) else None
    return lambda value: value == operand if _comparable(value, operand) else None


def _member(operand: object) -> Decision:
    values = _several(operand)

    def decide(value: Any) -> bool | None:
        if isinstance(value, list | tuple):
            return any(one in values for one in value)
        return value in values
    return decide


def _order(accept: Callable[[float, float], bool]) -> Callable[[object], Decision]:
    def make(operand: object) -> Decision:
        if not _is_number(operand):
            raise ValueError("takes a number")
        bound: Any = operand
        return lambda value: accept(value, bound) if _is_number(value) else None
    return make


def _pattern(operand: object) -> Decision:
    search = _regular_expression(_text(operand)).search
    return lambda value: _on_text(value, lambda text: search(text) is not None)


def _glob(operand: object) -> Decision:
    parts = {"*": ".*", "?": "."}
    source = "".join(parts.get(character, re2.escape(character)) for character in _text(operand))
    search = _regular_expression(f"(?s)^(?:{source})$").search
    return lambda value: _on_text(value, lambda text: search(text) is not None)


def _overlap(accept: Callable[[frozenset[object], frozenset[object]], bool]) -> Callable[[object], Decision]:
    def make(operand: object) -> Decision:
        wanted = frozenset(_several(operand))

        def decide(value: Any) -> bool | None:
            return accept(frozenset(value if isinstance(value, list | tuple) else (value,)), wanted)
        return decide
    return make


def _version_in(operand: object) -> Decision:
    span = check_range(_text(operand))
    return lambda value: touches(span, value) if isinstance(value, str) else None


def _version_not_in(operand: object) -> Decision:
    span = check_range(_text(operand))

    def decide(value: Any) -> bool | None:
        inside = covers(span, value) if isinstance(value, str) else None
        return None if inside is None else not inside
    return decide


def _host_under(operand: object) -> Decision:
    names = tuple(_host(_text(name)) for name in _several(operand))
    suffixes = tuple(f".{name}" for name in names)
    return lambda value: _on_text(value, lambda text: _host(text) in names or _host(text).endswith(suffixes))


def _in_cidr(operand: object) -> Decision:
    networks = tuple(ipaddress.ip_network(_text(one)) for one in _several(operand))

    def decide(value: Any) -> bool | None:
        try:
            address = ipaddress.ip_address(value)
        except ValueError:
            return None
        return any(address in network for network in networks if network.version == address.version)
    return decide


def _negated(make: Callable[[object], Decision]) -> Callable[[object], Decision]:
    def make_negated(operand: object) -> Decision:
        decide = make(operand)

        def negated(value: Any) -> bool | None:
            one = decide(value)
            return None if one is None else not one
        return negated
    return make_negated


_MAKERS: dict[Operator, Callable[[object], Decision]] = {
    Operator.EQ: _equals,
    Operator.NE: _negated(_equals),
    Operator.IN: _member,
    Operator.NOT_IN: _negated(_member),
    Operator.LT: _order(lambda value, bound: value < bound),
    Operator.LE: _order(lambda value, bound: value <= bound),
    Operator.GT: _order(lambda value, bound: value > bound),
    Operator.GE: _order(lambda value, bound: value >= bound),
    Operator.MATCHES: _pattern,
    Operator.GLOB: _glob,
    Operator.CONTAINS_ANY: _overlap(lambda values, wanted: bool(values & wanted)),
    Operator.CONTAINS_ALL: _overlap(lambda values, wanted: values >= wanted),
    Operator.CONTAINS_NONE: _overlap(lambda values, wanted: not values & wanted),
    Operator.SUBSET_OF: _overlap(lambda values, wanted: values <= wanted),
    Operator.VERSION_IN: _version_in,
    Operator.VERSION_NOT_IN: _version_not_in,
    Operator.HOST_UNDER: _host_under,
    Operator.HOST_NOT_UNDER: _negated(_host_under),
    Operator.IN_CIDR: _in_cidr,
}


def _regular_expression(source: str) -> Any:
    if len(source) > MAX_PATTERN_CHARS:
        raise ValueError(f"the expression is longer than {MAX_PATTERN_CHARS} characters")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(source, options)
    except re2.error as error:
        reason = error.args[0]
        raise ValueError(f"is no RE2 expression ({reason.decode() if isinstance(reason, bytes) else reason})") from error


def _on_text(value: object, decide: Callable[[str], bool]) -> bool | None:
    """For several values: whether one of them is it."""
    if isinstance(value, str):
        return decide(value)
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return any(decide(one) for one in value)
    return None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("takes text; quote it where it looks like a number")
    return value


def _several(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("takes a list")
    if not all(isinstance(one, str | int | float | bool) for one in value):
        raise ValueError("takes a list of text, numbers or booleans")
    return tuple(value)


def _host(text: str) -> str:
    return text.lower().rstrip(".")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _comparable(value: object, operand: object) -> bool:
    if _is_number(value) and _is_number(operand):
        return True
    return type(value) is type(operand)
