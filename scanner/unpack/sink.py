"""Where an opener puts what it finds: contents under their digest, gaps with their reason, within what is allowed."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scanner.model.artifact import ArtifactKind, Sha256
from scanner.model.coverage import Capability, CoverageStatus, Gap
from scanner.unpack.fields import Range
from scanner.unpack.names import objection_to, step_of
from scanner.unpack.opened import Allowance, Member, Package, Recognised
from scanner.unpack.source import Damaged, Source

GAPS_KEPT = 1000
"""Gaps reported one by one for a container; further ones are counted in a last one."""

_SMALL_BYTES = 1 << 20
"""Contents up to this size are told from memory: a container may have thousands."""

_UNKNOWN_ENTRY = "it is what the container starts, and its format is not recognised"

Recogniser = Callable[[Source, bool], Recognised]
"""Tells what bytes are; the flag says that the container marks them executable."""


class LimitReached(Exception):
    """A limit of the outermost artifact ended the opening; the text names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    sha256: Sha256
    size_bytes: int
    damage: str | None
    content: bytes | None
    """None: not in memory any more."""


class Sink:
    """Collects the members and gaps of one container."""

    def __init__(self, *, blobs: Path, allowance: Allowance, recognise: Recogniser) -> None:
        self._blobs = blobs
        self._allowance = allowance
        self._recognise = recognise
        self._members: list[Member] = []
        self._gaps: list[Gap] = []
        self._gaps_dropped = 0
        self.entries = 0
        self.written_bytes = 0
        self.packages: tuple[Package, ...] = ()
        self.claimed: list[Range] = []
        """Parts of a native file that an opener accounted for."""

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(self._members)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        if not self._gaps_dropped:
            return tuple(self._gaps)
        return (*self._gaps, Gap(reason=f"{self._gaps_dropped} further gaps of this container are not listed one by one"))

    def count(self) -> None:
        """Count one entry of the container, whatever it is. Raises LimitReached."""
        if self.entries >= self._allowance.entries:
            raise LimitReached("the limit of entries in one artifact was reached (raise it with --max-entries)")
        self.entries += 1

    def gap(
        self,
        reason: str,
        *,
        step: bytes | str | None = None,
        sha256: Sha256 | None = None,
        status: CoverageStatus = CoverageStatus.PARTIAL,
        hides: frozenset[Capability] | None = None,
    ) -> None:
        """Report something that was not examined."""
        if len(self._gaps) >= GAPS_KEPT:
            self._gaps_dropped += 1
            return
        subject = None if step is None else step_of(step)
        self._gaps.append(Gap(reason=reason, subject=subject, sha256=sha256, status=status, hides=hides))

    def add(
        self,
        name: bytes | str,
        chunks: Iterable[bytes],
        *,
        encoding: str | None = None,
        origin: str | None = None,
        is_entry: bool = False,
        is_executable: bool = False,
        is_name_of_member: bool = True,
        kind: ArtifactKind | None = None,
        suffix: str = "",
        language: ArtifactKind | None = None,
    ) -> Member:
        """Store one content and tell what it is. What came before damage is kept, and the damage is a gap.

        `kind` is for what only the container can tell: compiled modules without magic. `is_name_of_member` is False
        for a step that an opener made up, which needs no look at what it would do as a path. `suffix` is what the container
        states of the language (".js"), and counts as the end of the name. `language` is what the content is run as,
        whatever it looks like.
        Raises LimitReached; the content that it interrupts is dropped.
        """
        self.count()
        written = self._write(chunks)
        sha256, size_bytes, damage = written.sha256, written.size_bytes, written.damage
        step = step_of(name) if name else ""
        if kind is not None:
            recognised = Recognised(kind=kind)
        else:
            stated = step.rsplit("/", 1)[-1] + suffix
            with Source(self._blobs / sha256, name=stated, content=written.content, language=language) as source:
                recognised = self._recognise(source, is_executable)
        objection = recognised.objection or (_UNKNOWN_ENTRY if is_entry and recognised.kind is ArtifactKind.UNKNOWN else None)
        for reason in (damage, objection, objection_to(name) if is_name_of_member else None):
            if reason is not None:
                self.gap(reason, step=name or None, sha256=sha256)
        member = Member(
            step=step,
            sha256=sha256,
            size_bytes=size_bytes,
            recognised=recognised,
            encoding=encoding,
            origin=origin,
            is_entry=is_entry,
        )
        self._members.append(member)
        return member

    def claim(self, offset: int, length: int) -> None:
        """Account for a part of a native file: what no opener claims behind its end is looked at by itself."""
        self.claimed.append(Range(offset=offset, length=length))

    def amend(self, members: tuple[Member, ...]) -> None:
        """Put members back after entry points were marked."""
        self._members = list(members)

    def _write(self, chunks: Iterable[bytes]) -> _Written:
        draft = f"{self._blobs}/.draft.{os.getpid()}"
        digest, size_bytes, damage = hashlib.sha256(), 0, None
        content: bytes | None = b""
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            for chunk in chunks:
                size_bytes += len(chunk)
                if self.written_bytes + size_bytes > self._allowance.unpacked_bytes:
                    raise LimitReached(self._allowance.reason)
                digest.update(chunk)
                _write_all(descriptor, chunk)
                content = chunk if len(chunk) == size_bytes <= _SMALL_BYTES else None
        except Damaged as error:
            damage = str(error)
        except LimitReached:
            os.unlink(draft)
            raise
        finally:
            os.close(descriptor)
        self.written_bytes += size_bytes
        sha256 = Sha256(digest.hexdigest())
        os.rename(draft, f"{self._blobs}/{sha256}")
        return _Written(sha256=sha256, size_bytes=size_bytes, damage=damage, content=content)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
