"""The other containers: whole ones are opened to the end, damaged ones say so."""

import base64
import gzip
import json
import zlib

import pytest

from scanner.model.artifact import NATIVE_KINDS
from scanner.model.artifact import ArtifactKind as Kind
from tests.unpack.conftest import Unpack
from tests.unpack.making import (
    ELF,
    MACHO,
    PE,
    SCRIPT,
    ar_of,
    asar_of,
    cpio_of,
    deno_of,
    dotnet_of,
    pkg_of,
    pyinstaller_of,
    pyz_of,
    rpm_of,
    sea_of,
    tgz_of,
    zip_of,
)

SQUASHFS = zlib.decompress(base64.b64decode(
    "eNrLKC4sZmFgYJBvYs5mYGBiYASy2RgEGQ4AWSDxBAYIaGaE0NVQ+j8UbITKf4HSzlD5XBidn1Kak6qXWlGQX1RSrGCroKGpYGunYGitkJyfV1"
    "yiUAkUKkotLM0sStVQqlDStOaqVspLzE1VsgLydJRyEzPzgMyczCT9XL2sYqVaLkcGja36fxUajjIyfGrmFLqQzsvAoLFckEHOSNffMmpTKpe8"
    "95cP4uoxd2T+rN+73KHV9V+EACtDnnr87myOObyhEkYBTNYQI5ynMjK4MDEwMTOAjGZkUGBiANrjAAwEJgZuhoLE5OzE9FSgTH4eq4KAvQvLgw"
    "dcp1sEBBpgQRLIAA4tBkOoVxUaFBhQgQOUhunwhqpkaQCRpYwMo2AUjIJRMApGwSgYBaNgFIyCUTAKRgF9AAAcelJ5",
))
"""Made by mksquashfs of `package.json` and `lib/m.js`."""
_MAP = json.dumps({"version": 3, "sources": ["../src/cli.ts"], "sourcesContent": [SCRIPT.decode()], "mappings": "AAAA"}).encode()
_FAT = b"\xca\xfe\xba\xbe" + (1).to_bytes(4) + b"".join(n.to_bytes(4) for n in (0x0100000C, 0, 32, len(MACHO), 0)) + b"\x00" * 4 + MACHO
_DOTNET = ELF + dotnet_of({"tool.dll": PE, "app.js": SCRIPT}, start=len(ELF))

_WHOLE = {
    "asar": (asar_of({"package.json": b'{"main": "cli.js"}', "cli.js": SCRIPT}), Kind.ASAR, "!/cli.js"),
    "deb": (ar_of({"debian-binary": b"2.0\n", "data.tar.gz": tgz_of({"./usr/cli.js": SCRIPT})}), Kind.DEB, "!/data.tar.gz!/usr/cli.js"),
    "cpio": (cpio_of({"cli.js": SCRIPT}), Kind.CPIO, "!/cli.js"),
    "rpm": (rpm_of(cpio_of({"./usr/cli.js": SCRIPT})), Kind.RPM, "!/payload!/usr/cli.js"),
    "crx": (b"Cr24" + bytes(12) + zip_of({"cli.js": SCRIPT}), Kind.CRX, "!/cli.js"),
    "squashfs": (SQUASHFS, Kind.SQUASHFS, "!/lib/m.js"),
    "appimage": (ELF + SQUASHFS, Kind.APPIMAGE, "!/lib/m.js"),
    "sea-elf": (ELF + bytes(64) + sea_of(SCRIPT, {}), Kind.NODE_SEA, "!/app/main.cjs"),
    "sea-pe": (PE + bytes(64) + sea_of(SCRIPT, {"a.txt": b"text"}), Kind.NODE_SEA, "!/app/main.cjs"),
    "sea-extra": (MACHO + bytes(64) + sea_of(SCRIPT, {"a.txt": b"text"}, extra=b"\x01"), Kind.NODE_SEA, "!/app/main.cjs"),
    "pkg": (ELF + pkg_of({"cli.js": SCRIPT}), Kind.VERCEL_PKG, "!//snapshot/cli.js"),
    "pkg-gzip": (ELF + pkg_of({"cli.js": SCRIPT}, compression=1), Kind.VERCEL_PKG, "!//snapshot/cli.js"),
    "pkg-brotli": (ELF + pkg_of({"cli.js": SCRIPT}, compression=2), Kind.VERCEL_PKG, "!//snapshot/cli.js"),
    "deno": (ELF + deno_of({"cli.ts": SCRIPT}, {"https://x.test/m.ts": b"export const m = 1;"}), Kind.DENO, "!/cli.ts"),
    "pyinstaller": (ELF + pyinstaller_of({"cli.js": ("x", SCRIPT), "tool": ("s", b"\xe3code")}), Kind.PYINSTALLER, "!/cli.js"),
    "dotnet": (_DOTNET, Kind.DOTNET_BUNDLE, "!/app.js"),
    "source-map": (_MAP, Kind.SOURCE_MAP, "!/../src/cli.ts"),
    "overlay": (ELF + SCRIPT * 20, Kind.ELF, "!/(bytes from 64)"),
}


