"""The verdict of a run in a word: a pass is earned, a clean tool gets one."""

from typing import Any

import pytest

from scanner.judge.outcome import EXIT_CODES, outcome
from scanner.model.artifact import ArtifactKind
from scanner.model.coverage import Capability, Coverage
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.report import Enforcement, Outcome, Severity, Tool, Verdict, VerdictStatus
from tests.judge.judged import artifact, done, finding, gap, judged, tool

PASS, FAIL, UNKNOWN = VerdictStatus.PASS, VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED
BLOCK, REVIEW, REPORT = Enforcement.BLOCK, Enforcement.REVIEW, Enforcement.REPORT


def _verdict(status: VerdictStatus, enforcement: Enforcement = BLOCK) -> Verdict:
    return Verdict(
        control="MAD-UP-001",
        title="t",
        policy="p",
        tool="some-agent@1.0.0",
        status=status,
        severity=Severity.HIGH,
        enforcement=enforcement,
        message="m",
        findings=(),
        references=(),
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([(PASS, BLOCK)], 0),
        ([(PASS, BLOCK), (FAIL, REPORT)], 0),
        ([(PASS, BLOCK), (UNKNOWN, REPORT)], 0),
        ([(PASS, BLOCK), (VerdictStatus.WAIVED, BLOCK)], 0),
        ([(PASS, BLOCK), (VerdictStatus.NOT_APPLICABLE, BLOCK)], 0),
        ([(PASS, BLOCK), (FAIL, REVIEW)], 4),
        ([(FAIL, REVIEW), (UNKNOWN, REVIEW)], 3),
        ([(FAIL, REVIEW), (UNKNOWN, BLOCK)], 3),
        ([(FAIL, BLOCK), (UNKNOWN, BLOCK), (FAIL, REVIEW)], 1),
        ([(FAIL, BLOCK), (VerdictStatus.ERROR, REPORT)], 5),
        ([(VerdictStatus.NOT_APPLICABLE, BLOCK)], 3),
        ([], 3),
    ],
)
def test_precedence(given: list[tuple[VerdictStatus, Enforcement]], code: int) -> None:
    verdicts = [_verdict(status, enforcement) for status, enforcement in given]
    assert EXIT_CODES[outcome(verdicts, (done(),), (tool(),))] == code


def test_nothing_examined_is_never_a_pass() -> None:
    assert outcome([_verdict(PASS)], (), ()) is Outcome.INCONCLUSIVE
    assert outcome([_verdict(PASS)], (gap(),), (tool(),)) is Outcome.INCONCLUSIVE


def _outcome(*findings: Finding, tools: tuple[Tool, ...] | None = None, coverage: tuple[Coverage, ...] | None = None) -> Outcome:
    given = tools if tools is not None else (tool(),)
    entries = coverage if coverage is not None else (done(),)
    return outcome(judged(*findings, tools=given, coverage=entries).verdicts, entries, given)


FLOW_OF_PYTHON = frozenset({Capability.CODE_FLOW, Capability.DECODE_LAYERS, Capability.NET_ENDPOINTS, Capability.TEXT_HIDDEN})


def test_an_examined_honest_tool_passes_by_the_shipped_policies() -> None:
    assert _outcome() is Outcome.PASS
    python = tool(artifact(ArtifactKind.PYTHON, "main.py"))
    assert _outcome(tools=(python,), coverage=(done("tool.tgz!/package/main.py", FLOW_OF_PYTHON),)) is Outcome.PASS


