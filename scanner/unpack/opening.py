"""The workers: tell what files are, open one container. They run in a limited child."""

import os
import stat
from dataclasses import replace

from scanner.model.artifact import ArtifactKind as Kind
from scanner.model.coverage import CoverageStatus, Gap
from scanner.unpack.manifests import read_manifests
from scanner.unpack.opened import Batch, Container, FileList, Member, Opened, OpenedBatch, Recognised
from scanner.unpack.openers import OPENERS, openers_for
from scanner.unpack.overlay import unclaimed_overlay
from scanner.unpack.sink import LimitReached, Sink
from scanner.unpack.sniff import sniff
from scanner.unpack.source import Damaged, Source
from scanner.workfolder import digest_of

_SETTLING = frozenset({"zip-behind", "inside"})
"""Openers that account for all of a content whose own format is not known."""


def recognise(source: Source, is_executable: bool) -> Recognised:
    """What a content is, and which openers find something in it."""
    found = sniff(source, is_executable=is_executable)
    if source.language is not None and (source.language, found.kind) != (Kind.JAVASCRIPT, Kind.TYPESCRIPT):
        found = Recognised(kind=source.language)  # no look of the text makes its interpreter another one
    openers = openers_for(source, found.kind)
    source.forget()
    kind = next((opener.gives for opener in openers if opener.gives is not None), found.kind)
    is_opened = kind is not found.kind or any(opener.name in _SETTLING for opener in openers)
    objection = None if is_opened else found.objection
    return replace(found, kind=kind, openers=tuple(opener.name for opener in openers), objection=objection)


def open_container(container: Container) -> Opened:
    """Open one container with each opener that claimed it. What damage or a limit leaves is returned, with the gap."""
    sink = Sink(blobs=container.blobs, allowance=container.allowance, recognise=recognise)
    is_limited = False
    with Source(container.content, name=container.name) as source:
        for opener in OPENERS:
            if opener.name not in container.openers:
                continue
            try:
                opener.open(source, sink)
            except Damaged as damage:
                sink.gap(f"{opener.name}: {damage}")
            except LimitReached as limit:
                sink.gap(str(limit))
                is_limited = True
        is_limited = is_limited or not _take_rest(source, sink)
    read_manifests(sink, container.blobs)
    return Opened(
        members=sink.members,
        gaps=sink.gaps,
        entries=sink.entries,
        written_bytes=sink.written_bytes,
        is_limited=is_limited,
        packages=sink.packages,
    )


def _take_rest(source: Source, sink: Sink) -> bool:
    """Keep what lies behind the end of a native file and no opener accounted for. False: a limit was reached."""
    if not sink.claimed:
        return True
    try:
        for place in unclaimed_overlay(source, sink.claimed):
            name = f"(unclaimed bytes at {place.offset})"
            sink.add(name, source.chunks(place.offset, place.length), origin="unclaimed", is_name_of_member=False)
    except LimitReached as limit:
        sink.gap(str(limit))
        return False
    return True


def open_batch(batch: Batch) -> OpenedBatch:
    """Open containers one behind the other, each within what the ones before left of the allowance of the first."""
    opened: list[Opened] = []
    allowance = batch.containers[0].allowance
    for container in batch.containers:
        found = open_container(replace(container, allowance=allowance))
        opened.append(found)
        if found.is_limited:
            break
        allowance = replace(
            allowance,
            entries=allowance.entries - found.entries,
            unpacked_bytes=allowance.unpacked_bytes - found.written_bytes,
        )
    return OpenedBatch(opened=tuple(opened))


def read_files(files: FileList) -> Opened:
    """Tell what the files of a folder are. The content stays where it is; one that cannot be read is a gap."""
    members: list[Member] = []
    gaps: list[Gap] = []
    for name in files.names:
        path = files.root / name if name else files.root
        try:
            status = os.stat(path)
            if not stat.S_ISREG(status.st_mode):
                gaps.append(Gap(reason="it is no regular file", subject=name or None, status=CoverageStatus.SKIPPED, hides=frozenset()))
                continue
            if status.st_size > files.largest_bytes:
                gaps.append(
                    Gap(
                        reason=f"its {status.st_size} bytes are over the limit of {files.largest_bytes} (raise it with --max-unpacked)",
                        subject=name or None,
                        status=CoverageStatus.SKIPPED,
                    )
                )
                continue
            with Source(path, name=path.name) as source:
                recognised = recognise(source, bool(status.st_mode & 0o111))
            sha256 = digest_of(path)
        except OSError as error:
            gaps.append(Gap(reason=f"it cannot be read: {error.strerror}", subject=name or None, status=CoverageStatus.FAILED))
            continue
        members.append(Member(step=name, sha256=sha256, size_bytes=status.st_size, recognised=recognised))
        if recognised.objection is not None:
            gaps.append(Gap(reason=recognised.objection, subject=name or None, sha256=sha256))
    return Opened(members=tuple(members), gaps=tuple(gaps), entries=len(members), written_bytes=0)
