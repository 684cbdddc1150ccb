"""The way through: trails, folders, limits, and what is reported when something was not opened to the end."""

import bz2
import gzip
import lzma
import os
import tarfile
from pathlib import Path

import pytest

from scanner.attempt import Crew
from scanner.model.artifact import ArtifactKind as Kind
from scanner.model.coverage import BYTE_CAPABILITIES, Coverage, CoverageStatus
from scanner.model.limits import Limits
from scanner.unpack.stage import Origin, Unpacked, unpack
from tests.unpack.conftest import Unpack
from tests.unpack.making import SCRIPT, ar_of, cpio_of, rpm_of, tar_of, tar_with_link, tgz_of, zip_of, zstd_of

_PACKED = os.urandom(4096)


def _gaps(found: Unpacked) -> list[Coverage]:
    return [entry for entry in found.coverage if entry.is_gap]


def _subjects(found: Unpacked) -> list[str]:
    return [artifact.subject for artifact in found.artifacts]


def test_a_stream_adds_no_step_to_the_trail_of_what_lies_in_its_archive(unpacked: Unpack) -> None:
    found = unpacked(tgz_of({"package/cli.js": SCRIPT}), "outer.tgz")
    assert [(artifact.subject, artifact.kind, artifact.origin) for artifact in found.artifacts] == [
        ("outer.tgz", Kind.GZIP, None),
        ("outer.tgz", Kind.TAR, "gzip"),
        ("outer.tgz!/package/cli.js", Kind.JAVASCRIPT, None),
    ]
    assert found.artifacts[2].content.read_bytes() == SCRIPT
    assert not _gaps(found)


@pytest.mark.parametrize("wrap", [gzip.compress, bz2.compress, lzma.compress, zstd_of], ids=["gzip", "bzip2", "xz", "zstd"])
def test_every_stream_is_opened(unpacked: Unpack, wrap: object) -> None:
    found = unpacked(wrap(SCRIPT), "cli")  # type: ignore[operator]  # four functions of one shape
    assert (found.artifacts[-1].kind, found.artifacts[-1].content.read_bytes()) == (Kind.JAVASCRIPT, SCRIPT)


def test_containers_are_opened_to_any_depth_whatever_their_names(unpacked: Unpack) -> None:
    deep = ar_of({"data.txt": rpm_of(zstd_of(cpio_of({"./bin/x": zip_of({"y.png": tgz_of({"z.bin": SCRIPT})})})))})
    found = unpacked(deep, "picture.png")
    assert found.artifacts[-1].subject == "picture.png!/data.txt!/payload!/bin/x!/y.png!/z.bin"
    assert found.artifacts[-1].kind is Kind.JAVASCRIPT


def test_an_empty_folder_gives_no_artifacts(unpacked: Unpack, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = unpacked(tmp_path / "empty", "empty")
    assert found.artifacts == ()
    assert [entry.status for entry in found.coverage] == [CoverageStatus.DONE]


def test_a_path_that_cannot_be_read_is_failed_coverage(unpacked: Unpack, tmp_path: Path) -> None:
    found = unpacked(tmp_path / "nowhere", "nowhere")
    assert found.artifacts == ()
    assert [(entry.status, entry.subject, entry.capabilities) for entry in found.coverage] == [
        (CoverageStatus.FAILED, "nowhere", BYTE_CAPABILITIES),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_without_permission_is_failed_coverage(unpacked: Unpack, tmp_path: Path) -> None:
    closed = tmp_path / "tool" / "closed"
    closed.mkdir(parents=True)
    closed.chmod(0)
    found = unpacked(tmp_path / "tool", "tool")
    closed.chmod(0o700)
    assert [(gap.status, gap.subject) for gap in _gaps(found)] == [(CoverageStatus.FAILED, "tool/closed")]


def test_files_of_a_folder_are_named_by_their_path(unpacked: Unpack, tmp_path: Path) -> None:
    (tmp_path / "tool" / "sub").mkdir(parents=True)
    (tmp_path / "tool" / "sub" / "a.tgz").write_bytes(tgz_of({"b.js": SCRIPT}))
    (tmp_path / "tool" / "cli").write_bytes(SCRIPT)
    assert _subjects(unpacked(tmp_path / "tool", "tool")) == ["tool/cli", "tool/sub/a.tgz", "tool/sub/a.tgz", "tool/sub/a.tgz!/b.js"]
    assert _subjects(unpacked(tmp_path / "tool", "")) == ["cli", "sub/a.tgz", "sub/a.tgz", "sub/a.tgz!/b.js"]


@pytest.mark.parametrize(("link", "target", "reason"), [
    ("out", "/etc", "leads out of the folder"),
    ("up", "../..", "holds it"),
    ("self", ".", "holds it"),
    ("round", "round", "in a circle"),
])
def test_links_are_not_followed_out_of_a_folder(unpacked: Unpack, tmp_path: Path, link: str, target: str, reason: str) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "cli.js").write_bytes(SCRIPT)
    (folder / link).symlink_to(target)
    found = unpacked(folder, "tool")
    assert _subjects(found) == ["tool/cli.js"]
    (gap,) = _gaps(found)
    assert (gap.subject, gap.status, gap.capabilities) == (f"tool/{link}", CoverageStatus.SKIPPED, BYTE_CAPABILITIES)
    assert reason in str(gap.reason)


def test_links_inside_a_folder_hide_nothing(unpacked: Unpack, tmp_path: Path) -> None:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "cli.js").write_bytes(SCRIPT)
    (folder / "alias").symlink_to("cli.js")
    assert not _gaps(unpacked(folder, "tool"))


