"""`policy lint`: everything that is wrong, what asks for attention, and nothing about files that are fine."""

from datetime import date
from pathlib import Path

import jsonschema
import pytest

from scanner.model.finding import FindingKind
from scanner.ruleset.effective import Site
from scanner.ruleset.finding_fields import fields_by_kind
from scanner.ruleset.locations import shipped
from scanner.ruleset.policy_documents import schema
from scanner.ruleset.policy_schema import FILE, schema_text
from scanner.ruleset.policy_set import lint_documents, load_policies, shipped_documents
from scanner.ruleset.policy_warnings import warnings_of
from scanner.ruleset.strict_yaml import load
from tests.judge.judged import finding, judged
from tests.ruleset.written import OVERLAY, POLICY, WAIVERS, write

AT = date(2026, 11, 22)
REFERENCE = tuple(sorted(Path("tests/fixtures/policy").rglob("*.yaml")))


def test_shipped_documents_are_clean() -> None:
    lint = lint_documents(shipped_documents(), at=AT)
    assert (lint.errors, lint.warnings) == ((), ())


def test_the_reference_documents_are_accepted_as_they_are() -> None:
    assert len(REFERENCE) == 11
    lint = lint_documents(REFERENCE, at=AT)
    assert (lint.errors, lint.warnings) == ((), ())


def test_a_reference_document_alone_is_seen_beside_the_shipped_ones() -> None:
    assert [lint_documents([path], at=AT).errors for path in REFERENCE if "test" not in path.name] == [()] * 8


def test_all_errors_are_reported_not_only_the_first(tmp_path: Path) -> None:
    text = POLICY.replace("severity: high", "severity: severe").replace("clause: CWE-201", "clauses: CWE-201")
    path = write(tmp_path, "policy.yaml", text)
    lint = lint_documents([path, write(tmp_path, "waivers.yaml", "kind: [")], at=AT)
    assert [(one.file, one.line) for one in lint.errors] == [
        (str(path), 13),
        (str(path), 24),
        (str(path), 24),
        (str(tmp_path / "waivers.yaml"), 2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("expires: 2026-11-30", "expires: 2026-11-21", "W-2026-001 expired on 2026-11-21"),
        ("created: 2026-11-01", "created: 2026-01-01", "lasts 333 days where MAD-UP-001 allows 90: it does not count"),
        ("created: 2026-11-01", "created: 2026-11-23", "does not count before 2026-11-23"),
        ("control: MAD-UP-001", "control: MAD-UP-009", "is idle"),
    ],
)
def test_waivers_that_do_not_count_are_warnings(tmp_path: Path, old: str, new: str, words: str) -> None:
    policy = write(tmp_path, "policy.yaml", POLICY)
    waivers = write(tmp_path, "waivers.yaml", WAIVERS.replace(old, new))
    lint = lint_documents([policy, waivers], at=AT)
    assert lint.errors == ()
    assert [words in str(one) for one in lint.warnings] == [True]
    assert {one.file for one in lint.warnings} == {str(waivers)}


def test_a_waiver_holds_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    paths = [write(tmp_path, "policy.yaml", POLICY), write(tmp_path, "waivers.yaml", WAIVERS)]
    assert lint_documents(paths, at=date(2026, 11, 30)).warnings == ()
    assert len(lint_documents(paths, at=date(2026, 12, 1)).warnings) == 1


def test_overdue_reviews_and_unused_parameters_are_warnings(tmp_path: Path) -> None:
    text = POLICY.replace("owner: owner@corp.example}", "owner: owner@corp.example, review_by: 2026-11-21}")
    text = text.replace("  fixed:", "  idle: {value: 1}\n  fixed:")
    lint = lint_documents([write(tmp_path, "policy.yaml", text)], at=AT)
    assert [(one.line, one.sentence) for one in lint.warnings] == [
        (3, "its review was due on 2026-11-21"),
        (7, "no control uses the parameter `idle`"),
    ]


def test_an_overlay_alone_is_linted_against_the_shipped_policies(tmp_path: Path) -> None:
    text = OVERLAY.replace("made-up@1", "data-sovereignty@1") + "params: {approved_jurisdictions: {add: [XX]}}\n"
    lint = lint_documents([write(tmp_path, "overlay.yaml", text)], at=AT)
    assert [(one.line, "may only be narrowed" in one.sentence) for one in lint.errors] == [(6, True)]


def test_a_catalog_with_a_tool_twice_and_a_denial_without_reason_are_errors(tmp_path: Path) -> None:
    head = 'apiVersion: aitool-policy/v1\nkind: Catalog\nmetadata: {id: c, version: "1", title: A catalog, owner: abc}\ntools:\n'
    twice = write(tmp_path, "twice.yaml", head + "  - {tool_id: a, decision: allow}\n  - {tool_id: a, decision: review}\n")
    assert [one.line for one in lint_documents([twice], at=AT).errors] == [6]
    silent = write(tmp_path, "silent.yaml", head + "  - {tool_id: a, decision: deny}\n")
    assert [one.line for one in lint_documents([silent], at=AT).errors] == [5]


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert shipped("reports", "schema", FILE).read_text(encoding="utf-8") == schema_text(), "run python -m scanner.ruleset.policy_schema"


