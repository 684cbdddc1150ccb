"""The report as CycloneDX 1.6 or 1.7: the tools and what they hold as components, hosts as services, verdicts as attestations."""

from collections.abc import Iterable
from urllib.parse import quote

from packageurl import PackageURL

from scanner.model.artifact import Artifact
from scanner.model.finding import Finding
from scanner.model.report import Report, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.flowmap import Route, routes_of
from scanner.render.identity import findings_of, report_digest, uuid_of
from scanner.render.json import PRODUCT, JsonObject, encoded
from scanner.render.language import Language

SPEC_VERSION = "1.6"
"""What is written unless another version is asked for: what most platforms read."""
_SCORE = {
    VerdictStatus.PASS: 1.0,
    VerdictStatus.WAIVED: 0.5,
    VerdictStatus.FAIL: 0.0,
    VerdictStatus.NOT_EVALUATED: 0.0,
    VerdictStatus.ERROR: 0.0,
}
"""Degree of conformance that an attestation states; its rationale says which of fail and not evaluated it is."""


def render_cyclonedx_1_7(report: Report, language: Language) -> bytes:
    """The same in version 1.7, in which nothing that is written here has another meaning."""
    return render_cyclonedx(report, language, version="1.7")


def render_cyclonedx(report: Report, language: Language, *, version: str = SPEC_VERSION) -> bytes:
    """The bill of materials with its attestations. The serial number is the same for the same report."""
    judged = [verdict for verdict in report.verdicts if verdict.status is not VerdictStatus.NOT_APPLICABLE]
    document: JsonObject = {
        "$schema": f"http://cyclonedx.org/schema/bom-{version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "serialNumber": f"urn:uuid:{uuid_of('cyclonedx', report_digest(report))}",
        "version": 1,
        "metadata": {
            "timestamp": report.generated_utc,
            "tools": {"components": [{"type": "application", "name": PRODUCT, "version": report.product_version}]},
            "properties": _properties(
                {
                    "verdict": report.summary.outcome.value,
                    "exit_code": str(report.summary.exit_code),
                    "ruleset": report.digests.ruleset,
                    "policy": report.digests.policy,
                    "gaps": str(report.summary.gaps),
                }
            ),
        },
        "components": [_tool(tool, report) for tool in report.tools],
        "services": _services(report),
    }
    if judged:
        document["definitions"] = {"standards": _standards(judged, language)}
        document["declarations"] = _declarations(report, judged, language)
    return encoded(document)


def _tool(tool: Tool, report: Report) -> JsonObject:
    component: JsonObject = {
        "type": "application",
        "bom-ref": f"tool:{tool.key}",
        "name": tool.name,
        "version": tool.version or "",
        "properties": _properties(
            {
                "tool_id": tool.tool_id,
                "kind": tool.kind.value,
                "subject": tool.subject,
                "findings": str(sum(finding.tool == tool.key for finding in report.findings)),
            }
        ),
        "components": [
            *(_artifact(artifact, tool, number) for number, artifact in enumerate(tool.artifacts)),
            *(_library(purl, tool) for purl in tool.components),
        ],
    }
    if tool.purl is not None:
        component["purl"] = tool.purl
    if tool.vendor is not None:
        component["supplier"] = {"name": tool.vendor}
    return component


def _artifact(artifact: Artifact, tool: Tool, number: int) -> JsonObject:
    return {
        "type": "file",
        "bom-ref": f"artifact:{tool.key}:{number}",
        "name": artifact.subject,
        "hashes": [{"alg": "SHA-256", "content": artifact.sha256}],
        "properties": _properties({"kind": artifact.kind.value, "size_bytes": str(artifact.size_bytes)}),
    }


def _library(purl: str, tool: Tool) -> JsonObject:
    """A dependency that is linked into a native file. Its name comes from that file and may be anything."""
    component: JsonObject = {"type": "library", "bom-ref": f"library:{tool.key}:{purl}", "name": purl}
    try:
        parts = PackageURL.from_string(purl)
    except ValueError:
        return component
    name = f"{parts.namespace}/{parts.name}" if parts.namespace else parts.name
    return {**component, "name": name, "version": parts.version or "", "purl": purl}


def _services(report: Report) -> list[JsonObject]:
    """One for each host that code names; the tools that name it are a property."""
    routes: dict[str, list[Route]] = {}
    for route in routes_of(report.findings):
        routes.setdefault(route.destination.host, []).append(route)
    return [_service(number, host, several) for number, (host, several) in enumerate(sorted(routes.items()))]


