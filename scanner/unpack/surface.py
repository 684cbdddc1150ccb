"""What the user named, as nodes to open: the file, or the files below the folder, each told by its content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scanner.attempt import Crew, Task
from scanner.model.artifact import Artifact
from scanner.model.coverage import Coverage
from scanner.model.limits import Limits
from scanner.unpack.folder import Listed, Listing, Walk
from scanner.unpack.opened import FileList, Member, Opened
from scanner.unpack.surveys import FolderSurvey, Surveyed
from scanner.unpack.tree import Node, Origin, Tree, below, done, gap_entry, task_of

_BATCH_FILES = 400
_BATCH_BYTES = 256 << 20
"""Files of a folder are read in batches of this many and this much: an attempt each, so that a slow one costs little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Reads what lies outermost."""

    crew: Crew
    limits: Limits
    blobs: Path
    on_step: Callable[[str], None]

    def nodes(self, origin: Origin) -> tuple[tuple[Node, ...], Tree]:
        """The file, or the files below the folder, each an outermost artifact of its own."""
        tree = Tree()
        if not origin.path.is_dir():
            nodes = self._read(origin, origin.path, (Listed(name="", size_bytes=0),), tree)
            return nodes, tree
        listed_by: Task[Listing] = task_of(
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
        tree.coverage.append(done("folder", origin.name or ".", sum(listed.size_bytes for listed in listing.files)))
        tree.coverage += [gap_entry("folder", gap, below(origin, gap.subject)) for gap in listing.gaps]
        nodes = self._read(origin, origin.path, listing.files, tree)
        return nodes, tree

    def _read(self, origin: Origin, root: Path, files: tuple[Listed, ...], tree: Tree) -> tuple[Node, ...]:
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
        return tuple(self._node(origin, root, member, tree) for member in surveyed)

    def _reading(self, origin: Origin, root: Path, files: tuple[Listed, ...]) -> Task[Opened]:
        subject = below(origin, files[0].name) if len(files) == 1 else origin.name or "."
        return task_of(
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

    def _kept(self, origin: Origin, opened: Opened | None, coverage: Coverage, tree: Tree) -> tuple[Member, ...]:
        if opened is None:
            tree.coverage.append(coverage)
            return ()
        tree.coverage += [gap_entry("read", gap, below(origin, gap.subject)) for gap in opened.gaps]
        return opened.members

    def _surveyed(self, origin: Origin, root: Path, members: tuple[Member, ...], tree: Tree) -> tuple[Member, ...]:
        """Entry points and packages among the files themselves."""
        if not members:
            return members
        task: Task[Surveyed] = task_of(
            "manifests",
            "scanner.unpack.surveys:survey_files",
            FolderSurvey(root=root, members=members),
            origin.name or ".",
        )
        attempt = self.crew.run(task)
        if attempt.value is None:
            tree.coverage.append(attempt.coverage)
            return members
        prefix = f"{below(origin, '')}/" if origin.name and members[0].step else below(origin, "")
        tree.packages += [(prefix, package) for package in attempt.value.packages]
        return attempt.value.members

    def _node(self, origin: Origin, root: Path, member: Member, tree: Tree) -> Node:
        artifact = Artifact(
            sha256=member.sha256,
            kind=member.recognised.kind,
            trail=(below(origin, member.step),),
            size_bytes=member.size_bytes,
            content=root / member.step if member.step else root,
            encoding=member.recognised.encoding,
            is_entry=member.is_entry,
        )
        tree.artifacts.append(artifact)
        self.on_step(artifact.subject)
        return Node(artifact=artifact, openers=member.recognised.openers, level=0)


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
