"""All unpackers: to add one, write a module with a claim and an opening, and add a line."""

from collections.abc import Callable
from dataclasses import dataclass

from scanner.model.artifact import NATIVE_KINDS, SCRIPT_KINDS
from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack import bun, embedded, streams, tar
from scanner.unpack import zip as zip_archive
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_TEXTS = SCRIPT_KINDS | {Kind.JSON, Kind.HTML, Kind.XML, Kind.TEXT, Kind.CSS, Kind.MARKDOWN, Kind.SOURCE_MAP}
_CARRIERS = NATIVE_KINDS | SCRIPT_KINDS | {Kind.UNKNOWN, Kind.DATA, Kind.IMAGE}
"""What a zip archive may lie behind: its directory is read from the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """One line of the list."""

    name: str
    """As coverage names the worker."""
    kinds: frozenset[Kind]
    """What the bytes are by themselves."""
    open: Callable[[Source, Sink], None]
    claims: Callable[[Source], bool] | None = None
    """True when there is something to open; None: always."""
    gives: Kind | None = None
    """The kind of what it claims; None: the kind stays."""


OPENERS: tuple[Opener, ...] = (
    Opener(name="gzip", kinds=frozenset({Kind.GZIP}), open=streams.open_gzip),
    Opener(name="xz", kinds=frozenset({Kind.XZ}), open=streams.open_xz),
    Opener(name="zstd", kinds=frozenset({Kind.ZSTD}), open=streams.open_zstd),
    Opener(name="bzip2", kinds=frozenset({Kind.BZIP2}), open=streams.open_bzip2),
    Opener(name="zlib", kinds=frozenset({Kind.ZLIB}), open=streams.open_zlib),
    Opener(name="brotli", kinds=frozenset({Kind.BROTLI}), open=streams.open_brotli),
    Opener(name="tar", kinds=frozenset({Kind.TAR}), open=tar.open_tar),
    Opener(name="zip", kinds=frozenset({Kind.ZIP, Kind.CRX}), open=zip_archive.open_zip),
    Opener(name="bun", kinds=NATIVE_KINDS, claims=bun.holds_bun, open=bun.open_bun, gives=Kind.BUN),
    Opener(name="zip-behind", kinds=_CARRIERS, claims=zip_archive.ends_like_zip, open=zip_archive.open_zip),
    Opener(name="embedded", kinds=_TEXTS, claims=embedded.hides_content, open=embedded.open_embedded),
)


def openers_for(source: Source, kind: Kind) -> tuple[Opener, ...]:
    """The openers that find something in a content, in the order of the list."""
    return tuple(opener for opener in OPENERS if kind in opener.kinds and (opener.claims is None or opener.claims(source)))
