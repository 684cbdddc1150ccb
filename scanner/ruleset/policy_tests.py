"""The document `PolicyTest`: made-up tools and findings, and the verdicts that a policy must give."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from scanner.model.coverage import Capability
from scanner.model.finding import FindingKind
from scanner.model.installation import ToolKind
from scanner.model.report import VerdictStatus
from scanner.ruleset.header import ControlId, Day, Digest, DocumentId, Headed, Name
from scanner.ruleset.policies import ScanMode
from scanner.ruleset.strict_yaml import Closed


class AssetCase(Closed):
    """The tool and the host of a case."""

    tool_id: Name
    tool_kind: ToolKind
    version: Name | None = None
    vendor: Name | None = None
    purl: Name | None = None
    region: Name | None = None
    business_unit: Name | None = None
    os: Name | None = None
    asset_tags: tuple[Name, ...] = ()
    scan_mode: ScanMode | None = None
    sha256: tuple[Digest, ...] = ()


def _fact(value: Any) -> Any:
    if not isinstance(value, dict) or value.get("kind") not in set(FindingKind):
        raise ValueError("needs a `kind` that is a kind of finding")
    return value


Fact = Annotated[dict[str, Any], BeforeValidator(_fact)]
"""A finding: its kind, grade, confidence, and attributes."""


class Case(Closed):
    name: Name
    asset: AssetCase
    coverage: dict[Capability, Literal["complete", "partial", "skipped", "failed"]] = Field(default_factory=dict)
    """What is not named did not run."""
    facts: tuple[Fact, ...] = ()
    expect: Annotated[dict[ControlId, VerdictStatus], Field(min_length=1)]


class PolicyTest(Headed):
    kind: Literal["PolicyTest"]
    policy: Annotated[DocumentId, Field(alias="for")]
    with_overlays: tuple[DocumentId, ...] = ()
    with_waivers: tuple[DocumentId, ...] | None = None
    """Ids of the `Waivers` documents used; None: all that are given."""
    at: Day | None = None
    """The day of the verdicts; None: the first day of the policy."""
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]
