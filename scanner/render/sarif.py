"""The report as SARIF 2.1.0. What was not evaluated is a notification of a run that did not succeed, never an absent result."""

from collections import defaultdict

from scanner.model.coverage import Coverage, CoverageStatus
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.report import Enforcement, Outcome, Report, Severity, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.headline import gravity
from scanner.render.identity import INFORMATION_URI, relative_uri, uuid_of
from scanner.render.json import PRODUCT, JsonObject, encoded
from scanner.render.language import Language
from scanner.render.words import KINDS, MEANINGS

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
GAP = "coverage-gap"
"""Id of the notification of a gap."""
SHOWN_LOCATIONS = 20
"""Evidence places of one result; the JSON report holds all."""

_SECURITY_SEVERITY = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "3.0", Severity.INFO: "0.0"}
"""On the scale of CVSS, as code hosting sites read it."""
_PRECISION = {Grade.A: "very-high", Grade.B: "high", Grade.C: "medium", Grade.D: "low"}


def render_sarif(report: Report, language: Language) -> bytes:
    """A result for each finding; its level says what the policy makes of it."""
    return encoded({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, language)]})


def _run(report: Report, language: Language) -> JsonObject:
    citing = _citing(report)
    rules = _rules(report, citing, language)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    artifacts = _artifacts(report)
    subjects = {finding.tool: finding.tool for finding in report.findings} | {tool.key: tool.subject for tool in report.tools}
    places = {artifact["location"]["uri"]: number for number, artifact in enumerate(artifacts)}
    return {
        "tool": {
            "driver": {
                "name": PRODUCT,
                "organization": PRODUCT,
                "version": report.product_version,
                "semanticVersion": report.product_version,
                "informationUri": INFORMATION_URI,
                "rules": rules,
                "notifications": _descriptors(report, language),
            }
        },
        "automationDetails": {
            "id": f"{PRODUCT}/{visible(report.host)}/",
            "guid": uuid_of(report.generated_utc, report.host, report.digests.policy),
        },
        "invocations": [_invocation(report, language)],
        "artifacts": artifacts,
        "results": [
            _result(finding, citing.get((finding.tool, finding.id), ()), index[finding.rule], places, subjects[finding.tool], language)
            for finding in report.findings
        ],
        "columnKind": "utf16CodeUnits",
        "properties": {
            "verdict": report.summary.outcome.value,
            "exitCode": report.summary.exit_code,
            "rulesetDigest": report.digests.ruleset,
            "policyDigest": report.digests.policy,
        },
    }


def _citing(report: Report) -> dict[tuple[str, str], tuple[Verdict, ...]]:
    citing: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in report.verdicts:
        for finding in verdict.findings:
            citing[verdict.tool, finding].append(verdict)
    return {key: tuple(sorted(several, key=gravity)) for key, several in citing.items()}


def _rules(report: Report, citing: dict[tuple[str, str], tuple[Verdict, ...]], language: Language) -> list[JsonObject]:
    """One descriptor for each rule that found something, by id."""
    first: dict[str, Finding] = {}
    severity: dict[str, list[Severity]] = defaultdict(list)
    clauses: dict[str, set[str]] = defaultdict(set)
    for finding in report.findings:
        first.setdefault(finding.rule, finding)
        for verdict in citing.get((finding.tool, finding.id), ()):
            severity[finding.rule].append(verdict.severity)
            clauses[finding.rule].update(f"{each.framework}/{each.clause}" for each in verdict.references)
    return [
        _rule(rule, first[rule], min(severity[rule], key=list(Severity).index, default=Severity.INFO), sorted(clauses[rule])[:19], language)
        for rule in sorted(first)
    ]


def _rule(rule: str, example: Finding, severity: Severity, clauses: list[str], language: Language) -> JsonObject:
    kind, meaning = language.gettext(KINDS[example.kind]), language.gettext(MEANINGS[example.kind])
    return {
        "id": rule,
        "name": _pascal(example.kind),
        "shortDescription": {"text": _sentence(kind)},
        "fullDescription": {"text": meaning},
        "help": {"text": meaning, "markdown": f"**{kind}** (`{example.kind.value}`)\n\n{meaning}"},
        "helpUri": f"{INFORMATION_URI}#{example.kind.value}",
        "messageStrings": {"default": {"text": "'{0}'."}},
        "defaultConfiguration": {"level": "note"},
        "properties": {
            "kind": example.kind.value,
            "precision": _PRECISION[example.grade],
            "security-severity": _SECURITY_SEVERITY[severity],
            "tags": ["security", *(visible(clause) for clause in clauses)],
        },
    }


def _pascal(kind: FindingKind) -> str:
    return "".join(part.capitalize() for part in kind.value.replace("_", ".").split("."))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。")) else f"{text}."


