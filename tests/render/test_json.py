"""The canonical report: valid, complete, the same bytes every time, and believed only after it was checked when read back."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.schemas import SCHEMA, with_enumerations
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report
from scanner.render import stored
from scanner.render.json import document_of, encoded, render_json
from scanner.render.language import ENGLISH, language_of
from scanner.render.stored import read_report, report_of
from tests.render import published, sample

REPORTS = (sample.blocked, sample.inconclusive, sample.passed, sample.empty)

CONTRACT = {
    "": {"schema_version", "generated_utc", "host", "ruleset", "policy", "summary", "tools", "findings", "verdicts", "coverage"},
    "summary": {"verdict", "exit_code"},
    "tools": {"id", "name", "version", "purl", "artifacts"},
    "artifacts": {"sha256", "trail", "kind", "size_bytes"},
    "findings": {"id", "rule", "kind", "tool", "grade", "confidence", "title", "attributes", "evidence"},
    "evidence": {"artifact", "byte_offset", "byte_length", "excerpt", "decoded"},
    "verdicts": {"control", "tool", "status", "enforcement", "message", "findings", "references"},
    "coverage": {"stage", "worker", "subject", "sha256", "status", "reason", "bytes_total", "bytes_examined"},
}


@pytest.mark.parametrize("made", [*REPORTS, sample.hostile], ids=lambda made: made.__name__)
def test_a_report_is_valid_under_its_schema(made: Callable[[], Report]) -> None:
    assert published.errors(published.own("report"), json.loads(render_json(made(), ENGLISH))) == []


@pytest.mark.parametrize("made", REPORTS, ids=lambda made: made.__name__)
def test_a_stored_report_reads_back_as_it_was(made: Callable[[], Report], tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(render_json(made(), ENGLISH))

    assert read_report(path) == made()


def test_a_hostile_report_is_written_the_same_after_it_was_read() -> None:
    written = render_json(sample.hostile(), ENGLISH)

    assert render_json(report_of(json.loads(written), name="x"), ENGLISH) == written


def test_names_of_the_contract_are_there() -> None:
    document = document_of(sample.blocked())
    places = {
        "": document,
        "summary": document["summary"],
        "artifacts": document["tools"][0]["artifacts"][0],
        "evidence": document["findings"][0]["evidence"][0],
        **{name: document[name][0] for name in ("tools", "findings", "verdicts", "coverage")},
    }

    assert {name: wanted - places[name].keys() for name, wanted in CONTRACT.items()} == {name: set() for name in CONTRACT}


def test_references_between_parts_lead_somewhere() -> None:
    document = document_of(sample.blocked())
    tools = {tool["id"] for tool in document["tools"]}
    findings = {(finding["tool"], finding["id"]) for finding in document["findings"]}

    assert {verdict["tool"] for verdict in document["verdicts"]} <= tools
    assert {(verdict["tool"], each) for verdict in document["verdicts"] for each in verdict["findings"]} <= findings


def test_enumerations_of_the_schema_are_those_of_the_model() -> None:
    """Red: a closed set of the model was widened; run `python reports/schemas.py` and read the diff."""
    schema = json.loads(SCHEMA.read_bytes())

    assert schema == with_enumerations(schema)


def test_the_language_changes_nothing() -> None:
    assert render_json(sample.blocked(), language_of("zh")) == render_json(sample.blocked(), ENGLISH)


def test_a_lone_surrogate_does_not_make_the_file_unreadable() -> None:
    assert json.loads(encoded({"text": "a\ud800b"})) == {"text": "a\ufffd\ufffd\ufffdb"}


def _broken(document: dict[str, object], **changed: object) -> bytes:
    return json.dumps({**document, **changed}).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no report"),
        (b"{}", "no report"),
        (b"null", "no report"),
        (_broken(document_of(sample.empty()), schema_version="2.0"), "no report"),
        (_broken(document_of(sample.empty()), extra=1), "no report"),
        (_broken(document_of(sample.empty()), tools=[{"id": 1}]), "no report"),
        (render_json(sample.blocked(), ENGLISH).replace(b'"covert.channel"', b'"covert.other"'), "no report"),
        (render_json(sample.blocked(), ENGLISH)[:-200], "no JSON"),
    ],
    ids=range(12),
)
def test_a_file_that_is_no_report_is_refused_in_one_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)

    with pytest.raises(UsageRefused) as refusal:
        read_report(path)

    assert said in str(refusal.value)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 600


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="cannot be read"):
        read_report(tmp_path / "none.json")


def test_a_file_larger_than_a_report_can_be_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "LARGEST_REPORT_BYTES", 10)
    path = tmp_path / "report.json"
    path.write_bytes(b"x" * 11)

    with pytest.raises(UsageRefused, match="larger than a report can be"):
        read_report(path)


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text())
def test_any_text_survives(title: str, excerpt: str) -> None:
    found = dataclasses.replace(
        sample.TELEMETRY, title=title, evidence=(dataclasses.replace(sample.TELEMETRY.evidence[0], excerpt=excerpt),)
    )
    whole = dataclasses.replace(sample.blocked(), findings=(found,))

    assert report_of(json.loads(render_json(whole, ENGLISH)), name="x") == whole
