"""The document `Policy`: controls over findings, with parameters that overlays may change."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from scanner.model.coverage import Capability
from scanner.model.finding import FindingKind, Grade
from scanner.model.installation import ToolKind
from scanner.model.report import Enforcement, Severity
from scanner.ruleset.header import ControlId, Count, Flag, Headed, Name, Names, ParameterName, Range
from scanner.ruleset.predicate import Condition
from scanner.ruleset.strict_yaml import Closed


class ScanMode(StrEnum):
    HOST_AUDIT = "host_audit"
    FLEET = "fleet"
    PRE_APPROVAL = "pre_approval"


class OverlayRule(StrEnum):
    """What an overlay may do to a parameter without an approved block."""

    NARROW = "narrow"
    WIDEN = "widen"
    REPLACE = "replace"
    LOCKED = "locked"


class Parameter(Closed):
    value: Any
    description: str | None = None
    overlay: OverlayRule = OverlayRule.NARROW


class Selector(Closed):
    """Which tools; every key that is given must hold, and each holds when one of its values does."""

    tool_kind: Annotated[tuple[ToolKind, ...], Field(min_length=1)] | None = None
    tool_id: Names | None = None
    vendor: Names | None = None
    version: Range | None = None
    os: Names | None = None
    asset_tags: Names | None = None
    scan_mode: Annotated[tuple[ScanMode, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("selects by nothing; leave `applies_to` out to mean every tool")
        return self


class Clause(Closed):
    """A claim about the findings of one kind."""

    facts: FindingKind
    where: Condition | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    min_grade: Grade | None = None
    at_least: Count | None = None
    """Only in `require`: how many must be there. Default 1, or 0 where `every` is given."""
    every: Condition | None = None
    """Only in `require`: what each of them must fulfil."""
    message: str | None = None
    """With `{field}` for fields of the finding and of the tool."""


_SLOT = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")


def with_slots_filled(template: str, value: Callable[[str], str]) -> str:
    """A message with each `{field}` replaced."""
    return _SLOT.sub(lambda match: value(match[1]), template)


def slots_of(template: str) -> tuple[str, ...]:
    """The fields that a message names."""
    return tuple(_SLOT.findall(template))


Relation = Literal["supports", "evidence_for", "technique", "weakness"]


class ReferenceText(Closed):
    framework: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    clause: Name
    relation: Relation = "supports"
    """A finding is evidence relevant to a clause; whether it violates it is for a lawyer to say."""


class AlternativeText(Closed):
    tool_id: Name
    version: Range | None = None
    note: str | None = None


class RemediationText(Closed):
    summary: Name
    steps: tuple[str, ...] = ()
    alternatives: tuple[AlternativeText, ...] = ()
    deadline_days: Annotated[int, Field(ge=0, strict=True)] | None = None


class Control(Closed):
    """One requirement."""

    id: ControlId
    title: Annotated[str, StringConstraints(min_length=8, max_length=120)]
    rationale: Annotated[str, StringConstraints(min_length=20)]
    severity: Severity
    applies_to: Selector | None = None
    """None: every tool."""
    exempt: Selector | None = None
    needs: Annotated[tuple[Capability, ...], Field(min_length=1)]
    """Analyses that must have completed, or the verdict is `not_evaluated`."""
    on_not_evaluated: Enforcement | None = None
    """None: as `enforcement`."""
    forbid: Annotated[tuple[Clause, ...], Field(min_length=1)] | None = None
    require: Annotated[tuple[Clause, ...], Field(min_length=1)] | None = None
    enforcement: Enforcement | None = None
    """None: by severity, see `enforcement_of`."""
    waivable: Flag = True
    max_waiver_days: Annotated[int, Field(ge=1, le=365, strict=True)] | None = None
    """None: by severity, see `scanner.ruleset.waivers`."""
    references: Annotated[tuple[ReferenceText, ...], Field(min_length=1)]
    classes: tuple[Name, ...] = ()
    """Classes of findings of a framework pack; their clauses are added to the references."""
    remediation: RemediationText
    tags: Annotated[tuple[Name, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def _forbids_or_requires(self) -> Self:
        if (self.forbid is None) == (self.require is None):
            raise ValueError("takes exactly one of `forbid` and `require`")
        for clause in self.forbid or ():
            if clause.every is not None or clause.at_least is not None:
                raise ValueError("`every` and `at_least` belong to `require`, not to `forbid`")
        return self

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.forbid or self.require or ()


class Policy(Headed):
    kind: Literal["Policy"]
    params: dict[ParameterName, Parameter] = Field(default_factory=dict)
    controls: Annotated[tuple[Control, ...], Field(min_length=1)]


_BY_SEVERITY = {
    Severity.CRITICAL: Enforcement.BLOCK,
    Severity.HIGH: Enforcement.BLOCK,
    Severity.MEDIUM: Enforcement.REVIEW,
    Severity.LOW: Enforcement.REPORT,
    Severity.INFO: Enforcement.REPORT,
}


def enforcement_of(control: Control) -> Enforcement:
    """What a failure calls for; where the control does not say: by severity."""
    return control.enforcement or _BY_SEVERITY[control.severity]


def enforcement_of_gap(control: Control) -> Enforcement:
    """What a verdict `not_evaluated` calls for."""
    return control.on_not_evaluated or enforcement_of(control)
