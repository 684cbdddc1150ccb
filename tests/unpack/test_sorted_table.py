"""Databases of addresses are data; what is not in order everywhere is not."""

import hashlib
import struct
from pathlib import Path

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.sniff import sniff
from scanner.unpack.source import Source


def _noise(count: int) -> bytes:
    return b"".join(hashlib.sha256(struct.pack(">I", number)).digest() for number in range(count))


def _table(records: int, *, tail: bytes = b"") -> bytes:
    """Ranges of addresses with two letters each, as databases of countries have them."""
    noise = _noise(records // 8 + 1)
    rows = (struct.pack(">II2s", 65536 + at * 700 + noise[at] * 2, 66200 + at * 700, noise[at * 2 : at * 2 + 2]) for at in range(records))
    return b"".join(rows) + tail


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_table(30_000), Kind.DATA),
        (_table(30_000)[:-1], Kind.UNKNOWN),
        (_table(20_000) + _noise(3125)[:100_000], Kind.UNKNOWN),
        (_noise(6250), Kind.UNKNOWN),
        (bytes(4) * 2 + _table(30_000)[:0] + _noise(400), Kind.UNKNOWN),
    ],
    ids=["a table", "truncated", "with something behind it", "noise", "noise behind zeros"],
)
def test_a_table_in_the_order_of_its_keys_is_data(content: bytes, kind: Kind, tmp_path: Path) -> None:
    """A library that looks up countries was inconclusive for its database; what may be a program stays a gap."""
    path = tmp_path / "data.dat"
    path.write_bytes(content)
    found = sniff(Source(path, name="data.dat"))
    assert (found.kind, found.objection is None) == (kind, kind is Kind.DATA)
    assert sniff(Source(path, name="data.dat"), is_executable=True).objection is not None
