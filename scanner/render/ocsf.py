"""The report as OCSF Compliance Finding events, one for each verdict, in one JSON array."""

from scanner.model.finding import Finding
from scanner.model.report import Report, Severity, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.identity import findings_of, milliseconds_of, uuid_of
from scanner.render.json import PRODUCT, JsonObject, encoded
from scanner.render.language import Language

OCSF_VERSION = "1.8.0"
_CLASS_UID = 2003
_CREATE = 1

_SEVERITY = {
    Severity.INFO: (1, "Informational"),
    Severity.LOW: (2, "Low"),
    Severity.MEDIUM: (3, "Medium"),
    Severity.HIGH: (4, "High"),
    Severity.CRITICAL: (5, "Critical"),
}
_COMPLIANCE = {
    VerdictStatus.PASS: (1, "Pass"),
    VerdictStatus.WAIVED: (2, "Warning"),
    VerdictStatus.FAIL: (3, "Fail"),
    VerdictStatus.NOT_EVALUATED: (0, "Unknown"),
    VerdictStatus.ERROR: (0, "Unknown"),
    VerdictStatus.NOT_APPLICABLE: (99, "Not Applicable"),
}
_FINDING_STATUS = {VerdictStatus.WAIVED: (3, "Suppressed"), VerdictStatus.PASS: (4, "Resolved")}
_NEW = (1, "New")


def render_ocsf(report: Report, language: Language) -> bytes:
    """Not evaluated is compliance status Unknown, with the reason as its detail."""
    tools = {tool.key: tool for tool in report.tools}
    return encoded([_event(verdict, tools[verdict.tool], report, language) for verdict in report.verdicts if verdict.tool in tools])


def _event(verdict: Verdict, tool: Tool, report: Report, language: Language) -> JsonObject:
    severity_id, severity = _SEVERITY[verdict.severity]
    status_id, status = _FINDING_STATUS.get(verdict.status, _NEW)
    event: JsonObject = {
        "activity_id": _CREATE,
        "activity_name": "Create",
        "category_uid": 2,
        "category_name": "Findings",
        "class_uid": _CLASS_UID,
        "class_name": "Compliance Finding",
        "type_uid": _CLASS_UID * 100 + _CREATE,
        "type_name": "Compliance Finding: Create",
        "time": milliseconds_of(report.generated_utc),
        "severity_id": severity_id,
        "severity": severity,
        "status_id": status_id,
        "status": status,
        "message": visible(clipped(language.told(verdict.message), 800)),
        "metadata": {
            "version": OCSF_VERSION,
            "uid": uuid_of("ocsf", report.generated_utc, report.host, verdict.tool, verdict.policy, verdict.control),
            "product": {"name": PRODUCT, "vendor_name": PRODUCT, "version": report.product_version},
            "labels": [f"ruleset:{report.digests.ruleset}", f"policy:{report.digests.policy}"],
        },
        "finding_info": _finding_info(verdict, report, language),
        "compliance": _compliance(verdict, language),
        "resources": [_resource(tool, report)],
        "evidences": [_evidence(finding, language) for finding in findings_of(report, verdict)],
        "unmapped": {"enforcement": verdict.enforcement.value, "status": verdict.status.value, "waiver": verdict.waiver},
    }
    if verdict.remediation is not None:
        steps = " ".join((verdict.remediation.summary, *verdict.remediation.steps))
        event["remediation"] = {"desc": visible(clipped(steps, 1200))}
    return event


def _finding_info(verdict: Verdict, report: Report, language: Language) -> JsonObject:
    return {
        "uid": uuid_of("verdict", verdict.tool, verdict.policy, verdict.control),
        "title": visible(clipped(language.told(verdict.title), 400)),
        "desc": visible(clipped(language.told(verdict.message), 800)),
        "created_time": milliseconds_of(report.generated_utc),
        "types": sorted({finding.kind.value for finding in findings_of(report, verdict)}),
        "analytic": {"uid": verdict.control, "name": verdict.control, "type_id": 1, "type": "Rule"},
    }


def _evidence(finding: Finding, language: Language) -> JsonObject:
    places = [
        {"sha256": place.artifact, "subject": place.subject, "byte_offset": place.byte_offset, "byte_length": place.byte_length}
        for place in finding.evidence
    ]
    data = {
        "kind": finding.kind.value,
        "grade": finding.grade.value,
        "confidence": finding.confidence,
        "title": visible(clipped(language.told(finding.title), 400)),
        "places": places,
    }
    return {"name": finding.id, "data": data}


def _compliance(verdict: Verdict, language: Language) -> JsonObject:
    status_id, status = _COMPLIANCE[verdict.status]
    return {
        "control": verdict.control,
        "desc": visible(clipped(language.told(verdict.title), 400)),
        "status_id": status_id,
        "status": status,
        "status_code": verdict.status.value,
        "status_details": [visible(clipped(language.told(verdict.message), 800))],
        "standards": [verdict.policy, *dict.fromkeys(reference.framework for reference in verdict.references)],
        "requirements": [f"{reference.framework} {reference.clause}" for reference in verdict.references],
    }


def _resource(tool: Tool, report: Report) -> JsonObject:
    resource: JsonObject = {
        "uid": tool.key,
        "name": tool.name,
        "type": tool.kind.value,
        "hostname": report.host,
        "labels": [f"subject:{tool.subject}"],
    }
    if tool.version is not None:
        resource["version"] = tool.version
    if tool.purl is not None:
        resource["uid_alt"] = tool.purl
    return resource
