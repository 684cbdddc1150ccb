"""Embedded tables are left out of the signal; a program's own texts are not."""

import struct
from pathlib import Path

import pytest

from scanner.analyze.native.tables import Table, outside, tables_in

ZONES = [f"America/City{chr(65 + index % 26)}{chr(97 + index // 26)}\0" for index in range(300)]


def icu(items: int) -> bytes:
    head = struct.pack("<HBBHHBBBB4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD").ljust(32, b"\0")
    contents = b"".join(struct.pack("<II", 0, 8 * items + 100 * index) for index in range(items))
    return head + struct.pack("<I", items) + contents + b"\0" * 100 * items


@pytest.mark.parametrize(("content", "kind"), [
    (icu(200), "icu"),
    ("".join(ZONES).encode(), "zone_names"),
    ("".join(ZONES).encode("utf-16-le"), "zone_names"),
    (b"TZif2" + b"\0" * 300, None),
    ((b"TZif2" + b"\0" * 300) * 30, "time_zones"),
    (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" * 30, "certificates"),
    (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" * 3, None),
    (b"".join(b"\0host%d.sample.com" % index for index in range(2000)) + b"\0", "hosts"),
    (b"".join(b"\0host%d.sample.com" % index for index in range(147)) + b"\0", None),
    ("".join(ZONES[:60]).encode(), None),
])
def test_only_the_tables_of_libraries_are_recognised(content: bytes, kind: str | None) -> None:
    assert {table.kind for table in tables_in(content, [(0, len(content))])} == ({kind} if kind else set())


@pytest.mark.parametrize("content", [icu(200)[:40], icu(2)[:20], struct.pack("<HBB", 65535, 0xDA, 0x27) + b"\xff" * 8 + b"CmnD" + b"\xff" * 20])
def test_a_table_that_lies_about_its_size_ends_with_the_file(content: bytes) -> None:
    assert all(table.end <= len(content) for table in tables_in(content, [(0, len(content))]))


def test_what_is_left_lies_between_the_tables() -> None:
    tables = (Table(kind="icu", start=10, end=20), Table(kind="hosts", start=15, end=30), Table(kind="hosts", start=90, end=95))
    assert outside([(0, 50), (60, 100)], tables) == ((0, 10), (30, 50), (60, 90), (95, 100))


def test_shipped_tables_are_accepted_and_name_known_signals() -> None:
    from scanner.ruleset.locations import shipped
    from scanner.ruleset.native import native_tables
    from scanner.ruleset.signals import signals_of

    rules: tuple[Path, ...] = (shipped("rules"),)
    named = {one.signal for file_format in ("elf", "macho", "pe", "wasm") for table in native_tables(rules, file_format) for one in table.classes}
    assert named - {None} <= {signal.id for signal in signals_of(rules)}
