"""What travels between the stage and the worker that opens one container."""

from dataclasses import dataclass
from pathlib import Path

from scanner.model.artifact import ArtifactKind, Sha256
from scanner.model.coverage import Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What is left of the limits of the outermost artifact."""

    entries: int
    unpacked_bytes: int
    reason: str
    """Names the limit that `unpacked_bytes` comes from, with its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What some bytes are."""

    kind: ArtifactKind
    encoding: str | None = None
    """Python codec of text that is not UTF-8; None: UTF-8, or no text."""
    openers: tuple[str, ...] = ()
    """Names of the openers that find something in it, in the order of the list; empty: a leaf."""
    objection: str | None = None
    """Why it is a gap by itself (unknown and executable-looking, an archive by name only); None: it isn't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One content that lay in a container or folder, stored under its digest."""

    step: str
    """Its name, for the trail; empty for the one payload of a compressed stream."""
    sha256: Sha256
    size_bytes: int
    recognised: Recognised
    encoding: str | None = None
    """The codec that the container states, which goes before what was recognised."""
    origin: str | None = None
    is_entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a manifest says of a package, as far as another artifact may complete it."""

    name: str
    version: str
    step: str
    """The manifest."""
    late: tuple["Late", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A payload that is not there and comes later."""

    any_of: tuple[str, ...]
    """Packages, as `name` or `name@version`; one of them among what was examined settles it. Empty: nothing does."""
    gap: Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """One container to open."""

    content: Path
    name: str
    sha256: Sha256
    openers: tuple[str, ...]
    encoding: str | None
    blobs: Path
    allowance: Allowance


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came out of it."""

    members: tuple[Member, ...]
    gaps: tuple[Gap, ...]
    """`subject` is the step of the member concerned, None the container."""
    entries: int
    written_bytes: int
    is_limited: bool = False
    """True: a limit ended it, so that members are missing."""
    packages: tuple[Package, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Small containers that one attempt opens one behind the other; the allowance is that of the first."""

    containers: tuple[Container, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedBatch:
    """In the order of the batch. Shorter where a limit ended it."""

    opened: tuple[Opened, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileList:
    """Files of a folder to read, in a batch."""

    root: Path
    names: tuple[str, ...]
    """Relative to `root`, with `/`. A single empty name: `root` is itself the file."""
    blobs: Path
    largest_bytes: int
