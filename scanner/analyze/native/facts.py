"""The facts of one native file that ELF, Mach-O and PE have in common."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A section of the file (a segment, where the section table was stripped)."""

    name: str
    offset: int
    """In the file."""
    size_bytes: int
    is_code: bool
    entropy: float
    """Bits per byte, 0 to 8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One native image; a universal Mach-O holds several."""

    format: Literal["elf", "macho", "pe"]
    offset: int
    """Where the image begins in the file."""
    architecture: str
    libraries: tuple[str, ...]
    imports: tuple[str, ...]
    """Names as a programmer writes them (no leading underscore of Mach-O), sorted. Imports by number are `library#number`."""
    regions: tuple[Region, ...]
    hardening: tuple[str, ...]
    build_id: str | None
    is_signed: bool | None
    """None: the format carries no embedded signature."""
    signer: str | None
    """Subject of the certificate that signed; "ad hoc" for a Mach-O signature without certificate; None: not signed, or not readable."""
    toolchain: str | None
    """What the headers state of compiler and linker; None: nothing."""
    is_managed: bool = False
    """True for a PE that holds .NET code."""


def text_of(name: str | bytes) -> str:
    """A name out of a hostile file as text that can be stored as UTF-8."""
    raw = name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "replace").strip("\0")


def label_of(value: object) -> str:
    """Name of a constant in lower case; its number where lief does not know it, as it then gives a plain number."""
    return value.name.lower() if isinstance(value, Enum) else str(value)
