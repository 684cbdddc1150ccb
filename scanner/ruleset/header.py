"""What every document of the policy format starts with, and the kinds of text that several of them use."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StringConstraints

from scanner.ruleset.strict_yaml import Closed
from scanner.ruleset.versions import check_range

ApiVersion = Literal["aitool-policy/v1"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("is no day; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"is no day ({error})") from error


Day = Annotated[date, BeforeValidator(_day)]
"""A day in UTC."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$"), Field(examples=["data-sovereignty"])]
ControlId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,7}(-[A-Z0-9]{2,8})+-[0-9]{3}$"), Field(examples=["AIT-COV-001"])]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), Field(examples=["approved_hosts"])]
Reason = Annotated[str, StringConstraints(min_length=20)]
Range = Annotated[str, Field(json_schema_extra={"pattern": "^vers:[a-z]+/.+"}), BeforeValidator(lambda value: _range(value))]
"""`vers:npm/>=1.2.0|<2.0.0`."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166 code, or EU."""
Count = Annotated[StrictInt, Field(ge=1)]
Flag = StrictBool


class Metadata(Closed):
    id: DocumentId
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,2}$"), Field(examples=['"1.0.0"'])]
    title: Annotated[str, StringConstraints(min_length=5)]
    owner: Annotated[str, StringConstraints(min_length=3)]
    approved_by: Names | None = None
    effective_from: Day | None = None
    """First day on which the document is used; None: always."""
    review_by: Day | None = None
    reviewed: Day | None = None
    """Day on which the facts of the document were last checked."""
    description: str | None = None


class Headed(Closed):
    """Base of every document."""

    api_version: Annotated[ApiVersion, Field(alias="apiVersion")]
    metadata: Metadata


def is_in_force(document: Headed, at: date | None) -> bool:
    """Whether a document is used on a day (UTC) already; None: on any day."""
    starts = document.metadata.effective_from
    return at is None or starts is None or starts <= at


EU_MEMBERS = frozenset(
    {
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
    }
)
"""Regulation and Treaty territory: the 27 member states (europa.eu, since 2020-02-01)."""


def covers_region(scope: tuple[str, ...], region: str) -> bool:
    """Whether a list of regions names a region, in upper or lower case; EU names its members too."""
    names, wanted = {name.upper() for name in scope}, region.upper()
    return wanted in names or ("EU" in names and wanted in EU_MEMBERS)


def _range(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("is no version range; write one as vers:npm/>=1.2.0|<2.0.0")
    return check_range(value)
