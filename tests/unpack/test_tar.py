"""tar headers of all three dialects, and damaged ones."""

import io
import tarfile

import pytest

from scanner.unpack.tar import looks_like_tar
from tests.unpack.conftest import Unpack
from tests.unpack.making import SCRIPT, tar_of

_LONG = "package/" + "deep/" * 60 + "cli.js"


@pytest.mark.parametrize("dialect", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("name", ["cli.js", "package/" + "d/" * 60 + "cli.js"])
def test_all_dialects_are_read(unpacked: Unpack, dialect: int, name: str) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=dialect) as archive:
        member = tarfile.TarInfo(name)
        member.size = len(SCRIPT)
        archive.addfile(member, io.BytesIO(SCRIPT))
    found = unpacked(stream.getvalue(), "x")
    assert [(artifact.subject, artifact.content.read_bytes()) for artifact in found.artifacts[1:]] == [(f"x!/{name}", SCRIPT)]


def test_long_names_are_read(unpacked: Unpack) -> None:
    assert unpacked(tar_of({_LONG: SCRIPT}), "x").artifacts[1].trail == ("x", _LONG)


def test_what_lies_behind_a_damaged_header_is_a_gap_of_its_size(unpacked: Unpack) -> None:
    content = bytearray(tar_of({"a.js": SCRIPT, "b.js": SCRIPT}))
    content[1024 + 5] ^= 0xFF
    found = unpacked(bytes(content), "x")
    assert [artifact.subject for artifact in found.artifacts] == ["x", "x!/a.js"]
    assert any(f"{len(content) - 1024} bytes behind it were not opened" in str(entry.reason) for entry in found.coverage)


def test_a_size_beyond_the_end_is_a_gap(unpacked: Unpack) -> None:
    member = tarfile.TarInfo("a.js")
    member.size = 1 << 40
    found = unpacked(member.tobuf(tarfile.GNU_FORMAT) + SCRIPT, "x")
    assert found.artifacts[1].content.read_bytes() == SCRIPT
    assert any("ends" in str(entry.reason) and "early" in str(entry.reason) for entry in found.coverage)


def test_a_file_of_zeros_is_no_tar() -> None:
    assert not looks_like_tar(bytes(1024))
    assert not looks_like_tar(b"x" * 1024)
    assert looks_like_tar(tar_of({"a": b""})[:512])
