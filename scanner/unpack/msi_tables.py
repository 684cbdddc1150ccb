"""The database in a Windows installer: its strings and the rows of its tables.

Rows are stored column by column, texts as numbers of a common pool. Source: the public description of the format by the Wine and
msitools projects.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from scanner.unpack.source import Damaged

_STRING = 0x0800
_BINARY = 0x0900
_NULLABLE = 0x1000
_LONG_POOL = 0x8000
"""Set in the head of the pool: its strings are numbered with three bytes."""
_COLUMNS_TABLE = ((_STRING, "Table"), (2, "Number"), (_STRING, "Name"), (2, "Type"))
_BASE64 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._"
_TABLE_MARK = "!"

Row = dict[str, str | int]
"""By the names of the columns; 0 and the empty text stand for none, as in the database itself."""


def name_of_stream(stored: str) -> str:
    """Names are stored with two characters in one; those of tables come with `!` in front."""
    out = []
    for character in stored:
        code = ord(character)
        if 0x3800 <= code < 0x4800:
            out.append(_BASE64[code - 0x3800 & 0x3F] + _BASE64[code - 0x3800 >> 6])
        elif 0x4800 <= code < 0x4840:
            out.append(_BASE64[code - 0x4800])
        else:
            out.append(_TABLE_MARK if code == 0x4840 else character)
    return "".join(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Tables by name. `content_of` gives the bytes of a stream; none for one that is not there."""

    strings: tuple[str, ...]
    reference_bytes: int
    columns: dict[str, tuple[tuple[int, str], ...]]
    content_of: Callable[[str], bytes]

    @classmethod
    def read(cls, content_of: Callable[[str], bytes]) -> "Database":
        """Raises Damaged."""
        pool = content_of("!_StringPool")
        if len(pool) < 4:
            raise Damaged("it has no pool of strings")
        (head,) = struct.unpack_from("<I", pool)
        reference_bytes = 3 if head >> 16 & _LONG_POOL else 2
        strings = _strings(pool, content_of("!_StringData"), "utf-8" if head & 0xFFFF == 65001 else "cp1252")
        bare = cls(strings=strings, reference_bytes=reference_bytes, columns={"_Columns": _COLUMNS_TABLE}, content_of=content_of)
        columns: dict[str, list[tuple[int, str]]] = {}
        for row in sorted(bare.rows("_Columns"), key=lambda row: (str(row["Table"]), int(row["Number"]))):
            columns.setdefault(str(row["Table"]), []).append((int(row["Type"]), str(row["Name"])))
        return cls(
            strings=strings,
            reference_bytes=reference_bytes,
            content_of=content_of,
            columns={table: tuple(found) for table, found in columns.items()} | {"_Columns": _COLUMNS_TABLE},
        )

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table; none where it is not there."""
        columns = self.columns.get(table, ())
        content = self.content_of(f"!{table}")
        widths = [self._width(kind) for kind, _ in columns]
        if not content or not sum(widths):
            return ()
        count = len(content) // sum(widths)
        rows: list[Row] = [{} for _ in range(count)]
        at = 0
        for (kind, name), width in zip(columns, widths, strict=True):
            for row in rows:
                row[name] = self._value(kind, int.from_bytes(content[at : at + width], "little"), width)
                at += width
        return tuple(rows)

    def _width(self, kind: int) -> int:
        if kind & ~_NULLABLE == _BINARY:
            return 2
        if kind & _STRING:
            return self.reference_bytes
        return 2 if kind & 0xFF <= 2 else 4

    def _value(self, kind: int, stored: int, width: int) -> str | int:
        if kind & _STRING and kind & ~_NULLABLE != _BINARY:
            return self.strings[stored] if stored < len(self.strings) else ""
        return stored ^ 1 << 8 * width - 1 if stored else 0


def _strings(pool: bytes, texts: bytes, codec: str) -> tuple[str, ...]:
    """By number; 0 is none. A length of 0 with references continues in the next record, for strings over 64 KiB."""
    found, at, index = [""], 0, 4
    while index + 4 <= len(pool):
        length, references = struct.unpack_from("<HH", pool, index)
        index += 4
        if not length and references and index + 4 <= len(pool):
            (length,) = struct.unpack_from("<I", pool, index)
            index += 4
        found.append(texts[at : at + length].decode(codec, "replace"))
        at += length
    return tuple(found)
