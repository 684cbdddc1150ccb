"""Folders of an OLE file that contradict themselves."""

from pathlib import Path

import pytest

from scanner.unpack.msi import open_msi
from scanner.unpack.opened import Allowance
from scanner.unpack.opening import recognise
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source
from tests.unpack.seeds import SEEDS

DIRECTORY = (12 + 1) * 512
"""Where the directory of the seed begins: its sector, after the header."""
KIND, CHILD = 66, 76
"""Offsets in the first entry of the directory, which is the root."""
STORAGE = 1


def test_a_folder_that_holds_itself_is_damage_and_ends_nothing_else(tmp_path: Path) -> None:
    content = bytearray(SEEDS["msi"])
    content[DIRECTORY + KIND] = STORAGE
    content[DIRECTORY + CHILD : DIRECTORY + CHILD + 4] = bytes(4)  # the root is its own first child
    path = tmp_path / "a.msi"
    path.write_bytes(content)
    sink = Sink(blobs=tmp_path, allowance=Allowance(entries=100, unpacked_bytes=1 << 20, reason="limit"), recognise=recognise)
    with Source(path, name=path.name) as source, pytest.raises(Damaged, match="cannot be read"):
        open_msi(source, sink)
