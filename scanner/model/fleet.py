"""What comes out when the reports of many hosts are rolled up: which tools run where, and what the policy says of them."""

from dataclasses import dataclass

from scanner.model.report import Enforcement, Outcome, VerdictStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetHost:
    """The newest report of one host."""

    host: str
    generated_utc: str
    outcome: Outcome
    tools: int
    gaps: int
    policy: str
    """Digest of the policy that it was judged by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetControl:
    """A control that a tool does not pass, with the hosts where it does not."""

    control: str
    title: str
    status: VerdictStatus
    enforcement: Enforcement
    message: str
    """Of the first of the hosts."""
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetTool:
    """One version of a tool on all hosts that have it."""

    name: str
    version: str | None
    outcome: Outcome
    """The worst of all hosts."""
    hosts: tuple[str, ...]
    controls: tuple[FleetControl, ...]
    """The gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A report that could not be read: its host is not in the fleet."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    schema_version: str
    outcome: Outcome
    """The worst of all hosts; inconclusive at best where a report could not be read."""
    hosts: tuple[FleetHost, ...]
    """By outcome, the worst first, then by name."""
    tools: tuple[FleetTool, ...]
    """By outcome, the worst first, then by the number of hosts."""
    superseded: int
    """Older reports of a host that a newer one replaces."""
    policies: tuple[str, ...]
    """Digests of the policies that hosts were judged by; more than one: results are not comparable throughout."""
    unread: tuple[Unread, ...]
