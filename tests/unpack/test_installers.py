"""Disk images, 7z archives, cabinets and Windows installers: what real tools wrote is opened, what contradicts itself says so."""

import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from tests.unpack.conftest import Unpack
from tests.unpack.images import APFS, CABINET, HFS_PLUS, INSTALLER, SEVEN_ZIP, SEVEN_ZIP_BCJ2, x86_code
from tests.unpack.making import (
    ELF,
    PE,
    SCRIPT,
    cpio_of,
    dmg_of,
    gpt_of,
    lz4_of,
    nsis_of,
    nuitka_of,
    pbzx_of,
    pe_of,
    tar_of,
    xar_of,
    zip_of,
)

_RUNS = {"raw": 1, "adc": 0x80000004, "zlib": 0x80000005, "bzip2": 0x80000006, "lzfse": 0x80000007, "xz": 0x80000008}


@pytest.mark.parametrize(("content", "kind", "script"), [
    (SEVEN_ZIP, Kind.SEVEN_ZIP, "!/cli.js"),
    (CABINET, Kind.CAB, "!/cli.js"),
    (INSTALLER, Kind.MSI, "!/Tool Folder/cli.js"),
    (HFS_PLUS, Kind.HFS_PLUS, "!/cli.js"),
    (APFS, Kind.APFS, "!/lib/cli.js"),
    (gpt_of((HFS_PLUS, APFS)), Kind.DISK, "!/(partition 1)!/lib/cli.js"),
    (lz4_of(SCRIPT), Kind.LZ4, ""),
], ids=["7z", "cab", "msi", "hfs-plus", "apfs", "gpt", "lz4"])
def test_what_real_tools_wrote_is_opened_to_the_end(unpacked: Unpack, content: bytes, kind: Kind, script: str) -> None:
    found = unpacked(content, "outer")
    assert found.artifacts[0].kind is kind
    assert {one.subject for one in found.artifacts if one.content.read_bytes() == SCRIPT} >= {f"outer{script}"}
    assert [entry.reason for entry in found.coverage if entry.is_gap] == []


@pytest.mark.parametrize("run", _RUNS.values(), ids=_RUNS)
def test_disk_images_are_opened_whatever_their_runs_are_packed_by(unpacked: Unpack, run: int) -> None:
    found = unpacked(dmg_of({"one": HFS_PLUS, "two": APFS}, run=run), "outer.dmg")
    assert [one.subject for one in found.artifacts if one.content.read_bytes() == SCRIPT] == [
        "outer.dmg!/(one 0)!/cli.js", "outer.dmg!/(two 1)!/lib/cli.js",
    ]
    assert not any(entry.is_gap for entry in found.coverage)


def test_code_that_was_filtered_by_bcj2_is_laid_back(unpacked: Unpack) -> None:
    found = unpacked(SEVEN_ZIP_BCJ2, "outer")
    assert [one.content.read_bytes() for one in found.artifacts if one.subject == "outer!/prog"] == [x86_code()]


