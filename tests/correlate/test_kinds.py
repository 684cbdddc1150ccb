"""What a value does decides the kind of the finding, and what was proven decides its grade."""

from typing import Any

import pytest

from scanner.correlate.stage import Knowledge, correlate
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.observation import EndpointSeen, ListDecoded, Observation
from scanner.ruleset.locations import shipped
from scanner.ruleset.rules import load_ruleset
from scanner.ruleset.vendors import VendorIndex
from tests.correlate.observed import difference, flow, place, step

RULESET = load_ruleset((shipped("rules"),))
CLASSES = (("gateway_host", "place"), ("host_name", "machine"), ("locale", "place"), ("timezone", "place"), ("user_email", "user"))


def findings(*observations: Observation, refuted: frozenset[str] = frozenset(), disclosed: tuple[tuple[str, str], ...] = ()) -> tuple[Finding, ...]:
    knowledge = Knowledge(signal_classes=CLASSES, disclosed=disclosed, vendors=VendorIndex(packs=()))
    return correlate(observations, tool="t", tool_id="t", ruleset=RULESET, knowledge=knowledge, refuted=refuted)


def kinds(*observations: Observation, **options: Any) -> list[tuple[FindingKind, Grade]]:
    return [(finding.kind, finding.grade) for finding in findings(*observations, **options)]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"way_out": "model_request"}, (FindingKind.COVERT_CHANNEL, Grade.A)),
        ({"way_out": "terminal"}, (FindingKind.REGION_LOCALISATION, Grade.A)),
        ({"way_out": None}, (FindingKind.REGION_PROBE, Grade.A)),
        ({"form": "gate", "way_out": "model_request"}, (FindingKind.COVERT_GATE, Grade.A)),
        ({"form": "open", "way_out": "body"}, (FindingKind.REGION_REQUEST, Grade.A)),
        ({"form": "open", "way_out": "telemetry"}, (FindingKind.REGION_TELEMETRY, Grade.A)),
        ({"form": "hash", "way_out": "header"}, (FindingKind.IDENTITY_FINGERPRINT, Grade.A)),
        ({"form": "open", "way_out": "body", "signals": ("host_name",)}, (FindingKind.IDENTITY_FINGERPRINT, Grade.A)),
        ({"form": "routing", "way_out": "url", "signals": ("gateway_host",)}, (FindingKind.REGION_ROUTING, Grade.A)),
        ({"form": "gate", "way_out": "delay", "signals": ("host_name",), "bits": 3}, (FindingKind.COVERT_GATE, Grade.D)),  # a spread of load
        ({"form": "gate", "way_out": "delay", "signals": ("host_name",), "bits": 1}, (FindingKind.COVERT_GATE, Grade.A)),
        ({"form": "hash", "way_out": "file"}, (FindingKind.IDENTITY_FINGERPRINT, Grade.D)),  # a cache
        ({"form": "gate", "way_out": "delay", "bits": 3}, (FindingKind.COVERT_GATE, Grade.A)),
    ],
)
def test_an_executed_difference_is_named_after_what_the_value_does(seen: dict[str, Any], expected: tuple[FindingKind, Grade]) -> None:
    assert kinds(difference(**seen)) == [expected]


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ({"selects": "form", "carrier": "separator_choice", "sink": "model_request"}, (FindingKind.COVERT_CHANNEL, Grade.B)),
        ({"selects": "form", "sink": None, "compared_with": "encoded_list", "list_size": 3}, (FindingKind.REGION_PROBE, Grade.B)),
        ({"sink": "telemetry"}, (FindingKind.REGION_TELEMETRY, Grade.B)),
        ({"sink": "body"}, (FindingKind.REGION_REQUEST, Grade.B)),
        ({"sink": "terminal"}, (FindingKind.REGION_LOCALISATION, Grade.B)),
        ({"selects": "model", "sink": "model_request", "compared_with": "hard_coded_list"}, (FindingKind.COVERT_GATE, Grade.B)),
    ],
)
def test_a_complete_static_path_is_graded_b(claimed: dict[str, Any], expected: tuple[FindingKind, Grade]) -> None:
    assert kinds(flow(**claimed)) == [expected]


