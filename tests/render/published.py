"""The published schemas of the formats that reports are written in."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft7Validator, Draft202012Validator, ValidationError, validators
from lxml import etree
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
from referencing import Registry, Resource

from scanner.model.report import Report
from scanner.render.cyclonedx import render_cyclonedx
from scanner.render.json import render_json
from scanner.render.junit import render_junit
from scanner.render.language import ENGLISH
from scanner.render.ocsf import OCSF_VERSION, render_ocsf
from scanner.render.oscal import render_oscal
from scanner.render.sarif import render_sarif

_STRICTLY_CHECKED = 1_000
"""Findings of a report that is held to CycloneDX."""
SCHEMAS = Path(__file__).parents[1] / "fixtures" / "schemas"
OWN = Path(__file__).parents[2] / "reports" / "schema"


@cache
def own(name: str) -> Draft202012Validator:
    """One of the project's own schemas; they refer to the report's."""
    schema = _json(OWN / f"{name}.schema.json")
    report = Resource.from_contents(_json(OWN / "report.schema.json"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=Registry().with_resource("urn:unmask:report:1", report))


@cache
def sarif() -> Draft202012Validator:
    return Draft202012Validator(_json(SCHEMAS / "sarif-2.1.0.json"))


@cache
def oscal() -> Any:
    """The schema writes patterns with `\\p{L}`, which Python's expressions lack."""
    with_patterns = validators.extend(Draft7Validator, {"pattern": _pattern})
    return with_patterns(_json(SCHEMAS / "oscal-assessment-results-1.2.3.json"), format_checker=with_patterns.FORMAT_CHECKER)


@cache
def ocsf(version: str) -> Draft202012Validator:
    schema = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=version)).get_class_schema(class_name="compliance_finding")
    return Draft202012Validator(schema)


def errors_in_every_format(report: Report) -> dict[str, list[str]]:
    """Format -> what its published schema has against the report; formats without complaint are left out.

    Large reports are not held to CycloneDX: its strict validator takes a second for each 50 components.
    """
    found = {
        "json": errors(own("report"), json.loads(render_json(report, ENGLISH))),
        "sarif": errors(sarif(), json.loads(render_sarif(report, ENGLISH))),
        "oscal": errors(oscal(), json.loads(render_oscal(report, ENGLISH))),
        "ocsf": [one for event in json.loads(render_ocsf(report, ENGLISH)) for one in errors(ocsf(OCSF_VERSION), event)],
        "junit": [str(one) for one in _junit_errors(render_junit(report, ENGLISH))],
    }
    if len(report.findings) < _STRICTLY_CHECKED:
        complaint = JsonStrictValidator(SchemaVersion.V1_6).validate_str(render_cyclonedx(report, ENGLISH).decode())
        found["cyclonedx"] = [] if complaint is None else [str(complaint)]
    return {name: several for name, several in found.items() if several}


def _junit_errors(content: bytes) -> Iterator[object]:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    if not schema.validate(etree.fromstring(content)):
        yield from schema.error_log


def errors(validator: Any, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def _pattern(validator: Any, pattern: str, instance: object, schema: object) -> Iterator[ValidationError]:
    spelled = pattern.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d")
    if isinstance(instance, str) and not re.search(spelled, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())
