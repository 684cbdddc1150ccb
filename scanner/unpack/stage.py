"""From what the user named to all artifacts in it: breadth first, one container after the other, within the limits of each."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from scanner.attempt import Crew, Task
from scanner.model.artifact import TRAIL_SEPARATOR, Artifact, ArtifactKind
from scanner.model.coverage import BYTE_CAPABILITIES, Coverage, CoverageStatus, Gap, Stage
from scanner.model.limits import Limits
from scanner.unpack.folder import Listed, Listing, Walk
from scanner.unpack.opened import Allowance, Batch, Container, FileList, Late, Member, Opened, OpenedBatch, Package
from scanner.unpack.surveys import FolderSurvey, Surveyed

T = TypeVar("T")

OnStep = Callable[[str], None]
"""Called with the subject of each thing that was opened, from several threads."""

_BATCH_FILES = 400
_BATCH_BYTES = 256 << 20
"""Files of a folder are read in batches of this many and this much: an attempt each, so that a slow one costs little."""
_BATCH_CONTAINERS = 64
_SMALL_BYTES = 1 << 20
"""Containers up to this size are opened together: an attempt costs as much as opening a hundred of them."""
_STREAM_ORIGINS = frozenset({"gzip", "xz", "zstd", "bzip2", "zlib", "brotli", "lz4", "pbzx"})
_JOINED = frozenset({ArtifactKind.TAR, ArtifactKind.CPIO})
"""Archives that usually lie in a stream: the two count as one level of nesting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the user named."""

    path: Path
    """A file or a folder."""
    name: str
    """The head of the trail. Files below a folder are named `name/relative`; empty: just `relative`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """All that was found, in the order of the subjects, then breadth first."""

    artifacts: tuple[Artifact, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """An artifact that may be a container."""

    artifact: Artifact
    openers: tuple[str, ...]
    level: int


@dataclass(slots=True)
class _Tree:
    """What came out of one outermost artifact, or of the files of one folder."""

    artifacts: list[Artifact] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    packages: list[tuple[str, Package]] = field(default_factory=list)
    """With the subject of what holds them, which goes before the step of the manifest."""

    def extend(self, other: "_Tree") -> None:
        self.artifacts += other.artifacts
        self.coverage += other.coverage
        self.packages += other.packages


def unpack(
    subjects: tuple[Origin, ...],
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
    total = _Tree()
    with ThreadPoolExecutor(max_workers=crew.jobs, thread_name_prefix="unpack") as threads:
        for subject in subjects:
            roots, surface = stage.surface(subject)
            total.extend(surface)
            for tree in threads.map(stage.opened, roots):
                total.extend(tree)
    total.coverage += _unsettled(total.packages)
    return Unpacked(artifacts=tuple(total.artifacts), coverage=tuple(total.coverage))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unpacking:
    crew: Crew
    limits: Limits
    blobs: Path
    on_step: OnStep

    def surface(self, origin: Origin) -> tuple[tuple[_Node, ...], _Tree]:
        """The file, or the files below the folder, each an outermost artifact of its own."""
        tree = _Tree()
        if not origin.path.is_dir():
            nodes = self._read(origin, origin.path, (Listed(name="", size_bytes=0),), tree)
            return nodes, tree
        listed_by: Task[Listing] = _task(
            "folder",
            "scanner.unpack.folder:list_folder",
            Walk(root=origin.path, entries_max=self.limits.entries),
            origin.name or ".",
        )
        attempt = self.crew.run(listed_by)
        listing = attempt.value
        if listing is None:
            tree.coverage.append(attempt.coverage)
            return (), tree
        tree.coverage.append(_done("folder", origin.name or ".", sum(listed.size_bytes for listed in listing.files)))
        tree.coverage += [_gap("folder", gap, _below(origin, gap.subject)) for gap in listing.gaps]
        nodes = self._read(origin, origin.path, listing.files, tree)
        return nodes, tree

    def opened(self, root: _Node) -> _Tree:
        """All that lies in one outermost artifact."""
        tree = _Tree()
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

    def _next(self, queue: "deque[_Node]", tree: _Tree) -> tuple[_Node, ...]:
        """The next container, or the next small ones together; empty: nothing is left."""
        nodes: list[_Node] = []
        while queue and len(nodes) < _BATCH_CONTAINERS:
            node = queue[0]
            if node.openers and node.level >= self.limits.nesting_levels:
                tree.coverage.append(
                    _gap(
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

    def _open(self, nodes: tuple[_Node, ...], allowance: Allowance, tree: _Tree) -> Iterator[Opened | None]:
        """What came out of each; None: the attempt failed. Ends early where a limit did."""
        for node in nodes:
            self.on_step(node.artifact.subject)
        if len(nodes) > 1:
            task: Task[OpenedBatch] = _task(
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

    def _open_alone(self, node: _Node, allowance: Allowance, tree: _Tree) -> Opened | None:
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

    def _container(self, node: _Node, allowance: Allowance) -> Container:
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

    def _covered(self, node: _Node, opened: Opened, tree: _Tree) -> Opened:
        """Record what was opened and what was not."""
        artifact, name = node.artifact, "+".join(node.openers)
        if not opened.gaps:
            tree.coverage.append(_done(name, artifact.subject, artifact.size_bytes, artifact))
        for gap in opened.gaps:
            subject = artifact.subject if gap.subject is None else f"{artifact.subject}{TRAIL_SEPARATOR}{gap.subject}"
            tree.coverage.append(_gap(name, gap, subject, artifact))
        tree.packages += [(artifact.subject + TRAIL_SEPARATOR, package) for package in opened.packages]
        return opened

    def _children(self, node: _Node, members: tuple[Member, ...], tree: _Tree) -> Iterator[_Node]:
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
            yield _Node(artifact=artifact, openers=member.recognised.openers, level=node.level + (not is_joined))

    def _read(self, origin: Origin, root: Path, files: tuple[Listed, ...], tree: _Tree) -> tuple[_Node, ...]:
        tasks = [self._reading(origin, root, batch) for batch in _batches(files)]
        members: list[Member] = []
        for batch, attempt in zip(_batches(files), self.crew.run_all(tasks), strict=True):
            if attempt.value is None and len(batch) > 1:
                # One of them stopped the worker: each alone, so that only that one is lost.
                alone = [self._reading(origin, root, (listed,)) for listed in batch]
                for single in self.crew.run_all(alone):
                    members += self._kept(origin, single.value, single.coverage, tree)
            else:
                members += self._kept(origin, attempt.value, attempt.coverage, tree)
        surveyed = self._surveyed(origin, root, tuple(members), tree)
        return tuple(self._surface_node(origin, root, member, tree) for member in surveyed)

    def _reading(self, origin: Origin, root: Path, files: tuple[Listed, ...]) -> Task[Opened]:
        subject = _below(origin, files[0].name) if len(files) == 1 else origin.name or "."
        return _task(
            "read",
            "scanner.unpack.opening:read_files",
            FileList(
                root=root,
                names=tuple(listed.name for listed in files),
                blobs=self.blobs,
                largest_bytes=self.limits.unpacked_bytes,
            ),
            subject,
        )

    def _kept(self, origin: Origin, opened: Opened | None, coverage: Coverage, tree: _Tree) -> tuple[Member, ...]:
        if opened is None:
            tree.coverage.append(coverage)
            return ()
        tree.coverage += [_gap("read", gap, _below(origin, gap.subject)) for gap in opened.gaps]
        return opened.members

    def _surveyed(self, origin: Origin, root: Path, members: tuple[Member, ...], tree: _Tree) -> tuple[Member, ...]:
        """Entry points and packages among the files themselves."""
        if not members:
            return members
        task: Task[Surveyed] = _task(
            "manifests",
            "scanner.unpack.surveys:survey_files",
            FolderSurvey(root=root, members=members),
            origin.name or ".",
        )
        attempt = self.crew.run(task)
        if attempt.value is None:
            tree.coverage.append(attempt.coverage)
            return members
        prefix = f"{_below(origin, '')}/" if origin.name and members[0].step else _below(origin, "")
        tree.packages += [(prefix, package) for package in attempt.value.packages]
        return attempt.value.members

    def _surface_node(self, origin: Origin, root: Path, member: Member, tree: _Tree) -> _Node:
        artifact = Artifact(
            sha256=member.sha256,
            kind=member.recognised.kind,
            trail=(_below(origin, member.step),),
            size_bytes=member.size_bytes,
            content=root / member.step if member.step else root,
            encoding=member.recognised.encoding,
            is_entry=member.is_entry,
        )
        tree.artifacts.append(artifact)
        self.on_step(artifact.subject)
        return _Node(artifact=artifact, openers=member.recognised.openers, level=0)

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


def _task(worker: str, function: str, argument: object, subject: str) -> Task[T]:
    return Task(stage=Stage.UNPACK, worker=worker, function=function, argument=argument, subject=subject, capabilities=BYTE_CAPABILITIES)


def _below(origin: Origin, name: str | None) -> str:
    return "/".join(part for part in (origin.name.rstrip("/") or ("" if name else "."), name) if part)


def _done(worker: str, subject: str, size_bytes: int, artifact: Artifact | None = None) -> Coverage:
    return Coverage(
        stage=Stage.UNPACK,
        worker=worker,
        subject=subject,
        status=CoverageStatus.DONE,
        sha256=artifact.sha256 if artifact else None,
        bytes_total=size_bytes,
        bytes_examined=size_bytes,
    )


def _gap(worker: str, gap: Gap, subject: str, artifact: Artifact | None = None) -> Coverage:
    """Without a digest of its own, a gap has that of the container it was met in."""
    return Coverage(
        stage=Stage.UNPACK,
        worker=worker,
        subject=subject,
        status=gap.status,
        reason=gap.reason,
        sha256=gap.sha256 or (artifact.sha256 if artifact else None),
        bytes_total=gap.bytes_total,
        capabilities=BYTE_CAPABILITIES if gap.hides is None else gap.hides,
    )


def _report_unopened(queue: "deque[_Node]", tree: _Tree) -> None:
    waiting = [node for node in queue if node.openers]
    if waiting:
        tree.coverage.append(
            _gap(
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
        _gap("late", replace(late.gap), prefix + (late.gap.subject or package.step))
        for prefix, package in packages
        for late in package.late
        if not _is_settled(late, there)
    ]


def _is_settled(late: Late, there: set[str]) -> bool:
    return any(name in there for name in late.any_of)


def _batches(files: tuple[Listed, ...]) -> Iterator[tuple[Listed, ...]]:
    batch: list[Listed] = []
    size_bytes = 0
    for listed in files:
        if batch and (len(batch) >= _BATCH_FILES or size_bytes + listed.size_bytes > _BATCH_BYTES):
            yield tuple(batch)
            batch, size_bytes = [], 0
        batch.append(listed)
        size_bytes += listed.size_bytes
    if batch:
        yield tuple(batch)
