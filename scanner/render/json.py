"""The canonical report as JSON (CONTRACT: the JSON report), which every other format is derived from."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from scanner.model.artifact import TRAIL_SEPARATOR
from scanner.model.coverage import Coverage
from scanner.model.finding import Finding
from scanner.model.installation import Inventory
from scanner.model.report import Report, Summary, Tool, Verdict
from scanner.render.language import Language

JsonObject = dict[str, Any]
"""An object of the published format; its names are held by `reports/schema/report.schema.json`."""

PRODUCT = "unmask"


@cache
def _adapter(model: type) -> TypeAdapter[Any]:
    """Made when first asked for: building one for the whole model takes a while, and most commands write no JSON."""
    return TypeAdapter(model)


def _shown(*names: str, **inner: object) -> dict[str, Any]:
    """Which fields are published: those named, and of the entries of inner lists those named there."""
    return {**dict.fromkeys(names, True), **{name: {"__all__": fields} for name, fields in inner.items()}}


# Nothing that only this machine or this run knows is published.
_ARTIFACT_SHOWN = _shown("sha256", "kind", "trail", "size_bytes", "encoding", "origin", "is_entry")
_TOOL_SHOWN = _shown(
    "key", "tool_id", "name", "version", "kind", "vendor", "purl", "subject", "installation", "components", artifacts=_ARTIFACT_SHOWN
)  # fmt: skip
_INSTALLATION_SHOWN = _shown(
    "id", "tool_id", "name", "version", "kind", "vendor", "purl", "root", "owner", "home", "sources", "payload_sha256", "is_candidate",
    "reason",
)  # fmt: skip
_INVENTORY_SHOWN = _shown(
    "host", "operating_system", "servers", "settings", installations=_INSTALLATION_SHOWN, candidates=_INSTALLATION_SHOWN
)  # fmt: skip


def render_json(report: Report, language: Language) -> bytes:
    """The report as UTF-8 JSON. Names and values are for programs: the language changes nothing."""
    return encoded(document_of(report))


def encoded(document: object) -> bytes:
    """Two-space indented UTF-8 with a final newline. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return to_json(document, indent=2) + b"\n"
    except PydanticSerializationError:  # for a lone surrogate; the standard library takes ten times as long
        text = json.dumps(document, ensure_ascii=False, indent=2)
        return (text + "\n").encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()


def document_of(report: Report) -> JsonObject:
    return {
        "schema_version": report.schema_version,
        "generated_utc": report.generated_utc,
        "product": {"name": PRODUCT, "version": report.product_version},
        "command": report.command,
        "host": report.host,
        "ruleset": report.digests.ruleset,
        "policy": report.digests.policy,
        "summary": _summary(report.summary, rules=report.digests.rule_count, controls=report.digests.control_count),
        "tools": [tool_object(tool) for tool in report.tools],
        "verdicts": [_adapter(Verdict).dump_python(verdict, mode="json") for verdict in report.verdicts],
        "findings": [finding_object(finding) for finding in report.findings],
        "coverage": [coverage_object(entry) for entry in report.coverage],
        "inventory": None if report.inventory is None else _inventory(report.inventory),
    }


def tool_object(tool: Tool) -> JsonObject:
    """`id` is the key that findings and verdicts refer to."""
    record = _adapter(Tool).dump_python(tool, mode="json", include=_TOOL_SHOWN)
    artifacts = [{**artifact, "trail": TRAIL_SEPARATOR.join(artifact["trail"])} for artifact in record.pop("artifacts")]
    return {"id": record.pop("key"), **record, "artifacts": artifacts}


def finding_object(finding: Finding) -> JsonObject:
    record: JsonObject = _adapter(Finding).dump_python(finding, mode="json")
    record["attributes"] = dict(record["attributes"])
    return record


def coverage_object(entry: Coverage) -> JsonObject:
    record: JsonObject = _adapter(Coverage).dump_python(entry, mode="json")
    record["capabilities"] = sorted(record["capabilities"])
    tools = sorted(record.pop("tools"))
    return {**record, "tools": tools} if tools else record


def _summary(summary: Summary, *, rules: int, controls: int) -> JsonObject:
    return {
        "verdict": summary.outcome.value,
        "exit_code": summary.exit_code,
        "tools": summary.tools,
        "findings": summary.findings,
        "verdicts": {status.value: count for status, count in summary.verdicts},
        "gaps": summary.gaps,
        "rules": rules,
        "controls": controls,
    }


def _inventory(inventory: Inventory) -> JsonObject:
    """Its coverage and observations are in the report's own coverage and findings."""
    record: JsonObject = _adapter(Inventory).dump_python(inventory, mode="json", include=_INVENTORY_SHOWN)
    return record
