"""Reads a stored report. The file may come from anywhere: it is held to the published schema before it is believed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from scanner.model.artifact import TRAIL_SEPARATOR
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report
from scanner.render.json import JsonObject
from scanner.ruleset.locations import shipped

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

LARGEST_REPORT_BYTES = 1 << 30
"""A report of 10,000 findings with full evidence takes about 60 MB."""

CONTENT_NOT_KEPT = Path("content-not-kept")
"""Stands for `Artifact.content` of a stored report, which holds digests of artifacts and not their bytes."""


def read_report(path: Path) -> Report:
    """The report that `render_json` wrote.

    Raises UsageRefused with one sentence where the file is missing, too large, no JSON, or no report of a known version.
    """
    return report_of(_document(path), name=str(path))


def report_of(document: object, *, name: str) -> Report:
    """name: what a refusal calls the document. Raises UsageRefused."""
    error = _first_error(document)
    if error is not None:
        raise UsageRefused(f"{name} is no report of unmask: {_told(error)}; make it again with `-o report.json`")
    assert isinstance(document, dict)  # the schema says so
    try:
        return TypeAdapter(Report).validate_python(_model_record(document), strict=False)
    except ValueError as failure:
        raise UsageRefused(f"{name} is no report of unmask: {_first_line(failure)}; make it again with `-o report.json`") from failure


def _document(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST_REPORT_BYTES:
            raise UsageRefused(f"{path} is larger than a report can be ({LARGEST_REPORT_BYTES} bytes)")
        return json.loads(path.read_bytes())
    except OSError as failure:
        raise UsageRefused(f"{path} cannot be read: {failure.strerror}") from failure
    except (ValueError, RecursionError) as failure:
        raise UsageRefused(f"{path} is no JSON document: {_first_line(failure)}") from failure


def _first_error(document: object) -> "ValidationError | None":
    # Imported here: it compiles grammars of addresses, a second that no command but those on stored reports should cost.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    schema = json.loads(shipped("reports", "schema", "report.schema.json").read_bytes())
    error: ValidationError | None = best_match(Draft202012Validator(schema).iter_errors(document))
    return error


def _told(error: "ValidationError") -> str:
    message = error.message if len(error.message) < 200 else f"{error.message[:200]}…"
    return f"at {error.json_path}, {message}"


def _model_record(document: JsonObject) -> JsonObject:
    """The document under the names of the model."""
    summary = document["summary"]
    return {
        "schema_version": document["schema_version"],
        "generated_utc": document["generated_utc"],
        "command": document["command"],
        "host": document["host"],
        "product_version": document["product"]["version"],
        "digests": {
            "ruleset": document["ruleset"],
            "policy": document["policy"],
            "rule_count": summary["rules"],
            "control_count": summary["controls"],
        },
        "summary": {
            "outcome": summary["verdict"],
            "exit_code": summary["exit_code"],
            "tools": summary["tools"],
            "findings": summary["findings"],
            "verdicts": tuple(summary["verdicts"].items()),
            "gaps": summary["gaps"],
        },
        "tools": [_tool(tool) for tool in document["tools"]],
        "findings": [_finding(finding) for finding in document["findings"]],
        "verdicts": document["verdicts"],
        "coverage": document["coverage"],
        "inventory": _inventory(document["inventory"]),
    }


def _tool(record: JsonObject) -> JsonObject:
    artifacts = [
        {**artifact, "trail": artifact["trail"].split(TRAIL_SEPARATOR), "content": CONTENT_NOT_KEPT} for artifact in record["artifacts"]
    ]
    rest = {name: value for name, value in record.items() if name not in {"id", "artifacts"}}
    return {"key": record["id"], **rest, "artifacts": artifacts}


def _finding(record: JsonObject) -> JsonObject:
    return {**record, "attributes": tuple(record["attributes"].items())}


def _inventory(record: JsonObject | None) -> dict[str, Any] | None:
    return None if record is None else {**record, "observations": (), "coverage": ()}


def _first_line(failure: BaseException) -> str:
    return (str(failure).strip().splitlines() or [type(failure).__name__])[0][:300]