@pytest.mark.parametrize(
    ("kind", "grade", "attributes"),
    [
        (FindingKind.REGION_LOCALISATION, Grade.A, {"signals": ("locale",), "way_out": "terminal"}),
        (FindingKind.REGION_ROUTING, Grade.B, {"signals": ("gateway_host",), "way_out": "url"}),
        (FindingKind.REGION_REQUEST, Grade.A, {"signals": ("timezone",), "way_out": "body"}),
        (FindingKind.REGION_PROBE, Grade.B, {"signals": ("locale",), "compared_with": "hard_coded_list", "disclosed": False}),
        (FindingKind.REGION_PROBE, Grade.D, {"signals": ("timezone",), "compared_with": "encoded_list", "disclosed": False}),
        (FindingKind.IDENTITY_FINGERPRINT, Grade.B, {"signals": ("os_version",), "form": "open", "disclosed": False}),
        (FindingKind.NET_ENDPOINT, Grade.C, {"host": "api.weather.io"}),
        (FindingKind.NET_ENDPOINT, Grade.C, {"host": "api.openai.com"}),
        (FindingKind.NET_ENDPOINT, Grade.C, {"host": "8.8.8.8"}),
        (FindingKind.NET_ENDPOINT, Grade.C, {"host": "localhost"}),
        (FindingKind.SUPPLY_INSTALL_SCRIPT, Grade.A, {"event": "prepare", "command": "tsc"}),
        (FindingKind.ENCODING_HIDDEN_LIST, Grade.C, {"layers": ("base64",), "domain_count": 0, "zone_count": 40, "keyword_count": 0}),
        (FindingKind.TEXT_HIDDEN, Grade.C, {"characters": "zero_width", "agent_file": False}),
        (FindingKind.NATIVE_CAPABILITY, Grade.C, {"capabilities": ("locale",)}),
        (FindingKind.NATIVE_UNSIGNED, Grade.C, {"format": "pe"}),
    ],
)
def test_what_honest_tools_do_passes(kind: FindingKind, grade: Grade, attributes: dict[str, Any]) -> None:
    assert _outcome(finding(kind, grade=grade, **attributes)) is Outcome.PASS


@pytest.mark.parametrize(
    ("kind", "grade", "attributes", "expected"),
    [
        (FindingKind.COVERT_CHANNEL, Grade.A, {"carrier": "case"}, Outcome.BLOCKED),
        (FindingKind.COVERT_CHANNEL, Grade.C, {"carrier": "case"}, Outcome.REVIEW),
        (FindingKind.COVERT_GATE, Grade.B, {"way_out": "model_request"}, Outcome.BLOCKED),
        (FindingKind.REGION_PROBE, Grade.C, {"signals": ("gateway_host",), "compared_with": "encoded_list"}, Outcome.BLOCKED),
        (FindingKind.REGION_PROBE, Grade.B, {"signals": ("timezone",), "compared_with": "hard_coded_list"}, Outcome.REVIEW),
        (FindingKind.ENCODING_OBFUSCATION, Grade.C, {"literal_count": 9000}, Outcome.REVIEW),
        (FindingKind.IDENTITY_FINGERPRINT, Grade.B, {"signals": ("locale",), "form": "hash"}, Outcome.REVIEW),
        (FindingKind.SUPPLY_INSTALL_SCRIPT, Grade.A, {"event": "postinstall", "command": "node x.js"}, Outcome.REVIEW),
        (FindingKind.SUPPLY_MODIFIED, Grade.A, {"detail": "differs"}, Outcome.BLOCKED),
        (FindingKind.TEXT_HIDDEN, Grade.A, {"characters": "tag", "agent_file": True}, Outcome.BLOCKED),
    ],
)
def test_what_is_covert_or_opaque_does_not(kind: FindingKind, grade: Grade, attributes: dict[str, Any], expected: Outcome) -> None:
    given = {"disclosed": False, **attributes} if kind is not FindingKind.SUPPLY_MODIFIED else attributes
    assert _outcome(finding(kind, grade=grade, **given)) is expected


@pytest.mark.parametrize(
    ("tools", "coverage"),
    [
        ((), ()),
        ((tool(artifact(ArtifactKind.TAR)),), (done("tool.tgz", frozenset()), gap("tool.tgz"))),
        ((tool(artifact(ArtifactKind.ELF)),), (done("tool.tgz!/x", frozenset({Capability.NATIVE_IMPORTS, Capability.BINARY_STRINGS})),)),
        ((tool(artifact(ArtifactKind.MARKDOWN)),), (done("tool.tgz!/x", FLOW_OF_PYTHON),)),
        ((tool(),), (done(), gap("elsewhere"))),
        ((tool(),), ()),
    ],
    ids=["no tool", "not opened", "native program", "nothing that runs", "a gap of nobody", "no coverage at all"],
)
def test_what_could_not_be_examined_is_inconclusive(tools: tuple[Tool, ...], coverage: tuple[Coverage, ...]) -> None:
    if tools and tools[0].artifacts[0].kind is ArtifactKind.MARKDOWN:
        coverage = (done("tool.tgz!/x", frozenset({Capability.TEXT_HIDDEN})),)
    assert _outcome(tools=tools, coverage=coverage) is Outcome.INCONCLUSIVE
