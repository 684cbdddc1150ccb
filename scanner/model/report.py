"""What a run ends in: tools, findings, verdicts, coverage."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.artifact import Artifact
from scanner.model.coverage import Coverage
from scanner.model.finding import Finding
from scanner.model.installation import Inventory, ToolKind


class VerdictStatus(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"
    NOT_EVALUATED = "not_evaluated"
    ERROR = "error"


class Enforcement(StrEnum):
    BLOCK = "block"
    REVIEW = "review"
    REPORT = "report"


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class Outcome(StrEnum):
    """The verdict of a run in a word; each has one exit code."""

    PASS = "pass"
    REVIEW = "review"
    INCONCLUSIVE = "inconclusive"
    BLOCKED = "blocked"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool as examined: an installation, or what `vet` was given."""

    key: str
    """Unique in the report; findings and verdicts refer to it."""
    tool_id: str
    name: str
    version: str | None
    kind: ToolKind
    vendor: str | None
    purl: str | None
    subject: str
    """The spec or path as the user named it."""
    artifacts: tuple[Artifact, ...]
    """Every artifact that was opened, at any depth."""
    installation: str | None = None
    """`Installation.id`; None for a vetted spec."""
    components: tuple[str, ...] = ()
    """purls of the dependencies that its native files tell (Go build information, Rust crates), sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    framework: str
    clause: str
    relation: str
    """technique, weakness, supports, evidence_for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    tool_id: str
    version: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remediation:
    summary: str
    steps: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    deadline_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one control says of one tool."""

    control: str
    title: str
    policy: str
    tool: str
    """`Tool.key`."""
    status: VerdictStatus
    severity: Severity
    enforcement: Enforcement
    """What the verdict calls for: for `not_evaluated` the control's `on_not_evaluated`, else its enforcement."""
    message: str
    findings: tuple[str, ...]
    references: tuple[Reference, ...]
    remediation: Remediation | None = None
    waiver: str | None = None
    """Id of the waiver that applies; None unless `waived`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Identity of what a report was made with."""

    ruleset: str
    policy: str
    rule_count: int
    control_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    outcome: Outcome
    exit_code: int
    tools: int
    findings: int
    verdicts: tuple[tuple[VerdictStatus, int], ...]
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    schema_version: str
    generated_utc: str
    """ISO 8601, seconds, `Z`."""
    command: str
    host: str
    product_version: str
    digests: Digests
    summary: Summary
    tools: tuple[Tool, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    coverage: tuple[Coverage, ...]
    inventory: Inventory | None = None
    """None where no host was looked at."""
