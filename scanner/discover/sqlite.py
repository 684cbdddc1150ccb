"""Settings that editors keep in SQLite tables of JSON values; the database is opened in a child, from a copy in memory, read only.

Does not see what is only in the write-ahead log of a running editor.
"""

import hashlib
import re
import sqlite3
from dataclasses import dataclass

from scanner.attempt import Refusal
from scanner.code.jsontext import JsonRefused, read_json
from scanner.discover.wholefile import content_of

DATABASE_BYTES = 256 * 1024 * 1024
"""Cap on a database; editors' state files reach 100 MiB."""
VALUE_CHARS = 4 * 1024 * 1024
MAX_VALUES = 2_000
"""Values that one database may contribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseFile:
    """Which database, and which of its values matter."""

    path: str
    """Absolute, links followed."""
    table: str
    patterns: tuple[str, ...]
    """Regular expressions over dotted keys: the row's key, then the keys inside its JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseValue:
    """One value that matters."""

    path: tuple[str, ...]
    value: bool | int | float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseValues:
    """What was read."""

    sha256: str
    size_bytes: int
    values: tuple[DatabaseValue, ...]


def values_of(file: DatabaseFile) -> DatabaseValues:
    """Worker: the values that matter. Raises Refusal where the file is no database or lacks the table."""
    content = _content(file.path)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        table = file.table.replace('"', '""')
        rows = connection.execute(f'SELECT key, value FROM "{table}" WHERE length(value) <= ? LIMIT 20000', (VALUE_CHARS,)).fetchall()
    except sqlite3.Error as error:
        raise Refusal(f"is not a database with the table {file.table}: {error}") from error
    finally:
        connection.close()
    patterns = [re.compile(one) for one in file.patterns]
    found = [
        value for key, text in rows for value in _values(str(key), text) if any(one.fullmatch(".".join(value.path)) for one in patterns)
    ]
    return DatabaseValues(sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content), values=tuple(found[:MAX_VALUES]))


def _content(path: str) -> bytes:
    content = content_of(path, cap_bytes=DATABASE_BYTES)
    if not content.startswith(b"SQLite format 3\0"):
        raise Refusal("is not a SQLite database")
    return content


def _values(key: str, text: object) -> list[DatabaseValue]:
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        return []
    try:
        value = read_json(text).value
    except JsonRefused:
        value = text  # not every value is JSON; as text it still counts
    found: list[DatabaseValue] = []
    waiting: list[tuple[tuple[str, ...], object]] = [((key,), value)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, dict):
            waiting += [((*path, str(name)), below) for name, below in one.items()]
        elif isinstance(one, list):
            waiting += [((*path, str(index)), below) for index, below in enumerate(one)]
        else:
            found.append(DatabaseValue(path=path, value=one if isinstance(one, bool | int | float | str) else None))
    return found