@pytest.mark.parametrize(("content", "kind", "trail"), _WHOLE.values(), ids=_WHOLE)
def test_a_whole_container_is_opened_to_the_end(unpacked: Unpack, content: bytes, kind: Kind, trail: str) -> None:
    found = unpacked(content, "outer")
    assert found.artifacts[0].kind is kind
    assert f"outer{trail}" in [artifact.subject for artifact in found.artifacts]
    assert [entry.reason for entry in found.coverage if entry.is_gap] == []


@pytest.mark.parametrize("name", sorted(set(_WHOLE) - {"source-map", "overlay"}))
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_half_a_container_is_no_clean_one(unpacked: Unpack, name: str, share: float) -> None:
    content, kind, trail = _WHOLE[name]
    found = unpacked(content[:int(len(content) * share)], "outer")
    is_lost = found.artifacts[0].kind is not kind or f"outer{trail}" not in [artifact.subject for artifact in found.artifacts]
    # A program cut before its payload begins is a program without one: nothing in it says that there was more.
    is_bare = len(found.artifacts) == 1 and found.artifacts[0].kind in NATIVE_KINDS
    assert not is_lost or is_bare or any(entry.is_gap for entry in found.coverage)


def test_slices_of_a_fat_file_are_named_by_their_processor(unpacked: Unpack) -> None:
    assert [artifact.subject for artifact in unpacked(_FAT, "tool").artifacts] == ["tool", "tool!/(arm64)"]


def test_an_asar_content_without_its_digest_is_a_gap_and_is_read(unpacked: Unpack) -> None:
    found = unpacked(asar_of({"cli.js": SCRIPT}, digest="0" * 64), "app.asar")
    (gap,) = [entry for entry in found.coverage if entry.is_gap]
    assert (gap.subject, gap.sha256) == ("app.asar!/cli.js", found.artifacts[-1].sha256)
    assert "digest" in str(gap.reason)


def test_entry_points_come_from_the_container(unpacked: Unpack) -> None:
    for name, entry in (
        ("asar", "!/cli.js"), ("sea-elf", "!/app/main.cjs"), ("pkg", "!//snapshot/cli.js"), ("deno", "!/cli.ts"), ("pyinstaller", "!/tool.pyc"),
    ):
        found = unpacked(_WHOLE[name][0], "outer")
        assert [artifact.subject for artifact in found.artifacts if artifact.is_entry] == [f"outer{entry}"], name


def test_modules_of_python_come_as_files_that_state_their_version(unpacked: Unpack) -> None:
    found = unpacked(ELF + pyinstaller_of({"PYZ-00.pyz": ("z", pyz_of({"pkg.mod": b"\xe3code"}))}), "tool")
    module = found.artifacts[-1]
    assert (module.subject, module.kind) == ("tool!/PYZ-00.pyz!/pkg/mod.pyc", Kind.PYTHON_BYTECODE)
    assert module.content.read_bytes() == b"\xa7\x0d\x0d\x0a" + bytes(12) + b"\xe3code"


def test_a_native_file_without_payload_stays_what_it_is(unpacked: Unpack) -> None:
    for host, kind in ((ELF, Kind.ELF), (PE, Kind.PE), (MACHO, Kind.MACHO)):
        found = unpacked(host + bytes(200), "tool")
        assert ([artifact.kind for artifact in found.artifacts], [entry for entry in found.coverage if entry.is_gap]) == ([kind], [])


def test_the_content_of_a_stream_is_read_as_what_the_name_of_the_stream_says(unpacked: Unpack) -> None:
    prose = b'# Notes\n\nSet it up first:\n\n    export A=1\n    echo "$A" done\n' * 20
    kinds = [artifact.kind for artifact in unpacked(gzip.compress(prose, mtime=0), "notes.md.gz").artifacts]
    assert kinds == [Kind.GZIP, Kind.MARKDOWN]
