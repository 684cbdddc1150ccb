"""The document `Waivers`: failures that somebody answers for, of known scope and for a time."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from scanner.model.report import Severity
from scanner.ruleset.header import ControlId, Day, Headed, Name, Names, Range, Reason
from scanner.ruleset.policies import Control
from scanner.ruleset.strict_yaml import Closed
from scanner.ruleset.versions import touches

MAX_DAYS = {Severity.CRITICAL: 30, Severity.HIGH: 90, Severity.MEDIUM: 180, Severity.LOW: 365, Severity.INFO: 365}
"""Longest waiver by severity where the control does not say: a month, a quarter, half a year, a year."""

_LOWEST_AND_HIGHEST = ("0.0.1", "999999.0.0")
"""A range that holds both is taken to hold every version."""

Person = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), Field(examples=["name@corp.example"])]


class Match(Closed):
    """What is waived. Besides the tool it names versions, an artifact or findings: a tool as a whole cannot be waived."""

    tool_id: Annotated[str, StringConstraints(pattern=r"^[^*?\s]+$")]
    version: Range | None = None
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16,64}$")] | None = None
    """sha256 of the package or program examined, or at least its first 16 digits."""
    findings: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[^*?\s]+$")], ...], Field(min_length=1)] | None = None
    """Ids of the findings that are waived; None: all of the control."""
    asset_tags: Names | None = None
    regions: Names | None = None

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        if self.version is None and self.fingerprint is None and self.findings is None:
            raise ValueError("covers every version of the tool; name a `version` range, a `fingerprint` or `findings`")
        if self.version is not None and all(touches(self.version, version) for version in _LOWEST_AND_HIGHEST):
            raise ValueError(f"the range {self.version} covers every version of the tool")
        return self


class Waiver(Closed):
    id: Annotated[str, StringConstraints(pattern=r"^W-[0-9]{4}-[0-9]{3,}$"), Field(examples=["W-2026-001"])]
    control: ControlId
    match: Match
    owner: Person
    approved_by: Person
    """Never the owner."""
    reason: Reason
    compensating_controls: tuple[Name, ...] = ()
    ticket: Name
    created: Day
    expires: Day
    """The last day on which it holds, to its end in UTC."""

    @model_validator(mode="after")
    def _is_approved_and_ends(self) -> Self:
        if self.owner.casefold() == self.approved_by.casefold():
            raise ValueError("is approved by its owner; somebody else must approve it")
        if self.expires < self.created:
            raise ValueError(f"expires on {self.expires}, before it was created on {self.created}")
        return self


class Waivers(Headed):
    kind: Literal["Waivers"]
    waivers: tuple[Waiver, ...]


class WaiverState(StrEnum):
    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    """Created after the day asked for."""
    EXPIRED = "expired"
    OVERLONG = "overlong"
    """Longer than its control allows: does not count until it is shortened."""


def state_of(waiver: Waiver, *, control: Control, at: date) -> WaiverState:
    """Whether a waiver counts on a day (UTC)."""
    if at > waiver.expires:
        return WaiverState.EXPIRED
    if days_of(waiver) > allowed_days(control):
        return WaiverState.OVERLONG
    return WaiverState.NOT_YET if at < waiver.created else WaiverState.IN_FORCE


def days_of(waiver: Waiver) -> int:
    """Days from creation to expiry."""
    return (waiver.expires - waiver.created).days


def allowed_days(control: Control) -> int:
    """Longest waiver of a control, in days."""
    return control.max_waiver_days or MAX_DAYS[control.severity]
