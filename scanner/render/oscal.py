"""The report as OSCAL assessment results: findings become observations, verdicts become findings on control objectives."""

import re

from scanner.model.finding import Finding, Grade
from scanner.model.report import Report, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.identity import INFORMATION_URI, report_digest, uuid_of
from scanner.render.json import PRODUCT, JsonObject, encoded
from scanner.render.language import Language

OSCAL_VERSION = "1.2.3"
PROPERTY_NAMESPACE = f"{INFORMATION_URI}ns/oscal"

_STATE = {VerdictStatus.PASS: ("satisfied", "pass"), VerdictStatus.FAIL: ("not-satisfied", "fail")}
_OPEN = ("not-satisfied", "other")
"""Waived, not evaluated, error: the objective is not shown to be satisfied."""


def render_oscal(report: Report, language: Language) -> bytes:
    """Verdicts that do not apply are left out: no objective was assessed."""
    digest = report_digest(report)
    plan = uuid_of("plan", digest)
    document = {
        "assessment-results": {
            "uuid": uuid_of("oscal", digest),
            "metadata": {
                "title": "AI tool audit",
                "last-modified": report.generated_utc,
                "version": report.schema_version,
                "oscal-version": OSCAL_VERSION,
                "props": [
                    _prop("verdict", report.summary.outcome.value),
                    _prop("product-version", report.product_version),
                    _prop("ruleset", report.digests.ruleset),
                    _prop("policy", report.digests.policy),
                ],
            },
            "import-ap": {"href": f"#{plan}"},
            "results": [_result(report, digest, language)],
            "back-matter": {
                "resources": [
                    {"uuid": plan, "title": "Policy of the audit", "description": f"The policy set with digest {report.digests.policy}."}
                ]
            },
        }
    }
    return encoded(document)


def _result(report: Report, digest: str, language: Language) -> JsonObject:
    judged = [verdict for verdict in report.verdicts if verdict.status is not VerdictStatus.NOT_APPLICABLE]
    controls = sorted({_token(verdict.control) for verdict in judged})
    result: JsonObject = {
        "uuid": uuid_of("result", digest),
        "title": _line(f"Audit of {len(report.tools)} tools on {report.host}"),
        "description": _line(f"Made by {PRODUCT} with `{report.command}`."),
        "start": report.generated_utc,
        "end": report.generated_utc,
        "reviewed-controls": {
            "control-selections": [
                {"include-controls": [{"control-id": control} for control in controls]} if controls else {"include-all": {}}
            ]
        },
    }
    components = [_component(tool, digest) for tool in report.tools]
    observations = [_observation(finding, report, digest, language) for finding in report.findings]
    gaps = [_gap_observation(number, report, digest, language) for number, entry in enumerate(report.coverage) if entry.is_gap]
    findings = [_finding(number, verdict, report, digest, language) for number, verdict in enumerate(judged)]
    if components:
        result["local-definitions"] = {"components": components}
    if observations or gaps:
        result["observations"] = [*observations, *gaps]
    if findings:
        result["findings"] = findings
    return result


def _component(tool: Tool, digest: str) -> JsonObject:
    properties = [_prop("tool-id", tool.tool_id), _prop("kind", tool.kind.value), _prop("subject", tool.subject)]
    if tool.version:
        properties.append(_prop("version", tool.version))
    return {
        "uuid": _component_uuid(tool.key, digest),
        "type": "software",
        "title": _line(tool.name),
        "description": _line(f"{tool.name} {tool.version or ''} ({tool.subject})"),
        "props": properties,
        "status": {"state": "operational"},
    }


def _component_uuid(tool: str, digest: str) -> str:
    return uuid_of("component", digest, tool)


def _observation_uuid(tool: str, finding: str, digest: str) -> str:
    return uuid_of("observation", digest, tool, finding)


def _observation(finding: Finding, report: Report, digest: str, language: Language) -> JsonObject:
    evidence = [
        {
            "href": f"urn:sha256:{place.artifact}",
            "description": _line(clipped(place.excerpt, 600) or "(no text)"),
            "props": [
                _prop("byte-offset", str(place.byte_offset)),
                _prop("byte-length", str(place.byte_length)),
                _prop("subject", place.subject),
            ],
        }
        for place in finding.evidence
    ]
    observation: JsonObject = {
        "uuid": _observation_uuid(finding.tool, finding.id, digest),
        "title": _line(language.told(finding.title)),
        "description": _line(f"{finding.id} ({finding.kind.value}, grade {finding.grade.value})"),
        "props": [
            _prop("finding-id", finding.id),
            _prop("kind", finding.kind.value),
            _prop("grade", finding.grade.value),
            _prop("confidence", f"{finding.confidence:g}"),
        ],
        "methods": ["TEST" if finding.grade is Grade.A else "EXAMINE"],
        "types": ["finding"],
        "subjects": [{"subject-uuid": _component_uuid(finding.tool, digest), "type": "component"}],
        "collected": report.generated_utc,
    }
    if evidence:
        observation["relevant-evidence"] = evidence
    return observation


def _gap_observation(number: int, report: Report, digest: str, language: Language) -> JsonObject:
    entry = report.coverage[number]
    return {
        "uuid": uuid_of("gap", digest, str(number)),
        "title": _line(f"Not examined: {entry.subject}"),
        "description": _line(language.told(entry.reason or "")),
        "props": [_prop("stage", entry.stage.value), _prop("worker", entry.worker), _prop("status", entry.status.value)],
        "methods": ["EXAMINE"],
        "types": ["discovery"],
        "collected": report.generated_utc,
    }


def _finding(number: int, verdict: Verdict, report: Report, digest: str, language: Language) -> JsonObject:
    state, reason = _STATE.get(verdict.status, _OPEN)
    known = {finding.id for finding in report.findings if finding.tool == verdict.tool}
    related = [{"observation-uuid": _observation_uuid(verdict.tool, each, digest)} for each in verdict.findings if each in known]
    finding: JsonObject = {
        "uuid": uuid_of("finding", digest, str(number)),
        "title": _line(language.told(verdict.title)),
        "description": _line(f"{verdict.tool}: {language.told(verdict.message)}"),
        "props": [
            _prop("control", verdict.control),
            _prop("status", verdict.status.value),
            _prop("severity", verdict.severity.value),
            _prop("enforcement", verdict.enforcement.value),
            _prop("tool", verdict.tool),
        ],
        "target": {"type": "objective-id", "target-id": _token(verdict.control), "status": {"state": state, "reason": reason}},
    }
    if related:
        finding["related-observations"] = related
    return finding


def _prop(name: str, value: str) -> JsonObject:
    return {"name": name, "ns": PROPERTY_NAMESPACE, "value": _line(value)}


def _line(text: str) -> str:
    """One line without white space around it, as the format's strings have to be."""
    return visible(clipped(" ".join(text.split()), 1000)).strip() or "-"


def _token(text: str) -> str:
    """A name as the format's tokens have to be: a letter, then letters, digits, points, hyphens, underscores."""
    token = re.sub(r"[^A-Za-z0-9._-]+", "-", text)[:120]
    return token if re.match(r"[A-Za-z_]", token) else f"c-{token}"
