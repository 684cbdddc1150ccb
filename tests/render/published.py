"""The published schemas of the formats that reports are written in."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator, ValidationError, validators
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
from referencing import Registry, Resource

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


def errors(validator: Any, document: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def _pattern(validator: Any, pattern: str, instance: object, schema: object) -> Iterator[ValidationError]:
    spelled = pattern.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d")
    if isinstance(instance, str) and not re.search(spelled, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())
