"""What comes out when tools or versions are set side by side: a diff, a bisection, a comparison."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.coverage import Coverage
from scanner.model.finding import Finding
from scanner.model.report import Report, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed in behaviour between two versions of a tool, matched by `Finding.id`."""

    schema_version: str
    before: Tool
    after: Tool
    added: tuple[Finding, ...]
    """Shown by `after` only."""
    removed: tuple[Finding, ...]
    """Shown by `before` only."""
    unchanged: int
    """Findings that both show."""
    coverage: tuple[Coverage, ...]
    """The gaps of both sides: what they hide could differ unseen."""


class Shows(StrEnum):
    """Whether one version shows the behaviour that is searched for."""

    YES = "yes"
    NO = "no"
    NOT_EVALUATED = "not_evaluated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One version that a bisection vetted."""

    version: str
    shows: Shows
    findings: tuple[str, ...] = ()
    """Ids of the findings of the searched kind."""
    reason: str | None = None
    """Why it could not be evaluated; None otherwise."""
    withdrawn: str | None = None
    """What its maker says against it ("deprecated: ...", "yanked: ..."); None: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One end of the range of affected versions, as far as it is known."""

    shows: str
    """The outermost version on this side that was seen to show it."""
    shows_not: str | None
    """The version nearest beyond it that was seen not to; None: none beyond it was evaluated."""
    between: tuple[str, ...]
    """Versions between the two, of which it is not known. Empty: the end is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bisection:
    """The range of versions that show a behaviour."""

    schema_version: str
    package: str
    """`npm:NAME` or `pypi:NAME`."""
    platform: str
    """The platform whose native builds were followed, as `--platform` takes it."""
    finding_kind: str
    affected: str
    """The version that the search started from."""
    first: str | None
    """First version that shows it; None: not settled."""
    last: str | None
    """Last version that shows it; None: not settled."""
    lower: Edge
    upper: Edge
    published: int
    """Versions that the registry offers."""
    examined: tuple[Examined, ...]
    """Those vetted, in the order of versions. No other version counts for anything said here."""
    opened: tuple[str, ...]
    """Versions that were only opened, to guess from the words in their code where the ends lie."""
    assumption: str
    """What the search takes for granted ("one unbroken range"), and how it was checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A host that a tool talks to, with what the vendor pack knows of it."""

    host: str
    role: str | None
    owner: str | None
    processing: tuple[str, ...]
    """Countries where data is processed; empty: not known."""
    parent_jurisdiction: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTool:
    """One column of a comparison."""

    tool: str
    """`Tool.key`."""
    reads: tuple[str, ...]
    """Signal ids, sorted."""
    sends: tuple[str, ...]
    """Way-out classes, sorted."""
    destinations: tuple[Destination, ...]
    """Hosts of grade C or better (names that merely occur are left out): those with a role first, then by host."""
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Tools side by side against one policy."""

    report: Report
    """The verdicts of all the tools; controls are the rows."""
    columns: tuple[ComparedTool, ...]
    """In the order of `report.tools`."""
