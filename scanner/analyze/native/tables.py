"""Data tables that compilers and libraries embed: what they name says nothing about the program that carries them."""

import mmap
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

TableKind = Literal["icu", "time_zones", "zone_names", "certificates", "hosts"]

_ICU_FORMAT = b"CmnD"
_ICU_FORMAT_AT = 12
"""Distance from the head of ICU common data to the name of its format (ICU, ucmndata.h)."""
_ICU_MAGIC = b"\xda\x27"
_ICU_MAX_ITEMS = 20_000
"""Full ICU 78 has 4,600 items."""
_ICU_LAST_ITEM_BYTES = 64 * 1024
"""Assumed size of the last item: the table of contents has only beginnings."""

_ZONE_FILE = re.compile(rb"TZif[\x00234]")
_ZONE_NAME = re.compile(
    rb"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)/[A-Z][A-Za-z_+\-]{2,30}"
)
_WIDE_ZONE_NAME = re.compile(
    rb"(?:A\0f\0r\0i\0c\0a|A\0m\0e\0r\0i\0c\0a|A\0s\0i\0a|E\0u\0r\0o\0p\0e|P\0a\0c\0i\0f\0i\0c)\0/\0(?:[A-Za-z_+\-]\0){3,30}"
)
_PEM = re.compile(rb"-----BEGIN (?:TRUSTED )?CERTIFICATE-----")
_DER = re.compile(rb"\x30\x82[\x02-\x0f].\x30\x82..\xa0\x03\x02\x01\x02", re.DOTALL)
_HOST = re.compile(rb"\0(?:[a-z0-9\-]{1,63}\.){1,4}[a-z]{2,12}(?=\0)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A range of the file."""

    kind: TableKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Marks of one kind that lie close together make a table."""

    kind: TableKind
    pattern: re.Pattern[bytes]
    marks: int
    """So many at least: a program's own list is far shorter."""
    gap_bytes: int
    tail_bytes: int
    """What the last mark is followed by."""


_CLUSTERS = (
    _Cluster("time_zones", _ZONE_FILE, 20, 8 * 1024, 2 * 1024),
    _Cluster("zone_names", _ZONE_NAME, 150, 1024, 64),
    _Cluster("zone_names", _WIDE_ZONE_NAME, 150, 2048, 128),
    _Cluster("certificates", _PEM, 20, 16 * 1024, 8 * 1024),
    _Cluster("certificates", _DER, 20, 8 * 1024, 4 * 1024),
    _Cluster("hosts", _HOST, 1500, 256, 64),
)
"""Counts from real tables: 590 IANA zones, 140 roots of the Mozilla bundle; 147 is the longest list of a program that was met."""


def tables_in(view: mmap.mmap | bytes, ranges: Iterable[tuple[int, int]]) -> tuple[Table, ...]:
    """The embedded tables within the ranges (start, end), by start. Does not see tables that are compressed or encoded."""
    found: list[Table] = []
    for start, end in ranges:
        icu = list(_icu(view, start, end))
        found += icu
        for cluster in _CLUSTERS:
            found += _clusters(view, start, end, cluster)
    return tuple(sorted(found, key=lambda table: (table.start, table.end, table.kind)))


def outside(ranges: Iterable[tuple[int, int]], tables: tuple[Table, ...]) -> tuple[tuple[int, int], ...]:
    """The ranges without the tables."""
    left = []
    for start, end in ranges:
        at = start
        for table in tables:
            if table.end <= at or table.start >= end:
                continue  # lies elsewhere
            if table.start > at:
                left.append((at, table.start))
            at = max(at, table.end)
        if at < end:
            left.append((at, end))
    return tuple(left)


def _icu(view: mmap.mmap | bytes, start: int, end: int) -> Iterable[Table]:
    at = view.find(_ICU_FORMAT, start, end)
    while at >= 0:
        head = at - _ICU_FORMAT_AT
        if head >= start and view[head + 2 : head + 4] == _ICU_MAGIC:
            yield Table(kind="icu", start=head, end=min(end, head + _icu_bytes(view, head)))
        at = view.find(_ICU_FORMAT, at + 1, end)


def _icu_bytes(view: mmap.mmap | bytes, head: int) -> int:
    """Size of common data: its head, its table of contents and the farthest item of it."""
    order = ">" if view[head + 8] else "<"
    (head_bytes,) = struct.unpack_from(f"{order}H", view, head)
    contents = head + head_bytes
    if contents + 4 > len(view):
        return int(head_bytes)
    (count,) = struct.unpack_from(f"{order}I", view, contents)
    count = min(count, _ICU_MAX_ITEMS, (len(view) - contents - 4) // 8)
    offsets = [struct.unpack_from(f"{order}I", view, contents + 8 + 8 * index)[0] for index in range(count)]
    return int(head_bytes) + max(offsets, default=0) + _ICU_LAST_ITEM_BYTES


def _clusters(view: mmap.mmap | bytes, start: int, end: int, cluster: _Cluster) -> Iterable[Table]:
    first = last = -1
    marks = 0
    for match in cluster.pattern.finditer(view, start, end):
        if marks and match.start() - last > cluster.gap_bytes:
            if marks >= cluster.marks:
                yield Table(kind=cluster.kind, start=first, end=min(end, last + cluster.tail_bytes))
            marks = 0
        if not marks:
            first = match.start()
        last = match.end()
        marks += 1
    if marks >= cluster.marks:
        yield Table(kind=cluster.kind, start=first, end=min(end, last + cluster.tail_bytes))
