"""What imports, linked packages and strings of native files mean: the tables of `rules/native/`."""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scanner.ruleset.documents import checked_documents
from scanner.ruleset.strict_yaml import Closed

FOLDER = "native"

NativeFormat = Literal["elf", "macho", "pe", "wasm"]


class CapabilityClass(Closed):
    """What a file can do when it imports one of these symbols, or links one of these packages."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    meaning: Annotated[str, Field(min_length=3)]
    signal: str | None = None
    """Id of `rules/signals/` that the import reads; None: none."""
    symbols: tuple[str, ...] = ()
    """Imported names, without the leading underscore of Mach-O; `*` for any text."""
    libraries: tuple[str, ...] = ()
    """Base names of libraries in lower case, `*` for any text: linking one suffices."""
    packages: tuple[str, ...] = ()
    """`golang/<import path>` or `cargo/<crate>`: linking one suffices."""
    strings: tuple[Annotated[str, Field(min_length=6)], ...] = ()
    """Texts whose presence in the file's data, ASCII or UTF-16, shows that the signal is read."""


class Packer(Closed):
    """Traces of one packer."""

    name: str
    sections: tuple[str, ...] = ()
    markers: tuple[Annotated[str, Field(min_length=4)], ...] = ()
    """Searched in the first 4,096 bytes of the file."""


class NativeTable(Closed):
    """One file of `rules/native/`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    formats: tuple[NativeFormat, ...]
    classes: tuple[CapabilityClass, ...] = ()
    packers: tuple[Packer, ...] = ()


@cache
def native_tables(rules: tuple[Path, ...], file_format: str) -> tuple[NativeTable, ...]:
    """The tables for one format, by id. Raises DocumentRefused for a file that is not accepted."""
    return tuple(table for table in checked_documents(rules, FOLDER, NativeTable) if file_format in table.formats)


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name is one of the patterns, letter case kept."""
    return any(name == pattern or ("*" in pattern and fnmatchcase(name, pattern)) for pattern in patterns)
