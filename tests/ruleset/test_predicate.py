"""Conditions: operators, three-valued logic, and what is refused."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.ruleset.complaints import check
from scanner.ruleset.predicate import Condition, ConditionRefused, compiled, leaf_truths, truth
from scanner.ruleset.strict_yaml import Closed, DocumentRefused, parse


class _Holder(Closed):
    where: Condition


def _condition(text: str) -> Condition:
    return check(parse(f"where: {text}\n".encode(), file="f.yaml"), _Holder).where


RECORD = {
    "host": "API.Eu.Example.com.",
    "role": "telemetry",
    "count": 5,
    "flag": False,
    "layers": ("base64", "xor"),
    "version": "2.1.91-rc.1",
    "address": "10.1.2.3",
    "place": {"line": 7},
    "gateway": "gw.corp.example:8443",
    "idn": "shop.xn--bcher-kva.example",
    "mapped": "::ffff:10.1.2.3",
    "loopback": "[::1]:80",
    "nothing": None,
}


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        ("{field: role, op: eq, value: telemetry}", True),
        ("{field: role, op: ne, value: telemetry}", False),
        ("{field: flag, op: eq, value: false}", True),
        ("{field: flag, op: eq, value: 'false'}", None),
        ("{field: count, op: eq, value: 5.0}", True),
        ("{field: flag, op: eq, value: 0}", None),
        ("{field: layers, op: eq, value: [base64, xor]}", True),
        ("{field: role, op: in, value: [docs, telemetry]}", True),
        ("{field: role, op: not_in, value: [docs, telemetry]}", False),
        ("{field: layers, op: in, value: [xor]}", True),
        ("{field: layers, op: not_in, value: [rc4]}", True),
        ("{field: count, op: ge, value: 5}", True),
        ("{field: count, op: lt, value: 5}", False),
        ("{field: role, op: gt, value: 5}", None),
        ("{field: role, op: present}", True),
        ("{field: absent, op: present}", False),
        ("{field: nothing, op: absent}", True),
        ("{field: role, op: matches, value: '^tele'}", True),
        ("{field: count, op: matches, value: '5'}", None),
        ("{field: layers, op: matches, value: '^xo'}", True),
        ("{field: role, op: glob, value: 'tel*y'}", True),
        ("{field: role, op: glob, value: 'tel'}", False),
        ("{field: layers, op: contains_any, value: [xor, rc4]}", True),
        ("{field: layers, op: contains_all, value: [xor, rc4]}", False),
        ("{field: layers, op: contains_none, value: [rc4]}", True),
        ("{field: role, op: contains_none, value: [docs]}", True),
        ("{field: layers, op: subset_of, value: [base64, xor, hex]}", True),
        ("{field: version, op: version_in, value: 'vers:npm/>=2.1.91|<=2.1.197'}", True),
        ("{field: version, op: version_not_in, value: 'vers:npm/>=2.1.91'}", True),
        ("{field: role, op: version_in, value: 'vers:npm/>=1'}", None),
        ("{field: host, op: host_under, value: [example.com]}", True),
        ("{field: host, op: host_under, value: [ample.com]}", False),
        ("{field: host, op: host_not_under, value: [example.com]}", False),
        ("{field: gateway, op: host_under, value: [corp.example]}", True),
        ("{field: gateway, op: host_under, value: ['GW.corp.example:8443']}", True),
        ("{field: idn, op: host_under, value: ['bücher.example']}", True),
        ("{field: idn, op: host_under, value: [xn--bcher-kva.example]}", True),
        ("{field: loopback, op: host_under, value: ['::1']}", True),
        ("{field: mapped, op: in_cidr, value: [10.0.0.0/8]}", True),
        ("{field: loopback, op: in_cidr, value: ['::1/128']}", True),
        ("{field: address, op: in_cidr, value: [10.0.0.0/8]}", True),
        ("{field: host, op: in_cidr, value: [10.0.0.0/8]}", None),
        ("{field: place.line, op: eq, value: 7}", True),
        ("{field: place.column, op: eq, value: 7}", None),
    ],
)
def test_operators(leaf: str, expected: bool | None) -> None:
    assert truth(_condition(leaf), RECORD) is expected


@pytest.mark.parametrize("operator", ["eq", "ne", "in", "not_in", "contains_any", "contains_none", "host_under", "host_not_under"])
def test_every_operator_on_a_missing_field_is_unknown(operator: str) -> None:
    value = "x" if operator in ("eq", "ne") else "[x]"
    condition = _condition(f"{{field: absent, op: {operator}, value: {value}}}")
    assert truth(condition, RECORD) is None
    assert truth(_condition(f"{{not: {{field: absent, op: {operator}, value: {value}}}}}"), RECORD) is None


KLEENE = st.sampled_from([True, False, None])
_LEAF = {True: "{field: role, op: present}", False: "{field: role, op: absent}", None: "{field: absent, op: eq, value: 1}"}


@given(st.lists(KLEENE, min_size=1, max_size=5))
def test_conjunction_and_disjunction_are_kleenes(values: list[bool | None]) -> None:
    parts = ", ".join(_LEAF[value] for value in values)
    conjunction = False if False in values else None if None in values else True
    disjunction = True if True in values else None if None in values else False
    assert truth(_condition(f"{{all: [{parts}]}}"), RECORD) is conjunction
    assert truth(_condition(f"{{any: [{parts}]}}"), RECORD) is disjunction
    negated = truth(_condition(f"{{not: {{all: [{parts}]}}}}"), RECORD)
    assert negated is (None if conjunction is None else not conjunction)


def test_a_parameter_stands_for_its_value_and_an_undefined_one_is_refused() -> None:
    condition = _condition("{field: role, op: in, param: roles}")
    assert truth(condition, RECORD, params={"roles": ["telemetry"]}) is True
    with pytest.raises(ConditionRefused, match="`roles` is not defined"):
        compiled(condition, {})
    with pytest.raises(ConditionRefused, match="takes a list"):
        compiled(condition, {"roles": "telemetry"})


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{field: a, op: eq}", "takes exactly one of `value` and `param`"),
        ("{field: a, op: eq, value: 1, param: p}", "takes exactly one"),
        ("{field: a, op: present, value: 1}", "takes neither"),
        ("{field: a, op: like, value: x}", "did you mean `le`"),
        ("{field: a, op: in, value: x}", "takes a list"),
        ("{field: a, op: ge, value: NO}", "takes a number"),
        ("{field: a, op: ge, value: true}", "takes a number"),
        ("{field: a, op: matches, value: '['}", "no RE2 expression"),
        ("{field: a, op: matches, value: '(a)\\1'}", "no RE2 expression"),
        ("{field: a, op: version_in, value: '>=1'}", "no version range"),
        ("{field: a, op: version_in, value: 'vers:npm/>=x'}", "no version range"),
        ("{field: a, op: in_cidr, value: [x]}", "does not appear to be"),
        ("{field: a, op: host_under, value: ['*.corp.example']}", "is no host name: write it without"),
        ("{field: a, op: host_under, value: [.corp.example]}", "is no host name"),
        ("{field: a, op: host_under, value: ['https://corp.example']}", "is no host name"),
        ("{field: a, op: host_not_under, value: [corp.example/path]}", "is no host name"),
        ("{field: a, op: in, value: []}", "decides nothing with an empty list"),
        ("{field: a, op: contains_none, value: []}", "decides nothing with an empty list"),
        ("{field: a, op: eq, value: {b: 1}}", "takes text, a number"),
        ("{field: a, op: matches, value: '(?=a)b'}", "no RE2 expression"),
        ("{field: A-b, op: present}", "does not have the form"),
        ("{all: []}", "is empty"),
        ("{cel: 'a == 1'}", "not a known key"),
        ("{not: {field: a, op: eq, value: 1, more: 2}}", "not a known key"),
    ],
)
def test_conditions_that_are_none_are_refused(condition: str, words: str) -> None:
    with pytest.raises(DocumentRefused, match=words):
        _condition(condition)


def test_an_expression_made_to_hang_does_not() -> None:
    condition = _condition("{field: text, op: matches, value: '^(a+)+$'}")
    assert truth(condition, {"text": "a" * 50_000 + "b"}) is False


def test_every_leaf_is_explained_also_those_that_a_short_cut_skips() -> None:
    condition = _condition("{all: [{field: role, op: absent}, {any: [{field: count, op: ge, param: floor}, {field: x, op: eq, value: 1}]}]}")
    found = [(one.leaf.field, one.operand, one.actual, one.truth) for one in leaf_truths(condition, RECORD, params={"floor": 3})]
    assert found == [("role", None, "telemetry", False), ("count", 3, 5, True), ("x", 1, None, None)]