def _result(
    finding: Finding, verdicts: tuple[Verdict, ...], rule_index: int, places: dict[str, int], subject: str, language: Language
) -> JsonObject:
    """subject: that of the tool."""
    locations = [_location(finding, number, places) for number in range(min(len(finding.evidence), SHOWN_LOCATIONS))]
    message = f"{finding.tool}: {language.told(finding.title)}"
    controls = [f"{verdict.control} ({verdict.status.value})" for verdict in verdicts]
    result: JsonObject = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "kind": "fail",
        "level": _level(verdicts),
        "message": {"text": _sentence(visible(clipped(message, 800)))},
        "locations": locations[:1] or [_tool_location(subject)],
        "relatedLocations": locations[1:],
        "partialFingerprints": {"unmaskFinding/v1": f"{visible(finding.tool)}/{visible(finding.id)}"},
        "rank": round(finding.confidence * 100, 1),
        "properties": {
            "findingId": finding.id,
            "tool": finding.tool,
            "grade": finding.grade.value,
            "confidence": finding.confidence,
            "proofs": list(finding.proofs),
            "controls": controls,
            "attributes": {name: list(value) if isinstance(value, tuple) else value for name, value in finding.attributes},
        },
    }
    if verdicts and all(verdict.status is VerdictStatus.WAIVED for verdict in verdicts):
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": visible(clipped(each.message, 400))} for each in verdicts
        ]
    return result


def _tool_location(subject: str) -> JsonObject:
    """The tool itself, for a finding about it and not about bytes."""
    return {"physicalLocation": {"artifactLocation": {"uri": relative_uri(subject)}, "region": {"startLine": 1}}}


def _level(verdicts: tuple[Verdict, ...]) -> str:
    failed = [verdict for verdict in verdicts if verdict.status is VerdictStatus.FAIL]
    if any(verdict.enforcement is Enforcement.BLOCK for verdict in failed):
        return "error"
    return "warning" if any(verdict.enforcement is Enforcement.REVIEW for verdict in failed) else "note"


def _location(finding: Finding, number: int, places: dict[str, int]) -> JsonObject:
    """Byte offsets are exact; line 1 stands for all of a minified bundle or binary, as viewers ask for a line."""
    place = finding.evidence[number]
    uri = relative_uri(place.subject)
    return {
        "id": number + 1,
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "index": places[uri]},
            "region": {
                "startLine": 1,
                "byteOffset": place.byte_offset,
                "byteLength": place.byte_length,
                "snippet": {"text": visible(clipped(place.excerpt, 800))},
            },
        },
        "message": {"text": _sentence(visible(clipped(place.note or "Evidence", 400)))},
        "properties": {"sha256": place.artifact},
    }


def _artifacts(report: Report) -> list[JsonObject]:
    """The artifacts that evidence lies in, in the order of their first use."""
    sizes = {artifact.sha256: artifact.size_bytes for tool in report.tools for artifact in tool.artifacts}
    artifacts: dict[str, JsonObject] = {}
    for finding in report.findings:
        for place in finding.evidence[:SHOWN_LOCATIONS]:
            uri = relative_uri(place.subject)
            if uri not in artifacts:
                artifacts[uri] = {"location": {"uri": uri, "index": len(artifacts)}, "hashes": {"sha-256": place.artifact}}
                if place.artifact in sizes:
                    artifacts[uri]["length"] = sizes[place.artifact]
    return list(artifacts.values())


def _invocation(report: Report, language: Language) -> JsonObject:
    open_controls = [verdict for verdict in report.verdicts if verdict.status in {VerdictStatus.NOT_EVALUATED, VerdictStatus.ERROR}]
    gaps = [entry for entry in report.coverage if entry.is_gap]
    descriptors = {descriptor["id"]: number for number, descriptor in enumerate(_descriptors(report, language))}
    return {
        "executionSuccessful": not open_controls and report.summary.outcome not in {Outcome.INCONCLUSIVE, Outcome.ERROR},
        "exitCode": report.summary.exit_code,
        "endTimeUtc": report.generated_utc,
        "commandLine": visible(report.command),
        "machine": visible(report.host),
        "toolExecutionNotifications": [
            *(_not_evaluated(verdict, descriptors[verdict.control], language) for verdict in open_controls),
            *(_gap(entry, descriptors[GAP], language) for entry in gaps),
        ],
    }


def _not_evaluated(verdict: Verdict, index: int, language: Language) -> JsonObject:
    text = f"{verdict.tool}: {language.told(verdict.title)}: {language.told(verdict.message)}"
    return {
        "descriptor": {"id": verdict.control, "index": index},
        "level": "error",
        "message": {"text": _sentence(visible(clipped(text, 800)))},
        "properties": {"tool": verdict.tool, "status": verdict.status.value, "enforcement": verdict.enforcement.value},
    }


def _gap(entry: Coverage, index: int, language: Language) -> JsonObject:
    return {
        "descriptor": {"id": GAP, "index": index},
        "level": "note" if entry.status is CoverageStatus.SKIPPED else "warning",
        "message": {"text": _sentence(visible(clipped(f"{entry.worker}: {language.told(entry.reason or '')}", 800)))},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": relative_uri(entry.subject)}}}],
        "properties": {"stage": entry.stage.value, "status": entry.status.value, "hides": sorted(entry.capabilities)},
    }


def _descriptors(report: Report, language: Language) -> list[JsonObject]:
    """What notifications refer to: the gap, and the controls that were not evaluated."""
    titles = {
        verdict.control: verdict.title
        for verdict in report.verdicts
        if verdict.status in {VerdictStatus.NOT_EVALUATED, VerdictStatus.ERROR}
    }
    return [
        _descriptor(GAP, "CoverageGap", language.gettext("Not everything was examined")),
        *(_descriptor(control, "NotEvaluated", language.told(title)) for control, title in sorted(titles.items()) if control != GAP),
    ]


def _descriptor(identifier: str, name: str, text: str) -> JsonObject:
    told = {"text": _sentence(visible(clipped(text, 400)))}
    return {"id": identifier, "name": name, "shortDescription": told, "fullDescription": told, "help": told}
