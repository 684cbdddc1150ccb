"""Every format is held to the schema that others published for it, on ordinary reports and on a hostile one."""

import dataclasses
import json
from collections.abc import Callable

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from lxml import etree

from scanner.model.report import Enforcement, Report
from scanner.render.cyclonedx import render_cyclonedx, render_cyclonedx_1_7
from scanner.render.junit import render_junit
from scanner.render.language import ENGLISH, language_of
from scanner.render.ocsf import OCSF_VERSION, render_ocsf
from scanner.render.oscal import render_oscal
from scanner.render.sarif import render_sarif
from tests.render import published, sample

REPORTS = (sample.blocked, sample.inconclusive, sample.passed, sample.empty, sample.hostile)

every_report = pytest.mark.parametrize("made", REPORTS, ids=lambda made: made.__name__)


@every_report
def test_sarif_is_valid(made: Callable[[], Report]) -> None:
    assert published.errors(published.sarif(), json.loads(render_sarif(made(), ENGLISH))) == []


BOMS = [(render_cyclonedx, SchemaVersion.V1_6), (render_cyclonedx_1_7, SchemaVersion.V1_7)]
every_bom = pytest.mark.parametrize(("render", "version"), BOMS, ids=["1.6", "1.7"])


@every_bom
@every_report
def test_cyclonedx_is_strictly_valid(made: Callable[[], Report], render: Callable[..., bytes], version: SchemaVersion) -> None:
    written = render(made(), ENGLISH)

    assert JsonStrictValidator(version).validate_str(written.decode()) is None
    assert json.loads(written)["specVersion"] == version.to_version()


@every_bom
def test_the_checkers_of_both_versions_can_fail(render: Callable[..., bytes], version: SchemaVersion) -> None:
    bom = json.loads(render(sample.blocked(), ENGLISH))
    del bom["components"][0]["name"]

    assert JsonStrictValidator(version).validate_str(json.dumps(bom)) is not None


@every_report
def test_every_ocsf_event_is_valid(made: Callable[[], Report]) -> None:
    events = json.loads(render_ocsf(made(), ENGLISH))

    assert [published.errors(published.ocsf(OCSF_VERSION), event) for event in events] == [[] for _ in made().verdicts]


@every_report
def test_oscal_is_valid(made: Callable[[], Report]) -> None:
    assert published.errors(published.oscal(), json.loads(render_oscal(made(), ENGLISH))) == []


@every_report
def test_junit_is_valid(made: Callable[[], Report]) -> None:
    schema = etree.XMLSchema(etree.parse(published.SCHEMAS / "junit-10.xsd"))

    assert schema.validate(etree.fromstring(render_junit(made(), ENGLISH))), schema.error_log


@pytest.mark.parametrize(("render", "validator"), [(render_sarif, published.sarif), (render_oscal, published.oscal)])
def test_a_translated_report_is_valid_too(render: Callable[..., bytes], validator: Callable[[], object]) -> None:
    assert published.errors(validator(), json.loads(render(sample.blocked(), language_of("zh")))) == []


def test_the_validators_can_fail() -> None:
    """Negative controls: each of the validators above refuses a document that lacks a required part."""
    sarif, oscal = json.loads(render_sarif(sample.blocked(), ENGLISH)), json.loads(render_oscal(sample.blocked(), ENGLISH))
    event = json.loads(render_ocsf(sample.blocked(), ENGLISH))[0]
    del sarif["runs"][0]["tool"], oscal["assessment-results"]["results"], event["finding_info"]
    schema = etree.XMLSchema(etree.parse(published.SCHEMAS / "junit-10.xsd"))

    assert published.errors(published.sarif(), sarif)
    assert published.errors(published.oscal(), oscal)
    assert published.errors(published.ocsf(OCSF_VERSION), event)
    assert not schema.validate(etree.fromstring(b"<testsuites><testsuite><testcase/></testsuite></testsuites>"))


def test_what_was_not_evaluated_is_a_sarif_notification_of_a_run_that_did_not_succeed() -> None:
    (run,) = json.loads(render_sarif(sample.inconclusive(), ENGLISH))["runs"]
    (invocation,) = run["invocations"]

    assert invocation["executionSuccessful"] is False
    assert [each["descriptor"]["id"] for each in invocation["toolExecutionNotifications"]] == ["AIT-COV-001", "coverage-gap"]
    assert run["results"] == []


def test_a_run_that_evaluated_everything_succeeded() -> None:
    (run,) = json.loads(render_sarif(sample.passed(), ENGLISH))["runs"]

    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_sarif_result_takes_its_level_from_what_the_policy_makes_of_it() -> None:
    (run,) = json.loads(render_sarif(sample.blocked(), ENGLISH))["runs"]
    levels = {result["properties"]["findingId"]: (result["level"], "suppressions" in result) for result in run["results"]}

    assert levels[sample.COVERT.id] == ("error", False)
    assert levels[sample.HIDDEN_LIST.id] == ("warning", False)
    assert levels[sample.BYPASS.id] == ("note", True)
    assert levels[sample.TELEMETRY.id] == ("note", False)


def test_statuses_read_the_same_in_every_format() -> None:
    report = sample.blocked()
    expected = [verdict.status.value for verdict in report.verdicts]
    events = json.loads(render_ocsf(report, ENGLISH))
    claims = json.loads(render_cyclonedx(report, ENGLISH))["declarations"]["claims"]
    findings = json.loads(render_oscal(report, ENGLISH))["assessment-results"]["results"][0]["findings"]
    judged = [status for status in expected if status != "not_applicable"]

    assert [event["compliance"]["status_code"] for event in events] == expected
    assert [claim["reasoning"].split(":")[0] for claim in claims] == judged
    assert [prop["value"] for finding in findings for prop in finding["props"] if prop["name"] == "status"] == judged


def test_junit_counts_an_unevaluated_control_as_an_error_and_a_waived_one_as_skipped() -> None:
    suites = etree.fromstring(render_junit(sample.blocked(), ENGLISH))

    assert [tuple(suite.get(name) for name in ("tests", "failures", "errors", "skipped")) for suite in suites] == [
        ("4", "3", "0", "1"),
        ("4", "0", "1", "1"),
        ("3", "0", "0", "0"),
    ]


def test_what_is_only_reported_fails_no_pipeline() -> None:
    made = sample.blocked()
    lowered = dataclasses.replace(made, verdicts=tuple(dataclasses.replace(each, enforcement=Enforcement.REPORT) for each in made.verdicts))
    suites = etree.fromstring(render_junit(lowered, ENGLISH))

    assert {tuple(suite.get(name) for name in ("failures", "errors")) for suite in suites} == {("0", "0")}
