"""Code that no analyzer of the list reads: it must not pass for clean."""

from collections.abc import Iterable

from scanner.analyze.analyzers import ANALYZERS
from scanner.model.artifact import EXECUTABLE_KINDS, Artifact
from scanner.model.coverage import Capability, Coverage, CoverageStatus, Stage

_READ_KINDS = frozenset(kind for analyzer in ANALYZERS if analyzer.provides for kind in analyzer.kinds)
_HIDDEN = frozenset({Capability.NATIVE_IMPORTS, Capability.BINARY_STRINGS, Capability.NET_ENDPOINTS})
"""What is not known of it. Whether its flow had to be followed depends on whether it is the main program."""


def unread(artifacts: Iterable[Artifact]) -> tuple[Coverage, ...]:
    """One entry for each container and kind, with the bytes of all its artifacts."""
    groups: dict[tuple[tuple[str, ...], str], list[Artifact]] = {}
    for artifact in artifacts:
        if artifact.kind in EXECUTABLE_KINDS and artifact.kind not in _READ_KINDS:
            groups.setdefault((artifact.trail[:-1] or artifact.trail, artifact.kind), []).append(artifact)
    return tuple(_entry(members) for _, members in sorted(groups.items()))


def _entry(members: list[Artifact]) -> Coverage:
    first, others = members[0], len(members) - 1
    what = f"it is {first.kind}" if not others else f"this and {others} more beside it are {first.kind}"
    return Coverage(
        stage=Stage.ANALYZE, worker="unread", subject=first.subject, sha256=first.sha256, status=CoverageStatus.SKIPPED,
        reason=f"{what}, which no analyzer reads: its imports, strings and endpoints are not known",
        bytes_total=sum(member.size_bytes for member in members), bytes_examined=0, capabilities=_HIDDEN,
    )
