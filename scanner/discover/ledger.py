"""What discovery looked at and what it could not read: coverage, kept once per place and reason."""

from dataclasses import dataclass, field, replace

from scanner.model.artifact import Sha256
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage

HOME_CAPABILITIES = frozenset(
    {
        Capability.INVENTORY,
        Capability.CONFIG_FILES,
        Capability.SHELL_HISTORY,
        Capability.TEXT_HIDDEN,
    }
)
"""What a home that cannot be entered hides."""


@dataclass(slots=True)
class Ledger:
    """Collects coverage in the order in which places were first met."""

    _entries: dict[tuple[str, str, str | None], Coverage] = field(default_factory=dict)

    def gap(
        self,
        worker: str,
        subject: str,
        reason: str,
        *,
        hides: frozenset[Capability],
        status: CoverageStatus = CoverageStatus.PARTIAL,
        sha256: Sha256 | None = None,
    ) -> None:
        """Something was not examined. `reason` is a sentence."""
        self._add(
            Coverage(stage=Stage.DISCOVER, worker=worker, subject=subject, status=status, reason=reason, sha256=sha256, capabilities=hides)
        )

    def done(self, worker: str, subject: str, *, sha256: Sha256, size_bytes: int, answers: frozenset[Capability]) -> None:
        """A file was read to its end."""
        self._add(
            Coverage(
                stage=Stage.DISCOVER,
                worker=worker,
                subject=subject,
                status=CoverageStatus.DONE,
                sha256=sha256,
                bytes_total=size_bytes,
                bytes_examined=size_bytes,
                capabilities=answers,
            )
        )

    def add(self, coverage: Coverage) -> None:
        """An entry of a worker child."""
        self._add(coverage)

    def attribute(self, worker: str, readers: dict[str, frozenset[str]]) -> None:
        """Say which tools read the subjects of a worker: what is wrong with a file concerns only them."""
        for key, one in self._entries.items():
            if one.worker == worker and one.subject in readers:
                self._entries[key] = replace(one, tools=readers[one.subject])

    @property
    def entries(self) -> tuple[Coverage, ...]:
        """Without the `done` of a place that also has a gap by the same worker."""
        gaps = {(one.worker, one.subject) for one in self._entries.values() if one.is_gap}
        return tuple(one for one in self._entries.values() if one.is_gap or (one.worker, one.subject) not in gaps)

    def _add(self, coverage: Coverage) -> None:
        self._entries.setdefault((coverage.worker, coverage.subject, coverage.reason), coverage)
