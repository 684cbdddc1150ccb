"""The document `Overlay`: what a region or business unit makes stricter. Loosening needs an approved block."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from scanner.model.report import Enforcement, Severity
from scanner.ruleset.header import ControlId, Headed, Name, Names, ParameterName, Reason
from scanner.ruleset.policies import Control, ReferenceText, RemediationText
from scanner.ruleset.strict_yaml import Closed

PolicyVersion = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*@[0-9]+(\.[0-9]+)*$"), Field(examples=["data-sovereignty@1"])]


class Loosening(Closed):
    """Who allowed a rule to be weakened, and why."""

    approved_by: Annotated[str, StringConstraints(min_length=3)]
    reason: Reason
    ticket: Name


class Scope(Closed):
    """Where the overlay applies. What is not stated of a host does not rule it out: an overlay is given on purpose."""

    regions: Names | None = None
    business_units: Names | None = None
    asset_tags: Names | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("names no region, business unit or asset tag")
        return self


class ParameterPatch(Closed):
    """One change of a parameter."""

    replace: Any = None
    add: Annotated[tuple[Any, ...], Field(min_length=1)] | None = None
    remove: Annotated[tuple[Any, ...], Field(min_length=1)] | None = None
    loosen: Loosening | None = None

    @model_validator(mode="after")
    def _changes_one_way(self) -> Self:
        if len(self.model_fields_set & {"replace", "add", "remove"}) != 1:
            raise ValueError("takes exactly one of `replace`, `add` and `remove`")
        return self


class ControlPatch(Closed):
    severity: Severity | None = None
    enforcement: Enforcement | None = None
    on_not_evaluated: Enforcement | None = None
    waivable: Literal[False] | None = None
    remediation: RemediationText | None = None
    references: tuple[ReferenceText, ...] = ()
    """Added to those of the control."""
    loosen: Loosening | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set - {"loosen"}:
            raise ValueError("changes nothing")
        return self


class Overlay(Headed):
    kind: Literal["Overlay"]
    extends: Annotated[tuple[PolicyVersion, ...], Field(min_length=1)]
    """`policy-id@version`, the version as far as it matters: `@1` is any 1.x."""
    scope: Scope
    precedence: Annotated[int, Field(ge=0, le=1000, strict=True)] = 0
    """Overlays are applied in rising order, then by id."""
    params: dict[ParameterName, ParameterPatch] = Field(default_factory=dict)
    controls: dict[ControlId, ControlPatch] = Field(default_factory=dict)
    add_controls: tuple[Control, ...] = ()