def _service(number: int, host: str, routes: list[Route]) -> JsonObject:
    known = routes[0].destination
    service: JsonObject = {
        "bom-ref": f"service:{number}",
        "name": host,
        **_endpoints(host),
        "x-trust-boundary": True,
        "properties": _properties(
            {
                "role": known.role or "unknown",
                "processing": ", ".join(known.processing) or "unknown",
                "parent_jurisdiction": known.parent_jurisdiction or "unknown",
                "named_by": ", ".join(dict.fromkeys(route.tool for route in routes)),
            }
        ),
    }
    if known.owner is not None:
        service["provider"] = {"name": known.owner}
    return service


def _endpoints(host: str) -> JsonObject:
    """The scheme is not always known; encryption is what hosts of this kind use. The schema's checkers take no IPv6 address."""
    return {} if ":" in host else {"endpoints": [f"https://{quote(visible(host), safe='.-')}"]}


def _standards(judged: list[Verdict], language: Language) -> list[JsonObject]:
    policies: dict[str, dict[str, str]] = {}
    for verdict in judged:
        policies.setdefault(verdict.policy, {})[verdict.control] = verdict.title
    return [
        {
            "bom-ref": f"policy:{policy}",
            "name": policy,
            "requirements": [
                {"bom-ref": _requirement(policy, control), "identifier": control, "title": clipped(language.told(title), 400)}
                for control, title in sorted(controls.items())
            ],
        }
        for policy, controls in sorted(policies.items())
    ]


def _requirement(policy: str, control: str) -> str:
    return f"requirement:{policy}:{control}"


def _declarations(report: Report, judged: list[Verdict], language: Language) -> JsonObject:
    evidence = {(finding.tool, finding.id): number for number, finding in enumerate(report.findings)}
    return {
        "assessors": [{"bom-ref": "assessor", "thirdParty": False, "organization": {"name": PRODUCT}}],
        "targets": {
            "components": [
                {"type": "application", "bom-ref": f"target:{tool.key}", "name": tool.name, "version": tool.version or ""}
                for tool in report.tools
            ]
        },
        "claims": [_claim(number, verdict, report, evidence, language) for number, verdict in enumerate(judged)],
        "evidence": [_evidence(number, finding, language) for number, finding in enumerate(report.findings)],
        "attestations": [
            {
                "summary": "Verdicts of the policy",
                "assessor": "assessor",
                "map": [_mapping(number, verdict, language) for number, verdict in enumerate(judged)],
            }
        ],
    }


def _claim(number: int, verdict: Verdict, report: Report, evidence: dict[tuple[str, str], int], language: Language) -> JsonObject:
    refs = [f"finding:{evidence[each.tool, each.id]}" for each in findings_of(report, verdict)]
    supports = verdict.status in {VerdictStatus.PASS, VerdictStatus.WAIVED}
    return {
        "bom-ref": f"claim:{number}",
        "target": f"target:{verdict.tool}",
        "predicate": clipped(language.told(verdict.title), 400),
        "reasoning": f"{verdict.status.value}: {clipped(language.told(verdict.message), 600)}",
        ("evidence" if supports else "counterEvidence"): refs,
    }


def _mapping(number: int, verdict: Verdict, language: Language) -> JsonObject:
    return {
        "requirement": _requirement(verdict.policy, verdict.control),
        "claims": [f"claim:{number}"],
        "conformance": {
            "score": _SCORE[verdict.status],
            "rationale": f"{verdict.status.value}: {clipped(language.told(verdict.message), 600)}",
        },
    }


def _evidence(number: int, finding: Finding, language: Language) -> JsonObject:
    places = [
        {
            "name": clipped(place.subject, 400),
            "contents": {
                "attachment": {
                    "contentType": "text/plain",
                    "content": visible(
                        f"sha256:{place.artifact} byte {place.byte_offset} length {place.byte_length}\n{clipped(place.excerpt, 800)}"
                    ),
                }
            },
        }
        for place in finding.evidence
    ]
    return {
        "bom-ref": f"finding:{number}",
        "propertyName": finding.kind.value,
        "description": f"{finding.id} (grade {finding.grade.value}): {clipped(language.told(finding.title), 400)}",
        "data": places,
    }


def _properties(values: dict[str, str]) -> list[JsonObject]:
    return list(_each(values.items()))


def _each(values: Iterable[tuple[str, str]]) -> Iterable[JsonObject]:
    return ({"name": f"{PRODUCT}:{name}", "value": value} for name, value in values)
