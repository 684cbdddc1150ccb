"""Windows registry hives: the values below the keys that matter, read in a child.

Does not see changes that are only in a hive's transaction log; `is_dirty` says that there are some.
"""

import hashlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from struct import error as StructError

from construct import ConstructError
from regipy.exceptions import RegipyException
from regipy.registry import NKRecord, RegistryHive

from scanner.attempt import Refusal
from scanner.discover.wholefile import opened_file

HIVE_BYTES = 512 * 1024 * 1024
"""Cap on a hive; SOFTWARE of a much used machine has 150 MiB."""
MAX_KEYS = 50_000
"""Keys that one hive may have us look at."""
MAX_VALUES = 20_000
MAX_VALUE_CHARS = 1024 * 1024
"""Of one value: policies hold whole settings files."""
MAX_DEPTH = 12
"""Levels below a wanted key."""

_BLOCK_BYTES = 4 * 1024 * 1024
_IN_RECORD = 0x8000_0000
"""A size with this bit says that the value stands in its record and has no bytes elsewhere."""
_BROKEN = (
    ConstructError,
    RegipyException,
    StructError,
    ValueError,
    LookupError,
    OverflowError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What the library raises on hives that are cut or written to mislead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiveFile:
    """Which hive, and which of its keys."""

    path: str
    """Absolute, links followed."""
    keys: tuple[str, ...]
    """Steps joined by `\\`; `*` stands for every key of one level, a last `**` for all that is below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiveValue:
    """One value."""

    key: str
    """As the hive spells it."""
    name: str
    """Empty: the key's default value."""
    value: int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HiveValues:
    """What was read."""

    sha256: str
    size_bytes: int
    values: tuple[HiveValue, ...]
    is_dirty: bool
    complaints: tuple[str, ...]
    """What could not be read, as sentences."""


class _Bounded(BytesIO):
    """The library asks for the bytes of values that stand in their records too, by sizes of 2 GiB: each would copy the whole hive."""

    def read(self, size: int | None = -1, /) -> bytes:
        return b"" if size is not None and size >= _IN_RECORD else super().read(size)


@dataclass(slots=True)
class _Search:
    values: list[HiveValue] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    keys: int = 0

    def collect(self, key: NKRecord, path: str, steps: tuple[str, ...]) -> None:
        """Follow the steps below a key and take the values where they end."""
        if not steps:
            self._take(key, path)
        elif steps == ("**",):
            self._take(key, path)
            if path.count("\\") < MAX_DEPTH:
                self._descend(key, path, steps, every=True)
        else:
            self._descend(key, path, steps, every=steps[0] == "*")

    def _descend(self, key: NKRecord, path: str, steps: tuple[str, ...], *, every: bool) -> None:
        for below in self._keys(key, path):
            if every or below.name.casefold() == steps[0].casefold():
                rest = steps if steps == ("**",) else steps[1:]
                self.collect(below, f"{path}\\{below.name}" if path else below.name, rest)

    def _keys(self, key: NKRecord, path: str) -> Iterator[NKRecord]:
        try:
            for below in key.iter_subkeys():
                self.keys += 1
                if self.keys > MAX_KEYS:
                    self._complain(f"has more than {MAX_KEYS} keys where tools are looked for; the others were not read")
                    return
                yield below
        except _BROKEN as error:
            self._complain(f"the keys below `{path}` cannot be read ({type(error).__name__})")

    def _take(self, key: NKRecord, path: str) -> None:
        try:
            for one in key.iter_values(trim_values=False):
                value = _plain(one.value)
                if value is None:
                    continue  # binary data says nothing that we look for
                if len(self.values) >= MAX_VALUES:
                    self._complain(f"has more than {MAX_VALUES} values where tools are looked for; the others were not read")
                    return
                self.values.append(HiveValue(key=path, name="" if one.name == "(default)" else one.name, value=value))
        except _BROKEN as error:
            self._complain(f"the values of `{path}` cannot be read ({type(error).__name__})")

    def _complain(self, sentence: str) -> None:
        if sentence not in self.complaints:
            self.complaints.append(sentence)


def hive_values(file: HiveFile) -> HiveValues:
    """Worker: the values of the wanted keys. Raises Refusal where the file is no hive."""
    logging.disable(logging.CRITICAL)  # the library reports what is broken to the log, which nobody reads here
    digest = hashlib.sha256()
    size = 0
    with opened_file(file.path, cap_bytes=HIVE_BYTES) as stream, os.fdopen(os.memfd_create("hive"), "wb") as copy:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
            copy.write(block)
            size += len(block)
        copy.flush()
        try:
            hive = RegistryHive(f"/proc/self/fd/{copy.fileno()}")
            hive.root._stream = _Bounded(hive._stream.getbuffer())
        except (*_BROKEN, StopIteration) as error:
            raise Refusal(f"is not a registry hive that can be read ({type(error).__name__})") from error
    search = _Search()
    for wanted in file.keys:
        search.collect(hive.root, "", tuple(wanted.split("\\")))
    header = hive.header
    return HiveValues(
        sha256=digest.hexdigest(),
        size_bytes=size,
        values=tuple(dict.fromkeys(search.values)),
        is_dirty=header.primary_sequence_num != header.secondary_sequence_num,
        complaints=tuple(search.complaints),
    )


def _plain(value: object) -> int | str | tuple[str, ...] | None:
    match value:
        case int():
            return value
        case str():
            return value.rstrip("\0")[:MAX_VALUE_CHARS]
        case list():
            return tuple(str(one)[:MAX_VALUE_CHARS] for one in value[:1000])
        case _:
            return None
