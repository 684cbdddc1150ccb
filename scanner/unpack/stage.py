"""From what the user named to all artifacts in it: breadth first, one container after the other, within the limits of each."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from scanner.attempt import Crew, Task
from scanner.model.artifact import TRAIL_SEPARATOR, Artifact, ArtifactKind, Sha256
from scanner.model.coverage import BYTE_CAPABILITIES, Coverage, CoverageStatus, Gap, Stage
from scanner.model.limits import Limits
from scanner.unpack.opened import Allowance, Batch, Container, Late, Member, Opened, OpenedBatch, Package
from scanner.unpack.surface import Surface
from scanner.unpack.tree import Node, Origin, Tree, done, gap_entry, task_of

__all__ = ["Looked", "OnStep", "Origin", "Unpacked", "look_at", "unpack"]

OnStep = Callable[[str], None]
"""Called with the subject of each thing that was opened, from several threads."""

_BATCH_CONTAINERS = 64
_SMALL_BYTES = 1 << 20
"""Containers up to this size are opened together: an attempt costs as much as opening a hundred of them."""
_STREAM_ORIGINS = frozenset({"gzip", "xz", "zstd", "bzip2", "zlib", "brotli", "lz4", "pbzx"})
_JOINED = frozenset({ArtifactKind.TAR, ArtifactKind.CPIO})
"""Archives that usually lie in a stream: the two count as one level of nesting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """All that was found, in the order of the subjects, then breadth first."""

    artifacts: tuple[Artifact, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What lies outermost in a subject, told by content and not opened yet."""

    roots: tuple[Node, ...]
    tree: Tree

    @property
    def digest(self) -> Sha256:
        """Digest over names, contents and kinds of all files, and over what could not be read."""
        total = hashlib.sha256()
        for root in self.roots:
            total.update(repr((root.artifact.trail, root.artifact.sha256, root.artifact.kind, root.artifact.is_entry)).encode())
        for entry in self.tree.coverage:
            total.update(repr(entry).encode())
        return Sha256(total.hexdigest())


def look_at(subject: Origin, *, crew: Crew, limits: Limits, blobs: Path, on_step: OnStep = lambda subject: None) -> Looked:
    """Read each file of a subject once, without opening any. Never raises for what they hold."""
    roots, tree = Surface(crew=crew, limits=limits, blobs=blobs, on_step=on_step).nodes(subject)
    return Looked(roots=roots, tree=tree)


def unpack(
    subjects: tuple[Origin | Looked, ...],
    *,
    crew: Crew,
    limits: Limits,
    blobs: Path,
    on_step: OnStep = lambda subject: None,
) -> Unpacked:
    """Open all subjects to the end. Never raises for what they hold: what was not opened is a gap.

    An empty folder gives no artifacts and a `done` entry; what to make of that is the caller's decision.
    """
    stage = _Unpacking(crew=crew, limits=limits, blobs=blobs, on_step=on_step)
    total = Tree()
    with ThreadPoolExecutor(max_workers=crew.jobs, thread_name_prefix="unpack") as threads:
        for subject in subjects:
            looked = look_at(subject, crew=crew, limits=limits, blobs=blobs, on_step=on_step) if isinstance(subject, Origin) else subject
            total.extend(looked.tree)
            for tree in threads.map(stage.opened, looked.roots):
                total.extend(tree)
    total.coverage += _unsettled(total.packages)
    return Unpacked(artifacts=tuple(total.artifacts), coverage=tuple(total.coverage))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unpacking:
    crew: Crew
    limits: Limits
    blobs: Path
    on_step: OnStep

    def opened(self, root: Node) -> Tree:
        """All that lies in one outermost artifact."""
        tree = Tree()
        queue = deque([root])
        entries, written_bytes = 0, 0
        while nodes := self._next(queue, tree):
            allowance = self._allowance(root.artifact, entries, written_bytes)
            for node, opened in zip(nodes, self._open(nodes, allowance, tree), strict=False):
                if opened is None:
                    continue
                entries += opened.entries
                written_bytes += opened.written_bytes
                queue.extend(self._children(node, opened.members, tree))
                if opened.is_limited:
                    queue.extendleft(reversed(nodes[nodes.index(node) + 1 :]))
                    _report_unopened(queue, tree)
                    return tree
        return tree

    def _next(self, queue: "deque[Node]", tree: Tree) -> tuple[Node, ...]:
        """The next container, or the next small ones together; empty: nothing is left."""
        nodes: list[Node] = []
        while queue and len(nodes) < _BATCH_CONTAINERS:
            node = queue[0]
            if node.openers and node.level >= self.limits.nesting_levels:
                tree.coverage.append(
                    gap_entry(
                        "nesting",
                        Gap(
                            reason=f"the limit of {self.limits.nesting_levels} levels of nesting was reached (raise it with --max-nesting)",
                        ),
                        node.artifact.subject,
                        node.artifact,
                    )
                )
            elif node.openers:
                is_small = node.artifact.size_bytes <= _SMALL_BYTES
                if nodes and not is_small:
                    break
                nodes.append(node)
                if not is_small:
                    queue.popleft()
                    break
            queue.popleft()
        return tuple(nodes)

    def _open(self, nodes: tuple[Node, ...], allowance: Allowance, tree: Tree) -> Iterator[Opened | None]:
        """What came out of each; None: the attempt failed. Ends early where a limit did."""
        for node in nodes:
            self.on_step(node.artifact.subject)
        if len(nodes) > 1:
            task: Task[OpenedBatch] = task_of(
                "batch",
                "scanner.unpack.opening:open_batch",
                Batch(
                    containers=tuple(self._container(node, allowance) for node in nodes),
                ),
                nodes[0].artifact.subject,
            )
            value = self.crew.run(task).value
            if value is not None:
                for node, opened in zip(nodes, value.opened, strict=False):
                    yield self._covered(node, opened, tree)
                return
            # One of them stopped the worker: each alone, so that only that one is lost.
        for node in nodes:
            opened_alone = self._open_alone(node, allowance, tree)
            yield opened_alone
            if opened_alone is not None:
                allowance = replace(
                    allowance,
                    entries=max(0, allowance.entries - opened_alone.entries),
                    unpacked_bytes=max(0, allowance.unpacked_bytes - opened_alone.written_bytes),
                )

    def _open_alone(self, node: Node, allowance: Allowance, tree: Tree) -> Opened | None:
        artifact = node.artifact
        task: Task[Opened] = Task(
            stage=Stage.UNPACK,
            worker="+".join(node.openers),
            function="scanner.unpack.opening:open_container",
            subject=artifact.subject,
            sha256=artifact.sha256,
            bytes_total=artifact.size_bytes,
            capabilities=BYTE_CAPABILITIES,
            argument=self._container(node, allowance),
        )
        attempt = self.crew.run(task)
        if attempt.value is None:
            tree.coverage.append(attempt.coverage)
            return None
        return self._covered(node, attempt.value, tree)

    def _container(self, node: Node, allowance: Allowance) -> Container:
        artifact = node.artifact
        return Container(
            content=artifact.content,
            name=artifact.name,
            sha256=artifact.sha256,
            openers=node.openers,
            encoding=artifact.encoding,
            blobs=self.blobs,
            allowance=allowance,
        )

    def _covered(self, node: Node, opened: Opened, tree: Tree) -> Opened:
        """Record what was opened and what was not."""
        artifact, name = node.artifact, "+".join(node.openers)
        if not opened.gaps:
            tree.coverage.append(done(name, artifact.subject, artifact.size_bytes, artifact))
        for gap in opened.gaps:
            subject = artifact.subject if gap.subject is None else f"{artifact.subject}{TRAIL_SEPARATOR}{gap.subject}"
            tree.coverage.append(gap_entry(name, gap, subject, artifact))
        tree.packages += [(artifact.subject + TRAIL_SEPARATOR, package) for package in opened.packages]
        return opened

    def _children(self, node: Node, members: tuple[Member, ...], tree: Tree) -> Iterator[Node]:
        for member in members:
            is_stream = not member.step and member.origin in _STREAM_ORIGINS
            artifact = Artifact(
                sha256=member.sha256,
                kind=member.recognised.kind,
                trail=node.artifact.trail + ((member.step,) if member.step else ()),
                size_bytes=member.size_bytes,
                content=self.blobs / member.sha256,
                encoding=member.encoding or member.recognised.encoding,
                origin=member.origin,
                is_entry=member.is_entry or (is_stream and node.artifact.is_entry),
            )
            tree.artifacts.append(artifact)
            is_joined = is_stream and member.recognised.kind in _JOINED
            yield Node(artifact=artifact, openers=member.recognised.openers, level=node.level + (not is_joined))

    def _allowance(self, root: Artifact, entries: int, written_bytes: int) -> Allowance:
        by_ratio = max(self.limits.ratio_floor_bytes, self.limits.ratio * root.size_bytes)
        if by_ratio < self.limits.unpacked_bytes:
            reason = f"the limit of {self.limits.ratio} unpacked bytes for each packed one was reached (raise it with --max-ratio)"
        else:
            reason = f"the limit of {self.limits.unpacked_bytes} unpacked bytes was reached (raise it with --max-unpacked)"
        return Allowance(
            entries=max(0, self.limits.entries - entries),
            reason=reason,
            unpacked_bytes=max(0, min(by_ratio, self.limits.unpacked_bytes) - written_bytes),
        )


def _report_unopened(queue: "deque[Node]", tree: Tree) -> None:
    waiting = [node for node in queue if node.openers]
    if waiting:
        tree.coverage.append(
            gap_entry(
                "limits",
                Gap(
                    reason=f"a limit was reached before this and {len(waiting) - 1} further containers were opened",
                    status=CoverageStatus.SKIPPED,
                ),
                waiting[0].artifact.subject,
                waiting[0].artifact,
            )
        )


def _unsettled(packages: list[tuple[str, Package]]) -> list[Coverage]:
    """Late payloads that no examined package is."""
    there = {text for _, package in packages for text in (package.name, f"{package.name}@{package.version}")}
    return [
        gap_entry("late", replace(late.gap), prefix + (late.gap.subject or package.step))
        for prefix, package in packages
        for late in package.late
        if not _is_settled(late, there)
    ]


def _is_settled(late: Late, there: set[str]) -> bool:
    return any(name in there for name in late.any_of)
