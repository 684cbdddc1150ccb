"""Which failures a waiver covers, and what is to be said about waivers that do not count or are not needed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from scanner.judge.addition import added_finding
from scanner.judge.asset import Asset
from scanner.judge.ruling import Violation
from scanner.model.finding import Finding, FindingKind
from scanner.model.report import VerdictStatus
from scanner.ruleset.header import covers_region, is_in_force
from scanner.ruleset.policies import Control
from scanner.ruleset.versions import covers
from scanner.ruleset.waivers import Waiver, Waivers, WaiverState, allowed_days, days_of, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """How far waivers cover the violations of one control."""

    waiver: Waiver | None
    """The waiver that applies; None: something is left that nobody waived."""
    remaining: tuple[Violation, ...]


@dataclass(slots=True)
class WaiverBook:
    """The waivers of a run, by control."""

    at: date
    _by_control: dict[str, list[Waiver]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Waivers], *, at: date) -> "WaiverBook":
        book = cls(at=at)
        for document in documents:
            if not is_in_force(document, at):
                continue  # its waivers do not count before its first day
            for waiver in document.waivers:
                book._by_control.setdefault(waiver.control, []).append(waiver)
        return book

    def cover(self, control: Control, asset: Asset, violations: tuple[Violation, ...]) -> Waived:
        """Take away the violations that waivers in force cover. A control that cannot be waived is not."""
        remaining, used = violations, None
        if not control.waivable:
            return Waived(waiver=None, remaining=remaining)
        for waiver in self._by_control.get(control.id, ()):
            if state_of(waiver, control=control, at=self.at) is not WaiverState.IN_FORCE or not _is_meant(waiver, asset):
                continue
            left = tuple(violation for violation in remaining if not _covers(waiver, violation))
            if left != remaining:
                remaining, used = left, used or waiver
        return Waived(waiver=None if remaining else used, remaining=remaining)

    def complaints(self, control: Control, asset: Asset, status: VerdictStatus) -> tuple[Finding, ...]:
        """Findings on the waivers of this control that name this tool: expired, over-long, or no longer needed."""
        found = []
        for waiver in self._by_control.get(control.id, ()):
            if waiver.match.tool_id not in asset.names:
                continue
            finding = self._complaint(waiver, control, asset, status)
            if finding is not None:
                found.append(finding)
        return tuple(found)

    def _complaint(self, waiver: Waiver, control: Control, asset: Asset, status: VerdictStatus) -> Finding | None:
        match state_of(waiver, control=control, at=self.at):
            case WaiverState.EXPIRED:
                return _finding(FindingKind.WAIVER_EXPIRED, waiver, asset, f"Waiver {waiver.id} expired on {waiver.expires}")
            case WaiverState.OVERLONG:
                excess = f"lasts {days_of(waiver)} days where {control.id} allows {allowed_days(control)}"
                return _finding(FindingKind.WAIVER_OVERLONG, waiver, asset, f"Waiver {waiver.id} {excess}; it does not count")
            case WaiverState.IN_FORCE:
                if _is_meant(waiver, asset) and status is VerdictStatus.PASS:
                    return _finding(FindingKind.WAIVER_STALE, waiver, asset, f"Waiver {waiver.id} is not needed: {control.id} passes")
                return None
            case WaiverState.NOT_YET:
                return None


def _is_meant(waiver: Waiver, asset: Asset) -> bool:
    """Whether the scope names this asset. What is not known of the asset is not covered."""
    scope = waiver.match
    if scope.tool_id not in asset.names:
        return False
    if scope.version is not None and (asset.version is None or not covers(scope.version, asset.version)):
        return False
    if scope.fingerprint is not None and not any(digest.startswith(scope.fingerprint) for digest in asset.digests):
        return False
    if scope.asset_tags is not None and not asset.site.asset_tags & set(scope.asset_tags):
        return False
    return scope.regions is None or (asset.site.region is not None and covers_region(scope.regions, asset.site.region))


def _covers(waiver: Waiver, violation: Violation) -> bool:
    if waiver.match.findings is None:
        return True
    return violation.fact is not None and violation.fact.id in waiver.match.findings


def _finding(kind: FindingKind, waiver: Waiver, asset: Asset, title: str) -> Finding:
    return added_finding(
        kind=kind,
        tool=asset.key,
        title=title,
        identity=(waiver.id, asset.tool_id),
        attributes={
            "waiver": waiver.id,
            "control": waiver.control,
            "owner": waiver.owner,
            "approved_by": waiver.approved_by,
            "created": waiver.created.isoformat(),
            "expires": waiver.expires.isoformat(),
            "ticket": waiver.ticket,
        },
    )