@pytest.mark.parametrize("path", [*shipped_documents(), *REFERENCE], ids=lambda path: path.name)
def test_the_schema_accepts_what_the_code_accepts(path: Path) -> None:
    jsonschema.Draft202012Validator(schema()).validate(load(path).value)


@pytest.mark.parametrize(
    "change", [("severity: high", "severty: high"), ("op: in, param: roles", "op: in"), ("kind: Policy", "kind: Polici"), ("MAD-UP-001", "x")]
)
def test_the_schema_refuses_what_the_code_refuses(tmp_path: Path, change: tuple[str, str]) -> None:
    path = write(tmp_path, "policy.yaml", POLICY.replace(*change))
    assert not jsonschema.Draft202012Validator(schema()).is_valid(load(path).value)
    assert lint_documents([path], at=AT).errors


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("field: host,", "field: hots,", 18, "findings of kind net.endpoint have no field `hots`; did you mean `host`"),
        ("      - facts: net.endpoint\n", '      - facts: net.endpoint\n        message: "{hots} of {tool_id}"\n', 18, "nothing fills in `{hots}`; did you mean"),
    ],
)
def test_a_field_that_no_finding_has_is_a_warning(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    lint = lint_documents([write(tmp_path, "policy.yaml", POLICY.replace(old, new))], at=AT)
    assert [(one.line, words in one.sentence) for one in lint.warnings] == [(line, True)]


def test_a_kind_that_no_rule_concludes_is_a_warning(tmp_path: Path) -> None:
    path = write(tmp_path, "policy.yaml", POLICY)
    found = load_policies([path])
    warnings = tuple(warnings_of(found, at=AT, fields={}, tools=()))
    assert [(one.line, "nothing of this kind is ever found" in one.sentence) for one in warnings if one.file == str(path)] == [(17, True)]


def test_judging_adds_no_field_that_lint_does_not_know() -> None:
    known = fields_by_kind(())
    endpoint = finding(FindingKind.NET_ENDPOINT, host="api.openai.com")
    added = judged(endpoint).findings
    assert {one.kind: frozenset(dict(one.attributes)) - {"host"} <= known[one.kind] for one in added} == {
        FindingKind.NET_ENDPOINT: True,
        FindingKind.CATALOG_DECISION: True,
    }


def test_a_class_that_no_pack_has_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "policy.yaml", POLICY.replace("    references:", "    classes: [covert-chanel]\n    references:"))
    (error,) = lint_documents([path], at=AT).errors
    assert "the class `covert-chanel` is in no framework pack; did you mean `covert-channel`?" in error.sentence


def test_a_class_adds_its_clauses_each_once_and_laws_as_evidence(tmp_path: Path) -> None:
    text = POLICY.replace("    references: [", "    classes: [cross-border-egress]\n    references: [")
    (control,) = load_policies([write(tmp_path, "policy.yaml", text)]).controls_at(Site())
    found = [(one.framework, one.clause, one.relation) for one in control.control.references]
    assert found[0] == ("cwe", "CWE-201", "weakness")
    assert len({one[:2] for one in found}) == len(found)
    assert {("pipl", "Art. 38", "evidence_for"), ("nist-800-53r5", "SA-9(5)", "supports")} <= set(found)


def test_every_clause_of_law_that_a_shipped_control_names_is_in_the_mapping() -> None:
    """The mapping was checked against the frameworks' own data; a clause beside it would be one that nobody checked."""
    policies = load_policies()
    mapped = {
        (framework, clause)
        for pack in policies.frameworks
        for classes in pack.content.finding_classes.values()
        for framework, clauses in classes.items()
        for clause in clauses
    }
    named = {
        (one.framework, one.clause) for control in policies.controls_at(Site()) for one in control.control.references if one.relation == "evidence_for"
    }
    assert named <= mapped


@pytest.mark.parametrize(("name", "is_told"), [("claud-code", True), ("claude-code", False), ("our-own-agent", False)])
def test_a_tool_that_is_nearly_one_of_the_catalog_is_a_warning(tmp_path: Path, name: str, is_told: bool) -> None:
    paths = [write(tmp_path, "policy.yaml", POLICY), write(tmp_path, "waivers.yaml", WAIVERS.replace("some-agent", name))]
    warnings = lint_documents(paths, at=AT).warnings
    assert [(one.line, "did you mean `claude-code`?" in one.sentence) for one in warnings] == ([(7, True)] if is_told else [])
