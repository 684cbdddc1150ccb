"""The database of RPM: names, versions and files of installed packages, read in a child without RPM itself.

Reads the SQLite form (RPM 4.16 and later) and the ndb form (SUSE). Does not read the older Berkeley form. Tags, types and layouts as in
RPM's `rpmtag.h`, `header.c` and `backend/ndb/rpmpkg.c`.
"""

import hashlib
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from scanner.attempt import Refusal
from scanner.discover.wholefile import content_of

DATABASE_BYTES = 1024 * 1024 * 1024
"""Cap on a database; 3,000 packages have 150 MiB."""
MAX_ENTRIES = 4_000
"""Tags of one package; large ones have 200."""
MAX_FILES = 20_000
"""Paths of one package that are looked at."""

_INDEX = struct.Struct(">IIiI")
_NAME, _VERSION, _RELEASE, _DIRECTORIES_OF, _BASE_NAMES, _DIRECTORIES = 1000, 1001, 1002, 1116, 1117, 1118
_STRING, _INT32, _STRINGS = 6, 4, 8
_NDB_MAGIC, _SLOT_MAGIC, _BLOB_MAGIC = b"RpmP", b"Slot", b"BlbS"
_PAGE_BYTES, _BLOCK_BYTES, _NDB_HEADER_BYTES = 4096, 16, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDatabase:
    """Which database, and whose packages."""

    path: str
    """Absolute, links followed."""
    names: tuple[str, ...]
    """Patterns of the packages that matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRecord:
    """One installed package."""

    name: str
    version: str
    """With its release."""
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRecords:
    """What was read."""

    sha256: str
    size_bytes: int
    packages: tuple[PackageRecord, ...]
    broken: int
    """Packages whose record could not be read."""


def package_records(database: PackageDatabase) -> PackageRecords:
    """Worker: the installed packages with a wanted name. Raises Refusal where the file is neither form."""
    content = content_of(database.path, cap_bytes=DATABASE_BYTES)
    if content.startswith(b"SQLite format 3\0"):
        headers: Iterable[bytes] = _sqlite_headers(content)
    elif content.startswith(_NDB_MAGIC):
        headers = _ndb_headers(content)
    else:
        raise Refusal("is in a form of RPM's database that is not read (the SQLite and ndb forms are)")
    found: list[PackageRecord] = []
    broken = 0
    for header in headers:
        try:
            record = _record(header, database.names)
        except (struct.error, ValueError, LookupError):
            broken += 1
            continue
        found += [record] if record is not None else []
    return PackageRecords(sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content), packages=tuple(found), broken=broken)


def _sqlite_headers(content: bytes) -> Iterable[bytes]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        return [bytes(row[0]) for row in connection.execute("SELECT blob FROM Packages LIMIT 50000") if isinstance(row[0], bytes)]
    except sqlite3.Error as error:
        raise Refusal(f"is not a database of RPM: {error}") from error
    finally:
        connection.close()


def _ndb_headers(content: bytes) -> Iterator[bytes]:
    """Slots of 16 bytes name blocks; a block has a head of 16 bytes."""
    if len(content) < _NDB_HEADER_BYTES:
        raise Refusal("is a database of RPM that ends in its header")
    (pages,) = struct.unpack_from("<I", content, 12)
    for at in range(_NDB_HEADER_BYTES, min(pages * _PAGE_BYTES, len(content) - 15), 16):
        magic, package, block, _ = struct.unpack_from("<4sIII", content, at)
        start = block * _BLOCK_BYTES
        if magic != _SLOT_MAGIC or package == 0 or content[start : start + 4] != _BLOB_MAGIC or start + 16 > len(content):
            continue  # a free slot
        (size,) = struct.unpack_from("<I", content, start + 12)
        yield content[start + 16 : start + 16 + size]


def _record(header: bytes, names: tuple[str, ...]) -> PackageRecord | None:
    """None: another package. Raises struct.error, ValueError, LookupError for a record that is cut or contradicts itself."""
    count, size = struct.unpack_from(">II", header)
    if count > MAX_ENTRIES:
        raise ValueError("more tags than a package has")
    store = header[8 + count * _INDEX.size :][:size]
    tags = {tag: (kind, offset, items) for tag, kind, offset, items in _INDEX.iter_unpack(header[8 : 8 + count * _INDEX.size])}
    name = _texts(store, tags[_NAME])[0]
    if not any(fnmatchcase(name, one) for one in names):
        return None
    version, release = (_texts(store, tags[tag])[0] for tag in (_VERSION, _RELEASE))
    return PackageRecord(name=name, version=f"{version}-{release}", files=tuple(_files(store, tags)))


def _files(store: bytes, tags: dict[int, tuple[int, int, int]]) -> Iterator[str]:
    if not {_BASE_NAMES, _DIRECTORIES, _DIRECTORIES_OF} <= tags.keys():
        return  # a package without files
    folders = _texts(store, tags[_DIRECTORIES])
    kind, offset, items = tags[_DIRECTORIES_OF]
    if kind != _INT32:
        raise ValueError("indexes of another type")
    indexes = struct.unpack_from(f">{min(items, MAX_FILES)}I", store, offset)
    for index, name in zip(indexes, _texts(store, tags[_BASE_NAMES]), strict=False):
        yield folders[index] + name


def _texts(store: bytes, entry: tuple[int, int, int]) -> list[str]:
    kind, offset, items = entry
    if kind not in (_STRING, _STRINGS) or offset < 0:
        raise ValueError("text of another type")
    found = []
    for _ in range(1 if kind == _STRING else min(items, MAX_FILES)):
        end = store.index(b"\0", offset)
        found.append(store[offset:end].decode("utf-8", "replace"))
        offset = end + 1
    return found