def test_a_signal_that_is_read_and_goes_nowhere_is_no_finding() -> None:
    assert kinds(flow()) == []


def test_a_setting_that_chooses_the_url_is_routing_and_never_covert() -> None:
    assert kinds(flow(signals=("gateway_host",), sink="url")) == [(FindingKind.REGION_ROUTING, Grade.B)]


def test_a_static_path_and_a_difference_about_the_same_code_are_one_finding_with_both_proofs() -> None:
    path = flow(selects="form", sink="model_request", compared_with="encoded_list", list_size=147, steps=(step(110),))
    (finding,) = findings(path, difference(steps=(step(120, "compare"),)))
    assert (finding.kind, finding.grade, finding.proofs) == (FindingKind.COVERT_CHANNEL, Grade.A, ("static", "emulated"))
    assert finding.attribute("list_size") == 147
    assert finding.attribute("way_out_proof") == "joined"
    assert [each.byte_offset for each in finding.evidence] == [100, 120, 110]


def test_a_difference_elsewhere_in_the_file_stays_a_finding_of_its_own() -> None:
    found = kinds(flow(sink="telemetry", place=place(9000, 5)), difference(way_out="body"))
    assert sorted(found) == [(FindingKind.COVERT_CHANNEL, Grade.A), (FindingKind.REGION_TELEMETRY, Grade.B)]


def test_a_static_claim_that_execution_refutes_loses_its_grade_and_says_so() -> None:
    claim = flow(selects="form", sink="model_request", compared_with="encoded_list", list_size=3)
    (finding,) = findings(claim, refuted=frozenset({claim.identity}))
    assert (finding.kind, finding.grade) == (FindingKind.REGION_PROBE, Grade.D)
    assert "showed no difference" in finding.notes[0]


def test_disclosure_is_what_the_catalog_records() -> None:
    seen = difference(way_out="model_request")
    assert findings(seen)[0].attribute("disclosed") is False
    assert findings(seen, disclosed=(("t", "timezone"),))[0].attribute("disclosed") is True


def test_the_id_of_a_finding_does_not_depend_on_where_it_was_seen() -> None:
    here = findings(difference(way_out="body"))[0]
    there = findings(difference(way_out="body", place=place(7, 9, subject="other.tgz!/x.js", artifact="b" * 64), identity="e" * 16))[0]
    assert here.id == there.id


def test_equal_findings_are_merged_and_keep_their_places() -> None:
    hosts = [EndpointSeen(place=place(offset), host="api.vendor.io", scheme="https", port=None, url=None) for offset in range(60)]
    (finding,) = findings(*hosts)
    assert len(finding.evidence) == 40
    assert finding.notes == ("20 more places are not listed",)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "api.example.com", "gateway.test"])
def test_a_host_that_reaches_nobody_is_no_endpoint(host: str) -> None:
    assert kinds(EndpointSeen(place=place(), host=host, scheme="http", port=None, url=None)) == []


@pytest.mark.parametrize("context", ["comment", "documentation", "data"])
def test_a_host_in_documentation_is_no_endpoint(context: Any) -> None:
    assert kinds(EndpointSeen(place=place(), host="api.vendor.io", scheme="https", port=None, url=None, context=context)) == []


def test_a_hidden_list_names_what_it_holds() -> None:
    seen = ListDecoded(place=place(decoded="a.io,b.io"), layers=("base64", "xor"), entries=("a.io", "b.io"), domain_count=2, keyword_count=0,
                       zone_count=0, summary="2 host names")
    (finding,) = findings(seen)
    assert (finding.kind, finding.title) == (FindingKind.ENCODING_HIDDEN_LIST, "A list hidden by base64, xor: 2 host names")
    assert finding.evidence[0].decoded == "a.io,b.io"