@pytest.mark.parametrize(("name", "reason"), [
    ("../../escape.js", "with `..`"), ("/etc/escape.js", "absolute"), ("C:\\escape.js", "absolute"), ("con.js", "device"),
])
def test_a_dangerous_name_is_a_gap_and_the_content_is_read(unpacked: Unpack, tmp_path: Path, name: str, reason: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    found = unpacked(tar_of({name: SCRIPT}), "outer.tar")
    (gap,) = _gaps(found)
    script = found.artifacts[-1]
    assert (script.content.read_bytes(), gap.subject, gap.sha256) == (SCRIPT, f"outer.tar!/{name}", script.sha256)
    assert reason in str(gap.reason)
    assert {path.parent.name for path in set(tmp_path.rglob("*")) - set(before)} <= {"blobs", "in", tmp_path.name}


def test_a_name_with_a_nul_is_escaped_in_the_trail(unpacked: Unpack) -> None:
    content = zip_of({"a_b.js": SCRIPT}).replace(b"a_b.js", b"a\x00b.js")
    found = unpacked(content, "outer.zip")
    assert _subjects(found)[-1] == "outer.zip!/a\\x00b.js"
    assert "NUL" in str(_gaps(found)[0].reason)


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../x"])
def test_links_out_of_an_archive_are_gaps(unpacked: Unpack, target: str) -> None:
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
        (gap,) = _gaps(unpacked(tar_with_link("package/link", target, kind=kind), "outer.tar"))
        assert (gap.subject, "leads out" in str(gap.reason)) == ("outer.tar!/package/link", True)


def test_a_link_inside_an_archive_is_none(unpacked: Unpack) -> None:
    assert not _gaps(unpacked(tar_with_link("package/bin/x", "../cli.js"), "outer.tar"))


@pytest.mark.parametrize(("content", "reason", "survives"), [
    (tgz_of({"a.js": SCRIPT, "b.bin": _PACKED})[:-3000], "ends early", True),
    (tgz_of({"a.js": SCRIPT}) + b"more behind the end", "follow the end", True),
    (tar_of({"a.js": SCRIPT}) + b"hidden" * 100, "follow the end", True),
    (gzip.compress(SCRIPT)[:-8] + bytes(8), "damaged", True),
    (zip_of({"a.js": SCRIPT})[:-30], "central directory cannot be read", True),
    (zip_of({"a.js": SCRIPT}) + b"more", "follow the end", True),
    (zstd_of(SCRIPT) + b"more", "follow", True),
    (lzma.compress(SCRIPT) + b"more", "follow", True),
    (b"just some words, no archive", "named as an archive", False),
    (b"", "named as an archive", False),
], ids=["truncated", "gzip+", "tar+", "checksum", "cut zip", "zip+", "zstd+", "xz+", "text", "empty"])
def test_an_archive_that_is_not_whole_is_a_gap_that_names_it(unpacked: Unpack, content: bytes, reason: str, survives: bool) -> None:
    found = unpacked(content, "outer.tgz")
    gaps = _gaps(found)
    assert any(reason in str(gap.reason) for gap in gaps), gaps
    assert all(gap.subject.startswith("outer.tgz") and gap.capabilities == BYTE_CAPABILITIES for gap in gaps)
    assert any(artifact.content.read_bytes() == SCRIPT for artifact in found.artifacts) is survives


def test_padding_with_zeros_is_no_gap(unpacked: Unpack) -> None:
    assert not _gaps(unpacked(tgz_of({"a.js": SCRIPT}) + bytes(1000), "outer.tgz"))
    assert not _gaps(unpacked(tar_of({"a.js": SCRIPT}) + bytes(10240), "outer.tar"))


def test_an_encrypted_member_is_a_gap(unpacked: Unpack) -> None:
    content = bytearray(zip_of({"a.js": SCRIPT}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    (gap,) = _gaps(unpacked(bytes(content), "outer.zip"))
    assert (gap.subject, gap.reason) == ("outer.zip!/a.js", "it is encrypted")


def test_an_entry_that_the_directory_hides_is_a_gap(unpacked: Unpack) -> None:
    shown, hidden = zip_of({"a.js": SCRIPT}), zip_of({"evil.js": SCRIPT})
    local = hidden[:hidden.index(b"PK\x01\x02")]
    at = shown.index(b"PK\x01\x02")
    directory = shown[at:]
    end = directory.rindex(b"PK\x05\x06")
    moved = directory[:end + 16] + (at + len(local)).to_bytes(4, "little") + directory[end + 20:]
    (gap,) = _gaps(unpacked(shown[:at] + local + moved, "outer.zip"))
    assert "not in the central directory" in str(gap.reason)


def test_a_zip_behind_a_script_or_a_picture_is_opened(unpacked: Unpack) -> None:
    found = unpacked(b"#!/usr/bin/env python3\n" + zip_of({"__main__.py": b"import os\nprint(os.name)\n"}), "tool")
    assert _subjects(found)[-1] == "tool!/__main__.py"


def _bomb(levels: int) -> bytes:
    content = b"end"
    for level in range(levels):
        content = zip_of({f"{level}.zip": content})
    return content


@pytest.mark.parametrize(("content", "limits", "reason"), [
    (_bomb(6), {"nesting_levels": 4}, "levels of nesting"),
    (tar_of({f"{number}.js": b"1" for number in range(50)}), {"entries": 20}, "entries"),
    (gzip.compress(bytes(3 << 20)), {"unpacked_bytes": 1 << 20}, "1048576 unpacked bytes"),
    (gzip.compress(bytes(3 << 20)), {"ratio_floor_bytes": 1 << 20, "ratio": 5}, "5 unpacked bytes for each packed one"),
    (zip_of({"a": tgz_of({"b": bytes(3 << 20)}), "c": tgz_of({"d": SCRIPT})}), {"unpacked_bytes": 1 << 20}, "unpacked bytes"),
], ids=["nesting", "entries", "size", "ratio", "nested"])
def test_a_limit_is_reported_when_hit(unpacked: Unpack, tmp_path: Path, content: bytes, limits: dict[str, int], reason: str) -> None:
    found = unpacked(content, "bomb", **limits)
    assert any(reason in str(gap.reason) for gap in _gaps(found))
    assert sum(path.stat().st_size for path in (tmp_path / "blobs").iterdir()) <= 2 << 20


def test_containers_that_a_limit_left_closed_are_named(unpacked: Unpack) -> None:
    found = unpacked(
        zip_of({"a": gzip.compress(bytes(3 << 20)), "b": gzip.compress(SCRIPT), "c": gzip.compress(SCRIPT)}), "bomb", unpacked_bytes=1 << 20,
    )
    (rest,) = [gap for gap in _gaps(found) if gap.worker == "limits"]
    assert (rest.subject, rest.reason) == ("bomb!/b", "a limit was reached before this and 1 further containers were opened")


def test_a_limit_is_one_of_the_outermost_artifact_and_spares_its_neighbours(unpacked: Unpack, tmp_path: Path) -> None:
    (tmp_path / "tool").mkdir()
    (tmp_path / "tool" / "a.gz").write_bytes(gzip.compress(bytes(3 << 20)))
    (tmp_path / "tool" / "b.gz").write_bytes(gzip.compress(SCRIPT))
    assert _subjects(unpacked(tmp_path / "tool", "tool", unpacked_bytes=1 << 20)) == ["tool/a.gz", "tool/b.gz", "tool/b.gz"]


def test_the_number_of_jobs_does_not_change_the_result(tmp_path: Path) -> None:
    (tmp_path / "tool").mkdir()
    for number in range(6):
        (tmp_path / "tool" / f"{number}.tgz").write_bytes(tgz_of({f"{number}/{name}.js": SCRIPT for name in "ba"}))
    results = []
    for jobs in (1, 2):
        with Crew(jobs=jobs, limits=Limits(), scratch=tmp_path) as crew:
            results.append(unpack((Origin(path=tmp_path / "tool", name="tool"),), crew=crew, limits=Limits(), blobs=_made(tmp_path / "blobs")))
    assert results[0] == results[1]


def test_an_archive_as_named_pipe_neighbour_does_not_hang(unpacked: Unpack, tmp_path: Path) -> None:
    (tmp_path / "tool").mkdir()
    os.mkfifo(tmp_path / "tool" / "pipe.tgz")
    (gap,) = _gaps(unpacked(tmp_path / "tool", "tool"))
    assert (gap.subject, gap.status) == ("tool/pipe.tgz", CoverageStatus.SKIPPED)


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