@pytest.mark.parametrize("method", ["copy", "lzma", "lzma2", "deflate", "bzip2", "delta:4", "BCJ2", "BCJ", "ARM64"])
def test_7z_archives_are_opened_whatever_they_are_packed_by(unpacked: Unpack, tmp_path: Path, method: str) -> None:
    tool = shutil.which("7zz")
    if tool is None:
        pytest.skip("7zz is not installed")
    (tmp_path / "cli.js").write_bytes(SCRIPT)
    program = Path("/bin/sh").resolve().read_bytes()
    (tmp_path / "prog").write_bytes(program)
    choice = f"-mf={method}" if method.isupper() else f"-m0={method}"
    subprocess.run([tool, "a", "-bd", "-y", choice, "a.7z", "cli.js", "prog"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    found = unpacked(tmp_path / "a.7z", "a.7z")
    assert {one.subject: one.content.read_bytes() for one in found.artifacts[1:]} == {"a.7z!/cli.js": SCRIPT, "a.7z!/prog": program}
    assert not any(entry.is_gap for entry in found.coverage)


@pytest.mark.parametrize("arguments", [["-psecret"], ["-psecret", "-mhe=on"], ["-m0=ppmd"]], ids=["encrypted", "header encrypted", "ppmd"])
def test_what_cannot_be_unpacked_in_a_7z_archive_is_a_gap(unpacked: Unpack, tmp_path: Path, arguments: list[str]) -> None:
    tool = shutil.which("7zz")
    if tool is None:
        pytest.skip("7zz is not installed")
    (tmp_path / "cli.js").write_bytes(SCRIPT)
    subprocess.run([tool, "a", "-bd", "-y", *arguments, "a.7z", "cli.js"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    found = unpacked(tmp_path / "a.7z", "a.7z")
    (reason,) = [entry.reason for entry in found.coverage if entry.is_gap]
    assert "PPMd" in str(reason) if "ppmd" in arguments[0] else "encrypted" in str(reason)


def test_a_7z_header_that_states_more_than_it_holds_is_a_gap(unpacked: Unpack) -> None:
    header = b"\x01\x05\xff" + b"\xff" * 8
    start = struct.pack("<QQI", 0, len(header), zlib.crc32(header))
    archive = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + header
    assert "records, more than it can hold" in _reasons(unpacked, archive)


def test_a_file_whose_checksum_is_wrong_is_a_gap(unpacked: Unpack) -> None:
    at = SEVEN_ZIP.index(struct.pack("<I", zlib.crc32(SCRIPT)))
    changed = bytearray(SEVEN_ZIP)
    changed[at] ^= 1
    header_at = 32 + struct.unpack_from("<Q", SEVEN_ZIP, 12)[0]
    struct.pack_into("<I", changed, 28, zlib.crc32(changed[header_at:]))
    struct.pack_into("<I", changed, 8, zlib.crc32(changed[12:32]))
    assert "its checksum does not match the content" in _reasons(unpacked, bytes(changed))


def test_a_block_of_a_cabinet_that_was_changed_is_a_gap(unpacked: Unpack) -> None:
    changed = bytearray(CABINET)
    changed[-3] ^= 1
    assert "checksum of the block" in _reasons(unpacked, bytes(changed))


@pytest.mark.parametrize(("method", "name"), [(2, "Quantum"), (3, "LZX")])
def test_methods_of_cabinets_that_are_not_read_are_named(unpacked: Unpack, method: int, name: str) -> None:
    changed = bytearray(CABINET)
    assert changed[42] == 1
    changed[42] = method
    assert f"packed by {name}, which is not read" in _reasons(unpacked, bytes(changed))


def test_scripts_that_an_installer_runs_are_members(unpacked: Unpack) -> None:
    found = unpacked(INSTALLER, "outer.msi")
    (script,) = [one for one in found.artifacts if one.name == "(custom action Hello)"]
    assert (script.kind, script.content.read_bytes()[:40]) == (Kind.JAVASCRIPT, b"var shell = new ActiveXObject(1); functi")


def test_an_installer_without_its_cabinet_says_where_its_files_lie(unpacked: Unpack) -> None:
    name = b"tool.cab"
    changed = INSTALLER.replace(b"#" + name, b"#best.cab")
    assert "its files lie in the cabinet `best.cab`, which is not in it" in _reasons(unpacked, changed)


def test_an_encrypted_disk_image_says_so(unpacked: Unpack) -> None:
    assert "it is encrypted" in _reasons(unpacked, b"encrcdsa" + bytes(4000))


def test_a_file_of_a_disk_image_that_has_several_says_so(unpacked: Unpack) -> None:
    assert "one of 3 files" in _reasons(unpacked, dmg_of({"one": HFS_PLUS}, segments=3))


def test_a_disk_image_that_states_endless_zeros_meets_the_limit(unpacked: Unpack) -> None:
    image = dmg_of({"one": ELF + bytes(2 << 20)})
    assert "unpacked bytes was reached" in _reasons(unpacked, image, unpacked_bytes=1 << 20)


def test_bytes_that_no_run_of_a_disk_image_names_are_members(unpacked: Unpack) -> None:
    image = dmg_of({"one": HFS_PLUS}, run=0x80000008, behind=SCRIPT)
    assert any(one.origin == "unclaimed" and one.content.read_bytes() == SCRIPT for one in unpacked(image, "outer").artifacts)


_FILES = {"cli.js": SCRIPT}


@pytest.mark.parametrize(("content", "kind", "script"), [
    (xar_of(_FILES), Kind.XAR, "!/cli.js"),
    (pbzx_of(cpio_of(_FILES)), Kind.PBZX, "!/cli.js"),
    (ELF + bytes(100) + nuitka_of({"main.bin": ELF, **_FILES}), Kind.NUITKA, "!/cli.js"),
    (pe_of({10: nuitka_of({"main.dll": PE, **_FILES, "x": b"1" * 999}, is_packed=False, is_wide=True)}), Kind.PE, "!/(resource 10/1/1033)!/cli.js"),
    (nsis_of(_FILES), Kind.NSIS, "!/app/cli.js"),
    (nsis_of(_FILES, is_solid=True), Kind.NSIS, "!/app/cli.js"),
    (pe_of({131: zip_of(_FILES)}), Kind.PE, "!/(resource 131/1/1033)!/cli.js"),
    (pe_of({}, behind=bytes(100_000) + tar_of(_FILES)), Kind.PE, "!/(bytes from 100384)!/cli.js"),
    (pe_of({}, behind=tar_of(_FILES), signature=b"\x00\x10\x00\x00\x00\x02\x02\x00" + bytes(range(256)) * 16), Kind.PE, "!/(bytes from 384)!/cli.js"),
    (pe_of({}, behind=bytes(512) + b";!@Install@!\x00\xff" * 99 + SEVEN_ZIP), Kind.PE, "!/(bytes from 896)!/cli.js"),
], ids=["xar", "pbzx", "nuitka", "nuitka in a resource", "nsis", "solid nsis", "resource", "overlay behind zeros", "signed overlay", "self-extracting"])
def test_what_installers_and_their_programs_carry_is_opened(unpacked: Unpack, content: bytes, kind: Kind, script: str) -> None:
    found = unpacked(content, "outer")
    assert found.artifacts[0].kind is kind
    assert f"outer{script}" in {one.subject for one in found.artifacts if one.content.read_bytes() == SCRIPT}
    assert [entry.reason for entry in found.coverage if entry.is_gap] == []


@pytest.mark.parametrize("packing", ["zlib", "/SOLID zlib", "lzma", "/SOLID lzma"])
def test_what_nsis_makes_is_opened(unpacked: Unpack, tmp_path: Path, packing: str) -> None:
    tool = shutil.which("makensis")
    if tool is None:
        pytest.skip("makensis is not installed")
    (tmp_path / "cli.js").write_bytes(SCRIPT)
    (tmp_path / "a.nsi").write_text(
        f'SetCompressor {packing}\nOutFile "a.exe"\nInstallDir "$PROGRAMFILES\\Tool"\nSection\nSetOutPath "$INSTDIR\\lib"\nFile "cli.js"\nSectionEnd\n',
    )
    subprocess.run([tool, "-V1", "a.nsi"], cwd=tmp_path, check=True)
    found = unpacked(tmp_path / "a.exe", "a.exe")
    assert [one.subject for one in found.artifacts if one.content.read_bytes() == SCRIPT] == ["a.exe!/lib/cli.js"]
    assert not any(entry.is_gap for entry in found.coverage)


def test_an_installer_that_downloads_says_from_where(unpacked: Unpack) -> None:
    installer = nsis_of(_FILES, strings=("https://downloads.example.com/app/app-64.7z",))
    assert "its payload comes later: the installer downloads from downloads.example.com" in _reasons(unpacked, installer)


def test_an_installer_whose_files_cannot_be_read_names_its_maker(unpacked: Unpack) -> None:
    behind = b"zlb\x1a" + bytes(range(256)) * 4 + b"Inno Setup Setup Data (6.2.2)" + bytes(64)
    assert "made with Inno Setup 6.2.2: the files that it lays out" in _reasons(unpacked, pe_of({}, behind=behind))


def test_a_table_that_defines_entities_is_refused(unpacked: Unpack) -> None:
    table = zlib.compress(b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><xar><toc/></xar>")
    assert "defines entities" in _reasons(unpacked, b"xar!" + struct.pack(">HHQQI", 28, 1, len(table), 0, 1) + table)


@pytest.mark.parametrize(
    "content", [SEVEN_ZIP, CABINET, INSTALLER, HFS_PLUS, APFS, lz4_of(SCRIPT * 9), xar_of(_FILES), pbzx_of(SCRIPT), nsis_of(_FILES)], ids=["7z", "cab", "msi", "hfs-plus", "apfs", "lz4", "xar", "pbzx", "nsis"],
)
def test_what_was_cut_off_is_a_gap(unpacked: Unpack, content: bytes) -> None:
    cut = content[:len(content) * 2 // 5] if not content.startswith(b"MZ") else content[:-20]
    assert any(entry.is_gap for entry in unpacked(cut, "outer").coverage)


def _reasons(unpacked: Unpack, content: bytes, **limits: int) -> str:
    return "\n".join(str(entry.reason) for entry in unpacked(content, "outer", **limits).coverage if entry.is_gap)
